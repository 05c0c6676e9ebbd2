/** The clockwork of a simulation: ovens are run up to the present often, and report now and then. */

/** How often the ovens are run up to the present. */
const tickMs = 10;

/** A dwell of ten plan minutes must hold several readings at any speed. */
function defaultStateMs(speed: number): number {
  return Math.max(50, Math.min(1000, 120_000 / speed));
}

export interface Ticking {
  /** Minutes of the ovens per minute on the wall; default 1. */
  readonly speed?: number;
  /** Time between two reports of state; default 1 s, less at speed, at least 50 ms. */
  readonly stateMs?: number;
}

/** @returns what stops it. */
export function startTicking(
  { speed = 1, stateMs = defaultStateMs(speed) }: Ticking,
  tick: (isReportDue: boolean) => void,
): () => void {
  let reportAt = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const isReportDue = now >= reportAt;
    if (isReportDue) reportAt = now + stateMs;
    tick(isReportDue);
  }, tickMs);
  return () => clearInterval(timer);
}

/** A solve by the clock, and what it handed out when. */
import { hasPlan, type Incumbent, type SolveResult } from '../../../models/result.ts';
import type { Solve } from '../../../solvers/solver.ts';

/** Milliseconds of clocks that only go forward. */
export interface Clocks {
  now(): number;
  /** Processor time of this process. */
  cpuMs(): number;
}

export interface TimedSolve<Plan> {
  readonly result: SolveResult<Plan>;
  /** All that was handed out on the way, in that order, and the result where it has a plan. */
  readonly plans: readonly Incumbent<Plan>[];
  /** Until the first complete plan; of the whole solve where none came before its end. */
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly finalMs: number;
  readonly finalCpuMs: number;
}

export function timedSolve<Request, Plan>(
  solve: Solve<Request, Plan>,
  request: Request,
  { timeMs, seed }: { readonly timeMs: number; readonly seed: number },
  { now, cpuMs }: Clocks,
): TimedSolve<Plan> {
  const plans: Incumbent<Plan>[] = [];
  let first: { readonly ms: number; readonly cpu: number } | undefined;
  const [start, cpuBefore] = [now(), cpuMs()];
  const spent = () => ({ ms: now() - start, cpu: cpuMs() - cpuBefore });
  const stopAt = start + timeMs;
  const result = solve(request, {
    ...{ seed, gap: 0, maxIterations: Number.POSITIVE_INFINITY },
    shouldStop: () => now() >= stopAt,
    remainingMs: () => Math.max(0, stopAt - now()),
    onIncumbent: (found) => {
      first ??= spent();
      plans.push(found as Incumbent<Plan>);
    },
  });
  const final = spent();
  if (hasPlan(result)) plans.push(result);
  return {
    ...{ result, plans },
    firstMs: (first ?? final).ms,
    firstCpuMs: (first ?? final).cpu,
    finalMs: final.ms,
    finalCpuMs: final.cpu,
  };
}

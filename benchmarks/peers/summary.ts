/** Sums a comparison up, by solver and by size of the instances. */
import type { Row } from './judge.ts';
import type { Verdict } from './verdicts.ts';

export const sizeClasses = ['all', 'types < 100', 'types >= 100'] as const;
export type SizeClass = (typeof sizeClasses)[number];

export interface SolverSummary {
  readonly sizeClass: SizeClass;
  readonly solver: string;
  readonly n: number;
  /** With a checked plan of the kind asked for. */
  readonly plans: number;
  /** Of a plan's value, or that there is no plan. */
  readonly proofs: number;
  /** Plans better, as good and worse than takt's; none is worse than one. */
  readonly better: number;
  readonly equal: number;
  readonly worse: number;
  /** Rows with a broken rule or a wrong claim. */
  readonly wrong: number;
  /** Crashed, or killed because it did not come back. */
  readonly failures: number;
  /** takt's proofs over this solver's; null where it has none. */
  readonly proofRatio: number | null;
  /** Instances that both have proved, and the geometric mean of this solver's time over takt's there. */
  readonly bothProved: number;
  readonly timeRatio: number | null;
}

/** Below this a time is as long as a clock's own steps: what ratios begin at. */
const leastMs = 1;

/** What a summary looks at. */
export type Compared = Pick<
  Verdict,
  'instance' | 'solver' | 'status' | 'value' | 'proved' | 'proofMs' | 'againstTakt' | 'wrong'
>;

export function summarize(rows: readonly Row[]): readonly SolverSummary[] {
  const solvers = [...new Set(rows.map(({ solver }) => solver))];
  return sizeClasses.flatMap((sizeClass) => {
    const ofClass = rows.filter((row) => isOfClass(row, sizeClass));
    return ofClass.length === 0 ? [] : solvers.map((solver) => summarizeSolver(ofClass, sizeClass, solver));
  });
}

/** The peer with the most proofs, the quicker one of two with as many. */
export function bestPeer(summaries: readonly SolverSummary[], sizeClass: SizeClass): SolverSummary | undefined {
  return summaries
    .filter((one) => one.sizeClass === sizeClass && one.solver !== 'takt')
    .sort((a, b) => b.proofs - a.proofs || (a.timeRatio ?? Infinity) - (b.timeRatio ?? Infinity))[0];
}

function isOfClass({ types }: Row, sizeClass: SizeClass): boolean {
  return sizeClass === 'all' || types >= 100 === (sizeClass === 'types >= 100');
}

export function summarizeSolver(rows: readonly Compared[], sizeClass: SizeClass, solver: string): SolverSummary {
  const own = rows.filter((row) => row.solver === solver);
  const takt = new Map(rows.filter((row) => row.solver === 'takt').map((row) => [row.instance, row]));
  const count = (holds: (row: Compared) => boolean) => own.filter(holds).length;
  const proofs = count(({ proved }) => proved);
  const taktProofs = own.filter(({ instance }) => takt.get(instance)?.proved).length;
  const ratios = own.flatMap(({ instance, proofMs }) => {
    const taktMs = takt.get(instance)?.proofMs ?? null;
    return proofMs === null || taktMs === null ? [] : Math.max(proofMs, leastMs) / Math.max(taktMs, leastMs);
  });
  return {
    sizeClass,
    solver,
    n: own.length,
    plans: count(({ value }) => value !== null),
    proofs,
    better: count(({ againstTakt }) => againstTakt === 'better'),
    equal: count(({ againstTakt }) => againstTakt === 'equal'),
    worse: count(({ againstTakt }) => againstTakt === 'worse'),
    wrong: count(({ wrong }) => wrong.length > 0),
    failures: count(({ status }) => status === 'crashed' || status === 'killed'),
    proofRatio: takt.size === 0 || proofs === 0 ? null : taktProofs / proofs,
    bothProved: ratios.length,
    timeRatio:
      ratios.length === 0 ? null : Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length),
  };
}

/** @returns null of nothing. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

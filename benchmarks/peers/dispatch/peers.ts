/** The command `peers` for days of trucks: takt beside CP-SAT, and for rounds beside OR-Tools' routing and VROOM too. */
import type { DispatchProblem } from '../../../models/dispatch.ts';
import type { KindBenchmark } from '../../quality/kind-benchmark.ts';
import { type Comparison, compareSolvers, type PeersOptions, type PeersReport } from '../comparison.ts';
import { dispatchSolvers, type Solver } from '../run-solver.ts';
import { meanOf, type SolverSummary, summarizeSolver } from '../summary.ts';
import { type DispatchQuestion, judge, questionOf, type Row } from './judge.ts';
import { columnsFor, summaryText } from './report.ts';
import { type AskedProblem, whyNotTold } from './told.ts';

export interface DispatchSummary extends SolverSummary {
  /** Mean of `(value - reference) / |reference|` over rows with both. */
  readonly meanReferenceGap: number | null;
  /** Geometric mean of value over takt's, over instances where both have a plan; volumes count negative, so 1 less is worse there. */
  readonly valueRatio: number | null;
}

const days: Comparison<{ readonly problem: DispatchProblem }, DispatchQuestion, Row, DispatchSummary> = {
  whyNotTold: ({ problem }) => whyNotTold(problem),
  isFor: ({ takes }, { problem }) => takes !== 'rounds' || problem.mode === 'rounds',
  questionOf: ({ problem }) => questionOf(problem as AskedProblem),
  asked: ({ takes }, { problem, proto, matrix }) => {
    if (takes === 'problem') return { request: { problem } };
    return takes === 'rounds' ? { rounds: matrix } : { schedule: proto };
  },
  judge,
  columnsFor,
  summarize: (rows, solvers) => solvers.map((solver) => summarize(rows, solver)),
  summaryText,
};

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError as of `compareSolvers`.
 */
export function measureDispatchPeers(
  benchmark: KindBenchmark,
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = dispatchSolvers,
): Promise<PeersReport<Row, DispatchSummary>> {
  return compareSolvers(days, benchmark, options, print, available);
}

function summarize(rows: readonly Row[], solver: string): DispatchSummary {
  const own = rows.filter((row) => row.solver === solver);
  const takt = new Map(rows.filter((row) => row.solver === 'takt').map(({ instance, value }) => [instance, value]));
  const ratios = own.flatMap(({ instance, value }) => {
    const its = takt.get(instance);
    return value && its ? Math.log(value / its) : [];
  });
  const mean = meanOf(ratios);
  return {
    ...summarizeSolver(rows, 'all', solver),
    meanReferenceGap: meanOf(own.flatMap((row) => row.referenceGap ?? [])),
    valueRatio: mean === null ? null : Math.exp(mean),
  };
}

/** The command `peers` for schedules: takt's techcard solver beside CP-SAT, which gets the direct model. */
import type { TechcardProblem } from '../../../models/techcard.ts';
import { referenceGap } from '../../quality/judge.ts';
import type { KindBenchmark } from '../../quality/kind-benchmark.ts';
import { type Comparison, compareSolvers, type PeersOptions, type PeersReport } from '../comparison.ts';
import { type Solver, scheduleSolvers } from '../run-solver.ts';
import { meanOf, type SolverSummary, summarizeSolver } from '../summary.ts';
import { judge, type Row } from './judge.ts';
import { columnsFor, summaryText } from './report.ts';
import { buildScheduleModel, type ScheduleModel, whyNotTold } from './schedule-model.ts';

export interface ScheduleSummary extends SolverSummary {
  /** Mean of `(value - reference) / reference` over rows with both. */
  readonly meanReferenceGap: number | null;
  /** Mean of `(value - criticalPath) / criticalPath` over rows with both. */
  readonly meanCpmDeviation: number | null;
}

interface ScheduleQuestion {
  readonly problem: TechcardProblem;
  readonly model: ScheduleModel;
}

const schedules: Comparison<{ readonly problem: TechcardProblem }, ScheduleQuestion, Row, ScheduleSummary> = {
  whyNotTold: ({ problem }) => whyNotTold(problem),
  questionOf: ({ problem }) => ({ problem, model: buildScheduleModel(problem) }),
  asked: ({ takes }, { problem, model }) =>
    takes === 'problem' ? { request: { problem } } : { schedule: model.proto },
  judge: (instance, { problem, model }, runs, inTime) => judge(instance, problem, model, runs, inTime),
  columnsFor,
  summarize: (rows, solvers) => solvers.map((solver) => summarize(rows, solver)),
  summaryText,
};

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError as of `compareSolvers`.
 */
export function measureSchedulePeers(
  benchmark: KindBenchmark,
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = scheduleSolvers,
): Promise<PeersReport<Row, ScheduleSummary>> {
  return compareSolvers(schedules, benchmark, options, print, available);
}

function summarize(rows: readonly Row[], solver: string): ScheduleSummary {
  const own = rows.filter((row) => row.solver === solver);
  const from = (field: 'reference' | 'criticalPath') =>
    meanOf(own.flatMap((row) => (row.value === null || !row[field] ? [] : referenceGap(row.value, row[field]))));
  return {
    ...summarizeSolver(rows, 'all', solver),
    meanReferenceGap: from('reference'),
    meanCpmDeviation: from('criticalPath'),
  };
}

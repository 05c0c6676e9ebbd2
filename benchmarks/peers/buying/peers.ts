/** The command `peers` for purchase plans: takt's solver beside general solvers that get the direct model. */
import type { ReorderPlanProblem, ReorderProblem } from '../../../models/reorder.ts';
import type { KindBenchmark } from '../../quality/kind-benchmark.ts';
import { type Comparison, compareSolvers, type PeersOptions, type PeersReport } from '../comparison.ts';
import { type PackedModel, packModel } from '../packed-model.ts';
import { purchaseSolvers, type Solver } from '../run-solver.ts';
import { meanOf, type SolverSummary, summarizeSolver } from '../summary.ts';
import { judge, type Row } from './judge.ts';
import { buildPurchaseModel, type PurchaseModel, whyNotTold } from './purchase-model.ts';
import { columnsFor, summaryText } from './report.ts';

export interface PurchaseSummary extends SolverSummary {
  /** Between value and bound, over rows with both. */
  readonly meanGap: number | null;
  /** Of the value over the best of all solvers, over rows with a plan. */
  readonly meanAboveBest: number | null;
}

interface PurchaseQuestion {
  readonly problem: ReorderPlanProblem;
  readonly model: PurchaseModel;
  readonly packed: PackedModel;
}

const purchases: Comparison<{ readonly problem: ReorderProblem }, PurchaseQuestion, Row, PurchaseSummary> = {
  whyNotTold: ({ problem }) => (problem.mode === 'plan' ? whyNotTold(problem) : 'it asks for no plan'),
  questionOf: (request) => {
    const problem = request.problem as ReorderPlanProblem;
    const model = buildPurchaseModel(problem);
    return { problem, model, packed: packModel(model.model) };
  },
  asked: ({ takes }, { problem, packed }) => (takes === 'problem' ? { request: { problem } } : { model: packed }),
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
export function measurePurchasePeers(
  benchmark: KindBenchmark,
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = purchaseSolvers,
): Promise<PeersReport<Row, PurchaseSummary>> {
  return compareSolvers(purchases, benchmark, options, print, available);
}

function summarize(rows: readonly Row[], solver: string): PurchaseSummary {
  const own = rows.filter((row) => row.solver === solver);
  const mean = (field: 'gap' | 'aboveBest') => meanOf(own.flatMap((row) => row[field] ?? []));
  return { ...summarizeSolver(rows, 'all', solver), meanGap: mean('gap'), meanAboveBest: mean('aboveBest') };
}

/** The command `peers` for purchase plans: takt's solver beside general solvers that get the direct model. */
import { TaktError } from '../../../models/errors.ts';
import type { ReorderPlanProblem, ReorderProblem } from '../../../models/reorder.ts';
import { type BenchmarkInstance, spreadSample } from '../../instances/data-folder.ts';
import { type MachineMeta, machineMeta, writeJson } from '../../meta.ts';
import { instancesIn } from '../../quality/instances-of.ts';
import type { KindBenchmark } from '../../quality/kind-benchmark.ts';
import { headLines, rowLine } from '../../text-table.ts';
import { allowanceMs, type SolverRun } from '../judge.ts';
import { packModel } from '../packed-model.ts';
import { chooseSolvers, graceMs, loadMs, type PeersOptions, whoIsThere } from '../peers.ts';
import { purchaseSolvers, runSolver, type Solver } from '../run-solver.ts';
import { type SolverSummary, summarizeSolver } from '../summary.ts';
import { judge, type Row } from './judge.ts';
import { buildPurchaseModel, whyNotTold } from './purchase-model.ts';
import { columnsFor, summaryText } from './report.ts';

export interface PurchaseSummary extends SolverSummary {
  /** Between value and bound, over rows with both. */
  readonly meanGap: number | null;
  /** Of the value over the best of all solvers, over rows with a plan. */
  readonly meanAboveBest: number | null;
}

/** The JSON report. */
export interface PurchasePeersReport {
  readonly meta: MachineMeta & {
    readonly kind: string;
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    readonly budget: { readonly timeMs: number; readonly threads: 1 };
    readonly solvers: readonly { readonly name: string; readonly version: string }[];
    readonly missing: readonly { readonly name: string; readonly reason: string }[];
  };
  readonly rows: readonly Row[];
  readonly summary: readonly PurchaseSummary[];
}

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError `invalid-parameter` where there is no such set or solver, or none of the set can be told.
 */
export async function measurePurchasePeers(
  benchmark: KindBenchmark,
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = purchaseSolvers,
): Promise<PurchasePeersReport> {
  const { kind, set, limit, timeMs, seed } = options;
  const chosen = chooseSolvers(available, options.solvers);
  const found = instancesIn(benchmark, options, print);
  const instances = toldOf(limit === undefined ? found : spreadSample(found, limit, seed), set, print);
  const machine = machineMeta();
  const patience = { loadMs, graceMs };
  const { present, versions, missing } = await whoIsThere(chosen, patience, print);
  const columns = columnsFor(
    instances.map(({ instance }) => instance.name),
    present.map(({ name }) => name),
  );
  print(headLines(columns));
  const rows: Row[] = [];
  for (const { instance, problem } of instances) {
    const model = buildPurchaseModel(problem);
    const packed = packModel(model.model);
    const runs: SolverRun[] = [];
    for (const solver of present) {
      const asked = solver.takes === 'problem' ? { request: { problem } } : { model: packed };
      runs.push({
        solver: solver.name,
        outcome: await runSolver(solver, { probe: false, timeMs, seed, ...asked }, patience),
      });
    }
    const inTime = ({ outcome }: SolverRun) =>
      outcome.timeMs !== undefined && outcome.timeMs <= timeMs + allowanceMs(timeMs);
    const ofInstance = judge(instance, problem, model, runs, inTime);
    rows.push(...ofInstance);
    for (const row of ofInstance) print(rowLine(columns, row));
  }
  const budget = { timeMs, threads: 1 } as const;
  const meta = { ...machine, kind, set, limit: limit ?? null, seed, budget, solvers: versions, missing };
  const report = { meta, rows, summary: present.map(({ name }) => summarize(rows, name)) };
  print(`\n${summaryText(report.summary)}`);
  if (options.json !== undefined) writeJson(options.json, report);
  return report;
}

/** Those whose request the model can say; of the others why it cannot. */
function toldOf(instances: readonly BenchmarkInstance[], set: string, print: (lines: string) => void) {
  const told: { instance: BenchmarkInstance; problem: ReorderPlanProblem }[] = [];
  for (const instance of instances) {
    const { problem } = instance.request() as { problem: ReorderProblem };
    const reason = problem.mode === 'plan' ? whyNotTold(problem) : 'it asks for no plan';
    if (problem.mode === 'plan' && reason === undefined) told.push({ instance, problem });
    else print(`passed over ${instance.name}, which the model cannot say: ${reason}`);
  }
  if (told.length === 0) throw new TaktError('invalid-parameter', `the direct model can say no instance of "${set}"`);
  return told;
}

function summarize(rows: readonly Row[], solver: string): PurchaseSummary {
  const own = rows.filter((row) => row.solver === solver);
  const mean = (field: 'gap' | 'aboveBest') => {
    const values = own.flatMap((row) => row[field] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { ...summarizeSolver(rows, 'all', solver), meanGap: mean('gap'), meanAboveBest: mean('aboveBest') };
}

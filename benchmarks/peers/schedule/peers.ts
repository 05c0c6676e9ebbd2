/** The command `peers` for schedules: takt's techcard solver beside CP-SAT, which gets the direct model. */
import { TaktError } from '../../../models/errors.ts';
import type { TechcardProblem } from '../../../models/techcard.ts';
import { type BenchmarkInstance, spreadSample } from '../../instances/data-folder.ts';
import { type MachineMeta, machineMeta, writeJson } from '../../meta.ts';
import { instancesIn } from '../../quality/instances-of.ts';
import { referenceGap } from '../../quality/judge.ts';
import type { KindBenchmark } from '../../quality/kind-benchmark.ts';
import { headLines, rowLine } from '../../text-table.ts';
import { allowanceMs, type SolverRun } from '../judge.ts';
import { chooseSolvers, graceMs, loadMs, type PeersOptions, whoIsThere } from '../peers.ts';
import { runSolver, type Solver, scheduleSolvers } from '../run-solver.ts';
import { type SolverSummary, summarizeSolver } from '../summary.ts';
import { judge, type Row } from './judge.ts';
import { columnsFor, summaryText } from './report.ts';
import { buildScheduleModel, whyNotTold } from './schedule-model.ts';

export interface SchedulePeersOptions extends Omit<PeersOptions, 'kind'> {
  readonly kind: string;
  /** Search workers of the others; absent: one. */
  readonly peerWorkers?: number;
  /** Wall time of each run of the others; absent: that of takt. */
  readonly peerTimeMs?: number;
}

export interface ScheduleSummary extends SolverSummary {
  /** Mean of `(value - reference) / reference` over rows with both. */
  readonly meanReferenceGap: number | null;
  /** Mean of `(value - criticalPath) / criticalPath` over rows with both. */
  readonly meanCpmDeviation: number | null;
}

/** The JSON report. */
export interface SchedulePeersReport {
  readonly meta: MachineMeta & {
    readonly kind: string;
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    readonly budget: { readonly timeMs: number; readonly peerTimeMs: number; readonly peerWorkers: number };
    readonly solvers: readonly { readonly name: string; readonly version: string }[];
    readonly missing: readonly { readonly name: string; readonly reason: string }[];
  };
  readonly rows: readonly Row[];
  readonly summary: readonly ScheduleSummary[];
}

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError `invalid-parameter` where there is no such set or solver, or none of the set can be told.
 */
export async function measureSchedulePeers(
  benchmark: KindBenchmark,
  options: SchedulePeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = scheduleSolvers,
): Promise<SchedulePeersReport> {
  const { kind, set, limit, timeMs, seed, peerTimeMs = timeMs, peerWorkers = 1 } = options;
  const chosen = chooseSolvers(available, options.solvers);
  const found = toldOf(instancesIn(benchmark, options, print), set, print);
  const instances = limit === undefined ? found : spreadSample(found, limit, seed);
  const machine = machineMeta();
  const patience = { loadMs, graceMs };
  const { present, versions, missing } = await whoIsThere(chosen, patience, print);
  const columns = columnsFor(
    instances.map(({ name }) => name),
    present.map(({ name }) => name),
  );
  print(headLines(columns));
  const rows: Row[] = [];
  const budgetOf = (solver: string) => (solver === 'takt' ? timeMs : peerTimeMs);
  for (const instance of instances) {
    const { problem } = instance.request() as { problem: TechcardProblem };
    const model = buildScheduleModel(problem);
    const runs: SolverRun[] = [];
    for (const solver of present) {
      const asked =
        solver.takes === 'problem' ? { request: { problem } } : { schedule: model.proto, workers: peerWorkers };
      const task = { probe: false, timeMs: budgetOf(solver.name), seed, ...asked } as const;
      runs.push({ solver: solver.name, outcome: await runSolver(solver, task, patience) });
    }
    const inTime = ({ solver, outcome }: SolverRun) =>
      outcome.timeMs !== undefined && outcome.timeMs <= budgetOf(solver) + allowanceMs(budgetOf(solver));
    const ofInstance = judge(instance, problem, model, runs, inTime);
    rows.push(...ofInstance);
    for (const row of ofInstance) print(rowLine(columns, row));
  }
  const budget = { timeMs, peerTimeMs, peerWorkers };
  const meta = { ...machine, kind, set, limit: limit ?? null, seed, budget, solvers: versions, missing };
  const report = { meta, rows, summary: present.map(({ name }) => summarize(rows, name)) };
  print(`\n${summaryText(report.summary)}`);
  if (options.json !== undefined) writeJson(options.json, report);
  return report;
}

/** Those whose request the model can say; of the others why it cannot. */
function toldOf(instances: readonly BenchmarkInstance[], set: string, print: (lines: string) => void) {
  const reasons = new Map<string, number>();
  const told = instances.filter((instance) => {
    const reason = whyNotTold((instance.request() as { problem: TechcardProblem }).problem);
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  for (const [reason, count] of reasons)
    print(`passed over ${count} instance${count === 1 ? '' : 's'} that CP-SAT's model cannot say: ${reason}`);
  if (told.length === 0)
    throw new TaktError(
      'invalid-parameter',
      `CP-SAT's model can say no instance of "${set}": ${[...reasons.keys()][0]}`,
    );
  return told;
}

function summarize(rows: readonly Row[], solver: string): ScheduleSummary {
  const own = rows.filter((row) => row.solver === solver);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const from = (field: 'reference' | 'criticalPath') =>
    mean(own.flatMap((row) => (row.value === null || !row[field] ? [] : referenceGap(row.value, row[field]))));
  return {
    ...summarizeSolver(rows, 'all', solver),
    meanReferenceGap: from('reference'),
    meanCpmDeviation: from('criticalPath'),
  };
}

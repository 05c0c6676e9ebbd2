/** What every comparison of the command `peers` does: the same instances to each solver, a table, a summary and a report. */
import { TaktError } from '../../models/errors.ts';
import { type BenchmarkInstance, spreadSample } from '../instances/data-folder.ts';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { instancesIn } from '../quality/instances-of.ts';
import type { KindBenchmark } from '../quality/kind-benchmark.ts';
import { type Column, headLines, rowLine } from '../text-table.ts';
import type { Task } from './protocol.ts';
import { type Patience, probe, runSolver, type Solver } from './run-solver.ts';
import type { SolverSummary } from './summary.ts';
import { isWithin, type SolverRun, type Verdict } from './verdicts.ts';

export interface PeersOptions {
  readonly kind: string;
  readonly set: string;
  readonly data?: string;
  readonly limit?: number;
  /** Wall time of each run, from the library being loaded. */
  readonly timeMs: number;
  /** Wall time of each run of the others; absent: that of takt. */
  readonly peerTimeMs?: number;
  /** Search workers of those of the others that can have several; absent: one. */
  readonly peerWorkers?: number;
  /** Of solvers and sample. */
  readonly seed: number;
  /** Names of those to run beside takt; absent: all. */
  readonly solvers?: readonly string[];
  readonly json?: string;
}

/** The JSON report. */
export interface PeersReport<Row, Summary> {
  readonly meta: MachineMeta & {
    readonly kind: string;
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    /** takt has one thread. */
    readonly budget: {
      readonly timeMs: number;
      readonly threads: 1;
      readonly peerTimeMs: number;
      readonly peerWorkers: number;
    };
    /** Those that ran, with the version that the library tells, and those that are not there. */
    readonly solvers: readonly { readonly name: string; readonly version: string }[];
    readonly missing: readonly { readonly name: string; readonly reason: string }[];
  };
  readonly rows: readonly Row[];
  readonly summary: readonly Summary[];
}

/** What a solver is asked, beside time and seed. */
export type Asked = Pick<
  Extract<Task, { readonly probe: false }>,
  'problem' | 'model' | 'request' | 'schedule' | 'rounds'
>;

/** What is particular to a kind. */
export interface Comparison<Request, Question, Row extends Verdict, Summary extends SolverSummary> {
  /** Why the model of the others cannot say what a request asks; undefined where it can. Absent: it always can. */
  whyNotTold?(request: Request): string | undefined;
  /** Whether a solver can be asked such a request at all. Absent: all can. */
  isFor?(solver: Solver, request: Request): boolean;
  questionOf(request: Request): Question;
  asked(solver: Solver, question: Question): Asked;
  /** The rows of one instance, in the order of the runs. */
  judge(
    instance: BenchmarkInstance,
    question: Question,
    runs: readonly SolverRun[],
    inTime: (run: SolverRun) => boolean,
  ): readonly Row[];
  columnsFor(instances: readonly string[], solvers: readonly string[]): readonly Column<Row>[];
  summarize(rows: readonly Row[], solvers: readonly string[]): readonly Summary[];
  summaryText(summaries: readonly Summary[]): string;
}

/** A cold start from a slow disk; CP-SAT and SCIP are 8 and 17 MB of code to compile. */
const loadMs = 60_000;
/** After the budget: enough for a library that looks at its clock now and then, and for a hang to cost little. */
const graceMs = 5000;
const patience: Patience = { loadMs, graceMs };

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run.
 * @throws TaktError `invalid-parameter` where there is no such set or solver, or none of the set can be told.
 */
export async function compareSolvers<Request, Question, Row extends Verdict, Summary extends SolverSummary>(
  comparison: Comparison<Request, Question, Row, Summary>,
  benchmark: KindBenchmark,
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[],
): Promise<PeersReport<Row, Summary>> {
  const { kind, set, limit, timeMs, seed, peerTimeMs = timeMs, peerWorkers = 1 } = options;
  const chosen = chooseSolvers(available, options.solvers);
  const found = toldOf(comparison, instancesIn(benchmark, options, print), set, print);
  const instances = limit === undefined ? found : spreadSample(found, limit, seed);
  const machine = machineMeta();
  const isFor = (solver: Solver, request: Request) => comparison.isFor?.(solver, request) ?? true;
  const useful = chosen.filter((solver) => instances.some((instance) => isFor(solver, instance.request() as Request)));
  const { present, versions, missing } = await whoIsThere(useful, print);
  const columns = comparison.columnsFor(
    instances.map(({ name }) => name),
    present.map(({ name }) => name),
  );
  print(headLines(columns));
  const budgetOf = (solver: string) => (solver === 'takt' ? timeMs : peerTimeMs);
  const inTime = (run: SolverRun) => isWithin(run, budgetOf(run.solver));
  const rows: Row[] = [];
  for (const instance of instances) {
    const request = instance.request() as Request;
    const question = comparison.questionOf(request);
    const runs: SolverRun[] = [];
    for (const solver of present) {
      if (!isFor(solver, request)) continue;
      const workers = solver.takes === 'problem' ? 1 : peerWorkers;
      const task = { probe: false, timeMs: budgetOf(solver.name), seed, workers } as const;
      const outcome = await runSolver(solver, { ...task, ...comparison.asked(solver, question) }, patience);
      runs.push({ solver: solver.name, outcome });
    }
    const ofInstance = comparison.judge(instance, question, runs, inTime);
    rows.push(...ofInstance);
    for (const row of ofInstance) print(rowLine(columns, row));
  }
  const budget = { timeMs, threads: 1, peerTimeMs, peerWorkers } as const;
  const summary = comparison.summarize(
    rows,
    present.map(({ name }) => name),
  );
  const meta = { ...machine, kind, set, limit: limit ?? null, seed, budget, solvers: versions, missing };
  const report = { meta, rows, summary };
  print(`\n${comparison.summaryText(summary)}`);
  if (options.json !== undefined) writeJson(options.json, report);
  return report;
}

function chooseSolvers(available: readonly Solver[], wanted: readonly string[] | undefined): readonly Solver[] {
  if (wanted === undefined) return available;
  const unknown = wanted.find((name) => !available.some((solver) => solver.name === name));
  if (unknown !== undefined) {
    const names = available.map(({ name }) => name).join(', ');
    throw new TaktError('invalid-parameter', `there is no solver "${unknown}"; there are ${names}`);
  }
  return available.filter(({ name }) => name === 'takt' || wanted.includes(name));
}

/** Those whose request the model can say; of the others how many there are, and why. */
function toldOf<Request>(
  { whyNotTold }: { whyNotTold?(request: Request): string | undefined },
  instances: readonly BenchmarkInstance[],
  set: string,
  print: (lines: string) => void,
): readonly BenchmarkInstance[] {
  if (whyNotTold === undefined) return instances;
  const reasons = new Map<string, number>();
  const told = instances.filter((instance) => {
    const reason = whyNotTold(instance.request() as Request);
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  for (const [reason, count] of reasons)
    print(`passed over ${count} instance${count === 1 ? '' : 's'} that the direct model cannot say: ${reason}`);
  if (told.length === 0)
    throw new TaktError(
      'invalid-parameter',
      `the direct model can say no instance of "${set}": ${[...reasons.keys()][0]}`,
    );
  return told;
}

/** Asks each solver whether its library is there, and says of each that is not. */
async function whoIsThere(chosen: readonly Solver[], print: (lines: string) => void) {
  const present: Solver[] = [];
  const versions: { name: string; version: string }[] = [];
  const missing: { name: string; reason: string }[] = [];
  for (const solver of chosen) {
    const { status, version, reason } = await probe(solver, patience);
    if (status === 'ready') {
      present.push(solver);
      versions.push({ name: solver.name, version: version ?? 'unknown' });
      continue;
    }
    missing.push({ name: solver.name, reason: reason ?? status });
    print(`${solver.name} is not here (${reason ?? status}); the table goes on without it`);
  }
  return { present, versions, missing };
}

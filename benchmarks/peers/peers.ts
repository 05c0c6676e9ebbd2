/** The command `peers`: takt's melt solver beside general solvers that get the direct model, at equal budget. */

import { TaktError } from '../../models/errors.ts';
import type { MeltRequest } from '../../models/melt.ts';
import type { PlanKind } from '../../models/plan-request.ts';
import { type BenchmarkInstance, spreadSample } from '../instances/data-folder.ts';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { instancesOf } from '../quality/instances-of.ts';
import { headLines, rowLine } from '../text-table.ts';
import { buildDirectModel, questionOf } from './direct-model.ts';
import { judge, type Row } from './judge.ts';
import { packModel } from './packed-model.ts';
import { columnsFor, summaryText } from './report.ts';
import { type Patience, probe, runSolver, type Solver, solvers } from './run-solver.ts';
import { type SolverSummary, summarize } from './summary.ts';

export interface PeersOptions {
  readonly kind: PlanKind;
  readonly set: string;
  readonly data?: string;
  readonly limit?: number;
  /** Wall time of each run, from the library being loaded. */
  readonly timeMs: number;
  /** Of solvers and sample. */
  readonly seed: number;
  /** Names of those to run beside takt; absent: all. */
  readonly solvers?: readonly string[];
  readonly json?: string;
}

/** The JSON report. */
export interface PeersReport {
  readonly meta: MachineMeta & {
    readonly kind: PlanKind;
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    readonly budget: { readonly timeMs: number; readonly threads: 1 };
    /** Those that ran, with the version that the library tells, and those that are not there. */
    readonly solvers: readonly { readonly name: string; readonly version: string }[];
    readonly missing: readonly { readonly name: string; readonly reason: string }[];
  };
  readonly rows: readonly Row[];
  readonly summary: readonly SolverSummary[];
}

/** A cold start from a slow disk; CP-SAT and SCIP are 8 and 17 MB of code to compile. */
export const loadMs = 60_000;
/** After the budget: enough for a library that looks at its clock now and then, and for a hang to cost little. */
export const graceMs = 5000;

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError `invalid-parameter` where there is no such set or no such solver.
 */
export async function measurePeers(
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = solvers,
): Promise<PeersReport> {
  const { kind, set, limit, timeMs, seed } = options;
  const chosen = chooseSolvers(available, options.solvers);
  const found = instancesOf({ kind, set, data: options.data }, print);
  const instances = limit === undefined ? found : spreadSample(found, limit, seed);
  const machine = machineMeta();
  const patience: Patience = { loadMs, graceMs };
  const { present, versions, missing } = await whoIsThere(chosen, patience, print);
  const columns = columnsFor(
    instances.map(({ name }) => name),
    present.map(({ name }) => name),
  );
  print(headLines(columns));
  const rows: Row[] = [];
  for (const instance of instances) {
    const ofInstance = await compare(instance, present, options, patience);
    rows.push(...ofInstance);
    for (const row of ofInstance) print(rowLine(columns, row));
  }
  const budget = { timeMs, threads: 1 } as const;
  const meta = { ...machine, kind, set, limit: limit ?? null, seed, budget, solvers: versions, missing };
  const report = { meta, rows, summary: summarize(rows) };
  print(`\n${summaryText(report.summary)}`);
  if (options.json !== undefined) writeJson(options.json, report);
  return report;
}

export function chooseSolvers(available: readonly Solver[], wanted: readonly string[] | undefined): readonly Solver[] {
  if (wanted === undefined) return available;
  const unknown = wanted.find((name) => !available.some((solver) => solver.name === name));
  if (unknown !== undefined) {
    const names = available.map(({ name }) => name).join(', ');
    throw new TaktError('invalid-parameter', `there is no solver "${unknown}"; there are ${names}`);
  }
  return available.filter(({ name }) => name === 'takt' || wanted.includes(name));
}

/** Asks each solver whether its library is there, and says of each that is not. */
export async function whoIsThere(chosen: readonly Solver[], patience: Patience, print: (lines: string) => void) {
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

async function compare(
  instance: BenchmarkInstance,
  present: readonly Solver[],
  { timeMs, seed }: PeersOptions,
  patience: Patience,
): Promise<readonly Row[]> {
  const { problem } = instance.request() as MeltRequest;
  const question = questionOf(problem);
  const direct = buildDirectModel(question);
  const model = packModel(direct.model);
  const runs = [];
  for (const solver of present) {
    const asked = solver.takes === 'problem' ? { problem: question.problem } : { model };
    const outcome = await runSolver(solver, { probe: false, timeMs, seed, ...asked }, patience);
    runs.push({ solver: solver.name, outcome });
  }
  return judge(instance, question, direct, runs, timeMs);
}

/** The command `record`: keeps what a run shows of generated instances, as far as it is better than what is known. */
import { writeFileSync } from 'node:fs';
import { registry } from '../../solvers/registry.ts';
import type { KindSolver } from '../../solvers/solver.ts';
import { type GeneratedInstance, type GeneratedSuite, instancesOfSuite, knownOf } from '../instances/generated.ts';
import { improved, isProved, type Known, referenceOf, writeKnown } from '../instances/known.ts';
import { cpuMs, machineMeta } from '../meta.ts';
import { headLines, rowLine } from '../text-table.ts';
import type { Finding } from './judge.ts';
import { type InstanceKind, kindBenchmarks } from './kinds/index.ts';
import { columnsFor } from './report.ts';
import { type Limits, type Row, runInstance } from './run.ts';

export interface RecordOptions {
  readonly kind: InstanceKind;
  /** As `instancesOfSuite` takes it. */
  readonly set: string;
  readonly limits: Limits;
  readonly seed: number;
  /** Absent: that of the kind. */
  readonly suite?: GeneratedSuite;
}

export interface RecordSummary {
  readonly n: number;
  /** Entries that were not there before, or are better now. */
  readonly bettered: number;
  /** Entries whose plan and bound meet. */
  readonly proved: number;
  readonly findings: readonly Finding[];
}

/**
 * Solves each instance, and where that proves nothing looks at the plan it was built from; the table is written after
 * each. An instance with a finding keeps its entry.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export async function recordKnown(options: RecordOptions, print: (lines: string) => void): Promise<RecordSummary> {
  const { kind, set, limits, seed } = options;
  const suite = options.suite ?? kindBenchmarks[kind].suite;
  const instances = instancesOfSuite(suite, set);
  const { date, commit } = machineMeta();
  const budget = limits.timeMs === undefined ? `${limits.iterations} iterations` : `${limits.timeMs} ms`;
  const by = (used: string) => `${date.slice(0, 10)} ${commit} ${used} seed ${seed}`;
  const solver = registry[kind];
  await solver.prepare();
  const known = knownOf(suite);
  const columns = columnsFor(instances.map(({ name }) => name));
  print(headLines(columns));
  let bettered = 0;
  const findings: Finding[] = [];
  for (const instance of instances) {
    const before = known.get(instance.name);
    const shown = showInstance(solver, instance, before, { limits, seed, by: by(budget), builtBy: by('0 iterations') });
    print(rowLine(columns, shown.row));
    findings.push(...shown.findings);
    if (shown.entry === undefined) continue;
    if (shown.entry !== before) bettered++;
    known.set(instance.name, shown.entry);
    writeTable(suite, known);
  }
  const proved = instances.filter(({ name }) => {
    const entry = known.get(name);
    return entry !== undefined && isProved(entry);
  }).length;
  for (const { finding, instance, message } of findings) print(`${finding}: ${instance}: ${message}`);
  print(`\ninstances ${instances.length}, entries new or better ${bettered}, proved ${proved}`);
  return { n: instances.length, bettered, proved, findings };
}

function showInstance(
  solver: KindSolver<unknown, unknown>,
  instance: GeneratedInstance,
  before: Known | undefined,
  { limits, seed, by, builtBy }: Pick<RecordOptions, 'limits' | 'seed'> & { by: string; builtBy: string },
): { row: Row; findings: readonly Finding[]; entry?: Known } {
  const { name } = instance;
  const { request, planted, digest } = instance.generate();
  const reference = before?.digest === digest ? referenceOf(before) : undefined;
  const run = (one: unknown, own: Limits) =>
    runInstance(
      solver,
      { name, request: () => one, reference },
      { limits: own, seed, now: () => performance.now(), cpuMs },
    );
  const { row, findings } = run(request, limits);
  if (findings.length > 0) return { row, findings };
  try {
    const entry = improved(before, { name, digest }, row, by);
    if (isProved(entry) || planted === undefined) return { row, findings, entry };
    // The plan that the instance was built from, as the check sees it.
    const built = run(planted, { iterations: 0 });
    if (built.findings.length > 0) return { row, findings: built.findings };
    const { objective, lowerBound } = built.row;
    const withPlan = improved(entry, { name, digest }, { objective, lowerBound: null }, 'as built');
    return { row, findings, entry: improved(withPlan, { name, digest }, { objective: null, lowerBound }, builtBy) };
  } catch (error) {
    return { row, findings: [{ instance: name, finding: 'error', message: (error as Error).message }] };
  }
}

/** Entries in the order of the suite; what is no longer in it goes. */
function writeTable(suite: GeneratedSuite, known: ReadonlyMap<string, Known>): void {
  writeFileSync(suite.table, writeKnown(suite.instances.flatMap(({ name }) => known.get(name) ?? [])));
}

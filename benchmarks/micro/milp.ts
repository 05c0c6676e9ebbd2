/**
 * Which MILP library is quickest where: `node benchmarks/micro/milp.ts [--json]`.
 *
 * Every library solves the same models; an answer counts only if it is proved optimal (or within its time limit the best
 * known) and equals the others' objective. Only then is it timed: median of the repeats, model translation included.
 */
import { createLp, loadBackends } from '../../solvers/milp/backends.ts';
import type { MilpAnswer, MilpBackend, MilpColumn, MilpModel } from '../../solvers/milp/milp.ts';
import { ModelBuilder } from '../../solvers/milp/model.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { machineMeta } from '../meta.ts';
import { type Column, figure, textTable } from '../text-table.ts';

/** No library may hold up the run: what is not proved within this is reported as such. */
const timeLimitMs = 5_000;
/** Repeats go on until so much time was measured, or so many were made. */
const measureMs = 500;
const mostRepeats = 50;

type Random = () => number;

/** The same models on every machine. */
function randomFrom(seed: number): () => number {
  const rng = new Rng(seed);
  return () => rng.float();
}

const integer = (random: Random, least: number, greatest: number) =>
  least + Math.floor(random() * (greatest - least + 1));

function knapsack(items: number): MilpModel {
  const random = randomFrom(1);
  const model = new ModelBuilder();
  const masses = Array.from({ length: items }, () => integer(random, 5, 60));
  const columns = masses.map((mass) =>
    model.addColumn({ cost: -(mass + integer(random, 0, 20)), upper: 3, integer: true }),
  );
  model.addRow({ lower: -Infinity, upper: 20 * items, columns, coefficients: masses });
  return model;
}

function covering(elements: number, sets: number): MilpModel {
  const random = randomFrom(2);
  const model = new ModelBuilder();
  const columns = Array.from({ length: sets }, () =>
    model.addColumn({ cost: integer(random, 1, 30), upper: 1, integer: true }),
  );
  for (let i = 0; i < elements; i++) {
    const chosen = columns.filter((j) => j % elements === i || random() < 0.12);
    model.addRow({ lower: 1, upper: Infinity, columns: chosen, coefficients: chosen.map(() => 1) });
  }
  return model;
}

function assignment(size: number): MilpModel {
  const random = randomFrom(3);
  const model = new ModelBuilder();
  const places = Array.from({ length: size }, (_, k) => k);
  for (let k = 0; k < size * size; k++) model.addColumn({ cost: integer(random, 1, 99), upper: 1, integer: true });
  for (const i of places) {
    const ones = places.map(() => 1);
    model.addRow({ lower: 1, upper: 1, columns: places.map((k) => i * size + k), coefficients: ones });
    model.addRow({ lower: 1, upper: 1, columns: places.map((k) => k * size + i), coefficients: ones });
  }
  return model;
}

/** Three pieces a heat, from 400 to 500 together, to be found again: the direct model, with its twins of every heat. */
function heats(most: number): MilpModel {
  const random = randomFrom(4);
  const model = new ModelBuilder();
  const masses = Array.from({ length: most }, () => {
    const [first, second] = [integer(random, 90, 190), integer(random, 90, 190)];
    return [first, second, integer(random, 400, 500) - first - second];
  }).flat();
  const used = Array.from({ length: most }, () => model.addColumn({ cost: 1, upper: 1, integer: true }));
  const inHeat = masses.map(() => used.map(() => model.addColumn({ upper: 1, integer: true })));
  for (const columns of inHeat) model.addRow({ lower: 1, upper: 1, columns, coefficients: used.map(() => 1) });
  used.forEach((heat, h) => {
    const columns = [heat, ...inHeat.map((places) => places[h])];
    model.addRow({ lower: 0, upper: Infinity, columns, coefficients: [-400, ...masses] });
    model.addRow({ lower: -Infinity, upper: 0, columns, coefficients: [-500, ...masses] });
  });
  return model;
}

/** A master of patterns: random fillings of a bar of 1000, each line to be made in full. */
function patterns(lines: number, count: number): { columns: MilpColumn[]; rows: { lower: number; upper: number }[] } {
  const random = randomFrom(5);
  const lengths = Array.from({ length: lines }, () => integer(random, 60, 400));
  const rows = lengths.map(() => ({ lower: integer(random, 2, 30), upper: Infinity }));
  const columns = Array.from({ length: count }, (_, k): MilpColumn => {
    const pieces = new Map<number, number>();
    let left = 1000;
    const add = (line: number) => {
      if (lengths[line] > left) return;
      left -= lengths[line];
      pieces.set(line, (pieces.get(line) ?? 0) + 1);
    };
    add(k % lines);
    for (let attempt = 0; attempt < 12; attempt++) add(integer(random, 0, lines - 1));
    return {
      cost: 1,
      lower: 0,
      upper: Infinity,
      integer: true,
      rows: [...pieces.keys()],
      coefficients: [...pieces.values()],
    };
  });
  return { columns, rows };
}

const relaxation = (model: MilpModel): MilpModel => ({
  columns: model.columns.map((column) => ({ ...column, integer: false })),
  rows: model.rows,
});

const models: Record<string, MilpModel> = {
  'knapsack, 8 items': knapsack(8),
  'knapsack, 60 items': knapsack(60),
  'set covering, 12 x 24': covering(12, 24),
  'set covering, 60 x 150': covering(60, 150),
  'assignment, 5 x 5': assignment(5),
  'assignment, 20 x 20': assignment(20),
  'heats, 6 pieces': heats(2),
  'heats, 12 pieces': heats(4),
  'patterns, 12 lines, 40': patterns(12, 40),
  'patterns, 40 lines, 400': patterns(40, 400),
  'LP: patterns, 12 lines, 40': relaxation(patterns(12, 40)),
  'LP: patterns, 40 lines, 400': relaxation(patterns(40, 400)),
  'LP: patterns, 120 lines, 3000': relaxation(patterns(120, 3000)),
};

export interface Row {
  readonly model: string;
  readonly backend: string;
  readonly status: string;
  readonly objective?: number;
  /** Median of the repeats. */
  readonly milliseconds: number;
  readonly repeats: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function timed<Result>(operation: () => Result): { result: Result; milliseconds: number } {
  const start = performance.now();
  const result = operation();
  return { result, milliseconds: performance.now() - start };
}

/** @throws Error where a proved objective differs from the one that another library proved. */
function measure(name: string, model: MilpModel, backend: MilpBackend, known: number | undefined): Row {
  const first = timed(() => backend.solve(model, { timeLimitMs }));
  const { status, objective } = first.result;
  requireAgreement(name, backend.name, first.result, known);
  const times: number[] = [];
  if (status !== 'optimal') times.push(first.milliseconds);
  for (let spent = 0; status === 'optimal' && spent < measureMs && times.length < mostRepeats; ) {
    const { milliseconds } = timed(() => backend.solve(model, { timeLimitMs }));
    times.push(milliseconds);
    spent += milliseconds;
  }
  return { model: name, backend: backend.name, status, objective, milliseconds: median(times), repeats: times.length };
}

function requireAgreement(model: string, backend: string, answer: MilpAnswer, known: number | undefined): void {
  const { status, objective } = answer;
  if (status !== 'optimal' && status !== 'feasible' && status !== 'unknown') {
    throw new Error(`${model}: ${backend} says ${status}, yet there is a solution`);
  }
  if (known === undefined || objective === undefined) return;
  const difference = (objective - known) / Math.max(1, Math.abs(known));
  if (status === 'optimal' ? Math.abs(difference) > 1e-6 : difference < -1e-6) {
    throw new Error(`${model}: ${backend} says ${status} at ${objective}, another library proved ${known}`);
  }
}

/** A master LP that grows by ten patterns at a time: solved on from its basis, and built and solved anew each time. */
function measureGrowth(backend: MilpBackend): Row[] {
  const { columns, rows } = relaxation(patterns(80, 1200));
  const steps = Array.from({ length: 40 }, (_, k) => columns.slice(800 + 10 * k, 810 + 10 * k));
  const start = columns.slice(0, 800);
  const hotTimes: number[] = [];
  const coldTimes: number[] = [];
  using lp = createLp([backend], { columns: start, rows });
  lp.solve();
  let objective: number | undefined;
  for (const [k, step] of steps.entries()) {
    const hot = timed(() => {
      lp.addColumns(step);
      return lp.solve();
    });
    const cold = timed(() => backend.solve({ columns: columns.slice(0, 810 + 10 * k), rows }, { timeLimitMs }));
    requireAgreement('growing LP', backend.name, hot.result, cold.result.objective);
    objective = hot.result.objective;
    hotTimes.push(hot.milliseconds);
    coldTimes.push(cold.milliseconds);
  }
  return [['growing LP, 80 lines, hot', hotTimes] as const, ['growing LP, 80 lines, cold', coldTimes] as const].map(
    ([model, times]) => ({
      model,
      backend: backend.name,
      status: 'optimal',
      objective,
      milliseconds: median(times),
      repeats: times.length,
    }),
  );
}

async function loadInstalled(): Promise<MilpBackend[]> {
  const backends = await loadBackends(['highs', 'javascript-lp-solver']);
  try {
    backends.push(...(await loadBackends(['glpk.js'])));
  } catch {
    console.error('glpk.js is not installed (it is optional) and is left out');
  }
  return backends;
}

function table(rows: readonly Row[], names: readonly string[]): string {
  const milliseconds = (model: string, name: string): string => {
    const row = rows.find((one) => one.model === model && one.backend === name);
    if (!row) return '-';
    const time = figure(row.milliseconds, row.milliseconds < 10 ? 2 : 0);
    return row.status === 'optimal' ? time : `${time} (${row.status})`;
  };
  const columns: Column<string>[] = [
    { name: 'model', width: 30, left: true, cell: (model) => model },
    ...names.map((name) => ({ name, width: 20, cell: (model: string) => milliseconds(model, name) })),
  ];
  return textTable(columns, [...new Set(rows.map(({ model }) => model))]);
}

/** @throws Error where two libraries disagree. */
export async function measureMilp(): Promise<Row[]> {
  const backends = await loadInstalled();
  const rows: Row[] = [];
  for (const [name, model] of Object.entries(models)) {
    let known: number | undefined;
    for (const backend of backends) {
      const row = measure(name, model, backend, known);
      if (row.status === 'optimal') known ??= row.objective;
      rows.push(row);
    }
  }
  for (const backend of backends.filter(({ createLp: able }) => able !== undefined))
    rows.push(...measureGrowth(backend));
  return rows;
}

if (import.meta.main) {
  const rows = await measureMilp();
  if (process.argv.includes('--json')) {
    const installed = await loadInstalled();
    const versions = Object.fromEntries(installed.map(({ name, version }) => [name, version ?? 'as installed']));
    console.log(JSON.stringify({ benchmark: 'milp', ...machineMeta(), versions, timeLimitMs, rows }, undefined, 2));
  } else {
    const names = [...new Set(rows.map(({ backend }) => backend))];
    console.log(`${table(rows, names)}\nmilliseconds, median; proved optimal and checked unless said otherwise`);
  }
}

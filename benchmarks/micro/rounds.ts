/**
 * Delivery rounds on published sets: `node benchmarks/micro/rounds.ts FAMILY [--seconds 10] [--seed 1] [--limit 8] [--match C1]`
 * with FAMILY solomon, homberger_200, homberger_1000 or mtvrptwr. Seconds are of the processor, not of the wall clock. Every
 * answer is checked, and its cost recomputed, by arithmetic of this file before its gap is told.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RoundsInstance, RoundsPlan } from '../../solvers/dispatch/rounds/model.ts';
import { solveRounds } from '../../solvers/dispatch/rounds/rounds.ts';
import { dataFolder, spreadSample } from '../instances/data-folder.ts';
import { type BestKnownRouting, readReloadBestKnown, readVrptwBestKnown } from '../instances/rounds/best-known.ts';
import { type RoutingData, routingArrays } from '../instances/rounds/routing-data.ts';
import { readSolomon } from '../instances/rounds/solomon.ts';
import { readVrplib } from '../instances/rounds/vrplib.ts';
import { cpuMs } from '../meta.ts';
import { type Column, figure, headLines, percent, rowLine } from '../text-table.ts';

interface Family {
  readonly folder: string;
  readonly table: string;
  readonly extension: string;
  read(text: string): RoutingData;
  known(text: string): Map<string, BestKnownRouting>;
  /** Units of the arrays for one unit of the file. */
  readonly scale: number;
  readonly rounding: 'floor' | 'round';
  /** Whether vehicles count before distance. */
  readonly vehiclesFirst: boolean;
}

const vrptw = { table: 'dispatch/vrptw/bks.csv', known: readVrptwBestKnown };
const homberger = { ...vrptw, scale: 1000, rounding: 'round', vehiclesFirst: true } as const;
const families: Record<string, Family> = {
  solomon: {
    ...vrptw,
    folder: 'dispatch/vrptw/solomon',
    extension: '.txt',
    read: readSolomon,
    scale: 10,
    rounding: 'floor',
    vehiclesFirst: false,
  },
  homberger_200: { ...homberger, folder: 'dispatch/vrptw/homberger_200', extension: '.txt', read: readSolomon },
  homberger_1000: { ...homberger, folder: 'dispatch/vrptw/homberger_1000', extension: '.vrp', read: readVrplib },
  mtvrptwr: {
    folder: 'dispatch/mtvrptwr',
    table: 'dispatch/mtvrptwr/bks.csv',
    extension: '.vrp',
    read: readVrplib,
    known: readReloadBestKnown,
    scale: 10,
    rounding: 'floor',
    vehiclesFirst: false,
  },
};

const vehicleWorth = 100_000;

export function instanceOf(
  data: RoutingData,
  family: Pick<Family, 'scale' | 'rounding' | 'vehiclesFirst'>,
): RoundsInstance {
  const arrays = routingArrays(data, family.scale, family.rounding);
  const trucks = data.vehicles;
  return {
    ...arrays,
    stops: data.x.length - 1,
    trucks,
    capacity: new Int32Array(trucks).fill(data.capacity),
    demand: Int32Array.from(data.demand),
    roundsPerTruck: data.reloads ? data.x.length - 1 : 1,
    reloadTime: 0,
    truckFrom: new Int32Array(trucks).fill(arrays.readyFrom[0]),
    truckTo: new Int32Array(trucks).fill(arrays.readyTo[0]),
    truckCost: family.vehiclesFirst ? vehicleWorth * family.scale : 0,
    prize: new Float64Array(data.x.length).fill(Infinity),
    allowed: undefined,
  };
}

export interface Judged {
  readonly wrong: string | undefined;
  readonly vehicles: number;
  readonly distance: number;
}

/** Drives the routes by the file's own figures: cut to one decimal for `floor`, in double precision otherwise. */
export function judge(data: RoutingData, plan: RoundsPlan, rounding: Family['rounding']): Judged {
  const leg = (from: number, to: number) => {
    const exact = Math.sqrt((data.x[from] - data.x[to]) ** 2 + (data.y[from] - data.y[to]) ** 2);
    return rounding === 'floor' ? Math.floor(exact * 10 + 1e-9) / 10 : exact;
  };
  const seen = new Set<number>();
  let wrong: string | undefined;
  let distance = 0;
  let vehicles = 0;
  if (plan.routes.length > data.vehicles) wrong = 'too many vehicles';
  for (const rounds of plan.routes) {
    if (rounds.length > 0) vehicles++;
    if (rounds.length > 1 && !data.reloads) wrong = 'reloads';
    let clock = data.readyFrom[0];
    for (const round of rounds) {
      for (const node of round) clock = Math.max(clock, data.release[node]);
      let load = 0;
      let at = 0;
      for (const node of round) {
        if (seen.has(node)) wrong = `${node} twice`;
        seen.add(node);
        load += data.demand[node];
        distance += leg(at, node);
        clock = Math.max(clock + leg(at, node), data.readyFrom[node]);
        if (clock > data.readyTo[node] + 1e-6) wrong = `late at ${node}: ${clock} > ${data.readyTo[node]}`;
        clock += data.service[node];
        at = node;
      }
      distance += leg(at, 0);
      clock += leg(at, 0);
      if (load > data.capacity) wrong = 'overloaded';
      if (clock > data.readyTo[0] + 1e-6) wrong = `late at the depot: ${clock}`;
    }
  }
  if (seen.size !== data.x.length - 1) wrong ??= `${data.x.length - 1 - seen.size} not served`;
  return { wrong, vehicles, distance };
}

export interface RoundsRow extends Judged {
  readonly name: string;
  readonly known: number | undefined;
  readonly knownVehicles: number | undefined;
  readonly gap: number | undefined;
  readonly firstMs: number;
  readonly iterations: number;
}

const columns: Column<RoundsRow>[] = [
  { name: 'instance', width: 14, left: true, cell: (row) => row.name },
  { name: 'vehicles', width: 8, cell: (row) => figure(row.vehicles) },
  { name: 'known', width: 6, cell: (row) => figure(row.knownVehicles) },
  { name: 'distance', width: 10, cell: (row) => figure(row.distance, 2) },
  { name: 'known', width: 10, cell: (row) => figure(row.known, 2) },
  { name: 'gap', width: 8, cell: (row) => percent(row.gap) },
  { name: 'first ms', width: 8, cell: (row) => figure(row.firstMs, 0) },
  { name: 'iterations', width: 10, cell: (row) => figure(row.iterations) },
  { name: 'wrong', width: 12, left: true, cell: (row) => row.wrong ?? '' },
];

export function runInstance(
  data: RoutingData,
  family: Family,
  known: BestKnownRouting | undefined,
  seconds: number,
  seed: number,
): RoundsRow {
  const from = cpuMs();
  let firstMs = Number.NaN;
  const remainingMs = () => Math.max(0, seconds * 1000 - (cpuMs() - from));
  const budget = { seed, maxIterations: Infinity, gap: 0, shouldStop: () => remainingMs() <= 0, remainingMs };
  const { plan, iterations } = solveRounds(instanceOf(data, family), budget, undefined, () => {
    if (Number.isNaN(firstMs)) firstMs = cpuMs() - from;
  });
  if (plan === undefined) throw new Error(`${data.name}: no plan`);
  const judged = judge(data, plan, family.rounding);
  const best = family.vehiclesFirst ? known?.hierarchicalDistance : known?.distance;
  const gap = best === undefined ? undefined : judged.distance / best - 1;
  const knownVehicles = family.vehiclesFirst ? known?.hierarchicalVehicles : undefined;
  return { name: data.name, ...judged, known: best, knownVehicles, gap, firstMs, iterations };
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      limit: { type: 'string', default: 'Infinity' },
      sample: { type: 'string', default: '1' },
      match: { type: 'string', default: '' },
    },
  });
  const family = families[positionals[0]];
  const root = dataFolder(values.data);
  if (family === undefined || !existsSync(join(root, family.folder)))
    throw new Error(`give one of ${Object.keys(families).join(', ')}, and a data folder that has it`);
  const known = family.known(readFileSync(join(root, family.table), 'utf8'));
  const files = readdirSync(join(root, family.folder))
    .filter((file) => file.endsWith(family.extension) && file.startsWith(values.match))
    .sort();
  console.log(headLines(columns));
  const rows: RoundsRow[] = [];
  for (const file of spreadSample(files, Number(values.limit), Number(values.sample))) {
    const data = family.read(readFileSync(join(root, family.folder, file), 'utf8'));
    const best = known.get(file.slice(0, -family.extension.length));
    const row = runInstance(data, family, best, Number(values.seconds), Number(values.seed));
    rows.push(row);
    console.log(rowLine(columns, row));
  }
  const gaps = rows.filter(
    (row) => row.wrong === undefined && row.gap !== undefined && !((row.knownVehicles ?? Infinity) < row.vehicles),
  );
  const mean = gaps.reduce((sum, { gap }) => sum + (gap ?? 0), 0) / gaps.length;
  const more = rows.filter((row) => (row.knownVehicles ?? Infinity) < row.vehicles).length;
  const wrong = rows.filter((row) => row.wrong !== undefined).length;
  console.log(
    `\n${rows.length} instances: mean gap ${percent(mean, 3)} of ${gaps.length}; with more vehicles ${more}; wrong ${wrong}`,
  );
}

if (import.meta.main) main();

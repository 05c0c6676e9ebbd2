/**
 * Bounds on served volume of the Concrete Delivery Problem, sets A and B (Kinable, Wauters, Vanden Berghe 2014):
 * `node benchmarks/micro/dispatch-bound.ts <folder with bks.csv and instances/> [rounds] [name part]`.
 *
 * A bound below a known solution is an error and ends the run with code 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lowerBound } from '../../solvers/dispatch/bound.ts';
import { type DispatchInstance, never } from '../../solvers/dispatch/instance.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { type Column, headLines, rowLine } from '../text-table.ts';

/** Rules of the set: no loading time, no queue, full trucks, customers served wholly or not at all. */
export function readCdp(text: string): DispatchInstance {
  const lines = text.split(/\r?\n/);
  const after = (title: string) => {
    const at = lines.findIndex((line) => line.startsWith(title));
    const count = Number(lines[at].split(/\s+/)[1]);
    return lines.slice(at + 1, at + 1 + count).map((line) => line.trim().split(/\s+/));
  };
  const lag = Number(lines.find((line) => line.startsWith('MaxTimeLag'))!.split(/\s+/)[1]);
  const vehicles = after('Vehicles');
  const customers = after('Customers');
  const stations = after('Stations');
  const places = new Map(after('Locations').map(([id, x, y]) => [id, { x: Number(x), y: Number(y) }]));
  const time = (a: string, b: string) => {
    const [from, to] = [places.get(a)!, places.get(b)!];
    return Math.ceil(Math.hypot(from.x - to.x, from.y - to.y) - 1e-9);
  };
  const [trucks, plants, orders] = [vehicles.length, stations.length, customers.length];
  const all = (length: number, value: number) => new Int32Array(length).fill(value);
  const none = (length: number) => new Float64Array(length);
  const yes = (length: number) => new Uint8Array(length).fill(1);
  const demand = Int32Array.from(customers, ([, litres]) => Number(litres));
  const pairs = (a: readonly string[][], b: readonly string[][]) =>
    Int32Array.from(a.flatMap(([from]) => b.map(([to]) => time(from, to))));
  return {
    trucks,
    plants,
    sites: orders,
    orders,
    dockFrom: Int32Array.from({ length: plants + 1 }, (_, p) => p),
    plantFrom: all(plants, -never),
    plantTo: all(plants, never),
    loadFixed: all(plants, 0),
    loadPerKl: none(plants),
    loadLeast: all(plants, 0),
    dockHold: all(plants, 0),
    afterLoading: all(plants, 0),
    capacityL: Int32Array.from(vehicles, ([, capacity]) => Number(capacity)),
    shiftFrom: all(trucks, 0),
    shiftTo: all(trucks, never),
    startBy: all(trucks, never),
    regularTo: all(trucks, never),
    overtimeCost: none(trucks),
    truckCost: none(trucks),
    leastSpan: all(trucks, 0),
    shortSpanCost: none(trucks),
    wash: all(trucks, 0),
    breakOf: all(trucks + 1, 0),
    breakFrom: all(0, 0),
    breakTo: all(0, 0),
    breakTime: all(0, 0),
    travelStart: Int32Array.from(vehicles.flatMap(() => stations.map(([to]) => time('v0', to)))),
    costStart: none(trucks * plants),
    travelOut: pairs(stations, customers),
    costOut: none(plants * orders),
    travelBack: pairs(customers, stations),
    costBack: none(plants * orders),
    travelEnd: all(trucks * orders, 0),
    costEnd: none(trucks * orders),
    traffic: undefined,
    site: Int32Array.from({ length: orders }, (_, o) => o),
    volumeL: demand,
    wholeOnly: yes(orders),
    unservedCost: Float64Array.from(demand),
    unservedPerL: none(orders),
    leastLoadL: all(orders, 1),
    sentFull: yes(orders),
    windowFrom: Int32Array.from(customers, (row) => Number(row[2])),
    windowTo: Int32Array.from(customers, (row) => Number(row[3])),
    startTo: all(orders, never),
    firstTo: all(orders, never),
    lifetime: all(orders, never),
    gapLeast: all(orders, 0),
    gapGreatest: all(orders, lag),
    gapFromStart: new Uint8Array(orders),
    follows: all(orders, -1),
    followLeast: all(orders, 0),
    followGreatest: all(orders, never),
    unloadFixed: Int32Array.from(customers.flatMap(() => vehicles.map((row) => Number(row[2])))),
    unloadPerKl: none(orders * trucks),
    slackBefore: all(plants * orders, 0),
    slackAfter: all(plants * orders, 0),
    mayServe: yes(orders * trucks),
    mayLoad: yes(orders * plants),
    onePlant: new Uint8Array(orders),
    ideal: all(orders, 0),
    deviationCost: none(orders),
    firstLateFrom: all(orders, never),
    firstLateCost: none(orders),
    earlyTo: all(orders, -never),
    lateFrom: all(orders, never),
    offWindowCost: none(orders),
    gapSoft: all(orders, never),
    gapCost: none(orders),
    fillCost: none(orders),
    costlyHours: [],
    balanceCost: 0,
    vip: new Uint8Array(orders),
    reserveFrom: all(trucks, never),
    reserveCost: 0,
    baseCost: 0,
    fixed: [],
  };
}

interface Row {
  readonly instance: string;
  readonly total: number;
  readonly bound: number;
  readonly bound2014: number;
  readonly proved: number;
  readonly best: number;
  readonly cpuMs: number;
  readonly rounds: number;
  readonly root: number;
}

const columns: Column<Row>[] = [
  { name: 'instance', width: 10, left: true, cell: (row) => row.instance },
  { name: 'total', width: 6, cell: (row) => String(row.total) },
  { name: 'bound', width: 8, cell: (row) => row.bound.toFixed(1) },
  { name: '2014', width: 6, cell: (row) => String(row.bound2014) },
  { name: 'proved', width: 6, cell: (row) => String(row.proved) },
  { name: 'best', width: 6, cell: (row) => String(row.best) },
  { name: 'CPU ms', width: 7, cell: (row) => row.cpuMs.toFixed(0) },
  { name: 'root', width: 8, cell: (row) => row.root.toFixed(1) },
  { name: 'rounds', width: 6, cell: (row) => String(row.rounds) },
];

const [folder, rounds = '1000000', part = ''] = process.argv.slice(2);
const [, ...rows] = readFileSync(join(folder, 'bks.csv'), 'utf8').trim().split(/\r?\n/);
process.stdout.write(`${headLines(columns)}\n`);
const sums = { A: [0, 0, 0, 0], B: [0, 0, 0, 0] };
let closed = 0;
let wrong = 0;
let most = 0;
for (const [name, proved, bound2014, best] of rows.map((row) => row.split(','))) {
  if (!name.includes(part)) continue;
  const instance = readCdp(readFileSync(join(folder, 'instances', `${name}.rmc`), 'utf8'));
  const before = process.cpuUsage();
  const { servedVolumeAtMostL: bound, statistics } = lowerBound(instance, iterationBudget(Number(rounds)));
  const used = process.cpuUsage(before);
  const cpuMs = (used.user + used.system) / 1000;
  const total = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
  const row = {
    instance: name,
    total,
    bound,
    bound2014: Number(bound2014),
    proved: Number(proved),
    best: Number(best),
    cpuMs,
    rounds: statistics.rounds,
    root: total - statistics.volumeRoot,
  };
  process.stdout.write(`${rowLine(columns, row)}\n`);
  [bound, row.bound2014, row.proved, row.best].forEach((value, i) => {
    sums[name[0] as 'A' | 'B'][i] += value;
  });
  most = Math.max(most, cpuMs);
  if (bound < row.best - 1e-6) wrong++;
  if (bound < row.best + 5) closed++;
}
process.stdout.write(`sums (bound, 2014, proved, best): A ${sums.A.join(' ')}; B ${sums.B.join(' ')}\n`);
process.stdout.write(`closed ${closed}, most CPU ${most.toFixed(0)} ms, bounds below a known solution: ${wrong}\n`);
if (wrong > 0) process.exitCode = 1;

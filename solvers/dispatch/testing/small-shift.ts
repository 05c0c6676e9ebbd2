/** Dense shifts for tests, with everything that a test does not name out of the way: no slack, no limits, no costs. */
import { DispatchParameters } from '../../../models/dispatch-parameters.ts';
import { Rng } from '../../shared/rng.ts';
import type { ConstructionData } from '../construction-data.ts';
import type { DispatchInstance } from '../instance.ts';
import { never } from '../instance.ts';

export const minute = 60;
export const hour = 3600;

export interface SmallTruck {
  capacityL?: number;
  shiftFrom?: number;
  shiftTo?: number;
  /** One break: from, to, length. */
  rest?: readonly [number, number, number];
  fitness?: number;
}

export interface SmallOrder {
  volumeL: number;
  site?: number;
  windowFrom?: number;
  windowTo?: number;
  firstTo?: number;
  lifetime?: number;
  gapLeast?: number;
  gapGreatest?: number;
  follows?: number;
  followGreatest?: number;
  priority?: number;
  vip?: number;
  difficulty?: number;
  continuous?: number;
  partial?: number;
  hardWindow?: number;
  trucks?: readonly number[];
  sentFull?: number;
  ideal?: number;
}

export interface SmallShift {
  trucks: readonly SmallTruck[];
  orders: readonly SmallOrder[];
  /** Docks of each plant; one plant with one dock unless given. */
  docks?: readonly number[];
  /** Seconds between any plant and site `s`: `travel[s]`; 15 minutes unless given. */
  travel?: readonly number[];
  toYard?: number;
  parameters?: object;
  /** Per squared minute from the ideal time. */
  deviationCost?: number;
  traffic?: DispatchInstance['traffic'];
}

/** Loading 3 minutes per m3, unloading 2.5, a shift of 12 hours. */
export function smallShift(shift: SmallShift): { instance: DispatchInstance; data: ConstructionData } {
  const { trucks, orders } = shift;
  const docks = shift.docks ?? [1];
  const plants = docks.length;
  const sites = Math.max(0, ...orders.map(({ site }, at) => site ?? at)) + 1;
  const travelOf = (site: number) => shift.travel?.[site] ?? 15 * minute;
  const integers = (length: number, valueOf: (at: number) => number) =>
    Int32Array.from({ length }, (_, at) => valueOf(at));
  const floats = (length: number, valueOf: (at: number) => number) =>
    Float64Array.from({ length }, (_, at) => valueOf(at));
  const flags = (length: number, valueOf: (at: number) => number) =>
    Uint8Array.from({ length }, (_, at) => valueOf(at));
  const toYard = shift.toYard ?? 15 * minute;
  const perHour = 40 / hour;
  const dockFrom = [0];
  for (const count of docks) dockFrom.push(dockFrom[dockFrom.length - 1] + count);
  const rests = trucks.flatMap(({ rest }) => (rest ? [rest] : []));
  const breakOf = [0];
  for (const { rest } of trucks) breakOf.push(breakOf[breakOf.length - 1] + (rest ? 1 : 0));
  const deviationCost = shift.deviationCost ?? 0;
  const instance: DispatchInstance = {
    trucks: trucks.length,
    plants,
    sites,
    orders: orders.length,
    dockFrom: Int32Array.from(dockFrom),
    plantFrom: integers(plants, () => -never),
    plantTo: integers(plants, () => never),
    loadFixed: integers(plants, () => 0),
    loadPerKl: integers(plants, () => 3 * minute),
    loadLeast: integers(plants, () => 0),
    dockHold: integers(plants, () => -1),
    afterLoading: integers(plants, () => 0),
    capacityL: integers(trucks.length, (at) => trucks[at].capacityL ?? 10_000),
    shiftFrom: integers(trucks.length, (at) => trucks[at].shiftFrom ?? 0),
    shiftTo: integers(trucks.length, (at) => trucks[at].shiftTo ?? 12 * hour),
    startBy: integers(trucks.length, () => never),
    regularTo: integers(trucks.length, () => never),
    overtimeCost: floats(trucks.length, () => 0),
    truckCost: floats(trucks.length, () => 0),
    leastSpan: integers(trucks.length, () => 0),
    shortSpanCost: floats(trucks.length, () => 0),
    wash: integers(trucks.length, () => 0),
    breakOf: Int32Array.from(breakOf),
    breakFrom: Int32Array.from(rests, ([from]) => from),
    breakTo: Int32Array.from(rests, ([, to]) => to),
    breakTime: Int32Array.from(rests, ([, , time]) => time),
    travelStart: integers(trucks.length * plants, () => toYard),
    costStart: floats(trucks.length * plants, () => toYard * perHour),
    travelOut: integers(plants * sites, (at) => travelOf(at % sites)),
    costOut: floats(plants * sites, () => 0),
    travelBack: integers(sites * plants, (at) => travelOf(Math.floor(at / plants))),
    costBack: floats(sites * plants, (at) => travelOf(Math.floor(at / plants)) * perHour),
    travelEnd: integers(trucks.length * sites, (at) => travelOf(at % sites)),
    costEnd: floats(trucks.length * sites, (at) => travelOf(at % sites) * perHour),
    traffic: shift.traffic,
    site: integers(orders.length, (at) => orders[at].site ?? at),
    volumeL: integers(orders.length, (at) => orders[at].volumeL),
    wholeOnly: flags(orders.length, (at) => 1 - (orders[at].partial ?? 0)),
    unservedCost: floats(orders.length, () => 0),
    unservedPerL: floats(orders.length, (at) => 2 ** (orders[at].priority ?? 0)),
    leastLoadL: integers(orders.length, () => 1000),
    sentFull: flags(orders.length, (at) => orders[at].sentFull ?? 0),
    windowFrom: integers(orders.length, (at) => orders[at].windowFrom ?? 0),
    windowTo: integers(orders.length, (at) => orders[at].windowTo ?? never),
    startTo: integers(orders.length, () => never),
    firstTo: integers(orders.length, (at) => orders[at].firstTo ?? never),
    lifetime: integers(orders.length, (at) => orders[at].lifetime ?? 90 * minute),
    gapLeast: integers(orders.length, (at) => orders[at].gapLeast ?? 0),
    gapGreatest: integers(orders.length, (at) => orders[at].gapGreatest ?? never),
    gapFromStart: flags(orders.length, () => 0),
    follows: integers(orders.length, (at) => orders[at].follows ?? -1),
    followLeast: integers(orders.length, () => 0),
    followGreatest: integers(orders.length, (at) => orders[at].followGreatest ?? never),
    unloadFixed: integers(orders.length * trucks.length, () => 0),
    unloadPerKl: integers(orders.length * trucks.length, () => 150),
    slackBefore: integers(plants * orders.length, () => 0),
    slackAfter: integers(plants * orders.length, () => 0),
    mayServe: flags(orders.length * trucks.length, (at) => {
      const allowed = orders[Math.floor(at / trucks.length)].trucks;
      return allowed === undefined || allowed.includes(at % trucks.length) ? 1 : 0;
    }),
    mayLoad: flags(orders.length * plants, () => 1),
    onePlant: flags(orders.length, () => 0),
    ideal: integers(orders.length, (at) => orders[at].ideal ?? orders[at].windowFrom ?? 0),
    deviationCost: floats(orders.length, () => deviationCost),
    firstLateFrom: integers(orders.length, () => never),
    firstLateCost: floats(orders.length, () => 0),
    earlyTo: integers(orders.length, () => -never),
    lateFrom: integers(orders.length, () => never),
    offWindowCost: floats(orders.length, () => 0),
    gapSoft: integers(orders.length, () => never),
    gapCost: floats(orders.length, () => 0),
    fillCost: floats(orders.length, () => 0),
    costlyHours: [],
    balanceCost: 0,
    vip: flags(orders.length, (at) => orders[at].vip ?? 0),
    reserveFrom: integers(trucks.length, () => never),
    reserveCost: 0,
    baseCost: 0,
    fixed: [],
  };
  const km = (seconds: number) => seconds * perHour;
  const data: ConstructionData = {
    parameters: DispatchParameters.parse(shift.parameters ?? {}),
    shiftSeconds: 12 * hour,
    priority: flags(orders.length, (at) => orders[at].priority ?? 0),
    difficulty: floats(orders.length, (at) => orders[at].difficulty ?? 0),
    hardWindow: flags(orders.length, (at) => orders[at].hardWindow ?? (orders[at].windowTo === undefined ? 0 : 1)),
    continuous: flags(orders.length, (at) => orders[at].continuous ?? 0),
    kmStart: Float64Array.from(instance.travelStart, km),
    kmBack: Float64Array.from(instance.travelBack, km),
    kmEnd: Float64Array.from(instance.travelEnd, km),
  };
  return { instance, data };
}

/** A shift of a given size drawn from a seed: windows of one to four hours, one in three orders poured without a break. */
export function randomShift(seed: number, trucks: number, orders: number, plants = 1, load = 1): SmallShift {
  const rng = new Rng(seed);
  const between = (least: number, greatest: number) => least + rng.below(greatest - least + 1);
  return {
    trucks: Array.from({ length: trucks }, () => ({ capacityL: [5000, 7000, 10_000][rng.below(3)] })),
    docks: Array.from({ length: plants }, () => 2),
    travel: Array.from({ length: orders }, () => between(8, 40) * minute),
    deviationCost: 0.01,
    orders: Array.from({ length: orders }, () => {
      const windowFrom = between(1, 8) * hour;
      const continuous = rng.below(3) === 0 ? 1 : 0;
      return {
        volumeL: Math.ceil(between(4, 24) * load) * 500,
        windowFrom,
        windowTo: windowFrom + between(1, 4) * hour,
        priority: rng.below(3),
        vip: rng.below(6) === 0 ? 1 : 0,
        difficulty: rng.below(11) / 10,
        continuous,
        gapGreatest: continuous ? 30 * minute : never,
      };
    }),
  };
}

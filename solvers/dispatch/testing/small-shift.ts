/** Dense shifts for tests, with everything that a test does not name out of the way: no slack, no limits, no costs. */
import { DispatchParameters } from '../../../models/dispatch-parameters.ts';
import { Rng } from '../../shared/rng.ts';
import { blankInstance } from '../blank-instance.ts';
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
  const { trucks, orders, deviationCost = 0, toYard = 15 * minute, docks = [1] } = shift;
  const sites = Math.max(0, ...orders.map(({ site }, at) => site ?? at)) + 1;
  const blank = blankInstance({ trucks: trucks.length, docks, sites, orders: orders.length });
  const { plants } = blank;
  const ofOrders = (each: (order: SmallOrder, at: number) => number) => Int32Array.from(orders, each);
  const flagsOf = (each: (order: SmallOrder, at: number) => number) => Uint8Array.from(orders, each);
  const travel = Int32Array.from({ length: sites }, (_, site) => shift.travel?.[site] ?? 15 * minute);
  const travelOut = blank.travelOut.map((_, at) => travel[at % sites]);
  const travelBack = blank.travelBack.map((_, at) => travel[Math.floor(at / plants)]);
  const travelEnd = blank.travelEnd.map((_, at) => travel[at % sites]);
  const travelStart = blank.travelStart.map(() => toYard);
  const km = (seconds: number) => (seconds * 40) / hour;
  const rests = trucks.flatMap(({ rest }) => (rest ? [rest] : []));
  const breakOf = [0];
  for (const { rest } of trucks) breakOf.push(breakOf[breakOf.length - 1] + (rest ? 1 : 0));
  const instance: DispatchInstance = {
    ...blank,
    plantFrom: blank.plantFrom.map(() => -never),
    loadPerKl: blank.loadPerKl.map(() => 3 * minute),
    capacityL: Int32Array.from(trucks, ({ capacityL = 10_000 }) => capacityL),
    shiftFrom: Int32Array.from(trucks, ({ shiftFrom = 0 }) => shiftFrom),
    shiftTo: Int32Array.from(trucks, ({ shiftTo = 12 * hour }) => shiftTo),
    breakOf: Int32Array.from(breakOf),
    breakFrom: Int32Array.from(rests, ([from]) => from),
    breakTo: Int32Array.from(rests, ([, to]) => to),
    breakTime: Int32Array.from(rests, ([, , time]) => time),
    travelStart,
    costStart: Float64Array.from(travelStart, km),
    travelOut,
    travelBack,
    costBack: Float64Array.from(travelBack, km),
    travelEnd,
    costEnd: Float64Array.from(travelEnd, km),
    traffic: shift.traffic,
    site: ofOrders(({ site }, at) => site ?? at),
    volumeL: ofOrders(({ volumeL }) => volumeL),
    wholeOnly: flagsOf(({ partial = 0 }) => 1 - partial),
    unservedPerL: Float64Array.from(orders, ({ priority = 0 }) => 2 ** priority),
    leastLoadL: ofOrders(() => 1000),
    sentFull: flagsOf(({ sentFull = 0 }) => sentFull),
    windowFrom: ofOrders(({ windowFrom = 0 }) => windowFrom),
    windowTo: ofOrders(({ windowTo = never }) => windowTo),
    firstTo: ofOrders(({ firstTo = never }) => firstTo),
    lifetime: ofOrders(({ lifetime = 90 * minute }) => lifetime),
    gapLeast: ofOrders(({ gapLeast = 0 }) => gapLeast),
    gapGreatest: ofOrders(({ gapGreatest = never }) => gapGreatest),
    follows: ofOrders(({ follows = -1 }) => follows),
    followGreatest: ofOrders(({ followGreatest = never }) => followGreatest),
    unloadPerKl: blank.unloadPerKl.map(() => 150),
    mayServe: blank.mayServe.map((_, at) =>
      Number(orders[Math.floor(at / trucks.length)].trucks?.includes(at % trucks.length) ?? true),
    ),
    ideal: ofOrders(({ ideal, windowFrom }) => ideal ?? windowFrom ?? 0),
    deviationCost: new Float64Array(orders.length).fill(deviationCost),
    vip: flagsOf(({ vip = 0 }) => vip),
  };
  const data: ConstructionData = {
    parameters: DispatchParameters.parse(shift.parameters ?? {}),
    shiftSeconds: 12 * hour,
    priority: flagsOf(({ priority = 0 }) => priority),
    difficulty: Float64Array.from(orders, ({ difficulty = 0 }) => difficulty),
    hardWindow: flagsOf(({ hardWindow, windowTo }) => hardWindow ?? (windowTo === undefined ? 0 : 1)),
    continuous: flagsOf(({ continuous = 0 }) => continuous),
    kmStart: Float64Array.from(instance.travelStart, km),
    kmBack: Float64Array.from(instance.travelBack, km),
    kmEnd: Float64Array.from(instance.travelEnd, km),
    kmStanding: new Float64Array(instance.travelStart.length),
    kmStandingEnd: new Float64Array(trucks.length),
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

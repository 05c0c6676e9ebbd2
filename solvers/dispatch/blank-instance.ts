/** A shift in which nothing is limited and nothing costs: the ground that readers and tests draw on. */
import type { DispatchInstance } from './instance.ts';
import { never } from './instance.ts';

export interface Sizes {
  readonly trucks: number;
  /** Docks of each plant. */
  readonly docks: readonly number[];
  readonly sites: number;
  readonly orders: number;
}

export function blankInstance({ trucks, docks, sites, orders }: Sizes): DispatchInstance {
  const plants = docks.length;
  const integers = (length: number, value = 0) => new Int32Array(length).fill(value);
  const costs = (length: number) => new Float64Array(length);
  const dockFrom = integers(plants + 1);
  for (let plant = 0; plant < plants; plant++) dockFrom[plant + 1] = dockFrom[plant] + docks[plant];
  return {
    trucks,
    plants,
    sites,
    orders,
    dockFrom,
    plantFrom: integers(plants),
    plantTo: integers(plants, never),
    loadFixed: integers(plants),
    loadPerKl: new Float64Array(plants),
    loadLeast: integers(plants),
    dockHold: integers(plants, -1),
    afterLoading: integers(plants),
    capacityL: integers(trucks),
    shiftFrom: integers(trucks),
    shiftTo: integers(trucks, never),
    startBy: integers(trucks, never),
    regularTo: integers(trucks, never),
    overtimeCost: costs(trucks),
    truckCost: costs(trucks),
    leastSpan: integers(trucks),
    shortSpanCost: costs(trucks),
    wash: integers(trucks),
    breakOf: integers(trucks + 1),
    breakFrom: integers(0),
    breakTo: integers(0),
    breakTime: integers(0),
    travelStart: integers(trucks * plants),
    costStart: costs(trucks * plants),
    travelOut: integers(plants * sites),
    costOut: costs(plants * sites),
    travelBack: integers(sites * plants),
    costBack: costs(sites * plants),
    travelEnd: integers(trucks * sites),
    costEnd: costs(trucks * sites),
    traffic: undefined,
    areas: undefined,
    standing: undefined,
    site: integers(orders).map((_, order) => Math.min(order, sites - 1)),
    volumeL: integers(orders),
    wholeOnly: new Uint8Array(orders).fill(1),
    unservedCost: costs(orders),
    unservedPerL: costs(orders),
    leastLoadL: integers(orders),
    sentFull: new Uint8Array(orders),
    windowFrom: integers(orders),
    windowTo: integers(orders, never),
    startTo: integers(orders, never),
    firstTo: integers(orders, never),
    lifetime: integers(orders, never),
    gapLeast: integers(orders),
    gapGreatest: integers(orders, never),
    gapFromStart: new Uint8Array(orders),
    follows: integers(orders, -1),
    followLeast: integers(orders),
    followGreatest: integers(orders, never),
    unloadFixed: integers(orders * trucks),
    unloadPerKl: new Float64Array(orders * trucks),
    slackBefore: integers(plants * orders),
    slackAfter: integers(plants * orders),
    mayServe: new Uint8Array(orders * trucks).fill(1),
    mayLoad: new Uint8Array(orders * plants).fill(1),
    onePlant: new Uint8Array(orders),
    ideal: integers(orders),
    deviationCost: costs(orders),
    firstLateFrom: integers(orders, never),
    firstLateCost: costs(orders),
    earlyTo: integers(orders, -never),
    lateFrom: integers(orders, never),
    offWindowCost: costs(orders),
    gapSoft: integers(orders, never),
    gapCost: costs(orders),
    fillCost: costs(orders),
    costlyHours: [],
    balanceCost: 0,
    vip: new Uint8Array(orders),
    reserveFrom: integers(trucks, never),
    reserveCost: 0,
    baseCost: 0,
    fixed: [],
  };
}

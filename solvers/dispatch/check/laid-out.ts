/** Loads laid out beside their request: every stage of each, the day of each truck, and the loads of each order. */
import { layBreaks, type TakenBreak } from './breaks.ts';
import {
  type Facts,
  litresOf,
  loadId,
  loadingSeconds,
  type OrderFacts,
  type PlantFacts,
  rateOf,
  secondsOfMinutes,
  type TruckFacts,
  timeOf,
} from './facts.ts';
import { matchGiven } from './given.ts';
import { type Leg, stayed, wholeUp } from './travel.ts';

/** A load with both times; what lies between them follows. */
export interface TimedLoad {
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  readonly dock: number;
  readonly volumeM3: number;
  /** Seconds from `start`. */
  readonly loadStart: number;
  readonly unloadStart: number;
}

/** A load; with an id of its own where its number among the loads that are asked about is not its number in the plan. */
export interface NamedLoad extends TimedLoad {
  readonly id?: string;
}

export interface Laid {
  readonly id: string;
  /** Among the loads of its order, from 1. */
  readonly number: number;
  readonly order: OrderFacts;
  readonly truck: TruckFacts;
  readonly plant: PlantFacts;
  readonly dock: number;
  readonly litres: number;
  readonly toSite: Leg;
  readonly loadStart: number;
  readonly loadEnd: number;
  readonly siteArrival: number;
  /** Kept free before unloading, and before and after it together. */
  readonly before: number;
  readonly buffer: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
  readonly siteLeave: number;
  /** Absent where the order has none. */
  readonly ideal?: number;
  /** Place where the way to the plant begins: home, the site before, or where the truck stands. */
  from: string;
  /** The truck stands there, and not before then does it leave; -Infinity: it does not stand. */
  standsUntil: number;
  toPlant: Leg;
  /** Last whole second in time for `loadStart`; `leave` is that, or when the truck is free where that is later. */
  latestLeave: number;
  leave: number;
  plantArrival: number;
}

export interface TruckDay {
  readonly truck: TruckFacts;
  /** In the order of `loadStart`; at least one. */
  readonly loads: readonly Laid[];
  readonly breaks: readonly TakenBreak[];
  /** Absent where its shift ends wherever it is. */
  readonly wayBack?: Leg;
  /** Place where it begins: the last site, or where the truck stands. */
  readonly wayBackFrom: string;
  readonly back: number;
  /** Seconds of each load, and of the way back. */
  readonly busy: readonly number[];
  readonly busyBack: number;
}

export interface LaidOut {
  readonly facts: Facts;
  /** As given. */
  readonly loads: readonly Laid[];
  /** By id; in the order of `unloadStart`. */
  readonly ofOrder: ReadonlyMap<string, readonly Laid[]>;
  /** By id; trucks in use only. */
  readonly days: ReadonlyMap<string, TruckDay>;
}

/** Loads that begin together stay as listed. */
const inOrder = (one: TimedLoad, other: TimedLoad) =>
  one.unloadStart - other.unloadStart || one.loadStart - other.loadStart;

/** Loads that name what the request does not have are left out. */
export function layOut(facts: Facts, loads: readonly NamedLoad[]): LaidOut {
  const given = new Map<string, NamedLoad[]>();
  for (const load of loads) {
    if (!facts.orders.has(load.order) || !facts.trucks.has(load.truck) || !facts.plants.has(load.plant)) continue;
    const before = given.get(load.order);
    if (before) before.push(load);
    else given.set(load.order, [load]);
  }
  const laidOf = new Map<NamedLoad, Laid>();
  const ofOrder = new Map<string, Laid[]>();
  for (const [id, ofOne] of given) {
    const order = facts.orders.get(id)!;
    ofOne.sort(inOrder);
    let { ideal } = order;
    const laid = ofOne.map((load, index) => {
      const one = layStages(facts, order, load, index + 1, ideal);
      const unloading = one.unloadEnd - one.unloadStart;
      if (ideal !== undefined)
        ideal +=
          order.order.gapsCount === 'start-to-start' ? Math.max(unloading, order.leastGap) : unloading + order.leastGap;
      laidOf.set(load, one);
      return one;
    });
    ofOrder.set(id, laid);
  }
  const all = loads.flatMap((load) => laidOf.get(load) ?? []);
  return { facts, loads: all, ofOrder, days: layDays(facts, all) };
}

function layStages(facts: Facts, order: OrderFacts, load: NamedLoad, number: number, ideal?: number): Laid {
  const truck = facts.trucks.get(load.truck)!;
  const plant = facts.plants.get(load.plant)!;
  const litres = litresOf(load.volumeM3);
  const toSite = facts.roads.leg(plant.plant.place, order.order.place);
  const { buffers } = facts.problem.parameters;
  const { riskLeastMinutes: least, riskGreatestMinutes: greatest } = buffers;
  const risk = 60 * (least + order.order.difficulty * (greatest - least));
  const buffer = wholeUp(buffers.travelShare * toSite.seconds + risk);
  const before = wholeUp(buffers.beforeShare * buffer);
  const loadEnd = load.loadStart + loadingSeconds(plant, litres);
  const rate = order.unloadRate ?? rateOf(truck.truck.unloadMinutesPerM3);
  const unloadFixed = secondsOfMinutes(truck.truck.unloadFixedMinutes) + order.unloadFixed;
  const unloadEnd = load.unloadStart + unloadFixed + timeOf(litres, rate);
  return {
    id: load.id ?? loadId(load.order, number),
    ...{ number, order, truck, plant, dock: load.dock, litres, toSite, before, buffer, ideal },
    loadStart: load.loadStart,
    loadEnd,
    siteArrival: facts.traffic
      .between(plant.plant.place, order.order.place)
      .arrival(loadEnd + plant.afterLoading, toSite.seconds),
    unloadStart: load.unloadStart,
    unloadEnd,
    siteLeave: unloadEnd + secondsOfMinutes(truck.truck.washMinutes) + buffer - before,
    from: truck.truck.home,
    standsUntil: -Infinity,
    toPlant: toSite,
    latestLeave: load.loadStart,
    leave: load.loadStart,
    plantArrival: load.loadStart,
  };
}

/** Those that the request holds fixed: a truck with `standing` stands there behind the last of its own. */
function fixedAmong(facts: Facts, loads: readonly Laid[]): ReadonlySet<Laid> {
  const { problem } = facts;
  if (problem.mode !== 'plan' || problem.trucks.every(({ standing }) => !standing)) return new Set();
  return new Set(matchGiven(facts, problem.fixed, loads).flatMap((load) => load ?? []));
}

function layDays(facts: Facts, loads: readonly Laid[]): Map<string, TruckDay> {
  const fixed = fixedAmong(facts, loads);
  const ofTruck = new Map<TruckFacts, Laid[]>();
  for (const load of loads) {
    const before = ofTruck.get(load.truck);
    if (before) before.push(load);
    else ofTruck.set(load.truck, [load]);
  }
  const days = new Map<string, TruckDay>();
  for (const [truck, ofOne] of ofTruck) {
    ofOne.sort((one, other) => one.loadStart - other.loadStart || one.unloadStart - other.unloadStart);
    const lastFixed = ofOne.findLastIndex((load) => fixed.has(load));
    days.set(truck.truck.id, layDay(facts, truck, ofOne, lastFixed));
  }
  return days;
}

/** @param lastFixed - index of the last load that the request holds fixed, or -1. */
function layDay(facts: Facts, truck: TruckFacts, loads: readonly Laid[], lastFixed: number): TruckDay {
  const { roads, traffic } = facts;
  const { home, end = home } = truck.truck;
  /** Where the leg behind a load begins, -1: the first one. */
  const legBehind = (index: number) => {
    if (truck.standing && index === lastFixed) return truck.standing;
    return { place: index < 0 ? home : loads[index].order.order.place, from: -Infinity };
  };
  /** A truck that stands at the place that it is to go to has no way to go, and blocks do not give it one. */
  const roadTo = (leg: ReturnType<typeof legBehind>, place: string) =>
    leg === truck.standing && leg.place === place ? stayed : roads.leg(leg.place, place);
  const roadOf = ({ from, plant }: Laid) => traffic.between(from, plant.plant.place);
  loads.forEach((load, index) => {
    const leg = legBehind(index - 1);
    load.from = leg.place;
    load.standsUntil = leg.from;
    load.toPlant = roadTo(leg, load.plant.plant.place);
    load.latestLeave = roadOf(load).departure(load.loadStart, load.toPlant.seconds);
  });
  const last = legBehind(loads.length - 1);
  const wayBack = end === null ? undefined : roadTo(last, end);
  const busyBack = wayBack?.seconds ?? 0;
  // Without a way back the shift is over with the site or the break.
  const backFrom = (leave: number) =>
    end === null ? leave : traffic.between(last.place, end).arrival(Math.max(leave, last.from), busyBack);
  const { breaks, free } = layBreaks(truck, loads, backFrom);
  loads.forEach((load, index) => {
    load.leave = Math.max(load.latestLeave, free[index], load.standsUntil);
    load.plantArrival = roadOf(load).arrival(load.leave, load.toPlant.seconds);
  });
  return {
    ...{ truck, loads, breaks, wayBack, wayBackFrom: last.place, busyBack },
    back: backFrom(free[loads.length]),
    busy: loads.map(({ siteLeave, loadStart, toPlant }) => siteLeave - loadStart + toPlant.seconds),
  };
}

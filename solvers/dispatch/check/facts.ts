/** What a request says of trucks, plants and orders, in seconds and litres; rules as in `docs/dispatch-rules.md`. */
import type { DispatchOrder, DispatchPlant, DispatchShift, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { Roads, TrafficOfLegs, wholeUp } from './travel.ts';

export const litresOf = (m3: number): number => Math.round(m3 * 1000);
export const secondsOfMinutes = (minutes: number): number => wholeUp(minutes * 60);
/** Milliseconds per m3. */
export const rateOf = (minutesPerM3: number): number => Math.round(minutesPerM3 * 60_000);
/** Seconds of a volume. */
export const timeOf = (litres: number, rate: number): number => wholeUp((litres * rate) / 1_000_000);

export interface Rest {
  readonly from: number;
  /** Latest start. */
  readonly to: number;
  readonly seconds: number;
}

export interface TruckFacts {
  readonly truck: DispatchTruck;
  readonly litres: number;
  readonly from: number;
  readonly to: number;
  /** Back by then, overtime included. */
  readonly latest: number;
  readonly overtimePerMinute: number;
  readonly lastUnloading: number;
  /** Where it stands once its fixed loads are done, and until when at least. */
  readonly standing?: { readonly place: string; readonly from: number };
  /** In the order in which they are taken. */
  readonly rests: readonly Rest[];
  readonly equipment: ReadonlySet<string>;
  /** One of those that keep time for orders with `vip`. */
  isBest: boolean;
}

export interface PlantFacts {
  readonly plant: DispatchPlant;
  readonly from: number;
  readonly to: number;
  readonly loadFixed: number;
  readonly loadRate: number;
  readonly leastLoad: number;
  /** Absent: a dock is free when its loading ends. */
  readonly spacing?: number;
  readonly afterLoading: number;
  /** Absent: all. */
  readonly grades?: ReadonlySet<string>;
}

export interface OrderFacts {
  readonly order: DispatchOrder;
  readonly litres: number;
  readonly from: number;
  readonly to: number;
  /** Seconds by which the window may be missed at a price. */
  readonly windowSlack: number;
  readonly ideal?: number;
  readonly latestFirst: number;
  readonly leastGap: number;
  readonly greatestGap: number;
  /** Seconds by which the greatest gap may be exceeded at a price. */
  readonly gapSlack: number;
  /** From the start of loading to the end of unloading: that of the concrete, and that of the rule. */
  readonly lifetime: number;
  readonly longestAge: number;
  readonly unloadFixed: number;
  readonly unloadRate?: number;
  readonly trucks?: ReadonlySet<string>;
  readonly plants?: ReadonlySet<string>;
}

export interface Facts {
  readonly problem: DispatchShift;
  readonly roads: Roads;
  readonly traffic: TrafficOfLegs;
  readonly trucks: ReadonlyMap<string, TruckFacts>;
  readonly plants: ReadonlyMap<string, PlantFacts>;
  readonly orders: ReadonlyMap<string, OrderFacts>;
}

const known = new WeakMap<DispatchShift, Facts>();

/** The same request is asked about at every step of a drag and drop, and of a proof of relaxations. */
export function factsOf(problem: DispatchShift): Facts {
  const before = known.get(problem);
  if (before) return before;
  const facts = readFacts(problem);
  known.set(problem, facts);
  return facts;
}

export function loadingSeconds(plant: PlantFacts, litres: number): number {
  return Math.max(plant.leastLoad, plant.loadFixed + timeOf(litres, plant.loadRate));
}

export const loadId = (order: string, number: number): string => `${order}/${number}`;

function readFacts(problem: DispatchShift): Facts {
  const lifetimes = new Map(problem.grades.map(({ id, lifetimeMinutes }) => [id, lifetimeMinutes]));
  const trucks = new Map(problem.trucks.map((truck) => [truck.id, truckFacts(problem, truck)]));
  const working = [...trucks.values()].filter(({ truck }) => truck.working);
  const best = Math.floor(problem.parameters.reserve.bestTrucks * working.length);
  working.sort((one, other) => other.truck.fitness - one.truck.fitness);
  for (const one of working.slice(0, best)) one.isBest = true;
  return {
    problem,
    roads: new Roads(problem.places, problem.travel),
    traffic: new TrafficOfLegs(problem, problem.travel.traffic),
    trucks,
    plants: new Map(problem.plants.map((plant) => [plant.id, plantFacts(problem, plant)])),
    orders: new Map(problem.orders.map((order) => [order.id, orderFacts(problem, order, lifetimes)])),
  };
}

function truckFacts(problem: DispatchShift, truck: DispatchTruck): TruckFacts {
  const from = truck.shift ? secondsOf(problem, truck.shift.from) : 0;
  const to = truck.shift ? secondsOf(problem, truck.shift.to) : secondsOfMinutes(problem.shiftMinutes);
  const rests = truck.breaks.map((rest) => ({
    from: secondsOf(problem, rest.from),
    to: secondsOf(problem, rest.to),
    seconds: secondsOfMinutes(rest.minutes),
  }));
  const { objective } = problem;
  return {
    truck,
    litres: litresOf(truck.capacityM3),
    ...{ from, to, latest: to + secondsOfMinutes(truck.overtimeMinutes) },
    overtimePerMinute: objective.name === 'travel-and-delay' ? objective.overtimePerMinute : truck.overtimePerMinute,
    lastUnloading: truck.lastUnloading === undefined ? Infinity : secondsOf(problem, truck.lastUnloading),
    standing: truck.standing && { place: truck.standing.place, from: secondsOf(problem, truck.standing.from) },
    rests: rests.sort((one, other) => one.from - other.from),
    equipment: new Set(truck.equipment),
    isBest: false,
  };
}

function plantFacts(problem: DispatchShift, plant: DispatchPlant): PlantFacts {
  return {
    plant,
    from: plant.hours ? secondsOf(problem, plant.hours.from) : -Infinity,
    to: plant.hours ? secondsOf(problem, plant.hours.to) : Infinity,
    loadFixed: secondsOfMinutes(plant.loadFixedMinutes),
    loadRate: rateOf(plant.loadMinutesPerM3),
    leastLoad: secondsOfMinutes(plant.leastLoadMinutes ?? problem.parameters.smallLoadMinutes),
    spacing: plant.spacingMinutes === undefined ? undefined : secondsOfMinutes(plant.spacingMinutes),
    afterLoading: secondsOfMinutes(plant.afterLoadingMinutes),
    grades: plant.grades && new Set(plant.grades),
  };
}

function orderFacts(problem: DispatchShift, order: DispatchOrder, lifetimes: ReadonlyMap<string, number>): OrderFacts {
  const { window } = order;
  const { tolerances } = problem.parameters;
  const at = (moment: DispatchOrder['ideal']) => (moment === undefined ? undefined : secondsOf(problem, moment));
  const ofGrade = order.grade === undefined ? undefined : lifetimes.get(order.grade);
  const lifetime = secondsOfMinutes(order.lifetimeMinutes ?? ofGrade ?? 90);
  const greatest = order.greatestGapMinutes ?? (order.continuous ? 30 : Infinity);
  return {
    order,
    litres: litresOf(order.volumeM3),
    from: at(window?.from) ?? -Infinity,
    to: at(window?.to) ?? Infinity,
    windowSlack: window && !window.hard ? secondsOfMinutes(tolerances.windowMinutes) : 0,
    ideal: at(order.ideal) ?? at(window?.from),
    latestFirst: at(order.latestFirst) ?? Infinity,
    leastGap: secondsOfMinutes(order.leastGapMinutes),
    greatestGap: secondsOfMinutes(greatest),
    gapSlack: order.gapPricePerMinute === undefined ? 0 : secondsOfMinutes(tolerances.gapMinutes),
    ...{ lifetime, longestAge: lifetime - secondsOfMinutes(tolerances.lifetimeMinutes) },
    unloadFixed: secondsOfMinutes(order.unloadFixedMinutes),
    unloadRate: order.unloadMinutesPerM3 === undefined ? undefined : rateOf(order.unloadMinutesPerM3),
    trucks: order.trucks && new Set(order.trucks),
    plants: order.plants && new Set(order.plants),
  };
}

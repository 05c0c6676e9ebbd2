/**
 * Trucks that a load cannot tell apart, as classes; where there would be too many, unlike trucks share a class that has
 * the best of each. A bound may lose by that, never become wrong: whatever a truck can do, its class can do as well.
 */
import { type DispatchInstance, perVolume } from '../instance.ts';
import type { Detours } from './detours.ts';

export interface TruckClasses {
  readonly count: number;
  readonly classOf: Int32Array;
  /** Trucks of class k, in order. */
  readonly trucks: readonly (readonly number[])[];
  readonly capacityLeast: Int32Array;
  readonly capacityMost: Int32Array;
  readonly washLeast: Int32Array;
  /** Latest start of unloading of any of its trucks. */
  readonly startBy: Int32Array;
  /** orders x classes. */
  readonly mayServe: Uint8Array;
  /** orders x classes: least and most of any truck that may serve the order. */
  readonly unloadFixedLeast: Int32Array;
  readonly unloadFixedMost: Int32Array;
  readonly unloadPerKlLeast: Float64Array;
  readonly unloadPerKlMost: Float64Array;
  /** classes x plants: first start of loading there; class x sites: last departure from there. */
  readonly firstLoading: Float64Array;
  readonly lastDeparture: Float64Array;
}

/** @returns undefined where there was no time to look at all trucks. */
export function truckClasses(
  instance: DispatchInstance,
  mostClasses: number,
  ways: Detours,
  shouldStop: () => boolean,
): TruckClasses | undefined {
  const { orders, plants, sites, trucks } = instance;
  const groups = groupTrucks(instance, mostClasses, shouldStop);
  if (!groups) return undefined;
  const count = groups.length;
  const classes: TruckClasses = {
    count,
    classOf: new Int32Array(trucks),
    trucks: groups,
    capacityLeast: Int32Array.from(groups, (group) => Math.min(...group.map((k) => instance.capacityL[k]))),
    capacityMost: Int32Array.from(groups, (group) => Math.max(...group.map((k) => instance.capacityL[k]))),
    washLeast: Int32Array.from(groups, (group) => Math.min(...group.map((k) => instance.wash[k]))),
    startBy: Int32Array.from(groups, (group) => Math.max(...group.map((k) => instance.startBy[k]))),
    mayServe: new Uint8Array(orders * count),
    unloadFixedLeast: new Int32Array(orders * count),
    unloadFixedMost: new Int32Array(orders * count),
    unloadPerKlLeast: new Float64Array(orders * count),
    unloadPerKlMost: new Float64Array(orders * count),
    firstLoading: new Float64Array(count * plants).fill(Infinity),
    lastDeparture: new Float64Array(count * sites).fill(-Infinity),
  };
  groups.forEach((group, c) => {
    for (const truck of group) {
      classes.classOf[truck] = c;
      for (let p = 0; p < plants; p++) {
        const first = instance.shiftFrom[truck] + ways.start[truck * plants + p];
        classes.firstLoading[c * plants + p] = Math.min(classes.firstLoading[c * plants + p], first);
      }
      for (let s = 0; s < sites; s++) {
        const last = instance.shiftTo[truck] - ways.home[ways.homeOf[truck] * sites + s];
        classes.lastDeparture[c * sites + s] = Math.max(classes.lastDeparture[c * sites + s], last);
      }
    }
    for (let o = 0; o < orders; o++) {
      const entry = o * count + c;
      let [fixedLeast, fixedMost] = [Infinity, 0];
      let [perKlLeast, perKlMost] = [Infinity, 0];
      for (const truck of group) {
        const own = o * trucks + truck;
        if (instance.mayServe[own] === 0) continue;
        const [fixed, perKl] = [instance.unloadFixed[own], instance.unloadPerKl[own]];
        [fixedLeast, fixedMost] = [Math.min(fixedLeast, fixed), Math.max(fixedMost, fixed)];
        [perKlLeast, perKlMost] = [Math.min(perKlLeast, perKl), Math.max(perKlMost, perKl)];
      }
      if (fixedLeast === Infinity) continue;
      classes.mayServe[entry] = 1;
      classes.unloadFixedLeast[entry] = fixedLeast;
      classes.unloadFixedMost[entry] = fixedMost;
      classes.unloadPerKlLeast[entry] = perKlLeast;
      classes.unloadPerKlMost[entry] = perKlMost;
    }
  });
  return classes;
}

/** Seconds that no truck of the class, and no more litres, undercut. */
export function leastUnloading(classes: TruckClasses, order: number, truckClass: number, litres: number): number {
  const entry = order * classes.count + truckClass;
  return classes.unloadFixedLeast[entry] + perVolume(classes.unloadPerKlLeast[entry], litres);
}

/** Seconds that no truck of the class, and no fewer litres, exceed. */
export function mostUnloading(classes: TruckClasses, order: number, truckClass: number, litres: number): number {
  const entry = order * classes.count + truckClass;
  return classes.unloadFixedMost[entry] + perVolume(classes.unloadPerKlMost[entry], litres);
}

/** By all that a load sees; if that makes too many groups, whoever may be served; then by capacity alone, then by neighbouring capacities. */
function groupTrucks(
  instance: DispatchInstance,
  mostClasses: number,
  shouldStop: () => boolean,
): number[][] | undefined {
  const { capacityL } = instance;
  const exact = groupAlike(instance.trucks, (a, b) => alike(instance, a, b), mostClasses, shouldStop);
  if (shouldStop()) return undefined;
  if (exact) return exact;
  const byRates = groupAlike(instance.trucks, (a, b) => unloadAlike(instance, a, b), mostClasses, shouldStop);
  if (shouldStop()) return undefined;
  if (byRates) return byRates;
  const byCapacity = groupAlike(
    instance.trucks,
    (a, b) => capacityL[a] === capacityL[b],
    Infinity,
    () => false,
  )!;
  byCapacity.sort((a, b) => capacityL[a[0]] - capacityL[b[0]]);
  if (byCapacity.length <= mostClasses) return byCapacity;
  return Array.from({ length: mostClasses }, (_, k) => {
    const from = Math.floor((k * byCapacity.length) / mostClasses);
    return byCapacity.slice(from, Math.floor(((k + 1) * byCapacity.length) / mostClasses)).flat();
  });
}

/** Whether no load can tell them apart. */
function alike(instance: DispatchInstance, a: number, b: number): boolean {
  if (instance.capacityL[a] !== instance.capacityL[b] || instance.wash[a] !== instance.wash[b]) return false;
  const { mayServe, unloadFixed, unloadPerKl } = instance;
  for (let first = 0; first < mayServe.length; first += instance.trucks) {
    if (mayServe[first + a] !== mayServe[first + b]) return false;
    if (mayServe[first + a] === 0) continue;
    if (unloadFixed[first + a] !== unloadFixed[first + b]) return false;
    if (unloadPerKl[first + a] !== unloadPerKl[first + b]) return false;
  }
  return true;
}

/** Alike in capacity and times, if not in which orders they may serve. */
function unloadAlike(
  { capacityL, wash, orders, trucks, unloadFixed, unloadPerKl }: DispatchInstance,
  a: number,
  b: number,
) {
  if (capacityL[a] !== capacityL[b] || wash[a] !== wash[b]) return false;
  for (let first = 0; first < orders * trucks; first += trucks) {
    if (unloadFixed[first + a] !== unloadFixed[first + b]) return false;
    if (unloadPerKl[first + a] !== unloadPerKl[first + b]) return false;
  }
  return true;
}

/** @returns undefined where there are more groups than `most`, or no time. */
function groupAlike(
  count: number,
  same: (a: number, b: number) => boolean,
  most: number,
  shouldStop: () => boolean,
): number[][] | undefined {
  const groups: number[][] = [];
  for (let item = 0; item < count; item++) {
    if (shouldStop()) return undefined;
    const group = groups.find(([first]) => same(first, item));
    if (group) group.push(item);
    else if (groups.push([item]) > most) return undefined;
  }
  return groups;
}

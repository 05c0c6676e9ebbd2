/**
 * Trucks that a load cannot tell apart, as classes; where there would be too many, unlike trucks share a class that has
 * the best of each. A bound may lose by that, never become wrong: whatever a truck can do, its class can do as well.
 */
import type { DispatchInstance } from '../instance.ts';

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
  readonly unloadFixed: Int32Array;
  readonly unloadPerKl: Int32Array;
  /** classes x plants: first start of loading there; class x sites: last departure from there. */
  readonly firstLoading: Float64Array;
  readonly lastDeparture: Float64Array;
}

export function truckClasses(instance: DispatchInstance, mostClasses: number, travelFactor: number): TruckClasses {
  const { orders, plants, sites, trucks } = instance;
  const groups = groupTrucks(instance, mostClasses);
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
    unloadFixed: new Int32Array(orders * count),
    unloadPerKl: new Int32Array(orders * count),
    firstLoading: new Float64Array(count * plants).fill(Infinity),
    lastDeparture: new Float64Array(count * sites).fill(-Infinity),
  };
  groups.forEach((group, c) => {
    for (const truck of group) {
      classes.classOf[truck] = c;
      for (let p = 0; p < plants; p++) {
        const first = instance.shiftFrom[truck] + Math.floor(instance.travelStart[truck * plants + p] * travelFactor);
        classes.firstLoading[c * plants + p] = Math.min(classes.firstLoading[c * plants + p], first);
      }
      for (let s = 0; s < sites; s++) {
        const last = instance.shiftTo[truck] - Math.floor(instance.travelEnd[truck * sites + s] * travelFactor);
        classes.lastDeparture[c * sites + s] = Math.max(classes.lastDeparture[c * sites + s], last);
      }
    }
    for (let o = 0; o < orders; o++) {
      const able = group.filter((truck) => instance.mayServe[o * trucks + truck] === 1);
      if (able.length === 0) continue;
      const entry = o * count + c;
      classes.mayServe[entry] = 1;
      classes.unloadFixed[entry] = Math.min(...able.map((truck) => instance.unloadFixed[o * trucks + truck]));
      classes.unloadPerKl[entry] = Math.min(...able.map((truck) => instance.unloadPerKl[o * trucks + truck]));
    }
  });
  return classes;
}

/** By all that a load sees; if that makes too many groups by capacity alone, then by neighbouring capacities. */
function groupTrucks(instance: DispatchInstance, mostClasses: number): number[][] {
  const exact = groupBy(instance.trucks, (truck) => {
    const seen = [instance.capacityL[truck], instance.wash[truck]];
    for (let o = 0; o < instance.orders; o++) {
      const entry = o * instance.trucks + truck;
      if (instance.mayServe[entry] === 0) seen.push(-1);
      else seen.push(instance.unloadFixed[entry], instance.unloadPerKl[entry]);
    }
    return seen.join();
  });
  if (exact.length <= mostClasses) return exact;
  const byCapacity = groupBy(instance.trucks, (truck) => String(instance.capacityL[truck])).sort(
    (a, b) => instance.capacityL[a[0]] - instance.capacityL[b[0]],
  );
  if (byCapacity.length <= mostClasses) return byCapacity;
  return Array.from({ length: mostClasses }, (_, k) => {
    const from = Math.floor((k * byCapacity.length) / mostClasses);
    return byCapacity.slice(from, Math.floor(((k + 1) * byCapacity.length) / mostClasses)).flat();
  });
}

function groupBy(count: number, key: (item: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (let item = 0; item < count; item++) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

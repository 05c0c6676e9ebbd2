/**
 * Ways of empty trucks with loads in between. Travel times come as they are given, and the straight way may be the longer one, or
 * there may be none: a truck then gets to a plant, or home, sooner by way of another load. What bounds say of the first
 * and the last load of a day, and of when a truck is back, has to allow for that; where the straight way is the shortest,
 * it changes nothing.
 */
import { type DispatchInstance, loadingTime } from '../instance.ts';

/** Least seconds; those of unloading and washing on the way are left out. */
export interface Detours {
  /** sites x plants: from leaving a site, by way of any number of loads. */
  readonly back: Float64Array;
  /** trucks x plants: from leaving the yard. */
  readonly start: Float64Array;
  /** By truck its row of `home`, which is rows x sites: from leaving a site to the end of its way. */
  readonly homeOf: Int32Array;
  readonly home: Float64Array;
}

export function detours(instance: DispatchInstance, travelFactor: number): Detours {
  const { plants, sites, trucks } = instance;
  const travel = (seconds: number) => Math.floor(seconds * travelFactor);
  const trip = leastTrips(instance, travel);
  const onward = leastOnward(instance, trip, travel);
  const reached = (direct: (plant: number) => number, plant: number) => {
    let least = direct(plant);
    for (let p = 0; p < plants; p++) least = Math.min(least, direct(p) + onward[p * plants + plant]);
    return least;
  };
  const back = new Float64Array(sites * plants);
  for (let site = 0; site < sites; site++) {
    const direct = (p: number) => travel(instance.travelBack[site * plants + p]);
    for (let p = 0; p < plants; p++) back[site * plants + p] = reached(direct, p);
  }
  const start = new Float64Array(trucks * plants);
  for (let truck = 0; truck < trucks; truck++) {
    const direct = (p: number) => travel(instance.travelStart[truck * plants + p]);
    for (let p = 0; p < plants; p++) start[truck * plants + p] = reached(direct, p);
  }
  const { rowOf, rows } = alikeRows(instance.travelEnd, trucks, sites);
  const home = new Float64Array(rows.length * sites);
  rows.forEach((ends, row) => {
    const fromPlant = Float64Array.from({ length: plants }, (_, p) => {
      let least = Infinity;
      for (let s = 0; s < sites; s++) least = Math.min(least, trip[p * sites + s] + travel(ends[s]));
      return least;
    });
    for (let s = 0; s < sites; s++) {
      let least = travel(ends[s]);
      for (let p = 0; p < plants; p++) least = Math.min(least, back[s * plants + p] + fromPlant[p]);
      home[row * sites + s] = least;
    }
  });
  return { back, start, homeOf: rowOf, home };
}

/** plants x sites: from the start of loading until some load for an order there may unload. */
function leastTrips(instance: DispatchInstance, travel: (seconds: number) => number): Float64Array {
  const { plants, sites, orders } = instance;
  const trip = new Float64Array(plants * sites).fill(Infinity);
  for (let order = 0; order < orders; order++) {
    const site = instance.site[order];
    const litres = Math.min(instance.leastLoadL[order], instance.volumeL[order]);
    for (let p = 0; p < plants; p++) {
      if (instance.mayLoad[order * plants + p] === 0) continue;
      const seconds =
        loadingTime(instance, p, litres) +
        instance.afterLoading[p] +
        travel(instance.travelOut[p * sites + site]) +
        instance.slackBefore[p * orders + order];
      trip[p * sites + site] = Math.min(trip[p * sites + site], seconds);
    }
  }
  return trip;
}

/** plants x plants: from the start of one loading to the next, whatever is between; nothing from a plant to itself. */
function leastOnward(
  instance: DispatchInstance,
  trip: Float64Array,
  travel: (seconds: number) => number,
): Float64Array {
  const { plants, sites } = instance;
  const onward = new Float64Array(plants * plants).fill(Infinity);
  for (let p = 0; p < plants; p++) {
    for (let s = 0; s < sites; s++) {
      for (let q = 0; q < plants; q++) {
        const seconds = trip[p * sites + s] + travel(instance.travelBack[s * plants + q]);
        onward[p * plants + q] = Math.min(onward[p * plants + q], seconds);
      }
    }
    onward[p * plants + p] = 0;
  }
  // Floyd and Warshall: by way of each plant in turn.
  for (let via = 0; via < plants; via++) {
    for (let p = 0; p < plants; p++) {
      for (let q = 0; q < plants; q++) {
        const seconds = onward[p * plants + via] + onward[via * plants + q];
        onward[p * plants + q] = Math.min(onward[p * plants + q], seconds);
      }
    }
  }
  return onward;
}

/** The rows of a matrix, each once: most trucks go home to the same few places. */
function alikeRows(matrix: Int32Array, count: number, width: number): { rowOf: Int32Array; rows: Int32Array[] } {
  const rows: Int32Array[] = [];
  const rowOf = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const own = matrix.subarray(i * width, (i + 1) * width);
    const same = rows.findIndex((row) => row.every((value, at) => value === own[at]));
    rowOf[i] = same < 0 ? rows.push(own) - 1 : same;
  }
  return { rowOf, rows };
}

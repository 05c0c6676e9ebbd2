/** How many trucks are needed at least to serve all stops that must be served: by load, by time, by stops that clash. */
import type { RoundsInstance } from './model.ts';

/** Clashes need all shortest ways, n^3 of work, so only instances of so many stops are asked. */
const mostStopsForClashes = 300;

/** @returns a number of trucks that no plan without unserved must-serve stops is below. */
export function fleetBound(instance: RoundsInstance): number {
  const { stops, prize } = instance;
  const must = Array.from({ length: stops }, (_, index) => index + 1).filter((node) => prize[node] === Infinity);
  if (must.length === 0) return 0;
  return Math.max(1, trucksForLoad(instance, must), trucksForTime(instance, must), trucksForClashes(instance, must));
}

function trucksForLoad(instance: RoundsInstance, must: readonly number[]): number {
  const load = must.reduce((sum, node) => sum + instance.demand[node], 0);
  return fewest(
    load,
    Array.from(instance.capacity, (capacity) => capacity * instance.roundsPerTruck),
  );
}

/** Each stop takes its service and the shortest way to it, and each truck a way back. */
function trucksForTime(instance: RoundsInstance, must: readonly number[]): number {
  const { stops, durations, service, readyFrom, readyTo } = instance;
  const nodes = stops + 1;
  let work = 0;
  for (const node of must) {
    let least = Infinity;
    for (let from = 0; from < nodes; from++) if (from !== node) least = Math.min(least, durations[from * nodes + node]);
    work += least + service[node];
  }
  let back = Infinity;
  for (let node = 1; node < nodes; node++) back = Math.min(back, durations[node * nodes]);
  const shifts = Array.from(
    instance.truckTo,
    (to, truck) => Math.min(to, readyTo[0]) - Math.max(instance.truckFrom[truck], readyFrom[0]) - back,
  );
  return fewest(work, shifts);
}

/** How many of the greatest it takes to reach a sum; all of them where they do not reach it. */
function fewest(sum: number, sizes: readonly number[]): number {
  const sorted = sizes.toSorted((one, other) => other - one);
  let left = sum;
  let count = 0;
  while (left > 0 && count < sorted.length) left -= Math.max(0, sorted[count++]);
  return count;
}

/** Stops of which no two can be on one truck, in whatever order: each needs a truck of its own. */
function trucksForClashes(instance: RoundsInstance, must: readonly number[]): number {
  if (instance.stops > mostStopsForClashes) return 0;
  const { stops, readyFrom, readyTo, service } = instance;
  const nodes = stops + 1;
  const ways = shortestWays(instance);
  const canFollow = (one: number, other: number) =>
    readyFrom[one] + service[one] + ways[one * nodes + other] <= readyTo[other];
  const count = must.length;
  const clash = new Uint8Array(count * count);
  const degree = new Int32Array(count);
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      if (canFollow(must[one], must[other]) || canFollow(must[other], must[one])) continue;
      clash[one * count + other] = 1;
      clash[other * count + one] = 1;
      degree[one]++;
      degree[other]++;
    }
  }
  const order = Array.from(must.keys()).toSorted((one, other) => degree[other] - degree[one]);
  let most = 1;
  for (const first of order) {
    const clique = [first];
    for (const next of order) if (clique.every((member) => clash[member * count + next] === 1)) clique.push(next);
    most = Math.max(most, clique.length);
  }
  return most;
}

/** Travel alone, over any other nodes: the matrix need not keep the triangle inequality. */
function shortestWays({ stops, durations }: RoundsInstance): Int32Array {
  const nodes = stops + 1;
  const ways = durations.slice();
  for (let over = 0; over < nodes; over++) {
    for (let from = 0; from < nodes; from++) {
      const first = ways[from * nodes + over];
      for (let to = 0; to < nodes; to++) {
        const whole = first + ways[over * nodes + to];
        if (whole < ways[from * nodes + to]) ways[from * nodes + to] = whole;
      }
    }
  }
  return ways;
}

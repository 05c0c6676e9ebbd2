/** What the search reads of an instance, laid out for speed: matrices by both ends, sorted neighbours, kinds of trucks. */
import { mustServePenalty, type RoundsInstance } from './model.ts';

export interface Tables {
  readonly instance: RoundsInstance;
  /** Stops and the depot. */
  readonly nodes: number;
  /** Greatest number of rounds that a plan can have. */
  readonly rounds: number;
  /** `distanceInto[to * nodes + from]`: all ways into a node in one row. */
  readonly distanceInto: Int32Array;
  readonly durationInto: Int32Array;
  /** Per truck: earliest departure and latest return, its own and the depot's. */
  readonly truckOpen: Int32Array;
  readonly truckClose: Int32Array;
  /** Per truck: trucks of the same number are the same in all that matters. */
  readonly truckKind: Int32Array;
  readonly truckKinds: number;
  /** Cost of leaving a node unserved, always finite. */
  readonly missCost: Float64Array;
  /** Whether some stops may be left out for less than the penalty. */
  readonly hasPrizes: boolean;
  /** Whether goods of some stop come after the first truck may leave. */
  readonly hasReleases: boolean;
  /** `near[node * nearWidth + rank]`: the stops closest to a stop by distance there and back, itself first. */
  readonly near: Int32Array;
  readonly nearWidth: number;
  /**
   * Stops that are good to come right before (after) a stop, `sideWidth` for each, -1 where there are fewer; undefined
   * where instances are so small that every place is tried.
   */
  readonly before: Int32Array | undefined;
  readonly after: Int32Array | undefined;
  readonly sideWidth: number;
  /** Distances from (to) them, in the same order, and the shortest from and to any node: what tells places off quickly. */
  readonly beforeDistance: Int32Array;
  readonly afterDistance: Int32Array;
  readonly shortestFrom: Int32Array;
  readonly shortestTo: Int32Array;
}

/** Strings to remove are looked for among so many stops around a seed. */
const mostNear = 250;
/** From so many stops on only places beside good neighbours are tried: 2 x 40 of them instead of all. */
const fullSearchStops = 220;
const sideWidth = 40;
/** An hour of waiting is worth so much of an hour on the road when neighbours are ranked; after Vidal et al. (2013). */
const waitWeight = 0.2;

export function buildTables(instance: RoundsInstance): Tables {
  const { stops, trucks, distances, durations, readyFrom, readyTo, prize, release } = instance;
  const nodes = stops + 1;
  const penalty = mustServePenalty(instance);
  const truckOpen = Int32Array.from(instance.truckFrom, (from) => Math.max(from, readyFrom[0]));
  const truckClose = Int32Array.from(instance.truckTo, (to) => Math.min(to, readyTo[0]));
  const firstOpen = truckOpen.reduce((least, open) => Math.min(least, open), Infinity);
  const nearWidth = Math.min(stops, mostNear);
  const sides = stops > fullSearchStops;
  const { kinds, kindOf } = kindsOfTrucks(instance);
  const distanceInto = transposed(distances, nodes);
  const before = sides ? sideNeighbours(instance, (node, other) => proximity(instance, other, node)) : undefined;
  const after = sides ? sideNeighbours(instance, (node, other) => proximity(instance, node, other)) : undefined;
  return {
    instance,
    nodes,
    rounds: Math.max(1, Math.min(stops, trucks * instance.roundsPerTruck)),
    distanceInto,
    durationInto: transposed(durations, nodes),
    truckOpen,
    truckClose,
    truckKind: kindOf,
    truckKinds: kinds,
    missCost: prize.map((cost) => Math.min(cost, penalty)),
    hasPrizes: prize.subarray(1).some((cost) => cost < Infinity),
    hasReleases: release.subarray(1).some((time) => time > firstOpen),
    near: nearest(instance, nearWidth),
    nearWidth,
    before,
    after,
    sideWidth,
    beforeDistance: sideDistances(before, distanceInto, nodes),
    afterDistance: sideDistances(after, distances, nodes),
    shortestFrom: shortest(distances, nodes),
    shortestTo: shortest(distanceInto, nodes),
  };
}

/** @returns the matrix itself where it is symmetric: one matrix stays in the processor's cache better than two. */
function transposed(matrix: Int32Array, nodes: number): Int32Array {
  const turned = new Int32Array(matrix.length);
  let symmetric = true;
  for (let row = 0; row < nodes; row++) {
    for (let column = 0; column < nodes; column++) {
      const value = matrix[row * nodes + column];
      if (value !== matrix[column * nodes + row]) symmetric = false;
      turned[column * nodes + row] = value;
    }
  }
  return symmetric ? matrix : turned;
}

/** The least entry of each row beside its diagonal. */
function shortest(matrix: Int32Array, nodes: number): Int32Array {
  return Int32Array.from({ length: nodes }, (_, row) => {
    let least = 2 ** 31 - 1;
    for (let column = 0; column < nodes; column++)
      if (column !== row && matrix[row * nodes + column] < least) least = matrix[row * nodes + column];
    return least;
  });
}

function sideDistances(side: Int32Array | undefined, matrix: Int32Array, nodes: number): Int32Array {
  if (side === undefined) return new Int32Array(0);
  return side.map((other, index) => (other < 0 ? 0 : matrix[Math.floor(index / sideWidth) * nodes + other]));
}

function kindsOfTrucks({ trucks, stops, capacity, truckFrom, truckTo, allowed }: RoundsInstance) {
  const known = new Map<string, number>();
  const kindOf = new Int32Array(trucks);
  for (let truck = 0; truck < trucks; truck++) {
    const own = allowed?.subarray(truck * (stops + 1), (truck + 1) * (stops + 1)).join('') ?? '';
    const key = `${capacity[truck]} ${truckFrom[truck]} ${truckTo[truck]} ${own}`;
    const kind = known.get(key) ?? known.size;
    known.set(key, kind);
    kindOf[truck] = kind;
  }
  return { kinds: known.size, kindOf };
}

function nearest({ stops, distances }: RoundsInstance, width: number): Int32Array {
  const nodes = stops + 1;
  const near = new Int32Array(nodes * width);
  const keys = new Float64Array(stops);
  for (let node = 1; node < nodes; node++) {
    for (let other = 1; other < nodes; other++) {
      const there = distances[node * nodes + other] + distances[other * nodes + node];
      keys[other - 1] = (node === other ? 0 : there + 1) * nodes + other;
    }
    keys.sort();
    for (let rank = 0; rank < width; rank++) near[node * width + rank] = keys[rank] % nodes;
  }
  return near;
}

/** How good it is to drive from one stop right to the other, less is better; Infinity where time forbids it. */
function proximity(instance: RoundsInstance, from: number, to: number): number {
  const { stops, distances, durations, readyFrom, readyTo, service } = instance;
  const arc = from * (stops + 1) + to;
  const taken = service[from] + durations[arc];
  if (readyFrom[from] + taken > readyTo[to]) return Infinity;
  return distances[arc] + waitWeight * Math.max(0, readyFrom[to] - taken - readyTo[from]);
}

function sideNeighbours({ stops }: RoundsInstance, worth: (node: number, other: number) => number): Int32Array {
  const side = new Int32Array((stops + 1) * sideWidth).fill(-1);
  const keys = new Float64Array(stops);
  for (let node = 1; node <= stops; node++) {
    for (let other = 1; other <= stops; other++) {
      const key = other === node ? Infinity : Math.floor(worth(node, other));
      keys[other - 1] = key * (stops + 1) + other;
    }
    keys.sort();
    for (let rank = 0; rank < Math.min(sideWidth, stops) && keys[rank] < Infinity; rank++)
      side[node * sideWidth + rank] = keys[rank] % (stops + 1);
  }
  return side;
}

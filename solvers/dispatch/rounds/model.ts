/**
 * Delivery rounds: trucks leave the depot with goods for several stops, serve them in turn and come back, perhaps to
 * reload and leave again. Nodes are numbers, 0 the depot and 1..stops the customers; times and costs are whole numbers
 * of whatever unit the caller chose, not negative; times, and sums of them along a truck's day, stay below 1e9.
 */

export interface RoundsInstance {
  /** Customers 1..stops; node 0 is the depot. */
  readonly stops: number;
  readonly trucks: number;
  /** Per truck. */
  readonly capacity: Int32Array;
  /** Per node; node 0: 0. */
  readonly demand: Int32Array;
  /** Earliest start of service per node; node 0: the depot opens. */
  readonly readyFrom: Int32Array;
  /** Latest START of service per node; node 0: latest return. */
  readonly readyTo: Int32Array;
  /** Length of service per node; that of node 0 is never used. */
  readonly service: Int32Array;
  /** When the goods of a node are at the depot: a round leaves only after all of its goods are there. */
  readonly release: Int32Array;
  /** Travel time from row to column, (stops + 1)^2 of them. */
  readonly durations: Int32Array;
  /** Cost of travel from row to column, (stops + 1)^2 of them. */
  readonly distances: Int32Array;
  /** Greatest number of rounds of one truck; 1 is the plain routing problem. */
  readonly roundsPerTruck: number;
  /** Between the return of a round and the departure of the truck's next. */
  readonly reloadTime: number;
  /** Per truck: earliest departure. */
  readonly truckFrom: Int32Array;
  /** Per truck: latest return. */
  readonly truckTo: Int32Array;
  /** Cost of every truck with a round; a large value asks for few vehicles first. */
  readonly truckCost: number;
  /** Cost of leaving a stop unserved; Infinity where it must be served. */
  readonly prize: Float64Array;
  /** trucks x (stops + 1), 1 where the truck may serve the node; undefined: every truck serves all. */
  readonly allowed: Uint8Array | undefined;
}

/** Truck, then its rounds in order, then the nodes of a round without the depot. */
export type Routes = readonly (readonly (readonly number[])[])[];

export interface RoundsPlan {
  /** One entry for every truck; empty for a truck that stays at home. */
  readonly routes: Routes;
  /** In ascending order. */
  readonly unserved: readonly number[];
  /** As `costOf` gives it. */
  readonly cost: number;
}

/**
 * What a stop that must be served costs when it is not: more than every plan that serves it could cost, so that a plan
 * with fewer such stops is always the cheaper one.
 */
export function mustServePenalty({ stops, trucks, truckCost, distances, prize }: RoundsInstance): number {
  const nodes = stops + 1;
  let most = 1 + trucks * truckCost;
  for (let node = 1; node < nodes; node++) {
    let out = distances[node];
    let back = distances[node * nodes];
    for (let other = 0; other < nodes; other++) {
      out = Math.max(out, distances[node * nodes + other]);
      back = Math.max(back, distances[other * nodes + node]);
    }
    most += out + back + (Number.isFinite(prize[node]) ? prize[node] : 0);
  }
  return most;
}

/** A published routing instance with time windows, as its file tells it: units and rounding are the reader's choice later. */

export interface RoutingData {
  readonly name: string;
  readonly vehicles: number;
  readonly capacity: number;
  /** By node, the depot first. */
  readonly ids: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly demand: readonly number[];
  readonly readyFrom: readonly number[];
  /** Latest start of service; of the depot: latest return. */
  readonly readyTo: readonly number[];
  readonly service: readonly number[];
  /** When the goods of a node are at the depot. */
  readonly release: readonly number[];
  /** Whether a vehicle may come back to the depot for more. */
  readonly reloads: boolean;
}

/** What a routing instance is made of, before ids and coordinates are dropped: dense arrays, nodes by number. */
export interface RoutingArrays {
  readonly durations: Int32Array;
  readonly distances: Int32Array;
  readonly readyFrom: Int32Array;
  readonly readyTo: Int32Array;
  readonly service: Int32Array;
  readonly release: Int32Array;
}

/**
 * Whole numbers from Euclidean distances.
 * @param scale - units of the arrays for one unit of the file.
 * @param rounding - `floor` cuts each leg to the unit below (with scale 10 the rule of one decimal, cut), `round` goes to
 *   the nearest. Travel times for `round` go up instead, so that a plan in the arrays holds in exact arithmetic too.
 */
export function routingArrays(data: RoutingData, scale: number, rounding: 'floor' | 'round'): RoutingArrays {
  const nodes = data.x.length;
  const durations = new Int32Array(nodes * nodes);
  const distances = new Int32Array(nodes * nodes);
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      const exact = scale * Math.hypot(data.x[from] - data.x[to], data.y[from] - data.y[to]);
      distances[from * nodes + to] = rounding === 'floor' ? Math.floor(exact + 1e-9) : Math.round(exact);
      durations[from * nodes + to] = rounding === 'floor' ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9);
    }
  }
  const scaled = (values: readonly number[]) => Int32Array.from(values, (value) => Math.round(value * scale));
  const [readyFrom, readyTo] = [scaled(data.readyFrom), scaled(data.readyTo)];
  return { durations, distances, readyFrom, readyTo, service: scaled(data.service), release: scaled(data.release) };
}

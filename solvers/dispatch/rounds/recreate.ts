/**
 * Puts stops back one after another, each where it then costs least: in an order drawn by chance, with places overlooked
 * now and then ("blinks").
 * @see Christiaens and Vanden Berghe (2020), Transportation Science 54(2):417-433, section 5.2; the orders by time window
 *   are those of its section 6 on time windows.
 */
import type { Rng } from '../../shared/rng.ts';
import type { PlaceFinder } from './places.ts';
import type { State } from './state.ts';
import type { Tables } from './tables.ts';

/** Orders of insertion and how often each is drawn. */
const orders = { random: 4, demand: 4, far: 2, close: 1, windowLength: 2, windowStart: 2, windowEnd: 2, prize: 8 };
type Order = keyof typeof orders;
const names = Object.keys(orders) as Order[];

export class Recreate {
  readonly #state: State;
  readonly #rng: Rng;
  readonly #places: PlaceFinder;
  /** `#keys[order][node]`: nodes with less go first. */
  readonly #keys: readonly Float64Array[];
  /** Each order as often as it is to be drawn. */
  readonly #draws: readonly number[];

  constructor(state: State, places: PlaceFinder, rng: Rng) {
    this.#state = state;
    this.#places = places;
    this.#rng = rng;
    const used = names.filter((name) => name !== 'prize' || state.tables.hasPrizes);
    this.#keys = used.map((name) => keysOf(state.tables, name));
    this.#draws = used.flatMap((name, index) => new Array<number>(orders[name]).fill(index));
  }

  get orders(): number {
    return this.#keys.length;
  }

  /**
   * Inserts the first `count` stops, in an order by chance; what has no place is left out.
   * @param generous - insert what is dearer than its prize, too.
   */
  insert(stops: Int32Array, count: number, generous: boolean): void {
    this.#sort(stops, count, this.#draws[this.#rng.below(this.#draws.length)]);
    this.#insertAll(stops, count, true, generous);
  }

  /** As `insert`, in a given order and without blinks. */
  insertIn(order: number, stops: Int32Array, count: number): void {
    this.#sort(stops, count, order);
    this.#insertAll(stops, count, false, false);
  }

  #insertAll(stops: Int32Array, count: number, blinks: boolean, generous: boolean): void {
    const { missCost } = this.#state.tables;
    for (let index = 0; index < count; index++) {
      const node = stops[index];
      if (!this.#places.place(node, generous ? Infinity : missCost[node], blinks)) this.#state.leaveOut(node);
    }
  }

  #sort(stops: Int32Array, count: number, order: number): void {
    if (order === 0) {
      for (let last = count - 1; last > 0; last--) {
        const other = this.#rng.below(last + 1);
        const kept = stops[last];
        stops[last] = stops[other];
        stops[other] = kept;
      }
      return;
    }
    const keys = this.#keys[order];
    if (count > 60) {
      stops.subarray(0, count).sort((one, other) => keys[one] - keys[other] || one - other);
      return;
    }
    for (let index = 1; index < count; index++) {
      const node = stops[index];
      let at = index;
      for (; at > 0 && keys[stops[at - 1]] > keys[node]; at--) stops[at] = stops[at - 1];
      stops[at] = node;
    }
  }
}

function keysOf({ instance, nodes, missCost }: Tables, order: Order): Float64Array {
  const { demand, distances, readyFrom, readyTo } = instance;
  const away = (node: number) => distances[node] + distances[node * nodes];
  const key: Record<Order, (node: number) => number> = {
    random: () => 0,
    demand: (node) => -demand[node],
    far: (node) => -away(node),
    close: away,
    windowLength: (node) => readyTo[node] - readyFrom[node],
    windowStart: (node) => readyFrom[node],
    windowEnd: (node) => -readyTo[node],
    prize: (node) => -missCost[node],
  };
  return Float64Array.from({ length: nodes }, (_, node) => key[order](node));
}

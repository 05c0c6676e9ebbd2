/**
 * Lags, and the order of two activities that cannot run side by side.
 *
 * A lag from one variable to another is an edge between their lower sides and, turned round, between their upper sides.
 * For each pair of activities that together need too much of some resource, a 0-1 variable says which one goes first; each
 * of its two values brings a lag, and a value is refuted once its lag has no room left.
 *
 * @see Schutt, Feydy, Stuckey and Wallace (2013), section 3.3, on such pairs.
 */
import { AtomList } from './atom-list.ts';
import { Reason, type Trail } from './trail.ts';

/** Raises of one side in a round between two looks for a circle. */
const raisesBetweenLooks = 8;
const outLength = 4;

export interface Lag {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** One of `first` and `second` ends before the other begins; `variable` is 1 where `first` goes first. */
export interface Pair {
  readonly variable: number;
  readonly first: number;
  readonly second: number;
}

export class Precedences {
  readonly #trail: Trail;
  /** Edges that always hold, by side they start from. */
  readonly #lagBegin: Int32Array;
  readonly #lagTo: Int32Array;
  readonly #lagWeight: Int32Array;
  /** Edges that hold once their condition (a side of a pair's variable, true as a literal) does. */
  readonly #edgeFrom: Int32Array;
  readonly #edgeTo: Int32Array;
  readonly #edgeWeight: Int32Array;
  readonly #edgeCondition: Int32Array;
  readonly #outBegin: Int32Array;
  /** By place: condition, end, weight and number of an edge, side by side in memory. */
  readonly #out: Int32Array;
  readonly #conditionBegin: Int32Array;
  readonly #conditioned: Int32Array;
  /** By side: the round it was last raised in, and how often in that round. */
  readonly #raisedIn: Int32Array;
  readonly #raises: Int32Array;
  #round = 0;
  readonly #circle = new AtomList();

  constructor(trail: Trail, lags: readonly Lag[], pairs: readonly Pair[], durations: Int32Array) {
    this.#trail = trail;
    const sides = trail.bound.length;
    this.#raisedIn = new Int32Array(sides);
    this.#raises = new Int32Array(sides);
    const mirrored = lags.flatMap(({ from, to, weight }) => [
      { key: 2 * from, to: 2 * to, weight },
      { key: 2 * to + 1, to: 2 * from + 1, weight },
    ]);
    const byKey = mirrored.sort((a, b) => a.key - b.key || a.to - b.to);
    this.#lagBegin = beginsOf(byKey, sides);
    this.#lagTo = Int32Array.from(byKey, ({ to }) => to);
    this.#lagWeight = Int32Array.from(byKey, ({ weight }) => weight);

    const edges = pairs.flatMap(({ variable, first, second }) => [
      { condition: 2 * variable, from: 2 * first, to: 2 * second, weight: durations[first] },
      { condition: 2 * variable, from: 2 * second + 1, to: 2 * first + 1, weight: durations[first] },
      { condition: 2 * variable + 1, from: 2 * second, to: 2 * first, weight: durations[second] },
      { condition: 2 * variable + 1, from: 2 * first + 1, to: 2 * second + 1, weight: durations[second] },
    ]);
    this.#edgeFrom = Int32Array.from(edges, ({ from }) => from);
    this.#edgeTo = Int32Array.from(edges, ({ to }) => to);
    this.#edgeWeight = Int32Array.from(edges, ({ weight }) => weight);
    this.#edgeCondition = Int32Array.from(edges, ({ condition }) => condition);
    const byFrom = edges
      .map(({ from }, edge) => ({ key: from, edge }))
      .sort((a, b) => a.key - b.key || a.edge - b.edge);
    this.#outBegin = beginsOf(byFrom, sides);
    this.#out = Int32Array.from(
      byFrom.flatMap(({ edge }) => [edges[edge].condition, edges[edge].to, edges[edge].weight, edge]),
    );
    const byCondition = edges.map(({ condition }, edge) => ({ key: condition, edge })).sort((a, b) => a.key - b.key);
    this.#conditionBegin = beginsOf(byCondition, sides);
    this.#conditioned = Int32Array.from(byCondition, ({ edge }) => edge);
  }

  /** A new round of propagation: nothing has been raised in it yet. */
  begin(): void {
    this.#round++;
  }

  /** Follows the growth of one side. @returns false on a conflict. */
  propagate(side: number): boolean {
    const trail = this.#trail;
    const bound = trail.bound;
    const now = bound[side];
    for (let at = this.#lagBegin[side]; at < this.#lagBegin[side + 1]; at++) {
      const weight = this.#lagWeight[at];
      const to = this.#lagTo[at];
      if (bound[to] >= now + weight) continue;
      if (!trail.raise(to, now + weight, Reason.lag, side, weight) || this.#runsInCircles(to)) return false;
    }
    const out = this.#out;
    const end = this.#outBegin[side + 1] * outLength;
    for (let at = this.#outBegin[side] * outLength; at < end; at += outLength) {
      const condition = out[at];
      const opposite = condition & 1;
      if (bound[condition ^ 1] >= opposite) continue;
      const to = out[at + 1];
      const wanted = now + out[at + 2];
      if (bound[condition] >= 1 - opposite) {
        if (bound[to] >= wanted) continue;
        if (!trail.raise(to, wanted, Reason.order, out[at + 3], 0) || this.#runsInCircles(to)) return false;
      } else if (wanted > -bound[to ^ 1]) {
        if (!trail.raise(condition ^ 1, opposite, Reason.refuted, out[at + 3], 0)) return false;
      }
    }
    if (now < 1 - (side & 1)) return true;
    for (let at = this.#conditionBegin[side]; at < this.#conditionBegin[side + 1]; at++) {
      const edge = this.#conditioned[at];
      const wanted = bound[this.#edgeFrom[edge]] + this.#edgeWeight[edge];
      if (!trail.raise(this.#edgeTo[edge], wanted, Reason.order, edge, 0)) return false;
    }
    return true;
  }

  /**
   * A circle of lags and settled orders that asks for more and more would be run through until the horizon is met, which
   * takes long where times are large. So a side raised often in one round is followed back, and if it was raised by
   * itself, the orders on the circle are the conflict.
   */
  #runsInCircles(side: number): boolean {
    if (this.#raisedIn[side] !== this.#round) {
      this.#raisedIn[side] = this.#round;
      this.#raises[side] = 0;
    }
    if (++this.#raises[side] % raisesBetweenLooks !== 0) return false;
    const trail = this.#trail;
    this.#circle.count = 0;
    let at = side;
    let value = trail.bound[side];
    for (let entry = trail.latest[side]; entry >= 0; entry = trail.entryOf(at, value)) {
      if (trail.kind[entry] === Reason.lag) {
        at = trail.first[entry];
        value -= trail.second[entry];
      } else if (trail.kind[entry] === Reason.order) {
        const edge = trail.first[entry];
        const condition = this.#edgeCondition[edge];
        this.#circle.add(condition, 1 - (condition & 1));
        at = this.#edgeFrom[edge];
        value -= this.#edgeWeight[edge];
      } else return false;
      if (at !== side) continue;
      trail.failedKind = Reason.circle;
      return true;
    }
    return false;
  }

  /** The orders of the circle found last. */
  explainCircle(into: AtomList): void {
    for (let at = 0; at < this.#circle.count; at++) into.add(this.#circle.side[at], this.#circle.value[at]);
  }

  /** Why the edge, its order settled, raised its end to `value`. */
  explainOrder(edge: number, value: number, into: AtomList): void {
    const condition = this.#edgeCondition[edge];
    into.add(condition, 1 - (condition & 1));
    into.add(this.#edgeFrom[edge], value - this.#edgeWeight[edge]);
  }

  /** Why the edge has no room: its start is too late for its end, by as little as is needed. */
  explainRefuted(edge: number, entry: number, into: AtomList): void {
    const from = this.#edgeFrom[edge];
    const end = this.#edgeTo[edge] ^ 1;
    const endBound = this.#trail.boundBefore(end, entry);
    into.add(end, endBound);
    into.add(from, 1 - this.#edgeWeight[edge] - endBound);
  }
}

function beginsOf(sorted: readonly { readonly key: number }[], keys: number): Int32Array {
  const begins = new Int32Array(keys + 1);
  for (const { key } of sorted) begins[key + 1]++;
  for (let key = 0; key < keys; key++) begins[key + 1] += begins[key];
  return begins;
}

/**
 * Learned clauses: disjunctions of literals over sides of bounds (bounds.ts), with two watched literals each.
 *
 * @see Moskewicz and others (2001), Chaff: engineering an efficient SAT solver, DAC 2001.
 */
import { type Bounds, reasonClause } from './bounds.ts';

export interface Clause {
  readonly sides: Int32Array;
  readonly values: Int32Array;
  /** Number of decision levels among its literals when learned: low ones are worth keeping. */
  readonly levels: number;
  activity: number;
  dropped: boolean;
}

export class Clauses {
  readonly #bounds: Bounds;
  /** By side whose rise can make the watched literal false: the clause and the value from which on it is false. */
  readonly #watching: Clause[][];
  readonly #falseFrom: number[][];
  all: Clause[] = [];
  #increment = 1;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#watching = Array.from({ length: bounds.sides }, () => []);
    this.#falseFrom = Array.from({ length: bounds.sides }, () => []);
  }

  /** The first two literals are watched: the one to be asserted and one of the highest level among the others. */
  add(clause: Clause): void {
    this.all.push(clause);
    clause.activity = this.#increment;
    this.#watch(clause, 0);
    this.#watch(clause, 1);
  }

  bump(clause: Clause): void {
    clause.activity += this.#increment;
  }

  decay(): void {
    this.#increment *= 1.001;
    if (this.#increment < 1e100) return;
    for (const clause of this.all) clause.activity *= 1e-100;
    this.#increment *= 1e-100;
  }

  /** After `side` has risen. @returns false on a conflict. */
  propagate(side: number): boolean {
    const bounds = this.#bounds;
    const now = bounds.value[side];
    const clauses = this.#watching[side];
    const falseFrom = this.#falseFrom[side];
    const literalSide = side ^ 1;
    let kept = 0;
    let fine = true;
    for (let k = 0; k < clauses.length; k++) {
      const clause = clauses[k];
      const from = falseFrom[k];
      if (clause.dropped) continue;
      if (!fine || now < from || !this.#moveWatch(clause, literalSide)) {
        clauses[kept] = clause;
        falseFrom[kept++] = from;
        if (!fine || now < from) continue;
        const { sides, values } = clause;
        if (bounds.isTrue(sides[0], values[0])) continue;
        if (bounds.isFalse(sides[0], values[0])) {
          fine = false;
          bounds.conflict = [];
          bounds.wiped = -1;
          for (let e = 0; e < sides.length; e++) bounds.conflict.push(sides[e] ^ 1, 1 - values[e]);
        } else fine = bounds.raise(sides[0], values[0], reasonClause, 0, 0, clause);
      }
    }
    clauses.length = kept;
    falseFrom.length = kept;
    return fine;
  }

  /** Drops the less useful half of the clauses. Only at the root, where none is a reason. */
  reduce(): void {
    this.all.sort((x, y) => y.activity - x.activity);
    const half = this.all.length >> 1;
    this.all = this.all.filter((clause, at) => {
      const keep = at < half || clause.levels <= 2;
      if (!keep) clause.dropped = true;
      return keep;
    });
  }

  /** Puts the false literal second and another one that is not false in its place. @returns whether there is one. */
  #moveWatch(clause: Clause, falseSide: number): boolean {
    const { sides, values } = clause;
    const bounds = this.#bounds;
    if (sides[0] === falseSide) swap(clause, 0, 1);
    if (bounds.isTrue(sides[0], values[0])) return false;
    for (let e = 2; e < sides.length; e++) {
      if (bounds.isFalse(sides[e], values[e])) continue;
      swap(clause, 1, e);
      this.#watch(clause, 1);
      return true;
    }
    return false;
  }

  #watch(clause: Clause, at: number): void {
    const side = clause.sides[at] ^ 1;
    this.#watching[side].push(clause);
    this.#falseFrom[side].push(1 - clause.values[at]);
  }
}

function swap({ sides, values }: Clause, a: number, b: number): void {
  const side = sides[a];
  sides[a] = sides[b];
  sides[b] = side;
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}

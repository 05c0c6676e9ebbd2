/**
 * What to learn from a conflict: the literals that force it are traced back along the trail to the first point where a
 * single literal of the last decision level implies it (first unique implication point). The clause says that these do
 * not hold together; literals that the others imply are left out.
 *
 * @see Marques-Silva and Sakallah (1999), IEEE Transactions on Computers 48:506-521; Zhang and others (2001), ICCAD.
 */
import { type Bounds, reasonArc, reasonClause, reasonLiterals } from './bounds.ts';
import type { Clause, Clauses } from './clauses.ts';

const weightGrowth = 1.05;

export class ConflictAnalysis {
  readonly #bounds: Bounds;
  readonly #clauses: Clauses;
  /** By side: how much it had to do with conflicts, late ones more. */
  readonly weights: Float64Array;
  #increment = 1;
  /** Wanted value by side, whether wanted, and the entry that brought it. */
  readonly #need: Int32Array;
  readonly #needed: Uint8Array;
  readonly #needEntry: Int32Array;
  readonly #needSides: number[] = [];

  constructor(bounds: Bounds, clauses: Clauses) {
    this.#bounds = bounds;
    this.#clauses = clauses;
    this.weights = new Float64Array(bounds.sides);
    this.#need = new Int32Array(bounds.sides);
    this.#needed = new Uint8Array(bounds.sides);
    this.#needEntry = new Int32Array(bounds.sides);
  }

  /** Learns from the conflict and goes back. @returns false where it holds at the root. */
  learn(): boolean {
    const bounds = this.#bounds;
    if (bounds.wiped >= 0) this.#explainWipeOut();
    let level = 0;
    for (let e = 0; e < bounds.conflict.length; e += 2) {
      const entry = bounds.entryOf(bounds.conflict[e], bounds.conflict[e + 1]);
      if (entry >= 0 && bounds.level[entry] > level) level = bounds.level[entry];
    }
    if (level === 0) return false;
    bounds.backTo(level);
    const start = bounds.levelStart[level];
    let open = 0;
    this.#needSides.length = 0;
    const want = (side: number, value: number): void => {
      if (this.#needed[side] === 1 && this.#need[side] >= value) return;
      const entry = bounds.entryOf(side, value);
      if (entry < 0) return;
      this.weights[side] += this.#increment;
      if (this.#needed[side] === 1) {
        if (this.#needEntry[side] >= start) open--;
      } else {
        this.#needed[side] = 1;
        this.#needSides.push(side);
      }
      this.#need[side] = value;
      this.#needEntry[side] = entry;
      if (entry >= start) open++;
    };
    for (let e = 0; e < bounds.conflict.length; e += 2) want(bounds.conflict[e], bounds.conflict[e + 1]);
    let at = bounds.size - 1;
    while (true) {
      const side = bounds.side[at];
      if (this.#needed[side] === 0 || this.#needEntry[side] !== at) {
        at--;
        continue;
      }
      if (open === 1) break;
      this.#needed[side] = 0;
      open--;
      this.#reasons(at, this.#need[side], want);
      at--;
    }
    this.#keepClause(bounds.side[at]);
    this.#increment *= weightGrowth;
    if (this.#increment > 1e100) {
      for (let k = 0; k < this.weights.length; k++) this.weights[k] *= 1e-100;
      this.#increment *= 1e-100;
    }
    this.#clauses.decay();
    return true;
  }

  /**
   * The two ends of the wiped variable exclude each other by themselves, so the later one has to go for its reasons:
   * else the clause would say nothing.
   */
  #explainWipeOut(): void {
    const bounds = this.#bounds;
    const entry = bounds.wiped;
    const side = bounds.side[entry];
    const other = bounds.value[side ^ 1];
    bounds.conflict = [side ^ 1, other];
    if (bounds.level[entry] > 0)
      this.#reasons(entry, 1 - other, (reason, value) => bounds.conflict.push(reason, value));
    bounds.wiped = -1;
  }

  /** Literals that force the entry, as far as `value` of its side is wanted. */
  #reasons(entry: number, value: number, want: (side: number, value: number) => void): void {
    const bounds = this.#bounds;
    const kind = bounds.kind[entry];
    if (kind === reasonArc) want(bounds.a[entry], value - bounds.b[entry]);
    else if (kind === reasonClause) {
      const clause = bounds.clauses[entry] as Clause;
      this.#clauses.bump(clause);
      for (let e = 0; e < clause.sides.length; e++)
        if (clause.sides[e] !== bounds.side[entry]) want(clause.sides[e] ^ 1, 1 - clause.values[e]);
    } else if (kind === reasonLiterals) {
      const from = bounds.a[entry];
      for (let e = from; e < from + 2 * bounds.b[entry]; e += 2) want(bounds.literals[e], bounds.literals[e + 1]);
    } else throw new Error('a decision has no reason');
  }

  /** The wanted literals cannot all hold: keeps the clause, goes back and asserts the negation of the last one. */
  #keepClause(asserted: number): void {
    const bounds = this.#bounds;
    const wanted = this.#needSides.filter(
      (side, at) => this.#needed[side] === 1 && this.#needSides.indexOf(side) === at,
    );
    const others = wanted.filter((side) => side !== asserted && !this.#isImplied(side));
    let backLevel = 0;
    const levels = new Set<number>();
    others.forEach((side, at) => {
      const level = bounds.level[this.#needEntry[side]];
      levels.add(level);
      if (level <= backLevel) return;
      backLevel = level;
      others[at] = others[0];
      others[0] = side;
    });
    for (const side of wanted) this.#needed[side] = 0;
    const all = [asserted, ...others];
    const clause: Clause = {
      sides: Int32Array.from(all, (side) => side ^ 1),
      values: Int32Array.from(all, (side) => 1 - this.#need[side]),
      levels: levels.size + 1,
      activity: 0,
      dropped: false,
    };
    bounds.backTo(backLevel);
    if (all.length > 1) this.#clauses.add(clause);
    bounds.raise(clause.sides[0], clause.values[0], all.length > 1 ? reasonClause : 0, 0, 0, clause);
  }

  /** Whether the reasons of a wanted literal are wanted themselves: then it says nothing more. */
  #isImplied(side: number): boolean {
    const bounds = this.#bounds;
    const entry = this.#needEntry[side];
    if (bounds.kind[entry] === 0) return false;
    let implied = true;
    this.#reasons(entry, this.#need[side], (other, value) => {
      if (this.#needed[other] === 1 && other !== side && this.#need[other] >= value) return;
      if (bounds.entryOf(other, value) >= 0) implied = false;
    });
    return implied;
  }
}

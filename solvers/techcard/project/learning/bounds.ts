/**
 * Bounds of integer variables with a trail, for constraint propagation that learns from conflicts.
 *
 * Variable i has two sides that only rise: side 2i is its least value, side 2i + 1 its greatest value with the sign
 * turned. A literal (side, value) says that the side is at least the value; its negation is (side ^ 1, 1 - value). So
 * one piece of code serves both ends of a domain. Every rise keeps its reason: a conjunction of literals that force it.
 *
 * @see Ohrimenko, Stuckey and Codish (2009), Constraints 14:357-391, on lazy clause generation.
 */
import type { Clause } from './clauses.ts';

export const reasonDecision = 0;
/** Side a plus b. */
export const reasonArc = 1;
/** Clause a. */
export const reasonClause = 2;
/** b literals from place a of the store of literals. */
export const reasonLiterals = 3;

export class Bounds {
  readonly sides: number;
  /** Current value by side. */
  readonly value: Int32Array;
  /** Last trail entry by side, -1 where it stands as at the root. */
  readonly last: Int32Array;
  size = 0;
  side = new Int32Array(1024);
  /** Value before the entry. */
  old = new Int32Array(1024);
  /** The entry before on the same side. */
  previous = new Int32Array(1024);
  level = new Int32Array(1024);
  kind = new Int32Array(1024);
  a = new Int32Array(1024);
  b = new Int32Array(1024);
  clauses: (Clause | undefined)[] = [];
  /** Pairs of side and value. */
  literals = new Int32Array(4096);
  literalsUsed = 0;
  currentLevel = 0;
  readonly levelStart: number[] = [0];
  /** Conjunction of true literals that cannot hold together, after a conflict. */
  conflict: number[] = [];
  /** Entry that left a variable without a value, where that was the conflict; else -1. */
  wiped = -1;

  constructor(least: Int32Array, greatest: Int32Array) {
    this.sides = 2 * least.length;
    this.value = new Int32Array(this.sides);
    this.last = new Int32Array(this.sides).fill(-1);
    for (let i = 0; i < least.length; i++) {
      this.value[2 * i] = least[i];
      this.value[2 * i + 1] = -greatest[i];
    }
  }

  isTrue(side: number, value: number): boolean {
    return this.value[side] >= value;
  }

  isFalse(side: number, value: number): boolean {
    return this.value[side ^ 1] > -value;
  }

  /** Raises a side. @returns false where that leaves no value, with the entry in `wiped`. */
  raise(side: number, value: number, kind: number, a: number, b: number, clause?: Clause): boolean {
    if (value <= this.value[side]) return true;
    const at = this.size++;
    if (at === this.side.length) this.#grow();
    this.side[at] = side;
    this.old[at] = this.value[side];
    this.previous[at] = this.last[side];
    this.level[at] = this.currentLevel;
    this.kind[at] = kind;
    this.a[at] = a;
    this.b[at] = b;
    if (kind === reasonClause) this.clauses[at] = clause;
    this.value[side] = value;
    this.last[side] = at;
    if (value + this.value[side ^ 1] <= 0) return true;
    this.wiped = at;
    return false;
  }

  /** Opens the store for a reason; literals follow by `push`, then `raise` with the returned place and its count. */
  openReason(): number {
    if (this.literalsUsed + 8 * this.sides > this.literals.length) {
      const grown = new Int32Array(2 * this.literals.length + 8 * this.sides);
      grown.set(this.literals);
      this.literals = grown;
    }
    return this.literalsUsed;
  }

  push(side: number, value: number): void {
    this.literals[this.literalsUsed++] = side;
    this.literals[this.literalsUsed++] = value;
  }

  raiseBecause(side: number, value: number, place: number): boolean {
    return this.raise(side, value, reasonLiterals, place, (this.literalsUsed - place) >> 1);
  }

  /** The literals from `place` on cannot hold together. */
  conflictBecause(place: number): false {
    this.conflict = Array.from(this.literals.subarray(place, this.literalsUsed));
    this.literalsUsed = place;
    this.wiped = -1;
    return false;
  }

  /** Entry that made (side, value) true; -1 where it holds at the root. */
  entryOf(side: number, value: number): number {
    let at = this.last[side];
    while (at >= 0 && this.old[at] >= value) at = this.previous[at];
    return at;
  }

  decide(side: number, value: number): boolean {
    this.currentLevel++;
    this.levelStart[this.currentLevel] = this.size;
    return this.raise(side, value, reasonDecision, 0, 0);
  }

  backTo(level: number): void {
    if (level >= this.currentLevel) return;
    const start = this.levelStart[level + 1];
    for (let at = this.size - 1; at >= start; at--) {
      const side = this.side[at];
      this.value[side] = this.old[at];
      this.last[side] = this.previous[at];
      if (this.kind[at] === reasonLiterals) this.literalsUsed = this.a[at];
    }
    this.size = start;
    this.currentLevel = level;
  }

  /** At the root: what holds now holds for good and needs no reason. */
  settle(): void {
    for (let at = 0; at < this.size; at++) this.last[this.side[at]] = -1;
    this.size = 0;
    this.literalsUsed = 0;
    this.clauses.length = 0;
  }

  #grow(): void {
    const grown = (array: Int32Array) => {
      const longer = new Int32Array(2 * array.length);
      longer.set(array);
      return longer;
    };
    this.side = grown(this.side);
    this.old = grown(this.old);
    this.previous = grown(this.previous);
    this.level = grown(this.level);
    this.kind = grown(this.kind);
    this.a = grown(this.a);
    this.b = grown(this.b);
  }
}

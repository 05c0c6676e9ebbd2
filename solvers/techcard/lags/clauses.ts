/**
 * Learned clauses: at least one literal (an atom, see trail.ts) of each must hold. Two literals of a clause are watched;
 * only when one of them turns false is the clause looked at.
 *
 * A clause lies in one array: size, number of decision levels it was learned over, stamp of its last use, then side and
 * value of each literal.
 *
 * @see Moskewicz and others (2001), Chaff, DAC 38:530-535; Audemard and Simon (2009), IJCAI 21:399-404, on what to keep.
 */
import { Reason, type Trail } from './trail.ts';

const headerLength = 3;
const watchLength = 4;
/** Clauses over at most this many levels are kept for good. */
const fewLevels = 3;

export class Clauses {
  cells: Int32Array = new Int32Array(1 << 16);
  count = 0;
  readonly #trail: Trail;
  #used = 0;
  #stamp = 0;
  /** By side: at what value of it the watched literal turns false, the clause, and some other literal of it. */
  readonly #watches: Int32Array[];
  readonly #watchCount: Int32Array;

  constructor(trail: Trail) {
    this.#trail = trail;
    this.#watches = Array.from(trail.bound, () => new Int32Array(8 * watchLength));
    this.#watchCount = new Int32Array(trail.bound.length);
  }

  sizeOf(clause: number): number {
    return this.cells[clause];
  }

  sideOf(clause: number, literal: number): number {
    return this.cells[clause + headerLength + 2 * literal];
  }

  valueOf(clause: number, literal: number): number {
    return this.cells[clause + headerLength + 2 * literal + 1];
  }

  /** Notes that a conflict needed the clause. */
  touch(clause: number): void {
    this.cells[clause + 2] = ++this.#stamp;
  }

  /** Adds a clause of at least two literals; the first two are watched. @returns its place. */
  add(sides: readonly number[], values: readonly number[], levels: number): number {
    const clause = this.#used;
    const end = clause + headerLength + 2 * sides.length;
    if (end > this.cells.length) {
      const grown = new Int32Array(Math.max(2 * this.cells.length, end));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[clause] = sides.length;
    this.cells[clause + 1] = levels;
    this.cells[clause + 2] = ++this.#stamp;
    for (let literal = 0; literal < sides.length; literal++) {
      this.cells[clause + headerLength + 2 * literal] = sides[literal];
      this.cells[clause + headerLength + 2 * literal + 1] = values[literal];
    }
    this.#used = end;
    this.count++;
    this.#watch(clause, sides[0], values[0], sides[1], values[1]);
    this.#watch(clause, sides[1], values[1], sides[0], values[0]);
    return clause;
  }

  /** Follows the growth of one side from `former` to `now`. @returns false on a conflict. */
  propagate(side: number, former: number, now: number): boolean {
    const trail = this.#trail;
    const bound = trail.bound;
    const cells = this.cells;
    const watches = this.#watches[side];
    const end = this.#watchCount[side] * watchLength;
    let kept = 0;
    let fine = true;
    for (let at = 0; at < end; at += watchLength) {
      const turnsAt = watches[at];
      const clause = watches[at + 1];
      if (turnsAt > now || turnsAt <= former || !fine || bound[watches[at + 2]] >= watches[at + 3]) {
        if (kept !== at) {
          watches[kept] = turnsAt;
          watches[kept + 1] = clause;
          watches[kept + 2] = watches[at + 2];
          watches[kept + 3] = watches[at + 3];
        }
        kept += watchLength;
        continue;
      }
      const literals = clause + headerLength;
      const falseSide = side ^ 1;
      const falseValue = 1 - turnsAt;
      if (cells[literals] === falseSide && cells[literals + 1] === falseValue) {
        cells[literals] = cells[literals + 2];
        cells[literals + 1] = cells[literals + 3];
        cells[literals + 2] = falseSide;
        cells[literals + 3] = falseValue;
      }
      const otherSide = cells[literals];
      const otherValue = cells[literals + 1];
      let moved = false;
      if (bound[otherSide] < otherValue) {
        const last = literals + 2 * cells[clause];
        for (let next = literals + 4; next < last; next += 2) {
          const nextSide = cells[next];
          const nextValue = cells[next + 1];
          if (bound[nextSide ^ 1] >= 1 - nextValue) continue;
          cells[literals + 2] = nextSide;
          cells[literals + 3] = nextValue;
          cells[next] = falseSide;
          cells[next + 1] = falseValue;
          this.#watch(clause, nextSide, nextValue, otherSide, otherValue);
          moved = true;
          break;
        }
      }
      if (moved) continue;
      watches[kept] = turnsAt;
      watches[kept + 1] = clause;
      watches[kept + 2] = otherSide;
      watches[kept + 3] = otherValue;
      kept += watchLength;
      if (!trail.raise(otherSide, otherValue, Reason.clause, clause, 0)) fine = false;
    }
    this.#watchCount[side] = kept / watchLength;
    return fine;
  }

  /**
   * Forgets half of the clauses over many levels, those not used for longest, and all that hold at the root. Only at the
   * root: no entry may have a clause as its reason.
   */
  reduce(): void {
    const { cells } = this;
    const bound = this.#trail.bound;
    const stamps: number[] = [];
    for (let clause = 0; clause < this.#used; clause += headerLength + 2 * cells[clause])
      if (cells[clause + 1] > fewLevels) stamps.push(cells[clause + 2]);
    stamps.sort((a, b) => a - b);
    const oldest = stamps.length === 0 ? 0 : stamps[stamps.length >> 1];
    this.#watchCount.fill(0);
    const end = this.#used;
    let to = 0;
    this.count = 0;
    for (let clause = 0; clause < end; ) {
      const size = cells[clause];
      const next = clause + headerLength + 2 * size;
      let keep = cells[clause + 1] <= fewLevels || cells[clause + 2] >= oldest;
      for (let at = clause + headerLength; at < next && keep; at += 2)
        if (bound[cells[at]] >= cells[at + 1]) keep = false;
      if (keep) {
        const start = to;
        const levels = cells[clause + 1];
        const stamp = cells[clause + 2];
        to += headerLength;
        for (let at = clause + headerLength; at < next; at += 2) {
          if (bound[cells[at] ^ 1] >= 1 - cells[at + 1]) continue;
          cells[to++] = cells[at];
          cells[to++] = cells[at + 1];
        }
        cells[start] = (to - start - headerLength) / 2;
        cells[start + 1] = levels;
        cells[start + 2] = stamp;
        const a = start + headerLength;
        this.#watch(start, cells[a], cells[a + 1], cells[a + 2], cells[a + 3]);
        this.#watch(start, cells[a + 2], cells[a + 3], cells[a], cells[a + 1]);
        this.count++;
      }
      clause = next;
    }
    this.#used = to;
  }

  /** Calls back with every literal of every clause. */
  forEachLiteral(visit: (side: number, value: number) => void): void {
    const { cells } = this;
    for (let clause = 0; clause < this.#used; ) {
      const next = clause + headerLength + 2 * cells[clause];
      for (let at = clause + headerLength; at < next; at += 2) visit(cells[at], cells[at + 1]);
      clause = next;
    }
  }

  #watch(clause: number, side: number, value: number, otherSide: number, otherValue: number): void {
    const by = side ^ 1;
    const at = this.#watchCount[by]++ * watchLength;
    if (at === this.#watches[by].length) {
      const grown = new Int32Array(2 * at);
      grown.set(this.#watches[by]);
      this.#watches[by] = grown;
    }
    const watches = this.#watches[by];
    watches[at] = 1 - value;
    watches[at + 1] = clause;
    watches[at + 2] = otherSide;
    watches[at + 3] = otherValue;
  }
}

/**
 * What a conflict teaches: the atoms that led to it, followed back through their reasons until one single atom of the
 * current level is left (the first unique implication point). Not all of these atoms can hold at once, ever.
 *
 * An atom may ask for less than its entry says, and reasons are given for just as much as is asked, so that what is
 * learned is as general as the reasons allow.
 *
 * @see Marques-Silva and Sakallah (1999), IEEE Transactions on Computers 48:506-521; Soerensson and Biere (2009), SAT,
 *   LNCS 5584:237-243, on atoms that the others imply.
 */
import { AtomList } from './atom-list.ts';
import type { Clauses } from './clauses.ts';
import type { Precedences } from './precedences.ts';
import type { TimeTable } from './time-table.ts';
import { Reason, type Trail } from './trail.ts';

/** How deep it is followed whether an atom is implied by others. */
const mostDepth = 12;

export class Analysis {
  /** The learned clause: its first literal is the one to assert, its second the last of the others to turn false. */
  sides: number[] = [];
  values: number[] = [];
  /** Decision levels the clause was learned over. */
  levels = 0;
  /** Atoms met on the way, for the activities of the branching. */
  readonly met = new AtomList();
  readonly #trail: Trail;
  readonly #precedences: Precedences;
  readonly #clauses: Clauses;
  readonly #tables: readonly TimeTable[];
  /** By side: value asked for and the entry that gave it; -2 where nothing is asked. */
  readonly #asked: Int32Array;
  readonly #entry: Int32Array;
  readonly #lists: AtomList[] = Array.from({ length: mostDepth + 2 }, () => new AtomList());
  readonly #levelSeen: number[] = [];
  #stamp = 0;
  #open = 0;

  constructor(trail: Trail, precedences: Precedences, clauses: Clauses, tables: readonly TimeTable[]) {
    this.#trail = trail;
    this.#precedences = precedences;
    this.#clauses = clauses;
    this.#tables = tables;
    this.#asked = new Int32Array(trail.bound.length);
    this.#entry = new Int32Array(trail.bound.length).fill(-2);
  }

  /** Learns from the trail's failure; the level must not be 0. @returns the level to go back to. */
  learn(): number {
    const trail = this.#trail;
    const reason = this.#lists[0];
    this.met.count = 0;
    this.#open = 0;
    const asking: number[] = [];
    reason.count = 0;
    if (trail.failedKind === Reason.circle) this.#precedences.explainCircle(reason);
    else {
      // Only as much of the failed atom is needed as goes beyond the other side.
      const { failedKind, failedFirst, failedSecond, failedSide } = trail;
      const other = trail.bound[failedSide ^ 1];
      this.#explain(failedKind, failedFirst, failedSecond, failedSide, 1 - other, trail.count, reason);
      reason.add(failedSide ^ 1, other);
    }
    this.#askAll(reason, asking);
    let entry = trail.count - 1;
    for (;;) {
      while (this.#entry[trail.side[entry]] !== entry) entry--;
      if (this.#open === 1) break;
      const side = trail.side[entry];
      this.#entry[side] = -2;
      this.#open--;
      reason.count = 0;
      this.#explain(trail.kind[entry], trail.first[entry], trail.second[entry], side, this.#asked[side], entry, reason);
      this.#askAll(reason, asking);
      entry--;
    }
    return this.#finish(trail.side[entry], asking);
  }

  #askAll(reason: AtomList, asking: number[]): void {
    const trail = this.#trail;
    for (let at = 0; at < reason.count; at++) {
      const side = reason.side[at];
      const value = reason.value[at];
      const before = this.#entry[side];
      if (before >= 0 && this.#asked[side] >= value) continue;
      const entry = trail.entryOf(side, value);
      if (entry < 0) continue;
      this.met.add(side, value);
      if (trail.levelOf[entry] === trail.level && !(before >= 0 && trail.levelOf[before] === trail.level)) this.#open++;
      if (before < 0) asking.push(side);
      this.#asked[side] = value;
      this.#entry[side] = entry;
    }
  }

  #finish(assertSide: number, asking: readonly number[]): number {
    const trail = this.#trail;
    for (const side of asking) {
      if (side === assertSide || this.#entry[side] < 0) continue;
      const entry = this.#entry[side];
      this.#entry[side] = -2;
      if (!this.#isImplied(entry, side, this.#asked[side], 0)) this.#entry[side] = entry;
    }
    const assertValue = this.#asked[assertSide];
    this.sides = [assertSide ^ 1];
    this.values = [1 - assertValue];
    this.#stamp++;
    this.#levelSeen[trail.level] = this.#stamp;
    this.levels = 1;
    let backTo = 0;
    for (const side of asking) {
      const entry = this.#entry[side];
      if (entry < 0) continue;
      this.#entry[side] = -2;
      if (side === assertSide) continue;
      const level = trail.levelOf[entry];
      if (this.#levelSeen[level] !== this.#stamp) {
        this.#levelSeen[level] = this.#stamp;
        this.levels++;
      }
      this.sides.push(side ^ 1);
      this.values.push(1 - this.#asked[side]);
      if (level > backTo) {
        backTo = level;
        const last = this.sides.length - 1;
        [this.sides[1], this.sides[last]] = [this.sides[last], this.sides[1]];
        [this.values[1], this.values[last]] = [this.values[last], this.values[1]];
      }
    }
    return backTo;
  }

  /** True when the atoms still asked for imply this one. */
  #isImplied(entry: number, side: number, value: number, depth: number): boolean {
    const trail = this.#trail;
    if (trail.kind[entry] === Reason.decision || depth > mostDepth) return false;
    const reason = this.#lists[depth + 1] ?? new AtomList();
    reason.count = 0;
    this.#explain(trail.kind[entry], trail.first[entry], trail.second[entry], side, value, entry, reason);
    for (let at = 0; at < reason.count; at++) {
      const reasonSide = reason.side[at];
      const reasonValue = reason.value[at];
      if (this.#entry[reasonSide] >= 0 && this.#asked[reasonSide] >= reasonValue) continue;
      const reasonEntry = trail.entryOf(reasonSide, reasonValue);
      if (reasonEntry < 0) continue;
      if (depth === mostDepth || !this.#isImplied(reasonEntry, reasonSide, reasonValue, depth + 1)) return false;
    }
    return true;
  }

  /** Atoms that were true before `entry` and make (side, value) true. */
  #explain(
    kind: number,
    first: number,
    second: number,
    side: number,
    value: number,
    entry: number,
    into: AtomList,
  ): void {
    if (kind === Reason.lag) into.add(first, value - second);
    else if (kind === Reason.order) this.#precedences.explainOrder(first, value, into);
    else if (kind === Reason.refuted) this.#precedences.explainRefuted(first, entry, into);
    else if (kind === Reason.full) this.#tables[first].explain(side, second, entry, into);
    else if (kind === Reason.clause) {
      const clauses = this.#clauses;
      clauses.touch(first);
      const size = clauses.sizeOf(first);
      // The entry's own literal is the one on its side: a clause has one literal for each side.
      for (let literal = 0; literal < size; literal++)
        if (clauses.sideOf(first, literal) !== side)
          into.add(clauses.sideOf(first, literal) ^ 1, 1 - clauses.valueOf(first, literal));
    }
  }
}

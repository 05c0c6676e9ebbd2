/**
 * What to decide next. Atoms that conflicts keep meeting go first, the way that the best schedule so far has them; where
 * none is open, the first overload of the earliest starts is relieved. Without one, the earliest starts are a schedule.
 *
 * @see Moskewicz and others (2001), Chaff, DAC 38:530-535 (activities); Schutt, Feydy, Stuckey and Wallace (2013),
 *   section 5 (starting times first, activities later).
 */
import type { AtomList } from './atom-list.ts';
import type { Clauses } from './clauses.ts';
import type { Pair } from './precedences.ts';
import type { TimeTable } from './time-table.ts';
import type { Trail } from './trail.ts';

/** How much more each conflict weighs than the one before. */
const decay = 1 / 0.95;
const mostActivity = 1e100;
/** Atoms that no clause holds are forgotten beyond this many. */
const mostAtoms = 60_000;

export class Branching {
  /** The decision chosen by `choose`. */
  side = 0;
  value = 0;
  readonly #trail: Trail;
  readonly #pairs: readonly Pair[];
  readonly #durations: Int32Array;
  /** By variable: its value in the best schedule, once there is one. */
  #wanted: Int32Array | undefined;
  /** Atoms of lower sides: (2 * variable, value). */
  #ofAtom = new Map<number, number>();
  #atomSide: number[] = [];
  #atomValue: number[] = [];
  #activity: number[] = [];
  #heapPlace: number[] = [];
  #heap: number[] = [];
  #step = 1;
  /** Atoms taken from the heap, and how many had been at the start of each level. */
  #taken: number[] = [];
  #takenAt: number[] = [];

  readonly #tables: readonly TimeTable[];
  /** Variable of a pair, by its smaller activity * activities + its larger one. */
  readonly #pairOf = new Map<number, number>();
  /** Who is at the overload looked at, and at the first one so far. */
  #crowd: number[] = [];
  #worst: number[] = [];

  constructor(trail: Trail, pairs: readonly Pair[], durations: Int32Array, tables: readonly TimeTable[]) {
    this.#trail = trail;
    this.#tables = tables;
    this.#pairs = pairs;
    this.#durations = durations;
    this.#addPairs();
  }

  get #firstPair(): number {
    return this.#trail.bound.length / 2 - this.#pairs.length;
  }

  /** Follows this schedule from now on. */
  follow(starts: Int32Array, makespan: number): void {
    const wanted = new Int32Array(this.#trail.bound.length / 2);
    wanted.set(starts);
    wanted[starts.length] = makespan;
    for (const { variable, first, second } of this.#pairs)
      wanted[variable] = starts[first] + this.#durations[first] <= starts[second] ? 1 : 0;
    this.#wanted = wanted;
  }

  /** Chooses an atom that is open. @returns false where the earliest starts are a schedule. */
  choose(byActivity: boolean): boolean {
    return (byActivity && this.#chooseByActivity()) || this.#relieve();
  }

  openLevel(): void {
    this.#takenAt.push(this.#taken.length);
  }

  backTo(level: number): void {
    if (level >= this.#takenAt.length) return;
    const count = this.#takenAt[level];
    for (let at = this.#taken.length - 1; at >= count; at--) {
      const atom = this.#taken[at];
      if (this.#heapPlace[atom] < 0) this.#insert(atom);
    }
    this.#taken.length = count;
    this.#takenAt.length = level;
  }

  /** Raises the activities of what a conflict met and taught. */
  learn(met: AtomList, sides: readonly number[], values: readonly number[]): void {
    for (let at = 0; at < met.count; at++) {
      const atom = this.#find(met.side[at], met.value[at]);
      if (atom !== undefined) this.#bump(atom);
    }
    for (let at = 0; at < sides.length; at++) this.#bump(this.#intern(sides[at], values[at]));
    this.#step *= decay;
    if (this.#step > mostActivity) {
      for (let atom = 0; atom < this.#activity.length; atom++) this.#activity[atom] /= mostActivity;
      this.#step /= mostActivity;
    }
  }

  /** Forgets atoms that no clause holds any more; only at the root. */
  reduce(clauses: Clauses): void {
    if (this.#atomSide.length < mostAtoms) return;
    const sides = this.#atomSide;
    const values = this.#atomValue;
    const activity = this.#activity;
    const keep = new Uint8Array(sides.length);
    clauses.forEachLiteral((side, value) => {
      const atom = this.#find(side, value);
      if (atom !== undefined) keep[atom] = 1;
    });
    this.#ofAtom = new Map();
    this.#atomSide = [];
    this.#atomValue = [];
    this.#activity = [];
    this.#heapPlace = [];
    this.#heap = [];
    for (let atom = 0; atom < sides.length; atom++) {
      if (keep[atom] === 0 && sides[atom] < 2 * this.#firstPair) continue;
      this.#activity[this.#intern(sides[atom], values[atom], activity[atom])] = activity[atom];
    }
  }

  #addPairs(): void {
    for (const { variable, first, second } of this.#pairs) {
      this.#intern(2 * variable, 1);
      this.#pairOf.set(first * this.#durations.length + second, variable);
    }
  }

  #chooseByActivity(): boolean {
    const trail = this.#trail;
    while (this.#heap.length > 0) {
      const atom = this.#pop();
      this.#taken.push(atom);
      const side = this.#atomSide[atom];
      const value = this.#atomValue[atom];
      if (trail.isTrue(side, value) || trail.isFalse(side, value)) continue;
      // The decision's atom is open again as soon as its level is left.
      this.#taken.pop();
      this.#insert(atom);
      const upward = this.#prefers(side, value);
      this.side = upward ? side : side ^ 1;
      this.value = upward ? value : 1 - value;
      return true;
    }
    return false;
  }

  /** Whether the atom should hold rather than its opposite. */
  #prefers(side: number, value: number): boolean {
    const variable = side >> 1;
    if (this.#wanted !== undefined) return this.#wanted[variable] >= value;
    if (variable < this.#firstPair) return false;
    const { first, second } = this.#pairs[variable - this.#firstPair];
    const bound = this.#trail.bound;
    return bound[2 * first] - bound[2 * first + 1] <= bound[2 * second] - bound[2 * second + 1];
  }

  /**
   * Where the earliest starts overload a resource first, one of the crowd gives way to the one that ends first: the one
   * that the best schedule starts last, or the one that can wait longest.
   */
  #relieve(): boolean {
    const bound = this.#trail.bound;
    let earliest = Infinity;
    for (const table of this.#tables) {
      const moment = table.firstOverload(this.#crowd);
      if (moment >= earliest) continue;
      earliest = moment;
      [this.#crowd, this.#worst] = [this.#worst, this.#crowd];
    }
    if (earliest === Infinity) return false;
    const crowd = this.#worst;
    let leader = crowd[0];
    for (const i of crowd) if (this.#earliestEnd(i) < this.#earliestEnd(leader)) leader = i;
    const end = this.#earliestEnd(leader);
    let chosen = -1;
    let best = -Infinity;
    for (const i of crowd) {
      const latest = -bound[2 * i + 1];
      if (latest < end || i === leader) continue;
      const rank = this.#wanted === undefined ? latest : this.#wanted[i];
      if (rank > best) {
        best = rank;
        chosen = i;
      }
    }
    if (chosen < 0) {
      // None of the others can wait, so the leader does, until the first of them ends.
      let next = Infinity;
      for (const i of crowd) if (i !== leader) next = Math.min(next, this.#earliestEnd(i));
      this.side = 2 * leader;
      this.value = next;
      return true;
    }
    const pair = this.#pairOf.get(Math.min(leader, chosen) * this.#durations.length + Math.max(leader, chosen));
    if (pair !== undefined && bound[2 * pair] === 0 && bound[2 * pair + 1] === -1) {
      this.side = leader < chosen ? 2 * pair : 2 * pair + 1;
      this.value = leader < chosen ? 1 : 0;
      return true;
    }
    this.side = 2 * chosen;
    this.value = end;
    return true;
  }

  #earliestEnd(activity: number): number {
    return this.#trail.bound[2 * activity] + this.#durations[activity];
  }

  #key(side: number, value: number): number {
    return (side >> 1) * 2 ** 31 + ((side & 1) === 0 ? value : 1 - value);
  }

  #find(side: number, value: number): number | undefined {
    return this.#ofAtom.get(this.#key(side, value));
  }

  #intern(side: number, value: number, activity = 0): number {
    const key = this.#key(side, value);
    const known = this.#ofAtom.get(key);
    if (known !== undefined) return known;
    const atom = this.#atomSide.length;
    this.#ofAtom.set(key, atom);
    this.#atomSide.push(side & ~1);
    this.#atomValue.push((side & 1) === 0 ? value : 1 - value);
    this.#activity.push(activity);
    this.#heapPlace.push(-1);
    this.#insert(atom);
    return atom;
  }

  #bump(atom: number): void {
    this.#activity[atom] += this.#step;
    if (this.#heapPlace[atom] >= 0) this.#siftUp(this.#heapPlace[atom]);
  }

  #insert(atom: number): void {
    this.#heap.push(atom);
    this.#heapPlace[atom] = this.#heap.length - 1;
    this.#siftUp(this.#heap.length - 1);
  }

  #pop(): number {
    const top = this.#heap[0];
    const last = this.#heap.pop()!;
    this.#heapPlace[top] = -1;
    if (last !== top) {
      this.#heap[0] = last;
      this.#heapPlace[last] = 0;
      this.#siftDown();
    }
    return top;
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    const atom = heap[from];
    const own = this.#activity[atom];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#activity[heap[parent]] >= own) break;
      heap[at] = heap[parent];
      this.#heapPlace[heap[at]] = at;
      at = parent;
    }
    heap[at] = atom;
    this.#heapPlace[atom] = at;
  }

  #siftDown(): void {
    const heap = this.#heap;
    const atom = heap[0];
    const own = this.#activity[atom];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#activity[heap[child + 1]] > this.#activity[heap[child]]) child++;
      if (this.#activity[heap[child]] <= own) break;
      heap[at] = heap[child];
      this.#heapPlace[heap[at]] = at;
      at = child;
    }
    heap[at] = atom;
    this.#heapPlace[atom] = at;
  }
}

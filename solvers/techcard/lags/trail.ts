/**
 * The bounds of all variables and the order in which they came about.
 *
 * Variable x has two sides: 2x holds its lower bound, 2x + 1 its upper bound negated, so that both only ever grow. An atom
 * is a side with a value, "this side is at least this value"; its opposite is (side ^ 1, 1 - value). Every growth is an
 * entry with its reason, and a conflict is read back through the entries (analysis.ts).
 *
 * @see Schutt, Feydy, Stuckey and Wallace (2013), Journal of Scheduling 16:273-289; Stuckey (2010), CPAIOR, LNCS
 *   6140:5-9, on lazy clause generation; atoms without Boolean variables as in Nieuwenhuis and others (2014), IntSat.
 */

/** Why an entry is there; `first` and `second` of the entry say the rest. */
export const Reason = {
  /** Chosen by the search, or given with the problem. */
  decision: 0,
  /** A lag: from side `first`, with weight `second`. */
  lag: 1,
  /** An order of two activities that has been settled: edge `first`. */
  order: 2,
  /** An order that has no room any more: edge `first`. */
  refuted: 3,
  /** The last open literal of clause `first`. */
  clause: 4,
  /** Resource `first` is full at time `second`. */
  full: 5,
  /** Failures only: a circle of lags and settled orders that is too long. */
  circle: 6,
} as const;

export class Trail {
  readonly bound: Int32Array;
  /** Last entry by side; -1 while the bound is as at the root. */
  readonly latest: Int32Array;
  count = 0;
  level = 0;
  side: Int32Array = new Int32Array(1024);
  value: Int32Array = new Int32Array(1024);
  /** The side's bound before the entry, and the entry that made it. */
  former: Int32Array = new Int32Array(1024);
  previous: Int32Array = new Int32Array(1024);
  levelOf: Int32Array = new Int32Array(1024);
  kind: Int32Array = new Int32Array(1024);
  first: Int32Array = new Int32Array(1024);
  second: Int32Array = new Int32Array(1024);
  /** The atom that could not be added, with its reason. */
  failedSide = 0;
  failedValue = 0;
  failedKind = 0;
  failedFirst = 0;
  failedSecond = 0;
  readonly #begins: number[] = [];

  constructor(variables: number) {
    this.bound = new Int32Array(2 * variables);
    this.latest = new Int32Array(2 * variables).fill(-1);
  }

  isTrue(side: number, value: number): boolean {
    return this.bound[side] >= value;
  }

  isFalse(side: number, value: number): boolean {
    return this.bound[side ^ 1] >= 1 - value;
  }

  /** Raises a side to at least `value`. @returns false where the other side forbids it: then the failure is noted. */
  raise(side: number, value: number, kind: number, first: number, second: number): boolean {
    const now = this.bound[side];
    if (now >= value) return true;
    if (this.bound[side ^ 1] >= 1 - value) {
      this.failedSide = side;
      this.failedValue = value;
      this.failedKind = kind;
      this.failedFirst = first;
      this.failedSecond = second;
      return false;
    }
    const entry = this.count;
    if (entry === this.side.length) this.#grow();
    this.side[entry] = side;
    this.value[entry] = value;
    this.former[entry] = now;
    this.previous[entry] = this.latest[side];
    this.levelOf[entry] = this.level;
    this.kind[entry] = kind;
    this.first[entry] = first;
    this.second[entry] = second;
    this.latest[side] = entry;
    this.bound[side] = value;
    this.count = entry + 1;
    return true;
  }

  /** The entry that first made an atom true; -1 where it holds at the root. The atom must be true. */
  entryOf(side: number, value: number): number {
    let entry = this.latest[side];
    while (entry >= 0 && this.former[entry] >= value) entry = this.previous[entry];
    return entry;
  }

  /** Bound of a side just before an entry was added. */
  boundBefore(side: number, entry: number): number {
    let at = this.latest[side];
    if (at < entry) return this.bound[side];
    while (this.previous[at] >= entry) at = this.previous[at];
    return this.former[at];
  }

  openLevel(): void {
    this.#begins.push(this.count);
    this.level++;
  }

  backTo(level: number): void {
    if (level >= this.level) return;
    const end = this.#begins[level];
    for (let entry = this.count - 1; entry >= end; entry--) {
      const side = this.side[entry];
      this.bound[side] = this.former[entry];
      this.latest[side] = this.previous[entry];
    }
    this.count = end;
    this.#begins.length = level;
    this.level = level;
  }

  /** Makes the bounds of level 0 those of the root: they need no reason any more. */
  settleRoot(): void {
    for (let entry = 0; entry < this.count; entry++) this.latest[this.side[entry]] = -1;
    this.count = 0;
  }

  #grow(): void {
    const twice = (old: Int32Array): Int32Array => {
      const grown = new Int32Array(2 * old.length);
      grown.set(old);
      return grown;
    };
    this.side = twice(this.side);
    this.value = twice(this.value);
    this.former = twice(this.former);
    this.previous = twice(this.previous);
    this.levelOf = twice(this.levelOf);
    this.kind = twice(this.kind);
    this.first = twice(this.first);
    this.second = twice(this.second);
  }
}

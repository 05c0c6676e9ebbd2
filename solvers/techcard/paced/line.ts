/**
 * A line as the local search sees it: its entries in order, its end, and what each change of it would cost.
 *
 * Takt q holds entry q - s on station s. Where no job has a release or due date (`isAdditive`), an insertion changes the takts
 * that hold entries from both sides of it only. For each place the longest work beside the job that would be put there is
 * kept, takt by takt, so that a look at a place costs one comparison for each station. Otherwise the takts from the
 * change on are run again.
 */
import type { PacedInstance } from './problem.ts';

export function isAdditive({ isAvailable, isMakespanOnly }: PacedInstance): boolean {
  return isAvailable && isMakespanOnly;
}

export class Line {
  readonly #instance: PacedInstance;
  readonly #isAdditive: boolean;
  readonly #margin: number;
  /** Entries at [margin, margin + length); empty takts around them, so that windows need no tests at the borders. */
  readonly #entries: Int32Array;
  /** Length of each takt, 0 after the last one. */
  readonly #takts: Int32Array;
  /** Additive lines: longest work beside an entry put in at p, in takt p + k, at [p * stations + k]. */
  readonly #besideNew: Int32Array;
  /** The same beside the entry that is at p. */
  readonly #besideOld: Int32Array;
  /** Other lines: start of each takt, and the tardiness of all jobs that left before it. */
  readonly #startOf: Int32Array;
  readonly #tardinessBefore: Float64Array;
  length = 0;
  /** End of the last takt. */
  end = 0;
  tardiness = 0;

  /** @param most - entries at most, empty takts among them. */
  constructor(instance: PacedInstance, most: number) {
    const { stations } = instance;
    this.#instance = instance;
    this.#isAdditive = isAdditive(instance);
    this.#margin = stations - 1;
    this.#entries = new Int32Array(most + 2 * this.#margin + 1).fill(instance.empty);
    this.#takts = new Int32Array(most + 2 * stations + 1);
    this.#besideNew = new Int32Array(this.#isAdditive ? (most + 2) * stations : 0);
    this.#besideOld = new Int32Array(this.#isAdditive ? (most + 2) * stations : 0);
    this.#startOf = new Int32Array(most + stations + 1);
    this.#tardinessBefore = new Float64Array(most + stations + 1);
  }

  get isFull(): boolean {
    return this.length + 2 * this.#margin + 1 >= this.#entries.length;
  }

  at(position: number): number {
    return this.#entries[this.#margin + position];
  }

  toEntries(): Int32Array {
    return this.#entries.slice(this.#margin, this.#margin + this.length);
  }

  load(entries: ArrayLike<number>): void {
    this.#entries.fill(this.#instance.empty);
    this.#entries.set(entries, this.#margin);
    this.length = entries.length;
    this.#takts.fill(0);
    this.end = 0;
    if (this.#isAdditive) this.#update(0, this.length);
    else this.#run(0);
  }

  insert(position: number, job: number): void {
    const { stations } = this.#instance;
    const place = this.#margin + position;
    this.#entries.copyWithin(place + 1, place, this.#margin + this.length);
    this.#entries[place] = job;
    this.length++;
    if (!this.#isAdditive) {
      this.#run(position);
      return;
    }
    this.#takts.copyWithin(position + 1, position, this.length + stations - 2);
    this.#takts[position] = 0;
    this.#besideNew.copyWithin((position + 1) * stations, position * stations, this.length * stations);
    this.#besideOld.copyWithin((position + 1) * stations, position * stations, this.length * stations);
    this.#update(position, position);
  }

  remove(position: number): number {
    const { stations, empty } = this.#instance;
    const place = this.#margin + position;
    const job = this.#entries[place];
    this.#entries.copyWithin(place, place + 1, this.#margin + this.length);
    this.length--;
    this.#entries[this.#margin + this.length] = empty;
    if (!this.#isAdditive) {
      this.#run(position);
      return job;
    }
    const past = this.length + stations;
    this.end -= this.#takts[position];
    this.#takts.copyWithin(position, position + 1, past);
    this.#takts[past - 1] = 0;
    this.#besideNew.copyWithin(position * stations, (position + 1) * stations, (this.length + 2) * stations);
    this.#besideOld.copyWithin(position * stations, (position + 1) * stations, (this.length + 2) * stations);
    this.#update(position, position);
    return job;
  }

  replace(position: number, job: number): void {
    this.#entries[this.#margin + position] = job;
    if (this.#isAdditive) this.#update(position, position);
    else this.#run(position);
  }

  /** Puts the entry at `position` behind the next one. */
  moveRight(position: number): void {
    const place = this.#margin + position;
    const job = this.#entries[place];
    this.#entries[place] = this.#entries[place + 1];
    this.#entries[place + 1] = job;
    if (this.#isAdditive) this.#update(position, position + 1);
    else this.#run(position);
  }

  /** How much later an additive line ends with `job` put in before the entry at `position`. */
  insertionDelta(position: number, job: number): number {
    const { stations, work } = this.#instance;
    const beside = this.#besideNew;
    const takts = this.#takts;
    const last = stations - 1;
    const from = position * stations;
    const own = job * stations;
    let delta = 0;
    for (let k = 0; k < last; k++) delta += Math.max(beside[from + k], work[own + k]) - takts[position + k];
    return delta + Math.max(beside[from + last], work[own + last]);
  }

  /** How much later an additive line ends with `job` in the place of the entry at `position`. */
  replacementDelta(position: number, job: number): number {
    const { stations, work } = this.#instance;
    const beside = this.#besideOld;
    const takts = this.#takts;
    const from = position * stations;
    const own = job * stations;
    let delta = 0;
    for (let k = 0; k < stations; k++) delta += Math.max(beside[from + k], work[own + k]) - takts[position + k];
    return delta;
  }

  /** Computes anew what entries [first, last] have a part in; `end` follows the takts. */
  #update(first: number, last: number): void {
    const { stations } = this.#instance;
    for (let takt = first; takt < last + stations; takt++) {
      const lasts = takt < this.length + stations - 1 ? this.#longest(takt) : 0;
      this.end += lasts - this.#takts[takt];
      this.#takts[takt] = lasts;
    }
    const until = Math.min(this.length, last + stations);
    for (let position = Math.max(0, first - stations); position <= until; position++) this.#lookBeside(position);
  }

  #lookBeside(position: number): void {
    const { stations, work } = this.#instance;
    const entries = this.#entries;
    const place = this.#margin + position;
    for (let k = 0; k < stations; k++) {
      let before = 0;
      for (let s = k + 1; s < stations; s++) {
        const lasts = work[entries[place + k - s] * stations + s];
        if (lasts > before) before = lasts;
      }
      let ifNew = before;
      let ifOld = before;
      for (let s = 0; s < k; s++) {
        const shifted = work[entries[place + k - s - 1] * stations + s];
        if (shifted > ifNew) ifNew = shifted;
        const lasts = position < this.length ? work[entries[place + k - s] * stations + s] : 0;
        if (lasts > ifOld) ifOld = lasts;
      }
      this.#besideNew[position * stations + k] = ifNew;
      this.#besideOld[position * stations + k] = ifOld;
    }
  }

  /** Runs the takts from `from` on; those before it are as they were. */
  #run(from: number): void {
    const { stations, releases, dues, weights } = this.#instance;
    const takts = this.length === 0 ? 0 : this.length + stations - 1;
    let clock = from === 0 ? 0 : this.#startOf[from - 1] + this.#takts[from - 1];
    let tardiness = from === 0 ? 0 : this.#tardinessBefore[from];
    for (let takt = from; takt < takts; takt++) {
      this.#tardinessBefore[takt] = tardiness;
      if (takt < this.length) clock = Math.max(clock, releases[this.at(takt)]);
      this.#startOf[takt] = clock;
      this.#takts[takt] = this.#longest(takt);
      clock += this.#takts[takt];
      const leaving = takt - stations + 1;
      if (leaving < 0) continue;
      const job = this.at(leaving);
      if (clock > dues[job]) tardiness += weights[job] * (clock - dues[job]);
    }
    this.#tardinessBefore[takts] = tardiness;
    this.end = clock;
    this.tardiness = tardiness;
  }

  #longest(takt: number): number {
    const { stations, work } = this.#instance;
    const place = this.#margin + takt;
    let longest = 0;
    for (let s = 0; s < stations; s++) {
      const lasts = work[this.#entries[place - s] * stations + s];
      if (lasts > longest) longest = lasts;
    }
    return longest;
  }
}

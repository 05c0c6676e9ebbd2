/**
 * What is given for later on a machine or an oven, and the room before it.
 *
 * Work that is planned goes before the next fact if it ends by then and leaves the time for set-up and heating that the fact
 * needs after it; else behind that fact, and so on. Once it is, the facts before it are passed and the room is gone.
 */
import type { Changeover } from './changeover.ts';
import type { Use } from './model.ts';

/** Facts that start together: one, or a batch. */
export interface Reservation {
  readonly uses: Use[];
  readonly start: number;
  end: number;
  /** Sum of the amounts. */
  load: number;
  /** Whether all take as long, in one state: another operation may join. */
  isOpen: boolean;
}

export class Reservations {
  readonly #changeover: Changeover;
  /** Places for operations that start with a fact; 0: none may. */
  readonly #capacity: number;
  readonly #onPass: (reservation: Reservation) => void;
  readonly #all: Reservation[] = [];
  #next = 0;

  constructor(changeover: Changeover, capacity = 0, onPass: (reservation: Reservation) => void = () => {}) {
    this.#changeover = changeover;
    this.#capacity = capacity;
    this.#onPass = onPass;
  }

  get isEmpty(): boolean {
    return this.#next === this.#all.length;
  }

  clear(): void {
    this.#all.length = 0;
    this.#next = 0;
  }

  /** In order of start. */
  add(use: Use, start: number, end: number): true {
    const isOpen = end - start === use.duration;
    const last = this.#all.at(-1);
    if (this.#capacity === 0 || last === undefined || last.start !== start) {
      this.#all.push({ uses: [use], start, end, load: use.amount, isOpen });
      return true;
    }
    last.isOpen &&= isOpen && isAlike(last.uses[0], use);
    last.end = Math.max(last.end, end);
    last.load += use.amount;
    last.uses.push(use);
    return true;
  }

  /** @returns the earliest moment from `time` on for work of so many seconds, between the facts or with one of them. */
  earliest(use: Use, time: number, seconds: number): number {
    const changeover = this.#changeover;
    const before = changeover.snapshot();
    let at: number;
    for (let k = this.#next; ; k += 1) {
      at = changeover.earliest(use.state, time);
      if (k === this.#all.length || this.#fitsBefore(k, use, at, at + seconds)) break;
      const fact = this.#all[k];
      const late = fact.start - seconds - changeover.keepWarmSeconds;
      if (
        late > at &&
        changeover.earliest(use.state, late) === late &&
        this.#fitsBefore(k, use, late, late + seconds)
      ) {
        at = late;
        break;
      }
      if (this.#joins(use, time, fact)) {
        at = fact.start;
        break;
      }
      changeover.begin(fact.uses[0], fact.start);
      changeover.end(fact.end);
    }
    changeover.restore(before);
    return at;
  }

  #joins(use: Use, time: number, { isOpen, start, load, uses }: Reservation): boolean {
    return isOpen && time <= start && load + use.amount <= this.#capacity && isAlike(uses[0], use);
  }

  /** Facts without a state leave the one that was: the set-up to the next state is then looked at too. */
  #fitsBefore(k: number, use: Use, start: number, end: number): boolean {
    if (end > this.#all[k].start) return false;
    const changeover = this.#changeover;
    const before = changeover.snapshot();
    changeover.begin(use, start);
    changeover.end(end);
    let fits = true;
    for (let at = k; fits && at < this.#all.length; at += 1) {
      const fact = this.#all[at];
      const [first] = fact.uses;
      fits = changeover.earliest(first.state, fact.start) <= fact.start;
      if (first.state >= 0) break;
      changeover.begin(first, fact.start);
      changeover.end(fact.end);
    }
    changeover.restore(before);
    return fits;
  }

  /** Facts that start by `time` come before what is planned next. @returns seconds of their set-ups. */
  passUntil(time: number): number {
    let setupSeconds = 0;
    for (; this.#next < this.#all.length && this.#all[this.#next].start <= time; this.#next += 1) {
      const fact = this.#all[this.#next];
      setupSeconds += this.#changeover.begin(fact.uses[0], fact.start);
      this.#changeover.end(fact.end);
      this.#onPass(fact);
    }
    return setupSeconds;
  }
}

function isAlike(one: Use, other: Use): boolean {
  return one.state === other.state && one.duration === other.duration && !other.pausable;
}

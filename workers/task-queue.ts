/** Tasks waiting for a thread: those whose child died first, then by rank: priority, and how long they have waited. */
import { queueRank } from '../models/queue-order.ts';

export interface Waiting {
  /** 0 to 9, 9 first. */
  readonly priority: number;
}

/** Milliseconds since 1970, by a clock that nobody sets: ranks of one queue must not go back. */
const steadyNow = () => performance.timeOrigin + performance.now();

export class TaskQueue<Entry extends Waiting> {
  /** In order of loss. */
  readonly #lost: Entry[] = [];
  /** The highest rank first; of the same rank, the first to come. */
  readonly #ranked: { readonly entry: Entry; readonly rank: number }[] = [];
  readonly #now: () => number;

  /** @param now - in milliseconds since 1970. */
  constructor(now: () => number = steadyNow) {
    this.#now = now;
  }

  get length(): number {
    return this.#lost.length + this.#ranked.length;
  }

  /** It takes its place as of now: tasks are added when they are accepted. */
  add(entry: Entry): void {
    const rank = queueRank(entry.priority, this.#now());
    const before = this.#ranked.findLastIndex((other) => other.rank >= rank);
    this.#ranked.splice(before + 1, 0, { entry, rank });
  }

  /** Before all but lost ones: its attempt was lost, and its budget may be running. */
  addLost(entry: Entry): void {
    this.#lost.push(entry);
  }

  /** @returns the first of those that may go. */
  first(mayGo: (entry: Entry) => boolean = () => true): Entry | undefined {
    return this.#lost.find(mayGo) ?? this.#ranked.find(({ entry }) => mayGo(entry))?.entry;
  }

  /** @returns whether it was there. */
  remove(entry: Entry): boolean {
    const lostAt = this.#lost.indexOf(entry);
    if (lostAt >= 0) return this.#lost.splice(lostAt, 1).length > 0;
    const at = this.#ranked.findIndex((other) => other.entry === entry);
    return at >= 0 && this.#ranked.splice(at, 1).length > 0;
  }

  /** All entries, in order. */
  all(): Entry[] {
    return [...this.#lost, ...this.#ranked.map(({ entry }) => entry)];
  }
}

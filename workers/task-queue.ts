/** Tasks waiting for a thread: those whose child died first, then by priority, then in order of arrival. */
export interface Waiting {
  /** 0 to 9, 9 first. */
  readonly priority: number;
}

const lostFirst = 10;

export class TaskQueue<Entry extends Waiting> {
  readonly #lanes: Entry[][] = Array.from({ length: lostFirst + 1 }, () => []);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(entry: Entry): void {
    this.#lanes[entry.priority].push(entry);
    this.#length++;
  }

  /** Before all but lost ones: its attempt was lost, and its budget may be running. */
  addLost(entry: Entry): void {
    this.#lanes[lostFirst].push(entry);
    this.#length++;
  }

  /** Before all others. */
  addFirst(entry: Entry): void {
    this.#lanes[lostFirst].unshift(entry);
    this.#length++;
  }

  /** @returns the first of those that may go. */
  first(mayGo: (entry: Entry) => boolean = () => true): Entry | undefined {
    for (const lane of this.#lanes.toReversed()) {
      const entry = lane.find(mayGo);
      if (entry) return entry;
    }
    return undefined;
  }

  /** @returns whether it was there. */
  remove(entry: Entry): boolean {
    for (const lane of this.#lanes) {
      const at = lane.indexOf(entry);
      if (at < 0) continue;
      lane.splice(at, 1);
      this.#length--;
      return true;
    }
    return false;
  }

  /** Empties the queue. */
  takeAll(): Entry[] {
    const all = this.#lanes.toReversed().flat();
    for (const lane of this.#lanes) lane.length = 0;
    this.#length = 0;
    return all;
  }
}

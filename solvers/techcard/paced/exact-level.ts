/** The states of one level of the exact search: partial plans with equally many jobs, those that another replaces left out. */

/** States of a group looked at for a replacement; a longer look costs more than it drops. */
const mostCompared = 400;

export class Level {
  /** By group: jobs to come, line and flag in one number, and its first state. */
  readonly keys: number[] = [];
  readonly heads: number[] = [];
  readonly #groupOf = new Map<number, number>();
  readonly #depth: number;
  /** By state. */
  clock = new Int32Array(64);
  /** Ranks of the least lengths of the next takts. */
  profile: Int32Array;
  /** Next state of the same group, -1 at the end. */
  links = new Int32Array(64);
  bound = new Int32Array(64);
  /** While the level is made: the node before; afterwards its own node. */
  node = new Int32Array(64);
  move = new Int32Array(64);
  #used = 0;
  /** A place of `#used` that is free again, -1 where none; they are linked by `links`. */
  #free = -1;
  size = 0;

  readonly #mayTrade: boolean;

  /** @param mayTrade - no release is to come: an earlier clock makes up for a longer profile; a wait would undo that. */
  constructor(stations: number, mayTrade: boolean) {
    this.#depth = stations - 1;
    this.#mayTrade = mayTrade;
    this.profile = new Int32Array(64 * this.#depth);
  }

  get groups(): number {
    return this.keys.length;
  }

  group(key: number): number {
    const known = this.#groupOf.get(key);
    if (known !== undefined) return known;
    this.#groupOf.set(key, this.keys.length);
    this.keys.push(key);
    this.heads.push(-1);
    return this.keys.length - 1;
  }

  /** Adds a state unless one of its group replaces it, and drops those that it replaces. */
  add(
    group: number,
    clock: number,
    profile: Int32Array,
    values: Int32Array,
    bound: number,
    node: number,
    move: number,
  ): void {
    const depth = this.#depth;
    let before = -1;
    let compared = 0;
    for (let state = this.heads[group]; state >= 0 && compared < mostCompared; compared++) {
      const next = this.links[state];
      let ahead = 0;
      let behind = 0;
      for (let k = 0, at = state * depth; k < depth; k++, at++) {
        const longer = values[this.profile[at]] - values[profile[k]];
        if (longer > 0) behind += longer;
        else ahead -= longer;
      }
      if (this.clock[state] + behind <= clock && (behind === 0 || this.#mayTrade)) return;
      if (clock + ahead <= this.clock[state] && (ahead === 0 || this.#mayTrade)) {
        if (before < 0) this.heads[group] = next;
        else this.links[before] = next;
        this.links[state] = this.#free;
        this.#free = state;
        this.size--;
      } else before = state;
      state = next;
    }
    const state = this.#take();
    this.clock[state] = clock;
    for (let k = 0; k < depth; k++) this.profile[state * depth + k] = profile[k];
    this.bound[state] = bound;
    this.node[state] = node;
    this.move[state] = move;
    this.links[state] = this.heads[group];
    this.heads[group] = state;
    this.size++;
  }

  #take(): number {
    if (this.#free >= 0) {
      const state = this.#free;
      this.#free = this.links[state];
      return state;
    }
    if (this.#used === this.clock.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const grown = (values: Int32Array) => {
      const larger = new Int32Array(values.length * 2);
      larger.set(values);
      return larger;
    };
    this.clock = grown(this.clock);
    this.profile = grown(this.profile);
    this.links = grown(this.links);
    this.bound = grown(this.bound);
    this.node = grown(this.node);
    this.move = grown(this.move);
  }

  /**
   * Keeps the `width` states of the least bounds, ties as they come.
   * @returns least bound of a dropped state, Infinity where all stay.
   */
  narrow(width: number): number {
    if (this.size <= width) return Infinity;
    const bounds = new Int32Array(this.size);
    let count = 0;
    for (const head of this.heads)
      for (let state = head; state >= 0; state = this.links[state]) bounds[count++] = this.bound[state];
    bounds.sort();
    const border = bounds[width];
    let atBorder = width - lowerIndex(bounds, border);
    for (let group = 0; group < this.groups; group++) {
      let before = -1;
      for (let state = this.heads[group]; state >= 0; ) {
        const next = this.links[state];
        const isKept = this.bound[state] < border || (this.bound[state] === border && atBorder-- > 0);
        if (isKept) before = state;
        else {
          if (before < 0) this.heads[group] = next;
          else this.links[before] = next;
          this.links[state] = this.#free;
          this.#free = state;
        }
        state = next;
      }
    }
    this.size = width;
    return border;
  }
}

/** Index of the first value that is at least the wanted one. */
function lowerIndex(sorted: Int32Array, wanted: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

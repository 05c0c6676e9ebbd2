/**
 * What holds an operation of a schedule up: the predecessor in its piece, or the operation that had its resource before.
 * The chain of such causes behind an end that costs is where an order is worth changing.
 */
import type { Instance, Schedule } from '../instance.ts';

/** `later` starts where it does because `earlier` holds one of its resources until then. */
export interface Held {
  readonly earlier: number;
  readonly later: number;
}

/** Steps back along a chain. */
const longestChain = 60;

export class Chains {
  readonly #instance: Instance;
  /** Resources whose work comes one after another; stocks and lines have laws of their own. */
  readonly #orders: Uint8Array;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#orders = Uint8Array.from(instance.resources, ({ type }) =>
      type === 'reservoir' || type === 'paced-line' ? 0 : 1,
    );
  }

  /** Pairs that wait for a resource, from `last` back. @param list - operations in order of start. */
  behind(last: number, list: Int32Array, places: Int32Array, schedule: Schedule): Held[] {
    const pairs: Held[] = [];
    let operation = last;
    for (let step = 0; step < longestChain; step += 1) {
      const predecessor = this.#predecessor(operation, schedule);
      const holder = this.holderBefore(operation, list, places, schedule);
      if (holder >= 0) pairs.push({ earlier: holder, later: operation });
      const byPiece = predecessor < 0 ? -1 : schedule.ends[predecessor];
      const next = holder >= 0 && schedule.ends[holder] > byPiece ? holder : predecessor;
      if (next < 0) break;
      if (next === predecessor && holder >= 0) pairs.pop();
      operation = next;
    }
    return pairs;
  }

  /** Predecessor of the piece that ends last. */
  #predecessor(operation: number, { ends }: Schedule): number {
    const { lags, lagsTo } = this.#instance;
    let last = -1;
    for (let at = lagsTo.from[operation]; at < lagsTo.from[operation + 1]; at += 1) {
      const lag = lagsTo.items[at];
      const from = lags.from[lag];
      if (lags.greatest[lag] === 0 && (last < 0 || ends[from] > ends[last])) last = from;
    }
    return last;
  }

  /** The operation on one of its resources that ends last before it starts; -1: none. */
  holderBefore(operation: number, list: Int32Array, places: Int32Array, { starts, ends, modes }: Schedule): number {
    const { modeFrom } = this.#instance;
    const mode = modeFrom[operation] + modes[operation];
    let holder = -1;
    let seen = 0;
    for (let at = places[operation] - 1; at >= 0; at -= 1) {
      const other = list[at];
      if (ends[other] > starts[operation] || (holder >= 0 && ends[other] <= ends[holder])) continue;
      if (!this.share(mode, modeFrom[other] + modes[other])) continue;
      holder = other;
      seen += 1;
      if (seen === 3) break;
    }
    return holder;
  }

  share(mode: number, other: number): boolean {
    const { demandFrom, demandResource } = this.#instance;
    for (let one = demandFrom[mode]; one < demandFrom[mode + 1]; one += 1) {
      const resource = demandResource[one];
      if (this.#orders[resource] === 0) continue;
      for (let two = demandFrom[other]; two < demandFrom[other + 1]; two += 1)
        if (demandResource[two] === resource) return true;
    }
    return false;
  }
}

/**
 * Neighbours of a code. Where they are tried most is learned: a sort of move that has made plans better lately is drawn more
 * often (adaptive operator selection after Ropke and Pisinger 2006, "An adaptive large neighborhood search heuristic").
 *
 * The list of a code is in order of start, so that places beside each other in the list are near in time.
 */
import type { Rng } from '../../shared/rng.ts';
import { type Instance, never, type Schedule } from '../instance.ts';
import { Chains } from './chain.ts';
import type { Code } from './general.ts';

interface Sort {
  readonly propose: (code: Code, schedule: Schedule) => Code | undefined;
  weight: number;
}

/** Share of what is known that one more trial replaces; and the least weight, so that no sort is given up. */
const learning = 0.02;
const leastWeight = 0.06;

export class Moves {
  readonly #instance: Instance;
  readonly #rng: Rng;
  readonly #chains: Chains;
  readonly #movable: Int32Array;
  /** Operations with a choice of modes, and groups of those that are alike on a resource with states or batches. */
  readonly #choices: Int32Array;
  readonly #batches: readonly Int32Array[];
  readonly #states: readonly Int32Array[];
  readonly #sorts: Sort[];
  readonly #places: Int32Array;
  readonly #marked: Uint8Array;
  #last: Sort | undefined;

  constructor(instance: Instance, rng: Rng) {
    this.#instance = instance;
    this.#rng = rng;
    this.#chains = new Chains(instance);
    const free = Array.from({ length: instance.operations }, (_, operation) => operation).filter(
      (operation) => instance.givenMode[operation] < 0,
    );
    this.#movable = Int32Array.from(free);
    this.#choices = Int32Array.from(
      free.filter((operation) => instance.modeFrom[operation + 1] - instance.modeFrom[operation] > 1),
    );
    this.#batches = this.#groups(free, (type, state, duration) =>
      type === 'batch-oven' ? `${state} ${duration}` : undefined,
    );
    this.#states = this.#groups(free, (_type, state) => (state >= 0 ? `${state}` : undefined));
    this.#places = new Int32Array(instance.operations);
    this.#marked = new Uint8Array(instance.operations);
    this.#sorts = this.#allSorts();
  }

  #allSorts(): Sort[] {
    const sorts: Sort['propose'][] = [
      (code, schedule) => this.#operationMoved(code, schedule),
      (code, schedule) => this.#chainBroken(code, schedule),
      (code, schedule) => this.#swapped(code, schedule),
      (code) => this.#letGo(code),
    ];
    if (this.#instance.pieces.length > 1) sorts.push((code, schedule) => this.#pieceMoved(code, schedule));
    if (this.#choices.length > 0) sorts.push((code) => this.#otherMode(code));
    if (this.#batches.length > 0) sorts.push((code, schedule) => this.#heldBack(code, schedule));
    if (this.#states.length > 0) sorts.push((code, schedule) => this.#besideAlike(code, schedule));
    return sorts.map((propose) => ({ propose, weight: 1 }));
  }

  /** Operations by resource and key: only groups of two and more. */
  #groups(
    free: readonly number[],
    keyOf: (type: string, state: number, duration: number) => string | undefined,
  ): Int32Array[] {
    const { modeFrom, demandFrom, demandResource, demandState, durations, resources } = this.#instance;
    const groups = new Map<string, Set<number>>();
    for (const operation of free)
      for (let mode = modeFrom[operation]; mode < modeFrom[operation + 1]; mode += 1)
        for (let demand = demandFrom[mode]; demand < demandFrom[mode + 1]; demand += 1) {
          const { type } = resources[demandResource[demand]];
          const key = keyOf(type, demandState[demand], durations[mode]);
          if (key === undefined) continue;
          const group = groups.get(`${demandResource[demand]} ${key}`) ?? new Set();
          groups.set(`${demandResource[demand]} ${key}`, group.add(operation));
        }
    return [...groups.values()].filter(({ size }) => size > 1).map((group) => Int32Array.from(group));
  }

  neighbour(code: Code, schedule: Schedule): Code {
    if (this.#movable.length === 0) return code;
    code.list.forEach((operation, place) => {
      this.#places[operation] = place;
    });
    for (let trial = 0; trial < 8; trial += 1) {
      this.#last = this.#draw();
      const next = this.#last.propose(code, schedule);
      if (next) return next;
      this.learn(0);
    }
    return this.#operationMoved(code, schedule);
  }

  #draw(): Sort {
    let total = 0;
    for (const { weight } of this.#sorts) total += weight;
    let left = this.#rng.float() * total;
    for (const sort of this.#sorts) {
      left -= sort.weight;
      if (left <= 0) return sort;
    }
    return this.#sorts[0];
  }

  /** @param worth - of the last neighbour, from 0 to 1. */
  learn(worth: number): void {
    if (!this.#last) return;
    this.#last.weight = Math.max(leastWeight, (1 - learning) * this.#last.weight + learning * worth);
  }

  #pick(from: Int32Array): number {
    return from[this.#rng.below(from.length)];
  }

  /** Late pieces, and those that end last, are picked more often: one of two draws, the later one. */
  #operation(schedule: Schedule): number {
    const [one, other] = [this.#pick(this.#movable), this.#pick(this.#movable)];
    return this.#lateness(one, schedule) >= this.#lateness(other, schedule) ? one : other;
  }

  #lateness(operation: number, { ends }: Schedule): number {
    const due = this.#instance.dues[this.#instance.pieceOf[operation]];
    return due === never ? ends[operation] - never / 2 : ends[operation] - due;
  }

  #operationMoved(code: Code, schedule: Schedule): Code {
    const { list } = code;
    const from = this.#places[this.#operation(schedule)];
    const reach = Math.max(3, Math.min(list.length - 1, this.#rng.float() < 0.8 ? 12 : list.length - 1));
    const to = clamp(from + this.#rng.below(2 * reach + 1) - reach, list.length);
    return { ...code, list: to < from ? this.#insertedBefore(list, list[from], to) : moved(list, from, to) };
  }

  /** Before the one that holds it up, somewhere behind the end of a piece that costs. */
  #chainBroken(code: Code, schedule: Schedule): Code | undefined {
    let last = this.#operation(schedule);
    const piece = this.#instance.pieceOf[last];
    const { pieceFrom } = this.#instance;
    for (let other = pieceFrom[piece]; other < pieceFrom[piece + 1]; other += 1)
      if (schedule.ends[other] > schedule.ends[last]) last = other;
    const pairs = this.#chains.behind(last, code.list, this.#places, schedule);
    if (pairs.length === 0) return undefined;
    const { earlier, later } = pairs[this.#rng.below(pairs.length)];
    if (this.#instance.givenMode[later] >= 0) return undefined;
    const list = this.#insertedBefore(code.list, later, this.#places[earlier]);
    return { ...code, list, notBefore: this.#freed(code, later) };
  }

  /** Before the one that had its resource before. */
  #swapped(code: Code, schedule: Schedule): Code | undefined {
    const operation = this.#operation(schedule);
    const holder = this.#chains.holderBefore(operation, code.list, this.#places, schedule);
    if (holder < 0) return undefined;
    return { ...code, list: this.#insertedBefore(code.list, operation, this.#places[holder]) };
  }

  #freed({ notBefore }: Code, operation: number): Int32Array {
    if (notBefore[operation] === 0) return notBefore;
    const freed = notBefore.slice();
    freed[operation] = 0;
    return freed;
  }

  /** With the operations of its piece in between that it has to wait for. */
  #insertedBefore(list: Int32Array, operation: number, to: number): Int32Array {
    const { lags, lagsFrom } = this.#instance;
    const from = this.#places[operation];
    const marked = this.#marked;
    marked[operation] = 1;
    const taken = [operation];
    for (let place = from - 1; place >= to; place -= 1) {
      const other = list[place];
      for (let at = lagsFrom.from[other]; at < lagsFrom.from[other + 1]; at += 1) {
        const lag = lagsFrom.items[at];
        if (lags.greatest[lag] === 1 || marked[lags.to[lag]] === 0) continue;
        marked[other] = 1;
        taken.push(other);
        break;
      }
    }
    const next = list.slice();
    let at = to;
    for (let k = taken.length - 1; k >= 0; k -= 1) next[at++] = taken[k];
    for (let place = to; place <= from; place += 1) if (marked[list[place]] === 0) next[at++] = list[place];
    for (const other of taken) marked[other] = 0;
    return next;
  }

  /** All operations of a piece so many places earlier or later, in their own order. */
  #pieceMoved(code: Code, schedule: Schedule): Code {
    const piece = this.#instance.pieceOf[this.#operation(schedule)];
    const { pieceOf } = this.#instance;
    const own: number[] = [];
    const others: number[] = [];
    const gaps: number[] = [];
    for (const operation of code.list)
      if (pieceOf[operation] === piece) {
        own.push(operation);
        gaps.push(others.length);
      } else others.push(operation);
    const reach = Math.max(4, Math.floor(others.length * (this.#rng.float() < 0.7 ? 0.1 : 0.5)));
    const shift = this.#rng.below(2 * reach + 1) - reach;
    const list = new Int32Array(code.list.length);
    let next = 0;
    let at = 0;
    for (let place = 0; place <= others.length; place += 1) {
      while (next < own.length && clamp(gaps[next] + shift, others.length + 1) <= place) list[at++] = own[next++];
      if (place < others.length) list[at++] = others[place];
    }
    const notBefore = code.notBefore.map((moment, operation) => (pieceOf[operation] === piece ? 0 : moment));
    return { ...code, list, notBefore };
  }

  /** @returns undefined where nothing is held back. */
  #letGo({ notBefore, ...code }: Code): Code | undefined {
    const held = [...notBefore.keys()].filter((operation) => notBefore[operation] > 0);
    if (held.length === 0) return undefined;
    const freed = notBefore.slice();
    freed[held[this.#rng.below(held.length)]] = 0;
    return { ...code, notBefore: freed };
  }

  #otherMode(code: Code): Code {
    const operation = this.#pick(this.#choices);
    const count = this.#instance.modeFrom[operation + 1] - this.#instance.modeFrom[operation];
    const modes = code.modes.slice();
    modes[operation] = this.#rng.float() < 0.15 ? -1 : this.#rng.below(count);
    if (this.#rng.float() < 0.5) return { ...code, modes };
    const from = this.#places[operation];
    const to = clamp(from + this.#rng.below(13) - 6, code.list.length);
    return { ...code, modes, list: moved(code.list, from, to) };
  }

  /** An operation for a batch waits until another one of the same sort may join, or does not wait any more. */
  #heldBack(code: Code, schedule: Schedule): Code | undefined {
    const group = this.#batches[this.#rng.below(this.#batches.length)];
    const operation = this.#pick(group);
    if (code.notBefore[operation] > 0 && this.#rng.float() < 0.3)
      return { ...code, notBefore: this.#freed(code, operation) };
    const { starts } = schedule;
    const other = this.#nearest(group, operation, starts, 0);
    if (other < 0) return undefined;
    const notBefore = code.notBefore.slice();
    // Those of its batch that it would part from come along, or not.
    const along = this.#rng.float() < 0.5;
    for (const mate of group)
      if (mate === operation || (along && starts[mate] === starts[operation])) notBefore[mate] = starts[other];
    // Beside the one it waits for, so that nothing comes between them.
    return { ...code, notBefore, list: moved(code.list, this.#places[operation], this.#places[other]) };
  }

  /** Beside another one of the same state, so that there is no set-up between them. */
  #besideAlike(code: Code, schedule: Schedule): Code | undefined {
    const group = this.#states[this.#rng.below(this.#states.length)];
    const operation = this.#pick(group);
    const other = this.#nearest(group, operation, schedule.starts, -never);
    if (other < 0) return undefined;
    const [from, to] = [this.#places[operation], this.#places[other]];
    if (to > from) return { ...code, list: moved(code.list, from, to) };
    return {
      ...code,
      list: this.#insertedBefore(code.list, operation, to + 1),
      notBefore: this.#freed(code, operation),
    };
  }

  /** Of some of a group the one that starts nearest, more than `least` seconds later. */
  #nearest(group: Int32Array, operation: number, starts: Int32Array, least: number): number {
    let nearest = -1;
    let distance: number = never;
    for (let trial = 0; trial < 6; trial += 1) {
      const other = this.#pick(group);
      const wait = starts[other] - starts[operation];
      if (other === operation || wait === 0 || wait <= least || Math.abs(wait) >= distance) continue;
      nearest = other;
      distance = Math.abs(wait);
    }
    return nearest;
  }
}

function clamp(place: number, length: number): number {
  return Math.max(0, Math.min(length - 1, place));
}

function moved(list: Int32Array, from: number, to: number): Int32Array {
  const next = list.slice();
  if (from < to) next.copyWithin(from, from + 1, to + 1);
  else next.copyWithin(to + 1, to, from);
  next[to] = list[from];
  return next;
}

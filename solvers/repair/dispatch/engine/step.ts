/**
 * One step of the search: some loads out, and what orders lack back, each load first where it was; or a truck sent back to
 * its own work.
 */
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { Rng } from '../../../shared/rng.ts';
import type { ChangePrices } from './change-prices.ts';
import { Filler } from './filler.ts';
import { Ruin, waysOfRuin } from './ruin.ts';
import { isFragment } from './start.ts';
import { swapTails } from './swap-tails.ts';

/** Loads taken out at most, and now and then. */
const few = 4;
const many = 10;
/** Loads tried per order, and now and then: a pour of many loads needs more, and most have few. */
const patience = 24;
const muchPatience = 100;

export class Step {
  static readonly ways = waysOfRuin + 1;
  readonly #s: Schedule;
  readonly #prices: ChangePrices;
  readonly #rng: Rng;
  readonly #filler: Filler;
  readonly #ruin: Ruin;
  readonly #isMovable = (slot: number) => this.#ruin.isMovable(slot);
  readonly #touched: number[] = [];

  constructor(schedule: Schedule, prices: ChangePrices, rng: Rng) {
    this.#s = schedule;
    this.#prices = prices;
    this.#rng = rng;
    this.#filler = new Filler(schedule, prices, rng);
    this.#ruin = new Ruin(schedule, prices, rng, (order) => this.#filler.firstMissing(order));
  }

  /** Loads of the plan that runs with a later unloading stay. */
  set zoneTo(time: number) {
    this.#ruin.zoneTo = time;
  }

  /** @returns false where nothing came of it; the schedule may then have changed, and is to be taken back. */
  make(way: number): boolean {
    if (way === waysOfRuin) return this.#backToTruck();
    return this.#takeOut(way) && this.#putBack();
  }

  #backToTruck(): boolean {
    const slot = this.#ruin.onOtherTruck();
    return slot >= 0 && swapTails(this.#s, slot, this.#prices.running.truck[this.#s.note[slot]], this.#isMovable);
  }

  /** Fills `touched` with the orders to be served anew, the wanted one first, most often; the others in any order. */
  #takeOut(way: number): boolean {
    const touched = this.#touched;
    const ruin = this.#ruin;
    const rng = this.#rng;
    ruin.pick(way, 1 + rng.below(rng.below(4) === 0 ? many : few));
    touched.length = 0;
    if (ruin.wanted >= 0) touched.push(ruin.wanted);
    for (const slot of ruin.picked) {
      const order = this.#s.loadOrder[slot];
      if (order >= 0 && takeOut(this.#s, slot, this.#isMovable) && !touched.includes(order)) touched.push(order);
    }
    shuffle(touched, rng);
    if (ruin.wanted >= 0 && rng.below(4) > 0) {
      touched.splice(touched.indexOf(ruin.wanted), 1);
      touched.unshift(ruin.wanted);
    }
    return touched.length > 0;
  }

  #putBack(): boolean {
    const s = this.#s;
    const filler = this.#filler;
    const rng = this.#rng;
    filler.noise = rng.below(3) === 0 ? rng.float() * 3 : 0;
    filler.asPlanned = rng.below(4) > 0;
    filler.breadth = 1 + rng.below(4);
    filler.patience = rng.below(4) === 0 ? muchPatience : patience;
    // What has no room beside its other loads may have it from its first load on.
    for (const order of this.#touched) if (!filler.fill(order) && s.loadsOfOrder[order] === 0) filler.fill(order);
    if (this.#touched.some((order) => isFragment(s, order))) return false;
    if (rng.below(4) === 0) this.#serveMore();
    return true;
  }

  /** One more order that lacks something gets what room the step has left. */
  #serveMore(): void {
    const { servedL, instance } = this.#s;
    const from = this.#rng.below(instance.orders);
    for (let count = 0; count < instance.orders; count++) {
      const order = (from + count) % instance.orders;
      if (servedL[order] >= instance.volumeL[order]) continue;
      this.#filler.fill(order);
      return;
    }
  }
}

/** A load, or, where its pour cannot go on without it, that load and all behind it. */
export function takeOut(s: Schedule, from: number, isMovable: (slot: number) => boolean): boolean {
  if (s.remove(from)) return true;
  const mark = s.mark();
  for (let slot = s.lastOfOrder[s.loadOrder[from]]; slot >= 0; ) {
    const before = s.prevOfOrder[slot];
    if (!isMovable(slot) || !s.remove(slot)) break;
    if (slot === from) return true;
    slot = before;
  }
  s.undoTo(mark);
  return false;
}

function shuffle(items: number[], rng: Rng): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = rng.below(at + 1);
    [items[at], items[other]] = [items[other], items[at]];
  }
}

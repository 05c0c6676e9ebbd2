/**
 * What happens to a state within a day: lots come in, demand is served, what is left is charged. A state is the net
 * cumulative level of each threshold, then the doomed milli of each day of `doomDays` where they are told apart.
 */
import { doomCost, type FefoInstance, usableUntil } from './instance.ts';

/** A state being worked on. */
export interface Work {
  readonly state: Float64Array;
  /** Money since the step began. */
  cost: number;
  /** Demand that could not be met though it had to be; below 0 for a broken morning limit. */
  short: number;
}

export class Days {
  readonly instance: FefoInstance;
  /** Of each day and threshold: most that stock up to it can serve, and the cost of a milli above that. */
  readonly caps: readonly Float64Array[];
  readonly doomCosts: readonly Float64Array[];
  /** Of each day: place in the evening before of each threshold's level; -1 where only back orders stand below it. */
  readonly sources: readonly Int32Array[];
  /** Of each day: places that are kept in the evening. */
  readonly kept: readonly Int32Array[];
  readonly #doomPlace: Int32Array;
  readonly #scratch: Float64Array;

  constructor(instance: FefoInstance) {
    this.instance = instance;
    const { morning, evening, days, doomDays } = instance;
    this.caps = morning.map((thresholds, day) =>
      Float64Array.from(thresholds, (last) => usableUntil(instance, day, last)),
    );
    this.doomCosts = morning.map((thresholds, day) =>
      Float64Array.from(thresholds, (last) => (last < days ? doomCost(instance, day, last) : 0)),
    );
    this.sources = morning.map((thresholds, day) =>
      Int32Array.from(thresholds, (last) => (day === 0 ? -1 : placeBelow(evening[day - 1], last))),
    );
    this.kept = evening.map((thresholds, day) => Int32Array.from(thresholds, (last) => placeBelow(morning[day], last)));
    this.#doomPlace = new Int32Array(days + 1).fill(-1);
    doomDays.forEach((day, place) => {
      this.#doomPlace[day] = place;
    });
    this.#scratch = new Float64Array(Math.max(0, ...evening.map(({ length }) => length)));
  }

  /** Numbers of a state during a day, and after it. */
  morningSize(day: number): number {
    return this.instance.morning[day].length + this.instance.doomDays.length;
  }

  eveningSize(day: number): number {
    return this.instance.evening[day].length + this.instance.doomDays.length;
  }

  /** Turns the state of the evening before, or of the very beginning, into that of the morning with its given lots. */
  open(day: number, from: Float64Array, at: number, work: Work): void {
    const { instance } = this;
    const thresholds = instance.morning[day];
    const count = thresholds.length;
    const before = day === 0 ? 0 : instance.evening[day - 1].length;
    const source = this.sources[day];
    const base = day === 0 ? -instance.problem.backOrders : Math.min(0, from[at + before - 1]);
    for (let place = 0; place < count; place += 1)
      work.state[place] = source[place] < 0 ? base : from[at + source[place]];
    for (let place = 0; place < instance.doomDays.length; place += 1)
      work.state[count + place] = day === 0 ? 0 : from[at + before + place];
    for (const { threshold, quantity, usable } of instance.entries[day]) {
      if (usable) this.enter(day, thresholds.indexOf(threshold), quantity, work);
      else this.#doom(day, threshold, doomCost(instance, day, day), quantity, work);
    }
  }

  /** A lot comes in: levels from its threshold on rise, and what they cannot use is doomed. */
  enter(day: number, place: number, quantity: number, work: Work): void {
    const thresholds = this.instance.morning[day];
    const caps = this.caps[day];
    let more = quantity;
    for (let at = place; at < thresholds.length && more > 0; at += 1) {
      const level = work.state[at] + more;
      const over = level - caps[at];
      if (over > 0) {
        this.#doom(day, thresholds[at], this.doomCosts[day][at], over, work);
        more -= over;
        work.state[at] = caps[at];
      } else work.state[at] = level;
    }
  }

  /** Goods that cannot be used at all. */
  discard(day: number, quantity: number, work: Work): void {
    this.#doom(day, day, doomCost(this.instance, day, day), quantity, work);
  }

  #doom(day: number, lastDay: number, price: number, quantity: number, work: Work): void {
    work.cost += price * quantity;
    const place = this.#doomPlace[lastDay];
    if (place >= 0) work.state[this.instance.morning[day].length + place] += quantity;
  }

  /** Serves the day's demand and charges the day; the state becomes the evening's. @returns false where it must not be. */
  close(day: number, work: Work): boolean {
    const { problem, morning, doomDays, limited } = this.instance;
    const { state } = work;
    const count = morning[day].length;
    const usable = Math.max(0, state[count - 1]);
    let doomed = 0;
    for (let place = 0; place < doomDays.length; place += 1) doomed += state[count + place];
    if (problem.morningCost) work.cost += problem.morningCost[day] * usable;
    if (limited && problem.morningLimit) {
      const over = usable + doomed - problem.morningLimit[day];
      if (over > 0) {
        work.short = -over;
        return false;
      }
    }
    const demand = problem.demand[day];
    const left = state[count - 1] - demand;
    if (left < 0 && problem.shortage === 'never') {
      work.short = -left;
      return false;
    }
    const base = problem.shortage === 'backorder' ? Math.min(0, left) : 0;
    if (left < 0) work.cost -= problem.shortageCost * left;
    const kept = this.kept[day];
    for (let place = 0; place < kept.length; place += 1)
      this.#scratch[place] = kept[place] < 0 ? base : Math.max(base, state[kept[place]] - demand);
    let standing = 0;
    for (let place = 0; place < doomDays.length; place += 1) {
      const stays = doomDays[place] > day ? state[count + place] : 0;
      state[kept.length + place] = stays;
      standing += stays;
    }
    for (let place = 0; place < kept.length; place += 1) state[place] = this.#scratch[place];
    const net = Math.max(base, left);
    work.cost += problem.holdingCost * Math.max(0, net);
    if (problem.belowSafetyCost > 0)
      work.cost += problem.belowSafetyCost * Math.max(0, problem.safety[day] - net - standing);
    if (day === this.instance.days - 1) work.cost -= problem.endValue * net;
    return true;
  }
}

/** Place of the greatest threshold up to `last`; -1 if there is none. */
function placeBelow(thresholds: Int32Array, last: number): number {
  let place = -1;
  while (place + 1 < thresholds.length && thresholds[place + 1] <= last) place += 1;
  return place;
}

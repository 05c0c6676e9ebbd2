/**
 * What the rest of a plan costs at least, for every step and every total level: a dynamic programme over the total net
 * level alone, run once backward on a lattice.
 *
 * It relaxes issue by age: once lots have come in that could push stock out, any part of the level above what the
 * shortest-lived of them could serve may be doomed, at the least price of a doomed milli. Between lattice points
 * V(x) >= R(x+) - kappa (x+ - x), x+ the point above x: a milli more on hand costs at most kappa from that day on,
 * kappa_t = max(morning_t + holding + kappa_{t+1}, dearest doom, 0), and saves nothing that R(x+) does not count. Orders
 * that are no whole number of steps take the point above or below, with kappa for the difference.
 *
 * Doomed stock stands in for wanted stock while it is there, so that each doomed milli is credited `belowSafetyCost` for
 * every such day, more than it can save. Where that makes waste look like profit, only a part of the cost of missing
 * wanted stock is counted, credit and all: any part of it is a lower bound.
 */
import { type Choices, mostOwed, within } from './choices.ts';
import { doomCost, doomCredit, type FefoInstance, keepCost, usableUntil } from './instance.ts';

export interface Completion {
  /** Least cost after a stage from a state on. */
  after(stage: number, state: Float64Array, keys: number): number;
  /** Least cost of the plan. */
  readonly root: number;
}

/** How fine the lattice is. */
export interface LatticeSize {
  /** Most points of a day; with more packs than that in its range a step is several packs. */
  readonly most: number;
  /** A step finer than the packs loses less where stock is doomed or demand lost: split packs up to so many points. */
  readonly fine: number;
}

const usualSize: LatticeSize = { most: 400, fine: 200 };

export function completionOf(
  instance: FefoInstance,
  choices: readonly Choices[],
  size: LatticeSize = usualSize,
): Completion {
  return new Relaxation(instance, choices, size);
}

/** Order of a whole number of lattice steps and what it costs at least. */
interface Jump {
  readonly steps: number;
  readonly cost: number;
}

class Relaxation implements Completion {
  readonly root: number;
  readonly #instance: FefoInstance;
  readonly #step: number;
  /** Money for each milli and day below the wanted stock that is counted. */
  readonly #belowSafety: number;
  /** Of each day: lowest lattice point, number of points, kappa, and slope above the highest point. */
  readonly #lowest: Float64Array;
  readonly #points: Int32Array;
  readonly #kappa: Float64Array;
  readonly #slope: Float64Array;
  /** Least cost from before the first option of each day on; of the day after the last: 0. */
  readonly #start: Float64Array[] = [];
  readonly #after: Float64Array[] = [];

  constructor(instance: FefoInstance, choices: readonly Choices[], size: LatticeSize) {
    const { days, stages } = instance;
    this.#instance = instance;
    this.#lowest = new Float64Array(days);
    this.#points = new Int32Array(days);
    this.#kappa = new Float64Array(days + 1);
    this.#slope = new Float64Array(days);
    this.#step = this.#layOut(size);
    this.#belowSafety = instance.problem.belowSafetyCost * countedPart(instance);
    this.#setPrices();
    for (let at = stages.length - 1; at >= 0; at -= 1) {
      const { day, option, opens, closes } = stages[at];
      if (closes) this.#after[at] = this.#dayCosts(day);
      const before = option < 0 ? this.#after[at] : this.#beforeOrder(day, this.#after[at], choices[option]);
      if (opens) this.#start[day] = before;
      else this.#after[at - 1] = before;
    }
    this.root = days === 0 ? 0 : this.#evening(-1, -instance.problem.backOrders);
  }

  after(stage: number, state: Float64Array, keys: number): number {
    const { stages, wanted } = this.#instance;
    const { day, closes } = stages[stage];
    const level = state[keys - 1];
    const rest = closes ? this.#evening(day, level) : this.#at(day, this.#after[stage], level);
    return wanted ? rest - this.#credit(closes ? day + 1 : day, state, keys) : rest;
  }

  /** What doomed stock may still save by standing in for wanted stock. */
  #credit(from: number, state: Float64Array, keys: number): number {
    const { doomDays, safetyDaysBefore } = this.#instance;
    let saved = 0;
    for (let place = doomDays.length - 1; place >= 0 && doomDays[place] > from; place -= 1)
      saved += state[keys + place] * (safetyDaysBefore[doomDays[place]] - safetyDaysBefore[from]);
    return saved * this.#belowSafety;
  }

  /** Least cost after a day, from the net level of its evening. */
  #evening(day: number, level: number): number {
    const { days, entering } = this.#instance;
    return day + 1 === days ? 0 : this.#at(day + 1, this.#start[day + 1], level + entering[day + 1]);
  }

  #at(day: number, values: Float64Array, level: number): number {
    const above = level - this.#lowest[day];
    const point = Math.max(0, Math.ceil(above / this.#step));
    const last = this.#points[day] - 1;
    if (point > last) return values[last] + this.#slope[day] * (above - last * this.#step);
    return values[point] - this.#kappa[day] * Math.max(0, point * this.#step - above);
  }

  #layOut({ most: mostPoints, fine }: LatticeSize): number {
    const { problem, days, demandBefore, entering } = this.#instance;
    let pack = 0;
    for (const option of problem.options) if (option.arrivalDay < days) pack = greatestDivisor(pack, option.pack);
    const most = Array.from({ length: days }, (_, day) => this.#mostUseful(day));
    const least = Array.from({ length: days }, (_, day) => -mostOwed(this.#instance, day));
    const widest = Math.max(1, ...most.map((level, day) => level - least[day]));
    if (pack === 0) pack = Math.max(1, widest);
    const step = widest > pack * fine ? pack * Math.ceil(widest / pack / mostPoints) : finer(pack, widest / fine);
    let entered = 0;
    for (let day = 0; day < days; day += 1) {
      entered += entering[day];
      const offset = entered - problem.backOrders - demandBefore[day];
      this.#lowest[day] = offset + Math.ceil((least[day] - offset) / step) * step;
      // One point above all that is useful, so that what is above the last one is left over for certain.
      this.#points[day] = Math.floor(Math.max(0, most[day] - this.#lowest[day]) / step) + 2;
    }
    return step;
  }

  /** Level of a morning above which everything is left over. */
  #mostUseful(day: number): number {
    const { morning, days, demandBefore, safetyFrom } = this.#instance;
    const last = morning[day][morning[day].length - 1];
    return last < days
      ? usableUntil(this.#instance, day, last)
      : demandBefore[days] - demandBefore[day] + safetyFrom[day];
  }

  #setPrices(): void {
    const { problem, days, morning } = this.#instance;
    this.#kappa[days] = Math.max(0, -problem.endValue);
    for (let day = days - 1; day >= 0; day -= 1) {
      let dearest = 0;
      let cheapest = Infinity;
      for (const last of morning[day]) {
        if (last < days) dearest = Math.max(dearest, doomCost(this.#instance, day, last));
        cheapest = Math.min(cheapest, this.#leftOver(day, last));
      }
      const held = (problem.morningCost?.[day] ?? 0) + problem.holdingCost + this.#kappa[day + 1];
      this.#kappa[day] = Math.max(held, dearest, 0);
      this.#slope[day] = cheapest;
    }
  }

  /** Least cost of a milli left over of the goods of a threshold. */
  #leftOver(day: number, last: number): number {
    const instance = this.#instance;
    if (last >= instance.days) return keepCost(instance, day);
    const wantedDays = instance.safetyDaysBefore[last] - instance.safetyDaysBefore[day];
    return doomCost(instance, day, last) - this.#belowSafety * wantedDays;
  }

  /** Cost from the end of the deliveries on, with what may be doomed taken out. */
  #dayCosts(day: number): Float64Array {
    const { problem, leastEntering } = this.#instance;
    const values = new Float64Array(this.#points[day]);
    const limit = problem.morningLimit?.[day] ?? Infinity;
    const { holdingCost, shortageCost } = problem;
    const [owes, never] = [problem.shortage === 'backorder', problem.shortage === 'never'];
    const [demand, safety, morningCost] = [problem.demand[day], problem.safety[day], problem.morningCost?.[day] ?? 0];
    const [lowest, step, belowSafety] = [this.#lowest[day], this.#step, this.#belowSafety];
    const endValue = day === this.#instance.days - 1 ? problem.endValue : 0;
    for (let point = 0; point < values.length; point += 1) {
      const level = lowest + point * step;
      const left = level - demand;
      if (level - step >= limit || (never && left < 0)) {
        values[point] = Infinity;
        continue;
      }
      const net = owes || left > 0 ? left : 0;
      let cost = morningCost * Math.max(0, level) - endValue * net;
      cost += holdingCost * Math.max(0, net) + shortageCost * Math.max(0, -left);
      if (belowSafety > 0 && net < safety) cost += belowSafety * (safety - net);
      values[point] = cost + this.#evening(day, net);
    }
    const least = usableUntil(this.#instance, day, Math.min(this.#instance.days, leastEntering[day]));
    if (least < Infinity) this.#discard(day, values, least);
    return values;
  }

  /** Lets go of any part of the level above `least`; the level reached may lie between two points. */
  #discard(day: number, values: Float64Array, least: number): void {
    const { morning, days, problem } = this.#instance;
    let price = Infinity;
    for (const last of morning[day]) if (last < days) price = Math.min(price, this.#leftOver(day, last));
    const held = (problem.morningCost?.[day] ?? 0) + problem.holdingCost + this.#kappa[day + 1];
    const between = Math.max(0, held - price) * this.#step;
    const first = Math.max(0, Math.ceil((least - this.#lowest[day]) / this.#step));
    let best = Infinity;
    for (let point = first; point < values.length; point += 1) {
      best = Math.min(best + price * this.#step, values[point]);
      if (this.#lowest[day] + point * this.#step > least) values[point] = best - between;
    }
  }

  #beforeOrder(day: number, after: Float64Array, choices: Choices): Float64Array {
    const jumps = this.#jumps(day, choices);
    const before = choices.must ? new Float64Array(after.length).fill(Infinity) : after.slice();
    const last = after.length - 1;
    for (const { steps, cost } of jumps) {
      // A pure loop over what stays within the lattice, then what goes beyond it.
      let point = 0;
      for (const end = last - steps; point <= end; point += 1) {
        const whole = cost + after[point + steps];
        if (whole < before[point]) before[point] = whole;
      }
      for (; point <= last; point += 1) {
        const whole = cost + after[last] + this.#slope[day] * (point + steps - last) * this.#step;
        if (whole < before[point]) before[point] = whole;
      }
    }
    return before;
  }

  #jumps(day: number, choices: Choices): Jump[] {
    const instance = this.#instance;
    const option = instance.problem.options[choices.option];
    const threshold = instance.threshold[choices.option];
    const unusable = option.lastDay < day;
    const useful = unusable ? 0 : usableUntil(instance, day, threshold) + mostOwed(instance, day);
    const waste = threshold < instance.days ? this.#leftOver(day, unusable ? day : threshold) : 0;
    const kappa = this.#kappa[day];
    const step = this.#step;
    const best = new Map<number, number>();
    const add = (quantity: number, cost: number): void => {
      const over = waste >= 0 ? Math.max(0, quantity - useful) : 0;
      const used = unusable ? 0 : quantity - over;
      const spent = cost + (unusable ? waste * quantity : over * waste);
      for (const steps of used % step === 0 ? [used / step] : [Math.floor(used / step), Math.ceil(used / step)]) {
        const value = spent + kappa * (used - steps * step);
        if (value < (best.get(steps) ?? Infinity)) best.set(steps, value);
      }
    };
    for (let at = 0; at < choices.quantities.length; at += 1) add(choices.quantities[at], choices.costs[at]);
    if (!choices.complete) this.#addRanges(day, choices, add);
    return [...best].map(([steps, cost]) => ({ steps, cost }));
  }

  /** Where not all multiples are listed: the ends of each lattice step within each segment. */
  #addRanges(day: number, { option: index }: Choices, add: (quantity: number, cost: number) => void): void {
    const option = this.#instance.problem.options[index];
    const step = this.#step;
    const most = this.#points[day] * step;
    for (const { from, to } of within(option)) {
      const segment = option.segments.find((part) => part.from <= from && from <= part.to);
      if (!segment) continue;
      const at = (quantity: number): void => add(quantity, option.lineCost + segment.fixed + segment.price * quantity);
      // Above the lattice everything is left over, and cost is linear.
      at(from);
      if (Number.isFinite(to)) at(to);
      const end = Math.min(to, most);
      for (let low = from; low <= end; low = (Math.floor(low / step) + 1) * step) {
        const high = Math.min(to, (Math.floor(low / step) + 1) * step - 1);
        // The first quantity above a lattice step reaches the next one.
        at(low);
        if (low < high) at(low + 1);
        at(high);
      }
    }
  }
}

/** Greatest part of `belowSafetyCost` at which a milli bought to be wasted does not pay for its waste and its price. */
function countedPart(instance: FefoInstance): number {
  const { problem, days, wanted, morning } = instance;
  if (!wanted) return 1;
  const prices = problem.options.flatMap(({ segments }) => segments.map(({ price }) => price));
  const price = Math.max(0, Math.min(Infinity, ...prices));
  let part = 1;
  for (let day = 0; day < days; day += 1)
    for (const last of morning[day]) {
      const credit = last < days ? doomCredit(instance, day, last) : 0;
      if (credit > 0) part = Math.min(part, (doomCost(instance, day, last) + price) / credit);
    }
  return Math.max(0, part);
}

/** Smallest divisor of `pack` that is not below `least`. */
function finer(pack: number, least: number): number {
  for (let parts = Math.floor(pack / least); parts > 1; parts -= 1) if (pack % parts === 0) return pack / parts;
  return pack;
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}

/**
 * The cheapest way to serve one order when its loads are apart: each at its own cheapest time, whatever the others of the
 * order do. What is left is a knapsack to be filled at least: by loads of a class of trucks, of so many units of volume.
 *
 * A load of more units is priced as the least of a step of volumes, as in load-kinds.ts. Not every step has a price of its
 * own: those next to full trucks are fine, others coarse.
 */
import { type DispatchInstance, loadingTime, never } from '../instance.ts';
import type { Tails } from './fleet.ts';
import type { Objective, VolumeUnits } from './load-kinds.ts';
import type { PriceField } from './prices.ts';
import { leastUnloading, type TruckClasses } from './truck-classes.ts';
import { unservedCostAtLeast } from './volume-cost.ts';

export interface ApartSetting {
  readonly instance: DispatchInstance;
  readonly classes: TruckClasses;
  /** Least factor on travel times at any time. */
  readonly travelFactor: number;
  /** By site: shortest travel to any plant; by class: first start of loading at any. */
  readonly travelToPlant: Float64Array;
  readonly firstLoading: Float64Array;
}

/** One load of a solution: the time that it takes of its truck. */
export type ApartSink = (truckClass: number, from: number, to: number) => void;

interface Option {
  readonly truckClass: number;
  /** Volume it may bring at most, in units. */
  readonly units: number;
  /** From the start of loading to that of unloading, and from there until the truck could load again. */
  readonly lead: number;
  readonly onward: number;
  /** Unloading starts within [from, to]. */
  readonly from: number;
  readonly to: number;
  /** Of the load, leg after it not included. */
  readonly cost: number;
}

export class ApartOrder {
  readonly order: number;
  readonly outCost: number;
  readonly outL: number;
  readonly options: readonly Option[];
  readonly #units: number;
  readonly #site: number;
  readonly #whole: boolean;
  /** By units left: cost, or litres, of stopping there. */
  readonly #missingCost: Float64Array;
  readonly #missingL: Float64Array;
  /** Of times that no plan avoids, of the first load and of every one. */
  readonly #firstCost: number;
  readonly #eachCost: number;
  readonly #start: Float64Array;
  /** Options that no other one beats, by falling units. */
  readonly #useful: Int32Array;
  readonly #usefulUnits: Int32Array;
  readonly #usefulPrice: Float64Array;
  #usefulCount = 0;
  readonly #bySize: Int32Array;
  readonly #least: Float64Array;
  readonly #choice: Int32Array;
  served = false;
  readonly firstStart = Number.NaN;

  constructor(setting: ApartSetting, order: number, { unitL, units }: VolumeUnits, fixedL: number, tails: Tails) {
    const { instance } = setting;
    this.order = order;
    this.#site = instance.site[order];
    this.#units = units;
    this.#whole = instance.wholeOnly[order] === 1;
    this.outL = instance.volumeL[order] - fixedL;
    this.outCost = unservedCostAtLeast(instance, order, this.outL);
    this.options = units === 0 ? [] : optionsOf(setting, order, { unitL, units }, tails);
    this.#missingL = Float64Array.from({ length: units + 1 }, (_, left) =>
      Math.max(0, this.outL - (units - left) * unitL),
    );
    this.#missingL[0] = 0;
    this.#missingCost = this.#missingL.map((litres) => unservedCostAtLeast(instance, order, litres));
    const late = lateCosts(instance, order, this.options, fixedL > 0);
    this.#firstCost = late.first;
    this.#eachCost = late.each;
    this.#start = new Float64Array(this.options.length);
    this.#useful = new Int32Array(this.options.length);
    this.#usefulUnits = new Int32Array(this.options.length);
    this.#usefulPrice = new Float64Array(this.options.length);
    this.#bySize = Int32Array.from(this.options.keys()).sort((a, b) => this.options[b].units - this.options[a].units);
    this.#least = new Float64Array(units + 1);
    this.#choice = new Int32Array(units + 1);
  }

  /** @returns cost of the order at least, time at the prices of the classes included. */
  evaluate(fields: readonly PriceField[], objective: Objective, legCost: Float64Array): number {
    this.served = false;
    if (this.#units === 0) return 0;
    const isCost = objective === 'cost';
    const missing = isCost ? this.#missingCost : this.#missingL;
    const out = isCost ? this.outCost : this.outL;
    const eachLoad = isCost ? legCost[this.#site] + this.#eachCost : 0;
    this.#priceOptions(fields, eachLoad, isCost);
    this.#fill(missing);
    const least = this.#least;
    const serving = least[this.#units] + (isCost ? this.#firstCost : 0);
    this.served = serving < out;
    return this.served ? serving : out;
  }

  /** Loads of the last evaluation's solution. */
  trace(sink: ApartSink): void {
    let left = this.served ? this.#units : 0;
    while (left > 0 && this.#choice[left] >= 0) {
      const option = this.#choice[left];
      const { truckClass, units, lead, onward } = this.options[option];
      sink(truckClass, this.#start[option] - lead, this.#start[option] + onward);
      left -= units;
    }
  }

  /** Knapsacks for all that may be left: least cost of bringing it, or of stopping. */
  #fill(missing: Float64Array): void {
    const least = this.#least;
    const choice = this.#choice;
    const count = this.#usefulCount;
    least[0] = 0;
    for (let left = 1; left <= this.#units; left++) {
      // The first state has to be left by a load: stopping there is leaving the order out.
      let best = this.#whole || left === this.#units ? Infinity : missing[left];
      let chosen = -1;
      for (let i = 0; i < count; i++) {
        const rest = left - this.#usefulUnits[i];
        const cost = this.#usefulPrice[i] + (rest > 0 ? least[rest] : 0);
        if (cost < best) {
          best = cost;
          chosen = i;
        }
      }
      least[left] = best;
      choice[left] = chosen < 0 ? -1 : this.#useful[chosen];
    }
  }

  #priceOptions(fields: readonly PriceField[], eachLoad: number, isCost: boolean): void {
    let cheapest = Infinity;
    this.#usefulCount = 0;
    for (const at of this.#bySize) {
      const option = this.options[at];
      const own = isCost ? option.cost + eachLoad : 0;
      // No time is cheaper than nothing.
      if (own >= cheapest) continue;
      const price = own + this.#cheapest(fields[option.truckClass], option, at);
      if (price >= cheapest) continue;
      cheapest = price;
      // The same volume for less takes the place of the one before.
      const last = this.#usefulCount - 1;
      const place = last >= 0 && this.#usefulUnits[last] === option.units ? last : this.#usefulCount++;
      this.#useful[place] = at;
      this.#usefulUnits[place] = option.units;
      this.#usefulPrice[place] = price;
    }
  }

  /** Least price of the time of a load, over all times at which it may start. */
  #cheapest(field: PriceField, { lead, onward, from, to }: Option, at: number): number {
    let least = field.before(to + onward) - field.before(to - lead);
    let start = to;
    if (field.active && to > from) {
      const price = field.cheapest(from - lead, to - lead, lead + onward);
      if (price < least) {
        least = price;
        start = field.cheapestStart + lead;
      }
    }
    this.#start[at] = start;
    return least;
  }
}

/** Steps below a full truck that have a price of their own. */
const ownSteps = [0, 1, 2, 4, 8, 16, 32, 64];

function optionsOf(setting: ApartSetting, order: number, { unitL, units }: VolumeUnits, tails: Tails): Option[] {
  const { instance, classes } = setting;
  const site = instance.site[order];
  const sentFull = instance.sentFull[order] === 1;
  const worthATruck = Math.min(instance.leastLoadL[order], instance.volumeL[order]);
  const plants = plantsOf(setting, order);
  const options: Option[] = [];
  for (let c = 0; c < classes.count; c++) {
    if (classes.mayServe[order * classes.count + c] === 0) continue;
    const most = classes.capacityMost[c];
    const full = Math.ceil(most / unitL - 1e-9);
    const top = sentFull ? full : Math.min(full, units);
    const steps = sentFull ? [full] : [...new Set([...ownSteps.map((below) => Math.max(1, top - below)), 1])];
    let above = top;
    for (const step of steps) {
      // Priced as the least volume of its step, it stands for all volumes up to the step above.
      const leastL = sentFull
        ? classes.capacityLeast[c]
        : Math.max(Math.floor((step - 1) * unitL + 1e-6) + 1, worthATruck);
      const mostL = sentFull ? most : Math.min(most, above * unitL);
      const brought = above;
      above = step - 1;
      if (leastL > mostL + 1e-6) continue;
      const unloading = leastUnloading(classes, order, c, leastL);
      const empty = Math.max(0, 1 - mostL / classes.capacityLeast[c]);
      for (const plant of plants) {
        const slack = plant * instance.orders + order;
        const loading = loadingTime(instance, plant, leastL);
        const lead =
          loading +
          instance.afterLoading[plant] +
          Math.floor(instance.travelOut[plant * instance.sites + site] * setting.travelFactor) +
          instance.slackBefore[slack];
        const away = classes.washLeast[c] + instance.slackAfter[slack];
        const back = setting.travelToPlant[site];
        const firstLoading = Math.max(instance.plantFrom[plant], setting.firstLoading[c]);
        const longestLead = instance.lifetime[order] - unloading;
        const from = Math.max(instance.windowFrom[order], firstLoading + lead);
        const to = Math.min(
          instance.windowTo[order] - unloading,
          instance.startTo[order],
          instance.plantTo[plant] - loading + longestLead,
          classes.startBy[c],
          classes.lastDeparture[c * instance.sites + site] - classes.washLeast[c] - unloading,
        );
        if (lead > longestLead || from > to) continue;
        const off =
          Math.max(0, instance.earlyTo[order] - to) + Math.max(0, from + unloading - instance.lateFrom[order]);
        const cost =
          instance.costOut[plant * instance.sites + site] +
          instance.fillCost[order] * empty ** 2 +
          instance.offWindowCost[order] * off;
        const onward = unloading + away + back;
        options.push({ truckClass: c, units: brought, lead, onward, from, to, cost });
        const at = c * instance.sites + site;
        tails.longestBusy[c] = Math.max(tails.longestBusy[c], onward);
        tails.longestTail[c] = Math.max(tails.longestTail[c], away + back);
        tails.tailBySite[at] = Math.max(tails.tailBySite[at], instance.slackAfter[slack] + back);
      }
    }
  }
  return options;
}

/** Plants that no other one beats in times and costs, whichever truck it is and whatever it takes. */
function plantsOf({ instance, travelFactor }: ApartSetting, order: number): number[] {
  const { plants, sites, orders, mayLoad } = instance;
  const site = instance.site[order];
  const onTheWay = (p: number) =>
    instance.afterLoading[p] +
    Math.floor(instance.travelOut[p * sites + site] * travelFactor) +
    instance.slackBefore[p * orders + order];
  const beats = (p: number, q: number) =>
    onTheWay(p) <= onTheWay(q) &&
    instance.slackAfter[p * orders + order] <= instance.slackAfter[q * orders + order] &&
    instance.costOut[p * sites + site] <= instance.costOut[q * sites + site] &&
    instance.loadFixed[p] <= instance.loadFixed[q] &&
    instance.loadPerKl[p] <= instance.loadPerKl[q] &&
    instance.loadLeast[p] <= instance.loadLeast[q] &&
    instance.plantFrom[p] <= instance.plantFrom[q] &&
    instance.plantTo[p] >= instance.plantTo[q];
  const able = Array.from({ length: plants }, (_, p) => p).filter((p) => mayLoad[order * plants + p] === 1);
  return able.filter((q) => !able.some((p) => p !== q && beats(p, q) && (p < q || !beats(q, p))));
}

function lateCosts(
  instance: DispatchInstance,
  order: number,
  options: readonly Option[],
  firstIsFixed: boolean,
): { first: number; each: number } {
  if (firstIsFixed || options.length === 0) return { first: 0, each: 0 };
  let [earliest, latest] = [Infinity, -Infinity];
  for (const { from, to } of options) {
    earliest = Math.min(earliest, from);
    latest = Math.max(latest, to);
  }
  if (earliest > instance.firstTo[order]) return { first: Infinity, each: 0 };
  const ideal = instance.ideal[order];
  const away = ideal === -never ? 0 : Math.max(0, earliest - ideal, ideal - latest);
  const deviation = instance.deviationCost[order] * (away / 60) ** 2;
  // A late first load makes all later ones as late: gaps and unloadings are what the ideal times count on, or more.
  const each = earliest > ideal && instance.gapFromStart[order] === 0 ? deviation : 0;
  const delay = instance.firstLateCost[order] * Math.max(0, earliest - instance.firstLateFrom[order]);
  return { first: delay + deviation - each, each };
}

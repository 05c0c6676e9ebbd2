/**
 * A relaxation that takes a few milliseconds: loads of an order are apart (apart-order.ts), plants are one place, and docks
 * are no limit. What it keeps is the time that the trucks of each class have in all, by buckets of the day; with one bucket
 * it knows only how long they all work. Where there is more to serve than trucks can carry, that is most of the bound.
 *
 * The relaxation of relaxation.ts holds more, for a hundred times the work.
 */
import type { DispatchInstance } from '../instance.ts';
import { leastFactor } from '../ways.ts';
import { ApartOrder, type ApartSetting } from './apart-order.ts';
import type { Priced } from './ascent.ts';
import { detours } from './detours.ts';
import { type FixedBusy, Fleet, noTails } from './fleet.ts';
import type { LegCosts } from './leg-costs.ts';
import type { LoadSetting, Objective } from './load-kinds.ts';
import { PriceField } from './prices.ts';
import { type BoundTerms, fixedTimes, waysToHubs } from './relaxation.ts';
import { truckClasses } from './truck-classes.ts';
import { volumeUnits } from './volume-units.ts';

/** Classes of trucks, units of an order's volume, and units of a load, at most. */
const mostClasses = 24;
const mostUnits = 128;
const stepsOfLoad = 20;

export class ApartRelaxation implements Priced {
  readonly programs: readonly ApartOrder[];
  terms: BoundTerms = { base: 0, orders: 0, fixed: 0, trucks: 0, docks: 0, branching: 0 };
  readonly #setting: LoadSetting;
  readonly #tails: ReturnType<typeof noTails>;
  readonly #fixed: readonly FixedBusy[];
  readonly #from: number;
  readonly #to: number;
  readonly #shouldStop: () => boolean;
  #fields: readonly PriceField[] = [];
  #offsets = new Int32Array();
  #fleet!: Fleet;
  #legs!: LegCosts;
  #objective: Objective = 'cost';

  /** @returns undefined where there was no time to build it. */
  static of(instance: DispatchInstance, shouldStop: () => boolean = () => false): ApartRelaxation | undefined {
    if (shouldStop()) return undefined;
    const travelFactor = leastFactor(instance);
    const ways = detours(instance, travelFactor);
    const classes = truckClasses(instance, mostClasses, ways, shouldStop);
    if (!classes) return undefined;
    const hubOf = new Int32Array(instance.plants);
    const toHubs = waysToHubs(instance, 1, hubOf, travelFactor, ways);
    const firstLoading = Float64Array.from({ length: classes.count }, (_, c) =>
      Math.min(...classes.firstLoading.subarray(c * instance.plants, (c + 1) * instance.plants)),
    );
    const setting: ApartSetting = { instance, classes, travelFactor, travelToPlant: toHubs.travelToHub, firstLoading };
    const tails = noTails(classes.count, instance.sites);
    const fixedL = new Float64Array(instance.orders);
    for (const load of instance.fixed) fixedL[load.order] += load.volumeL;
    const programs: ApartOrder[] = [];
    for (let order = 0; order < instance.orders; order++) {
      if (shouldStop()) return undefined;
      const left = Math.max(0, instance.volumeL[order] - fixedL[order]);
      const volume = volumeUnits(instance, classes, order, left, mostUnits, stepsOfLoad);
      programs.push(new ApartOrder(setting, order, volume, Math.min(fixedL[order], instance.volumeL[order]), tails));
    }
    const legCost = new Float64Array(instance.sites);
    const whole = { instance, classes, travelFactor, objective: 'cost' as const, hubs: 1, hubOf, ...toHubs, legCost };
    return new ApartRelaxation(whole, programs, tails, shouldStop);
  }

  private constructor(
    setting: LoadSetting,
    programs: readonly ApartOrder[],
    tails: ReturnType<typeof noTails>,
    shouldStop: () => boolean,
  ) {
    this.#setting = setting;
    this.programs = programs;
    this.#tails = tails;
    this.#shouldStop = shouldStop;
    this.#fixed = fixedTimes(setting);
    let [from, to] = [Infinity, -Infinity];
    for (const program of programs) {
      for (const option of program.options) {
        from = Math.min(from, option.from - option.lead);
        to = Math.max(to, option.to + option.onward);
      }
    }
    for (const busy of this.#fixed) {
      from = Math.min(from, busy.from);
      to = Math.max(to, ...busy.backAt);
    }
    [this.#from, this.#to] = from < to ? [from, to] : [0, 1];
  }

  get size(): number {
    return this.#fields.length * this.buckets;
  }

  /** By class: worth of its time, as far as that goes by what it carries. */
  get worths(): Float64Array {
    const { capacityMost } = this.#setting.classes;
    const greatest = Math.max(...capacityMost);
    return Float64Array.from(capacityMost, (litres) => litres / greatest);
  }

  /** Truck time of the whole day. */
  get seconds(): number {
    return this.#setting.instance.trucks * (this.#to - this.#from);
  }

  get buckets(): number {
    return this.#fields[0].buckets;
  }

  /** To be called before the first evaluation: what is bounded, and with how many prices for each class. */
  choose(objective: Objective, legs: LegCosts, buckets: number): void {
    this.#objective = objective;
    this.#legs = legs;
    const { classes } = this.#setting;
    const bucket = Math.ceil((this.#to - this.#from) / buckets);
    this.#fields = Array.from({ length: classes.count }, () => new PriceField(this.#from, this.#to, bucket));
    this.#offsets = Int32Array.from(this.#fields, (field, c) => c * field.buckets);
    this.#fleet = new Fleet(this.#setting, this.#tails, legs.useCost, this.#fixed, objective === 'cost');
  }

  /** @returns the bound that these prices prove; -Infinity where the time was up before. */
  evaluate(prices: Float64Array, excess: Float64Array): number {
    const { classes, instance } = this.#setting;
    this.#fields.forEach((field, c) => {
      field.rate.set(prices.subarray(this.#offsets[c], this.#offsets[c] + field.buckets));
      field.integrate();
    });
    excess.fill(0);
    const trucks = this.#fleet.value(this.#fields, excess, this.#offsets);
    for (let i = 0; i < excess.length; i++) excess[i] = -excess[i];
    const take = (c: number, from: number, to: number) => this.#fields[c].spread(excess, this.#offsets[c], from, to, 1);
    let fixed = 0;
    for (const { truck, from, backAt } of this.#fixed) {
      const c = classes.classOf[truck];
      fixed += this.#fields[c].between(from, backAt[0]);
      take(c, from, backAt[0]);
    }
    let orders = 0;
    for (const program of this.programs) {
      if (this.#shouldStop()) return -Infinity;
      orders += program.evaluate(this.#fields, this.#objective, this.#legs.afterLoad);
      program.trace(take);
    }
    const base = this.#objective === 'volume' ? 0 : instance.baseCost;
    this.terms = { base, orders, fixed, trucks: -trucks, docks: 0, branching: 0 };
    return base + orders + fixed - trucks;
  }
}

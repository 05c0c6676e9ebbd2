/**
 * The Lagrangean relaxation of a shift: orders are planned each for itself, and pay for the time of trucks and docks that
 * all of them together cannot have more of than there is. For any prices that are not negative,
 *
 *   base + sum over orders of their cheapest plan at these prices
 *        + what fixed loads pay  -  most that the trucks can earn  -  what all docks together earn
 *
 * is at most the cost of every plan (its own payments are among those terms, and no truck sells a second twice).
 * Prices are found by `ascent.ts`; each value on the way is a proved bound.
 * @see Fisher (1981), Management Science 27(1):1-18.
 */
import { type DispatchInstance, holdTime, loadingTime, never, unloadingTime } from '../instance.ts';
import { leastFactor } from '../ways.ts';
import { type Detours, detours } from './detours.ts';
import { type FixedBusy, Fleet, tailsOf } from './fleet.ts';
import { gridOf, timeStep } from './grid.ts';
import type { LegCosts } from './leg-costs.ts';
import type { LoadSetting, Objective } from './load-kinds.ts';
import { type Decision, OrderProgram, type Prices } from './order-program.ts';
import { PriceField } from './prices.ts';
import { truckClasses } from './truck-classes.ts';
import { volumeUnits } from './volume-units.ts';

/** How fine the relaxation is: finer bounds more and takes longer. */
export interface Resolution {
  readonly mostClasses: number;
  /** So many plants are told apart; where there are more, all count as one place. */
  readonly mostHubs: number;
  /** Greatest number of units that the volume of an order is counted in, and of starting times of an order. */
  readonly mostUnits: number;
  readonly mostCells: number;
  /** States of the sequences of an order's loads; with few, only what is left to bring is known. */
  readonly mostNodes: number;
  /** Buckets of time with a price each. */
  readonly buckets: number;
}

export const fine: Resolution = {
  mostClasses: 6,
  mostHubs: 4,
  mostUnits: 32,
  mostCells: 240,
  mostNodes: 400,
  buckets: 200,
};
/** Where a round of the fine one would take too long. */
export const medium: Resolution = {
  mostClasses: 3,
  mostHubs: 1,
  mostUnits: 12,
  mostCells: 48,
  mostNodes: 1,
  buckets: 60,
};
/** For an answer in milliseconds. */
export const coarse: Resolution = { mostClasses: 2, mostHubs: 1, mostUnits: 8, mostCells: 8, mostNodes: 1, buckets: 1 };

export interface BoundTerms {
  readonly base: number;
  /** Orders, each at its cheapest: left out, or served and paying for time. */
  readonly orders: number;
  /** What fixed loads pay for time. */
  readonly fixed: number;
  /** What trucks and docks can earn at most, negative. */
  readonly trucks: number;
  readonly docks: number;
  /** What branching adds to their sum. */
  readonly branching: number;
}

export class Relaxation {
  readonly programs: readonly OrderProgram[];
  /** Trucks of each class, then docks of each plant where they are a limit. */
  readonly fields: readonly PriceField[];
  readonly offsets: Int32Array;
  readonly size: number;
  readonly hubs: number;
  /** Of the last evaluation: the bound is their sum. */
  terms: BoundTerms = { base: 0, orders: 0, fixed: 0, trucks: 0, docks: 0, branching: 0 };
  readonly work: number;
  readonly #prices: Prices;
  readonly #dockFieldOf: Int32Array;
  readonly #fleet: Fleet;
  readonly #base: number;
  readonly #dockCount: Float64Array;
  readonly #fixedTrucks: readonly (FixedBusy & { readonly first: number })[];
  readonly #fixedDocks: readonly { field: number; from: number; to: number }[];
  readonly #truckFields: number;
  readonly #shouldStop: () => boolean;

  /** @returns undefined where there was no time to build it. */
  static of(
    instance: DispatchInstance,
    objective: Objective,
    resolution: Resolution,
    legs: LegCosts,
    shouldStop: () => boolean = () => false,
  ): Relaxation | undefined {
    if (shouldStop()) return undefined;
    const travelFactor = leastFactor(instance);
    const ways = detours(instance, travelFactor);
    const classes = truckClasses(instance, resolution.mostClasses, ways, shouldStop);
    if (!classes) return undefined;
    const hubs = instance.plants <= resolution.mostHubs ? instance.plants : 1;
    const hubOf = Int32Array.from({ length: instance.plants }, (_, p) => (hubs === 1 ? 0 : p));
    const setting = {
      ...{ instance, classes, travelFactor, objective, hubs, hubOf, legCost: legs.afterLoad },
      ...waysToHubs(instance, hubs, hubOf, travelFactor, ways),
    };
    const fixedL = new Float64Array(instance.orders);
    for (const load of instance.fixed) fixedL[load.order] += load.volumeL;
    const step = timeStep(instance, objective);
    const programs: OrderProgram[] = [];
    for (let order = 0; order < instance.orders; order++) {
      if (shouldStop()) return undefined;
      const left = Math.max(0, instance.volumeL[order] - fixedL[order]);
      const units = volumeUnits(instance, classes, order, left, resolution.mostUnits);
      const grid = gridOf(instance, order, step, resolution.mostCells);
      const fixed = Math.min(fixedL[order], instance.volumeL[order]);
      programs.push(new OrderProgram(setting, order, units, grid, fixed, resolution.mostNodes));
    }
    return new Relaxation(setting, programs, { buckets: resolution.buckets, step }, legs, shouldStop);
  }

  private constructor(
    setting: LoadSetting,
    programs: readonly OrderProgram[],
    { buckets, step }: { readonly buckets: number; readonly step: number },
    legs: LegCosts,
    shouldStop: () => boolean,
  ) {
    const { instance, classes, hubs, objective } = setting;
    this.programs = programs;
    this.#shouldStop = shouldStop;
    this.#base = objective === 'volume' ? 0 : instance.baseCost;

    const fixedBusy = fixedTimes(setting);
    const spans = this.programs.filter((program) => program.kinds.length > 0).map((program) => program.span);
    const from = Math.min(...spans.map((span) => span.from), ...fixedBusy.map((busy) => busy.from), never);
    const to = Math.max(...spans.map((span) => span.to), ...fixedBusy.flatMap((busy) => busy.backAt), -never);
    const [start, end] = from < to ? [from, to] : [0, 1];
    const longestCell = Math.max(...this.programs.map((program) => program.cell), 1);
    const bucket = Math.max(longestCell, Math.ceil((end - start) / buckets / step) * step);
    const field = () => new PriceField(start, end, bucket);
    const trucks = Array.from({ length: classes.count * hubs }, field);
    const limited = (p: number) => instance.dockHold[p] !== 0;
    const docks = Array.from({ length: instance.plants }, (_, p) => (limited(p) ? field() : undefined));
    this.#prices = { trucks, hubs, docks };
    this.hubs = hubs;
    const dockFields = docks.flatMap((dock, p) => (dock ? [{ dock, p }] : []));
    this.fields = [...trucks, ...dockFields.map(({ dock }) => dock)];
    this.offsets = Int32Array.from(this.fields, (_, f) => f * trucks[0].buckets);
    this.size = this.fields.length * trucks[0].buckets;
    this.#truckFields = trucks.length;
    this.#dockCount = Float64Array.from(dockFields, ({ p }) => instance.dockFrom[p + 1] - instance.dockFrom[p]);
    this.#dockFieldOf = new Int32Array(instance.plants).fill(-1);
    dockFields.forEach(({ p }, i) => {
      this.#dockFieldOf[p] = trucks.length + i;
    });
    this.#fixedTrucks = fixedBusy.map((busy) => ({ ...busy, first: classes.classOf[busy.truck] * hubs }));
    this.#fixedDocks = instance.fixed.flatMap((load) => {
      const hold = holdTime(instance, load.plant, loadingTime(instance, load.plant, load.volumeL));
      const at = this.#dockFieldOf[load.plant];
      return at < 0 ? [] : [{ field: at, from: load.loadStart, to: load.loadStart + hold }];
    });
    const kinds = this.programs.map((program) => program.kinds);
    this.#fleet = new Fleet(setting, tailsOf(setting, kinds), legs.useCost, fixedBusy, objective === 'cost');
    this.work = this.programs.reduce((sum, program) => sum + program.work, 0);
  }

  /**
   * @param prices - per second, of each bucket of each field; none is negative.
   * @param excess - becomes what is asked for beyond what there is, in seconds: a supergradient.
   * @param tied - prices of a class are the same at all hubs, and are to stay so.
   * @returns the bound that these prices prove; -Infinity where the time was up before.
   */
  evaluate(prices: Float64Array, excess: Float64Array, tied: boolean): number {
    const buckets = this.fields[0].buckets;
    this.fields.forEach((field, f) => {
      field.rate.set(prices.subarray(this.offsets[f], this.offsets[f] + buckets));
      field.integrate();
    });
    excess.fill(0);
    const trucks = this.#fleet.value(this.fields, excess, this.offsets);
    let docks = 0;
    this.#dockCount.forEach((count, i) => {
      const f = this.#truckFields + i;
      const field = this.fields[f];
      docks += count * field.before(field.to);
      for (let b = 0; b < buckets; b++) excess[this.offsets[f] + b] += count * field.bucket;
    });
    for (let i = 0; i < this.size; i++) excess[i] = -excess[i];
    const take = (field: number, from: number, to: number, sign: number) =>
      this.fields[field].spread(excess, this.offsets[field], from, to, sign);
    let fixed = 0;
    for (const { field, from, to } of this.#fixedDocks) {
      fixed += this.fields[field].between(from, to);
      take(field, from, to, 1);
    }
    for (const { first, hub, from, backAt } of this.#fixedTrucks) {
      const worths = backAt.map((time, h) => this.fields[first + h].after(time));
      const to = worths.indexOf(Math.max(...worths));
      fixed += this.fields[first + hub].after(from) - worths[to];
      take(first + hub, from, Infinity, 1);
      take(first + to, backAt[to], Infinity, -1);
    }
    const { hubs } = this.#prices;
    let orders = 0;
    for (const program of this.programs) {
      if (this.#shouldStop()) return -Infinity;
      orders += program.evaluate(this.#prices);
      program.trace(this.#prices, (kind, load) => {
        const first = kind.truckClass * hubs;
        take(first + kind.hub, load.loadStart, Infinity, 1);
        take(first + load.hub, load.backAt, Infinity, -1);
        const dock = this.#dockFieldOf[kind.plant];
        if (dock >= 0) take(dock, load.dockStart, load.dockStart + kind.hold, 1);
      });
    }
    if (tied) this.#tie(excess);
    this.terms = { base: this.#base, orders, fixed, trucks: -trucks, docks: -docks, branching: 0 };
    return this.#base + orders + fixed - trucks - docks;
  }

  /** Confines each order to what a branch says of it. */
  decide(decisions: readonly Decision[]): void {
    this.programs.forEach((program, i) => {
      program.decision = decisions[i];
    });
  }

  /** The same excess for all hubs of a class: prices that were equal stay equal. */
  #tie(excess: Float64Array): void {
    const { hubs } = this.#prices;
    const buckets = this.fields[0].buckets;
    for (let first = 0; first < this.#truckFields; first += hubs) {
      for (let b = 0; b < buckets; b++) {
        let sum = 0;
        for (let h = 0; h < hubs; h++) sum += excess[(first + h) * buckets + b];
        for (let h = 0; h < hubs; h++) excess[(first + h) * buckets + b] = sum;
      }
    }
  }
}

/** Where and when the trucks of fixed loads are taken at least. */
export function fixedTimes({ instance, hubs, hubOf, travelToHub }: LoadSetting): FixedBusy[] {
  return instance.fixed.map((load) => {
    const site = instance.site[load.order];
    const away = instance.wash[load.truck] + instance.slackAfter[load.plant * instance.orders + load.order];
    const back = travelToHub.subarray(site * hubs, (site + 1) * hubs);
    const unloaded = load.unloadStart + unloadingTime(instance, load.order, load.truck, load.volumeL);
    return {
      truck: load.truck,
      hub: hubOf[load.plant],
      from: load.loadStart,
      backAt: Array.from(back, (travel) => unloaded + away + travel),
      longestTail: away + Math.max(...back),
      shortestBack: away - instance.wash[load.truck] + Math.min(...back),
      site,
    };
  });
}

/** From each site to the nearest plant of each hub, straight and by way of other loads. */
export function waysToHubs(
  instance: DispatchInstance,
  hubs: number,
  hubOf: Int32Array,
  travelFactor: number,
  ways: Detours,
): Pick<LoadSetting, 'travelToHub' | 'returnToHub'> {
  const { sites, plants } = instance;
  const travelToHub = new Float64Array(sites * hubs).fill(Infinity);
  const returnToHub = new Float64Array(sites * hubs).fill(Infinity);
  for (let site = 0; site < sites; site++) {
    for (let p = 0; p < plants; p++) {
      const leg = site * plants + p;
      const at = site * hubs + hubOf[p];
      travelToHub[at] = Math.min(travelToHub[at], Math.floor(instance.travelBack[leg] * travelFactor));
      returnToHub[at] = Math.min(returnToHub[at], ways.back[leg]);
    }
  }
  return { travelToHub, returnToHub };
}

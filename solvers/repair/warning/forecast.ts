/**
 * Chances of every load to break a limit, worked out from the plan without any draw: distributions of delays are passed on
 * along the events of the network, each event taking the latest of what it waits for.
 *
 * First order: delays that meet are taken as half related, sums of times as log-normal, legs as long as at their planned
 * hour. `index` of a load, the cascade-risk index, is the probability that it breaks at least one of its limits; those limits
 * are all driven by the same delay, so the greatest of their chances stands for them together. Breakdowns come on top.
 */
import type { RepairViolationKind } from '../../../models/repair-warning.ts';
import { type BreakdownChances, breakdownChances } from './breakdowns.ts';
import { chanceAbove, chanceApart, chanceOver, type DelayGrid, latestOf, onTime, passedOn } from './delay-grid.ts';
import type { DelayModel } from './delay-model.ts';
import { belowOf, type RandomTime, sumOf, timeOf } from './lognormal.ts';
import { afterBreaks, afterLastBreaks, legHome, legToPlant, legToSite, type Network } from './network.ts';

export interface Forecast {
  readonly network: Network;
  /** Per load: delays of its two events, breakdowns left out. */
  readonly load: readonly DelayGrid[];
  readonly unload: readonly DelayGrid[];
  /** Per load: chances to break each sort of limit without any breakdown. */
  readonly usual: readonly UsualChances[];
  readonly breakdowns: BreakdownChances;
  /** Per load: violations to be expected, and the index; breakdowns included. */
  readonly violations: Float64Array;
  readonly index: Float64Array;
  /** Violations of all loads. */
  readonly total: number;
}

type UsualKind = Exclude<RepairViolationKind, 'lost'>;
type UsualChances = Readonly<Record<UsualKind, number>>;
const usualKinds = ['window', 'gap', 'lifetime', 'shift', 'hours'] as const;

/**
 * @param known - forecast of the same loads in another plan of the same shift: what is the same is not worked out anew, and
 * breakdowns count as there.
 */
export function forecastOf(network: Network, model: DelayModel, known?: Forecast): Forecast {
  const { count, events } = network;
  const work = new Work(network, model);
  const changed = changedLoads(network, known?.network);
  const { load, unload, loadIsNew, unloadIsNew } = work;
  for (let at = 0; at < events.length; at++) {
    const index = events[at] >> 1;
    if (events[at] & 1) {
      const isNew = changed[index] || loadIsNew[index] || isAnew(unloadIsNew, network.previousAtSite[index]);
      unloadIsNew[index] = isNew ? 1 : 0;
      unload[index] = isNew || !known ? work.unloading(index) : known.unload[index];
    } else {
      const { previousOfTruck, previousOnDock } = network;
      const isNew =
        changed[index] || isAnew(unloadIsNew, previousOfTruck[index]) || isAnew(loadIsNew, previousOnDock[index]);
      loadIsNew[index] = isNew ? 1 : 0;
      load[index] = isNew || !known ? work.loading(index) : known.load[index];
    }
  }
  const usual = Array.from({ length: count }, (_, index) => {
    const isNew =
      loadIsNew[index] ||
      unloadIsNew[index] ||
      isAnew(unloadIsNew, network.previousOfOrder[index]) ||
      isAnew(unloadIsNew, network.follows[index]);
    return isNew || !known ? work.chances(index) : known.usual[index];
  });
  const breakdowns = known?.breakdowns ?? breakdownChances(network, model);
  const violations = new Float64Array(count);
  const indices = new Float64Array(count);
  let total = 0;
  usual.forEach((chances, index) => {
    violations[index] = breakdowns.kinds.lost[index];
    for (const kind of usualKinds) violations[index] += either(chances[kind], breakdowns.kinds[kind][index]);
    indices[index] = either(Math.max(...usualKinds.map((kind) => chances[kind])), breakdowns.any[index]);
    total += violations[index];
  });
  return { network, load, unload, usual, breakdowns, violations, index: indices, total };
}

/** Probability of one or the other, which have nothing to do with each other. */
const either = (one: number, other: number): number => Math.min(1, one + other - one * other);

class Work {
  readonly load: DelayGrid[];
  readonly unload: DelayGrid[];
  readonly loadIsNew: Uint8Array;
  readonly unloadIsNew: Uint8Array;
  readonly #network: Network;
  readonly #model: DelayModel;
  /** Spread of a leg and of the hour together. */
  readonly #legSpread: number;
  /** Delays of the way to the site and of the site, of which unloading is the later. */
  readonly #byWay: DelayGrid[];
  readonly #bySite: DelayGrid[];

  constructor(network: Network, model: DelayModel) {
    const { travelSpread, trafficSpread } = model.simulation;
    const lists = () => new Array<DelayGrid>(network.count).fill(onTime);
    this.#network = network;
    this.#model = model;
    this.#legSpread = Math.sqrt((1 + travelSpread ** 2) * (1 + trafficSpread ** 2) - 1);
    this.load = lists();
    this.unload = lists();
    this.#byWay = lists();
    this.#bySite = lists();
    this.loadIsNew = new Uint8Array(network.count);
    this.unloadIsNew = new Uint8Array(network.count);
  }

  loading(index: number): DelayGrid {
    const n = this.#network;
    if (n.started[index]) return onTime;
    const before = n.previousOfTruck[index];
    const planned = n.plannedLoad[index];
    const free = before < 0 ? n.truckFrom[index] : n.plannedUnload[before] + n.unloading[before] + n.wash[before];
    const from = afterBreaks(n, index, free);
    const leg = legToPlant(n, index, from);
    // Waiting before a break takes up a delay like waiting at the plant.
    let waiting = from - free;
    for (let at = n.breakOf[index]; at < n.breakOf[index + 1]; at++) waiting -= n.breakTime[at];
    const slack = planned - from - leg + waiting;
    const time = before < 0 ? this.#leg(leg) : sumOf(this.#unloadingTime(before), this.#leg(leg));
    const mean = before < 0 ? leg : n.unloading[before] + leg;
    const delay = before < 0 ? onTime : this.unload[before];
    const back = passedOn(delay, belowOf(time), mean + slack);
    const onDock = n.previousOnDock[index];
    if (onDock < 0) return back;
    const hold = n.hold[onDock];
    const held = hold < 0 ? this.#loadingTime(onDock) : { mean: hold, variance: 0 };
    return latestOf(back, passedOn(this.load[onDock], belowOf(held), planned - n.plannedLoad[onDock]));
  }

  unloading(index: number): DelayGrid {
    const n = this.#network;
    if (n.started[index]) return onTime;
    const planned = n.plannedUnload[index];
    this.#byWay[index] = this.#way(index, this.load[index]);
    this.#bySite[index] = onTime;
    const atSite = n.previousAtSite[index];
    if (atSite >= 0) {
      const apart = planned - n.plannedUnload[atSite];
      const below = belowOf(this.#unloadingTime(atSite));
      this.#bySite[index] = passedOn(this.unload[atSite], below, apart - n.afterEnd[index]);
      if (n.afterStart[index] > 0) {
        const fromStart = passedOn(this.unload[atSite], certain, apart - n.afterStart[index]);
        this.#bySite[index] = latestOf(this.#bySite[index], fromStart);
      }
    }
    return latestOf(this.#byWay[index], this.#bySite[index]);
  }

  chances(index: number): UsualChances {
    const n = this.#network;
    if (n.started[index]) return { window: 0, gap: 0, lifetime: 0, shift: 0, hours: 0 };
    if (!this.unloadIsNew[index]) this.unloading(index);
    const planned = n.plannedUnload[index];
    const unload = this.unload[index];
    const own = belowOf(this.#unloadingTime(index));
    const startBy = n.previousOfOrder[index] < 0 ? Math.min(n.startBy[index], n.firstBy[index]) : n.startBy[index];
    const allowedAge = n.lifetime[index] - (planned - n.plannedLoad[index]);
    const waiting = latestOf(this.#way(index, onTime), this.#bySite[index]);
    return {
      window: Math.max(chanceAbove(unload, own, n.endBy[index] - planned), chanceOver(unload, startBy - planned)),
      gap: this.#gapChance(index),
      lifetime: chanceAbove(waiting, own, allowedAge),
      shift: n.isLast[index] ? this.#shiftChance(index) : 0,
      hours: chanceAbove(this.load[index], belowOf(this.#loadingTime(index)), n.loadedBy[index] - n.plannedLoad[index]),
    };
  }

  #way(index: number, load: DelayGrid): DelayGrid {
    const n = this.#network;
    const depart = n.plannedLoad[index] + n.loading[index] + n.afterLoading[index];
    const leg = legToSite(n, index, depart);
    const time = sumOf(this.#loadingTime(index), this.#leg(leg));
    const between = n.plannedUnload[index] - n.plannedLoad[index];
    return passedOn(load, belowOf(time), between - n.afterLoading[index]);
  }

  #gapChance(index: number): number {
    const n = this.#network;
    const before = n.previousOfOrder[index];
    const leader = n.follows[index];
    let chance = 0;
    if (before >= 0 && n.greatestGap[index] < Infinity) {
      const fromStart = n.instance.gapFromStart[n.placements[index].order] === 1;
      const mark = fromStart ? this.unload[before] : this.#end(before);
      const apart = n.plannedUnload[index] - n.plannedUnload[before];
      chance = chanceApart(this.#byWay[index], mark, n.greatestGap[index] - apart);
    }
    if (leader >= 0 && n.greatestFollow[index] < Infinity) {
      const apart = n.plannedUnload[index] - n.plannedUnload[leader];
      chance = Math.max(chance, chanceApart(this.#byWay[index], this.#end(leader), n.greatestFollow[index] - apart));
    }
    return chance;
  }

  #shiftChance(index: number): number {
    const n = this.#network;
    const free = n.plannedUnload[index] + n.unloading[index] + n.wash[index];
    const from = afterLastBreaks(n, index, free);
    const leg = legHome(n, index, from);
    const rests = (n.breaksBehind.get(index) ?? []).reduce((sum, { time }) => sum + time, 0);
    const below = belowOf(sumOf(this.#unloadingTime(index), this.#leg(leg)));
    return chanceAbove(this.unload[index], below, n.backBy[index] - n.plannedUnload[index] - n.wash[index] - rests);
  }

  /** End of an unloading after its planned start. */
  #end(index: number): DelayGrid {
    return passedOn(this.unload[index], belowOf(this.#unloadingTime(index)), 0);
  }

  #leg(seconds: number): RandomTime {
    return timeOf(seconds, this.#legSpread);
  }

  #loadingTime(index: number): RandomTime {
    const n = this.#network;
    if (n.started[index]) return { mean: n.loading[index], variance: 0 };
    const { loadingRatio, simulation } = this.#model;
    return timeOf(n.loading[index] * loadingRatio[n.placements[index].plant], simulation.loadingSpread);
  }

  #unloadingTime(index: number): RandomTime {
    const n = this.#network;
    if (n.started[index]) return { mean: n.unloading[index], variance: 0 };
    const { unloadingRatio, simulation } = this.#model;
    const site = n.instance.site[n.placements[index].order];
    return timeOf(n.unloading[index] * unloadingRatio[site], simulation.unloadingSpread);
  }
}

/** No time at all. */
const certain = (x: number): number => (x >= 0 ? 1 : 0);

const isAnew = (flags: Uint8Array, index: number): boolean => index >= 0 && flags[index] === 1;

/** Loads whose own times, truck, dock or neighbours are others than in the network known. */
function changedLoads(network: Network, known: Network | undefined): Uint8Array {
  const changed = new Uint8Array(network.count);
  if (!known) return changed.fill(1);
  const links = ['previousOfTruck', 'previousOnDock', 'previousAtSite', 'previousOfOrder', 'follows'] as const;
  for (let index = 0; index < network.count; index++) {
    const [now, before] = [network.placements[index], known.placements[index]];
    const same =
      (now === before ||
        (now.truck === before.truck && now.loadStart === before.loadStart && now.unloadStart === before.unloadStart)) &&
      now.plant === before.plant &&
      now.dock === before.dock &&
      links.every((link) => network[link][index] === known[link][index]) &&
      network.isLast[index] === known.isLast[index] &&
      network.dutyFrom[now.truck] === known.dutyFrom[before.truck] &&
      network.truckFrom[index] === known.truckFrom[index] &&
      network.breakOf[index + 1] - network.breakOf[index] === known.breakOf[index + 1] - known.breakOf[index] &&
      (network.breaksBehind.get(index)?.length ?? 0) === (known.breaksBehind.get(index)?.length ?? 0);
    changed[index] = same ? 0 : 1;
  }
  return changed;
}

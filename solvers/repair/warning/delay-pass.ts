/**
 * Delays of the events of a network and chances of its loads, one after the other; each asks for those of the events before.
 * Breakdowns are left out.
 */
import {
  beyond,
  chanceAbove,
  chanceApart,
  chanceOver,
  type DelayGrid,
  latestOf,
  onTime,
  passedOn,
} from './delay-grid.ts';
import type { DelayModel } from './delay-model.ts';
import { leaveAt, leaveHomeAt, legHome, legToPlant, legToSite } from './legs.ts';
import { belowOf, type RandomTime, sumOf, timeOf } from './lognormal.ts';
import type { Network } from './network.ts';

/** Sorts of limits that delays break. */
export const usualKinds = ['window', 'gap', 'lifetime', 'shift', 'hours'] as const;
export type UsualChances = Readonly<Record<(typeof usualKinds)[number], number>>;

/** A truck that is at the site longer before its unloading is there in any case. */
const early = 3600;

export class DelayPass {
  readonly load: DelayGrid[];
  readonly unload: DelayGrid[];
  readonly loadIsNew: Uint8Array;
  readonly unloadIsNew: Uint8Array;
  readonly #network: Network;
  readonly #model: DelayModel;
  /** Spread of a leg and of the hour together. */
  readonly #legSpread: number;
  /** Delays by the unloading before at the site. */
  readonly #bySite: DelayGrid[];

  constructor(network: Network, model: DelayModel) {
    const { travelSpread, trafficSpread } = model.simulation;
    const lists = () => new Array<DelayGrid>(network.count).fill(onTime);
    this.#network = network;
    this.#model = model;
    this.#legSpread = Math.sqrt((1 + travelSpread ** 2) * (1 + trafficSpread ** 2) - 1);
    this.load = lists();
    this.unload = lists();
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
    const from = leaveAt(n, index, free);
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
    const byWay = this.#way(index, this.load[index]);
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
    return latestOf(byWay, this.#bySite[index]);
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
    // Concrete that is loaded late is as much younger.
    const waiting = latestOf(this.#way(index, onTime), beyond(this.#bySite[index], this.load[index]));
    return {
      window: Math.max(chanceAbove(unload, own, n.endBy[index] - planned), chanceOver(unload, startBy - planned)),
      gap: this.#gapChance(index),
      lifetime: chanceAbove(waiting, own, allowedAge),
      shift: n.isLast[index] ? this.#shiftChance(index) : 0,
      hours: chanceAbove(this.load[index], belowOf(this.#loadingTime(index)), n.loadedBy[index] - n.plannedLoad[index]),
    };
  }

  /** When the truck is at the site, after `early` seconds before the planned unloading: it may well be there before. */
  #there(index: number): DelayGrid {
    return this.#way(index, this.load[index], early);
  }

  #way(index: number, load: DelayGrid, sooner = 0): DelayGrid {
    const n = this.#network;
    const depart = n.plannedLoad[index] + n.loading[index] + n.afterLoading[index];
    const leg = legToSite(n, index, depart);
    const time = sumOf(this.#loadingTime(index), this.#leg(leg));
    const between = n.plannedUnload[index] - n.plannedLoad[index];
    return passedOn(load, belowOf(time), between - n.afterLoading[index] - sooner);
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
      chance = chanceApart(this.#there(index), mark, n.greatestGap[index] - apart + early);
    }
    if (leader >= 0 && n.greatestFollow[index] < Infinity) {
      const apart = n.plannedUnload[index] - n.plannedUnload[leader];
      const allowed = n.greatestFollow[index] - apart;
      chance = Math.max(chance, chanceApart(this.#way(index, this.load[index]), this.#end(leader), allowed));
    }
    return chance;
  }

  #shiftChance(index: number): number {
    const n = this.#network;
    const free = n.plannedUnload[index] + n.unloading[index] + n.wash[index];
    const from = leaveHomeAt(n, index, free);
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

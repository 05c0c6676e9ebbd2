/**
 * A load moved in time, and with it whoever is in the way: buffers of the loads around it are spent for it. Moves keep all
 * sequences; what else they break is for the checker to see.
 */
import type { Placement } from '../../../dispatch/instance.ts';
import { holdTime, leastStep } from '../../../dispatch/instance.ts';
import { leaveAt, leaveForSite, legToPlant, legToSite } from '../legs.ts';
import type { Network } from '../network.ts';

/** Whoever has to move more of the plan than that replans it. */
const mostMoved = 12;

export interface Neighbours {
  readonly nextOfTruck: Int32Array;
  readonly nextOnDock: Int32Array;
  readonly nextAtSite: Int32Array;
}

export function neighboursOf({ count, previousOfTruck, previousOnDock, previousAtSite }: Network): Neighbours {
  const nextBy = (previous: Int32Array) => {
    const next = new Int32Array(count).fill(-1);
    previous.forEach((before, load) => {
      if (before >= 0) next[before] = load;
    });
    return next;
  };
  return {
    nextOfTruck: nextBy(previousOfTruck),
    nextOnDock: nextBy(previousOnDock),
    nextAtSite: nextBy(previousAtSite),
  };
}

/** Times of a plan that is being changed. */
class Times {
  readonly network: Network;
  readonly load: Float64Array;
  readonly unload: Float64Array;
  readonly moved = new Set<number>();
  readonly queue: number[] = [];
  readonly #about: number;
  readonly #spared: (index: number) => boolean;

  constructor(network: Network, about: number, spared: (index: number) => boolean) {
    this.network = network;
    this.#about = about;
    this.#spared = spared;
    this.load = network.plannedLoad.slice();
    this.unload = network.plannedUnload.slice();
  }

  /** Both times by so many seconds, earlier where negative. */
  move(index: number, by: number, what: 'both' | 'loading' = 'both'): void {
    this.load[index] += by;
    if (what === 'both') this.unload[index] += by;
    this.moved.add(index);
    this.queue.push(index);
  }

  isRefused(index: number): boolean {
    if (this.moved.size > mostMoved || this.network.started[index] === 1) return true;
    return index !== this.#about && this.#spared(index);
  }

  /** When the truck of load `index` can be at the plant, behind load `before` with its buffer. */
  arrivalAfter(before: number, index: number): number {
    const { network } = this;
    const { placements, instance } = network;
    const { plant, order } = placements[before];
    const buffer = instance.slackAfter[plant * instance.orders + order];
    const free = this.unload[before] + network.unloading[before] + network.wash[before] + buffer;
    const from = leaveAt(network, index, free);
    return from + legToPlant(network, index, from);
  }

  /** Earliest loading on the dock, and unloading at the site, behind load `before`. */
  dockFree(before: number): number {
    const { network } = this;
    return this.load[before] + holdTime(network.instance, network.placements[before].plant, network.loading[before]);
  }

  siteFree(before: number, index: number): number {
    const { network } = this;
    const { order } = network.placements[index];
    const length = network.unloading[before];
    if (network.placements[before].order === order)
      return this.unload[before] + leastStep(network.instance, order, length);
    return this.unload[before] + length + network.afterEnd[index];
  }

  placements(): Placement[] {
    return this.network.placements.map((placement, index) =>
      this.moved.has(index)
        ? { ...placement, loadStart: this.load[index], unloadStart: this.unload[index] }
        : placement,
    );
  }
}

/**
 * The load, or its loading alone, so many seconds earlier; undefined where that cannot be.
 * @param spared - loads that give no buffer for others: those of critical clients.
 */
export function earlier(
  network: Network,
  spared: (index: number) => boolean,
  index: number,
  seconds: number,
  what: 'both' | 'loading' = 'both',
): Placement[] | undefined {
  const times = new Times(network, index, spared);
  const { instance, placements } = network;
  times.move(index, -seconds, what);
  while (times.queue.length > 0) {
    const at = times.queue.pop()!;
    const { plant, order } = placements[at];
    if (times.isRefused(at) || times.load[at] < instance.plantFrom[plant]) return undefined;
    if (times.unload[at] < Math.min(instance.windowFrom[order], network.plannedUnload[at])) return undefined;
    // Other traffic on the way: a load that is unloaded earlier is loaded as late as is in time.
    const by = times.unload[at] - instance.slackBefore[plant * instance.orders + order];
    const inTime = leaveForSite(network, at, by) - network.afterLoading[at] - network.loading[at];
    if (times.unload[at] < network.plannedUnload[at]) times.load[at] = Math.min(times.load[at], inTime);
    const ofTruck = network.previousOfTruck[at];
    if (ofTruck < 0) {
      const from = network.truckFrom[at];
      if (from + legToPlant(network, at, from) > times.load[at]) return undefined;
    } else {
      const late = times.arrivalAfter(ofTruck, at) - times.load[at];
      if (late > 0) times.move(ofTruck, -late);
    }
    const onDock = network.previousOnDock[at];
    const dockLate = onDock < 0 ? 0 : times.dockFree(onDock) - times.load[at];
    if (dockLate > 0) times.move(onDock, -dockLate);
    const atSite = network.previousAtSite[at];
    const siteLate = atSite < 0 ? 0 : times.siteFree(atSite, at) - times.unload[at];
    if (siteLate > 0) times.move(atSite, -siteLate);
  }
  return times.placements();
}

/** The load so many seconds later; `spared` as above. */
export function later(
  network: Network,
  spared: (index: number) => boolean,
  neighbours: Neighbours,
  index: number,
  seconds: number,
): Placement[] | undefined {
  const times = new Times(network, index, spared);
  const { instance, placements } = network;
  times.move(index, seconds);
  while (times.queue.length > 0) {
    const at = times.queue.pop()!;
    const { plant, order } = placements[at];
    if (times.isRefused(at) || times.load[at] + network.loading[at] > instance.plantTo[plant]) return undefined;
    const depart = times.load[at] + network.loading[at] + network.afterLoading[at];
    const there = depart + legToSite(network, at, depart) + instance.slackBefore[plant * instance.orders + order];
    // Slower traffic than before: unloaded as much later.
    times.unload[at] = Math.max(times.unload[at], Math.min(there, times.unload[at] + 3600));
    if (times.unload[at] + network.unloading[at] > network.endBy[at]) return undefined;
    const ofTruck = neighbours.nextOfTruck[at];
    const truckLate = ofTruck < 0 ? 0 : times.arrivalAfter(at, ofTruck) - times.load[ofTruck];
    if (truckLate > 0) times.move(ofTruck, truckLate);
    const onDock = neighbours.nextOnDock[at];
    const dockLate = onDock < 0 ? 0 : times.dockFree(at) - times.load[onDock];
    if (dockLate > 0) times.move(onDock, dockLate);
    const atSite = neighbours.nextAtSite[at];
    const siteLate = atSite < 0 ? 0 : times.siteFree(at, atSite) - times.unload[atSite];
    if (siteLate > 0) times.move(atSite, siteLate);
  }
  return times.placements();
}

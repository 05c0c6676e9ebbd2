/** Orders that can take concrete which is on board already, and when it is unloaded there. */
import type { DispatchOrder, DispatchPlant } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import { unloadingTime } from '../../dispatch/instance.ts';
import { litresIn } from '../../dispatch/units.ts';
import { lifetimesOf } from './actual-times.ts';
import { litresByOrder, wantedOrders } from './amended-orders.ts';
import { presentTrucks } from './amended-trucks.ts';
import { isOut, type Situation } from './situation.ts';
import type { StandingLoad } from './standing.ts';
import type { RescueCase, StatedLoad } from './states.ts';

/** Importance of an order. */
export const weightOf = { normal: 1, high: 2, critical: 4 } as const;

/** One way to save a load. */
export interface RescueWay {
  readonly action: 'transfer' | 'divert';
  readonly load: StandingLoad;
  /** Of the legs. */
  readonly cost: number;
}

/** Loads that stay, by the place where they are unloaded, in order of unloading. */
export type UnloadingsAt = ReadonlyMap<string, readonly StandingLoad[]>;

export function unloadingsAt(fixed: readonly StandingLoad[]): UnloadingsAt {
  return Map.groupBy(
    fixed.toSorted((one, other) => one.unloadStart - other.unloadStart),
    ({ site }) => site,
  );
}

export class Takers {
  /** Everything that was ever there: cancelled orders, trucks that came, plants that stand for trucks that are stuck. */
  readonly dense: DenseShift;
  readonly #situation: Situation;
  readonly #orders: readonly DispatchOrder[];
  readonly #lifetimeOf: (order: string) => number;
  readonly #grades: ReadonlyMap<string, string | undefined>;
  /** Of the plan that runs, but what is gone. */
  readonly #loadsOf: ReadonlyMap<string, readonly StatedLoad[]>;

  constructor(situation: Situation, loads: readonly StatedLoad[], transferPlants: readonly DispatchPlant[]) {
    const { problem } = situation;
    const { shift } = problem;
    const orders = wantedOrders(problem);
    const plants = [...shift.plants, ...transferPlants];
    this.dense = denseShift({ ...shift, plants, orders, trucks: presentTrucks(problem), fixed: [] }, []);
    this.#situation = situation;
    this.#orders = orders.filter(({ id }) => !situation.cancelled.has(id));
    this.#lifetimeOf = lifetimesOf(shift, orders);
    this.#grades = new Map(shift.orders.map(({ id, grade }) => [id, grade]));
    this.#loadsOf = Map.groupBy(
      loads.filter(({ state }) => state !== 'gone'),
      ({ order }) => order,
    );
  }

  /**
   * Orders of the same grade with room for a load beside what stays, in groups: its own order; then the most important ones
   * and, of these, first those that would miss so much even with all their loads of the plan that runs.
   */
  ordersFor({ load }: RescueCase, fixed: readonly StandingLoad[]): DispatchOrder[][] {
    const held = litresByOrder(fixed);
    const litres = litresIn(load.volumeM3);
    const grade = this.#grades.get(load.order);
    const groups = new Map<number, DispatchOrder[]>();
    for (const order of this.#orders) {
      const isOwn = order.id === load.order;
      const open = litresIn(order.volumeM3) - (held.get(order.id) ?? 0);
      if (order.grade !== grade || open < litres || !(isOwn || (order.plants?.includes(load.plant) ?? true))) continue;
      const rank = isOwn ? Infinity : 2 * weightOf[order.priority] + Number(this.#misses(order, litres));
      const group = groups.get(rank);
      if (group) group.push(order);
      else groups.set(rank, [order]);
    }
    return [...groups].sort(([one], [other]) => (one < other ? 1 : -1)).map(([, orders]) => orders);
  }

  #misses({ id, volumeM3 }: DispatchOrder, litres: number): boolean {
    const planned = (this.#loadsOf.get(id) ?? []).reduce((sum, load) => sum + litresIn(load.volumeM3), 0);
    return litresIn(volumeM3) - planned >= litres;
  }

  /** Last second at which the unloading of a load may end at the site of an order. */
  latestEnd({ mixedAt }: RescueCase, order: DispatchOrder): number {
    return mixedAt + this.#lifetimeOf(order.id);
  }

  /** Whether all loads of an order are from one plant. */
  isFromOnly(order: DispatchOrder, plant: string, fixed: readonly StandingLoad[]): boolean {
    const others = [...(this.#loadsOf.get(order.id) ?? []), ...fixed.filter((load) => load.order === order.id)];
    return others.every((load) => load.plant === plant);
  }

  /**
   * Earliest unloading of a load at the site of an order.
   * @param arrival - at the site.
   * @param start - of loading, and where it is loaded, as a load that stays.
   * @returns undefined where it would be too old, too late for another order, or the truck too late for its shift.
   */
  unload(
    one: RescueCase,
    order: DispatchOrder,
    arrival: number,
    start: Pick<StandingLoad, 'truck' | 'plant' | 'dock' | 'loadStart'>,
    unloadings: UnloadingsAt,
  ): StandingLoad | undefined {
    const { load } = one;
    const { instance, truckIndex, plantIndex, orderIndex, problem } = this.dense;
    const truck = truckIndex.get(start.truck) ?? -1;
    const at = orderIndex.get(order.id) ?? -1;
    if (isOut(this.#situation, start.truck) || instance.mayServe[at * instance.trucks + truck] === 0) return undefined;
    const litres = litresIn(load.volumeM3);
    const unloading = unloadingTime(instance, at, truck, litres);
    const windowFrom = order.window ? secondsOf(problem, order.window.from) : arrival;
    const unloadStart = freeFrom(unloadings.get(order.place) ?? [], Math.max(arrival, windowFrom), unloading);
    const unloadEnd = unloadStart + unloading;
    const plant = plantIndex.get(start.plant) ?? -1;
    const siteLeave = unloadEnd + instance.wash[truck] + instance.slackAfter[plant * instance.orders + at];
    const isOwn = order.id === load.order;
    if (unloadEnd > this.latestEnd(one, order)) return undefined;
    // Late is better than never for who waits for it, and of no use to others.
    if (!isOwn && (unloadEnd > instance.windowTo[at] || unloadStart > instance.startTo[at])) return undefined;
    if (unloadStart > instance.startBy[truck] || this.#back(truck, order.place, siteLeave) > instance.shiftTo[truck])
      return undefined;
    const { volumeM3 } = load;
    return {
      ...{ order: order.id, ...start, volumeM3, unloadStart, unloadEnd, site: order.place, siteLeave },
      ...{ given: false, isRescue: true },
    };
  }

  #back(truck: number, site: string, siteLeave: number): number {
    const { home, end = home } = this.dense.problem.trucks[truck];
    return end === null ? siteLeave : this.#situation.roads.arrival(site, end, siteLeave);
  }
}

/** First moment from which on there is no other unloading for so long. */
function freeFrom(others: readonly StandingLoad[], earliest: number, seconds: number): number {
  let from = earliest;
  for (const { unloadStart, unloadEnd } of others) {
    if (unloadStart >= from + seconds) break;
    from = Math.max(from, unloadEnd);
  }
  return from;
}

/** Ways to the orders of the first group to which there are any. */
export function firstWays(
  groups: readonly (readonly DispatchOrder[])[],
  waysTo: (order: DispatchOrder) => RescueWay[],
): RescueWay[] {
  for (const orders of groups) {
    const ways = orders.flatMap(waysTo);
    if (ways.length > 0) return ways;
  }
  return [];
}

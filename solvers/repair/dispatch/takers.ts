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
  /** To the order that it was for. */
  readonly isOwn: boolean;
  /** Importance of the order that gets it. */
  readonly weight: number;
  /** Even with all its loads of the plan that runs that order misses so much. */
  readonly isMissing: boolean;
  /** Of the legs. */
  readonly cost: number;
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

  /** Orders of the same grade with room for a load beside what stays. */
  ordersFor({ load }: RescueCase, fixed: readonly StandingLoad[]): DispatchOrder[] {
    const held = litresByOrder(fixed);
    const litres = litresIn(load.volumeM3);
    return this.#orders.filter(
      ({ id, grade, volumeM3, plants }) =>
        grade === this.#grades.get(load.order) &&
        litresIn(volumeM3) - (held.get(id) ?? 0) >= litres &&
        (id === load.order || (plants?.includes(load.plant) ?? true)),
    );
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
    { load, mixedAt }: RescueCase,
    order: DispatchOrder,
    arrival: number,
    start: Pick<StandingLoad, 'truck' | 'plant' | 'dock' | 'loadStart'>,
    fixed: readonly StandingLoad[],
  ): Omit<RescueWay, 'action' | 'cost'> | undefined {
    const { instance, truckIndex, plantIndex, orderIndex, problem } = this.dense;
    const truck = truckIndex.get(start.truck) ?? -1;
    const at = orderIndex.get(order.id) ?? -1;
    if (isOut(this.#situation, start.truck) || instance.mayServe[at * instance.trucks + truck] === 0) return undefined;
    const litres = litresIn(load.volumeM3);
    const unloading = unloadingTime(instance, at, truck, litres);
    const windowFrom = order.window ? secondsOf(problem, order.window.from) : arrival;
    const unloadStart = freeFrom(fixed, order.place, Math.max(arrival, windowFrom), unloading);
    const unloadEnd = unloadStart + unloading;
    const plant = plantIndex.get(start.plant) ?? -1;
    const siteLeave = unloadEnd + instance.wash[truck] + instance.slackAfter[plant * instance.orders + at];
    const isOwn = order.id === load.order;
    if (unloadEnd > mixedAt + this.#lifetimeOf(order.id)) return undefined;
    // Late is better than never for who waits for it, and of no use to others.
    if (!isOwn && (unloadEnd > instance.windowTo[at] || unloadStart > instance.startTo[at])) return undefined;
    if (unloadStart > instance.startBy[truck] || this.#back(truck, order.place, siteLeave) > instance.shiftTo[truck])
      return undefined;
    const planned = (this.#loadsOf.get(order.id) ?? []).reduce((sum, { volumeM3 }) => sum + litresIn(volumeM3), 0);
    const { volumeM3 } = load;
    return {
      load: {
        ...{ order: order.id, ...start, volumeM3, unloadStart, unloadEnd, site: order.place, siteLeave },
        ...{ given: false, isRescue: true },
      },
      ...{ isOwn, weight: weightOf[order.priority] },
      isMissing: litresIn(order.volumeM3) - planned >= litres,
    };
  }

  #back(truck: number, site: string, siteLeave: number): number {
    const { home, end = home } = this.dense.problem.trucks[truck];
    return end === null ? siteLeave : this.#situation.roads.arrival(site, end, siteLeave);
  }
}

/** First moment from which on a place is free of other unloadings for so long. */
function freeFrom(fixed: readonly StandingLoad[], place: string, earliest: number, seconds: number): number {
  const others = fixed.filter(({ site }) => site === place).sort((one, other) => one.unloadStart - other.unloadStart);
  let from = earliest;
  for (const { unloadStart, unloadEnd } of others) {
    if (unloadStart >= from + seconds) break;
    from = Math.max(from, unloadEnd);
  }
  return from;
}

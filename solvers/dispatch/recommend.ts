/**
 * Where a new order could go in a plan that stands: complete ways to place all of its loads, the cheapest first, and no
 * two that a dispatcher would call the same. First loads are tried at many places, each completed by the best places for
 * the rest; loads of the plan either stay to the second, or are shifted as little as the new loads make necessary.
 *
 * A shifted plan is found between two bounds. Schedules of given sequences form a lattice: the plan as it stands, cut
 * down to the latest times that leave room for the new loads, is a lower bound that can be kept, and the least schedule
 * above it is what is shown.
 */
import { LoadPlacer, type PlacingLimits, type Rating, roomForPlaces } from './construct/place-loads.ts';
import { rateByCost } from './construct/place-order.ts';
import type { ConstructionData } from './construction-data.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { type Shift, slotsOf, standingSchedule, stayBehind } from './recommend/standing.ts';
import { chooseDifferent } from './recommend/variety.ts';
import { unservedCostOf } from './schedule/cost.ts';
import type { Schedule } from './schedule.ts';
import { splitWays } from './splitting.ts';

export interface Recommendation {
  /** The loads of the new order. */
  readonly placements: readonly Placement[];
  /** Loads of the plan that move; negative: to earlier times. */
  readonly shifted: readonly Shift[];
  /** Change of the objective; what the order costs while it is not served is part of it. */
  readonly costIncrease: number;
  /** The same without that: what carrying it out costs more. */
  readonly costOfService: number;
}

const limits: PlacingLimits = { width: 3, depth: 2, inserts: 24 };
const splitsTried = 3;
/** Lists of places looked through, for all ways into a plan as it stands: a dispatcher waits for the answer. */
const mostEffort = 150;

/**
 * @param present - the plan as it stands; a plan that breaks rules is taken as it is, and then its loads stay.
 * @param order - without loads in the plan.
 * @returns at most `places` ways, the cheapest first; none where there is no place.
 */
export function recommend(
  instance: DispatchInstance,
  data: ConstructionData,
  present: readonly Placement[],
  order: number,
  places: number,
  others: 'stay' | 'shift',
): Recommendation[] {
  const standing = standingSchedule(instance, present, others);
  const s = standing.schedule;
  const found = waysInto(s, data, order, places, () => standing.shiftsOf(present));
  if (found.length < places && s.notBefore[order] > instance.windowFrom[order]) {
    // There may be room before the wanted time.
    const mark = s.mark();
    if (s.setNotBefore(order, instance.windowFrom[order]))
      found.push(...waysInto(s, data, order, places, () => standing.shiftsOf(present)));
    s.undoTo(mark);
  }
  if (others === 'shift' && standing.movable && found.length < places) {
    // Loads may also be shifted to earlier times: what the plan as it stands has no room for.
    const free = standingSchedule(instance, present, 'shift', false);
    const before = s.cost();
    const more = waysInto(
      free.schedule,
      data,
      order,
      places,
      () => {
        stayBehind(free.schedule, present, free.slots);
        return free.shiftsOf(present);
      },
      before,
    );
    found.push(...more);
  }
  return chooseDifferent(found, places);
}

function waysInto(
  s: Schedule,
  data: ConstructionData,
  order: number,
  places: number,
  settleShifts: () => Recommendation['shifted'],
  costBefore = s.cost(),
): Recommendation[] {
  const { instance } = s;
  const placer = new LoadPlacer(s, roomForPlaces(instance, true));
  const rating: Rating = (of, _after, out) => rateByCost(s, of, out);
  const splits: (readonly number[] | undefined)[] = splitWays(
    instance,
    data,
    order,
    instance.volumeL[order],
    splitsTried,
  );
  splits.push(undefined);
  const found: Recommendation[] = [];
  splits.forEach((volumes, number) => {
    const volumeL = volumes?.[0] ?? instance.volumeL[order];
    const width = number === 0 ? 4 * places : places;
    const perTruck = new Map<number, number>();
    for (const place of placer.places(order, volumeL, rating, 8 * width, volumes !== undefined)) {
      const tried = perTruck.get(place.truck) ?? 0;
      if (tried >= 2 || found.length >= 8 * places || placer.effort >= mostEffort) continue;
      const mark = s.mark();
      if (placer.insert(order, place) >= 0) {
        perTruck.set(place.truck, tried + 1);
        if (placer.placeAll(order, volumes?.slice(1), rating, limits)) {
          const shifted = settleShifts();
          const costIncrease = s.cost() - costBefore;
          found.push({
            placements: slotsOf(s, order).map((slot) => placementOf(s, slot)),
            shifted,
            costIncrease,
            costOfService: costIncrease + unservedCostOf(instance, order, 0),
          });
        }
      }
      s.undoTo(mark);
      if (perTruck.size >= width) break;
    }
  });
  return found;
}

function placementOf(s: Schedule, slot: number): Placement {
  return {
    order: s.loadOrder[slot],
    truck: s.loadTruck[slot],
    plant: s.loadPlant[slot],
    dock: s.loadDock[slot],
    volumeL: s.loadVolumeL[slot],
    loadStart: s.loadStart[slot],
    unloadStart: s.unloadStart[slot],
  };
}

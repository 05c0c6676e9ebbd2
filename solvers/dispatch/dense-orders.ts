/** The orders of a request in the dense form: windows, limits, buffers, and who may serve them. */
import type { DispatchOrder, DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { type DispatchInstance, never } from './instance.ts';
import type { LegMatrix } from './legs.ts';
import { litresIn, rateOf, secondsIn, shiftOf } from './units.ts';

/** Gap of a continuous pour that names none. */
const continuousGapMinutes = 30;

export type DenseOrders = Pick<
  DispatchInstance,
  | 'site'
  | 'volumeL'
  | 'wholeOnly'
  | 'leastLoadL'
  | 'sentFull'
  | 'windowFrom'
  | 'windowTo'
  | 'startTo'
  | 'firstTo'
  | 'lifetime'
  | 'gapLeast'
  | 'gapGreatest'
  | 'gapFromStart'
  | 'follows'
  | 'followLeast'
  | 'followGreatest'
  | 'unloadFixed'
  | 'unloadPerKl'
  | 'slackBefore'
  | 'slackAfter'
  | 'mayServe'
  | 'mayLoad'
  | 'onePlant'
  | 'ideal'
  | 'earlyTo'
  | 'lateFrom'
  | 'gapSoft'
  | 'vip'
>;

export function denseOrders(
  problem: DispatchShift,
  { sites, orderIndex, out }: { sites: readonly string[]; orderIndex: ReadonlyMap<string, number>; out: LegMatrix },
): DenseOrders {
  const { orders, trucks, plants, parameters, grades } = problem;
  const { tolerances, splitting } = parameters;
  const siteIndex = new Map(sites.map((place, index) => [place, index]));
  const lifetimeOf = new Map(grades.map((grade) => [grade.id, grade.lifetimeMinutes]));
  const at = (moment: string | number) => secondsOf(problem, moment);
  const early = (order: DispatchOrder) =>
    order.window && !order.window.hard ? secondsIn(tolerances.windowMinutes) : 0;
  const ends = (order: DispatchOrder, what: string) => order.window?.ends === what;
  const greatestGap = (order: DispatchOrder): number => {
    const minutes = order.greatestGapMinutes ?? (order.continuous ? continuousGapMinutes : undefined);
    return minutes === undefined ? never : secondsIn(minutes);
  };
  // Nobody unloads before all shifts; the search measures waiting from the start of a window, so each has one.
  const dayBreak = trucks.reduce((first, truck) => Math.min(first, shiftOf(problem, truck).from), never);
  const site = Int32Array.from(orders, ({ place }) => siteIndex.get(place) ?? -1);
  const buffers = plants.flatMap((_, plant) =>
    orders.map((order, index) => {
      const travel = out[plant * sites.length + site[index]]?.seconds ?? 0;
      const { travelShare, riskLeastMinutes, riskGreatestMinutes, beforeShare } = parameters.buffers;
      const risk = riskLeastMinutes + order.difficulty * (riskGreatestMinutes - riskLeastMinutes);
      const whole = Math.ceil(travelShare * travel + 60 * risk - 1e-6);
      const before = Math.ceil(beforeShare * whole - 1e-6);
      return { before, after: whole - before };
    }),
  );
  return {
    site,
    volumeL: Int32Array.from(orders, ({ volumeM3 }) => litresIn(volumeM3)),
    wholeOnly: Uint8Array.from(orders, ({ partial }) => (partial ? 0 : 1)),
    leastLoadL: Int32Array.from(orders, ({ volumeM3 }) =>
      Math.min(litresIn(splitting.leastLoadM3), litresIn(volumeM3)),
    ),
    sentFull: Uint8Array.from(orders, ({ fullTrucks }) => (fullTrucks ? 1 : 0)),
    windowFrom: Int32Array.from(orders, (order) => (order.window ? at(order.window.from) - early(order) : dayBreak)),
    windowTo: Int32Array.from(orders, (order) =>
      order.window && ends(order, 'unloading-end') ? at(order.window.to) + early(order) : never,
    ),
    startTo: Int32Array.from(orders, (order) =>
      order.window && ends(order, 'unloading-start') ? at(order.window.to) : never,
    ),
    firstTo: Int32Array.from(orders, ({ latestFirst }) => (latestFirst === undefined ? never : at(latestFirst))),
    lifetime: Int32Array.from(orders, (order) => {
      const minutes = order.lifetimeMinutes ?? lifetimeOf.get(order.grade ?? '') ?? 90;
      return Math.max(0, secondsIn(minutes) - secondsIn(tolerances.lifetimeMinutes));
    }),
    gapLeast: Int32Array.from(orders, ({ leastGapMinutes }) => secondsIn(leastGapMinutes)),
    gapGreatest: Int32Array.from(orders, (order) => {
      const greatest = greatestGap(order);
      return greatest === never || order.gapPricePerMinute === undefined
        ? greatest
        : greatest + secondsIn(tolerances.gapMinutes);
    }),
    gapFromStart: Uint8Array.from(orders, ({ gapsCount }) => (gapsCount === 'start-to-start' ? 1 : 0)),
    follows: Int32Array.from(orders, ({ after }) => (after ? (orderIndex.get(after.order) ?? -1) : -1)),
    followLeast: Int32Array.from(orders, ({ after }) => secondsIn(after?.leastMinutes ?? 0)),
    followGreatest: Int32Array.from(orders, ({ after }) =>
      after?.greatestMinutes === undefined ? never : secondsIn(after.greatestMinutes),
    ),
    unloadFixed: Int32Array.from(
      orders.flatMap((order) =>
        trucks.map((truck) => secondsIn(truck.unloadFixedMinutes) + secondsIn(order.unloadFixedMinutes)),
      ),
    ),
    unloadPerKl: Float64Array.from(
      orders.flatMap((order) => trucks.map((truck) => rateOf(order.unloadMinutesPerM3 ?? truck.unloadMinutesPerM3))),
    ),
    slackBefore: Int32Array.from(buffers, ({ before }) => before),
    slackAfter: Int32Array.from(buffers, ({ after }) => after),
    mayServe: Uint8Array.from(
      orders.flatMap((order) => {
        const allowed = order.trucks && new Set(order.trucks);
        return trucks.map((truck) =>
          truck.working &&
          (allowed?.has(truck.id) ?? true) &&
          order.equipment.every((piece) => truck.equipment.includes(piece))
            ? 1
            : 0,
        );
      }),
    ),
    mayLoad: Uint8Array.from(
      orders.flatMap((order) =>
        plants.map((plant) =>
          (order.plants?.includes(plant.id) ?? true) &&
          (order.grade === undefined || (plant.grades?.includes(order.grade) ?? true))
            ? 1
            : 0,
        ),
      ),
    ),
    onePlant: Uint8Array.from(orders, ({ onePlant }) => (onePlant ? 1 : 0)),
    ideal: Int32Array.from(orders, (order) => {
      const moment = order.ideal ?? order.window?.from;
      return moment === undefined ? -never : at(moment);
    }),
    earlyTo: Int32Array.from(orders, (order) => (early(order) > 0 ? at(order.window?.from ?? 0) : -never)),
    lateFrom: Int32Array.from(orders, (order) => (early(order) > 0 ? at(order.window?.to ?? 0) : never)),
    gapSoft: Int32Array.from(orders, greatestGap),
    vip: Uint8Array.from(orders, ({ vip }) => (vip ? 1 : 0)),
  };
}

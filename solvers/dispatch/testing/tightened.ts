/**
 * For tests: a shift drawn tight around a plan of its own, which stays possible while next to nothing else does. Whatever
 * a bound leaves out by mistake it leaves out there, where random limits would seldom meet.
 */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { Rng } from '../../shared/rng.ts';
import type { OrderInput, ShiftInput, TruckInput } from '../check/hand-made.ts';
import type { TimedLoad } from '../check.ts';

type Window = NonNullable<OrderInput['window']>;

/** A load with all its times, in seconds from the start. */
interface Timed extends TimedLoad {
  readonly loadEnd: number;
  readonly unloadEnd: number;
}

const objectives = ['shift', 'served-volume', 'delivery-cost', 'travel-and-delay'] as const;
/** The default, which random shifts leave as it is. */
const lifetimeMarginMinutes = 10;

/** Loads of a plan as the checker takes them. */
export function loadsOf(request: ShiftInput, { loads }: DispatchShiftPlan): Timed[] {
  const seconds = secondsFrom(request);
  return loads.map(({ order, truck, plant, dock, volumeM3, loadStart, loadEnd, unloadStart, unloadEnd }) => ({
    ...{ order, truck, plant, dock, volumeM3 },
    ...{ loadStart: seconds(loadStart), loadEnd: seconds(loadEnd) },
    ...{ unloadStart: seconds(unloadStart), unloadEnd: seconds(unloadEnd) },
  }));
}

/** @param percent - of the limits that are drawn as tight as the plan allows; at any objective. */
export function tightened(request: ShiftInput, plan: DispatchShiftPlan, percent: number, seed: number): ShiftInput {
  const draw = new Rng(seed);
  const isTight = () => draw.below(100) < percent;
  const loads = loadsOf(request, plan);
  const seconds = secondsFrom(request);
  const days = new Map(plan.trucks.map((day) => [day.truck, day]));
  const orders = request.orders.map((order) => tightOrder(order, ofOrder(loads, order.id), isTight));
  const trucks = request.trucks.map((truck) => {
    const own = loads.filter((load) => load.truck === truck.id);
    const { leave, back } = days.get(truck.id) ?? {};
    const day = leave && back ? { leave: seconds(leave), back: seconds(back) } : undefined;
    return tightTruck(truck, own, day, isTight);
  });
  const plants = request.plants.map((plant) => {
    const own = loads.filter((load) => load.plant === plant.id);
    if (own.length === 0) return plant;
    const hours = {
      from: Math.min(...own.map((load) => load.loadStart)),
      to: Math.max(...own.map((load) => load.loadEnd)),
    };
    const docks = plant.docks === null ? null : Math.max(...own.map((load) => load.dock)) + 1;
    return { ...plant, ...(isTight() ? { hours } : {}), ...(isTight() ? { docks } : {}) };
  });
  return { ...request, orders, trucks, plants, objective: { name: objectives[draw.below(objectives.length)] } };
}

function tightOrder(order: OrderInput, own: readonly Timed[], isTight: () => boolean): OrderInput {
  if (own.length === 0) return order;
  const [first, last] = [own[0], own[own.length - 1]];
  const window: Window = {
    ...{ from: first.unloadStart, to: Math.max(first.unloadStart + 1, last.unloadEnd) },
    ...{ hard: true, ends: 'unloading-end' },
  };
  const gaps = own
    .slice(1)
    .map(
      (load, i) => load.unloadStart - (order.gapsCount === 'start-to-start' ? own[i].unloadStart : own[i].unloadEnd),
    );
  const age = Math.max(...own.map((load) => load.unloadEnd - load.loadStart));
  const isPoured = gaps.length > 0 && isTight();
  const greatest = { greatestGapMinutes: Math.max(...gaps) / 60, gapPricePerMinute: undefined };
  const least = { leastGapMinutes: Math.max(0, Math.min(...gaps)) / 60 };
  return {
    ...order,
    ...(isTight() ? { window } : {}),
    ...(isTight() ? { latestFirst: first.unloadStart } : {}),
    ...(isPoured ? greatest : {}),
    ...(isPoured && isTight() ? least : {}),
    ...(isTight() ? { lifetimeMinutes: age / 60 + lifetimeMarginMinutes } : {}),
    ...(isTight() ? { trucks: [...new Set(own.map((load) => load.truck))] } : {}),
    ...(isTight() ? { plants: [...new Set(own.map((load) => load.plant))] } : {}),
  };
}

/** Trucks with breaks keep their shift, which says when the first one may begin. */
function tightTruck(
  truck: TruckInput,
  own: readonly Timed[],
  day: { readonly leave: number; readonly back: number } | undefined,
  isTight: () => boolean,
): TruckInput {
  if (own.length === 0 || day === undefined) return isTight() ? { ...truck, working: false } : truck;
  const shift = { from: day.leave, to: Math.max(day.leave + 1, day.back) };
  const isRested = (truck.breaks ?? []).length === 0;
  return {
    ...truck,
    ...(isRested && isTight() ? { shift, overtimeMinutes: 0 } : {}),
    ...(isTight() ? { lastUnloading: Math.max(...own.map((load) => load.unloadStart)) } : {}),
    ...(isTight() ? { capacityM3: Math.max(...own.map((load) => load.volumeM3)) } : {}),
  };
}

const ofOrder = (loads: readonly Timed[], id: string) =>
  loads.filter(({ order }) => order === id).toSorted((a, b) => a.unloadStart - b.unloadStart);

const secondsFrom = (request: ShiftInput) => (instant: string) =>
  (Date.parse(instant) - Date.parse(request.start ?? '1970-01-01T00:00:00Z')) / 1000;

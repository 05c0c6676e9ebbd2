/** How near two events are: in time, and in place where they have one. */
import type { DispatchPlace } from '../../../models/dispatch-travel.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import { straightKm } from '../../dispatch/legs.ts';
import type { CurrentShift } from './current-shift.ts';

export interface EventSpot {
  /** When it happened, seconds. */
  readonly at: number;
  /** Undefined: everywhere, as slower roads may be. */
  readonly places: readonly string[] | undefined;
}

export function spotOf(current: CurrentShift, event: RepairEvent): EventSpot {
  const { now, shift } = current.amended;
  const at = event.at === undefined ? now : secondsOf(shift, event.at);
  return { at, places: placesOf(current, event, at) };
}

export interface Nearness {
  /** As far apart in time as two events may be that are near. */
  readonly minutes: number;
  /** And in place, as the crow flies. */
  readonly km: number;
}

/** @param placeById - places without coordinates are near to themselves alone. */
export function isNear(
  placeById: ReadonlyMap<string, DispatchPlace>,
  one: EventSpot,
  other: EventSpot,
  { minutes, km }: Nearness,
): boolean {
  if (Math.abs(one.at - other.at) > minutes * 60) return false;
  if (!one.places || !other.places) return true;
  const others = other.places;
  return one.places.some((a) =>
    others.some((b) => {
      if (a === b) return true;
      const [from, to] = [placeById.get(a), placeById.get(b)];
      const apart = from && to && straightKm(from, to);
      return apart !== undefined && apart <= km;
    }),
  );
}

function placesOf(current: CurrentShift, event: RepairEvent, at: number): readonly string[] | undefined {
  const { shift, problem } = current.amended;
  const orders = [...shift.orders, ...problem.shift.orders];
  const siteOf = (id: string | undefined) =>
    orders.flatMap((order) => (order.id === id ? [order.place] : [])).slice(0, 1);
  switch (event.type) {
    case 'truck-out':
    case 'truck-down':
    case 'accident':
      return [whereIs(current, event.truck, at)];
    case 'unload-delay':
      return siteOf(current.loads.get(event.load)?.order);
    case 'traffic':
      return event.places;
    case 'order-cancelled':
    case 'order-changed':
      return siteOf(event.order);
    case 'order-added':
      return [event.order.place];
    case 'truck-added':
      return [event.truck.standing?.place ?? event.truck.home];
    case 'plant-stop':
      return shift.plants.flatMap(({ id, place }) => (id === event.plant ? [place] : []));
  }
}

/**
 * Place of a truck: where a fact says; else the plant of its load until half of the time to its unloading has passed, then
 * the site; between two loads the site of the last one; before all of them its home.
 */
function whereIs({ amended, dense }: CurrentShift, truck: string, at: number): string {
  const { problem, shift, loads } = amended;
  const fact = problem.facts.trucks.find((one) => one.truck === truck);
  if (fact) return fact.place;
  const begun = loads
    .filter((load) => load.truck === truck && load.actual.loadStart <= at)
    .sort((a, b) => a.actual.loadStart - b.actual.loadStart)
    .at(-1);
  if (!begun) return shift.trucks[dense.truckIndex.get(truck)!].home;
  const { loadStart, unloadStart } = begun.actual;
  if (at < (loadStart + unloadStart) / 2) return shift.plants[dense.plantIndex.get(begun.plant)!].place;
  return problem.shift.orders.find(({ id }) => id === begun.order)!.place;
}

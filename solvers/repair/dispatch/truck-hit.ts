/** Whether a truck can be at the plant in time for a load, given its fixed loads and where it stands. */
import { secondsOf } from '../../../models/moments.ts';
import { shiftOf } from '../../dispatch/units.ts';
import type { CurrentShift } from './current-shift.ts';
import { stopOfTruck, trafficBetween } from './events.ts';
import type { FixedLoad } from './fixed-loads.ts';
import { type LoadPlace, shareTruck } from './load-place.ts';
import type { Reason } from './loads.ts';
import type { Start } from './roads.ts';
import { inMinutes, reason } from './wording.ts';

/** @param place - of an open load of the plan that runs. */
export function truckHit(current: CurrentShift, place: LoadPlace): Reason | undefined {
  const { dense, events, fixedOn, roads, plannedRoads, amended } = current;
  const { instance, problem } = dense;
  const truck = dense.truckIndex.get(place.truck)!;
  const stop = stopOfTruck(events, place.truck);
  if (!problem.trucks[truck].working)
    return reason('truck-out', `${place.truck} is out for the rest of the shift`, stop);
  if (instance.mayServe[dense.orderIndex.get(place.order)! * instance.trucks + truck] === 0)
    return reason(
      'order-changed',
      `${place.order} does not take ${place.truck} now`,
      current.news.get(place.order)?.changed,
    );
  const own = fixedOn.truck.get(place.truck) ?? [];
  const behind = own.find((other) => other.loadStart >= place.loadStart && shareTruck(dense, roads, place, other));
  if (behind) return reason('truck-late', `${place.truck} has to carry ${behind.name} then`, behind.event);
  const free = freeFrom(
    current,
    truck,
    own.filter((other) => other.loadStart < place.loadStart),
  );
  const plant = problem.plants[dense.plantIndex.get(place.plant)!].place;
  const late = roads.arrivalFrom(free, plant) - place.loadStart;
  if (late <= 0) return undefined;
  const tooLate = `${inMinutes(late)} too late`;
  if (stop !== undefined) {
    const down = inMinutes(Math.max(0, free.from - amended.now));
    return reason(
      'truck-late',
      `${place.truck} is down, can go on in ${down} and would be at ${place.plant} ${tooLate}`,
      stop,
    );
  }
  const before = free.after;
  // Where both the load before and the road are late, the road is the reason if it alone is enough.
  const onTime = { ...free, from: free.from - Math.max(0, before?.lateSeconds ?? 0) };
  const road = plannedRoads.arrivalFrom(onTime, plant) < roads.arrivalFrom(onTime, plant);
  if (road && roads.arrivalFrom(onTime, plant) > place.loadStart) {
    const message = `the way to ${place.plant} takes longer now: ${place.truck} would be there ${tooLate}`;
    return reason('road-slower', message, trafficBetween(events, free.place, plant));
  }
  if (before && before.lateSeconds > 0) {
    const message = `${place.truck} comes from ${before.name}, which ends ${inMinutes(before.lateSeconds)} later than planned, and would be at ${place.plant} ${tooLate}`;
    return reason('truck-late', message, before.event ?? trafficBetween(events, before.site, plant));
  }
  const where = before
    ? `brings ${before.name} first`
    : `is free at ${free.place} in ${inMinutes(Math.max(0, free.from - amended.now))}`;
  return reason('truck-late', `${place.truck} ${where} and would be at ${place.plant} ${tooLate}`, before?.event);
}

/** Where and when the next leg of a truck begins. */
export interface Free extends Start {
  /** The fixed load that it comes from. */
  readonly after?: FixedLoad;
}

/** @param before - fixed loads of the truck that come before the next one, in order of loading. */
export function freeFrom({ dense, fixedOn }: CurrentShift, truck: number, before: readonly FixedLoad[]): Free {
  const { problem } = dense;
  const { id, home, standing } = problem.trucks[truck];
  const last = before.at(-1);
  const isBehindAll = before.length === (fixedOn.truck.get(id)?.length ?? 0);
  const shiftFrom = shiftOf(problem, problem.trucks[truck]).from;
  if (standing && isBehindAll) {
    const stands = secondsOf(problem, standing.from);
    const from = last ? stands : Math.max(stands, shiftFrom);
    return { place: standing.place, from, stands: true, ...(last ? { after: last } : {}) };
  }
  return last
    ? { place: last.site, from: last.siteLeave, stands: false, after: last }
    : { place: home, from: shiftFrom, stands: false };
}

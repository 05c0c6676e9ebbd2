/**
 * Events that belong together: those near in time and place, and what is near to one of them (single linkage), are one
 * disturbance and are solved as one. Each cluster has a dominant event, the most urgent of it.
 */
import type { z } from 'zod';
import { instantOf } from '../../../models/moments.ts';
import type { RepairAffected, RepairDispatchPlan } from '../../../models/repair.ts';
import type { CurrentShift } from './current-shift.ts';
import { compareUrgency } from './events.ts';
import { isNear, spotOf } from './near.ts';

type Clusters = RepairDispatchPlan['clusters'];

/** @returns the cluster with the most urgent dominant event first. */
export function clustersOf(current: CurrentShift, affected: readonly z.infer<typeof RepairAffected>[]): Clusters {
  const { events, amended } = current;
  const { clusterMinutes: minutes, clusterKm: km } = amended.problem.zone;
  const placeById = new Map(amended.shift.places.map((place) => [place.id, place]));
  const spots = events.map((event) => spotOf(current, event));
  const clusterOf = events.map((_, index) => index);
  for (let one = 0; one < events.length; one++) {
    for (let other = 0; other < one; other++) {
      const [from, to] = [clusterOf[one], clusterOf[other]];
      if (from === to || !isNear(placeById, spots[one], spots[other], { minutes, km })) continue;
      clusterOf.forEach((cluster, index) => {
        if (cluster === from) clusterOf[index] = to;
      });
    }
  }
  const first = (a: number, b: number) => compareUrgency(events[a], events[b]) || spots[a].at - spots[b].at || a - b;
  return [...Map.groupBy(events.keys(), (index) => clusterOf[index]).values()]
    .map((members) => ({
      events: members,
      dominant: members.toSorted(first)[0],
      from: instantOf(amended.shift, Math.min(...members.map((index) => spots[index].at))),
      affected: affected.flatMap(({ load, reason }) =>
        reason.event !== undefined && members.includes(reason.event) ? [load] : [],
      ),
    }))
    .sort((a, b) => first(a.dominant, b.dominant));
}

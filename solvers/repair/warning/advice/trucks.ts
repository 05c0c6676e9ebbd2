/** Other trucks for risky loads: one of the reserve that has time, or a hired one. */
import type { DispatchPlanProblem, DispatchTruck } from '../../../../models/dispatch.ts';
import { denseShift } from '../../../dispatch/dense.ts';
import type { DispatchInstance, Placement } from '../../../dispatch/instance.ts';
import { routesOf } from '../../../dispatch/routes.ts';
import { arrive } from '../../../dispatch/schedule/travel.ts';
import { leaveFrom, trafficToPlant, travelToPlant } from '../../../dispatch/ways.ts';
import type { Subject } from '../subject.ts';
import type { Candidate } from './candidate.ts';

/** Trucks tried for a load: those with most time to spare around it. */
const trucksTried = 2;
/** A hired truck gets no more loads than that. */
const mostHiredLoads = 6;
/** Seconds to spare around each of them: a hired truck that hurries is no help. */
const leastHiredSpare = 300;

/** The load at the same times on other trucks that are free then. */
export function onOtherTrucks({ dense, placements, network }: Subject, load: number): Candidate[] {
  if (network.started[load]) return [];
  const { instance } = dense;
  const own = placements[load];
  const spare = Array.from({ length: instance.trucks }, (_, truck) =>
    truck === own.truck ? -1 : spareAround(instance, placements, { ...own, truck }),
  );
  return spare
    .map((seconds, truck) => ({ seconds, truck }))
    .filter(({ seconds }) => seconds >= 0)
    .sort((a, b) => b.seconds - a.seconds || a.truck - b.truck)
    .slice(0, trucksTried)
    .map(({ truck }) => ({
      action: 'truck' as const,
      load,
      minutes: 0,
      dense,
      placements: placements.map((placement, at) => (at === load ? { ...own, truck } : placement)),
    }));
}

/** The trucks that could be hired, each with the riskiest loads that it has time for; `risky`: riskiest first. */
export function onHiredTrucks(subject: Subject, risky: readonly number[]): Candidate[] {
  const { request, problem, network } = subject;
  return hiredTrucks(request).flatMap((hired): Candidate[] => {
    const shift: DispatchPlanProblem = { ...request.shift, trucks: [...problem.trucks, hired] };
    const dense = denseShift(shift, shift.fixed, 0);
    const truck = problem.trucks.length;
    const placements = subject.placements.slice();
    const taken: number[] = [];
    for (const load of risky) {
      if (taken.length >= mostHiredLoads) break;
      if (network.started[load]) continue;
      const moved = { ...placements[load], truck };
      const others = taken.map((other) => placements[other]);
      if (spareAround(dense.instance, others, moved) < leastHiredSpare) continue;
      placements[load] = moved;
      taken.push(load);
    }
    return taken.length === 0 ? [] : [{ action: 'hire', load: taken[0], minutes: 0, dense, placements, hired }];
  });
}

/** One like the greatest of the fleet, from the first plant, unless the request names some. */
export function hiredTrucks({ shift, hired }: Subject['request']): readonly DispatchTruck[] {
  if (hired) return hired;
  const greatest = shift.trucks.reduce((most, truck) => (truck.capacityM3 > most.capacityM3 ? truck : most));
  const ids = new Set(shift.trucks.map(({ id }) => id));
  let id = 'hired truck';
  while (ids.has(id)) id = `${id} more`;
  const { standing: _standing, lastUnloading: _last, ...like } = greatest;
  return [{ ...like, id, home: shift.plants[0].place, end: undefined, working: true, breaks: [], shift: undefined }];
}

/** Least of the seconds to spare before and behind a load on its truck, breaks left out; negative where it does not fit. */
function spareAround(instance: DispatchInstance, placements: readonly Placement[], load: Placement): number {
  const { order, truck, volumeL } = load;
  if (instance.mayServe[order * instance.trucks + truck] === 0 || instance.capacityL[truck] < volumeL) return -1;
  const own = placements.filter((other) => other.truck === truck);
  const [{ loads, back }] = routesOf(instance, [...own, load]);
  const at = loads.findIndex(({ placement }) => placement === load);
  const spareBefore = (index: number) => {
    const { placement, origin } = loads[index];
    const free = index === 0 ? instance.shiftFrom[truck] : loads[index - 1].siteLeave;
    const leave = leaveFrom(instance, truck, origin, free);
    const road = trafficToPlant(instance, truck, origin, placement.plant);
    return placement.loadStart - arrive(road, leave, travelToPlant(instance, truck, origin, placement.plant));
  };
  return Math.min(spareBefore(at), at + 1 < loads.length ? spareBefore(at + 1) : instance.shiftTo[truck] - back);
}

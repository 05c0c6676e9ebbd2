/** Trucks that an option hires: those that the request offers, or the one that stands for them. */
import type { DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairOption } from '../../../models/repair.ts';
import type { Report } from '../../dispatch/check/claims.ts';
import { secondsOfMinutes } from '../../dispatch/check/facts.ts';
import type { RunningPlan } from './running.ts';
import { differences } from './same-shift.ts';
import { standingAtHome } from './trucks-now.ts';

const hiredAfterSeconds = 1800;

/** @returns the trucks that may be hired and are, as they are by the rules. */
export function checkHired(
  plan: RunningPlan,
  shift: DispatchPlanProblem,
  { name, hired, plan: { loads } }: RepairOption,
  report: Report,
): DispatchTruck[] {
  if (name !== 'hired-truck') {
    if (hired.length > 0) report('hired', 'trucks are hired, and only option hired-truck does that');
    return [];
  }
  const offered = plan.problem.hired ?? [standIn(plan, shift)];
  const known = new Map<string, DispatchTruck>();
  for (const truck of hired) {
    const one = offered.find(({ id }) => id === truck.id);
    if (!one || known.has(truck.id)) {
      report('hired', `truck ${truck.id} is not to be hired, or is hired twice`);
      continue;
    }
    const actual = { ...one, standing: standingAtHome(shift, plan.now, one) };
    known.set(truck.id, actual);
    for (const difference of differences(shift, truck, actual, `hired.${truck.id}`)) report('hired', difference);
  }
  if (!loads.some(({ truck }) => known.has(truck))) report('hired', 'no hired truck is in use');
  return [...known.values()];
}

/** Where the request offers none: like the greatest of the fleet, from the first plant, in half an hour. */
function standIn({ problem, now }: RunningPlan, { trucks, plants, shiftMinutes }: DispatchPlanProblem): DispatchTruck {
  const { shift } = problem;
  const { lastUnloading, ...greatest } = shift.trucks.reduce((best, truck) =>
    truck.capacityM3 > best.capacityM3 ? truck : best,
  );
  const ids = new Set(trucks.map(({ id }) => id));
  let number = 1;
  while (ids.has(`hired-${number}`)) number++;
  const to = greatest.shift ? secondsOf(shift, greatest.shift.to) : secondsOfMinutes(shiftMinutes);
  const { place } = plants[0];
  const from = now + hiredAfterSeconds;
  const isInTime = lastUnloading !== undefined && secondsOf(shift, lastUnloading) > from;
  return {
    ...greatest,
    ...(isInTime ? { lastUnloading } : {}),
    ...{ id: `hired-${number}`, home: place, end: place, breaks: [], working: true },
    shift: { from, to },
  };
}

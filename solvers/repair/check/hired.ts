/** Trucks that an option hires: those that the request offers, or the one that stands for them. */
import type { DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairOption } from '../../../models/repair.ts';
import type { Report } from '../../dispatch/check/claims.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import type { RunningPlan } from './running.ts';
import { differences } from './same-shift.ts';

const hiredAfterSeconds = 1800;

export function checkHired(
  plan: RunningPlan,
  shift: DispatchPlanProblem,
  { name, hired, plan: { loads } }: RepairOption,
  report: Report,
): void {
  if (name !== 'hired-truck') {
    if (hired.length > 0) report('hired', 'trucks are hired, and only option hired-truck does that');
    return;
  }
  const ids = new Set(hired.map(({ id }) => id));
  if (!loads.some(({ truck }) => ids.has(truck))) report('hired', 'no hired truck is in use');
  if (ids.size < hired.length || shift.trucks.some(({ id }) => ids.has(id)))
    report('hired', 'a hired truck comes twice, or is one of the shift');
  const { hired: offered } = plan.problem;
  if (!offered) {
    checkDefault(plan, hired, report);
    return;
  }
  for (const truck of hired) {
    const one = offered.find(({ id }) => id === truck.id);
    if (!one) report('hired', `truck ${truck.id} is not to be hired`);
    else for (const difference of differences(shift, truck, one, `hired.${truck.id}`)) report('hired', difference);
  }
}

/** One like the greatest of the fleet, from the first plant, in half an hour. */
function checkDefault({ problem: { shift }, now }: RunningPlan, hired: readonly DispatchTruck[], report: Report): void {
  if (hired.length !== 1) report('hired', `${hired.length} trucks are hired, one stands for those that could be`);
  const greatest = Math.max(...shift.trucks.map(({ capacityM3 }) => litresOf(capacityM3)));
  for (const { id, home, capacityM3, shift: hours, standing } of hired) {
    const froms = [hours?.from, standing?.from].map((from) =>
      from === undefined ? -Infinity : secondsOf(shift, from),
    );
    if (Math.max(...froms) < now + hiredAfterSeconds)
      report('hired', `truck ${id} begins before half an hour from now`);
    if ((standing?.place ?? home) !== shift.plants[0].place)
      report('hired', `truck ${id} does not begin at the first plant`);
    if (litresOf(capacityM3) > greatest)
      report('hired', `truck ${id} holds ${capacityM3} m3, the greatest of the fleet ${greatest / 1000}`);
  }
}

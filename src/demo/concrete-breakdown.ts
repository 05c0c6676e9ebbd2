/** What comes after the plan of the concrete day: a warning of where it is tight, and a truck that breaks down at 10:20. */
import type { DispatchLoad, DispatchShiftPlan } from '../../models/dispatch.ts';
import type { PlanRequestInput, RepairPlanRequestInput } from '../../models/plan-request.ts';
import { concreteDay } from './concrete-day.ts';

export const breakdownAt = '2026-11-23T10:20:00+03:00';

export function dayWarning(plan: Pick<DispatchShiftPlan, 'loads'>): PlanRequestInput {
  const problem = { mode: 'warning', shift: concreteDay.problem, loads: loadsOf(plan) } as const;
  return { kind: 'repair', problem, budget: { timeMs: 3000 } };
}

/** With concrete on board of the truck, which is stuck with it. */
export function dayBreakdown(plan: Pick<DispatchShiftPlan, 'loads'>): RepairPlanRequestInput {
  return {
    kind: 'repair',
    problem: {
      mode: 'dispatch',
      shift: concreteDay.problem,
      loads: loadsOf(plan),
      now: breakdownAt,
      events: [{ type: 'truck-out', truck: truckToBreak(plan.loads), onBoard: 'stuck' }],
    },
    budget: { timeMs: 5000 },
  };
}

/** Of the trucks that are loaded or on their way to a site, the one with most loads left; of equal ones the first by name. */
export function truckToBreak(loads: readonly DispatchLoad[]): string {
  const now = Date.parse(breakdownAt);
  const candidates = [...Map.groupBy(loads, ({ truck }) => truck)].flatMap(([truck, own]) => {
    const isLaden = own.some((load) => Date.parse(load.loadStart) < now && now < Date.parse(load.unloadStart));
    return isLaden ? [{ truck, left: own.filter((load) => Date.parse(load.loadStart) >= now).length }] : [];
  });
  candidates.sort((a, b) => b.left - a.left || a.truck.localeCompare(b.truck));
  if (candidates.length === 0) throw new Error('no truck has concrete on board at 10:20');
  return candidates[0].truck;
}

function loadsOf({ loads }: Pick<DispatchShiftPlan, 'loads'>) {
  return loads.map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) => ({
    ...{ order, truck, plant, dock, volumeM3, loadStart, unloadStart },
  }));
}

/** Mode `check`: a plan as a dispatcher has set it, its absent times filled in, and what is wrong with it. */
import type { DispatchCheckedPlan, DispatchCheckProblem, DispatchGivenLoad } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import type { FoundPlan } from '../../models/result.ts';
import { violationsOf } from './check.ts';
import { type DenseShift, denseShift } from './dense.ts';
import { fillTimes, type GivenLoad } from './fill-times.ts';
import { scheduleOf } from './plan.ts';
import { timedLoads } from './shift-plan.ts';
import { litresIn } from './units.ts';

/** There is nothing to search: the answer is the only one. */
export function checkHandMade(problem: DispatchCheckProblem): FoundPlan<DispatchCheckedPlan> {
  const dense = denseShift(problem, []);
  const placements = fillTimes(dense.instance, givenLoads(dense, problem.loads));
  const violations = violationsOf(problem, timedLoads(dense, placements));
  const schedule = scheduleOf(dense, placements);
  return {
    found: 'optimal',
    endedBy: 'proof',
    plan: {
      mode: 'check',
      ...schedule,
      violations,
      violationCost: violations.reduce((sum, { cost }) => sum + cost, 0),
    },
    objective: schedule.terms.total,
    lowerBound: schedule.terms.total,
    unit: schedule.objectiveUnit,
    statistics: { iterations: 0 },
  };
}

export function givenLoads(dense: DenseShift, loads: readonly DispatchGivenLoad[]): GivenLoad[] {
  const { problem, instance, orderIndex, truckIndex, plantIndex } = dense;
  const at = (moment: DispatchGivenLoad['loadStart']) =>
    moment === undefined ? undefined : secondsOf(problem, moment);
  return loads.map((load) => {
    const plant = plantIndex.get(load.plant) ?? -1;
    const count = instance.dockFrom[plant + 1] - instance.dockFrom[plant];
    return {
      order: orderIndex.get(load.order) ?? -1,
      truck: truckIndex.get(load.truck) ?? -1,
      plant,
      ...(load.dock === undefined ? {} : { dock: instance.dockFrom[plant] + Math.min(load.dock, count - 1) }),
      ...(load.volumeM3 === undefined ? {} : { volumeL: litresIn(load.volumeM3) }),
      loadStart: at(load.loadStart),
      unloadStart: at(load.unloadStart),
    };
  });
}

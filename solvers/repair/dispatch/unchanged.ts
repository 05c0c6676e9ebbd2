/** Nothing has happened: the plan that runs comes back as it is. */
import { instantOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan } from '../../../models/repair.ts';
import type { FoundPlan } from '../../../models/result.ts';
import { denseShift, placementsOf } from '../../dispatch/dense.ts';
import { scheduleOf, unitOf } from '../../dispatch/plan.ts';
import { unplacedInBrief } from '../../dispatch/unplaced-report.ts';
import type { RepairContext } from './context.ts';
import { optionOf } from './option.ts';

export function unchanged(context: RepairContext): FoundPlan<RepairDispatchPlan> {
  const { amended, pointPrice, limitMs } = context;
  const { problem, shift, now, loads } = amended;
  const dense = denseShift(shift, shift.fixed, 0);
  const placements = placementsOf(shift, dense.instance, dense, problem.loads);
  const plan = {
    mode: 'plan' as const,
    ...scheduleOf(dense, placements),
    unplaced: unplacedInBrief(dense, placements),
  };
  const option = optionOf(context, { name: 'fewest-changes', hired: [], plan, reactionMs: 0 });
  const ofState = (state: (typeof loads)[number]['state']) =>
    loads.filter((load) => load.state === state).map(({ id }) => id);
  const objectiveUnit = `${unitOf(shift.objective.name)}, changes priced`;
  return {
    found: 'feasible',
    endedBy: 'iterations',
    plan: {
      mode: 'dispatch',
      objectiveUnit,
      now: instantOf(shift, now),
      shift,
      pointPrice,
      loads: { done: ofState('done'), underWay: ofState('under-way'), open: ofState('open'), gone: ofState('gone') },
      clusters: [],
      affected: [],
      rescues: [],
      options: [option],
      recommended: 'fewest-changes',
      effort: { mode: 'emergency', zone: 'none', reactionMs: 0, limitMs },
    },
    objective: option.total,
    lowerBound: Math.min(dense.instance.baseCost, option.total),
    unit: objectiveUnit,
    statistics: { iterations: 0 },
  };
}

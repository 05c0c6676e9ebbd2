/** From a scenario and the plan that runs to the problem of a repair. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { type RepairDispatchProblem, RepairProblem } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import { type RunningLoad, repairLoads } from './running-loads.ts';
import type { RepairScenario } from './scenario.ts';

/**
 * As the solver gets it: checked, defaults filled in.
 * @param options - that are looked for.
 * @throws NothingToHit where the plan has nothing that the scenario asks for; ZodError where the events contradict each other.
 */
export function repairProblem(
  { happening }: Pick<RepairScenario, 'happening'>,
  problem: DispatchPlanProblem,
  loads: readonly RunningLoad[],
  options: readonly RepairOptionName[],
): RepairDispatchProblem {
  const { now, events } = happening(problem, loads);
  const written = { mode: 'dispatch', shift: problem, loads: repairLoads(loads), now, events, options };
  return RepairProblem.parse(written) as RepairDispatchProblem;
}

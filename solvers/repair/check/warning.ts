/**
 * Whether an early warning says what is so, as far as it can be worked out again from request and answer: stress points, sums
 * of the simulation, level, and that every piece of advice keeps the rules and costs what it says. What chance brought in the
 * runs is not played again. Shares no code with what finds the warning.
 */

import { secondsOf } from '../../../models/moments.ts';
import type { RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import { factsOf } from '../../dispatch/check/facts.ts';
import { layOut, type TimedLoad } from '../../dispatch/check/laid-out.ts';
import { brokenRules } from '../../dispatch/check/rules.ts';
import { checkAdvice } from './warning-advice.ts';
import { checkFigures } from './warning-figures.ts';
import { checkStress } from './warning-stress.ts';

type Report = (rule: string, message: string) => void;

/** @returns the objective: violations per run, summed up over the loads. */
export function checkWarning(problem: RepairWarningProblem, plan: RepairWarningPlan, report: Report): number {
  const { shift } = problem;
  if (plan.objectiveUnit === '') report('objective-unit', 'the plan does not name the unit of its objective');
  const loads = problem.loads.map(
    (load): TimedLoad => ({
      order: load.order,
      truck: load.truck,
      plant: load.plant,
      dock: load.dock,
      volumeM3: load.volumeM3,
      loadStart: secondsOf(shift, load.loadStart),
      unloadStart: secondsOf(shift, load.unloadStart),
    }),
  );
  const laid = layOut(factsOf(shift), loads);
  // A plan in breach has sequences that contradict each other; who comes before whom is then a matter of choice.
  const keepsRules = brokenRules(laid).length === 0;
  const now = problem.now === undefined ? -Infinity : secondsOf(shift, problem.now);
  checkFigures(problem, plan, { laid, keepsRules, now }, report);
  if (keepsRules) checkStress(problem, plan, laid, report);
  checkAdvice(problem, plan, { loads, ids: laid.loads.map(({ id }) => id) }, report);
  return plan.loads.reduce((sum, { violations }) => sum + violations, 0);
}

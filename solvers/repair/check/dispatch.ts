/** Mode `dispatch`: the plan that runs, the shift as it is now, what is rescued, and each option; `docs/repair-rules.md`. */
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan, RepairDispatchProblem } from '../../../models/repair.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { objectiveOf } from '../../dispatch/check/terms.ts';
import { termsOf } from '../../dispatch/check.ts';
import { checkAffected, checkClusters, checkStates } from './about-loads.ts';
import { amendedShift } from './amended.ts';
import { limitOf } from './events.ts';
import { pointPriceOf } from './measures.ts';
import { checkOptions } from './options.ts';
import { clientsOf } from './promised.ts';
import { checkRescues } from './rescues.ts';
import { runningPlan } from './running.ts';
import { checkShiftNow } from './same-shift.ts';

/** @returns the objective of the answer: the least total of its options that hire nobody. */
export function checkDispatch(problem: RepairDispatchProblem, stated: RepairDispatchPlan, report: Report): number {
  const plan = runningPlan(problem);
  const { now } = plan;
  if (secondsOf(problem.shift, stated.now) !== now)
    report('now', `now is stated as ${stated.now}, it is ${instantOf(problem.shift, now)}`);
  if (stated.objectiveUnit === '') report('objective-unit', 'the plan does not name the unit of its objective');
  checkStates(plan, stated.loads, report);
  const rescued = checkRescues(plan, stated.rescues, report);
  const shift = amendedShift(plan, rescued);
  checkShiftNow(stated.shift, shift, report);
  checkClusters(plan, stated.clusters, report);
  checkAffected(plan, stated.affected, report);
  const limitMs = limitOf(problem);
  if (stated.effort.limitMs !== limitMs)
    report('effort', `limitMs is stated as ${stated.effort.limitMs}, it is ${limitMs}`);
  const terms = objectiveOf(plan.laid);
  const costOfNone = termsOf(problem.shift, []).unserved;
  const pointPrice = pointPriceOf(problem, terms.total - terms.unserved - terms.base, costOfNone);
  if (!isNear(stated.pointPrice, pointPrice))
    report('point-price', `pointPrice is stated as ${stated.pointPrice}, it is ${pointPrice}`);
  const lost = stated.rescues.filter(({ action }) => action === 'loss');
  return checkOptions(
    {
      ...{ plan, shift, clients: clientsOf(plan), pointPrice, baseCost: terms.total },
      wastedM3: lost.reduce((sum, { load }) => sum + (plan.byId.get(load)?.litres ?? 0) / 1000, 0),
      effort: { ...stated.effort, limitMs },
    },
    stated,
    report,
  );
}

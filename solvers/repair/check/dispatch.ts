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
import { type Common, checkOption } from './option.ts';
import { clientsOf } from './promised.ts';
import { checkRescues } from './rescues.ts';
import { isTouched, runningPlan } from './running.ts';
import { checkShiftNow } from './same-shift.ts';

/** @returns the objective of the answer: the least total of its options. */
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

/** Options are among those asked for, each once; the answer is worth the cheapest of those that hire nobody. */
function checkOptions(common: Common, { options, recommended }: RepairDispatchPlan, report: Report): number {
  const { problem } = common.plan;
  const asked: ReadonlySet<string> = new Set(isTouched(problem) ? problem.options : ['fewest-changes']);
  const names = new Set<string>();
  const own: Standing[] = [];
  for (const option of options) {
    if (names.has(option.name)) report('options', `option ${option.name} comes twice`);
    if (!asked.has(option.name)) report('options', `option ${option.name} is not asked for`);
    names.add(option.name);
    const { total, points } = checkOption(common, option, report);
    if (option.hired.length === 0)
      own.push({ name: option.name, total, points, served: weighedM3(common.shift, option) });
  }
  if (own.length === 0) {
    report('recommended', 'every option hires trucks');
    return 0;
  }
  const best = bestOf(own);
  const chosen = own.find(({ name }) => name === recommended);
  if (!chosen) report('recommended', `${recommended} is recommended, and no such option is there that hires nobody`);
  else if (!isNear(chosen.points, best.points) || !isNear(chosen.total, best.total))
    report('recommended', `${recommended} is recommended, with ${chosen.points} points; it is to be ${best.name}`);
  return Math.min(...own.map(({ total }) => total));
}

interface Standing {
  readonly name: string;
  readonly total: number;
  readonly points: number;
  readonly served: number;
}

/** Fewest points, among those that serve nearly as much as the one that serves most. */
function bestOf(options: readonly Standing[]): Standing {
  const most = Math.max(...options.map(({ served }) => served));
  const serving = options.filter(({ served }) => served >= 0.985 * most - 1e-6);
  const fewest = Math.min(...serving.map(({ points }) => points));
  return serving
    .filter(({ points }) => isNear(points, fewest))
    .reduce((best, one) => (one.total < best.total ? one : best));
}

const weights = { normal: 1, high: 2, critical: 4 };

function weighedM3({ orders }: Common['shift'], { plan }: RepairDispatchPlan['options'][number]): number {
  const weightOf = new Map(orders.map(({ id, priority }) => [id, weights[priority]]));
  return plan.orders.reduce((sum, { order, servedM3 }) => sum + (weightOf.get(order) ?? 0) * servedM3, 0);
}

/** The options of an answer together: who was asked for, what the answer is worth, and which of them is recommended. */
import type { RepairDispatchPlan } from '../../../models/repair.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { type Common, checkOption } from './option.ts';
import { weightOf } from './promised.ts';
import { isTouched } from './running.ts';

/** Options are among those asked for, each once; the answer is worth the cheapest of those that hire nobody. */
export function checkOptions(common: Common, { options, recommended }: RepairDispatchPlan, report: Report): number {
  const { problem } = common.plan;
  const asked = new Set<string>(isTouched(problem) ? problem.options : ['fewest-changes']);
  // One of them hires nobody, asked for or not.
  if (problem.options.every((name) => name === 'hired-truck')) asked.add('fewest-changes');
  const names = new Set<string>();
  const own: Candidate[] = [];
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

/** An option that hires nobody. */
interface Candidate {
  readonly name: string;
  readonly total: number;
  readonly points: number;
  /** m3, weighed by priority. */
  readonly served: number;
}

/** Share of what the best option serves with which another is not worse in that. */
const nearlyAll = 0.985;

/** Fewest points, among those that serve nearly as much as the one that serves most. */
function bestOf(options: readonly Candidate[]): Candidate {
  const most = Math.max(...options.map(({ served }) => served));
  const serving = options.filter(({ served }) => served >= nearlyAll * most - 1e-6);
  const fewest = Math.min(...serving.map(({ points }) => points));
  return serving
    .filter(({ points }) => isNear(points, fewest))
    .reduce((best, one) => (one.total < best.total ? one : best));
}

function weighedM3({ orders }: Common['shift'], { plan }: RepairDispatchPlan['options'][number]): number {
  const weights = new Map(orders.map(({ id, priority }) => [id, weightOf[priority]]));
  return plan.orders.reduce((sum, { order, servedM3 }) => sum + (weights.get(order) ?? 0) * servedM3, 0);
}

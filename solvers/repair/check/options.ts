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
    const { name, hired, openLoads } = option;
    if (hired.length === 0) own.push({ name, total, points, openLoads, served: weighed(common, option) });
  }
  if (own.length === 0) {
    report('recommended', 'every option hires trucks');
    return 0;
  }
  const { pointPrice } = common;
  const best = bestOf(own, pointPrice);
  const chosen = own.find(({ name }) => name === recommended);
  if (!chosen) report('recommended', `${recommended} is recommended, and no such option is there that hires nobody`);
  else if (!isNear(worthOf(chosen, pointPrice), worthOf(best, pointPrice)))
    report(
      'recommended',
      `${recommended} is recommended, at ${chosen.total} with ${chosen.points} points; it is to be ${best.name}`,
    );
  return Math.min(...own.map(({ total }) => total));
}

/** An option that hires nobody. */
interface Candidate {
  readonly name: string;
  readonly total: number;
  readonly points: number;
  readonly openLoads: number;
  readonly served: Weighed;
}

/** m3, weighed by priority. */
interface Weighed {
  readonly all: number;
  readonly promised: number;
}

/** Share of what the best option serves, and of what it keeps of its promises, with which another is not worse in that. */
const nearlyAll = 0.985;
const nearlyAsPromised = 0.99;

/** More points than ten and so many per open load make another plan, and no repair of the one that runs. */
const mostPointsPerLoad = 1.5;

/** How many times its price a change weighs in what is recommended. */
const weightOfChange = 10;

/** Cheapest with changes weighed, among those that serve nearly as much as the one that serves most, and of these keep nearly as many promises. */
function bestOf(all: readonly Candidate[], pointPrice: number): Candidate {
  const parts = all.filter(({ points, openLoads }) => points <= 10 + mostPointsPerLoad * openLoads + 1e-9);
  const options = parts.length > 0 ? parts : all;
  const most = Math.max(...options.map(({ served }) => served.all));
  const enough = options.filter(({ served }) => served.all >= nearlyAll * most - 1e-6);
  const mostKept = Math.max(...enough.map(({ served }) => served.promised));
  const serving = enough.filter(({ served }) => served.promised >= nearlyAsPromised * mostKept - 1e-6);
  return serving.reduce((best, one) => (worthOf(one, pointPrice) < worthOf(best, pointPrice) ? one : best));
}

const worthOf = ({ total, points }: Candidate, pointPrice: number): number =>
  total + (weightOfChange - 1) * pointPrice * points;

function weighed({ shift, clients }: Common, { plan }: RepairDispatchPlan['options'][number]): Weighed {
  const weights = new Map(shift.orders.map(({ id, priority }) => [id, weightOf[priority]]));
  let all = 0;
  let promised = 0;
  for (const { order, servedM3 } of plan.orders) {
    const weight = weights.get(order) ?? 0;
    all += weight * servedM3;
    promised += weight * Math.min(servedM3, (clients.get(order)?.promised ?? 0) / 1000);
  }
  return { all, promised };
}

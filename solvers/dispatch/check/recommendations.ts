/** Whether recommendations can be taken: each by itself, beside the loads of the request. */
import type {
  DispatchRecommendation,
  DispatchRecommendations,
  DispatchRecommendProblem,
  DispatchUnplaced,
  DispatchViolation,
} from '../../../models/dispatch.ts';
import { checkLoadClaims, isNear, knownLoads, type Report, timedLoad } from './claims.ts';
import { type Facts, factsOf } from './facts.ts';
import { chooseDocks, timedOf } from './given.ts';
import { layOut, type NamedLoad } from './laid-out.ts';
import { addedTo, brokenRules } from './rules.ts';
import { deviationOf, objectiveOf } from './terms.ts';

interface Standing {
  readonly facts: Facts;
  readonly problem: DispatchRecommendProblem;
  readonly loads: readonly (NamedLoad & { readonly id: string })[];
  readonly violations: readonly DispatchViolation[];
  readonly total: number;
}

/** @returns the sum of what the best recommendation of each order adds to the objective. */
export function checkRecommendations(
  problem: DispatchRecommendProblem,
  plan: DispatchRecommendations,
  report: Report,
): number {
  const facts = factsOf(problem);
  const loads = timedOf(facts, problem.loads);
  const laid = layOut(facts, chooseDocks(facts, loads));
  const standing = { facts, problem, loads, violations: brokenRules(laid), total: objectiveOf(laid).total };
  const ofOrder = new Map<string, DispatchRecommendation[]>(problem.recommend.orders.map((order) => [order, []]));
  for (const one of plan.recommendations) {
    const others = ofOrder.get(one.order);
    if (!others) {
      report('recommendations', `order ${one.order} was not asked about`);
      continue;
    }
    others.push(one);
    checkRecommendation(standing, one, (rule, message) =>
      report(rule, `recommendation ${one.rank} of order ${one.order}: ${message}`),
    );
  }
  let objective = 0;
  for (const [order, ofOne] of ofOrder) {
    checkRanks(order, ofOne, problem.recommend.places, report);
    objective += ofOne[0]?.costIncrease ?? 0;
  }
  checkPlaceless(facts, ofOrder, plan.unplaced, report);
  return objective;
}

function checkRanks(order: string, ranked: readonly DispatchRecommendation[], most: number, report: Report): void {
  if (ranked.length > most) report('recommendations', `order ${order} has ${ranked.length}, ${most} are asked for`);
  ranked.forEach(({ rank, costIncrease }, index) => {
    if (rank !== index + 1) report('recommendations', `order ${order}: rank ${rank} stands at ${index + 1}`);
    const before = ranked[index - 1]?.costIncrease ?? -Infinity;
    if (costIncrease < before && !isNear(costIncrease, before))
      report('recommendations', `order ${order}: rank ${rank} costs ${costIncrease}, the one before it ${before}`);
  });
}

function checkRecommendation(standing: Standing, one: DispatchRecommendation, report: Report): void {
  const { facts, problem } = standing;
  const stated = knownLoads({ facts }, one.loads, report).filter(({ id, order }) => {
    if (order !== one.order) report('loads', `load ${id} is of order ${order}`);
    return order === one.order;
  });
  if (stated.length === 0) {
    report('loads', 'there are none');
    return;
  }
  const added = stated.map((load) => timedLoad(problem, load));
  const moved = moveLoads(standing, one, report);
  const laid = layOut(facts, chooseDocks<NamedLoad>(facts, [...moved, ...added]));
  for (const { rule, message } of addedTo(standing.violations, brokenRules(laid))) report(rule, message);
  checkLoadClaims(problem, laid.loads.slice(moved.length), stated, report);
  const increase = objectiveOf(laid).total - standing.total;
  // Two totals that may be large are subtracted.
  const tolerance = 1e-9 * Math.max(1, Math.abs(standing.total), Math.abs(increase));
  if (!(Math.abs(one.costIncrease - increase) <= tolerance))
    report('cost-increase', `${one.costIncrease} is stated, it is ${increase}`);
  const first = laid.ofOrder.get(one.order)![0];
  const deviation = (deviationOf(first) ?? 0) / 60;
  if (!isNear(one.deviationMinutes, deviation))
    report('deviation', `${one.deviationMinutes} min are stated, it is ${deviation}`);
}

/** Loads of the request with those that are said to be shifted where they would then be. */
function moveLoads({ problem, loads }: Standing, { shifted }: DispatchRecommendation, report: Report): NamedLoad[] {
  if (problem.recommend.others === 'stay' && shifted.length > 0)
    report('shifted', `${shifted.length} loads are shifted, and the others were to stay`);
  const seconds = new Map<string, { readonly loading: number; readonly unloading: number }>();
  for (const { load, minutes, loadingMinutes } of shifted) {
    if (seconds.has(load)) report('shifted', `load ${load} is shifted twice`);
    if (minutes === 0 && loadingMinutes === 0) report('shifted', `load ${load} is shifted by nothing`);
    seconds.set(load, { loading: Math.round(loadingMinutes * 60), unloading: Math.round(minutes * 60) });
  }
  const known = new Set(loads.map(({ id }) => id));
  for (const load of seconds.keys())
    if (!known.has(load)) report('shifted', `there is no load ${load} among those of the request`);
  return loads.map((load) => {
    const by = seconds.get(load.id);
    if (!by) return load;
    return { ...load, loadStart: load.loadStart + by.loading, unloadStart: load.unloadStart + by.unloading };
  });
}

/** An order for which nothing is recommended is listed as unplaced, and no other. */
function checkPlaceless(
  facts: Facts,
  ofOrder: ReadonlyMap<string, readonly DispatchRecommendation[]>,
  unplaced: readonly DispatchUnplaced[],
  report: Report,
): void {
  const open = new Set([...ofOrder].flatMap(([order, ofOne]) => (ofOne.length === 0 ? [order] : [])));
  for (const { order, volumeM3, reasons } of unplaced) {
    if (!open.delete(order)) {
      report('unplaced', `order ${order} is listed as unplaced once more, or has a recommendation`);
      continue;
    }
    const asked = facts.orders.get(order)!.litres / 1000;
    if (!isNear(volumeM3, asked)) report('unplaced', `order ${order} lacks ${asked} m3, not ${volumeM3}`);
    if (reasons.length === 0) report('unplaced', `order ${order} is unplaced for no reason`);
  }
  for (const order of open) report('unplaced', `order ${order} has no recommendation and is not listed as unplaced`);
}

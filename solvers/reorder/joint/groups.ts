/** Solves each group of connected items by itself, without the limits that join all. */
import type { Budget } from '../../solver.ts';
import { purchaseCost } from '../item/evaluate.ts';
import type { ItemProblem, ItemResult } from '../item/item.ts';
import { components, partOf } from './components.ts';
import { type Instance, instanceOf } from './instance.ts';
import type { JointOptions, JointProblem, JointResult } from './joint.ts';
import { quantitiesOf } from './pool.ts';
import type { Oracle } from './relax.ts';
import { leastFor } from './respond.ts';
import { Search } from './search.ts';
import type { Found } from './search-result.ts';

export interface GroupsAnswer {
  /** By item; empty where a group has no plan yet. */
  readonly quantities: readonly Float64Array[];
  readonly cost: number;
  readonly lowerBound: number;
  readonly iterations: number;
  /** By option of the whole problem without its limits: shares of the lines at the bounds. */
  readonly shares: Float64Array;
}

export interface GroupsOptions {
  readonly warmStart?: JointOptions['warmStart'];
  readonly onIncumbent?: (found: Found, bound: number, part: Instance) => void;
  /** Iterations that one group may use; absent: all that there are. */
  readonly mostIterations?: number;
}

export function solveGroups(
  problem: JointProblem,
  oracle: Oracle,
  budget: Budget,
  { warmStart, onIncumbent, mostIterations = Infinity }: GroupsOptions,
): GroupsAnswer | Extract<JointResult, { infeasible: true }> {
  const all = [...problem.items.keys()];
  const everything = partOf(problem, all);
  const instance = instanceOf(everything);
  const groups = components(instance);
  const single: Budget = { ...budget, maxIterations: Infinity, gap: 0, onIncumbent: undefined };
  const quantities: Float64Array[] = [];
  const shares = new Float64Array(instance.orderOf.length);
  let cost = 0;
  let lowerBound = 0;
  let iterations = 0;
  let isWhole = true;
  // Items that stand alone first: they are quick, and what time is left is for the others.
  const connected: number[][] = [];
  for (const group of groups) {
    const [item] = group;
    const answer = group.length === 1 ? alone(instance, item, oracle, single) : undefined;
    if (!answer) {
      connected.push(group);
      continue;
    }
    if ('infeasible' in answer)
      return { infeasible: true, obstacle: { limit: 'item', item, day: answer.day, short: answer.short } };
    quantities[item] = answer.quantities;
    for (let option = instance.optionFrom[item]; option < instance.optionFrom[item + 1]; option += 1)
      if (instance.orderOf[option] >= 0) shares[option] = instance.orderCost[instance.orderOf[option]];
    cost += answer.cost;
    lowerBound += answer.lowerBound;
  }
  let left = connected.reduce((sum, { length }) => sum + length, 0);
  for (const group of connected) {
    const isAll = group.length === all.length;
    const part = isAll ? instance : instanceOf(partOf(problem, group));
    const share = isAll ? budget : partOfBudget(budget, group.length / left, iterations);
    const own = { ...share, maxIterations: Math.min(share.maxIterations, mostIterations) };
    const result = new Search(part, oracle, own, {
      warmStart: warmStart && group.map((item) => warmStart[item]),
      ...(isAll && onIncumbent && { onIncumbent: (found, bound) => onIncumbent(found, bound, part) }),
    }).run();
    left -= group.length;
    iterations += result.iterations;
    if (result.impossible) {
      const { item, day, short } = result.impossible;
      return { infeasible: true, obstacle: { limit: 'item', item: group[item], day, short } };
    }
    if (!result.found && result.lowerBound === Infinity) return { infeasible: true, obstacle: { limit: 'together' } };
    lowerBound += result.lowerBound;
    for (let at = 0; at < group.length; at += 1)
      shares.set(
        result.multipliers.share.subarray(part.optionFrom[at], part.optionFrom[at + 1]),
        instance.optionFrom[group[at]],
      );
    if (!result.found) isWhole = false;
    else {
      cost += result.found.cost;
      for (const column of result.found.columns) quantities[group[column.item]] = quantitiesOf(part, column);
    }
  }
  return { quantities: isWhole ? quantities : [], cost: isWhole ? cost : Infinity, lowerBound, iterations, shares };
}

/**
 * An item whose orders have one possible line each: the order's cost is the line's, its least value the line's.
 * @returns undefined where that is not so, or the least value does not come out right by a least quantity alone.
 */
function alone(instance: Instance, item: number, oracle: Oracle, budget: Budget): ItemResult | undefined {
  const { items, optionFrom, orderOf, orderFrom, orderCost, leastValue } = instance;
  const problem = items[item];
  const first = optionFrom[item];
  let changed: ItemProblem = problem;
  if (orderOf.subarray(first, optionFrom[item + 1]).some((order) => order >= 0)) {
    const options = [];
    for (let local = 0; local < problem.options.length; local += 1) {
      const option = problem.options[local];
      const order = orderOf[first + local];
      if (order < 0) {
        options.push(option);
        continue;
      }
      if (orderFrom[order + 1] - orderFrom[order] > 1) return undefined;
      if (leastValue[order] > 0 && leastFor(option, leastValue[order]) > option.least) return undefined;
      options.push({ ...option, lineCost: option.lineCost + orderCost[order] });
    }
    changed = { ...problem, options };
  }
  const answer = oracle(changed, budget);
  if ('infeasible' in answer) return answer;
  for (let local = 0; local < problem.options.length; local += 1) {
    const order = orderOf[first + local];
    const amount = answer.quantities[local];
    // A price break can make more of it worth less.
    if (order >= 0 && amount > 0 && purchaseCost(problem.options[local], amount) < leastValue[order]) return undefined;
  }
  return answer;
}

/** A share of the time left and of the iterations left. */
export function partOfBudget(budget: Budget, share: number, used = 0): Budget {
  const reserve = budget.remainingMs() * (1 - share);
  return {
    ...budget,
    maxIterations: Math.max(0, Math.floor((budget.maxIterations - used) * share)),
    shouldStop: () => budget.shouldStop() || (share < 1 && budget.remainingMs() < reserve),
  };
}

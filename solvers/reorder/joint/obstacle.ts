/** Why there is no plan: single limits that no decision of the items can keep, each proved by itself. */
import type { Budget } from '../../solver.ts';
import type { CostSegment, ItemProblem } from '../item/item.ts';
import type { JointObstacle, JointProblem } from './joint.ts';
import type { Oracle } from './relax.ts';

/** Relative; a limit that is missed by rounding only is kept. */
const slack = 1e-9;

/**
 * @returns the first limit that cannot be kept even if it were the only one; undefined where each can be, or it is not
 *   known in time.
 */
export function obstacleOf(problem: JointProblem, oracle: Oracle, budget: Budget): JointObstacle | undefined {
  const { items, stockLimits } = problem;
  const sum = (change: (item: ItemProblem, index: number) => ItemProblem): number | undefined => {
    let least = 0;
    for (let index = 0; index < items.length; index += 1) {
      if (budget.shouldStop()) return undefined;
      const answer = oracle(change(items[index], index), budget);
      if (!('infeasible' in answer)) least += answer.lowerBound;
    }
    return least;
  };
  if (problem.budget < Infinity) {
    const least = sum(purchaseOnly);
    if (least === undefined) return undefined;
    if (least > problem.budget + slack * Math.max(1, problem.budget)) return { limit: 'budget', least };
  }
  for (let row = 0; row < stockLimits.length; row += 1) {
    const { weight, limit } = stockLimits[row];
    for (let day = 0; day < limit.length; day += 1) {
      if (limit[day] === Infinity) continue;
      const least = sum((item, index) => stockOnly(item, weight[index], day));
      if (least === undefined) return undefined;
      if (least > limit[day] + slack * Math.max(1, limit[day])) return { limit: 'stock', row, day, least };
    }
  }
  return undefined;
}

function free(item: ItemProblem): ItemProblem {
  return {
    ...item,
    shortageCost: 0,
    holdingCost: 0,
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0,
    morningCost: undefined,
    options: item.options.map((option) => ({ ...option, lineCost: 0 })),
  };
}

/** Its cost is the purchase value. */
function purchaseOnly(item: ItemProblem): ItemProblem {
  return free(item);
}

/** Its cost is what its morning stock of one day takes. */
function stockOnly(item: ItemProblem, weight: number, day: number): ItemProblem {
  const morningCost = new Float64Array(item.days);
  if (day < item.days) morningCost[day] = weight;
  const nothing = (segments: readonly CostSegment[]) => segments.map((segment) => ({ ...segment, fixed: 0, price: 0 }));
  const unpriced = free(item);
  return {
    ...unpriced,
    morningCost,
    options: unpriced.options.map((option) => ({ ...option, segments: nothing(option.segments) })),
  };
}

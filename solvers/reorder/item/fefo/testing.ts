/** What the tests of this folder share. */
import type { Rng } from '../../../shared/rng.ts';
import type { ItemProblem } from '../item.ts';
import { decisionCount } from '../testing/brute-force.ts';
import { type RandomItemShape, randomItem } from '../testing/random-item.ts';

/** Next random problem of few enough decisions. */
export function tinyItem(rng: Rng, shape: RandomItemShape, mostDecisions = 1500): ItemProblem {
  for (;;) {
    const problem = randomItem(rng, shape);
    if (decisionCount(problem) <= mostDecisions) return problem;
  }
}

/** How far sums of the same money in another order may differ. */
export function roundingOf(cost: number): number {
  return 1e-9 * (1 + Math.abs(cost));
}

/** An item that keeps and costs nothing but what the test adds. */
export function plainItem(changes: Partial<ItemProblem> & Pick<ItemProblem, 'days' | 'demand'>): ItemProblem {
  return {
    given: [],
    backOrders: 0,
    shortage: 'never',
    shortageCost: 0,
    holdingCost: 0,
    safety: new Float64Array(changes.days),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0,
    options: [],
    ...changes,
  };
}

/** What each option makes small, as weights of the search and as the measure by which plans are compared. */
import type { RepairDispatchProblem, RepairOption } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import type { ChangeWeights } from './engine/change-prices.ts';

/** Fewest changes: a change weighs so many times its price. */
const steadiness = 10;
/** Least lateness: a late minute weighs so many times its price, and a change this part of it. */
const punctuality = 10;
const laxness = 0.25;

export function weightsOf(
  { prices, movedMinutes, promiseMinutes }: RepairDispatchProblem,
  pointPrice: number,
  name: RepairOptionName,
): ChangeWeights {
  const { truck, plant, moved, volume, added, dropped, promise, lateMinute } = prices;
  const base = {
    ...{ unit: pointPrice, truck, plant, moved, volume, added, dropped, promise },
    retimed: 0.1 * moved,
    latePerSecond: lateMinute / 60,
    movedSeconds: Math.round(movedMinutes * 60),
    promiseSeconds: Math.round(promiseMinutes * 60),
  };
  if (name === 'fewest-changes') return { ...base, unit: pointPrice * steadiness };
  if (name !== 'least-lateness') return base;
  return { ...base, unit: pointPrice * laxness, latePerSecond: (base.latePerSecond * punctuality) / laxness };
}

/**
 * The least is the best option of a name.
 */
export function measureOf(
  { plan, points, total, cost, lateness }: RepairOption,
  { prices }: RepairDispatchProblem,
  pointPrice: number,
  name: RepairOptionName,
): number {
  if (name === 'fewest-changes') return cost + steadiness * pointPrice * points;
  if (name !== 'least-lateness') return total;
  const late = lateness.minutes * prices.lateMinute * punctuality;
  return plan.terms.unserved + plan.terms.base + pointPrice * (late + laxness * points);
}

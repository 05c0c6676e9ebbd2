/** How much an option serves, and how much the one with the fewest changes has to. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import type { RepairOption } from '../../../models/repair.ts';
import type { Service } from './engine/change-prices.ts';
import type { Ground } from './ground.ts';

/** Fewest changes are worth so much of the service that would be possible, and no more. */
export const shareToServe = 0.985;
/** A litre short of it weighs so many times what a point does, per litre of a mean load: it is a limit, and no price. */
const shortageWeight = 100;

const weights = { normal: 1, high: 2, critical: 4 } as const;

export function weightsOfOrders({ orders }: Pick<DispatchPlanProblem, 'orders'>): ReadonlyMap<string, number> {
  return new Map(orders.map(({ id, priority }) => [id, weights[priority]]));
}

/** m3 served, each weighed by the priority of its order. */
export function servedM3({ plan }: Pick<RepairOption, 'plan'>, weightOf: ReadonlyMap<string, number>): number {
  return plan.orders.reduce((sum, { order, servedM3 }) => sum + (weightOf.get(order) ?? 1) * servedM3, 0);
}

/** @param mostM3 - weighed m3 of the plan that serves most. */
export function serviceToKeep({ dense, instance }: Ground, mostM3: number, pointPrice: number): Service {
  const weightOf = weightsOfOrders({ orders: dense.problem.orders });
  const loads = Math.max(1, instance.fixed.length);
  const fixedL = instance.fixed.reduce((sum, { volumeL }) => sum + volumeL, 0);
  const meanL = fixedL > 0 ? fixedL / loads : Math.max(1, instance.capacityL[0]);
  return {
    weightOf: Float64Array.from(dense.problem.orders, ({ id }) => weightOf.get(id) ?? 1),
    leastL: 1000 * shareToServe * mostM3,
    pricePerL: (shortageWeight * pointPrice) / meanL,
  };
}

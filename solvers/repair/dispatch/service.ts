/** How much an option serves, and how much the one with the fewest changes has to. */
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import type { RepairOption } from '../../../models/repair.ts';
import type { RepairContext } from './context.ts';
import type { Service } from './engine/change-prices.ts';
import type { Ground } from './ground.ts';

/** Fewest changes are worth so much of all that could be served, and of what was promised so much. */
export const shareToServe = 0.985;
export const shareToKeep = 0.99;
/**
 * A litre short of it weighs so many times what a point does, per litre of a mean load: it is a limit, and no price. A tenth
 * of it, with points ten times as dear (`weightsOf`), left orders out for which there was room with 20 changes of 99.
 */
const shortageWeight = 1000;

const weights = { normal: 1, high: 2, critical: 4 } as const;

/** m3, each weighed by the priority of its order. */
export interface Served {
  readonly all: number;
  readonly promised: number;
}

export function servedBy(plan: DispatchShiftPlan, { amended, promisedM3 }: RepairContext): Served {
  const weightOf = weightsOfOrders(amended.shift);
  let all = 0;
  let promised = 0;
  for (const { order, servedM3 } of plan.orders) {
    const weight = weightOf.get(order) ?? 1;
    all += weight * servedM3;
    promised += weight * Math.min(servedM3, promisedM3.get(order) ?? 0);
  }
  return { all, promised };
}

/** Points, and more per open load, beyond which a plan is another plan, and no repair. */
const fewPoints = 10;
const mostPointsPerLoad = 1.5;

/** @returns those that change the plan that runs in parts, if there are any; else all. */
export function moderate<One>(
  ones: readonly One[],
  optionOf: (one: One) => Pick<RepairOption, 'points' | 'openLoads'>,
): readonly One[] {
  const some = ones.filter(
    (one) => optionOf(one).points <= fewPoints + mostPointsPerLoad * optionOf(one).openLoads + 1e-9,
  );
  return some.length > 0 ? some : ones;
}

/** @returns those that serve nearly as much as any of them, and of these those that keep nearly as many promises as any. */
export function serving<One>(ones: readonly One[], servedOf: (one: One) => Served): One[] {
  const enough = nearly(ones, shareToServe, (one) => servedOf(one).all);
  return nearly(enough, shareToKeep, (one) => servedOf(one).promised);
}

function nearly<One>(ones: readonly One[], share: number, m3Of: (one: One) => number): One[] {
  const most = Math.max(...ones.map(m3Of));
  return ones.filter((one) => m3Of(one) >= share * most - 1e-6);
}

/** @param found - what plans so far serve. */
export function serviceToKeep({ dense, instance }: Ground, found: readonly Served[], context: RepairContext): Service {
  const { orders } = dense.problem;
  const weightOf = weightsOfOrders(dense.problem);
  const enough = nearly(found, shareToServe, ({ all }) => all);
  const fixedL = instance.fixed.reduce((sum, { volumeL }) => sum + volumeL, 0);
  const meanL = fixedL > 0 ? fixedL / instance.fixed.length : Math.max(1, instance.capacityL[0]);
  return {
    weightOf: Float64Array.from(orders, ({ id }) => weightOf.get(id) ?? 1),
    promisedL: Float64Array.from(orders, ({ id }) => 1000 * (context.promisedM3.get(id) ?? 0)),
    leastL: 1000 * shareToServe * Math.max(...found.map(({ all }) => all)),
    leastPromisedL: 1000 * shareToKeep * Math.max(...enough.map(({ promised }) => promised)),
    pricePerL: (shortageWeight * context.pointPrice) / meanL,
  };
}

function weightsOfOrders({ orders }: Pick<DispatchPlanProblem, 'orders'>): ReadonlyMap<string, number> {
  return new Map(orders.map(({ id, priority }) => [id, weights[priority]]));
}

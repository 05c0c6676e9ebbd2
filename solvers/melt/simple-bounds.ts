/** What can be said of every plan before any library has spoken. */
import type { Instance } from './instance.ts';

/** Costs of plans differ by multiples of this. */
export function costStepOf(instance: Instance): number {
  const thousandths = Array.from(instance.heatCost, (cost) => Math.round(cost * 1000));
  const exact = thousandths.every((value, f) => value > 0 && Math.abs(value / 1000 - instance.heatCost[f]) < 1e-9);
  if (!exact) return 1e-6;
  return (
    thousandths.reduce((a, b) => {
      while (b !== 0) [a, b] = [b, a % b];
      return a;
    }) / 1000
  );
}

/** Each grade's mass over the best furnace's mass per cost: what holds before any library has spoken. */
export function simpleCostBound(instance: Instance, costStep: number): number {
  let bound = 0;
  for (const { types, furnaces } of instance.grades) {
    const mass = types.reduce(
      (sum, t) => sum + (instance.period[t] === 0 ? instance.mass[t] * instance.quantity[t] : 0),
      0,
    );
    const massPerCost = Math.max(...furnaces.map((f) => instance.greatest[f] / instance.heatCost[f]), 0);
    if (mass > 0 && massPerCost > 0) bound += Math.ceil(mass / massPerCost / costStep - 1e-9) * costStep;
  }
  return bound;
}

/** Worth of the pieces of period 0 that no furnace may pour. */
export function simpleLeftBound(instance: Instance): number {
  return instance.mass.reduce((sum, mass, type) => {
    const pourable = instance.eligible.subarray(type * instance.furnaces, (type + 1) * instance.furnaces).includes(1);
    return instance.period[type] > 0 || pourable ? sum : sum + mass * instance.quantity[type] * instance.priority[type];
  }, 0);
}

/**
 * Costs of legs, shared out between loads and trucks. The leg after a load leads to a plant, or home with the last one:
 * either each load is charged what is the least of both, or each is charged the way to a plant and each truck in use is
 * given back what the way home costs less than that. Both are sound; which bounds more depends on how many loads a truck
 * carries.
 */
import type { DispatchInstance } from '../instance.ts';

/** Costs of legs that are counted with loads, and of using a truck. */
export interface LegCosts {
  /** By site: of the leg after a load. */
  readonly afterLoad: Float64Array;
  /** By truck: of using it, the way from its yard included. */
  readonly useCost: Float64Array;
}

export function noLegCosts(instance: DispatchInstance): LegCosts {
  return { afterLoad: new Float64Array(instance.sites), useCost: new Float64Array(instance.trucks) };
}

export function legCosts(instance: DispatchInstance): readonly LegCosts[] {
  const { plants, sites, trucks } = instance;
  const toPlant = Float64Array.from({ length: sites }, (_, s) =>
    leastOf(plants, (p) => instance.costBack[s * plants + p]),
  );
  const home = Float64Array.from({ length: sites }, (_, s) => leastOf(trucks, (k) => instance.costEnd[k * sites + s]));
  const start = Float64Array.from(
    { length: trucks },
    (_, k) => instance.truckCost[k] + leastOf(plants, (p) => instance.costStart[k * plants + p]),
  );
  const ordered = [...new Set(instance.site)];
  return [
    { afterLoad: toPlant.map((cost, s) => Math.min(cost, home[s])), useCost: start },
    {
      afterLoad: toPlant,
      useCost: start.map((cost, k) => {
        const last = leastOf(ordered.length, (i) => instance.costEnd[k * sites + ordered[i]] - toPlant[ordered[i]]);
        return cost + (ordered.length === 0 ? 0 : last);
      }),
    },
  ];
}

function leastOf(count: number, cost: (index: number) => number): number {
  let least = Infinity;
  for (let i = 0; i < count; i++) least = Math.min(least, cost(i));
  return least;
}

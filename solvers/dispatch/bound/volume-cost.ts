/** What volume alone says: whether the cost is that of missing volume and nothing else, and which volumes can be served. */
import type { DispatchInstance } from '../instance.ts';

/** Cost of each missing litre where nothing else costs anything; undefined where something does. */
export function volumeCost(instance: DispatchInstance): number | undefined {
  const costs = [
    instance.overtimeCost,
    instance.truckCost,
    instance.shortSpanCost,
    instance.costStart,
    instance.costOut,
    instance.costBack,
    instance.costEnd,
    instance.deviationCost,
    instance.firstLateCost,
    instance.offWindowCost,
    instance.gapCost,
    instance.fillCost,
    [instance.balanceCost, instance.reserveCost],
    instance.costlyHours.map((hours) => hours.cost),
  ];
  if (instance.fixed.length > 0 || costs.some((list) => list.some((cost) => cost !== 0))) return undefined;
  let slope: number | undefined;
  for (let o = 0; o < instance.orders; o++) {
    // Where nothing is served but in whole or not at all, a fixed cost is one by volume.
    if (instance.unservedCost[o] !== 0 && instance.wholeOnly[o] === 0) return undefined;
    const own = instance.unservedPerL[o] + instance.unservedCost[o] / instance.volumeL[o];
    if (slope !== undefined && own !== slope) return undefined;
    slope = own;
  }
  return slope !== undefined && slope >= 0 && Number.isFinite(slope) ? slope : undefined;
}

/** Cost of an order of which so much is missing, whatever has been brought. */
export function unservedCostAtLeast(instance: DispatchInstance, order: number, missingL: number): number {
  return missingL > 0 ? instance.unservedCost[order] + instance.unservedPerL[order] * missingL : 0;
}

/** What every volume that can be served is a multiple of; 0 where there is none to serve. */
export function sharedVolume(instance: DispatchInstance): number {
  let shared = 0;
  for (let o = 0; o < instance.orders; o++) {
    let [a, b] = [shared, instance.wholeOnly[o] === 1 && instance.fixed.length === 0 ? instance.volumeL[o] : 1];
    while (b !== 0) [a, b] = [b, a % b];
    shared = a;
  }
  return shared;
}

/** The greatest volume up to `atMostL` that may be served. */
export function servedVolume(instance: DispatchInstance, atMostL: number): number {
  const shared = sharedVolume(instance);
  // A whole litre is far above what sums of floating-point numbers may be off by.
  const slack = 1e-6 * (1 + Math.abs(atMostL) * 1e-4);
  return shared === 0 ? 0 : Math.max(0, shared * Math.floor((atMostL + slack) / shared));
}

/**
 * A bound from blocks of periods: the relaxation with a block's capacity in one and each piece at the cost of the best period of its
 * block. Every plan is one of it at no more cost, and it has a fraction of the columns, so that it is there long before the
 * relaxation by periods.
 */
import type { MilpModel } from '../../milp/milp.ts';
import { ModelBuilder } from '../../milp/model.ts';
import { type VolumeCosts, type VolumeDemand, type VolumeProblem, waysOfProducts } from './problem.ts';

/** @param length - periods in a block; the last may be shorter. */
export function coarseModel(problem: VolumeProblem, costs: VolumeCosts, length: number): MilpModel {
  const { periods, products, resources, capacity, ways, demands } = problem;
  const blocks = Math.ceil(periods / length);
  const model = new ModelBuilder();
  const capacityRow = (resource: number, block: number) => resource * blocks + block;
  for (let resource = 0; resource < resources; resource++) {
    for (let block = 0; block < blocks; block++) {
      const from = resource * periods + block * length;
      const own = capacity.subarray(from, Math.min(from + length, (resource + 1) * periods));
      model.addRow({ lower: -Infinity, upper: own.reduce((sum, seconds) => sum + seconds, 0) });
    }
  }
  const supplyRow = (product: number, block: number) => resources * blocks + product * blocks + block;
  for (let at = 0; at < products * blocks; at++) model.addRow({ lower: 0, upper: 0 });
  for (const [product, list] of waysOfProducts(problem).entries()) {
    for (const way of list) {
      const seconds = new Map<number, number>();
      for (const load of ways[way].load)
        if (load.seconds > 0) seconds.set(load.resource, (seconds.get(load.resource) ?? 0) + load.seconds);
      for (let block = 0; block < blocks; block++) {
        const rows = [
          supplyRow(product, block),
          ...[...seconds.keys()].map((resource) => capacityRow(resource, block)),
        ];
        model.addColumn({ rows, coefficients: [1, ...seconds.values()] });
      }
    }
  }
  for (const demand of demands) {
    const row = model.addRow({ lower: demand.quantity, upper: demand.quantity });
    model.addColumn({ cost: costs.unmet(demand), rows: [row], coefficients: [1] });
    for (let block = 0; block < blocks; block++) {
      const cost = leastCost(costs, demand, block * length, Math.min(periods, (block + 1) * length));
      if (cost === Infinity) continue;
      model.addColumn({ cost, rows: [row, supplyRow(demand.product, block)], coefficients: [1, -1] });
    }
  }
  return model;
}

/** Of a piece in periods [from, to); Infinity where it is released later. */
function leastCost(costs: VolumeCosts, demand: VolumeDemand, from: number, to: number): number {
  let least = Infinity;
  for (let period = Math.max(from, demand.releasePeriod); period < to; period++)
    least = Math.min(least, costs.piece(demand, period));
  return least;
}

/**
 * Large neighbourhood search on a volume plan: an order that costs something and a few that compete with it for resources are
 * taken out and placed again one after the other, it first; the plan is kept where it is no worse.
 *
 * @see Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems, CP98, on the
 *   choice of related parts.
 */
import type { Rng } from '../../shared/rng.ts';
import { placeDemand } from './greedy.ts';
import type { Batch, VolumePlan } from './plan.ts';
import { waysOfProducts } from './problem.ts';

/** Orders taken out beside the first, at most. */
const mostRelated = 6;
/** Orders drawn until enough are related. */
const mostDraws = 40;
/** Share of rounds that begin with an order that is late or not met, while there is one. */
const lateShare = 0.9;

export class VolumeImprovement {
  readonly plan: VolumePlan;
  readonly #rng: Rng;
  readonly #ways: number[][];
  /** Whether ways of two products use a resource in common, at [one * products + other]. */
  readonly #shares: Uint8Array;
  readonly #costs: Float64Array;
  /** Orders that are late or not met, to draw from; renewed now and then. */
  #late: number[] = [];
  #rounds = 0;

  constructor(plan: VolumePlan, rng: Rng) {
    this.plan = plan;
    this.#rng = rng;
    this.#ways = waysOfProducts(plan.problem);
    this.#shares = sharedResources(plan, this.#ways);
    this.#costs = Float64Array.from(plan.problem.demands, (_, demand) => plan.cost(demand));
  }

  /** @returns by how much the plan got cheaper, 0 where it stayed as it was. */
  round(): number {
    if (this.plan.problem.demands.length === 0) return 0;
    if (this.#rounds++ % 64 === 0) this.#late = this.#findLate();
    const first = this.#drawFirst();
    const chosen = [first, ...this.#drawRelated(first)];
    const before = chosen.reduce((sum, demand) => sum + this.#costs[demand], 0);
    const taken: Batch[][] = chosen.map((demand) => this.plan.takeOut(demand));
    for (const demand of chosen)
      placeDemand(this.plan, demand, this.#ways[this.plan.problem.demands[demand].product], 'cheapest');
    const after = chosen.reduce((sum, demand) => sum + this.plan.cost(demand), 0);
    if (after <= before) {
      for (const demand of chosen) this.#costs[demand] = this.plan.cost(demand);
      return before - after;
    }
    for (const demand of chosen) this.plan.takeOut(demand);
    for (const [at, demand] of chosen.entries()) this.plan.restore(demand, taken[at]);
    return 0;
  }

  #findLate(): number[] {
    const { problem, costs, unmet } = this.plan;
    return problem.demands
      .map((_, demand) => demand)
      .filter(
        (demand) =>
          unmet[demand] > 0 ||
          this.plan.batches(demand).some(({ period }) => period > costs.due(problem.demands[demand])),
      );
  }

  #drawFirst(): number {
    if (this.#late.length > 0 && this.#rng.float() < lateShare) return this.#late[this.#rng.below(this.#late.length)];
    return this.#rng.below(this.plan.problem.demands.length);
  }

  /** Orders that share a resource with the first and have pieces where it could have some. */
  #drawRelated(first: number): number[] {
    const { demands } = this.plan.problem;
    const { product, releasePeriod } = demands[first];
    const last = this.plan
      .batches(first)
      .reduce((latest, { period }) => Math.max(latest, period), this.plan.costs.due(demands[first]));
    const wanted = 1 + this.#rng.below(mostRelated);
    const related: number[] = [];
    for (let draw = 0; draw < mostDraws && related.length < wanted; draw++) {
      const other = this.#rng.below(demands.length);
      if (other === first || related.includes(other)) continue;
      if (this.#shares[product * this.#ways.length + demands[other].product] === 0) continue;
      const meets = this.plan.batches(other).some(({ period }) => period >= releasePeriod && period <= last);
      if (meets) related.push(other);
    }
    return related;
  }
}

function sharedResources({ problem }: VolumePlan, waysOf: readonly number[][]): Uint8Array {
  const resources = waysOf.map(
    (ways) => new Set(ways.flatMap((way) => problem.ways[way].load.map(({ resource }) => resource))),
  );
  return Uint8Array.from({ length: waysOf.length ** 2 }, (_, pair) => {
    const other = resources[pair % waysOf.length];
    return [...resources[Math.floor(pair / waysOf.length)]].some((resource) => other.has(resource)) ? 1 : 0;
  });
}

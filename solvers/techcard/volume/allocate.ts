/**
 * Deals the pieces that are made of one product in each period to its orders at the least cost: a transportation problem,
 * solved by successive shortest paths, so that whole supplies give whole pieces. A piece that helps no order is left over.
 *
 * @see Ahuja, Magnanti and Orlin (1993), Network Flows, section 9.7.
 */
import type { VolumeCosts, VolumeProblem } from './problem.ts';

/** A path must gain more than rounding noise. */
const leastGain = 1e-9;

/**
 * @param supply - pieces made in each period.
 * @param wanted - pieces that each of the demands wants, in the order of `demands`.
 * @returns pieces at [demand * periods + period], `demand` an index of `demands`.
 */
export function allocate(
  problem: VolumeProblem,
  costs: VolumeCosts,
  demands: readonly number[],
  supply: Int32Array,
  wanted: Int32Array,
): Int32Array {
  const { periods } = problem;
  const flow = new Int32Array(demands.length * periods);
  const cost = new Float64Array(flow.length).fill(Infinity);
  for (const [at, index] of demands.entries()) {
    const demand = problem.demands[index];
    for (let period = Math.max(0, demand.releasePeriod); period < periods; period++)
      cost[at * periods + period] = costs.piece(demand, period) - costs.unmet(demand);
  }
  const left = supply.slice();
  const missing = wanted.slice();
  const network = new Paths(periods, demands.length, cost, flow);
  for (let end = network.best(left, missing); end >= 0; end = network.best(left, missing))
    network.augment(end, left, missing);
  return flow;
}

/** Paths period, demand, period, ..., demand: forward along any pair, backward along pairs with flow. */
class Paths {
  readonly #periods: number;
  readonly #demands: number;
  readonly #cost: Float64Array;
  readonly #flow: Int32Array;
  readonly #toPeriod: Float64Array;
  readonly #toDemand: Float64Array;
  readonly #beforePeriod: Int32Array;
  readonly #beforeDemand: Int32Array;

  constructor(periods: number, demands: number, cost: Float64Array, flow: Int32Array) {
    this.#periods = periods;
    this.#demands = demands;
    this.#cost = cost;
    this.#flow = flow;
    this.#toPeriod = new Float64Array(periods);
    this.#toDemand = new Float64Array(demands);
    this.#beforePeriod = new Int32Array(periods);
    this.#beforeDemand = new Int32Array(demands);
  }

  /** @returns the demand at the end of the cheapest path with a gain, -1 where none has one. */
  best(left: Int32Array, missing: Int32Array): number {
    const periods = this.#periods;
    this.#toDemand.fill(Infinity);
    const pending: boolean[] = [];
    for (let period = 0; period < periods; period++) {
      this.#toPeriod[period] = left[period] > 0 ? 0 : Infinity;
      this.#beforePeriod[period] = -1;
      pending[period] = left[period] > 0;
    }
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let period = 0; period < periods; period++) {
        if (!pending[period]) continue;
        pending[period] = false;
        for (let demand = 0; demand < this.#demands; demand++) {
          const length = this.#toPeriod[period] + this.#cost[demand * periods + period];
          if (length >= this.#toDemand[demand] - leastGain) continue;
          this.#toDemand[demand] = length;
          this.#beforeDemand[demand] = period;
          for (let other = 0; other < periods; other++) {
            if (this.#flow[demand * periods + other] === 0 || other === period) continue;
            const back = length - this.#cost[demand * periods + other];
            if (back >= this.#toPeriod[other] - leastGain) continue;
            this.#toPeriod[other] = back;
            this.#beforePeriod[other] = demand;
            pending[other] = true;
            isChanged = true;
          }
        }
      }
    }
    let end = -1;
    let least = -leastGain;
    for (let demand = 0; demand < this.#demands; demand++) {
      if (missing[demand] === 0 || this.#toDemand[demand] >= least) continue;
      least = this.#toDemand[demand];
      end = demand;
    }
    return end;
  }

  augment(end: number, left: Int32Array, missing: Int32Array): void {
    const periods = this.#periods;
    let amount = missing[end];
    let demand = end;
    let period = this.#beforeDemand[demand];
    while (this.#beforePeriod[period] >= 0) {
      demand = this.#beforePeriod[period];
      amount = Math.min(amount, this.#flow[demand * periods + period]);
      period = this.#beforeDemand[demand];
    }
    amount = Math.min(amount, left[period]);
    left[period] -= amount;
    missing[end] -= amount;
    demand = end;
    for (;;) {
      period = this.#beforeDemand[demand];
      this.#flow[demand * periods + period] += amount;
      if (this.#beforePeriod[period] < 0) return;
      demand = this.#beforePeriod[period];
      this.#flow[demand * periods + period] -= amount;
    }
  }
}

/**
 * Periodic review (s, S) for whole units, exactly: full backordering, fixed cost in each period that orders.
 *
 * Order up to S when the inventory position is at s or below. With p_j the probability that a period asks for j, the renewal
 * densities m(0) = 1 / (1 - p_0), m(j) = sum over l = 1..j of p_l m(j - l) / (1 - p_0) count the periods that a cycle spends j below S:
 *   c(s, S) = (K + sum over j < S - s of m(j) G(S - j)) / sum over j < S - s of m(j),
 * G(y) being the newsvendor cost of position y against the demand of lead time and one period.
 * @see Zheng and Federgruen (1991), Finding optimal (s, S) policies is about as simple as evaluating a single policy,
 *   Operations Research 39(4):654-665.
 */
import type { Distribution } from '../distributions/distribution.ts';
import { criticalRatio } from './newsvendor.ts';

export interface SsInputs {
  /** Per unit left at the end of a period. */
  readonly holdingCost: number;
  /** Per unit short at the end of a period. */
  readonly stockoutCost: number;
  /** Per order. */
  readonly fixedCost: number;
  /** Of one period: on 0, 1, 2, ..., not always 0. */
  readonly periodDemand: Distribution;
  /** Of the lead time and one period; the same where the lead time is 0. */
  readonly coveredDemand: Distribution;
}

export interface SsPolicy {
  readonly reorderPoint: number;
  readonly orderUpTo: number;
}

export interface SsCost extends SsPolicy {
  readonly costPerPeriod: number;
  /** Mean number of periods from one order to the next. */
  readonly periodsPerOrder: number;
}

/** Demands less likely than this, all together, are left out: of the order of what sums of doubles lose anyway. */
const negligible = 1e-15;

/** One problem's position costs and renewal densities, each computed once. */
class Renewal {
  readonly #inputs: SsInputs;
  readonly #probabilities: Float64Array;
  readonly #from: number;
  /** m(j). */
  readonly #density: number[];
  readonly #positionCost = new Map<number, number>();

  constructor(inputs: SsInputs) {
    this.#inputs = inputs;
    const { periodDemand: demand } = inputs;
    this.#from = Math.max(1, demand.quantile(negligible));
    const to = Math.max(this.#from, demand.quantile(1 - negligible));
    this.#probabilities = Float64Array.from({ length: to - this.#from + 1 }, (_, i) => demand.pdf(this.#from + i));
    this.#density = [1 / (1 - demand.pdf(0))];
  }

  density(j: number): number {
    while (this.#density.length <= j) {
      const next = this.#density.length;
      const last = Math.min(next - this.#from, this.#probabilities.length - 1);
      let sum = 0;
      for (let i = 0; i <= last; i++) sum += this.#probabilities[i] * this.#density[next - this.#from - i];
      this.#density.push(sum * this.#density[0]);
    }
    return this.#density[j];
  }

  positionCost(y: number): number {
    let cost = this.#positionCost.get(y);
    if (cost === undefined) {
      const { coveredDemand: demand, holdingCost, stockoutCost } = this.#inputs;
      cost = holdingCost * demand.complementaryLoss(y) + stockoutCost * demand.loss(y);
      this.#positionCost.set(y, cost);
    }
    return cost;
  }

  evaluate(reorderPoint: number, orderUpTo: number): SsCost {
    let cost = this.#inputs.fixedCost;
    let periods = 0;
    for (let j = 0; j < orderUpTo - reorderPoint; j++) {
      const spent = this.density(j);
      periods += spent;
      cost += spent * this.positionCost(orderUpTo - j);
    }
    return { reorderPoint, orderUpTo, costPerPeriod: cost / periods, periodsPerOrder: periods };
  }
}

export function ssCost(inputs: SsInputs, { reorderPoint, orderUpTo }: SsPolicy): SsCost {
  return new Renewal(inputs).evaluate(reorderPoint, orderUpTo);
}

/** For many policies of one problem: what they have in common is computed once. */
export function ssCosts(inputs: SsInputs): (policy: SsPolicy) => SsCost {
  const renewal = new Renewal(inputs);
  return ({ reorderPoint, orderUpTo }) => renewal.evaluate(reorderPoint, orderUpTo);
}

/** Of equal optima the first that the search meets. */
export function optimalSs(inputs: SsInputs): SsCost {
  const renewal = new Renewal(inputs);
  const least = inputs.coveredDemand.quantile(criticalRatio(inputs));
  // s goes down until one more position below would cost more than the policy does.
  let reorderPoint = least - 1;
  while (renewal.evaluate(reorderPoint, least).costPerPeriod > renewal.positionCost(reorderPoint)) reorderPoint--;
  let best = renewal.evaluate(reorderPoint, least);
  // No S whose own position costs more than the best policy can be part of a better one.
  for (let orderUpTo = least + 1; renewal.positionCost(orderUpTo) <= best.costPerPeriod; orderUpTo++) {
    const candidate = renewal.evaluate(reorderPoint, orderUpTo);
    if (candidate.costPerPeriod >= best.costPerPeriod) continue;
    best = candidate;
    while (best.costPerPeriod <= renewal.positionCost(reorderPoint + 1) && reorderPoint + 1 < least) {
      reorderPoint++;
      best = renewal.evaluate(reorderPoint, orderUpTo);
    }
  }
  return best;
}

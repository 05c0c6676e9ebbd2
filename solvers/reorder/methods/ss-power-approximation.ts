/**
 * Revised power approximation of (s, S): a regression on optimal policies, asking for mean and deviation of demand only.
 * @see Ehrhardt and Mosier (1984), A revision of the power approximation for computing (s, S) policies, Management Science 30(5):618-622.
 */
import { normalQuantile } from '../distributions/special-functions.ts';
import type { SsPolicy } from './ss-exact.ts';

export interface PowerInputs {
  readonly holdingCost: number;
  readonly stockoutCost: number;
  readonly fixedCost: number;
  /** Of one period. */
  readonly demandMean: number;
  readonly demandSd: number;
  /** Periods; the review period comes on top. */
  readonly leadTime: number;
}

export interface PowerPolicy extends SsPolicy {
  /** The regression's S - s. */
  readonly orderQuantity: number;
  /** Both with the newsvendor level as a cap, which the authors set where S - s is at most 1.5 periods' demand. */
  readonly capped: SsPolicy;
}

export function powerApproximation(inputs: PowerInputs): PowerPolicy {
  const { holdingCost, stockoutCost, demandMean } = inputs;
  const mean = demandMean * (inputs.leadTime + 1);
  const sd = inputs.demandSd * Math.sqrt(inputs.leadTime + 1);
  const spread = (1 + (sd / demandMean) ** 2) ** 0.116;
  const orderQuantity = 1.3 * demandMean ** 0.494 * (inputs.fixedCost / holdingCost) ** 0.506 * spread;
  const z = Math.sqrt((orderQuantity * holdingCost) / (sd * stockoutCost));
  // Without deviation (or fixed cost) z has no value; without deviation nothing is left of its terms.
  const safety = sd > 0 && z > 0 ? sd * (0.183 / z + 1.063 - 2.192 * z) : 0;
  const reorderPoint = 0.973 * mean + safety;
  const cap = mean + sd * normalQuantile(stockoutCost / (stockoutCost + holdingCost));
  const small = orderQuantity <= 1.5 * demandMean;
  return {
    reorderPoint,
    orderUpTo: reorderPoint + orderQuantity,
    orderQuantity,
    capped: {
      reorderPoint: small ? Math.min(reorderPoint, cap) : reorderPoint,
      orderUpTo: small ? Math.min(reorderPoint + orderQuantity, cap) : reorderPoint + orderQuantity,
    },
  };
}

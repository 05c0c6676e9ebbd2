/**
 * Safety stock for normal demand over the time it must cover: the lead time under continuous review, lead time and review period under
 * periodic review.
 *
 * Demand of that time T has mean mu T and variance sigma^2 T + mu^2 sd(L)^2, lead time and demands being independent. With z the
 * safety stock over its deviation: cycle service level Phi(z), expected shortage per cycle sd (phi(z) - z (1 - Phi(z))), fill rate
 * 1 - shortage / quantity per cycle. Under periodic review the quantity per cycle is the demand of a review period.
 * @see Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, 4th ed., sections 6.6 to 6.10;
 *   Chopra and Meindl (2016), Supply Chain Management, 6th ed., chapter 12.
 */
import { normal } from '../distributions/distribution-of.ts';
import { pointOfLoss } from './rq-approximations.ts';

export interface CoveredDemandInputs {
  /** Per unit of time. */
  readonly demandMean: number;
  /** Of one unit of time. */
  readonly demandSd: number;
  readonly leadTime: number;
  readonly leadTimeSd: number;
  /** Of the demand of a lead time, known as such: in place of what the deviations of demand and lead time say. */
  readonly leadTimeDemandSd?: number;
  /** 0 under continuous review. */
  readonly reviewPeriod: number;
}

export interface CoveredDemand {
  /** Of the time from an order until the next one can arrive. */
  readonly mean: number;
  readonly sd: number;
  /** Of the lead time alone. */
  readonly leadTimeDemandSd: number;
}

export function coveredDemand(inputs: CoveredDemandInputs): CoveredDemand {
  const { demandMean, demandSd, leadTime, leadTimeSd, reviewPeriod } = inputs;
  const leadTimeDemandSd =
    inputs.leadTimeDemandSd ?? Math.hypot(demandSd * Math.sqrt(leadTime), demandMean * leadTimeSd);
  return {
    mean: demandMean * (leadTime + reviewPeriod),
    sd: Math.hypot(leadTimeDemandSd, demandSd * Math.sqrt(reviewPeriod)),
    leadTimeDemandSd,
  };
}

export interface ServiceTargets {
  /** Share of cycles without shortage. */
  readonly cycleServiceLevel?: number;
  /** Share of demand met from stock; needs the quantity per cycle. */
  readonly fillRate?: number;
}

/** The least level (reorder point or order-up-to level) that meets every target given. */
export function levelForService(demand: CoveredDemand, targets: ServiceTargets, quantityPerCycle?: number): number {
  const distribution = normal(demand.mean, demand.sd);
  const levels: number[] = [];
  if (targets.cycleServiceLevel !== undefined) levels.push(distribution.quantile(targets.cycleServiceLevel));
  if (targets.fillRate !== undefined && quantityPerCycle !== undefined)
    levels.push(pointOfLoss({ leadTimeDemand: distribution }, (1 - targets.fillRate) * quantityPerCycle));
  return Math.max(...levels);
}

export interface Service {
  readonly level: number;
  readonly safetyStock: number;
  readonly cycleServiceLevel: number;
  readonly expectedShortagePerCycle: number;
  /** Absent without the quantity per cycle; 0 where a cycle is short of more than its quantity. */
  readonly fillRate?: number;
}

export function serviceOf(demand: CoveredDemand, level: number, quantityPerCycle?: number): Service {
  const distribution = normal(demand.mean, demand.sd);
  const expectedShortagePerCycle = distribution.loss(level);
  return {
    level,
    safetyStock: level - demand.mean,
    cycleServiceLevel: distribution.cdf(level),
    expectedShortagePerCycle,
    fillRate: quantityPerCycle === undefined ? undefined : Math.max(0, 1 - expectedShortagePerCycle / quantityPerCycle),
  };
}

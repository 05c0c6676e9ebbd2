/** Safety stock of an item from the demand while it waits for the next delivery. */
import type { ReorderSafety } from '../../models/reorder.ts';
import type { Distribution } from './distributions/distribution.ts';
import { distributionOf } from './distributions/distribution-of.ts';

/** What the safety stock has to protect against. */
export interface Protection {
  /** Mean demand per day. */
  readonly mean: number;
  /** Variance of a day's demand. */
  readonly variance: number;
  /** Lead time and longest wait, days. */
  readonly days: number;
  /** Days. */
  readonly leadTimeSd: number;
  /** Days are Poisson draws of a constant mean. */
  readonly poisson: boolean;
}

/**
 * Demand during the protection days: mean m P, variance s^2 P + m^2 sdL^2 (Hadley and Whitin 1963, 4-7: the demand of
 * a random number of days). Poisson stays Poisson; else normal where so little of it lies below 0 that it does not
 * matter (three deviations: 0.13 %), else gamma, which is never negative and as skewed as slow movers are.
 */
export function protectionDemand({ mean, variance, days, leadTimeSd, poisson }: Protection): Distribution {
  const total = mean * days;
  if (poisson && leadTimeSd === 0) return distributionOf({ type: 'poisson', mean: total });
  const spread = variance * days + mean ** 2 * leadTimeSd ** 2;
  const sd = Math.sqrt(spread);
  if (total >= 3 * sd) return distributionOf({ type: 'normal', mean: total, sd });
  return distributionOf({ type: 'gamma', shape: total ** 2 / spread, scale: spread / total });
}

/**
 * The level that serves as wanted.
 * - cycle-service: the least S with Pr{D <= S} >= level.
 * - fill-rate: S with E[(D - S)+] = (1 - level) perCycle, what is short of a cycle's demand of `perCycle`.
 * @see Silver, Pyke and Peterson (1998), 7.7: P1 and P2 measures of service.
 */
export function protectionLevel(
  demand: Distribution,
  target: Extract<ReorderSafety, { type: 'cycle-service' | 'fill-rate' }>,
  perCycle: number,
): number {
  if (target.type === 'cycle-service') return demand.quantile(target.level);
  const allowed = (1 - target.level) * perCycle;
  // The loss falls from the mean at 0 towards 0; safety stock is never negative, so levels below the mean do not matter.
  let low = demand.mean;
  if (demand.loss(low) <= allowed) return low;
  let high = demand.mean + Math.max(demand.sd, 1e-9);
  while (demand.loss(high) > allowed) high = demand.mean + 2 * (high - demand.mean);
  for (let halving = 0; halving < 100 && high - low > 1e-9 * Math.max(1, high); halving++) {
    const middle = (low + high) / 2;
    if (demand.loss(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}

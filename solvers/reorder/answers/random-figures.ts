/** Curves of answers under random demand. */
import type { CurvePoint } from '../../../models/reorder-questions/answer.ts';
import type { Distribution } from '../distributions/distribution.ts';

const points = 31;

/**
 * Cost of levels within two deviations of `level`, which may be 0 or below, so that shares of it would say nothing; whole numbers where
 * demand is. Without deviation: within half the level.
 */
export function curveOfLevels(
  demand: Distribution,
  level: number,
  cost: (level: number) => number,
): CurvePoint[] | undefined {
  const reach = 2 * demand.sd || Math.abs(level) / 2;
  if (!(reach > 0)) return undefined;
  const whole = demand.discrete && Number.isInteger(level);
  const step = whole ? Math.max(1, Math.round((2 * reach) / (points - 1))) : (2 * reach) / (points - 1);
  return Array.from({ length: points }, (_, i) => {
    const quantity = level + (i - (points - 1) / 2) * step;
    return { quantity, cost: cost(quantity) };
  });
}

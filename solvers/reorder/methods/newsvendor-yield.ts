/**
 * Base stock with random yield and known demand: what arrives differs from what was asked for, by a random amount or by
 * a random factor, and the level allows for it.
 */
import type { Distribution } from '../distributions/distribution.ts';

export interface NewsvendorYieldProblem {
  /** Cost of a unit left at the end of the period. */
  readonly holdingCost: number;
  /** Cost of a unit short. */
  readonly stockoutCost: number;
  readonly demand: number;
}

export interface NewsvendorYieldSolution {
  readonly baseStockLevel: number;
  readonly costPerPeriod: number;
}

/**
 * Additive yield uniform between `yieldLo` and `yieldHi`: S = d - lo - (hi - lo) h / (h + p).
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.3.
 */
export function newsvendorYieldAdditiveUniform(
  problem: NewsvendorYieldProblem & { readonly yieldLo: number; readonly yieldHi: number },
): NewsvendorYieldSolution {
  const { holdingCost, stockoutCost, demand, yieldLo, yieldHi } = problem;
  const baseStockLevel = demand - yieldLo - ((yieldHi - yieldLo) * holdingCost) / (holdingCost + stockoutCost);
  return { baseStockLevel, costPerPeriod: newsvendorYieldAdditiveUniformCost(problem, baseStockLevel) };
}

/** Expected cost h E[(S + Y - d)+] + p E[(d - S - Y)+] at the level S. */
export function newsvendorYieldAdditiveUniformCost(
  problem: NewsvendorYieldProblem & { readonly yieldLo: number; readonly yieldHi: number },
  baseStockLevel: number,
): number {
  const { holdingCost, stockoutCost, demand, yieldLo, yieldHi } = problem;
  // Left over is between these two; where both have one sign only one of the costs occurs.
  const [least, most] = [baseStockLevel + yieldLo - demand, baseStockLevel + yieldHi - demand];
  if (least >= 0) return (holdingCost * (least + most)) / 2;
  if (most <= 0) return (-stockoutCost * (least + most)) / 2;
  return (holdingCost * most ** 2 + stockoutCost * least ** 2) / (2 * (most - least));
}

/**
 * Additive yield of any distribution: S = d - y with y the h / (h + p) quantile of the yield, since d - Y plays the part
 * of the demand of a newsvendor.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.3.
 */
export function newsvendorYieldAdditive(
  problem: NewsvendorYieldProblem & { readonly yield: Distribution },
): NewsvendorYieldSolution {
  const { holdingCost, stockoutCost, demand } = problem;
  const baseStockLevel = demand - problem.yield.quantile(holdingCost / (holdingCost + stockoutCost));
  return { baseStockLevel, costPerPeriod: newsvendorYieldAdditiveCost(problem, baseStockLevel) };
}

/** Expected cost at the level S: h E[(Y - (d - S))+] + p E[((d - S) - Y)+]. */
export function newsvendorYieldAdditiveCost(
  problem: NewsvendorYieldProblem & { readonly yield: Distribution },
  baseStockLevel: number,
): number {
  const missing = problem.demand - baseStockLevel;
  return (
    problem.holdingCost * problem.yield.loss(missing) + problem.stockoutCost * problem.yield.complementaryLoss(missing)
  );
}

/**
 * Multiplicative yield, S Z arrives with Z >= 0: the expected cost S (h E[(Z - d / S)+] + p E[(d / S - Z)+]) is convex in
 * S, and its minimum is found by golden section.
 * @see Yano and Lee (1995), Operations Research 43(2):311-334, section 2 (stochastically proportional yield).
 */
export function newsvendorYieldMultiplicative(
  problem: NewsvendorYieldProblem & { readonly yield: Distribution },
): NewsvendorYieldSolution {
  if (problem.demand === 0) return { baseStockLevel: 0, costPerPeriod: 0 };
  const cost = (level: number) => newsvendorYieldMultiplicativeCost(problem, level);
  // Twice as much for as long as it is cheaper: the minimum of a convex function is then before the last point.
  let high = problem.demand;
  while (cost(2 * high) < cost(high)) high *= 2;
  let [low, end] = [0, 2 * high];
  const golden = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [end - golden * (end - low), low + golden * (end - low)];
  let [atLeft, atRight] = [cost(left), cost(right)];
  for (let step = 0; step < 120 && end - low > 1e-12 * end; step++) {
    if (atLeft <= atRight) {
      [end, right, atRight] = [right, left, atLeft];
      left = end - golden * (end - low);
      atLeft = cost(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (end - low);
      atRight = cost(right);
    }
  }
  const baseStockLevel = (low + end) / 2;
  return { baseStockLevel, costPerPeriod: cost(baseStockLevel) };
}

/** Expected cost at the level S >= 0 when S Z arrives. */
export function newsvendorYieldMultiplicativeCost(
  problem: NewsvendorYieldProblem & { readonly yield: Distribution },
  baseStockLevel: number,
): number {
  if (baseStockLevel === 0) return problem.stockoutCost * problem.demand;
  const ratio = problem.demand / baseStockLevel;
  return (
    baseStockLevel *
    (problem.holdingCost * problem.yield.loss(ratio) + problem.stockoutCost * problem.yield.complementaryLoss(ratio))
  );
}

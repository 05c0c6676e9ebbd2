import { planFiniteHorizon, type StochasticPlan, type StochasticPlanProblem } from './finite-horizon.ts';

/**
 * Scarf's nonstationary stochastic lot sizing: the expected cost of ordering, holding and backorders over the periods,
 * undiscounted and with nothing to pay at the end, least over all policies; (s, S) rules of each period attain it.
 * @see Scarf (1960), in Arrow, Karlin and Suppes (eds.), Mathematical Methods in the Social Sciences, 196-202.
 */
export function nonstationaryLotSizing(
  problem: Omit<StochasticPlanProblem, 'discountFactor' | 'terminalHoldingCost' | 'terminalStockoutCost'>,
): StochasticPlan {
  return planFiniteHorizon(problem);
}

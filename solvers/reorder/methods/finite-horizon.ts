import type { Distribution } from '../distributions/distribution.ts';
import { normal } from '../distributions/distribution-of.ts';
import type { StockPeriod } from './cost-to-go.ts';
import { demandTable, spreadOf } from './demand-table.ts';
import { type PerPeriod, perPeriod } from './lot-sizing.ts';
import { type StockRule, solveStockProgramme } from './stock-programme.ts';

export interface StochasticPlanProblem {
  /** Demand of each period, independent of one another. */
  readonly demand: readonly Distribution[];
  readonly fixedCost: PerPeriod;
  readonly purchaseCost: PerPeriod;
  readonly holdingCost: PerPeriod;
  readonly stockoutCost: PerPeriod;
  /** Per unit left after the last period, or owed; default 0. */
  readonly terminalHoldingCost?: number;
  readonly terminalStockoutCost?: number;
  /** Worth now of money one period later, above 0 and at most 1; default 1. */
  readonly discountFactor?: PerPeriod;
  /** Rounded to the grid; default 0. */
  readonly initialInventory?: number;
  /** Rules to evaluate, in place of the best. */
  readonly rules?: readonly StockRule[];
}

export interface StochasticPlan {
  readonly rules: StockRule[];
  readonly rulesAreOptimal: boolean;
  /** Expected discounted cost from the stock at the start. */
  readonly totalCost: number;
  /** Units ordered in the first period. */
  readonly firstOrder: number;
  /** Stock levels are multiples of it: 1 unless demand runs into tens of thousands. */
  readonly gridStep: number;
  /** Units above the first order-up-to level at which costs can be asked for in little time. */
  readonly reach: number;
  /** Cost where the first order brings stock up to `level`; a level that the stock exceeds means no order. */
  readonly costOfFirstLevel: (level: number) => number;
}

/**
 * (s, S) rules of a finite horizon with random demand, by dynamic programming over whole stock levels.
 *
 * What is left or owed at the end of a period is costed by the loss functions of the demand as given; the stock that goes
 * into the next period comes of demand rounded to whole units, never below 0.
 */
export function planFiniteHorizon(problem: StochasticPlanProblem): StochasticPlan {
  const periods = problem.demand.length;
  const step = gridStep(problem);
  const fixed = perPeriod(problem.fixedCost, periods);
  const purchase = perPeriod(problem.purchaseCost, periods);
  const holding = perPeriod(problem.holdingCost, periods);
  const stockout = perPeriod(problem.stockoutCost, periods);
  const discount = perPeriod(problem.discountFactor ?? 1, periods);
  const stages = problem.demand.map(
    (demand, t): StockPeriod => ({
      fixedCost: fixed[t],
      purchaseCost: purchase[t] * step,
      discountFactor: discount[t],
      demand: demandTable(demand, step),
      stageCost: (level) =>
        holding[t] * demand.complementaryLoss(level * step) + stockout[t] * demand.loss(level * step),
      shortFrom: Math.floor(demand.quantile(1e-15) / step),
      shortageSlope: stockout[t] * step,
    }),
  );
  const stock = Math.round((problem.initialInventory ?? 0) / step);
  const programme = {
    periods: stages,
    terminalHoldingCost: (problem.terminalHoldingCost ?? 0) * step,
    terminalStockoutCost: (problem.terminalStockoutCost ?? 0) * step,
    start: stock,
  };
  const toGrid = (rule: StockRule) => ({
    reorderPoint: Math.floor(rule.reorderPoint / step),
    orderUpTo: Math.round(rule.orderUpTo / step),
  });
  const solution = solveStockProgramme(programme, problem.rules?.map(toGrid));
  const ceiling = highestOfUse(stages, solution.rules);
  const first = solution.rules[0];
  return {
    rules: solution.rules.map(({ reorderPoint, orderUpTo }) => ({
      reorderPoint: reorderPoint * step,
      orderUpTo: orderUpTo * step,
    })),
    rulesAreOptimal: solution.rulesAreOptimal,
    totalCost:
      solution.costFrom(Math.min(stock, ceiling)) +
      Math.max(0, stock - ceiling) * costOfKeeping(problem, holding, discount) * step,
    firstOrder: stock <= first.reorderPoint ? (first.orderUpTo - stock) * step : 0,
    gridStep: step,
    reach: Math.floor(mostWork / 20 / stages.reduce((sum, { demand }) => sum + demand.probabilities.length, 0)) * step,
    costOfFirstLevel: (level) => solution.costOfFirstLevel(stock, Math.max(stock, Math.round(level / step))),
  };
}

/** The level above which no demand and no rule reaches: all stock beyond it is kept to the end. */
function highestOfUse(stages: readonly StockPeriod[], rules: readonly StockRule[]): number {
  const mostDemand = stages.reduce((sum, { demand }) => sum + demand.first + demand.probabilities.length, 0);
  // Stock that a rule still looks at in the last period is that of the first less all demand.
  const mostRule = rules.reduce((most, { reorderPoint, orderUpTo }) => Math.max(most, reorderPoint, orderUpTo), 0);
  return mostDemand + mostRule;
}

/** What a unit costs that is kept through all periods and left at the end. */
function costOfKeeping(problem: StochasticPlanProblem, holding: Float64Array, discount: Float64Array): number {
  let worth = 1;
  let cost = 0;
  for (let t = 0; t < holding.length; t++) {
    cost += worth * holding[t];
    worth *= discount[t];
  }
  return cost + worth * (problem.terminalHoldingCost ?? 0);
}

/** Additions that an answer may take: some half second. */
const mostWork = 5e8;
/** Levels of all periods together. */
const mostLevels = 2e6;

/** The least of 1, 2, 5, 10, ... that keeps levels looked at x demands x periods within `mostWork`. */
function gridStep(problem: StochasticPlanProblem): number {
  const periods = problem.demand.length;
  const fixed = perPeriod(problem.fixedCost, periods);
  const holding = perPeriod(problem.holdingCost, periods);
  const total = problem.demand.reduce((sum, { mean }) => sum + mean, 0);
  // Stock beyond all demand costs a line, and so does what is owed.
  const ceiling = problem.demand.reduce((sum, { mean, sd }) => sum + mean + 7 * sd, 0);
  const given = [0, Math.max(0, Math.min(problem.initialInventory ?? 0, ceiling))];
  for (const { reorderPoint, orderUpTo } of problem.rules ?? []) given.push(reorderPoint, orderUpTo);
  const span =
    given.reduce((most, level) => Math.max(most, level)) - given.reduce((least, level) => Math.min(least, level));
  const discount = perPeriod(problem.discountFactor ?? 1, periods);
  const rises = fixed.some((cost, t) => t + 1 < periods && cost < discount[t] * fixed[t + 1]);
  let work = 0;
  let levels = 0;
  for (let t = 0; t < periods; t++) {
    const { mean, sd } = problem.demand[t];
    const lot = holding[t] > 0 && !rises ? Math.sqrt((2 * fixed[t] * mean) / holding[t]) : total;
    const looked = Math.min(total, 2 * lot) + span + 8 * sd + 1;
    levels += looked;
    work += looked * (spreadOf(problem.demand[t]) + 1);
  }
  for (let power = 1; ; power *= 10)
    for (const factor of [1, 2, 5]) {
      const step = factor * power;
      if (work <= mostWork * step ** 2 && levels <= mostLevels * step) return step;
    }
}

/** Normal demand of each period from means and deviations. */
export function normalDemand(mean: PerPeriod, sd: PerPeriod, periods: number): Distribution[] {
  const means = perPeriod(mean, periods);
  const sds = perPeriod(sd, periods);
  return Array.from({ length: periods }, (_, t) => normal(means[t], sds[t]));
}

/**
 * Demand of each item and day: own demand, and what products need through recipes of any depth.
 *
 * Needs go through the recipes in topological order (each recipe after all that use what it makes), so each is exploded
 * once whatever the number of paths to it: the low-level code of material requirements planning (Orlicky 1975, ch. 4).
 */
import type { ReorderDemand, ReorderPlanProblem } from '../../models/reorder.ts';
import { dayIndex, weekdayOf } from '../../models/reorder-days.ts';
import { usersFirst } from '../../models/reorder-need-rules.ts';
import { distributionOf } from './distributions/distribution-of.ts';
import type { Forecast } from './forecast/forecast.ts';

/** Mean and variance of each day, in units of whoever needs them. */
export interface DailyNeed {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Of a demand that is given, not exploded; `forecast` where it is a history. */
function ownNeed(problem: ReorderPlanProblem, demand: ReorderDemand, forecast: Forecast | undefined): DailyNeed {
  const { start, days } = problem;
  const mean = new Float64Array(days);
  const variance = new Float64Array(days);
  switch (demand.type) {
    case 'constant':
      mean.fill(demand.perDay);
      break;
    case 'series':
      mean.set(demand.perDay.slice(0, days));
      variance.fill(demand.sd ** 2, 0, Math.min(days, demand.perDay.length));
      break;
    case 'dated':
      for (const { date, quantity } of demand.amounts) {
        const day = dayIndex(start, date);
        if (day < days) mean[day] += quantity;
      }
      break;
    case 'distribution': {
      const perDay = distributionOf(demand.perDay);
      const first = weekdayOf(start, 0);
      for (let day = 0; day < days; day++) {
        const factor = demand.weekdayFactors?.[(first + day) % 7] ?? 1;
        mean[day] = perDay.mean * factor;
        variance[day] = (perDay.sd * factor) ** 2;
      }
      break;
    }
    case 'history': {
      if (!forecast) throw new Error('a history without its forecast');
      mean.set(forecast.mean);
      for (let day = 0; day < days; day++) variance[day] = forecast.sd[day] ** 2;
    }
  }
  return { mean, variance };
}

/**
 * Explodes all demand.
 * @param forecasts - of every item and product whose demand is a history, by id: items under `item`, products under `product`.
 * @returns needs of the items in their order.
 */
export function explodeDemand(
  problem: ReorderPlanProblem,
  forecasts: { readonly item: ReadonlyMap<string, Forecast>; readonly product: ReadonlyMap<string, Forecast> },
): DailyNeed[] {
  const { days } = problem;
  const needs = new Map<string, DailyNeed>();
  for (const { id, demand } of problem.items) needs.set(id, ownNeed(problem, demand, forecasts.item.get(id)));
  for (const { makes } of problem.recipes)
    needs.set(makes, { mean: new Float64Array(days), variance: new Float64Array(days) });
  for (const { id, demand } of problem.products)
    addTo(needs.get(id), ownNeed(problem, demand, forecasts.product.get(id)));
  for (const recipe of usersFirst(problem.recipes)) {
    const { mean, variance } = needs.get(recipe.makes) as DailyNeed;
    const runsPerUnit = 1 / (1 - recipe.waste) / recipe.yields;
    for (const { use, quantity, waste } of recipe.ingredients) {
      const factor = (runsPerUnit * quantity) / (1 - waste);
      const need = needs.get(use) as DailyNeed;
      for (let day = 0; day < days; day++) {
        const made = Math.max(0, day - recipe.daysBefore);
        need.mean[made] += factor * mean[day];
        need.variance[made] += factor ** 2 * variance[day];
      }
    }
  }
  return problem.items.map(({ id }) => needs.get(id) as DailyNeed);
}

function addTo(sum: DailyNeed | undefined, more: DailyNeed): void {
  if (!sum) throw new Error('a product without its recipe');
  for (let day = 0; day < more.mean.length; day++) {
    sum.mean[day] += more.mean[day];
    sum.variance[day] += more.variance[day];
  }
}

/** Items that some recipe asks for, directly. */
export function usedInRecipes(problem: ReorderPlanProblem): ReadonlySet<string> {
  return new Set(problem.recipes.flatMap(({ ingredients }) => ingredients.map(({ use }) => use)));
}

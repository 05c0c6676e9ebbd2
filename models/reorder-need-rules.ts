/**
 * Needs that are too large to count: own demand of an item, and what recipes multiply demand of products to. Quantities
 * are exact up to 2^53 thousandths, so a year at the limit still is.
 */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import type { ReorderDemand, ReorderPlanProblem, ReorderRecipe } from './reorder.ts';
import { momentsOf } from './reorder-questions/random-rules.ts';

/** Units of an item a day, mean and deviation alike: as for a quantity that is given outright. */
const most = 1_000_000_000;

/** Greatest mean or deviation of a day's demand; of a history the greatest figure, as its forecast is of that order. */
function greatestOf(demand: ReorderDemand): number {
  switch (demand.type) {
    case 'constant':
      return demand.perDay;
    case 'series':
      return demand.perDay.reduce((one, other) => Math.max(one, other), demand.sd);
    case 'history':
      return demand.perDay.reduce((one, other) => Math.max(one, other));
    case 'dated': {
      const ofDate = new Map<string, number>();
      for (const { date, quantity } of demand.amounts) ofDate.set(date, (ofDate.get(date) ?? 0) + quantity);
      return [...ofDate.values()].reduce((one, other) => Math.max(one, other), 0);
    }
    case 'distribution': {
      const { mean, sd } = momentsOf(demand.perDay);
      return Math.max(mean, sd) * Math.max(...(demand.weekdayFactors ?? [1]));
    }
  }
}

/** Of a request whose references hold. */
export function checkNeeds(problem: ReorderPlanProblem, context: z.RefinementCtx): void {
  const own = (entries: readonly { readonly demand: ReorderDemand }[], field: 'items' | 'products') =>
    entries.map(({ demand }, index) => {
      const greatest = greatestOf(demand);
      // Not so for NaN either: exp(800) is Infinity, and so on.
      if (!(greatest <= most))
        addProblem(context, [field, index, 'demand'], {
          rule: 'at-most-1000000000-a-day',
          message: `demand of a day, or its deviation, is up to ${greatest}`,
          remedy: 'count in a larger unit',
          received: String(greatest),
        });
      return greatest <= most ? greatest : most;
    });
  const ofItem = own(problem.items, 'items');
  const ofProduct = own(problem.products, 'products');
  const needs = new Map(problem.recipes.map(({ makes }) => [makes, 0]));
  problem.items.forEach(({ id }, index) => {
    needs.set(id, ofItem[index]);
  });
  problem.products.forEach(({ id }, index) => {
    needs.set(id, (needs.get(id) ?? 0) + ofProduct[index]);
  });
  for (const { makes, yields, waste, ingredients } of usersFirst(problem.recipes)) {
    const runs = (needs.get(makes) ?? 0) / (1 - waste) / yields;
    if (runs > 0)
      for (const part of ingredients)
        needs.set(part.use, (needs.get(part.use) ?? 0) + (runs * part.quantity) / (1 - part.waste));
  }
  problem.items.forEach(({ id }, index) => {
    const need = needs.get(id) ?? 0;
    // Own demand that is too large has been reported.
    if (need > most && ofItem[index] < most)
      addProblem(context, ['items', index, 'id'], {
        rule: 'at-most-1000000000-a-day',
        message: `recipes ask for up to ${need} of "${id}" a day`,
        remedy: 'correct quantities, yields and waste of the recipes that use it, or count it in a larger unit',
        received: id,
      });
  });
}

/** Recipes so that each stands after all that use what it makes. */
export function usersFirst(recipes: readonly ReorderRecipe[]): ReorderRecipe[] {
  const byName = new Map(recipes.map((recipe) => [recipe.makes, recipe]));
  const users = new Map(recipes.map(({ makes }) => [makes, 0]));
  for (const { ingredients } of recipes)
    for (const { use } of ingredients) if (users.has(use)) users.set(use, (users.get(use) as number) + 1);
  const sorted = recipes.filter(({ makes }) => users.get(makes) === 0);
  // The list grows while it is walked through.
  for (const { ingredients } of sorted)
    for (const { use } of ingredients) {
      const recipe = byName.get(use);
      if (!recipe) continue;
      const left = (users.get(use) as number) - 1;
      users.set(use, left);
      if (left === 0) sorted.push(recipe);
    }
  return sorted;
}

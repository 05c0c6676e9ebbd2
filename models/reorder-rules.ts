/** What a single field's schema cannot see of a reorder request: references, cycles, fields that do not belong together. */
import type { z } from 'zod';
import { addProblem, refuseDuplicateIds } from './common.ts';
import type {
  ReorderDemand,
  ReorderItem,
  ReorderOffer,
  ReorderPlanProblem,
  ReorderProblem,
  ReorderRecipe,
  ReorderWarmStart,
} from './reorder.ts';
import { dateOf, dayIndex } from './reorder-days.ts';
import { checkNeeds } from './reorder-need-rules.ts';

/** Items times days: beyond it neither plan nor answer fits into memory. */
const mostItemDays = 5_000_000;

type Path = readonly (string | number)[];
type Context = z.RefinementCtx;

/** Reports every broken reference and rule of a purchase plan whose fields fit. */
export function checkReorderPlan(problem: ReorderPlanProblem, context: Context): void {
  refuseDuplicateIds(context, problem.items, ['items']);
  refuseDuplicateIds(context, problem.products, ['products']);
  refuseDuplicateIds(context, problem.suppliers, ['suppliers']);
  if (problem.items.length * problem.days > mostItemDays)
    addProblem(context, ['days'], {
      rule: 'at-most-5000000-item-days',
      message: `${problem.items.length} items over ${problem.days} days are ${problem.items.length * problem.days}`,
      remedy: 'plan fewer days, or items in several requests',
      received: problem.days,
    });
  const suppliers = new Set(problem.suppliers.map(({ id }) => id));
  problem.items.forEach((item, index) => {
    checkItem(problem, item, suppliers, ['items', index], context);
  });
  problem.products.forEach((product, index) => {
    checkDemand(problem, product.demand, ['products', index, 'demand'], context);
  });
  checkRecipes(problem, context);
  checkOffers(problem, context);
  // Needs are worth a look only where they lead somewhere.
  if (context.issues.length === 0) checkNeeds(problem, context);
}

function checkItem(
  problem: ReorderPlanProblem,
  item: ReorderItem,
  suppliers: ReadonlySet<string>,
  path: Path,
  context: Context,
): void {
  checkDemand(problem, item.demand, [...path, 'demand'], context);
  if (item.backOrders > 0 && item.shortage.type !== 'backorder')
    addProblem(context, [...path, 'backOrders'], {
      rule: 'back-orders-need-backorder',
      message: `${item.backOrders} are owed, but shortage is of type "${item.shortage.type}"`,
      remedy: 'set shortage to { type: "backorder", costPerUnitDay }, or backOrders to 0',
      received: item.backOrders,
    });
  item.onOrder.forEach(({ arrives, expires, supplier }, index) => {
    if (supplier !== undefined && !suppliers.has(supplier))
      addProblem(context, [...path, 'onOrder', index, 'supplier'], {
        rule: 'known-supplier',
        message: `there is no supplier "${supplier}"`,
        remedy: 'declare it under suppliers, correct the name, or leave it out',
        received: supplier,
      });
    if (dayIndex(problem.start, arrives) < 0)
      addProblem(context, [...path, 'onOrder', index, 'arrives'], {
        rule: 'arrives-from-start-on',
        message: `${arrives} lies before the first day, ${problem.start}`,
        remedy: 'move what is there to onHand, or give the day on which it is expected now',
        received: arrives,
      });
    if (expires !== undefined && dayIndex(arrives, expires) <= 0)
      addProblem(context, [...path, 'onOrder', index, 'expires'], {
        rule: 'expires-after-arrival',
        message: `it would expire on ${expires}, and arrives on ${arrives}`,
        remedy: 'give the first day on which it is no more of use',
        received: expires,
      });
  });
}

function checkDemand({ start }: ReorderPlanProblem, demand: ReorderDemand, path: Path, context: Context): void {
  if (demand.type === 'history') {
    const last = dateOf(demand.from, demand.perDay.length - 1);
    if (dayIndex(start, last) >= 0)
      addProblem(context, [...path, 'perDay'], {
        rule: 'history-before-start',
        message: `the history ends on ${last}, not before the first day, ${start}`,
        remedy: 'leave out days from `start` on, or move `from`',
        received: demand.perDay.length,
      });
  }
  if (demand.type === 'dated')
    demand.amounts.forEach(({ date }, index) => {
      if (dayIndex(start, date) < 0)
        addProblem(context, [...path, 'amounts', index, 'date'], {
          rule: 'demand-from-start-on',
          message: `${date} lies before the first day, ${start}`,
          remedy: 'leave it out, or add what is still owed to backOrders',
          received: date,
        });
    });
  if (demand.type === 'distribution') {
    const { perDay } = demand;
    const least =
      perDay.type === 'normal'
        ? perDay.mean
        : perDay.type === 'uniform'
          ? perDay.min
          : perDay.type === 'discrete'
            ? Math.min(...perDay.pmf.map(([value]) => value))
            : perDay.type === 'empirical'
              ? perDay.samples.reduce((one, other) => Math.min(one, other))
              : 0;
    if (least < 0)
      addProblem(context, [...path, 'perDay'], {
        rule: 'demand-not-negative',
        message: `it has demand of ${least}`,
        remedy: 'use a distribution of demand from 0 up',
        received: least,
      });
  }
}

function checkRecipes(problem: ReorderPlanProblem, context: Context): void {
  const items = new Set(problem.items.map(({ id }) => id));
  const recipes = new Map<string, ReorderRecipe>();
  problem.recipes.forEach((recipe, index) => {
    if (recipes.has(recipe.makes) || items.has(recipe.makes))
      addProblem(context, ['recipes', index, 'makes'], {
        rule: 'one-source',
        message: `"${recipe.makes}" is ${items.has(recipe.makes) ? 'an item that is bought' : 'made by another recipe already'}`,
        remedy: 'give each product or intermediate one recipe, and bought items none',
        received: recipe.makes,
      });
    recipes.set(recipe.makes, recipe);
  });
  problem.recipes.forEach(({ ingredients }, index) => {
    ingredients.forEach(({ use }, at) => {
      if (!items.has(use) && !recipes.has(use))
        addProblem(context, ['recipes', index, 'ingredients', at, 'use'], {
          rule: 'known-ingredient',
          message: `there is no item and no recipe "${use}"`,
          remedy: 'declare the item, or a recipe that makes it',
          received: use,
        });
    });
  });
  problem.products.forEach(({ id }, index) => {
    if (!recipes.has(id))
      addProblem(context, ['products', index, 'id'], {
        rule: 'known-recipe',
        message: `there is no recipe that makes "${id}"`,
        remedy: 'add a recipe with that `makes`; what is bought and sold as it is belongs to items with a demand',
        received: id,
      });
  });
  const loop = recipeLoop(recipes);
  if (loop)
    addProblem(context, ['recipes', problem.recipes.findIndex(({ makes }) => makes === loop[0]), 'ingredients'], {
      rule: 'recipes-without-loop',
      message: `recipes use one another in a circle: ${loop.join(' > ')}`,
      remedy: 'take one of these ingredients out',
      received: loop,
    });
}

/** @returns what a recipe reaches itself through, first and last the same; undefined where none does. No recursion: depth is the caller's. */
function recipeLoop(recipes: ReadonlyMap<string, ReorderRecipe>): string[] | undefined {
  const done = new Set<string>();
  for (const first of recipes.keys()) {
    if (done.has(first)) continue;
    const trail: string[] = [first];
    const next: number[] = [0];
    const onTrail = new Set(trail);
    while (trail.length > 0) {
      const makes = trail[trail.length - 1];
      const use = recipes.get(makes)?.ingredients[next[next.length - 1]++]?.use;
      if (use === undefined) {
        done.add(makes);
        onTrail.delete(makes);
        trail.pop();
        next.pop();
      } else if (onTrail.has(use)) return [...trail.slice(trail.indexOf(use)), use];
      else if (recipes.has(use) && !done.has(use)) {
        trail.push(use);
        next.push(0);
        onTrail.add(use);
      }
    }
  }
  return undefined;
}

function checkOffers(problem: ReorderPlanProblem, context: Context): void {
  const items = new Set(problem.items.map(({ id }) => id));
  const suppliers = new Set(problem.suppliers.map(({ id }) => id));
  const pairs = new Map<string, number>();
  problem.offers.forEach((offer, index) => {
    for (const [field, known] of [
      ['item', items],
      ['supplier', suppliers],
    ] as const)
      if (!known.has(offer[field]))
        addProblem(context, ['offers', index, field], {
          rule: `known-${field}`,
          message: `there is no ${field} "${offer[field]}"`,
          remedy: `declare it under ${field}s, or correct the name`,
          received: offer[field],
        });
    const pair = JSON.stringify([offer.item, offer.supplier]);
    const first = pairs.get(pair);
    if (first === undefined) pairs.set(pair, index);
    else
      addProblem(context, ['offers', index], {
        rule: 'one-offer-per-item-and-supplier',
        message: `offer ${first} is of the same item "${offer.item}" and supplier "${offer.supplier}"`,
        remedy: 'join them with `breaks`, or declare the supplier twice where it sells by two channels',
        received: { item: offer.item, supplier: offer.supplier },
      });
    checkOffer(offer, ['offers', index], context);
  });
  checkStockValues(problem, context);
}

/** A unit that is worth more at the end than it costs would be bought without end. */
function checkStockValues({ items, offers }: ReorderPlanProblem, context: Context): void {
  const at = new Map(items.map(({ id }, index) => [id, index]));
  for (const { item, price, breaks, greatestQuantity } of offers) {
    const index = at.get(item);
    const { stockValue } = index === undefined ? {} : items[index];
    const cheapest = breaks.reduce((least, part) => Math.min(least, part.price), price);
    if (index !== undefined && stockValue !== undefined && stockValue > cheapest && greatestQuantity === undefined)
      addProblem(context, ['items', index, 'stockValue'], {
        rule: 'worth-no-more-than-it-costs',
        message: `a unit of "${item}" is worth ${stockValue} at the end and can be bought at ${cheapest} without limit`,
        remedy: 'lower stockValue, or give the offer a greatestQuantity',
        received: stockValue,
      });
  }
}

function checkOffer(offer: ReorderOffer, path: Path, context: Context): void {
  offer.breaks.forEach(({ from }, index) => {
    if (index > 0 && from <= offer.breaks[index - 1].from)
      addProblem(context, [...path, 'breaks', index, 'from'], {
        rule: 'breaks-ascend',
        message: `it begins at ${from}, the break before it at ${offer.breaks[index - 1].from}`,
        remedy: 'list breaks in order of quantity',
        received: from,
      });
  });
  const { packSize = 0.001, leastQuantity, greatestQuantity = Infinity, from, until } = offer;
  // In whole thousandths, as they count.
  const pack = Math.max(1, Math.round(packSize * 1000));
  const least = Math.max(1, Math.ceil(Math.round(leastQuantity * 1000) / pack)) * pack;
  if (least > Math.round(greatestQuantity * 1000))
    addProblem(context, [...path, 'greatestQuantity'], {
      rule: 'least-not-above-greatest',
      message: `the least that can be ordered, ${least / 1000}, is more than ${greatestQuantity}`,
      remedy: 'raise greatestQuantity, or lower leastQuantity or packSize',
      received: greatestQuantity,
    });
  if (from !== undefined && until !== undefined && dayIndex(from, until) < 0)
    addProblem(context, [...path, 'until'], {
      rule: 'until-not-before-from',
      message: `it would hold from ${from} until ${until}`,
      remedy: 'move one of them',
      received: until,
    });
}

/** Reports every line of a warm start that no offer of the problem can supply. */
export function checkReorderWarmStart(
  problem: ReorderProblem,
  warmStart: ReorderWarmStart | undefined,
  path: Path,
  context: Context,
): void {
  if (!warmStart) return;
  const pairs = new Set(
    problem.mode === 'plan' ? problem.offers.map(({ item, supplier }) => JSON.stringify([item, supplier])) : [],
  );
  warmStart.orders.forEach(({ supplier, lines }, order) => {
    lines.forEach(({ item }, line) => {
      if (!pairs.has(JSON.stringify([item, supplier])))
        addProblem(context, [...path, 'orders', order, 'lines', line, 'item'], {
          rule: 'known-offer',
          message: `supplier "${supplier}" has no offer of item "${item}"`,
          remedy: 'leave the line out, or declare the offer',
          received: item,
        });
    });
  });
}

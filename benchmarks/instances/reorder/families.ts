/** The families of made-up buying: what each has of items, suppliers and limits. */
import { dateOf } from '../../../models/reorder-days.ts';
import type { Draw, ProblemInput, Shape } from './generate.ts';

type Item = ProblemInput['items'][number];
type Supplier = NonNullable<ProblemInput['suppliers']>[number];
type Offer = NonNullable<ProblemInput['offers']>[number];
type Demand = NonNullable<Item['demand']>;

export type Family = 'tiny' | 'independent' | 'shared' | 'perishable' | 'limits' | 'recipes' | 'large';

/** A Monday. */
const start = '2026-11-23';
const historyDays = 56;

function times<Made>(count: number, make: (index: number) => Made): Made[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Sales of a shop: more towards the end of the week. */
const weekday = [0.8, 0.8, 0.9, 1, 1.3, 1.4, 0.8];

function series(mean: number, days: number, draw: Draw): number[] {
  return times(days, (day) => Math.round(mean * weekday[day % 7] * (0.7 + draw.whole(0, 60) / 100)));
}

/** Demand of a day of `mean` units: known day by day, drawn, or foretold with an error. */
function demandOf(mean: number, days: number, draw: Draw): Demand {
  if (draw.chance(0.4)) return { type: 'series', perDay: series(mean, days, draw), sd: Math.round(mean * 25) / 100 };
  if (draw.chance(0.3)) return { type: 'distribution', perDay: { type: 'poisson', mean }, weekdayFactors: weekday };
  if (draw.chance(0.5))
    return { type: 'distribution', perDay: { type: 'gamma', shape: 4, scale: Math.round(mean * 250) / 1000 } };
  return { type: 'constant', perDay: Math.max(1, Math.round(mean)) };
}

/** A pack of roughly `days` days of demand, in the sizes that goods are packed in. */
function packOf(mean: number, days: number): number {
  const sizes = [1, 2, 6, 10, 12, 24, 48, 60, 100, 144, 250, 500, 1000];
  return sizes.findLast((size) => size <= Math.max(1, mean * days)) ?? 1;
}

interface ItemOptions {
  readonly supplier: string;
  readonly days: number;
  readonly shelfLife?: readonly [least: number, most: number];
  readonly lineCost?: number;
  readonly space?: number;
}

/** An item with one offer; `offers` gets it. Stock in hand lasts a few days. */
function itemOf(
  id: string,
  { supplier, days, shelfLife, lineCost, space }: ItemOptions,
  draw: Draw,
  offers: Offer[],
): Item {
  const mean = draw.ratio(1, 60);
  const price = draw.ratio(0.4, 25);
  const breaks = draw.chance(0.3) ? [{ from: Math.round(mean * 14), price: Number((price * 0.93).toFixed(3)) }] : [];
  offers.push({
    item: id,
    supplier,
    price,
    breaks,
    breakKind: draw.one(['all-units', 'incremental']),
    lineCost: lineCost ?? 0,
    packSize: packOf(mean, draw.whole(1, 4)),
    ...(draw.chance(0.15) && { leastQuantity: Math.round(mean * 3) }),
  });
  return {
    id,
    onHand: Math.round(mean * draw.whole(0, 6)),
    holdingRate: 0.25,
    ...(shelfLife && { shelfLifeDays: draw.whole(...shelfLife), wasteCost: 0.05 }),
    ...(space !== undefined && { space }),
    shortage: draw.chance(0.25)
      ? { type: 'backorder', costPerUnitDay: Number((price * 0.4).toFixed(3)) }
      : { type: 'lost', costPerUnit: Number((price * 3).toFixed(3)) },
    demand: demandOf(mean, days, draw),
  };
}

const deliveries: readonly Supplier['deliveryDays'][] = [
  undefined,
  ['tuesday', 'friday'],
  ['monday', 'wednesday', 'friday'],
  ['thursday'],
];

function supplierOf(id: string, orderCost: number, draw: Draw): Supplier {
  return { id, orderCost, leadTimeDays: draw.whole(0, 3), deliveryDays: draw.one(deliveries) };
}

/** Nothing is shared: a line costs the same whatever else is ordered. */
function independent({ items, days }: Shape, draw: Draw): ProblemInput {
  const offers: Offer[] = [];
  const suppliers = times(8, (index) => supplierOf(`supplier-${index + 1}`, 0, draw));
  const made = times(items, (index): Item => {
    const supplier = draw.one(suppliers);
    const item = itemOf(`item-${index + 1}`, { supplier: supplier.id, days, lineCost: draw.whole(1, 8) }, draw, offers);
    if (!draw.chance(0.2)) return item;
    // A second source: dearer, at once and by the piece, so that even what must never be short has a way out.
    const { price, packSize } = offers[offers.length - 1];
    offers.push({ item: item.id, supplier: 'next-door', price: Number((price * 1.4).toFixed(3)), packSize });
    return { ...item, shortage: { type: 'never' } };
  });
  return {
    ...{ mode: 'plan', start, days, items: made, offers },
    suppliers: [...suppliers, { id: 'next-door', leadTimeDays: 0 }],
  };
}

/** Suppliers with delivery days, and a cost of each delivery that its lines share. */
function shared({ items, days }: Shape, draw: Draw): ProblemInput {
  const offers: Offer[] = [];
  const suppliers = times(Math.max(2, Math.round(items / 12)), (index) => ({
    ...supplierOf(`supplier-${index + 1}`, draw.whole(10, 60), draw),
    ...(draw.chance(0.3) && { leastOrderValue: draw.whole(20, 100) }),
  }));
  const made = times(items, (index) =>
    itemOf(
      `item-${index + 1}`,
      { supplier: draw.one(suppliers).id, days, lineCost: draw.one([0, 0, 0.5]) },
      draw,
      offers,
    ),
  );
  for (const { id } of made)
    if (draw.chance(0.2)) {
      const first = offers.find(({ item }) => item === id)!;
      const other = draw.one(suppliers).id;
      if (other !== first.supplier)
        offers.push({ ...first, supplier: other, price: Number((first.price * 1.08).toFixed(3)), breaks: [] });
    }
  return { mode: 'plan', start, days, items: made, suppliers, offers };
}

/** Two to ten days of life, lots of several dates on hand, frequent deliveries. */
function perishable({ items, days }: Shape, draw: Draw): ProblemInput {
  const offers: Offer[] = [];
  const suppliers: Supplier[] = [
    { id: 'market', leadTimeDays: 0, closed: [dateOf(start, 6), dateOf(start, 13)] },
    { id: 'dairy', leadTimeDays: 1, deliveryDays: ['monday', 'wednesday', 'friday'] },
    { id: 'wholesaler', leadTimeDays: 1, deliveryDays: ['tuesday', 'thursday', 'saturday'] },
  ];
  const made = times(items, (index): Item => {
    const supplier = draw.one(suppliers).id;
    const options = { supplier, days, shelfLife: [2, 10] as const, lineCost: draw.one([0, 1, 3]) };
    const item = itemOf(`item-${index + 1}`, options, draw, offers);
    const quantity = Math.max(1, Math.round((item.onHand ?? 0) / 3));
    const lots = times(draw.whole(0, 3), (at) => ({ quantity, expires: dateOf(start, 1 + 2 * at) }));
    return { ...item, onHand: 0, lots };
  });
  return { mode: 'plan', start, days, items: made, suppliers, offers };
}

/** A budget and a store that together hold about two thirds of what would be bought without them. */
function limits(shape: Shape, draw: Draw): ProblemInput {
  const problem = shared(shape, draw);
  const items = problem.items.map((item) => ({ ...item, space: draw.ratio(0.2, 4) }));
  const priceOf = new Map((problem.offers ?? []).map(({ item, price }) => [item, price]));
  const perDay = new Map(items.map(({ id, demand }) => [id, meanOf(demand!)]));
  const sum = (of: (item: Item) => number) => items.reduce((total, item) => total + of(item), 0);
  const used = sum(({ id }) => perDay.get(id)! * priceOf.get(id)! * shape.days);
  const there = sum(({ id, onHand }) => (onHand ?? 0) * priceOf.get(id)!);
  const space = sum(({ id, space }) => perDay.get(id)! * space! * 5);
  return {
    ...problem,
    items,
    limits: { budget: Math.round(Math.max(0.3 * used, 0.85 * (used - there))), storage: Math.round(space) },
  };
}

function meanOf(demand: Demand): number {
  if (demand.type === 'constant') return demand.perDay;
  if (demand.type === 'series') return demand.perDay.reduce((sum, one) => sum + one, 0) / demand.perDay.length;
  if (demand.type !== 'distribution') return 0;
  const { perDay } = demand;
  return perDay.type === 'gamma' ? perDay.shape * perDay.scale : perDay.type === 'poisson' ? perDay.mean : 0;
}

/** Dishes with a history, recipes of two levels, ingredients of which some spoil. */
function recipes({ items, days }: Shape, draw: Draw): ProblemInput {
  const offers: Offer[] = [];
  const suppliers: Supplier[] = [
    { id: 'wholesaler', orderCost: 15, leadTimeDays: 1, deliveryDays: ['tuesday', 'thursday', 'saturday'] },
    { id: 'market', orderCost: 5, leadTimeDays: 0, closed: [dateOf(start, 6)] },
    { id: 'mill', orderCost: 20, leadTimeDays: 3, deliveryDays: ['wednesday'] },
  ];
  const ingredients = times(items, (index): Item => {
    const supplier = draw.one(suppliers).id;
    const fresh = supplier === 'market' || draw.chance(0.4);
    const options = { supplier, days, ...(fresh && { shelfLife: [3, 12] as const }) };
    const item = itemOf(`ingredient-${index + 1}`, options, draw, offers);
    return { ...item, unit: 'kg', demand: { type: 'constant', perDay: 0 } };
  });
  const waste = () => draw.one([0, 0, 0.05, 0.15]);
  const uses = (count: number, of: readonly { readonly id: string }[]) =>
    [...new Set(times(count, () => draw.one(of).id))].map((use) => ({
      ...{ use, quantity: draw.ratio(0.02, 0.3), waste: waste() },
    }));
  const sauces = times(Math.max(2, Math.round(items / 8)), (index) => ({ id: `sauce-${index + 1}` }));
  const dishes = times(Math.max(3, Math.round(items / 4)), (index) => `dish-${index + 1}`);
  return {
    ...{ mode: 'plan', start, days, items: ingredients, suppliers, offers },
    products: dishes.map((id) => {
      const mean = draw.ratio(4, 60);
      const perDay = series(mean, historyDays, draw);
      return { id, demand: { type: 'history', from: dateOf(start, -historyDays), perDay } };
    }),
    recipes: [
      ...sauces.map(({ id }) => ({
        ...{ makes: id, yields: 0.9, waste: waste(), daysBefore: 1 },
        ingredients: uses(draw.whole(2, 5), ingredients),
      })),
      ...dishes.map((makes) => ({
        makes,
        ingredients: [...uses(draw.whole(2, 6), ingredients), ...uses(draw.whole(1, 2), sauces)],
      })),
    ],
  };
}

/** A chain's assortment: mostly plain items, a few suppliers, some of them with a shared cost. */
function large({ items, days }: Shape, draw: Draw): ProblemInput {
  const offers: Offer[] = [];
  const suppliers = times(20, (index) => supplierOf(`supplier-${index + 1}`, index < 5 ? 40 : 0, draw));
  const made = times(items, (index) => {
    const fresh = draw.chance(0.2) && { shelfLife: [4, 12] as const };
    const options = { supplier: draw.one(suppliers).id, days, lineCost: draw.one([0.5, 1, 2]), ...fresh };
    return itemOf(`item-${index + 1}`, options, draw, offers);
  });
  return { mode: 'plan', start, days, items: made, suppliers, offers };
}

/** As one of the others, so small that all decisions could be tried. */
function tiny(shape: Shape, draw: Draw): ProblemInput {
  return draw.one([independent, shared, perishable])(shape, draw);
}

export const buying: Readonly<Record<Family, (shape: Shape, draw: Draw) => ProblemInput>> = {
  ...{ tiny, independent, shared, perishable, limits, recipes, large },
};

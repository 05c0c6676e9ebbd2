/** Random requests so small that every decision can be tried, with all that a request can say about an item. For tests. */
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { dateOf } from '../../../models/reorder-days.ts';
import type { Rng } from '../../shared/rng.ts';

type Input = z.input<typeof ReorderPlanProblem>;
type Item = Input['items'][number];
type Offer = NonNullable<Input['offers']>[number];
type Supplier = NonNullable<Input['suppliers']>[number];

export interface TinyShape {
  readonly items: number;
  /** Most days. */
  readonly days: number;
  /** Most decisions of an item. */
  readonly decisions: number;
  /** With budget, storage, money and number of orders, each now and then. */
  readonly limits?: boolean;
}

const start = '2026-11-23';

/** Draws in small whole numbers, so that ties and limits that are met exactly are common. */
export function tinyRequest(
  rng: Rng,
  { items, days: mostDays, decisions, limits = false }: TinyShape,
): ReorderPlanProblem {
  const whole = (least: number, most: number) => least + rng.below(most - least + 1);
  const chance = (share: number) => rng.float() < share;
  const one = <Choice>(choices: readonly Choice[]): Choice => choices[rng.below(choices.length)];
  const days = whole(2, mostDays);
  const day = (index: number) => dateOf(start, index);

  const supplierOf = (id: string): Supplier => ({
    id,
    orderCost: one([0, 0, 3, 8]),
    leadTimeDays: one([0, 0, 1, 2]),
    ...(chance(0.2) && { orderDays: ['monday', 'wednesday', 'thursday'] }),
    closed: Array.from({ length: days }, (_, index) => index)
      .filter(() => chance(0.3))
      .map(day),
    leastOrderValue: one([0, 0, 0, 6]),
  });

  const itemOf = (id: string): Item => {
    const shelfLife = chance(0.5) ? whole(1, 4) : undefined;
    const shortage = one([
      { type: 'never' } as const,
      { type: 'lost' } as const,
      { type: 'lost', costPerUnit: whole(3, 9) } as const,
      { type: 'lost', costPerUnit: whole(3, 9) } as const,
      { type: 'lost', costPerUnit: whole(2, 12) } as const,
      { type: 'backorder', costPerUnitDay: whole(0, 6) } as const,
      { type: 'backorder', costPerUnitDay: whole(1, 4) } as const,
    ]);
    return {
      id,
      onHand: one([0, 0, 1, 3]),
      lots: chance(0.25) ? [{ quantity: whole(1, 4), expires: day(whole(0, days)) }] : [],
      onOrder: chance(0.2) ? [{ quantity: whole(1, 4), arrives: day(whole(0, days)) }] : [],
      backOrders: shortage.type === 'backorder' ? one([0, 0, 2]) : 0,
      shelfLifeDays: shelfLife,
      space: one([0, 1, 2]),
      ...(chance(0.8) && { holdingCost: one([0, 0.1, 0.5, 1]) }),
      ...(chance(0.3) && { stockValue: whole(0, 4) }),
      wasteCost: one([0, 0, 1]),
      shortage,
      ...(chance(0.3) && { safety: { type: 'stock' as const, quantity: whole(1, 3) } }),
      ...(chance(0.2) && { belowSafetyCost: one([0, 0.2, 1]) }),
      demand: { type: 'series', perDay: Array.from({ length: days }, () => whole(0, 5)) },
    };
  };

  const offerOf = (item: string, supplier: string): Offer => {
    const packSize = one([1, 2, 3]);
    const price = whole(1, 5);
    const breaks = chance(0.4) ? [{ from: whole(2, 6), price: price - (chance(0.8) ? 0.5 : -0.5) }] : [];
    const greatestQuantity = packSize * whole(1, 4);
    return {
      ...{ item, supplier, price, breaks, packSize, greatestQuantity },
      breakKind: one(['all-units', 'incremental']),
      lineCost: one([0, 1, 4]),
      leastQuantity: one([0, 0, Math.min(greatestQuantity, 3)]),
      ...(chance(0.2) && { shelfLifeDays: whole(1, 3) }),
      ...(chance(0.1) && { from: day(1) }),
      ...(chance(0.1) && { until: day(days - 2) }),
    };
  };

  for (;;) {
    const suppliers = ['near', 'far'].map(supplierOf);
    const made = Array.from({ length: items }, (_, index) => itemOf(`item-${index + 1}`));
    const offers = made.flatMap(({ id }) =>
      suppliers.filter((_, index) => index === 0 || chance(0.4)).map((supplier) => offerOf(id, supplier.id)),
    );
    const problem = ReorderPlanProblem.safeParse({
      ...{ mode: 'plan', start, days, items: made, suppliers, offers },
      limits: limits
        ? {
            ...(chance(0.4) && { budget: whole(5, 40) }),
            ...(chance(0.4) && { storage: whole(4, 14) }),
            ...(chance(0.2) && { money: whole(6, 40) }),
            ...(chance(0.3) && { orders: whole(1, 4) }),
          }
        : {},
    });
    if (problem.success && decisionsOf(problem.data) <= decisions) return problem.data;
  }
}

/** Decisions of the item that has most, or some more. */
function decisionsOf({ items, suppliers, offers, days }: ReorderPlanProblem): number {
  const open = new Map(suppliers.map(({ id, closed }) => [id, days - closed.length]));
  const counts = items.map(({ id }) =>
    offers
      .filter(({ item }) => item === id)
      .reduce(
        (product, { supplier, packSize, greatestQuantity }) =>
          product * (1 + greatestQuantity! / packSize!) ** open.get(supplier)!,
        1,
      ),
  );
  return Math.max(...counts);
}

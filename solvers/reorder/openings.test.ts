import { expect, test } from 'vitest';
import { ReorderOffer, ReorderPlanProblem, ReorderSupplier } from '../../models/reorder.ts';
import { openingsOf, supplierDays } from './openings.ts';

type Input<Schema extends { parse: (input: never) => unknown }> = Partial<Parameters<Schema['parse']>[0]> & object;

/** Chances as [ordered, delivered] over a fortnight from Monday 2026-11-23, and the longest wait. */
function chances(supplier: object, offer: object = {}, days = 14) {
  const problem = ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days, items: [{ id: 'i' }] });
  const parsed = ReorderSupplier.parse({ id: 's', ...supplier } satisfies Input<typeof ReorderSupplier>);
  const own = supplierDays(problem, parsed);
  const openings = openingsOf(
    problem,
    ReorderOffer.parse({ item: 'i', supplier: 's', price: 1, ...offer }),
    parsed,
    own,
  );
  return { at: openings.map(({ orderDay, arrivalDay }) => [orderDay, arrivalDay]), wait: own.longestWait };
}

test('a lead time is counted in calendar days, and nothing arrives before it', () => {
  expect(chances({ leadTimeDays: 2 }, {}, 5)).toEqual({
    at: [
      [0, 2],
      [1, 3],
      [2, 4],
    ],
    wait: 1,
  });
  expect(chances({ leadTimeDays: 2 }, { leadTimeDays: 0 }, 2).at).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test('orders are placed on the latest order day in time, never before the plan begins', () => {
  // Deliveries on Tuesdays and Fridays, orders on Mondays and Thursdays, two days ahead: Tuesday's is ordered on Thursday.
  const { at, wait } = chances({
    leadTimeDays: 2,
    orderDays: ['monday', 'thursday'],
    deliveryDays: ['tuesday', 'friday'],
  });
  expect(at).toEqual([
    [0, 4],
    [3, 8],
    [7, 11],
  ]);
  expect(wait).toBe(4);
});

test('a closed day is neither for orders nor for deliveries', () => {
  const { at } = chances({ leadTimeDays: 1, closed: ['2026-11-24'] }, {}, 4);
  // Wednesday's delivery would be ordered on the closed Tuesday: it is ordered on Monday.
  expect(at).toEqual([
    [0, 2],
    [2, 3],
  ]);
});

test('an offer holds from a day until another, both of delivery', () => {
  const { at } = chances({ leadTimeDays: 0 }, { from: '2026-11-25', until: '2026-11-26' });
  expect(at).toEqual([
    [2, 2],
    [3, 3],
  ]);
});

test('one day a week is a wait of a week', () => {
  expect(chances({ deliveryDays: ['wednesday'] }).wait).toBe(7);
});

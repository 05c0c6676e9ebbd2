import { expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { iterationBudget } from '../solver.ts';
import { explodeDemand, usedInRecipes } from './demand.ts';
import { forecastHistory } from './forecast/forecast-history.ts';
import { allSupplierDays, itemFacts } from './instance.ts';
import { itemPolicy, policyContext } from './policy.ts';
import { replayPolicies } from './replay.ts';

/** One item with a history from a Monday on, one supplier; `rest` goes over the item, the supplier and the offer. */
function run(perDay: number[], rest: { item?: object; supplier?: object; offer?: object } = {}) {
  const problem = ReorderPlanProblem.parse({
    mode: 'plan',
    start: '2026-11-23',
    days: 7,
    items: [
      {
        id: 'i',
        holdingCost: 0.1,
        wasteCost: 0.5,
        shortage: { type: 'lost', costPerUnit: 3 },
        safety: { type: 'none' },
        demand: { type: 'history', from: '2026-11-02', perDay, method: 'moving-average' },
        ...rest.item,
      },
    ],
    suppliers: [{ id: 's', orderCost: 4, leadTimeDays: 1, ...rest.supplier }],
    offers: [{ item: 'i', supplier: 's', price: 2, ...rest.offer }],
  });
  const demand = problem.items[0].demand as Parameters<typeof forecastHistory>[0];
  const forecasts = { item: new Map([['i', forecastHistory(demand, 0, problem.days, Infinity)]]), product: new Map() };
  const needs = explodeDemand(problem, forecasts);
  const facts = itemFacts(problem);
  const context = policyContext(problem, facts, needs, allSupplierDays(problem), usedInRecipes(problem));
  const policies = facts.map((fact, index) => itemPolicy(context, fact, needs[index]));
  const replays = replayPolicies(problem, facts, policies, iterationBudget(0));
  return { policy: policies[0], replays };
}

test('a rule by hand: (r, Q) = (5, 10) with a day of lead time, day by day', () => {
  // Begins with 15. Day 0: position 15 > 5; sells 6, 9 left. Day 1: sells 6, 3 left. Day 2: 3 <= 5, orders 10; sells 3 of 6:
  // 3 lost, 0 left. Day 3: 10 come; position 10; sells 6, 4 left.
  const { replays } = run([6, 6, 6, 6], {
    item: { present: { type: 'reorder-point', reorderPoint: 5, orderQuantity: 10 } },
  });
  expect(replays[0].present).toEqual({
    fillRate: 21 / 24,
    stockOutDays: 1,
    short: 3,
    wasted: 0,
    averageStock: (9 + 3 + 0 + 4) / 4,
    orders: 1,
    // 10 at 2 and the order; 16 units held over a night; 3 lost at 3; stock fell from 15 to 4 at 2 each.
    cost: expect.closeTo(24 + 1.6 + 9 + 22, 9),
  });
});

test('what expires is thrown away on its last day and serves nobody after', () => {
  // Begins with 10 that last for 2 days: 1 is sold on day 0 and 1 on day 1, 8 go. Day 2: position 0: orders 10 up to 10.
  const { replays } = run([1, 1, 1, 1], {
    item: { shelfLifeDays: 2, present: { type: 'min-max', reorderPoint: 0, orderUpTo: 10 } },
  });
  expect(replays[0].present).toMatchObject({ wasted: 8, short: 1, stockOutDays: 1, orders: 1 });
});

test('packs and least orders round up, a greatest order cuts', () => {
  const present = { type: 'min-max', reorderPoint: 3, orderUpTo: 10 };
  // Day 1 ends with 10 - 2 x 4 = 2: on day 2 8 are wanted.
  expect(
    run([4, 4, 4, 4, 0], { item: { present }, offer: { packSize: 6 } }).replays[0].present?.averageStock,
  ).toBeCloseTo((6 + 2 + 0 + 8 + 8) / 5, 9);
  expect(
    run([4, 4, 4, 4, 0], { item: { present }, offer: { greatestQuantity: 5 } }).replays[0].present?.orders,
  ).toBeGreaterThan(1);
});

test('what is on order counts in the position: a long lead time does not order the same twice', () => {
  const present = { type: 'min-max', reorderPoint: 20, orderUpTo: 30 };
  const { replays } = run(
    Array.from({ length: 14 }, () => 2),
    { item: { present }, supplier: { leadTimeDays: 6 } },
  );
  // From 30 down to 20 in 5 days, then 10 a time: on days 5 and 10.
  expect(replays[0].present).toMatchObject({ orders: 2, short: 0 });
});

test('back orders are served by the next delivery and cost a day each until then', () => {
  const present = { type: 'min-max', reorderPoint: 0, orderUpTo: 4 };
  const shortage = { type: 'backorder', costPerUnitDay: 1 };
  // Day 0: 4 - 4 = 0. Day 1: orders 4, comes on day 2; 4 owed at the end. Day 2: served; another 4 owed after demand.
  const { replays } = run([4, 4, 4], { item: { present, shortage } });
  expect(replays[0].present).toMatchObject({ short: 8, orders: 2 });
});

test('the proposed rule keeps its service on the demand that it was made for', () => {
  const perDay = Array.from({ length: 21 }, (_, day) => [5, 6, 5, 7, 12, 15, 9][day % 7]);
  const { policy, replays } = run(perDay, { item: { safety: { type: 'fill-rate', level: 0.98 } } });
  expect(replays[0].proposed.fillRate).toBeGreaterThan(0.98);
  expect(policy.orderUpTo).toBeGreaterThanOrEqual(policy.reorderPoint);
});

/** The history begins on a Monday, orders are taken on Tuesdays alone: a rule of every 7 days never ordered at all. */
test('a review on a day without a chance to order is made good at the next chance', () => {
  const present = { type: 'periodic', every: 7, orderUpTo: 20 };
  const { replays } = run(
    Array.from({ length: 21 }, () => 2),
    { item: { present }, supplier: { deliveryDays: ['wednesday'], orderDays: ['tuesday'] } },
  );
  expect(replays[0].present).toMatchObject({ orders: 3, short: 0, fillRate: 1 });
});

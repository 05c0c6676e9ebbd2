/** Parts of the checker that the plan made by hand does not reach. */
import { describe, expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { courseOf } from './course.ts';
import { demandOfItems } from './demand.ts';
import { amountOf, chanceOn, factsOf } from './facts.ts';
import { checkPolicies } from './safety.ts';

const never = (rule: string, message: string) => expect.fail(`${rule}: ${message}`);

/** Monday 23 November 2026; one item, one supplier. */
const problemOf = (offer: object = {}, supplier: object = {}, item: object = {}, more: object = {}) =>
  ReorderPlanProblem.parse({
    ...{ mode: 'plan', start: '2026-11-23', days: 10 },
    items: [{ id: 'oil', ...item }],
    suppliers: [{ id: 'shop', ...supplier }],
    offers: [{ item: 'oil', supplier: 'shop', price: 10, ...offer }],
    ...more,
  });

describe('amounts', () => {
  const breaks = [
    { from: 5, price: 8 },
    { from: 8, price: 9 },
  ];
  test.each([
    // All units at the price of the last break that is reached, be it dearer.
    ['all-units', 4.999, 49.99],
    ['all-units', 5, 40],
    ['all-units', 7, 56],
    ['all-units', 8, 72],
    // 5 at 10, 3 at 8, the rest at 9.
    ['incremental', 4, 40],
    ['incremental', 5, 50],
    ['incremental', 6, 58],
    ['incremental', 8, 74],
    ['incremental', 10, 92],
  ] as const)('%s: %d cost %d', (breakKind, quantity, amount) => {
    const [{ offers }] = factsOf(problemOf({ breaks, breakKind })).items;
    expect(amountOf(offers[0], 1000 * quantity)).toBeCloseTo(amount, 9);
  });
});

describe('chances to order', () => {
  /** Day of each order by day of delivery; days without a chance are left out. */
  const chances = (supplier: object, offer: object = {}) => {
    const facts = factsOf(problemOf(offer, supplier));
    return Object.fromEntries(
      Array.from({ length: 12 }, (_, day) => day).flatMap((day) => {
        const chance = chanceOn(facts, facts.items[0].offers[0], day);
        return 'fault' in chance ? [] : [[day, chance.orderDay]];
      }),
    );
  };

  test('every day, a day before; the first is too late for day 0', () => {
    expect(chances({})).toEqual({ 1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, 9: 8 });
    expect(chances({ leadTimeDays: 3 }, { leadTimeDays: 9 })).toEqual({ 9: 0 });
  });

  test('orders on Mondays and Thursdays, deliveries on Tuesdays and Saturdays, two days between at least', () => {
    // Tuesday 24 cannot be reached; Saturday 28 by Thursday 26; Tuesday 1 by Thursday 26, as Sunday takes none.
    const supplier = { leadTimeDays: 2, orderDays: ['monday', 'thursday'], deliveryDays: ['tuesday', 'saturday'] };
    expect(chances(supplier)).toEqual({ 5: 3, 8: 3 });
    // Closed on that Thursday: Monday it is.
    expect(chances({ ...supplier, closed: ['2026-11-26'] })).toEqual({ 5: 0, 8: 0 });
    expect(chances({ ...supplier, closed: ['2026-11-26', '2026-11-28', '2026-11-23'] })).toEqual({});
  });

  test('the longest wait is that of the week, whichever days it is about', () => {
    const wait = (supplier: object) => factsOf(problemOf({}, supplier)).items[0].offers[0].from.longestWait;
    expect(wait({})).toBe(1);
    expect(wait({ deliveryDays: ['monday'] })).toBe(7);
    expect(wait({ deliveryDays: ['friday', 'monday'] })).toBe(4);
    expect(wait({ deliveryDays: ['friday', 'monday'], orderDays: ['sunday', 'tuesday'] })).toBe(5);
  });
});

test('demand by two ways to the same item: means add, variances by the factor squared', () => {
  // Sauce: 2 runs of 0.5 oil each; salad: 3 oil and a sauce, made the day before: 4 oil of factors 3 and 1.
  const demand = {
    type: 'distribution',
    perDay: { type: 'normal', mean: 10, sd: 2 },
    weekdayFactors: [1, 2, 1, 1, 1, 1, 1],
  };
  const problem = problemOf(
    {},
    {},
    {},
    {
      products: [{ id: 'salad', demand }],
      recipes: [
        { makes: 'sauce', yields: 0.5, ingredients: [{ use: 'oil', quantity: 0.5 }] },
        {
          makes: 'salad',
          daysBefore: 1,
          ingredients: [
            { use: 'oil', quantity: 3 },
            { use: 'sauce', quantity: 1 },
          ],
        },
      ],
    },
  );
  const [{ mean, variance }] = demandOfItems(factsOf(problem), [], never);
  // Day 0 makes for itself and for Tuesday, which asks for twice as much; nothing is made for the day after the plan.
  expect([...mean.slice(0, 3)]).toEqual([120, 40, 40]);
  expect(mean[9]).toBe(0);
  expect([...variance.slice(0, 2)]).toEqual([200, 40]);
});

test('first expired, first out, whatever came first', () => {
  const lots = [
    { day: 0, quantity: 5, lastDay: Infinity },
    { day: 0, quantity: 4, lastDay: 1 },
    { day: 1, quantity: 3, lastDay: 1 },
  ];
  // Day 0: 2 of the 4. Day 1: the other 2 and 1 of the 3, 2 are wasted. Day 2: 5 keep, 1 is used. Day 3: 4 of 6.
  const course = courseOf(Float64Array.of(2, 3, 1, 6), lots, 0, true);
  expect([...course.morning]).toEqual([9, 10, 5, 4]);
  expect([...course.stock]).toEqual([7, 5, 4, 0]);
  expect([...course.wasted]).toEqual([0, 2, 0, 0]);
  expect([...course.short]).toEqual([0, 0, 0, 2]);
  // What is owed is served before the morning is looked at.
  expect([...courseOf(Float64Array.of(0), [lots[0]], 2, true).morning]).toEqual([3]);
});

describe('safety stock', () => {
  /** Rules that speak of a policy with this safety stock, at order quantity 20. */
  const rules = (safetyStock: number, item: object, supplier: object = {}) => {
    const facts = factsOf(problemOf({}, supplier, item));
    const demand = demandOfItems(facts, [], never);
    const average = (figures: Float64Array) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
    const found: string[] = [];
    const policy = {
      ...{ item: 'oil', supplier: 'shop', method: 'by hand', reference: 'none', exact: true, sensitivity: [] },
      ...{ meanPerDay: average(demand[0].mean), sdPerDay: Math.sqrt(average(demand[0].variance)) },
      ...{ protectionDays: 2, reorderPoint: 0, orderUpTo: 0, orderQuantity: 20, safetyStock },
    };
    checkPolicies(facts, demand, { policies: [policy] } as unknown as Parameters<typeof checkPolicies>[2], (rule) =>
      found.push(rule),
    );
    return found;
  };
  const normal = { demand: { type: 'distribution', perDay: { type: 'normal', mean: 50, sd: 10 } } };

  /**
   * Two days: mean 100, deviation 10 sqrt(2) = 14.1421. 5 % of max(20, 50) may be missing: the standard loss must be
   * 2.5 / 14.1421 = 0.176777. At 0.57 it is 0.33912 - 0.57 x 0.28434 = 0.17705 and falls by 0.2843 a unit: z = 0.5710, 8.075.
   */
  test('fill rate of a normal demand', () => {
    const item = { ...normal, safety: { type: 'fill-rate', level: 0.95 } };
    expect(rules(8.0, item)).toEqual(['safety-stock']);
    expect(rules(8.4, item)).toEqual(['safety-stock']);
    const fits = Array.from({ length: 400 }, (_, at) => (8000 + at) / 1000).filter((s) => rules(s, item).length === 0);
    expect(fits).toHaveLength(1);
    expect(fits[0]).toBeCloseTo(8.075, 2);
  });

  test.each([
    // b / (b + h) = 9 / 10: z = 1.281552, times 14.14214 is 18.12388.
    ['backorder', { shortage: { type: 'backorder', costPerUnitDay: 9 }, holdingCost: 1 }, 18.124],
    // p / (p + h c) with c = max(1, 20 / 50) day: 19 / 20: z = 1.644854, 23.26174.
    ['lost', { shortage: { type: 'lost', costPerUnit: 19 }, holdingCost: 1 }, 23.262],
    ['never', { shortage: { type: 'never' }, holdingCost: 1 }, 23.262],
    // Shortage that costs nothing: one half, and no safety stock.
    ['at least one half', { shortage: { type: 'lost', costPerUnit: 0 }, holdingCost: 1 }, 0],
  ])('the service that costs call for: %s', (_name, costs, stock) => {
    expect(rules(stock, { ...normal, ...costs })).toEqual([]);
    expect(rules(stock + 0.002, { ...normal, ...costs })).toEqual(['safety-stock']);
    if (stock > 0) expect(rules(stock - 0.001, { ...normal, ...costs })).toEqual(['safety-stock']);
  });

  /** Uncertain lead time: variance 2 x 100 + 50^2 x 0.5^2 = 825, deviation 28.7228, times 1.281552. */
  test('lead times that vary', () => {
    const item = { ...normal, safety: { type: 'cycle-service', level: 0.9 } };
    expect(rules(36.81, item, { leadTimeSdDays: 0.5 })).toEqual([]);
    expect(rules(18.124, item, { leadTimeSdDays: 0.5 })).toEqual(['safety-stock']);
  });

  /** Gamma where normal would fall below 0: mean 4, variance 8 over two days: exponential of mean 2, twice; shape 2. */
  test('slow demand is gamma', () => {
    const perDay = { type: 'exponential', rate: 0.5 };
    const item = { demand: { type: 'distribution', perDay }, safety: { type: 'cycle-service', level: 0.9 } };
    // exp(-x / 2) (1 + x / 2) = 0.1 at x = 7.77944.
    expect(rules(3.78, item)).toEqual([]);
    expect(rules(3.779, item)).toEqual(['safety-stock']);
  });
});

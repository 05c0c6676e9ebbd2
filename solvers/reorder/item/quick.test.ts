import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { evaluate } from './evaluate.ts';
import type { ItemProblem, OrderOption } from './item.ts';
import { quickBound, quickItem } from './quick.ts';
import { bruteForce, decisionCount } from './testing/brute-force.ts';
import { randomItem } from './testing/random-item.ts';

test('between its bound and its cost lies the optimum, whatever the item', () => {
  const rng = new Rng(41);
  let compared = 0;
  let answered = 0;
  let beyondNothing = 0;
  for (let round = 0; round < 3000; round++) {
    const [packs, lives] = [
      [1, 3, 10],
      [1, 2, 4, Infinity],
    ];
    const item = randomItem(rng, { days: 1 + rng.below(4), offers: 2, packs, mostPacks: 4, unit: 10, lives });
    if (decisionCount(item) > 3000) continue;
    const least = bruteForce(item);
    const slack = 1e-9 * (1 + Math.abs(least));
    const bound = quickBound(item);
    if (bound === undefined) expect(least).toBe(Infinity);
    else expect(bound).toBeLessThanOrEqual(least + slack);
    compared++;
    const answer = quickItem(item);
    if (!answer) continue;
    const { cost, broken } = evaluate(item, answer.quantities);
    expect(broken).toEqual([]);
    expect(answer.cost).toBe(cost);
    expect(cost).toBeGreaterThanOrEqual(least - slack);
    expect(answer.lowerBound).toBeLessThanOrEqual(least + slack);
    answered++;
    if (answer.quantities.some((quantity) => quantity > 0)) beyondNothing++;
  }
  expect(compared).toBeGreaterThan(1000);
  expect(answered).toBeGreaterThan(700);
  expect(beyondNothing).toBeGreaterThan(200);
});

describe('by hand', () => {
  const option = (arrivalDay: number, change: Partial<OrderOption> = {}): OrderOption => ({
    offer: 0,
    supplier: 0,
    orderDay: arrivalDay,
    arrivalDay,
    pack: 1,
    least: 1,
    greatest: 1000,
    segments: [{ from: 1, to: 1000, fixed: 0, price: 2 }],
    lineCost: 30,
    lastDay: Infinity,
    ...change,
  });
  const item = (options: readonly OrderOption[], change: Partial<ItemProblem> = {}): ItemProblem => ({
    days: 4,
    demand: Float64Array.of(10, 10, 10, 10),
    given: [],
    backOrders: 0,
    shortage: 'never',
    shortageCost: 0,
    holdingCost: 1,
    safety: new Float64Array(4),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0,
    options,
    ...change,
  });
  const everyDay = [0, 1, 2, 3].map((day) => option(day));

  test('an order covers days while that makes a day cheaper', () => {
    // One day 30, two (30 + 10) / 2 = 20, three (30 + 10 + 20) / 3 = 20: not less, so two days twice.
    const answer = quickItem(item(everyDay))!;
    expect([...answer.quantities]).toEqual([20, 0, 20, 0]);
    expect(answer.cost).toBe(2 * 30 + 2 * 10 + 40 * 2);
    // 40 milli are missing and cost 2 each at least.
    expect(answer.lowerBound).toBe(80);
  });

  test('no longer than the goods last', () => {
    const daily = everyDay.map((one) => ({ ...one, lastDay: one.arrivalDay }));
    expect([...quickItem(item(daily))!.quantities]).toEqual([10, 10, 10, 10]);
  });

  test('nothing where doing without costs less', () => {
    const answer = quickItem(item(everyDay, { shortage: 'lost', shortageCost: 1 }))!;
    expect([...answer.quantities]).toEqual([0, 0, 0, 0]);
    expect([answer.cost, answer.lowerBound]).toEqual([40, 40]);
  });

  test('no answer where an item cannot be served', () => {
    expect(quickItem(item([]))).toBeUndefined();
    expect(quickItem(item([option(1)]))).toBeUndefined();
  });
});

/** The days of a plan, worked out by hand. */
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { ItemProblem, OrderOption } from './item.ts';

const option = (change: Partial<OrderOption> = {}): OrderOption => ({
  offer: 0,
  supplier: 0,
  orderDay: 0,
  arrivalDay: 0,
  pack: 10,
  least: 10,
  greatest: 100,
  segments: [{ from: 10, to: 100, fixed: 5, price: 2 }],
  lineCost: 3,
  lastDay: Infinity,
  ...change,
});

const problem = (change: Partial<ItemProblem> = {}): ItemProblem => ({
  days: 3,
  demand: Float64Array.of(10, 10, 10),
  given: [],
  backOrders: 0,
  shortage: 'never',
  shortageCost: 7,
  holdingCost: 0.5,
  safety: new Float64Array(3),
  belowSafetyCost: 0,
  wasteCost: 0,
  endValue: 0,
  options: [option()],
  ...change,
});

describe('evaluate', () => {
  test('one order for all days: purchase, line and holding', () => {
    const found = evaluate(problem(), Float64Array.of(40));
    expect(found.broken).toEqual([]);
    expect([...found.morningStock]).toEqual([40, 30, 20]);
    expect([...found.endStock]).toEqual([30, 20, 10]);
    expect(found.parts).toMatchObject({ purchase: 85, line: 3, holding: 30, endValue: 0 });
    expect(found.cost).toBe(118);
  });

  test('what is owed at the beginning is served before the demand, and morning stock is what stands between', () => {
    const found = evaluate(
      problem({ shortage: 'backorder', backOrders: 15, morningCost: Float64Array.of(1, 1, 1), endValue: 4 }),
      Float64Array.of(20),
    );
    expect([...found.morningStock]).toEqual([5, 0, 0]);
    expect([...found.backOrders]).toEqual([5, 15, 25]);
    expect(found.parts).toMatchObject({ shortage: 7 * 45, morning: 5, endValue: -100, holding: 0 });
    expect(found.cost).toBe(45 + 3 + 315 + 5 + 100);
  });

  test('lost sales are paid once and never served later', () => {
    const late = option({ arrivalDay: 2 });
    const found = evaluate(problem({ shortage: 'lost', options: [late] }), Float64Array.of(20));
    expect([...found.lost]).toEqual([10, 10, 0]);
    expect([...found.endStock]).toEqual([0, 0, 10]);
    expect(found.parts.shortage).toBe(140);
  });

  test('the lot that expires first is used first, whatever came first', () => {
    const given = [
      { day: 0, quantity: 15, lastDay: 2 },
      { day: 0, quantity: 15, lastDay: 1 },
    ];
    const found = evaluate(problem({ given, options: [], wasteCost: 9 }), new Float64Array(0));
    expect([...found.wasted]).toEqual([0, 0, 0]);
    expect(found.broken).toEqual([]);
  });

  test('waste is of what was last usable today, told apart by who brought it', () => {
    const given = [{ day: 0, quantity: 15, lastDay: 0 }];
    const fresh = option({ lastDay: 1 });
    const found = evaluate(problem({ given, options: [fresh], wasteCost: 9, shortage: 'lost' }), Float64Array.of(30));
    expect([...found.wasted]).toEqual([5, 20, 0]);
    expect([...found.wastedOrdered]).toEqual([0, 20, 0]);
    expect([...found.endStock]).toEqual([30, 0, 0]);
    expect([...found.lost]).toEqual([0, 0, 10]);
    expect(found.parts.waste).toBe(225);
  });

  test('missing safety stock counts what is owed as well', () => {
    const found = evaluate(
      problem({ shortage: 'backorder', safety: Float64Array.of(5, 5, 5), belowSafetyCost: 1, shortageCost: 0 }),
      Float64Array.of(20),
    );
    expect(found.parts.belowSafety).toBe(0 + 5 + 15);
  });

  test('broken limits are named', () => {
    const tight = problem({ morningLimit: Float64Array.of(15, 15, 15), options: [option(), option({ must: true })] });
    expect(evaluate(tight, Float64Array.of(20, 0)).broken).toEqual([
      { rule: 'must', option: 1, amount: 10 },
      { rule: 'morning-limit', day: 0, amount: 5 },
      { rule: 'shortage', day: 2, amount: 10 },
    ]);
    for (const wrong of [5, 15, 110]) {
      expect(evaluate(problem(), Float64Array.of(wrong)).broken).toContainEqual({
        rule: 'quantity',
        option: 0,
        amount: wrong,
      });
    }
  });

  test('a lot that comes after its last day, and an order that comes after the plan, serve nothing', () => {
    const given = [{ day: 1, quantity: 10, lastDay: 0 }];
    const found = evaluate(
      problem({ given, shortage: 'lost', options: [option({ arrivalDay: 3 })] }),
      Float64Array.of(30),
    );
    expect([...found.lost]).toEqual([10, 10, 10]);
    expect([...found.wasted]).toEqual([0, 10, 0]);
    expect(found.parts.purchase).toBe(65);
  });
});

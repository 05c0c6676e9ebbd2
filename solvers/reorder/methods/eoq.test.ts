import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eoq, eoqCost, eoqSensitivity } from './eoq.ts';
import { eoqBackorders, eoqBackordersCost } from './eoq-backorders.ts';
import { epq, epqCost } from './epq.ts';

const size = fc.double({ min: -3, max: 5, noNaN: true }).map((exponent) => 10 ** exponent);
const ratio = fc.double({ min: 0.05, max: 20, noNaN: true });

// Snyder and Shen (2019), Fundamentals of Supply Chain Theory, examples 3.1 and 3.8.
const candy = { fixedCost: 8, holdingCost: 0.225, demandRate: 1300 };

describe('economic order quantity', () => {
  test('the candy bars of Snyder and Shen', () => {
    expect(eoq(candy).orderQuantity).toBeCloseTo(304.0467800264, 8);
    expect(eoq(candy).costPerTime).toBeCloseTo(68.410525505948, 8);
    expect(eoqCost(candy, 250)).toBeCloseTo(69.725, 10);
  });

  test('an order of twice or half the best costs a quarter more, whatever the costs', () => {
    expect(eoqSensitivity(2)).toBeCloseTo(0.25, 12);
    fc.assert(
      fc.property(size, size, size, ratio, (fixedCost, holdingCost, demandRate, times) => {
        const problem = { fixedCost, holdingCost, demandRate };
        const { orderQuantity, costPerTime } = eoq(problem);
        const dearer = eoqCost(problem, times * orderQuantity) / costPerTime;
        expect(dearer).toBeCloseTo(1 + eoqSensitivity(times), 9);
        expect(dearer).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
  });

  test('nothing demanded, free ordering and free holding have their limits', () => {
    expect(eoq({ ...candy, demandRate: 0 })).toEqual({ orderQuantity: 0, costPerTime: 0 });
    expect(eoq({ ...candy, fixedCost: 0 })).toEqual({ orderQuantity: 0, costPerTime: 0 });
    expect(eoq({ ...candy, holdingCost: 0 })).toEqual({ orderQuantity: Infinity, costPerTime: 0 });
    expect(eoqCost({ ...candy, demandRate: 0 }, 5)).toBe(0);
  });
});

describe('planned back orders', () => {
  test('the candy bars of Snyder and Shen, and a solution to evaluate', () => {
    const best = eoqBackorders({ ...candy, stockoutCost: 5 });
    expect(best.orderQuantity).toBeCloseTo(310.8125551589646, 8);
    expect(best.stockoutFraction).toBeCloseTo(0.043062200956938, 12);
    expect(best.costPerTime).toBeCloseTo(66.92136355097325, 8);
    const given = { fixedCost: 40, holdingCost: 40.05, stockoutCost: 60, demandRate: 2080 };
    expect(eoqBackordersCost(given, 100, 0.3)).toBeCloseTo(2083.225, 9);
    expect(eoqBackorders({ ...given, orderQuantity: 100, stockoutFraction: 0.3 }).costPerTime).toBeCloseTo(2083.225, 9);
  });

  test('no quantity and fraction cost less, and a given one leaves the other best', () => {
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        ratio,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (fixedCost, holdingCost, stockoutCost, demandRate, times, fraction) => {
          const problem = { fixedCost, holdingCost, stockoutCost, demandRate };
          const best = eoqBackorders(problem);
          const floor = best.costPerTime * (1 - 1e-12);
          expect(eoqBackordersCost(problem, times * best.orderQuantity, fraction)).toBeGreaterThanOrEqual(floor);
          const ofFraction = eoqBackorders({ ...problem, stockoutFraction: fraction });
          expect(ofFraction.costPerTime).toBeLessThanOrEqual(
            eoqBackordersCost(problem, best.orderQuantity, fraction) * (1 + 1e-12),
          );
          expect(best.costPerTime).toBeLessThanOrEqual(eoq(problem).costPerTime * (1 + 1e-12));
        },
      ),
    );
  });

  test('where waiting costs all, nobody waits', () => {
    expect(eoqBackorders({ ...candy, stockoutCost: 1e12 }).orderQuantity).toBeCloseTo(eoq(candy).orderQuantity, 6);
    expect(eoqBackorders({ ...candy, demandRate: 0, stockoutCost: 5 }).costPerTime).toBe(0);
  });
});

describe('economic production quantity', () => {
  test('the candy bars made at 2000 and 1700 a year', () => {
    const made = { ...candy, productionRate: 2000 };
    expect(epq(made).orderQuantity).toBeCloseTo(513.9328595516969, 8);
    expect(epq(made).costPerTime).toBeCloseTo(40.47221268969612, 8);
    expect(epqCost(made, 350)).toBeCloseTo(43.495535714285715, 9);
    expect(epq({ ...candy, productionRate: 1700 }).orderQuantity).toBeCloseTo(626.8084945889684, 8);
  });

  test('an infinitely fast machine is a supplier', () => {
    expect(epq({ ...candy, productionRate: 1e15 }).orderQuantity).toBeCloseTo(eoq(candy).orderQuantity, 6);
  });
});

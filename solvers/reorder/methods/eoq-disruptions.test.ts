import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { eoq } from './eoq.ts';
import {
  type EoqDisruptionsProblem,
  eoqDisruptions,
  eoqDisruptionsApproximate,
  eoqDisruptionsApproximateCost,
  eoqDisruptionsCost,
} from './eoq-disruptions.ts';

// Snyder and Shen (2019), Fundamentals of Supply Chain Theory, example 9.1.
const candy: EoqDisruptionsProblem = {
  fixedCost: 8,
  holdingCost: 0.225,
  stockoutCost: 5,
  demandRate: 1300,
  disruptionRate: 1.5,
  recoveryRate: 14,
};

describe('the candy bars of Snyder and Shen', () => {
  test('exact', () => {
    const best = eoqDisruptions(candy);
    // Published to what their search leaves open; the cost is flat there.
    expect(Math.abs(best.orderQuantity - 772.8110631910017)).toBeLessThan(0.005);
    expect(best.costPerTime).toBeCloseTo(173.9500025731971, 6);
    expect(eoqDisruptionsCost(candy, 800)).toBeCloseTo(174.0524722120417, 8);
    expect(eoqDisruptionsCost(candy, 400)).toBeCloseTo(211.0841892589692, 8);
  });

  test('approximate: the cost is h Q', () => {
    const best = eoqDisruptionsApproximate(candy);
    expect(best.orderQuantity).toBeCloseTo(773.1432417118889, 8);
    expect(best.costPerTime).toBeCloseTo(173.957229385175, 8);
    expect(best.costPerTime).toBeCloseTo(0.225 * best.orderQuantity, 9);
  });
});

const amount = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const problems = fc.record({
  fixedCost: fc.oneof({ weight: 6, arbitrary: amount(-2, 4) }, { weight: 1, arbitrary: fc.constant(0) }),
  holdingCost: amount(-3, 3),
  stockoutCost: fc.oneof({ weight: 6, arbitrary: amount(-2, 4) }, { weight: 1, arbitrary: fc.constant(0) }),
  demandRate: amount(-2, 4),
  disruptionRate: amount(-3, 3),
  recoveryRate: amount(-3, 3),
});

test('no quantity of a dense grid costs less, exactly or approximately', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      if (problem.fixedCost === 0 && problem.stockoutCost === 0) return;
      const exact = eoqDisruptions(problem);
      const approximate = eoqDisruptionsApproximate(problem);
      if (exact.orderQuantity === 0) return;
      expect(eoqDisruptionsCost(problem, exact.orderQuantity) / exact.costPerTime).toBeCloseTo(1, 10);
      for (let point = 0; point <= 600; point++) {
        const times = 10 ** (-6 + point / 50);
        if (eoqDisruptionsCost(problem, times * exact.orderQuantity) < exact.costPerTime * (1 - 1e-10))
          throw new Error(`${times} times ${exact.orderQuantity} costs less`);
        const other = times * approximate.orderQuantity;
        if (other > 0 && eoqDisruptionsApproximateCost(problem, other) < approximate.costPerTime * (1 - 1e-10))
          throw new Error(`${times} times ${approximate.orderQuantity} costs less approximately`);
        compared++;
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(230 * 601);
});

test('a supplier that never fails leaves the EOQ', () => {
  const safe = { ...candy, disruptionRate: 0 };
  expect(eoqDisruptions(safe).orderQuantity / eoq(candy).orderQuantity).toBeCloseTo(1, 9);
  expect(eoqDisruptions(safe).costPerTime).toBeCloseTo(eoq(candy).costPerTime, 9);
  expect(eoqDisruptionsApproximate(safe).orderQuantity).toBeCloseTo(eoq(candy).orderQuantity, 9);
});

test('where orders are free and lost demand is cheap, ordering as demand arises is best', () => {
  const free = { ...candy, fixedCost: 0, stockoutCost: 0.001 };
  const best = eoqDisruptions(free);
  expect(best.orderQuantity).toBe(0);
  expect(best.costPerTime).toBeCloseTo((1300 * 0.001 * 1.5) / 15.5, 12);
  expect(eoqDisruptionsCost(free, 0.01)).toBeGreaterThan(best.costPerTime);
});

test('nothing demanded costs nothing', () => {
  expect(eoqDisruptions({ ...candy, demandRate: 0 })).toEqual({ orderQuantity: 0, costPerTime: 0 });
  expect(eoqDisruptionsApproximate({ ...candy, demandRate: 0 })).toEqual({ orderQuantity: 0, costPerTime: 0 });
});

test('a simulated supplier costs as much', () => {
  const rng = new Rng(11);
  const exponential = (rate: number) => -Math.log(1 - rng.float()) / rate;
  const failing = { ...candy, disruptionRate: 6, recoveryRate: 9 };
  const quantity = 300;
  let [time, cost] = [0, 0];
  for (let cycle = 0; cycle < 400_000; cycle++) {
    // The supplier works when it delivers; then its states alternate until the stock is gone.
    let [clock, works] = [0, true];
    const length = quantity / failing.demandRate;
    while (clock < length) {
      clock += exponential(works ? failing.disruptionRate : failing.recoveryRate);
      works = !works;
    }
    // The state that held at the end of the stock is the one before the last change.
    const outage = works ? clock - length : 0;
    time += length + outage;
    cost +=
      failing.fixedCost +
      (failing.holdingCost * quantity * length) / 2 +
      failing.stockoutCost * failing.demandRate * outage;
  }
  // 400 000 cycles: about 0.3 % of standard error.
  expect(cost / time / eoqDisruptionsCost(failing, quantity)).toBeCloseTo(1, 1);
  expect(Math.abs(cost / time / eoqDisruptionsCost(failing, quantity) - 1)).toBeLessThan(0.02);
});

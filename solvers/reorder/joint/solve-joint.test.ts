/** The joint search against all joint decisions of tiny problems, and what must hold of its answers. */
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import type { ItemProblem, OrderOption } from '../item/item.ts';
import { solveLevel } from '../item/level/solve-level.ts';
import type { JointAnswer, JointProblem } from './joint.ts';
import { solveJoint } from './solve-joint.ts';
import { bruteForce, byEnumeration, type Coupling, checkPlan, mediumProblem, tinyProblem } from './testing.ts';

const couplings: readonly Coupling[] = Array.from({ length: 32 }, (_, kinds) => ({
  orderCost: kinds === 0 || (kinds & 1) > 0,
  leastOrderValue: (kinds & 2) > 0,
  mostOrders: (kinds & 4) > 0,
  budget: (kinds & 8) > 0,
  stock: (kinds & 16) > 0,
}));
const casesPerCoupling = 32;

const isClose = (one: number, other: number, tolerance = 1e-9) =>
  Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one), Math.abs(other));

describe('against all joint decisions', () => {
  const ran = { feasible: 0, infeasible: 0, proved: 0 };
  test.each(couplings)('%j', (coupling) => {
    for (let number = 0; number < casesPerCoupling; number += 1) {
      const seed = couplings.indexOf(coupling) * 1000 + number;
      const problem = tinyProblem(seed, coupling);
      const best = bruteForce(problem);
      const result = solveJoint(problem, byEnumeration, iterationBudget(3000));
      if ('infeasible' in result) {
        expect(best, `seed ${seed}`).toBe(Infinity);
        ran.infeasible += 1;
        continue;
      }
      if ('unknown' in result) {
        expect(result.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-6);
        continue;
      }
      const check = checkPlan(problem, result.quantities);
      expect(check.broken, `seed ${seed}`).toEqual([]);
      expect(isClose(check.cost, result.cost), `seed ${seed}: cost ${result.cost}, counted ${check.cost}`).toBe(true);
      expect(isClose(result.cost, best), `seed ${seed}: ${result.cost} instead of ${best}`).toBe(true);
      expect(result.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, Math.abs(best)));
      ran.feasible += 1;
      if (isClose(result.cost, result.lowerBound)) ran.proved += 1;
    }
  });
  test('nearly all were decided and proved', () => {
    const all = couplings.length * casesPerCoupling;
    expect(ran.feasible + ran.infeasible).toBeGreaterThan(0.98 * all);
    expect(ran.proved).toBeGreaterThan(0.98 * ran.feasible);
    expect(ran.feasible).toBeGreaterThan(0.5 * all);
    expect(ran.infeasible).toBeGreaterThan(50);
  });
});

describe('whatever the budget', () => {
  test('bounds hold, plans are feasible and no worse than the warm start', () => {
    let ran = 0;
    for (let seed = 0; seed < 160; seed += 1) {
      const problem = tinyProblem(50_000 + seed, couplings[seed % 32]);
      const best = bruteForce(problem);
      const full = solveJoint(problem, byEnumeration, iterationBudget(3000));
      if (best === Infinity || !('cost' in full)) continue;
      const first = solveJoint(problem, byEnumeration, iterationBudget(0));
      if ('cost' in first) {
        expect(checkPlan(problem, first.quantities).broken, `seed ${seed}`).toEqual([]);
        expect(first.lowerBound).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, Math.abs(best)));
      } else expect('unknown' in first && first.lowerBound <= best + 1e-6, `seed ${seed}`).toBe(true);
      const stopped = { ...iterationBudget(1000), shouldStop: () => true };
      const again = solveJoint(problem, byEnumeration, stopped, { warmStart: full.quantities });
      expect('cost' in again && again.cost <= full.cost + 1e-9, `seed ${seed}`).toBe(true);
      ran += 1;
    }
    expect(ran).toBeGreaterThan(80);
  });

  test('an item search that only knows bounds is taken at its bounds', () => {
    let ran = 0;
    for (let seed = 0; seed < 96; seed += 1) {
      const problem = tinyProblem(60_000 + seed, couplings[seed % 32]);
      const best = bruteForce(problem);
      const vague = (item: ItemProblem) => {
        const answer = byEnumeration(item);
        return 'infeasible' in answer ? answer : { ...answer, lowerBound: answer.cost - 0.05 * Math.abs(answer.cost) };
      };
      const result = solveJoint(problem, vague, iterationBudget(60));
      if (!('cost' in result)) continue;
      expect(checkPlan(problem, result.quantities).broken).toEqual([]);
      expect(result.lowerBound).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, Math.abs(best)));
      ran += 1;
    }
    expect(ran).toBeGreaterThan(40);
  });

  test('the same seed gives the same plan, and the request stays as it is', () => {
    for (let seed = 0; seed < 32; seed += 1) {
      const problem = tinyProblem(70_000 + seed, couplings[seed]);
      const before = structuredClone(problem);
      const one = solveJoint(problem, byEnumeration, iterationBudget(40, 7));
      expect(solveJoint(problem, byEnumeration, iterationBudget(40, 7))).toEqual(one);
      expect(problem).toEqual(before);
    }
  });

  test('incumbents are feasible and get better', () => {
    let told = 0;
    for (let seed = 0; seed < 64; seed += 1) {
      const problem = tinyProblem(80_000 + seed, couplings[seed % 32]);
      let last = Infinity;
      const onIncumbent = ({ quantities, cost }: JointAnswer) => {
        expect(checkPlan(problem, quantities).broken).toEqual([]);
        expect(cost).toBeLessThan(last);
        last = cost;
        told += 1;
      };
      const result = solveJoint(problem, byEnumeration, iterationBudget(200), { onIncumbent });
      if ('cost' in result) expect(result.cost).toBeLessThanOrEqual(last);
    }
    expect(told).toBeGreaterThan(10);
  });
});

describe('with the search over levels', () => {
  const byLevels = (item: ItemProblem) => solveLevel(item, iterationBudget(1)) ?? byEnumeration(item);

  test('the same costs as with all decisions tried', () => {
    let ran = 0;
    for (let seed = 0; seed < 128; seed += 1) {
      const problem = tinyProblem(90_000 + seed, couplings[seed % 32]);
      const result = solveJoint(problem, byLevels, iterationBudget(3000));
      const other = solveJoint(problem, byEnumeration, iterationBudget(3000));
      expect('cost' in result, `seed ${seed}`).toBe('cost' in other);
      if (!('cost' in result && 'cost' in other)) continue;
      expect(isClose(result.cost, other.cost), `seed ${seed}: ${result.cost} instead of ${other.cost}`).toBe(true);
      ran += 1;
    }
    expect(ran).toBeGreaterThan(60);
  });

  test('15 items with shared orders, also with a budget, are near their bounds after 60 rounds', () => {
    for (const seed of [1, 2]) {
      const problem = mediumProblem(seed, 15, 10);
      const free = solveJoint(problem, byLevels, iterationBudget(60));
      if (!('cost' in free)) throw new Error('a plan was expected');
      expect(checkPlan(problem, free.quantities).broken).toEqual([]);
      expect((free.cost - free.lowerBound) / free.cost).toBeLessThan(0.02);
      const spent = free.quantities.reduce((sum, amounts) => sum + 3 * amounts.reduce((all, one) => all + one, 0), 0);
      const limited = { ...problem, budget: 0.8 * spent };
      const tight = solveJoint(limited, byLevels, iterationBudget(100));
      if (!('cost' in tight)) throw new Error('a plan was expected');
      expect(checkPlan(limited, tight.quantities).broken).toEqual([]);
      expect(tight.cost).toBeGreaterThan(free.lowerBound);
      expect(tight.multipliers.budget).toBeGreaterThan(0);
      expect((tight.cost - tight.lowerBound) / tight.cost).toBeLessThan(0.05);
    }
  });
});

/** Two units are wanted on each day; orders come from supplier 0 on any day, 1 to 8 units at 10 each. */
function item(days: number, more: Partial<ItemProblem> = {}): ItemProblem {
  const options = Array.from(
    { length: days },
    (_, arrivalDay): OrderOption => ({
      offer: 0,
      supplier: 0,
      orderDay: arrivalDay,
      arrivalDay,
      pack: 1,
      least: 1,
      greatest: 8,
      segments: [{ from: 1, to: 8, fixed: 0, price: 10 }],
      lineCost: 0,
      lastDay: Infinity,
    }),
  );
  return {
    days,
    demand: new Float64Array(days).fill(2),
    given: [],
    backOrders: 0,
    shortage: 'never',
    shortageCost: 0,
    holdingCost: 1,
    safety: new Float64Array(days),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0,
    options,
    ...more,
  };
}

const free: JointProblem = {
  items: [item(3), item(3)],
  suppliers: [{ orderCost: 0, leastOrderValue: 0 }],
  mostOrders: Infinity,
  budget: Infinity,
  stockLimits: [],
};
const solved = (problem: JointProblem) => solveJoint(problem, byEnumeration, iterationBudget(2000));

describe('by hand', () => {
  test('nothing shared: each item orders what it needs on the day', () => {
    expect(solved(free)).toMatchObject({ cost: 120, lowerBound: 120 });
  });

  test('an order of 5 for both items is dearer than holding 4 for a day, and cheaper than holding 4 for two', () => {
    // Orders on days 0 and 2: 120 + 2 * 5 + 4; on all days 120 + 15; on day 0 only 120 + 5 + 4 + 8.
    const result = solved({ ...free, suppliers: [{ orderCost: 5, leastOrderValue: 0 }] });
    expect(result).toMatchObject({ cost: 134, lowerBound: 134 });
  });

  test('an order cost that two items pay together is not worth it for one', () => {
    // One item: 60 + 5 + 2 + 4 (one order) against 60 + 10 + 2 (two).
    expect(solved({ ...free, items: [item(3)], suppliers: [{ orderCost: 5, leastOrderValue: 0 }] })).toMatchObject({
      cost: 71,
      lowerBound: 71,
    });
  });

  test('a least order value of 60 takes three units of each on the first day', () => {
    // Orders of 60 and 60: (3, 3) and (3, 3) on days 0 and 1 hold 2 and 4, days 0 and 2 miss 2 on day 1; 120 in one order holds 12.
    const result = solved({ ...free, suppliers: [{ orderCost: 0, leastOrderValue: 60 }] });
    expect(result).toMatchObject({ cost: 126, lowerBound: 126 });
  });

  test('one order only: all on the first day', () => {
    expect(solved({ ...free, mostOrders: 1 })).toMatchObject({ cost: 132, lowerBound: 132 });
  });

  test('a budget of 40 for two items that may owe: the dearer shortage is served', () => {
    const owing = { shortage: 'backorder' as const, holdingCost: 0 };
    const items = [item(1, { ...owing, shortageCost: 50 }), item(1, { ...owing, shortageCost: 20 })];
    const result = solved({ ...free, items, budget: 20 });
    // Two units of the first item: 20, and two owed of the second: 40.
    expect(result).toMatchObject({ cost: 60 });
    expect('quantities' in result && result.quantities.map(([amount]) => amount)).toEqual([2, 0]);
  });

  test('no room for stock: back to an order each day in spite of its cost', () => {
    const stockLimits = [{ weight: Float64Array.of(1, 1), limit: Float64Array.of(4, 4, 4) }];
    const result = solved({ ...free, suppliers: [{ orderCost: 50, leastOrderValue: 0 }], stockLimits });
    expect(result).toMatchObject({ cost: 270, lowerBound: 270 });
  });

  test('limits that do not bind change nothing and have no price', () => {
    const stockLimits = [{ weight: Float64Array.of(1, 1), limit: Float64Array.of(100, Infinity, 100) }];
    const result = solved({ ...free, budget: 120, mostOrders: 3, stockLimits });
    expect(result).toMatchObject({ cost: 120, lowerBound: 120, multipliers: { budget: 0, mostOrders: 0 } });
  });

  test('no items, and items without options', () => {
    expect(solved({ ...free, items: [] })).toMatchObject({ cost: 0, lowerBound: 0, quantities: [] });
    const idle = item(2, { options: [], demand: new Float64Array(2) });
    expect(solved({ ...free, items: [idle], budget: 0 })).toMatchObject({ cost: 0, lowerBound: 0 });
  });
});

describe('no plan', () => {
  test('an item that cannot be served', () => {
    const result = solved({ ...free, items: [item(3), item(3, { options: [] })] });
    expect(result).toMatchObject({ infeasible: true, obstacle: { limit: 'item', item: 1 } });
  });

  test('a budget below the least purchase', () => {
    const result = solved({ ...free, budget: 119 });
    expect(result).toEqual({ infeasible: true, obstacle: { limit: 'budget', least: 120 } });
  });

  test('more stock given than there is room', () => {
    const full = item(2, { given: [{ day: 0, quantity: 9, lastDay: Infinity }] });
    const stockLimits = [{ weight: Float64Array.of(2), limit: Float64Array.of(Infinity, 13) }];
    // Seven are left on the second morning, two each.
    expect(solved({ ...free, items: [full], stockLimits })).toEqual({
      infeasible: true,
      obstacle: { limit: 'stock', row: 0, day: 1, least: 14 },
    });
  });

  test('limits that exclude each other only together', () => {
    // One order means twelve units on the first morning; there is room for eleven.
    const stockLimits = [{ weight: Float64Array.of(1, 1), limit: Float64Array.of(11, 11, 11) }];
    expect(solved({ ...free, mostOrders: 1, stockLimits })).toEqual({
      infeasible: true,
      obstacle: { limit: 'together' },
    });
  });
});

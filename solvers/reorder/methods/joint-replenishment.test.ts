import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type JointReplenishmentProblem,
  jointReplenishment,
  jointReplenishmentBound,
  jointReplenishmentCost,
  silverHeuristic,
} from './joint-replenishment.ts';
import { usedCycleShare } from './used-cycles.ts';

// Silver (1976), Management Science 22(12), the example of five items; Silver, Pyke and Peterson (1998), p. 428.
const silver: JointReplenishmentProblem = {
  sharedFixedCost: 10,
  itemFixedCosts: [1.87, 5.27, 7.94, 8.19, 8.87],
  holdingCosts: [0.2, 0.2, 0.2, 0.2, 0.2],
  demandRates: [1736, 656, 558, 170, 142],
};
const textbook: JointReplenishmentProblem = {
  sharedFixedCost: 40,
  itemFixedCosts: [15, 15, 15, 15],
  holdingCosts: [0.24, 0.24, 0.24, 0.24],
  demandRates: [86000, 12500, 1400, 3000],
};

describe('published examples', () => {
  test('Silver (1976): the heuristic, and an optimum 0.2 % below it', () => {
    const heuristic = silverHeuristic(silver);
    expect(heuristic.multiples).toEqual([1, 1, 1, 3, 3]);
    expect(heuristic.costPerTime).toBeCloseTo(218.68632025498687, 8);
    const optimum = jointReplenishment(silver);
    expect(optimum.multiples).toEqual([1, 1, 2, 3, 3]);
    expect(optimum.baseCycle).toBeCloseTo(0.24555758968719596, 9);
    expect(optimum.costPerTime).toBeCloseTo(218.2515857139798, 8);
    expect(optimum.lowerBound).toBe(optimum.costPerTime);
  });

  test('Silver, Pyke and Peterson (1998): the heuristic is optimal', () => {
    for (const plan of [silverHeuristic(textbook), jointReplenishment(textbook)]) {
      expect(plan.multiples).toEqual([1, 1, 4, 3]);
      expect(plan.costPerTime).toBeCloseTo(2067.650840930354, 7);
    }
    expect(silverHeuristic(textbook).orderQuantities[0]).toBeCloseTo(6550.912625995079, 6);
  });
});

const amount = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const problems = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((items) => {
    const list = (low: number, high: number) => fc.array(amount(low, high), { minLength: items, maxLength: items });
    return fc.record({
      sharedFixedCost: amount(-2, 2),
      itemFixedCosts: list(-1, 2),
      holdingCosts: list(-1, 1),
      demandRates: list(-1, 3),
    });
  });

/** Least cost with a base cycle: each item tries all multiples up to past its best. */
function costAtCycle(problem: JointReplenishmentProblem, baseCycle: number, strict: boolean): number {
  let [cost, pace] = [problem.sharedFixedCost / baseCycle, Infinity];
  problem.demandRates.forEach((rate, item) => {
    let best = Infinity;
    let first = 0;
    for (let m = 1; ; m++) {
      const at =
        problem.itemFixedCosts[item] / (m * baseCycle) + (problem.holdingCosts[item] * rate * m * baseCycle) / 2;
      if (m === 1) first = at;
      if (at > best) break;
      best = at;
    }
    cost += best;
    pace = Math.min(pace, first - best);
  });
  return strict ? cost + pace : cost;
}

describe.each(['cyclic', 'strict'] as const)('%s policies', (policy) => {
  test('no base cycle of a dense grid costs less, and the optimum is reached', () => {
    let compared = 0;
    fc.assert(
      fc.property(problems(5), (problem) => {
        const optimum = jointReplenishment(problem, { policy });
        const { baseCycle, multiples, costPerTime } = optimum;
        expect(jointReplenishmentCost(problem, baseCycle, multiples) / costPerTime).toBeCloseTo(1, 10);
        expect(optimum.lowerBound).toBe(costPerTime);
        expect(jointReplenishmentBound(problem)).toBeLessThanOrEqual(costPerTime * (1 + 1e-12));
        if (policy === 'strict') expect(multiples).toContain(1);
        expect(costPerTime).toBeLessThanOrEqual(silverHeuristic(problem).costPerTime * (1 + 1e-12));
        // All base cycles that can be best: K / T alone must not cost more.
        const [low, high] = [problem.sharedFixedCost / costPerTime, baseCycle * 20];
        for (let point = 0; point <= 1000; point++) {
          const cycle = low * (high / low) ** (point / 1000);
          const cost = costAtCycle(problem, cycle, policy === 'strict');
          if (cost < costPerTime * (1 - 1e-10))
            throw new Error(`base cycle ${cycle} costs ${cost}, not ${costPerTime}`);
          compared++;
        }
        expect(costAtCycle(problem, baseCycle, policy === 'strict') / costPerTime).toBeCloseTo(1, 10);
      }),
      { numRuns: 40 },
    );
    expect(compared).toBe(40 * 1001);
  });

  test('no multiples of three items up to 30 cost less', () => {
    let compared = 0;
    fc.assert(
      fc.property(problems(3), (problem) => {
        const { costPerTime } = jointReplenishment(problem, { policy });
        const holding = problem.demandRates.map((rate, item) => (problem.holdingCosts[item] * rate) / 2);
        const search = (item: number, ordering: number, held: number, pace: boolean): void => {
          if (item === holding.length) {
            if (policy === 'strict' && !pace) return;
            compared++;
            if (2 * Math.sqrt(ordering * held) < costPerTime * (1 - 1e-10)) throw new Error('cheaper multiples');
            return;
          }
          for (let m = 1; m <= 30; m++)
            search(item + 1, ordering + problem.itemFixedCosts[item] / m, held + m * holding[item], pace || m === 1);
        };
        search(0, problem.sharedFixedCost, 0, false);
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(10_000);
  });
});

describe('special cases', () => {
  // Best cycles of 2 and 3 apart, and an order that costs next to nothing: the base cycle is 1 and often empty.
  const twoAndThree = { sharedFixedCost: 1e-4, itemFixedCosts: [4, 9], holdingCosts: [1, 1], demandRates: [2, 2] };

  test('a base cycle may be empty, unless the policy is strict', () => {
    const cyclic = jointReplenishment(twoAndThree);
    expect(cyclic.multiples).toEqual([2, 3]);
    expect(cyclic.baseCycle).toBeCloseTo(1, 4);
    expect(jointReplenishment(twoAndThree, { policy: 'strict' }).multiples).toContain(1);
    // Of six base cycles two are empty: 1 and 5.
    expect(usedCycleShare([2, 3])).toBeCloseTo(4 / 6, 12);
  });

  test('items without demand are left out, and nothing is ordered where nothing is demanded', () => {
    const withIdle = { ...silver, demandRates: [1736, 656, 558, 170, 0] };
    const plan = jointReplenishment(withIdle);
    expect(plan.multiples[4]).toBe(0);
    expect(plan.orderQuantities[4]).toBe(0);
    const none = { ...silver, demandRates: [0, 0, 0, 0, 0] };
    expect(jointReplenishment(none)).toMatchObject({ baseCycle: 0, costPerTime: 0, lowerBound: 0 });
    expect(silverHeuristic(none).costPerTime).toBe(0);
  });

  test('where an order costs nothing to share each item has its own EOQ', () => {
    const plan = jointReplenishment({ ...silver, sharedFixedCost: 0 });
    expect(plan.orderQuantities[0]).toBeCloseTo(Math.sqrt((2 * 1.87 * 1736) / 0.2), 8);
    expect(plan.baseCycle).toBe(0);
  });

  test('items that cost nothing to add are in every order', () => {
    const plan = jointReplenishment({ ...silver, itemFixedCosts: [0, 0, 0, 0, 0] });
    expect(plan.multiples).toEqual([1, 1, 1, 1, 1]);
    expect(plan.costPerTime).toBeCloseTo(Math.sqrt(2 * 10 * 0.2 * (1736 + 656 + 558 + 170 + 142)), 9);
  });

  test('a search that ends early gives a bound that holds', () => {
    let early = 0;
    fc.assert(
      fc.property(problems(6), fc.integer({ min: 1, max: 3 }), (drawn, mostSteps) => {
        // Cheap orders leave more intervals to look at.
        const problem = { ...drawn, sharedFixedCost: drawn.sharedFixedCost / 1000 };
        const short = jointReplenishment(problem, { mostSteps });
        const { costPerTime } = jointReplenishment(problem);
        expect(short.lowerBound).toBeLessThanOrEqual(costPerTime * (1 + 1e-12));
        expect(short.costPerTime).toBeGreaterThanOrEqual(costPerTime * (1 - 1e-12));
        if (short.lowerBound < short.costPerTime) early++;
      }),
      { numRuns: 200 },
    );
    expect(early).toBeGreaterThan(20);
  });
});

test('the share of used base cycles is that counted over a common period', () => {
  let counted = 0;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }), (multiples) => {
      let used = 0;
      for (let cycle = 1; cycle <= 27720; cycle++) if (multiples.some((m) => m > 0 && cycle % m === 0)) used++;
      expect(usedCycleShare(multiples)).toBeCloseTo(used / 27720, 12);
      counted++;
    }),
    { numRuns: 30 },
  );
  expect(counted).toBe(30);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PracticalLotSizeProblem, practicalLotSize } from './practical-lot-size.ts';

const candy: PracticalLotSizeProblem = {
  kind: 'all-units',
  fixedCost: 8,
  holdingCostRate: 0.3,
  holdingCost: 0,
  demandRate: 1300,
  breakpoints: [0, 400, 800],
  unitCosts: [0.75, 0.72, 0.68],
};
const mozzarella: PracticalLotSizeProblem = {
  kind: 'all-units',
  fixedCost: 25,
  holdingCostRate: 0.35,
  holdingCost: 0,
  demandRate: 9100,
  breakpoints: [0, 300, 600],
  unitCosts: [6.4, 6.1, 5.9],
  packSize: 10,
  minOrder: 100,
  maxOrder: 5000,
  shelfLife: 14 / 365,
};
const plain: PracticalLotSizeProblem = {
  kind: 'all-units',
  fixedCost: 10,
  holdingCostRate: 0,
  holdingCost: 1,
  demandRate: 365,
  breakpoints: [0],
  unitCosts: [2],
};

describe('cases by hand', () => {
  test('the first multiple past a break is not the break (800 is no multiple of 12)', () => {
    const best = practicalLotSize({ ...candy, packSize: 12, maxOrder: 5000 });
    expect(best).toMatchObject({ found: 'optimal', orderQuantity: 804, region: 2 });
    expect(best.found === 'optimal' && best.costPerTime).toBeCloseTo(978.9433233830847, 9);
  });

  test('14 days of 9100 a year are 349, so 34 packs of 10, whatever the next break saves', () => {
    const best = practicalLotSize(mozzarella);
    expect(best).toMatchObject({ found: 'optimal', orderQuantity: 340, region: 1, boundBy: ['shelf-life'] });
    expect(best.found === 'optimal' && best.costPerTime).toBeCloseTo(56542.06764705882, 7);
  });

  test('the better neighbour of the root is not the nearer one', () => {
    // EOQ sqrt(2 * 10 * 365 / 1) = 85.4; packs of 60: 60 costs 90.83, 120 costs 90.42 although 60 is nearer.
    expect(practicalLotSize({ ...plain, packSize: 60 })).toMatchObject({ orderQuantity: 120 });
  });

  test('packs of 0.3 kg reach a break at 0.9 kg', () => {
    const grams = {
      ...plain,
      fixedCost: 0.001,
      holdingCost: 1,
      demandRate: 100,
      packSize: 0.3,
      breakpoints: [0, 0.9],
      unitCosts: [2, 1],
    };
    expect(practicalLotSize(grams)).toMatchObject({ orderQuantity: 0.9, region: 1 });
  });

  test('an absolute holding cost without a rate, no packs: the EOQ', () => {
    const best = practicalLotSize(plain);
    expect(best.found === 'optimal' && best.orderQuantity).toBeCloseTo(Math.sqrt(7300), 9);
    expect(best).toMatchObject({ boundBy: [] });
  });

  test('the limits that hold the quantity are named', () => {
    expect(practicalLotSize({ ...plain, minOrder: 200 })).toMatchObject({ orderQuantity: 200, boundBy: ['min-order'] });
    expect(practicalLotSize({ ...plain, maxOrder: 40, packSize: 7 })).toMatchObject({
      orderQuantity: 35,
      boundBy: ['max-order'],
    });
    expect(practicalLotSize({ ...plain, minOrder: 80, maxOrder: 90 })).toMatchObject({ boundBy: [] });
  });

  test('nothing demanded, nothing ordered; free ordering follows the demand', () => {
    expect(practicalLotSize({ ...plain, demandRate: 0, packSize: 5, shelfLife: 1 })).toMatchObject({
      orderQuantity: 0,
      costPerTime: 0,
    });
    expect(practicalLotSize({ ...plain, fixedCost: 0 })).toMatchObject({ orderQuantity: 0, costPerTime: 730 });
    expect(practicalLotSize({ ...plain, fixedCost: 0, packSize: 5 })).toMatchObject({ orderQuantity: 5 });
  });

  test('without holding cost only a limit gives a quantity', () => {
    const free = { ...plain, holdingCost: 0 };
    expect(practicalLotSize(free)).toEqual({ found: 'unbounded' });
    expect(practicalLotSize({ ...free, packSize: 6 })).toEqual({ found: 'unbounded' });
    expect(practicalLotSize({ ...free, packSize: 6, maxOrder: 100 })).toMatchObject({ orderQuantity: 96 });
    // Beyond 50 units cost more for good: the best is before.
    expect(practicalLotSize({ ...free, packSize: 6, breakpoints: [0, 50], unitCosts: [2, 3] })).toMatchObject({
      orderQuantity: 48,
    });
  });
});

test('what cannot be ordered is said with its reason', () => {
  const reason = (limits: Partial<PracticalLotSizeProblem>) => {
    const outcome = practicalLotSize({ ...plain, ...limits });
    return outcome.found === 'infeasible' ? outcome.conflict.reason : outcome.found;
  };
  expect(reason({ packSize: 10, shelfLife: 7 / 365 })).toBe('pack-outlives-shelf-life');
  expect(reason({ minOrder: 10, shelfLife: 7 / 365 })).toBe('least-order-outlives-shelf-life');
  expect(reason({ minOrder: 10, maxOrder: 9 })).toBe('least-order-above-greatest');
  expect(reason({ packSize: 10, maxOrder: 9 })).toBe('pack-above-greatest');
  expect(reason({ packSize: 10, minOrder: 11, maxOrder: 19 })).toBe('no-whole-packs-between');
  expect(reason({ packSize: 7, shelfLife: 7 / 365 })).toBe('optimal');
});

const amount = fc.double({ min: -1, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const problems = fc
  .record({
    kind: fc.constantFrom('all-units' as const, 'incremental' as const),
    fixedCost: fc.oneof({ weight: 8, arbitrary: amount }, { weight: 1, arbitrary: fc.constant(0) }),
    holdingCostRate: fc.double({ min: 0, max: 1, noNaN: true }),
    holdingCost: amount,
    demandRate: amount,
    packSize: fc.oneof(
      fc.constantFrom(0.1, 0.3, 0.5, 0.7, 1, 6, 12, 25),
      fc.double({ min: 0.05, max: 50, noNaN: true }),
    ),
    minOrder: sometimes(fc.integer({ min: 0, max: 120 })),
    maxOrder: sometimes(fc.integer({ min: 20, max: 900 })),
    shelfLife: sometimes(fc.double({ min: 0.2, max: 20, noNaN: true })),
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.double({ min: 0.7, max: 1.1, noNaN: true })), {
      maxLength: 3,
    }),
  })
  .map(({ steps, ...rest }): PracticalLotSizeProblem => {
    // Breaks in tenths, so that packs of tenths meet them.
    const breakpoints = [0, ...new Set(steps.map(([at]) => at / 10))].sort((a, b) => a - b);
    let price = 5;
    const unitCosts = breakpoints.map((_, at) => {
      if (at > 0) price *= steps[at - 1][1];
      return price;
    });
    return { ...rest, breakpoints, unitCosts };
  });

/** The cheapest of the first `most` packs, each tried, from the bill of one order. */
function enumerated(problem: PracticalLotSizeProblem & { readonly packSize: number }, most: number) {
  const {
    kind,
    packSize,
    minOrder = 0,
    maxOrder = Infinity,
    shelfLife = Infinity,
    demandRate,
    breakpoints,
    unitCosts,
  } = problem;
  let best: { quantity: number; cost: number } | undefined;
  for (let packs = 1; packs <= most; packs++) {
    // Thirteen digits hide what binary fractions add.
    const quantity = Number((packs * packSize).toPrecision(13));
    if (quantity < minOrder || quantity > maxOrder || quantity > demandRate * shelfLife * (1 + 1e-12)) continue;
    const reached = breakpoints.findLastIndex((from) => from <= quantity);
    let price = quantity * unitCosts[reached];
    if (kind === 'incremental') {
      price = 0;
      for (let region = 0; region <= reached; region++)
        price += unitCosts[region] * (Math.min(quantity, breakpoints[region + 1] ?? Infinity) - breakpoints[region]);
    }
    const carrying = problem.holdingCost * (quantity / 2) + problem.holdingCostRate * (price / 2);
    const cost = (demandRate / quantity) * (problem.fixedCost + price) + carrying;
    if (best === undefined || cost < best.cost) best = { quantity, cost };
  }
  return best;
}

test('the best of all multiples, tried one by one', () => {
  let [optimal, infeasible] = [0, 0];
  fc.assert(
    fc.property(problems, (problem) => {
      const packSize = problem.packSize ?? 1;
      const outcome = practicalLotSize(problem);
      const free = Math.sqrt((2 * (problem.fixedCost + 5000) * problem.demandRate) / problem.holdingCost);
      const most = Math.min(200_000, Math.ceil(Math.max(2000, free) / packSize));
      const best = enumerated({ ...problem, packSize }, most);
      if (best === undefined) {
        infeasible++;
        expect(outcome.found).toBe('infeasible');
        return;
      }
      if (outcome.found !== 'optimal') throw new Error(`${outcome.found}, but ${best.quantity} is allowed`);
      optimal++;
      expect(Math.abs(outcome.costPerTime / best.cost - 1)).toBeLessThan(1e-7);
      expect(Math.abs(outcome.orderQuantity / packSize - Math.round(outcome.orderQuantity / packSize))).toBeLessThan(
        1e-7,
      );
    }),
    { numRuns: 1000 },
  );
  expect(optimal).toBeGreaterThan(500);
  expect(infeasible).toBeGreaterThan(30);
});

test('without packs no quantity of a dense grid within the limits costs less', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems, (packed) => {
      const problem = { ...packed, packSize: undefined };
      const outcome = practicalLotSize(problem);
      if (outcome.found !== 'optimal') return;
      const step = 0.37;
      const best = enumerated({ ...problem, packSize: step }, 4000);
      if (best === undefined) return;
      compared++;
      expect(outcome.costPerTime).toBeLessThanOrEqual(best.cost * (1 + 1e-7));
      expect(outcome.orderQuantity).toBeGreaterThanOrEqual((problem.minOrder ?? 0) * (1 - 1e-9));
      expect(outcome.orderQuantity).toBeLessThanOrEqual((problem.maxOrder ?? Infinity) * (1 + 1e-9));
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(150);
});

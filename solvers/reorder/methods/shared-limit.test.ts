import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eoq, eoqCost } from './eoq.ts';
import { type SharedLimitProblem, sharedLimit } from './shared-limit.ts';
import { sharedLimitPacks } from './shared-limit-packs.ts';

function itemsOf(fixedCosts: number[], demandRates: number[], holdingCosts: number[]) {
  return fixedCosts.map((fixedCost, at) => ({ fixedCost, demandRate: demandRates[at], holdingCost: holdingCosts[at] }));
}

// Taha, Operations Research, three items and a store of 25: 6.34, 7.09 and 11.57 at a price of 0.348.
const taha: SharedLimitProblem = {
  items: itemsOf([10, 5, 15], [2, 4, 4], [0.3, 0.1, 0.2]),
  unitUse: [1, 1, 1],
  limit: 25,
};

test('three items of Taha that share a store', () => {
  const best = sharedLimit(taha);
  expect(best.orderQuantities[0]).toBeCloseTo(6.337512097246697, 8);
  expect(best.orderQuantities[2]).toBeCloseTo(11.573298512211348, 8);
  expect(best.shadowPrice).toBeCloseTo(0.3479576319668306, 8);
  expect(best.costPerTime).toBeCloseTo(13.623773069841238, 8);
  expect(best.lowerBound / best.costPerTime).toBeCloseTo(1, 10);
  expect(best.used).toBeLessThanOrEqual(25);
});

test('a limit that does not bind has no price and leaves each item its EOQ', () => {
  const best = sharedLimit({ ...taha, limit: 1000 });
  expect(best.shadowPrice).toBe(0);
  expect(best.orderQuantities).toEqual(taha.items.map((item) => eoq(item).orderQuantity));
});

const amount = fc.double({ min: -1, max: 2, noNaN: true }).map((exponent) => 10 ** exponent);
const problems = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).chain((count) => {
    const list = fc.array(amount, { minLength: count, maxLength: count });
    return fc
      .record({
        fixed: list,
        demand: list,
        holding: list,
        unitUse: list,
        packSizes: list,
        tight: fc.double({ min: 0.3, max: 1.1, noNaN: true }),
      })
      .map(({ fixed, demand, holding, unitUse, packSizes, tight }) => {
        const items = itemsOf(fixed, demand, holding);
        const wanted = items.reduce((sum, item, at) => sum + unitUse[at] * eoq(item).orderQuantity, 0);
        return { items, unitUse, packSizes, limit: tight * wanted };
      });
  });

test('two items: no point of a fine grid along the limit costs less, nor any inside it', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems(2, 2), (problem) => {
      const best = sharedLimit(problem);
      expect(best.used).toBeLessThanOrEqual(problem.limit * (1 + 1e-12));
      expect(best.lowerBound).toBeGreaterThanOrEqual(best.costPerTime * (1 - 1e-9));
      const [first, second] = problem.items;
      for (let point = 1; point < 500; point++)
        for (const filled of [1, 0.9, 0.5]) {
          const use = (filled * problem.limit * point) / 500;
          const quantities = [use / problem.unitUse[0], (filled * problem.limit - use) / problem.unitUse[1]];
          const cost = eoqCost(first, quantities[0]) + eoqCost(second, quantities[1]);
          if (cost < best.costPerTime * (1 - 1e-9))
            throw new Error(`${quantities} cost ${cost}, not ${best.costPerTime}`);
          compared++;
        }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBe(150 * 499 * 3);
});

test('the price is what a little more of the limit saves', () => {
  let bound = 0;
  fc.assert(
    fc.property(problems(1, 6), (problem) => {
      const best = sharedLimit(problem);
      const step = problem.limit * 1e-5;
      const saved = sharedLimit({ ...problem, limit: problem.limit - step }).costPerTime - best.costPerTime;
      if (best.shadowPrice * step < 1e-7 * best.costPerTime) return;
      expect(saved / step / best.shadowPrice).toBeCloseTo(1, 2);
      bound++;
    }),
  );
  expect(bound).toBeGreaterThan(40);
});

describe('whole packs', () => {
  /** The best of all pack counts that fit. */
  function enumerated({ items, unitUse, limit }: SharedLimitProblem, packSizes: readonly number[]): number {
    let best = Infinity;
    const search = (item: number, room: number, cost: number): void => {
      if (item === items.length) {
        best = Math.min(best, cost);
        return;
      }
      const most = eoq(items[item]).orderQuantity / packSizes[item] + 2;
      for (let packs = 1; packs <= most; packs++) {
        const use = packs * packSizes[item] * unitUse[item];
        if (use > room * (1 + 1e-12)) break;
        search(item + 1, room - use, cost + eoqCost(items[item], packs * packSizes[item]));
      }
    };
    search(0, limit, 0);
    return best;
  }

  test('three items: the best of all pack counts, or none where none fits', () => {
    let [optimal, infeasible] = [0, 0];
    fc.assert(
      fc.property(problems(1, 3), (problem) => {
        // Packs of a tenth of the EOQ at least, so that there are not too many to try.
        const packSizes = problem.packSizes.map((pack, at) => eoq(problem.items[at]).orderQuantity / (2 + (pack % 11)));
        const outcome = sharedLimitPacks({ ...problem, packSizes });
        const best = enumerated(problem, packSizes);
        if (outcome.found === 'infeasible') {
          infeasible++;
          expect(best).toBe(Infinity);
          return;
        }
        optimal++;
        expect(outcome.found).toBe('optimal');
        expect(outcome.costPerTime / best).toBeCloseTo(1, 9);
        expect(outcome.lowerBound).toBe(outcome.costPerTime);
        expect(outcome.costPerTime).toBeGreaterThanOrEqual(sharedLimit(problem).lowerBound * (1 - 1e-9));
      }),
      { numRuns: 300 },
    );
    expect(optimal).toBeGreaterThan(120);
    expect(infeasible).toBeGreaterThan(20);
  });

  test('twelve items are proved, and a search cut short gives a bound that holds', () => {
    let [proved, short] = [0, 0];
    fc.assert(
      fc.property(problems(12, 12), (problem) => {
        const packSizes = problem.items.map((item, at) => eoq(item).orderQuantity / (3 + (problem.packSizes[at] % 5)));
        const full = sharedLimitPacks({ ...problem, packSizes });
        if (full.found === 'infeasible') return;
        expect(full.found).toBe('optimal');
        proved++;
        const cut = sharedLimitPacks({ ...problem, packSizes }, 1);
        if (cut.found === 'infeasible') throw new Error('feasible before');
        expect(cut.lowerBound).toBeLessThanOrEqual(full.costPerTime * (1 + 1e-12));
        expect(cut.costPerTime).toBeGreaterThanOrEqual(full.costPerTime * (1 - 1e-12));
        if (cut.found === 'feasible') short++;
      }),
      { numRuns: 25 },
    );
    expect(proved).toBeGreaterThan(8);
    expect(short).toBeGreaterThan(4);
  });

  test('an item without demand takes no pack', () => {
    const outcome = sharedLimitPacks({
      ...taha,
      items: [...taha.items.slice(0, 2), { ...taha.items[2], demandRate: 0 }],
      packSizes: [1, 1, 1],
    });
    expect(outcome).toMatchObject({ found: 'optimal' });
    expect(outcome.found === 'optimal' && outcome.packs[2]).toBe(0);
  });
});

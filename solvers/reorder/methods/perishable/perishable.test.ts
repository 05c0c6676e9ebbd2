import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlainItem, plainSolution } from '../../check/answers/age-plain.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { perishablePolicy } from '../perishable-policy.ts';
import { perishableProfit } from '../perishable-profit.ts';
import { weekdayPolicy } from '../perishable-weekday.ts';
import { demandOf, lumped, wholeUnitDemand } from './demand.ts';
import { baseStockRule, bestLevel, ruleCost, wasteAwareBaseStockRule } from './evaluate-orders.ts';
import { issueExpectation, periodFigures } from './issue.ts';
import { type Issuing, type PerishableModel, stateSpaceOf } from './model.ts';
import { optimalOrders, sweepWork } from './optimal-orders.ts';
import { policyTable } from './policy-table.ts';
import { logitArrivalLife, splitsOf } from './splits.ts';
import { iterateValues } from './value-iteration.ts';

const gammaDemand = (mean: number, cv: number) =>
  wholeUnitDemand(distributionOf({ type: 'gamma', shape: 1 / cv ** 2, scale: mean * cv ** 2 }), 100);

const deMoor = (issuing: Issuing, wasteCost: number): PerishableModel => ({
  shelfLife: 2,
  leadTime: 1,
  maxOrder: 10,
  issuing,
  cycle: [gammaDemand(4, 0.5)],
  costs: { orderCost: 3, shortageCost: 5, wasteCost, holdingCost: 1 },
  discountFactor: 0.99,
});

/** The same item for the plain solution that lists every outcome. */
function plain(model: PerishableModel): PlainItem {
  const most = model.shelfLife * model.maxOrder;
  return {
    ...model,
    oldestFirst: model.issuing === 'fifo',
    orderCost: 0,
    fixedOrderCost: 0,
    shortageCost: 0,
    wasteCost: 0,
    holdingCost: 0,
    holdingOnWaste: false,
    salesPrice: 0,
    ...model.costs,
    demand: model.cycle.map((demand) => [...lumped(demand, most).probability]),
    mean: model.cycle.map(({ mean }) => mean),
  };
}

const stateIndex = (digits: readonly number[], base: number) =>
  digits.reduce((index, digit) => index * base + digit, 0);

const pmf = (longest: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: longest })
    .filter((weights) => weights.some((weight) => weight > 0))
    .map((weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return demandOf(weights.map((weight) => weight / total));
    });

const costs = fc.record({
  orderCost: fc.integer({ min: 0, max: 5 }),
  fixedOrderCost: fc.integer({ min: 0, max: 6 }),
  shortageCost: fc.integer({ min: 0, max: 20 }),
  wasteCost: fc.integer({ min: 0, max: 9 }),
  holdingCost: fc.integer({ min: 0, max: 3 }),
  salesPrice: fc.integer({ min: 0, max: 9 }),
  holdingOnWaste: fc.boolean(),
});

const models = fc
  .record({
    shape: fc.constantFrom([1, 0, 5], [1, 1, 4], [1, 2, 3], [2, 0, 5], [2, 1, 4], [2, 2, 2], [3, 0, 3], [3, 1, 2]),
    issuing: fc.constantFrom<Issuing>('fifo', 'lifo'),
    cycle: fc.array(pmf(8), { minLength: 1, maxLength: 3 }),
    costs,
    discountFactor: fc.constantFrom(0.3, 0.9, 0.99),
  })
  .map(
    ({ shape: [shelfLife, leadTime, maxOrder], ...rest }): PerishableModel => ({
      shelfLife,
      leadTime,
      maxOrder,
      ...rest,
    }),
  );

describe('optimal orders', () => {
  test('published policy, last in first out', () => {
    // De Moor, Gijsbrechts and Boute (2022), figure 3: order by units with 2 days left; those with 1 day do not matter.
    const { optimal, valueAtEmpty, baseStock } = perishablePolicy(deMoor('lifo', 7));
    const table = policyTable(optimal.space, optimal.orders[0], 8) as number[][];
    expect(table.map((row) => row[0])).toEqual([3, 3, 3, 2, 1, 0, 0, 0, 0]);
    for (const row of table) expect(new Set(row).size).toBe(1);
    expect(valueAtEmpty).toBeCloseTo(1603.597, 2);
    expect(baseStock.level).toBe(5);
    expect(baseStock.cost).toBeGreaterThanOrEqual(valueAtEmpty);
  });

  test('published weekday policy with a life on arrival that depends on the order', () => {
    // Mirjalili (2022), figure 6.1 middle: rows 0, 5 and 10 of Monday's policy.
    const n = [3.497361, 10.985837, 7.183407, 11.064622, 5.930222, 5.473242, 2.193797];
    const mean = [5.660569, 6.922555, 6.504332, 6.165049, 5.81606, 3.326408, 3.426814];
    const { optimal, valueEmpty } = weekdayPolicy({
      shelfLife: 3,
      leadTime: 0,
      maxOrder: 20,
      issuing: 'fifo',
      cycle: n.map((r, day) =>
        wholeUnitDemand(distributionOf({ type: 'negative-binomial', r, p: r / (r + mean[day]) }), 20),
      ),
      costs: { shortageCost: 20, wasteCost: 5, holdingCost: 1, holdingOnWaste: true },
      discountFactor: 0.95,
      arrivalLife: logitArrivalLife([1, 0.5], [0.4, 0.8]),
    });
    const table = policyTable(optimal.space, optimal.orders[0], 10) as number[][];
    expect(table[0]).toEqual([12, 11, 10, 9, 8, 7, 7, 6, 5, 4, 3]);
    expect(table[5]).toEqual([7, 6, 5, 4, 3, 2, 0, 0, 0, 0, 0]);
    expect(table[10]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(valueEmpty[0]).toBeCloseTo(200.594, 2);
    expect(optimal.converged).toBe(true);
  });

  test('the best in every state, by listing all outcomes of all orders', () => {
    let states = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(models, (model) => {
        const optimal = optimalOrders(model);
        const truth = plainSolution(plain(model));
        const scale = 1e-6 * (1 + Math.abs(truth.value));
        expect(optimal.converged).toBe(true);
        expect(Math.abs(optimal.values[0][0] - truth.value)).toBeLessThan(scale + truth.error);
        model.cycle.forEach((_, period) => {
          for (const state of truth.states) {
            const order = optimal.orders[period][stateIndex(state, model.maxOrder + 1)];
            expect(truth.regret(period, state, order)).toBeLessThan(scale + truth.error);
            // The least among the best.
            if (order > 0) expect(truth.regret(period, state, order - 1)).toBeGreaterThan(-scale);
            states++;
          }
        });
        seen.add(`${model.issuing} ${model.shelfLife} ${model.leadTime}`);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(states).toBeGreaterThan(1000);
    expect(seen.size).toBeGreaterThan(12);
  });

  test('random life on arrival, by listing all splits unit by unit', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.record({
          c0: fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true })),
          c1: fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
          shelfLife: fc.constantFrom(1, 2, 3),
          issuing: fc.constantFrom<Issuing>('fifo', 'lifo'),
          cycle: fc.array(pmf(5), { minLength: 1, maxLength: 2 }),
          costs,
        }),
        ({ c0, c1, shelfLife, issuing, cycle, costs: prices }) => {
          const arrivalLife = logitArrivalLife(c0.slice(0, shelfLife - 1), c1.slice(0, shelfLife - 1));
          const model = {
            shelfLife,
            leadTime: 0,
            maxOrder: 3,
            issuing,
            cycle,
            costs: prices,
            discountFactor: 0.9,
            arrivalLife,
          };
          const optimal = optimalOrders(model);
          const truth = plainSolution({ ...plain(model), arrivalLife });
          expect(optimal.values[0][0]).toBeCloseTo(truth.value, 5);
          for (const state of truth.states)
            expect(truth.regret(0, state, optimal.orders[0][stateIndex(state, 4)])).toBeLessThan(
              1e-6 * (1 + Math.abs(truth.value)),
            );
          runs++;
        },
      ),
      { numRuns: 40, seed: 11 },
    );
    expect(runs).toBe(40);
  });

  test('nothing to sell, nothing to pay', () => {
    const still = { ...deMoor('fifo', 7), cycle: [demandOf([1])] };
    const { optimal, valueAtEmpty } = perishablePolicy(still);
    expect(valueAtEmpty).toBe(0);
    expect([...optimal.orders[0]].every((order) => order === 0)).toBe(true);
    const free = perishablePolicy({ ...deMoor('fifo', 0), costs: {} });
    expect(free.valueAtEmpty).toBe(0);
    expect(free.baseStock.level).toBe(0);
  });

  test('one period of life and no lead time is the newsvendor every day', () => {
    const demand = wholeUnitDemand(distributionOf({ type: 'poisson', mean: 20 }));
    const { optimal, valueAtEmpty, baseStock } = perishablePolicy({
      shelfLife: 1,
      leadTime: 0,
      maxOrder: 60,
      issuing: 'lifo',
      cycle: [demand],
      costs: { orderCost: 1, shortageCost: 4, wasteCost: 1 },
      discountFactor: 0.5,
    });
    // Critical ratio (4 - 1) / (4 + 1).
    const level = distributionOf({ type: 'poisson', mean: 20 }).quantile(0.6);
    expect(policyTable(optimal.space, optimal.orders[0], 8)).toBe(level);
    const { loss, left } = [...demand.probability].reduce(
      (sum, probability, d) => ({
        loss: sum.loss + probability * Math.max(0, d - level),
        left: sum.left + probability * Math.max(0, level - d),
      }),
      { loss: 0, left: 0 },
    );
    expect(valueAtEmpty).toBeCloseTo(2 * (level + 4 * loss + left), 7);
    expect(baseStock.level).toBe(level);
  });
});

describe('average profit', () => {
  test('published examples', () => {
    // Hendrix et al. (2019): 2.22 for a life of two days, 2.40 for three, 2.47 for four.
    const profit = (shelfLife: number, maxOrder: number) =>
      perishableProfit({
        shelfLife,
        leadTime: 1,
        maxOrder,
        issuing: 'fifo',
        cycle: [wholeUnitDemand(distributionOf({ type: 'poisson', mean: 5 }))],
        costs: { orderCost: 0.5, salesPrice: 1 },
      });
    const two = profit(2, 10);
    expect(two.averageProfitPerPeriod).toBeCloseTo(2.2151, 3);
    expect(two.wasteAwareBaseStock.level).toBe(13);
    expect(two.averageProfitPerPeriod).toBeGreaterThan(-two.wasteAwareBaseStock.cost);
    expect(profit(3, 15).averageProfitPerPeriod).toBeCloseTo(2.3985, 3);
    expect(two.figures?.fillRate).toBeCloseTo(1 - two.figures!.averageLost / 5, 9);
    // What comes in goes out: sold, lost or wasted.
    const { averageOrder, averageWaste, averageLost } = two.figures!;
    expect(averageOrder).toBeCloseTo(5 - averageLost + averageWaste, 6);
  });

  test('a certain demand with a fixed cost: one order for the whole life, a chain that cycles', () => {
    const found = perishableProfit({
      shelfLife: 3,
      leadTime: 1,
      maxOrder: 10,
      issuing: 'fifo',
      cycle: [demandOf([0, 0, 0, 1])],
      costs: { orderCost: 0.5, fixedOrderCost: 2, salesPrice: 1 },
    });
    expect(found.averageProfitPerPeriod).toBeCloseTo(3 - 1.5 - 2 / 3, 8);
    expect(found.optimal.converged).toBe(true);
  });

  test('by listing all outcomes', () => {
    let runs = 0;
    fc.assert(
      fc.property(models, (model) => {
        const average = { ...model, discountFactor: 1 };
        const optimal = optimalOrders(average);
        const truth = plainSolution(plain(average));
        fc.pre(truth.error < 1e-6 * (1 + Math.abs(truth.value)));
        expect(Math.abs(optimal.averageCost - truth.value)).toBeLessThan(1e-5 * (1 + Math.abs(truth.value)));
        runs++;
      }),
      { numRuns: 30, seed: 5 },
    );
    expect(runs).toBeGreaterThanOrEqual(30);
  });
});

/** Solves (I - discount P) v = c for the orders given, by elimination: no iteration, no code of the method. */
function valueBySolving(model: PerishableModel, orders: Int32Array): number {
  const base = model.maxOrder + 1;
  const count = orders.length;
  const item = plain(model);
  const rows = Array.from({ length: count }, (_, state) => {
    const row = new Float64Array(count + 1);
    row[state] = 1;
    const digits = stateDigits(state, base, model);
    const quantity = orders[state];
    const stock = model.leadTime === 0 ? [quantity, ...digits] : digits.slice(model.leadTime - 1);
    const pipeline = model.leadTime === 0 ? [] : [quantity, ...digits.slice(0, model.leadTime - 1)];
    row[count] = quantity > 0 ? (model.costs.fixedOrderCost ?? 0) + (model.costs.orderCost ?? 0) * quantity : 0;
    item.demand[0].forEach((probability, demand) => {
      const left = [...stock];
      let open = demand;
      while (open > 0 && left.some((units) => units > 0)) {
        const at = item.oldestFirst ? left.findLastIndex((units) => units > 0) : left.findIndex((units) => units > 0);
        left[at]--;
        open--;
      }
      const wasted = left[left.length - 1];
      const kept = left.reduce((sum, units) => sum + units, 0) - wasted;
      row[count] += probability * (item.shortageCost * open + item.wasteCost * wasted + item.holdingCost * kept);
      row[stateIndex([...pipeline, ...left.slice(0, -1)], base)] -= model.discountFactor * probability;
    });
    return row;
  });
  for (let pivot = 0; pivot < count; pivot++)
    for (let row = 0; row < count; row++) {
      const factor = row === pivot ? 0 : rows[row][pivot] / rows[pivot][pivot];
      if (factor !== 0) for (let k = pivot; k <= count; k++) rows[row][k] -= factor * rows[pivot][k];
    }
  return rows[0][count] / rows[0][0];
}

function stateDigits(state: number, base: number, model: PerishableModel): number[] {
  return Array.from(
    { length: model.shelfLife + model.leadTime - 1 },
    (_, k) => Math.floor(state / base ** (model.shelfLife + model.leadTime - 2 - k)) % base,
  );
}

describe('a policy costs what its equations say', () => {
  // Demand up to what the largest stock can serve, so that no demand beyond the list is lost uncounted.
  const demand = demandOf([0.1, 0.3, 0.2, 0.2, 0.1, 0.1]);
  for (const issuing of ['fifo', 'lifo'] as const)
    for (const [shelfLife, leadTime, maxOrder] of [
      [1, 1, 8],
      [2, 0, 8],
      [2, 1, 6],
      [2, 2, 4],
      [3, 1, 4],
    ])
      test(`${issuing}, shelf life ${shelfLife}, lead time ${leadTime}`, () => {
        const model: PerishableModel = {
          shelfLife,
          leadTime,
          maxOrder,
          issuing,
          cycle: [demand],
          costs: { orderCost: 1, fixedOrderCost: 2, shortageCost: 9, wasteCost: 3, holdingCost: 0.5 },
          discountFactor: 0.95,
        };
        const optimal = optimalOrders(model);
        const solved = valueBySolving(model, optimal.orders[0]);
        expect(Math.abs(optimal.values[0][0] - solved)).toBeLessThan(1e-8 * solved);
        expect(ruleCost(model, (state) => optimal.orders[0][state]).cost).toBeCloseTo(solved, 6);
        // A rule that is not optimal is evaluated as exactly.
        const rule = baseStockRule(optimal.space, 5);
        const orders = optimal.orders[0].map((_, state) => Math.min(maxOrder, rule(state)));
        expect(ruleCost(model, rule).cost).toBeCloseTo(valueBySolving(model, orders), 6);
      });
});

describe('base-stock rules', () => {
  test('the best level is the least of all levels one by one', () => {
    let runs = 0;
    for (const issuing of ['fifo', 'lifo'] as const)
      for (const wasteCost of [0, 7, 30]) {
        const model = deMoor(issuing, wasteCost);
        const best = bestLevel(model, baseStockRule);
        const space = stateSpaceOf(model);
        const all = Array.from({ length: 31 }, (_, level) => ruleCost(model, baseStockRule(space, level)).cost);
        expect(best.level).toBe(all.indexOf(Math.min(...all)));
        expect(best.cost).toBeCloseTo(all[best.level], 6);
        runs++;
      }
    expect(runs).toBe(6);
  });

  test('waste that is to be expected is ordered besides, below the level only', () => {
    const space = stateSpaceOf({ shelfLife: 2, leadTime: 1, maxOrder: 10 });
    const rule = wasteAwareBaseStockRule(space, 12, 5);
    expect(rule(stateIndex([2, 3], 11))).toBe(7);
    expect(rule(stateIndex([2, 8], 11))).toBe(2 + 3);
    expect(rule(stateIndex([4, 8], 11))).toBe(0);
  });
});

describe('value iteration', () => {
  // Two states that swap for certain: periodic, and slow without damping when the average counts.
  const swap = (discount: number, mostSweeps?: number) =>
    iterateValues({
      size: 2,
      discount,
      mostSweeps,
      apply: (values, out) => {
        out[0] = 1 + discount * values[1];
        out[1] = 5 + discount * values[0];
      },
    });

  test('bounds hold wherever it stops', () => {
    // v0 = (1 + 5 b) / (1 - b^2).
    for (const discount of [0.5, 0.9, 0.999])
      for (const sweeps of [1, 2, 5, 60, 5000]) {
        const found = swap(discount, sweeps);
        const truth = (1 + 5 * discount) / (1 - discount ** 2);
        expect(Math.abs(found.values[0] - truth)).toBeLessThanOrEqual(found.error + 1e-9 * truth);
      }
    expect(swap(0.5).converged).toBe(true);
  });

  test('a chain that swaps for ever has an average', () => {
    const found = swap(1);
    expect(found.converged).toBe(true);
    expect(found.gain).toBeCloseTo(3, 9);
    expect(swap(1, 3).converged).toBe(false);
    expect(Math.abs(swap(1, 3).gain - 3)).toBeLessThanOrEqual(swap(1, 3).error + 1e-12);
  });
});

describe('parts', () => {
  test('demand on whole units', () => {
    const gamma = gammaDemand(4, 0.5);
    const cdf = (x: number) => distributionOf({ type: 'gamma', shape: 4, scale: 1 }).cdf(x);
    expect(gamma.probability[0]).toBeCloseTo(cdf(0.5), 12);
    expect(gamma.probability[3]).toBeCloseTo(cdf(3.5) - cdf(2.5), 12);
    const cut = wholeUnitDemand(distributionOf({ type: 'poisson', mean: 5 }), 4);
    expect(cut.probability.length).toBe(5);
    expect(cut.probability[4]).toBeCloseTo(1 - distributionOf({ type: 'poisson', mean: 5 }).cdf(3), 12);
    for (const demand of [gamma, cut]) expect(demand.probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const short = lumped(gamma, 2);
    expect(short.mean).toBe(gamma.mean);
    expect(short.probability.length).toBe(3);
    expect(short.probability[2]).toBeCloseTo(1 - gamma.probability[0] - gamma.probability[1], 12);
    // Never below nothing: what a normal distribution has there is no demand.
    const normal = wholeUnitDemand(distributionOf({ type: 'normal', mean: 1, sd: 2 }));
    expect(normal.probability[0]).toBeCloseTo(distributionOf({ type: 'normal', mean: 1, sd: 2 }).cdf(0.5), 12);
  });

  test('figures of a period add up', () => {
    const demand = demandOf([0.2, 0.3, 0.1, 0.4]);
    const space = stateSpaceOf({ shelfLife: 3, leadTime: 1, maxOrder: 3 });
    for (const issuing of ['fifo', 'lifo'] as const) {
      const { units, left, wasted, short } = periodFigures(space, demand, issuing);
      for (let y = 0; y < space.stocks; y++) {
        // Sold = demand - short = units - left.
        expect(demand.mean - short[y]).toBeCloseTo(units[y] - left[y], 12);
        expect(wasted[y]).toBeLessThanOrEqual(left[y] + 1e-12);
      }
    }
  });

  test('expectations of a constant are the constant', () => {
    const space = stateSpaceOf({ shelfLife: 3, leadTime: 1, maxOrder: 4 });
    const out = new Float64Array(space.stocks);
    for (const issuing of ['fifo', 'lifo'] as const) {
      issueExpectation(space, demandOf([0.25, 0, 0.5, 0.25]), issuing)(
        new Float64Array(space.survivors).fill(7),
        0,
        out,
      );
      for (const value of out) expect(value).toBeCloseTo(7, 12);
    }
  });

  test('splits of an order have its units and the multinomial means', () => {
    const lives = [0.2, 0.5, 0.3];
    const base = 13;
    const { offsets, probabilities } = splitsOf(12, lives, base);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const means = [0, 0, 0];
    offsets.forEach((offset, k) => {
      const units = [offset % 25, Math.floor(offset / 25) % 25, Math.floor(offset / 625)];
      expect(units.reduce((sum, each) => sum + each, 0)).toBe(12);
      units.forEach((each, life) => {
        means[life] += probabilities[k] * each;
      });
    });
    means.forEach((mean, life) => {
      expect(mean).toBeCloseTo(12 * lives[life], 9);
    });
    expect([...splitsOf(4, [0, 0, 1], 5).offsets]).toEqual([4 * 81]);
    expect(logitArrivalLife([0], [0])(3)).toEqual([0.5, 0.5]);
  });

  test('work is counted by what grows', () => {
    expect(sweepWork(deMoor('lifo', 1))).toBeGreaterThan(sweepWork(deMoor('fifo', 1)) / 2);
    expect(sweepWork({ ...deMoor('fifo', 1), shelfLife: 3 })).toBeGreaterThan(8 * sweepWork(deMoor('fifo', 1)));
  });
});

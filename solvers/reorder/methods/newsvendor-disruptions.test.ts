import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { newsvendorDisruptions, newsvendorDisruptionsCost } from './newsvendor-disruptions.ts';

// Snyder and Shen (2019), Fundamentals of Supply Chain Theory, example 9.3.
const plant = { holdingCost: 0.25, stockoutCost: 3, demand: 2000, disruptionProb: 0.04, recoveryProb: 0.25 };

test('the example of Snyder and Shen: four periods of demand', () => {
  expect(newsvendorDisruptions(plant).baseStockLevel).toBe(8000);
  expect(newsvendorDisruptions(plant).costPerPeriod).toBeCloseTo(2737.068965490435, 4);
  expect(newsvendorDisruptionsCost(plant, 2000)).toBeCloseTo(3310.344827558603, 4);
  expect(newsvendorDisruptionsCost(plant, 12000)).toBeCloseTo(3075.161637904759, 4);
});

const problems = fc.record({
  holdingCost: fc.double({ min: 0.01, max: 10, noNaN: true }),
  stockoutCost: fc.double({ min: 0.01, max: 500, noNaN: true }),
  demand: fc.integer({ min: 1, max: 5000 }),
  disruptionProb: fc.double({ min: 0, max: 1, noNaN: true }),
  recoveryProb: fc.double({ min: 0.02, max: 1, noNaN: true }),
});

test('costs are the sums over the periods down, and no level costs less', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const { holdingCost, stockoutCost, demand, disruptionProb, recoveryProb } = problem;
      const summed = (level: number) => {
        let probability = recoveryProb / (disruptionProb + recoveryProb);
        let sum = 0;
        for (let n = 0; n < 2500; n++) {
          const left = level - (n + 1) * demand;
          sum += probability * (left > 0 ? holdingCost * left : -stockoutCost * left);
          probability *= n === 0 ? disruptionProb : 1 - recoveryProb;
        }
        return sum;
      };
      const best = newsvendorDisruptions(problem);
      const slack = 1e-9 * (best.costPerPeriod + holdingCost * best.baseStockLevel + stockoutCost * demand);
      expect(Math.abs(summed(best.baseStockLevel) - best.costPerPeriod)).toBeLessThan(slack);
      for (let periods = -2; periods <= 40; periods += 0.5) {
        const cost = summed(periods * demand);
        expect(Math.abs(cost - newsvendorDisruptionsCost(problem, periods * demand))).toBeLessThan(slack * 40);
        expect(cost).toBeGreaterThan(best.costPerPeriod - slack);
        compared++;
      }
    }),
    { numRuns: 60 },
  );
  expect(compared).toBe(60 * 85);
});

test('a supplier that never fails: one period of demand, at no cost', () => {
  expect(newsvendorDisruptions({ ...plant, disruptionProb: 0 })).toEqual({ baseStockLevel: 2000, costPerPeriod: 0 });
  expect(newsvendorDisruptions({ ...plant, demand: 0 })).toEqual({ baseStockLevel: 0, costPerPeriod: 0 });
  expect(newsvendorDisruptions({ ...plant, recoveryProb: 1, stockoutCost: 1e6 }).baseStockLevel).toBe(4000);
});

test('a simulated supplier costs as much', () => {
  const rng = new Rng(5);
  let [down, missed, total] = [false, 0, 0];
  const periods = 1_000_000;
  for (let period = 0; period < periods; period++) {
    down = rng.float() < (down ? 1 - plant.recoveryProb : plant.disruptionProb);
    missed = down ? missed + 1 : 0;
    const left = 5000 - (missed + 1) * plant.demand;
    total += left > 0 ? plant.holdingCost * left : -plant.stockoutCost * left;
  }
  expect(Math.abs(total / periods / newsvendorDisruptionsCost(plant, 5000) - 1)).toBeLessThan(0.05);
});

/** The search against every decision tried: the same least cost, and a plan that the checker takes. */
import { expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { hasPlan } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { reorderSolver } from '../solve.ts';
import { bruteForce } from './brute-force.ts';
import { type TinyShape, tinyRequest } from './tiny-requests.ts';

/** Calls of the search that a request this small never comes near. */
const iterations = 10_000;

interface Tally {
  infeasible: number;
  proved: number;
  /** Plans without proof, which may cost more. */
  open: number;
  lines: number;
}

function compare(problem: ReorderPlanProblem, tally: Tally): void {
  const best = bruteForce(problem);
  const said = JSON.stringify(problem);
  const result = reorderSolver.solve({ problem }, iterationBudget(iterations));
  if (!best) {
    expect(result.found, said).toBe('infeasible');
    tally.infeasible++;
    return;
  }
  if (!hasPlan(result)) expect.fail(`${result.found}, but there is a plan of ${best.cost}: ${said}`);
  const { violations } = reorderSolver.check({ problem }, result.plan);
  expect(violations, said).toEqual([]);
  const tolerance = 1e-6 * Math.max(1, Math.abs(best.cost));
  expect(result.objective, said).toBeGreaterThan(best.cost - tolerance);
  expect(result.lowerBound ?? -Infinity, said).toBeLessThan(best.cost + tolerance);
  if (result.found === 'optimal') {
    expect(result.objective, said).toBeLessThan(best.cost + tolerance);
    tally.proved++;
  } else tally.open++;
  tally.lines += best.lines.length;
}

function compareMany(count: number, seed: number, shape: (round: number) => TinyShape): Tally {
  const rng = new Rng(seed);
  const tally = { infeasible: 0, proved: 0, open: 0, lines: 0 };
  for (let round = 0; round < count; round++) compare(tinyRequest(rng, shape(round)), tally);
  return tally;
}

/**
 * Days of two: 2 are wanted on day 2, one on day 4, and 1 more at the end of every day. 4 on day 2 leave 2 for day 3, on
 * whose end they go to waste, as do those of day 3 a day later: 150. The search took 8 and called 158 least, as it tried
 * only what demand can use (2) and what is most (8) of goods that are left over.
 */
test('goods that will be wasted stand in for wanted stock, as much as is wanted', () => {
  const problem = ReorderPlanProblem.parse({
    ...{ mode: 'plan', start: '2026-11-23', days: 5 },
    items: [
      {
        ...{ id: 'milk', onHand: 3, shelfLifeDays: 2, holdingCost: 1, stockValue: 3 },
        shortage: { type: 'lost', costPerUnit: 11 },
        safety: { type: 'stock', quantity: 1 },
        demand: { type: 'series', perDay: [5, 4, 2, 0, 1] },
      },
    ],
    suppliers: [{ id: 'dairy', leadTimeDays: 0, closed: ['2026-11-23', '2026-11-24', '2026-11-27'] }],
    offers: [{ item: 'milk', supplier: 'dairy', price: 1, lineCost: 4, packSize: 2, greatestQuantity: 8 }],
  });
  expect(bruteForce(problem)?.cost).toBeCloseTo(150, 9);
  expect(reorderSolver.solve({ problem }, iterationBudget(iterations))).toMatchObject({
    found: 'optimal',
    objective: expect.closeTo(150, 9),
  });
});

test('one item: always proved, always the least', { timeout: 120_000 }, () => {
  const { open, proved, infeasible, lines } = compareMany(1000, 11, (round) => ({
    ...{ items: 1, days: 2 + (round % 5), decisions: 1500 },
  }));
  expect(open).toBe(0);
  expect(proved).toBeGreaterThan(800);
  expect(infeasible).toBeGreaterThan(20);
  expect(lines).toBeGreaterThan(800);
});

test('items that share orders: never better, never above a bound, mostly proved', { timeout: 120_000 }, () => {
  const { open, proved, lines } = compareMany(150, 12, () => ({ items: 3, days: 4, decisions: 60 }));
  expect(proved).toBeGreaterThan(100);
  expect(open).toBeLessThan(5);
  expect(lines).toBeGreaterThan(200);
});

test('items that share limits: never better, never above a bound, mostly proved', { timeout: 120_000 }, () => {
  const { open, proved, infeasible } = compareMany(150, 13, () => ({
    items: 2,
    days: 4,
    decisions: 100,
    limits: true,
  }));
  expect(proved).toBeGreaterThan(70);
  expect(infeasible).toBeGreaterThan(10);
  expect(open).toBeLessThan(5);
});

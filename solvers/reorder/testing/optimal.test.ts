/** The search against every decision tried: the same least cost, and a plan that the checker takes. */
import { expect, test } from 'vitest';
import type { ReorderPlanProblem } from '../../../models/reorder.ts';
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

/** Quantities found by levels, instead of by trying all multiples, against all decisions. */
import { expect, test } from 'vitest';
import { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { choicesOf } from './choices.ts';
import { fefoInstance } from './instance.ts';
import { levelsOf } from './levels.ts';
import { solveChoices, solveFefo } from './solve.ts';
import { plainItem, roundingOf, tinyItem } from './testing.ts';

const budget = iterationBudget(0);

test('levels that claim to be enough are, and bounds hold where they do not claim it', () => {
  const rng = new Rng(21);
  let claimed = 0;
  let proved = 0;
  let unclaimed = 0;
  for (let run = 0; run < 900; run += 1) {
    const shape = {
      days: 2 + rng.below(4),
      offers: rng.below(4) === 0 ? 2 : 1,
      packs: [1000],
      mostPacks: 8,
      unit: 1000,
      lives: rng.below(2) === 0 ? [2] : [1, 2, 3, 9],
      cheap: rng.below(2) === 0,
    };
    const problem = tinyItem(rng, shape, 800);
    const best = bruteForce(problem);
    const instance = fefoInstance(problem);
    const choices = problem.options.map((_, option) => choicesOf(instance, option, undefined, 0));
    const { result } = solveChoices(instance, choices, budget);
    if (best === Infinity) {
      expect(result).toHaveProperty('infeasible', true);
      continue;
    }
    if ('infeasible' in result) throw new Error('a feasible problem was called infeasible');
    expect(result.lowerBound).toBeLessThanOrEqual(best + roundingOf(best));
    expect(result.cost).toBeGreaterThanOrEqual(best - roundingOf(best));
    if (!levelsOf(instance, choices).complete) {
      unclaimed += 1;
      continue;
    }
    claimed += 1;
    if (result.lowerBound === result.cost) proved += 1;
  }
  expect(claimed).toBeGreaterThan(200);
  expect(proved).toBe(claimed);
  expect(unclaimed).toBeGreaterThan(200);
});

test('quantities to a thousandth of a unit leave few labels', () => {
  const days = 28;
  const rng = new Rng(4);
  const demand = Float64Array.from({ length: days }, () => 5000 + rng.below(20000));
  const segments = [{ from: 1, to: 1e9, fixed: 8, price: 0.002 }];
  const options = Array.from({ length: days }, (_, day) => {
    const pack = { pack: 1, least: 1, greatest: 1e9, segments, lineCost: 0 };
    return { ...pack, offer: 0, supplier: 0, orderDay: day - 1, arrivalDay: day, lastDay: day + 4 };
  });
  const problem = plainItem({ days, demand, options, shortage: 'lost', shortageCost: 0.006, holdingCost: 0.0001 });
  const result = solveFefo(problem, budget);
  if ('infeasible' in result) throw new Error('infeasible');
  expect(result.lowerBound).toBe(result.cost);
  const instance = fefoInstance(problem);
  const choices = options.map((_, option) => choicesOf(instance, option));
  expect(solveChoices(instance, choices, budget).labels).toBeLessThan(2000);
});

test('where data is in no whole packs, the bound from any quantity holds and is close', () => {
  const rng = new Rng(6);
  let bounded = 0;
  for (let run = 0; run < 400; run += 1) {
    const kind = { offers: 1, packs: [2000, 3000], mostPacks: 6, unit: 1000, lives: [2], cheap: rng.below(2) === 0 };
    const problem = tinyItem(rng, { ...kind, days: 2 + rng.below(4) }, 600);
    const best = bruteForce(problem);
    const instance = fefoInstance(problem);
    const choices = problem.options.map((_, option) => choicesOf(instance, option, undefined, 0));
    const { result } = solveChoices(instance, choices, budget);
    if ('infeasible' in result) {
      expect(best).toBe(Infinity);
      continue;
    }
    bounded += 1;
    expect(result.lowerBound).toBeLessThanOrEqual(best + roundingOf(best));
    expect(result.cost).toBeGreaterThanOrEqual(best - roundingOf(best));
  }
  expect(bounded).toBeGreaterThan(250);

  const days = 14;
  const demand = Float64Array.from({ length: days }, () => 8000 + rng.below(20000));
  const segments = [{ from: 100, to: 1e6, fixed: 8, price: 0.002 }];
  const options = Array.from({ length: days }, (_, day) => {
    const pack = { pack: 100, least: 100, greatest: 1e6, segments, lineCost: 0 };
    return { ...pack, offer: 0, supplier: 0, orderDay: day - 1, arrivalDay: day, lastDay: day + 6 };
  });
  const result = solveFefo(plainItem({ days, demand, options, holdingCost: 0.00002, wasteCost: 0.0001 }), budget);
  if ('infeasible' in result) throw new Error('infeasible');
  expect(result.cost - result.lowerBound).toBeLessThan(0.002 * result.cost);
});

/** The exact search against all decisions of thousands of tiny problems. */
import { describe, expect, test } from 'vitest';
import { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemProblem } from '../item.ts';
import { bruteForce, decisionCount } from '../testing/brute-force.ts';
import { type RandomItemShape, randomItem } from '../testing/random-item.ts';
import { solveFefo } from './solve.ts';

const budget = iterationBudget(0);
const mostDecisions = 1500;

/** Next problem of few enough decisions. */
function tiny(rng: Rng, shape: RandomItemShape): ItemProblem {
  for (;;) {
    const problem = randomItem(rng, shape);
    if (decisionCount(problem) <= mostDecisions) return problem;
  }
}

function expectBest(problem: ItemProblem): 'solved' | 'infeasible' {
  const best = bruteForce(problem);
  const result = solveFefo(problem, budget);
  if (best === Infinity) {
    expect(result).toHaveProperty('infeasible', true);
    return 'infeasible';
  }
  if ('infeasible' in result) throw new Error('a feasible problem was called infeasible');
  const { cost, broken } = evaluate(problem, result.quantities);
  expect(broken).toEqual([]);
  expect(result.cost).toBe(cost);
  const slack = 1e-9 * (1 + Math.abs(best));
  expect(Math.abs(result.cost - best)).toBeLessThanOrEqual(slack);
  expect(result.lowerBound).toBeLessThanOrEqual(best + slack);
  expect(result.lowerBound).toBe(result.cost);
  return 'solved';
}

describe('solveFefo finds the best of all decisions', () => {
  const shapes: [string, RandomItemShape][] = [
    [
      'packs of a day, two offers',
      { days: 4, offers: 2, packs: [3000, 4000], mostPacks: 3, unit: 1000, lives: [0, 1, 2, 3, 9] },
    ],
    ['one offer, one life', { days: 6, offers: 1, packs: [2000, 5000], mostPacks: 3, unit: 1000, lives: [2] }],
    [
      'packs as large as all demand',
      { days: 5, offers: 1, packs: [12000, 25000], mostPacks: 3, unit: 1000, lives: [0, 1, 2, 4] },
    ],
    [
      'short plan, three offers',
      { days: 2, offers: 3, packs: [1000, 3000, 7000], mostPacks: 4, unit: 1000, lives: [0, 1, 5] },
    ],
  ];
  test.each(shapes)('%s', (_, shape) => {
    const rng = new Rng(shape.days * 100 + shape.offers);
    const seen = { solved: 0, infeasible: 0 };
    for (let run = 0; run < 900; run += 1) seen[expectBest(tiny(rng, shape))] += 1;
    expect(seen.solved + seen.infeasible).toBe(900);
    expect(seen.solved).toBeGreaterThan(500);
    expect(seen.infeasible).toBeGreaterThan(20);
  });
});

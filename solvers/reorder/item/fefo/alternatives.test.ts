/** Alternatives against all decisions that the forbidden choice leaves. */
import { expect, test } from 'vitest';
import { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { fefoAlternatives } from './alternatives.ts';
import { solveFefo } from './solve.ts';
import { roundingOf, tinyItem } from './testing.ts';

test('cost of doing without an order, and of ordering another quantity', () => {
  const rng = new Rng(31);
  const budget = iterationBudget(0);
  const compared = { without: 0, other: 0, impossible: 0 };
  const expectCost = (cost: number | undefined, best: number): void => {
    expect(cost === undefined).toBe(best === Infinity);
    if (cost === undefined) compared.impossible += 1;
    else expect(Math.abs(cost - best)).toBeLessThanOrEqual(roundingOf(best));
  };
  for (let run = 0; run < 200; run += 1) {
    const shape = { days: 5, offers: 1, packs: [3000, 4000], mostPacks: 3, unit: 1000, lives: [0, 1, 3] };
    const problem = tinyItem(rng, shape, 500);
    const answer = solveFefo(problem, budget);
    if ('infeasible' in answer) continue;
    const { quantities } = answer;
    const alternatives = fefoAlternatives(problem, answer, budget);
    expect(alternatives.map(({ option }) => option)).toEqual([...quantities.keys()].filter((at) => quantities[at] > 0));
    for (const { option, without, otherQuantity, otherCost } of alternatives) {
      expectCost(
        without,
        bruteForce(problem, (other) => other[option] === 0),
      );
      const another = (other: Float64Array) => other[option] > 0 && other[option] !== quantities[option];
      expectCost(otherCost, bruteForce(problem, another));
      compared.without += 1;
      compared.other += 1;
      if (otherCost === undefined) continue;
      expect(otherQuantity).not.toBe(quantities[option]);
      const exactly = bruteForce(problem, (other) => other[option] === otherQuantity);
      expect(Math.abs(exactly - otherCost)).toBeLessThanOrEqual(roundingOf(exactly));
    }
  }
  expect(compared.without).toBeGreaterThan(80);
  expect(compared.impossible).toBeGreaterThan(10);
});

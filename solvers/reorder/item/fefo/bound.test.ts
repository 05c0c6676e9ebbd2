/** The relaxation never says more than the best of all decisions costs, however coarse its lattice. */
import { expect, test } from 'vitest';
import { Rng } from '../../../shared/rng.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { completionOf } from './bound.ts';
import { choicesOf } from './choices.ts';
import { fefoInstance } from './instance.ts';
import { roundingOf, tinyItem } from './testing.ts';

test('the bound holds on every lattice', () => {
  const rng = new Rng(2);
  let checked = 0;
  let reached = 0;
  for (let run = 0; run < 600; run += 1) {
    const shape = {
      days: 2 + rng.below(5),
      offers: 1 + rng.below(2),
      packs: rng.below(2) === 0 ? [1000] : [3000, 4000],
      mostPacks: 6,
      unit: 1000,
      lives: rng.below(2) === 0 ? [2] : [0, 1, 2, 3, 9],
      cheap: rng.below(2) === 0,
    };
    const problem = tinyItem(rng, shape, 500);
    const best = bruteForce(problem);
    if (best === Infinity) continue;
    const instance = fefoInstance(problem);
    for (const tried of [0, 600]) {
      const choices = problem.options.map((_, option) => choicesOf(instance, option, undefined, tried));
      for (const most of [3, 5, 9, 400]) {
        const { root } = completionOf(instance, choices, { most, fine: most / 2 });
        expect(root).toBeLessThanOrEqual(best + roundingOf(best));
        checked += 1;
        if (root >= best - roundingOf(best)) reached += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(3500);
  expect(reached).toBeGreaterThan(400);
});

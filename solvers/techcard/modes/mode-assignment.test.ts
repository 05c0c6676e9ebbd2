import { describe, expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { newCandidate } from './generation.ts';
import { buildInstance } from './instance.ts';
import { assignModes, excessOf, Repair, randomModes } from './mode-assignment.ts';
import { problemOf } from './test-support.ts';

/** Tight draws: stocks near the mean consumption. No reduction, so that the exact search meets every mode. */
function draw(rng: Rng) {
  const count = 2 + rng.below(6);
  const kinds = 1 + rng.below(3);
  const problem = problemOf({
    activities: Array.from({ length: count }, () =>
      Array.from({ length: 1 + rng.below(3) }, () => [1, [], Array.from({ length: kinds }, () => rng.below(8))]),
    ),
    renewable: [],
    stock: Array.from({ length: kinds }, () => rng.below(count * 5)),
  });
  const modes = Array.from({ length: count }, (_, i) =>
    Array.from({ length: problem.modeFrom[i + 1] - problem.modeFrom[i] }, (_, j) => problem.modeFrom[i] + j),
  );
  const stock = Array.from({ length: kinds }, (_, k) => k);
  return { problem, instance: buildInstance(problem, { modes, renewable: [], stock }) };
}

describe('modes within the stocks', () => {
  it('the exact search agrees with enumeration, and repair never claims what does not hold', () => {
    const rng = new Rng(2);
    const seen = { feasible: 0, infeasible: 0, mended: 0 };
    for (let round = 0; round < 1500; round++) {
      const { problem, instance } = draw(rng);
      const { stock, consumption, modeFrom, releases } = problem;
      let reachable = [stock.join()];
      for (let i = 0; i < releases.length; i++) {
        const next = new Set<string>();
        for (const state of reachable)
          for (let m = modeFrom[i]; m < modeFrom[i + 1]; m++) {
            const left = state.split(',').map((amount, k) => Number(amount) - consumption[m * stock.length + k]);
            if (left.every((amount) => amount >= 0)) next.add(left.join());
          }
        reachable = [...next];
      }
      const expected = reachable.length > 0 ? 'feasible' : 'infeasible';
      const candidate = newCandidate(instance);
      expect(assignModes(instance, candidate, () => false)).toBe(expected);
      seen[expected]++;
      if (expected === 'feasible') expect(excessOf(instance, candidate.used)).toBe(0);
      randomModes(instance, candidate, rng);
      if (!new Repair(instance, rng).mend(candidate)) continue;
      seen.mended++;
      expect(expected).toBe('feasible');
      const taken = stock.map((_, k) => candidate.modes.reduce((sum, m) => sum + consumption[m * stock.length + k], 0));
      expect([...candidate.used]).toEqual([...taken]);
      stock.forEach((most, k) => {
        expect(taken[k]).toBeLessThanOrEqual(most);
      });
    }
    expect(seen.infeasible).toBeGreaterThan(100);
    expect(seen.feasible).toBeGreaterThan(300);
    expect(seen.mended).toBeGreaterThan(0.8 * seen.feasible);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomShift } from '../../../dispatch/check/random-shift.ts';
import { randomInsert } from '../../../dispatch/testing/random-walk.ts';
import { unplacedInBrief } from '../../../dispatch/unplaced-report.ts';
import { Rng } from '../../../shared/rng.ts';
import { contextOf } from '../context.ts';
import { planOf } from '../ground.ts';
import { optionOf } from '../option.ts';
import { amendedAt, planned } from '../testing.ts';
import { Filler } from './filler.ts';
import { renote } from './renote.ts';
import { fewestPoints, type Parts, partsOf } from './testing.ts';

/** Takes loads out, puts some back by chance, and adds others without asking what they stand for. */
function disturb({ s, prices }: Parts, seed: number): void {
  const rng = new Rng(seed);
  const filler = new Filler(s, prices, rng);
  filler.noise = 5;
  for (let step = 0; step < 8; step++) {
    const order = rng.below(s.instance.orders);
    const slot = s.lastOfOrder[order];
    if (slot >= 0 && s.frozen[slot] === 0) s.remove(slot);
    if (rng.below(2) === 0) filler.asPlanned = !filler.asPlanned;
    if (rng.below(2) === 0) filler.fill(rng.below(s.instance.orders));
    else randomInsert(s, rng);
  }
}

test('points of the search are never less than those of the answer, and the same once loads are matched anew', () => {
  const seen = { points: 0, fewer: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (seed, share) => {
      const plan = planned(randomShift(seed).request, 0, seed);
      fc.pre(plan.loads.length > 1);
      const amended = amendedAt(plan, Math.floor((share / 1000) * 3 * 3600));
      const parts = partsOf(amended);
      const { ground, prices, s } = parts;
      disturb(parts, seed);
      const noted = prices.points(s);
      const placements = s.placements();
      const told = optionOf(contextOf(amended), {
        ...{ name: 'fewest-changes', hired: [], reactionMs: 0 },
        plan: planOf(ground, placements, unplacedInBrief(ground.dense, placements)),
      });
      expect(told.points).toBeLessThanOrEqual(noted + 1e-6);
      const atLoads = (order: number) => fewestPoints(s, prices, order);
      const fewest = Array.from({ length: s.instance.orders }, (_, order) => atLoads(order));
      renote(s, prices);
      const renoted = prices.points(s);
      expect(renoted).toBeCloseTo(told.points, 6);
      // By brute force over all matchings; promises come on top of it.
      const promised = told.points - fewest.reduce((sum, points) => sum + points, 0);
      expect(promised).toBeGreaterThanOrEqual(-1e-6);
      expect(promised / prices.weights.promise).toBeCloseTo(Math.round(promised / prices.weights.promise), 6);
      seen.points += told.points;
      if (renoted < noted - 1e-6) seen.fewer++;
    }),
    { numRuns: 15 },
  );
  expect(seen.points).toBeGreaterThan(20);
  expect(seen.fewer).toBeGreaterThan(0);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { randomInsert, randomWalk } from '../testing/random-walk.ts';
import { smallInstance } from '../testing/small-instances.ts';

describe('times after a change', () => {
  it('are those of timing everything from nothing, after several orders or one load went', () => {
    let removed = 0;
    let moved = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const s = randomWalk(instance, seed, 14);
        const rng = new Rng(seed + 1);
        const before = s.loads;
        const starts = s.loadStart.slice();
        if (rng.below(2) === 0)
          s.removeOrders([0, 1, 2].filter((order) => order < instance.orders && rng.below(2) === 0));
        else {
          const slot = s.loadOrder.findIndex((order) => order >= 0);
          if (slot >= 0) s.remove(slot);
        }
        randomInsert(s, rng);
        if (s.loads < before) removed++;
        if (s.loadOrder.some((order, slot) => order >= 0 && s.loadStart[slot] !== starts[slot])) moved++;
        const retimed = s.copy();
        expect(s.settle()).toBe(true);
        expect(s.copy()).toEqual(retimed);
      }),
      { numRuns: 300, seed: 21 },
    );
    expect(removed).toBeGreaterThan(80);
    expect(moved).toBeGreaterThan(80);
  });
});

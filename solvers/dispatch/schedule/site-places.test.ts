import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { blankInstance } from '../blank-instance.ts';
import { Schedule } from '../schedule.ts';
import { randomInsert } from '../testing/random-walk.ts';

it('keeps the chain of followers of a site in its order, also while orders in between are missing', () => {
  const orders = 5;
  let pairs = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const blank = blankInstance({ trucks: 3, docks: [3], sites: 1, orders });
      blank.site.fill(0);
      blank.shiftTo.fill(400);
      blank.volumeL.fill(1000);
      blank.capacityL.fill(1000);
      blank.unloadFixed.fill(1);
      // 0 <- 1 <- 2 <- 3, and 4 by itself.
      blank.follows.set([-1, 0, 1, 2, -1]);
      const s = new Schedule(blank);
      const rng = new Rng(seed);
      for (let step = 0; step < 30; step++) {
        randomInsert(s, rng);
        if (rng.float() < 0.3) s.removeOrder(rng.below(orders));
        const there: number[] = [];
        for (let order = s.firstAtSite[0]; order >= 0; order = s.nextAtSite[order]) there.push(order);
        const chain = there.filter((order) => order < 4);
        expect(chain).toEqual([...chain].sort((a, b) => a - b));
        there.forEach((order, at) => {
          if (order === 4 || order === 0 || !there.includes(order - 1)) return;
          expect(there[at - 1]).toBe(order - 1);
          pairs++;
        });
      }
    }),
    { numRuns: 100 },
  );
  expect(pairs).toBeGreaterThan(1000);
});

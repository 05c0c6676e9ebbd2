import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../dispatch/schedule.ts';
import { Rng } from '../../../shared/rng.ts';
import { amend } from '../amend.ts';
import { day, loadAt, repairOf } from '../testing-day.ts';
import { Filler } from './filler.ts';
import { freeLoads, partsOf } from './testing.ts';

/** Something is said, and nothing has changed by it. */
const facts = { loads: [{ load: 'a/1' }], trucks: [] };

/** The free load at a place of an order, from 0. */
function slotOf(s: Schedule, order: number, place: number): number {
  let slot = s.firstOfOrder[order];
  while (s.frozen[slot] === 1) slot = s.nextOfOrder[slot];
  for (let left = place; left > 0; left--) slot = s.nextOfOrder[slot];
  return slot;
}

describe('a load that is taken out', () => {
  test('goes back where it was, whatever chance does to the ranking', () => {
    const { s, prices } = partsOf(amend(repairOf({ facts })));
    const before = freeLoads(s);
    expect(before).toEqual(['0 truck 1 70 90 as 0', '1 truck 1 110 130 as 1', '2 truck 2 110 130 as 2']);
    for (let seed = 0; seed < 5; seed++) {
      const filler = new Filler(s, prices, new Rng(seed));
      filler.noise = 10;
      for (const order of [1, 0]) {
        expect(s.remove(slotOf(s, order, 0))).toBe(true);
        expect(filler.firstMissing(order)).toBe(order);
        expect(filler.fill(order)).toBe(true);
        expect(freeLoads(s)).toEqual(before);
      }
    }
    expect(prices.points(s)).toBe(0);
  });

  test('goes to another truck at the same time where its own has no room', () => {
    const { s, prices } = partsOf(amend(repairOf({ facts })));
    // t2 gets a load of order c at the time of b/1, and b/1 is missing: t1 or t3 may bring it, loaded at 110.
    for (const order of [1, 2]) s.remove(slotOf(s, order, 0));
    s.wish.unloadFrom = 130 * 60;
    s.wish.loadFrom = 110 * 60;
    expect(s.insert(2, 5000, -1, 1, slotOf(s, 0, 0), 0, 0, slotOf(s, 0, 0))).toBeGreaterThanOrEqual(0);
    Object.assign(s.wish, { loadFrom: -1e9, unloadFrom: -1e9 });
    expect(new Filler(s, prices, new Rng(1)).fill(1)).toBe(true);
    const [b] = freeLoads(s).filter((told) => told.startsWith('1 '));
    expect(b).toMatch(/^1 truck [02] \d+ 130 as 1$/);
  });
});

describe('an order that lacks more than there is room for', () => {
  // Two loads of a are open; t2 and t3 are out, and what t1 is to bring has to be there by 100 min: one load of 5 m3.
  const running = [loadAt('a', 't2', 70), loadAt('a', 't3', 70, { dock: 1 })];
  const events = ['t2', 't3'].map((truck) => ({ type: 'truck-out' as const, truck }));
  const withPartial = (partial: boolean) => {
    const window = { from: 0, to: 100 * 60 };
    const orders = [{ ...day.orders[0], window, partial }];
    return partsOf(amend(repairOf({ loads: running.map((load) => ({ ...load })), events }, { orders })));
  };

  test('has nothing if it is whole or not at all', () => {
    const { s, prices } = withPartial(false);
    expect(new Filler(s, prices, new Rng(1)).fill(0)).toBe(false);
    expect(freeLoads(s)).toEqual([]);
    expect(s.servedL[0]).toBe(0);
  });

  test('keeps what was found if it may be served in part', () => {
    const { s, prices } = withPartial(true);
    expect(new Filler(s, prices, new Rng(1)).fill(0)).toBe(false);
    // Loaded as early as may be: the answer loads later what waits anyway.
    expect(freeLoads(s)).toEqual(['0 truck 0 60 90 as 0']);
  });
});

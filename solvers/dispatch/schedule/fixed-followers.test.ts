/** Whatever is planned around fixed loads, in no order does it make worse what these did to `follows`. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { blankInstance } from '../blank-instance.ts';
import { type DispatchInstance, never, type Placement } from '../instance.ts';
import { Schedule } from '../schedule.ts';
import { randomInsert } from '../testing/random-walk.ts';

const orders = 4;
/** Of every unloading. */
const unloading = 10;

/** One site, and each order may follow the one before it. */
function shiftOf(rng: Rng): DispatchInstance {
  const blank = blankInstance({ trucks: 4, docks: [4], sites: 1, orders });
  blank.site.fill(0);
  blank.shiftTo.fill(600);
  blank.volumeL.fill(3000);
  blank.capacityL.fill(1000);
  blank.unloadFixed.fill(unloading);
  for (let order = 1; order < orders; order++) {
    if (rng.below(4) === 0) continue;
    blank.follows[order] = order - 1;
    blank.followLeast[order] = rng.below(30);
    if (rng.below(2) === 0) blank.followGreatest[order] = blank.followLeast[order] + rng.below(60);
  }
  return blank;
}

/** Loads of two or three of the orders, each order on its own for a while, in any order. */
function fixedLoads(rng: Rng): Placement[] {
  const some = [0, 1, 2, 3].sort(() => rng.float() - 0.5).slice(0, 2 + rng.below(2));
  let time = 40;
  return some.flatMap((order, truck) =>
    Array.from({ length: 1 + rng.below(2) }, () => {
      time += unloading + rng.below(40);
      return { order, truck, plant: 0, dock: truck, volumeL: 1000, loadStart: time - 5, unloadStart: time };
    }),
  );
}

/** By order, seconds by which it breaks its limits; 0 where it or the order that it follows is not served. */
function breaches({ follows, followLeast, followGreatest }: DispatchInstance, loads: readonly Placement[]): number[] {
  const startsOf = (order: number) => loads.filter((load) => load.order === order).map((load) => load.unloadStart);
  return Array.from({ length: orders }, (_, order) => {
    const [leader, own] = [follows[order] < 0 ? [] : startsOf(follows[order]), startsOf(order)];
    if (leader.length === 0 || own.length === 0) return 0;
    const gap = Math.min(...own) - (Math.max(...leader) + unloading);
    return Math.max(0, followLeast[order] - gap, followGreatest[order] < never ? gap - followGreatest[order] : 0);
  });
}

test('no breach of what follows what grows around fixed loads, and none is new', () => {
  const seen = { breached: 0, parted: 0, added: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const rng = new Rng(seed);
      const instance = shiftOf(rng);
      const fixed = fixedLoads(rng);
      const before = breaches(instance, fixed);
      const s = new Schedule({ ...instance, fixed });
      // A plan given by its times, most of which are wrong; then what a search might add.
      s.load(
        Array.from({ length: 3 }, (): Placement => {
          const [order, truck, unloadStart] = [rng.below(orders), rng.below(4), 20 + rng.below(300)];
          return { order, truck, plant: 0, dock: truck, volumeL: 1000, loadStart: unloadStart - 5, unloadStart };
        }),
      );
      for (let step = 0; step < 12; step++) randomInsert(s, rng);
      const after = breaches(instance, s.placements());
      after.forEach((breach, order) => {
        expect(breach).toBeLessThanOrEqual(before[order]);
      });
      seen.breached += before.filter((breach) => breach > 0).length;
      seen.parted += s.followLimits?.isParted.filter((isParted) => isParted === 1).length ?? 0;
      seen.added += s.loads - fixed.length;
    }),
    { numRuns: 2000, seed: 31 },
  );
  expect(seen.breached).toBeGreaterThan(200);
  expect(seen.parted).toBeGreaterThan(20);
  expect(seen.added).toBeGreaterThan(2000);
});

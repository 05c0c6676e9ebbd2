import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../shared/rng.ts';
import type { DispatchInstance } from './instance.ts';
import { shareOf } from './schedule/share.ts';
import { sitePlaces } from './schedule/site-places.ts';
import { Candidates, collect, Schedule } from './schedule.ts';
import { naiveEarliest, naiveLatest } from './testing/naive-timing.ts';
import { drawInstance, smallInstance } from './testing/small-instances.ts';

/** Random places in all sequences, most of them senseless. */
function randomInsert(s: Schedule, rng: Rng): number {
  const { instance } = s;
  const order = rng.below(instance.orders);
  const truck = rng.below(instance.trucks);
  const plant = rng.below(instance.plants);
  const docks = instance.dockFrom[plant + 1] - instance.dockFrom[plant];
  const dock = instance.dockFrom[plant] + rng.below(docks);
  const volumeL = shareOf(instance, order, truck, instance.volumeL[order] - s.servedL[order]);
  if (volumeL <= 0) return -1;
  const inOrder = rng.float() < 0.8 ? s.lastOfOrder[order] : anyOf(s.firstOfOrder[order], s.nextOfOrder, rng);
  const inTruck = anyOf(s.firstOfTruck[truck], s.nextOfTruck, rng);
  const onDock = s.queues(plant) ? anyOf(s.firstOnDock[dock], s.nextOnDock, rng) : -1;
  return s.insert(order, volumeL, inOrder, truck, inTruck, plant, dock, onDock);
}

function anyOf(first: number, next: Int32Array, rng: Rng): number {
  const places = [-1];
  for (let item = first; item >= 0; item = next[item]) places.push(item);
  return places[rng.below(places.length)];
}

function expectNaiveTimes(s: Schedule): void {
  const naive = naiveEarliest(s);
  const late = naiveLatest(s);
  expect(naive.feasible).toBe(true);
  for (let slot = 0; slot < s.slots; slot++) {
    if (s.loadOrder[slot] < 0) continue;
    expect([s.loadStart[slot], s.unloadStart[slot]]).toEqual([naive.start[slot], naive.unload[slot]]);
    expect([s.latestLoadStart[slot], s.latestUnloadStart[slot]]).toEqual([late.start[slot], late.unload[slot]]);
  }
}

function randomWalk(instance: DispatchInstance, seed: number, steps: number): Schedule {
  const s = new Schedule(instance);
  const rng = new Rng(seed);
  for (let step = 0; step < steps; step++) {
    randomInsert(s, rng);
    if (rng.float() < 0.1) s.removeOrder(rng.below(instance.orders));
    if (rng.float() < 0.1) s.setNotBefore(rng.below(instance.orders), rng.below(80));
  }
  return s;
}

describe('timing of a schedule', () => {
  it('finds the times that constraint by constraint iteration finds, after any insertions and removals', () => {
    let inserted = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const s = new Schedule(instance);
        const rng = new Rng(seed);
        for (let step = 0; step < 15; step++) {
          if (randomInsert(s, rng) >= 0) inserted++;
          if (rng.float() < 0.1) s.removeOrder(rng.below(instance.orders));
          if (rng.float() < 0.1) s.setNotBefore(rng.below(instance.orders), rng.below(80));
          expectNaiveTimes(s);
        }
      }),
      { numRuns: 150, seed: 5 },
    );
    expect(inserted).toBeGreaterThan(200);
  });

  it('refuses a load only where the naive times refuse it too', () => {
    let refused = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        if (instance.breakOf[instance.trucks] > 0) return; // which gap a break goes to is a choice of its own
        const s = randomWalk(instance, seed, 6);
        const rng = new Rng(seed + 1);
        const before = s.copy();
        const order = rng.below(instance.orders);
        const truck = rng.below(instance.trucks);
        const plant = rng.below(instance.plants);
        const dock = instance.dockFrom[plant];
        const volumeL = shareOf(instance, order, truck, instance.volumeL[order] - s.servedL[order]);
        if (volumeL <= 0) return;
        const inTruck = anyOf(s.firstOfTruck[truck], s.nextOfTruck, rng);
        const onDock = s.queues(plant) ? anyOf(s.firstOnDock[dock], s.nextOnDock, rng) : -1;
        const inOrder = s.lastOfOrder[order];
        if (s.insert(order, volumeL, inOrder, truck, inTruck, plant, dock, onDock) >= 0) return;
        refused++;
        expect(s.copy()).toEqual(before);
        const places = s.firstOfOrder[order] < 0 ? sitePlaces(s, order) : [-1];
        const mark = s.mark();
        for (const place of places.length > 0 ? places : [-1]) {
          s.place(order, volumeL, inOrder, truck, inTruck, plant, dock, onDock, place);
          expect(naiveEarliest(s).feasible).toBe(false);
          s.undoTo(mark);
        }
      }),
      { numRuns: 600, seed: 6 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('goes back byte for byte', () => {
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const s = randomWalk(instance, seed, 8);
        const before = s.copy();
        const cost = s.cost();
        const mark = s.mark();
        const rng = new Rng(seed);
        for (let step = 0; step < 10; step++) {
          randomInsert(s, rng);
          if (rng.float() < 0.3) s.removeOrder(rng.below(instance.orders));
          if (rng.float() < 0.2) s.setNotBefore(rng.below(instance.orders), rng.below(80));
        }
        s.undoTo(mark);
        expect(s.copy()).toEqual(before);
        expect(s.cost()).toBe(cost);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('loads its own placements without loss and at the same times', () => {
    let loads = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const s = new Schedule(instance);
        const rng = new Rng(seed);
        for (let step = 0; step < 15; step++) randomInsert(s, rng);
        const plan = s.placements();
        loads += plan.length;
        const again = new Schedule(instance);
        expect(again.load(plan)).toEqual([]);
        expect(again.placements().length).toBe(plan.length);
        for (const order of new Set(plan.map((placement) => placement.order))) {
          const first = again.firstOfOrder[order];
          expect(again.unloadStart[first]).toBeLessThanOrEqual(s.unloadStart[s.firstOfOrder[order]]);
        }
      }),
      { numRuns: 200, seed: 8 },
    );
    expect(loads).toBeGreaterThan(300);
  });

  it('keeps frozen loads where they are while others come', () => {
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const plan = randomWalk(instance, seed, 5).placements();
        const s = new Schedule({ ...instance, fixed: plan });
        const rng = new Rng(seed);
        for (let step = 0; step < 10; step++) randomInsert(s, rng);
        const kept = s.placements();
        for (const placement of plan) expect(kept).toContainEqual(placement);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

describe('candidates', () => {
  it('miss no feasible place, and few of theirs are refused', () => {
    let places = 0;
    let refused = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const s = randomWalk(instance, seed, 6);
        const out = new Candidates();
        for (let order = 0; order < instance.orders; order++) {
          if (s.nextAtSite[order] >= 0 && s.firstOfOrder[order] >= 0) continue;
          const left = instance.volumeL[order] - s.servedL[order];
          collect(s, order, left, s.lastOfOrder[order], out);
          const listed = new Set<string>();
          for (let at = 0; at < out.count; at++) {
            const where = s.passages === undefined ? [out.plant[at], out.dock[at]] : [];
            listed.add([out.truck[at], out.afterInTruck[at], ...where, out.afterOnDock[at]].join());
          }
          const mark = s.mark();
          for (let truck = 0; truck < instance.trucks; truck++) {
            const volumeL = shareOf(instance, order, truck, left);
            if (volumeL <= 0) continue;
            for (let inTruck = -1, more = true; more; ) {
              for (let plant = 0; plant < instance.plants; plant++) {
                const lastDock = s.queues(plant) ? instance.dockFrom[plant + 1] : instance.dockFrom[plant] + 1;
                for (let dock = instance.dockFrom[plant]; dock < lastDock; dock++) {
                  for (let onDock = -1, moreDock = true; moreDock; ) {
                    const where = s.passages === undefined ? [plant, dock] : [];
                    const key = [truck, inTruck, ...where, onDock].join();
                    const inOrder = s.lastOfOrder[order];
                    const slot = s.insert(order, volumeL, inOrder, truck, inTruck, plant, dock, onDock);
                    if (slot >= 0) {
                      places++;
                      expect(listed).toContain(key);
                    } else if (listed.has(key)) refused++;
                    s.undoTo(mark);
                    onDock = onDock < 0 ? s.firstOnDock[dock] : s.nextOnDock[onDock];
                    moreDock = s.queues(plant) && onDock >= 0;
                  }
                }
              }
              inTruck = inTruck < 0 ? s.firstOfTruck[truck] : s.nextOfTruck[inTruck];
              more = inTruck >= 0;
            }
          }
        }
      }),
      { numRuns: 200, seed: 10 },
    );
    expect(places).toBeGreaterThan(500);
    expect(refused).toBeLessThan(places);
  });
});

describe('cost', () => {
  it('is the sum of its terms', () => {
    const s = randomWalk(drawInstance(77), 3, 20);
    const sum = Object.values(s.costTerms()).reduce((total, term) => total + term, 0);
    expect(s.cost()).toBeCloseTo(sum, 9);
  });
});

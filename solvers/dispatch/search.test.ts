import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iterationBudget } from '../solver.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { Candidates, candidates, Schedule } from './schedule.ts';
import { quickStart, search } from './search.ts';
import { naiveEarliest } from './testing/naive-timing.ts';
import { smallInstance } from './testing/small-instances.ts';

function searched(instance: DispatchInstance, iterations: number, seed = 1) {
  const schedule = new Schedule(instance);
  quickStart(schedule);
  const first = schedule.cost();
  const found: { cost: number; placements: readonly Placement[] }[] = [];
  search(schedule, iterationBudget(iterations, seed), (cost, placements) => found.push({ cost, placements }));
  return { schedule, first, found };
}

/** The best cost over all ways to put the loads of all orders, in any order of orders, at any place. */
function bestOfAll(instance: DispatchInstance): number {
  const s = new Schedule(instance);
  const seen = new Set<string>();
  let best = s.cost();
  const extend = (): void => {
    const state = s
      .placements()
      .map((load) => [load.order, load.truck, load.plant, load.dock, load.loadStart, load.unloadStart].join(':'))
      .join();
    if (seen.has(state)) return;
    seen.add(state);
    best = Math.min(best, s.cost());
    for (let order = 0; order < instance.orders; order++) {
      const left = instance.volumeL[order] - s.servedL[order];
      if (left <= 0) continue;
      const out = new Candidates();
      const count = candidates(s, order, left, s.lastOfOrder[order], out, 1000);
      for (let rank = 0; rank < count; rank++) {
        const at = out.ranked[rank];
        const mark = s.mark();
        const last = s.lastOfOrder[order];
        const { truck, afterInTruck, plant, dock, afterOnDock, volumeL } = out;
        const slot = s.insert(
          order,
          volumeL[at],
          last,
          truck[at],
          afterInTruck[at],
          plant[at],
          dock[at],
          afterOnDock[at],
        );
        if (slot >= 0) extend();
        s.undoTo(mark);
      }
    }
  };
  extend();
  return best;
}

describe('search', () => {
  it('leaves a feasible plan that is as good as the last one it told of', () => {
    let better = 0;
    fc.assert(
      fc.property(smallInstance, (instance) => {
        const { schedule, first, found } = searched(instance, 60);
        better += found.length;
        expect(schedule.cost()).toBeCloseTo(found.at(-1)?.cost ?? first, 6);
        expect(naiveEarliest(schedule).feasible).toBe(true);
        for (let order = 0; order < instance.orders; order++) {
          expect(schedule.servedL[order]).toBe(
            schedule
              .placements()
              .filter((load) => load.order === order)
              .reduce((sum, load) => sum + load.volumeL, 0),
          );
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(better).toBeGreaterThan(10);
  });

  it('gives the same plan for the same seed, and a better one or the same for more iterations', () => {
    fc.assert(
      fc.property(smallInstance, fc.integer({ min: 1, max: 99 }), (instance, seed) => {
        const short = searched(instance, 40, seed);
        const again = searched(instance, 40, seed);
        const long = searched(instance, 80, seed);
        expect(again.schedule.placements()).toEqual(short.schedule.placements());
        expect(long.schedule.cost()).toBeLessThanOrEqual(short.schedule.cost());
        expect(long.found.slice(0, short.found.length)).toEqual(short.found);
      }),
      { numRuns: 30, seed: 12 },
    );
  });

  it('is as good as all sequences tried one by one', () => {
    let compared = 0;
    fc.assert(
      fc.property(smallInstance, (instance) => {
        const capacity = Math.min(...instance.capacityL);
        const loads = instance.volumeL.reduce((sum, volumeL) => sum + Math.ceil(volumeL / capacity), 0);
        if (loads > 4) return;
        compared++;
        const best = bestOfAll(instance);
        expect(searched(instance, 600).schedule.cost()).toBeLessThanOrEqual(best + 1e-6);
      }),
      { numRuns: 120, seed: 13 },
    );
    expect(compared).toBeGreaterThan(15);
  });

  it('stops when told to', () => {
    fc.assert(
      fc.property(smallInstance, (instance) => {
        const schedule = new Schedule(instance);
        let asked = 0;
        const budget = { ...iterationBudget(Infinity), shouldStop: () => ++asked > 5 };
        expect(search(schedule, budget, () => {}).iterations).toBeLessThanOrEqual(5);
      }),
      { numRuns: 10, seed: 14 },
    );
  });
});

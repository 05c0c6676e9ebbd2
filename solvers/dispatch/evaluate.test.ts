import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { loadedFresh } from './fresh-loading.ts';
import { routesOf } from './routes.ts';
import { randomWalk } from './testing/random-walk.ts';
import { smallInstance } from './testing/small-instances.ts';

describe('objective of placements', () => {
  it('is that of the schedule that they come from, term by term', () => {
    let loads = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const schedule = randomWalk(
          { ...instance, reserveCost: 3, reserveFrom: instance.reserveFrom.map(() => 30) },
          seed,
          12,
        );
        const placements = schedule.placements();
        // Unloadings that take no time may start together: then a plan has them by loading, a schedule as they came.
        const starts = placements.map(({ order, unloadStart }) => `${order} ${unloadStart}`);
        fc.pre(new Set(starts).size === starts.length);
        loads += placements.length;
        const terms = evaluate(schedule.instance, placements);
        const own = schedule.costTerms();
        expect(terms.unserved).toBeCloseTo(own.unserved, 6);
        expect(terms.deviation).toBeCloseTo(own.deviation, 6);
        expect(terms.travel).toBeCloseTo(own.travel, 6);
        expect(terms.trucks).toBeCloseTo(own.trucks, 6);
        expect(terms.fill).toBeCloseTo(own.fill, 6);
        expect(terms.offWindow).toBeCloseTo(own.offWindow, 6);
        expect(terms.longGaps).toBeCloseTo(own.gaps, 6);
        expect(terms.firstDelay).toBeCloseTo(own.firstLate, 6);
        expect(terms.overtime).toBeCloseTo(own.overtime, 6);
        expect(terms.shortShifts).toBeCloseTo(own.shortSpan, 6);
        expect(terms.peaks).toBeCloseTo(own.costlyHours, 6);
        expect(terms.balance).toBeCloseTo(own.balance, 6);
        expect(terms.reserve).toBeCloseTo(own.reserve, 6);
        expect(terms.total).toBeCloseTo(schedule.cost(), 6);
      }),
      { numRuns: 300 },
    );
    expect(loads).toBeGreaterThan(500);
  });
});

describe('loading as late as the unloading allows', () => {
  it('moves no unloading, ages no concrete, and keeps trucks and docks in time', () => {
    let later = 0;
    fc.assert(
      fc.property(smallInstance, fc.nat(), (instance, seed) => {
        const placements = randomWalk(instance, seed, 12).placements();
        const fresh = loadedFresh(instance, placements);
        fresh.forEach((load, index) => {
          expect(load.unloadStart).toBe(placements[index].unloadStart);
          expect(load.loadStart).toBeGreaterThanOrEqual(placements[index].loadStart);
          if (load.loadStart > placements[index].loadStart) later++;
        });
        for (const { loads } of routesOf(instance, fresh))
          for (const { placement, plantArrival, siteArrival } of loads) {
            expect(plantArrival).toBeLessThanOrEqual(placement.loadStart);
            expect(
              siteArrival + instance.slackBefore[placement.plant * instance.orders + placement.order],
            ).toBeLessThanOrEqual(placement.unloadStart);
          }
      }),
      { numRuns: 200 },
    );
    expect(later).toBeGreaterThan(50);
  });
});

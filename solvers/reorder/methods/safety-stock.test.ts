import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveredDemand, levelForService, serviceOf } from './safety-stock.ts';

const plain = { demandMean: 2500, demandSd: 500, leadTime: 2, leadTimeSd: 0, reviewPeriod: 0 };

describe('safety stock', () => {
  test('Chopra and Meindl, B&M Computer World: service of a reorder point', () => {
    const service = serviceOf(coveredDemand(plain), 6000, 10_000);
    expect(service.safetyStock).toBe(1000);
    expect(service.cycleServiceLevel).toBeCloseTo(0.9213503964748574, 10);
    expect(service.expectedShortagePerCycle).toBeCloseTo(25.127270830006115, 7);
    expect(service.fillRate).toBeCloseTo(0.9974872729169993, 10);
  });

  test('targets of cycle service and of fill rate', () => {
    const demand = coveredDemand(plain);
    expect(levelForService(demand, { cycleServiceLevel: 0.9 })).toBeCloseTo(5906.193802436823, 6);
    expect(levelForService(demand, { fillRate: 0.975 }, 10_000)).toBeCloseTo(5066.697557946445, 5);
    expect(levelForService(demand, { cycleServiceLevel: 0.9, fillRate: 0.975 }, 10_000)).toBeCloseTo(
      5906.193802436823,
      6,
    );
    expect(levelForService(demand, { cycleServiceLevel: 0.9, fillRate: 0.9999 }, 10_000)).toBeGreaterThan(5907);
  });

  test('random lead time, and constant demand with a random lead time', () => {
    expect(coveredDemand({ ...plain, leadTime: 7, leadTimeSd: 7 }).sd).toBeCloseTo(17549.928774784243, 8);
    expect(coveredDemand({ ...plain, demandMean: 5, demandSd: 0, leadTime: 3, leadTimeSd: 2 }).sd).toBe(10);
  });

  test('periodic review covers lead time and review period', () => {
    const demand = coveredDemand({ demandMean: 30, demandSd: 7, leadTime: 7, leadTimeSd: 0, reviewPeriod: 70 });
    expect(demand.sd).toBeCloseTo(61.424750711744856, 10);
    expect(levelForService(demand, { cycleServiceLevel: 0.95 })).toBeCloseTo(2411.0347239928037, 7);
  });

  test('a deviation of lead-time demand known as such replaces the others, not that of the review period', () => {
    const known = { ...plain, leadTimeSd: 3, leadTimeDemandSd: 20 };
    expect(coveredDemand(known).sd).toBe(20);
    expect(coveredDemand({ ...known, reviewPeriod: 4 }).sd).toBeCloseTo(Math.hypot(20, 500 * 2), 9);
    expect(coveredDemand({ ...known, leadTimeDemandSd: 0 }).sd).toBe(0);
  });

  test('certain demand needs none: every cycle is served at its mean', () => {
    const demand = coveredDemand({ ...plain, demandSd: 0 });
    expect(levelForService(demand, { cycleServiceLevel: 0.99 })).toBe(5000);
    expect(serviceOf(demand, 5000, 100)).toMatchObject({
      cycleServiceLevel: 1,
      expectedShortagePerCycle: 0,
      fillRate: 1,
    });
    // A fill rate below 1 lets a cycle be short of the rest.
    expect(levelForService(demand, { fillRate: 0.9 }, 100)).toBeCloseTo(4990, 9);
  });

  test('a level for targets meets them and no more', () => {
    let ran = 0;
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.9999, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9999, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (cycleServiceLevel, fillRate, quantity, reviewPeriod) => {
          const demand = coveredDemand({ ...plain, leadTimeSd: 0.5, reviewPeriod });
          const level = levelForService(demand, { cycleServiceLevel, fillRate }, quantity);
          const met = serviceOf(demand, level, quantity);
          const excess = [met.cycleServiceLevel - cycleServiceLevel, (met.fillRate ?? 0) - fillRate];
          expect(Math.min(...excess)).toBeGreaterThan(-1e-9);
          expect(Math.min(...excess)).toBeLessThan(1e-9);
          ran++;
        },
      ),
    );
    expect(ran).toBeGreaterThanOrEqual(100);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { never } from '../instance.ts';
import { arrive, latestDeparture } from './travel.ts';

const traffic = { from: Int32Array.of(-never, 100, 200), factors: Float64Array.of(1, 2, 0.5) };

it('goes on with the new speed where a trip crosses a change of traffic', () => {
  // 60 s of road: 20 s until the change at 100, the other 40 s take twice as long.
  expect(arrive(traffic, 80, 60)).toBe(180);
  // 100 s of road from 150: 50 s of clock for 25 s of road, the other 75 s take half as long, rounded up.
  expect(arrive(traffic, 150, 100)).toBe(238);
  expect(arrive(undefined, 80, 60)).toBe(140);
});

it('never arrives earlier for leaving later, and latest departures are exact', () => {
  fc.assert(
    fc.property(fc.integer({ min: -50, max: 400 }), fc.integer({ min: 0, max: 300 }), (time, travel) => {
      expect(arrive(traffic, time + 1, travel)).toBeGreaterThanOrEqual(arrive(traffic, time, travel));
      const depart = latestDeparture(traffic, time, travel);
      expect(arrive(traffic, depart, travel)).toBeLessThanOrEqual(time);
      expect(arrive(traffic, depart + 1, travel)).toBeGreaterThan(time);
    }),
    { numRuns: 500 },
  );
});

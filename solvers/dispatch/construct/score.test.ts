import { expect, test } from 'vitest';
import { Candidates, collect, Schedule } from '../schedule.ts';
import { hour, minute, type SmallShift, smallShift } from '../testing/small-shift.ts';
import { Scorer } from './score.ts';

/** Score of each place of an order, by truck. */
function scores(shift: SmallShift, order: number, change: object = {}): Map<number, number> {
  const { instance, data } = smallShift(shift);
  const schedule = new Schedule({ ...instance, ...change });
  const out = new Candidates();
  collect(schedule, order, instance.volumeL[order], -1, out);
  new Scorer(schedule, data).rate(order, -1, false, out);
  return new Map(Array.from({ length: out.count }, (_, at) => [out.truck[at], -out.key[at]]));
}

test('the sum of the method, at the ideal time and away from it', () => {
  // Truck 0 is there at the ideal time; truck 1 begins its shift at 2:30 and is there at 3:30, 90 minutes later.
  const orders = [{ volumeL: 8000, windowFrom: 2 * hour, windowTo: 9 * hour, priority: 1 }];
  const found = scores({ trucks: [{}, { shiftFrom: 2.5 * hour + 6 * minute }], orders }, 0);
  // 10 km to the plant and 10 from the site; 8 of 10 m3; priority high.
  const same = 0.3 / 21 + 0.2 * 0.8 + 0.1 * 0.5;
  expect(found.get(0)).toBeCloseTo(0.4 + same, 9);
  expect(found.get(1)).toBeCloseTo(0.4 / 91 ** 2 + same - 90 * (0.05 / 720), 9);
});

test('weights of the request count', () => {
  const parameters = { scoring: { time: 0, distance: 0, fill: 3, priority: 0 } };
  const orders = [{ volumeL: 5000, windowFrom: 2 * hour, windowTo: 9 * hour }];
  const found = scores({ trucks: [{}, { capacityL: 5000 }], orders, parameters }, 0);
  expect(found.get(0)).toBeCloseTo(1.5, 9);
  expect(found.get(1)).toBeCloseTo(3, 9);
});

test('an hour to be avoided, and a shift used to its end, part what is equal', () => {
  const orders = [{ volumeL: 10_000, windowFrom: 2 * hour, windowTo: 9 * hour }];
  // Truck 1 goes home right after the load: 30 minutes of loading, 15 there, 25 of unloading, 15 back.
  const trucks = [{}, { shiftTo: 2 * hour + 40 * minute }];
  const plain = scores({ trucks, orders }, 0);
  expect(plain.get(1)! - plain.get(0)!).toBeGreaterThan(0);
  expect(plain.get(1)! - plain.get(0)!).toBeLessThanOrEqual(0.05);
  const costlyHours = [{ from: 2 * hour, to: 3 * hour, cost: 1 }];
  expect(plain.get(0)! - scores({ trucks, orders }, 0, { costlyHours }).get(0)!).toBeCloseTo(0.05, 9);
});

test('what has a price comes behind all that has none', () => {
  const orders = [{ volumeL: 10_000, windowFrom: 2 * hour, windowTo: 9 * hour }];
  const trucks = [{}, { shiftFrom: 6 * hour }];
  const change = { offWindowCost: Float64Array.of(1), earlyTo: Int32Array.of(3 * hour) };
  const found = scores({ trucks, orders }, 0, change);
  expect(found.get(0)!).toBeLessThan(-1000);
  expect(found.get(1)!).toBeGreaterThan(0);
});

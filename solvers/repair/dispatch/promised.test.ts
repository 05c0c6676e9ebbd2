/** What is promised by the plan of `testing-day.ts`, where a has 10 m3 in two loads, b and c 5 m3 each. */
import { expect, test } from 'vitest';
import { amend } from './amend.ts';
import { currentShift } from './current-shift.ts';
import { promisedLitres, raisedBy } from './promised.ts';
import { day, repairOf, running } from './testing-day.ts';

const currentOf = (...request: Parameters<typeof repairOf>) => currentShift(amend(repairOf(...request)));
const promisedOf = (...request: Parameters<typeof repairOf>) =>
  Object.fromEntries(promisedLitres(currentOf(...request)));
const changed = (order: string, volumeM3: number) => ({ type: 'order-changed' as const, order, to: { volumeM3 } });

test('what the plan that runs brings, and no more than was ordered', () => {
  const facts = { trucks: [{ truck: 't1', place: 'plant' }] };
  expect(promisedOf({ facts })).toEqual({ a: 10_000, b: 5000, c: 5000 });
  // Only one load of a.
  expect(promisedOf({ facts, loads: [running[0], running[2], running[3]] })).toMatchObject({ a: 5000 });
  // Trucks that leave full bring 10 m3 to a, which wants 8.
  const full = { ...day.orders[0], volumeM3: 8, fullTrucks: true };
  expect(promisedOf({ facts }, { orders: [full, ...day.orders.slice(1)] })).toMatchObject({ a: 8000 });
});

test('a lowered volume counts where it is less than that', () => {
  expect(promisedOf({ events: [changed('a', 7)] })).toMatchObject({ a: 7000 });
  // 5 m3 of 10 were planned: less than 10 and still more than 5 changes nothing.
  const loads = [running[0], running[2], running[3]];
  expect(promisedOf({ events: [changed('a', 7)], loads })).toMatchObject({ a: 5000 });
  expect(raisedBy(currentOf({ events: [changed('a', 7)] }), 'a')).toBe(-3000);
});

test('a raised volume counts where the order was served wholly', () => {
  expect(promisedOf({ events: [changed('a', 14)] })).toMatchObject({ a: 14_000 });
  const loads = [running[0], running[2], running[3]];
  expect(promisedOf({ events: [changed('a', 14)], loads })).toMatchObject({ a: 5000 });
  // Of two changes the last one counts, beside what the other changed.
  const events = [changed('a', 14), { type: 'order-changed' as const, order: 'a', to: { priority: 'high' as const } }];
  expect(promisedOf({ events })).toMatchObject({ a: 14_000 });
  expect(raisedBy(currentOf({ events: [...events, changed('a', 10)] }), 'a')).toBe(0);
});

test('a new order is promised whole, a cancelled one nothing, though a load of it is done', () => {
  const events = [
    { type: 'order-cancelled' as const, order: 'a' },
    { type: 'order-cancelled' as const, order: 'b' },
    { type: 'order-added' as const, order: { id: 'd', place: 'site d', volumeM3: 12 } },
  ];
  expect(promisedOf({ events })).toEqual({ a: 0, b: 0, c: 5000, d: 12_000 });
});

import { expect, test } from 'vitest';
import { groupOf, placingOrder } from './groups.ts';
import { hour, smallShift } from './testing/small-shift.ts';

test('an order is in the first group that it belongs to', () => {
  const volumeL = 5000;
  const orders = [
    { volumeL },
    { volumeL, windowTo: 9 * hour, hardWindow: 0 },
    { volumeL, windowTo: 9 * hour, hardWindow: 0, vip: 1 },
    { volumeL, vip: 1, continuous: 1 },
    { volumeL, windowTo: 9 * hour, continuous: 1, vip: 1 },
  ];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  expect(orders.map((_, order) => groupOf(instance, data, order))).toEqual(['E', 'D', 'C', 'B', 'A']);
  expect([...placingOrder(instance, data)]).toEqual([4, 3, 2, 1, 0]);
});

test('inside a group: earlier window, then narrower, then larger volume, then difficulty, then as listed', () => {
  const at = (windowFrom: number, windowTo: number, volumeL: number, priority = 0) => ({
    windowFrom: windowFrom * hour,
    windowTo: windowTo * hour,
    volumeL,
    priority,
  });
  const orders = [at(3, 5, 9000), at(2, 6, 9000), at(2, 5, 5000), at(2, 5, 7000), at(2, 5, 5000, 2), at(2, 5, 5000)];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  expect([...placingOrder(instance, data)]).toEqual([3, 4, 2, 5, 1, 0]);
});

test('a follower comes after the order that it follows, whatever its own group', () => {
  const orders = [
    { volumeL: 5000, site: 0 },
    { volumeL: 5000, site: 0, windowTo: 6 * hour, follows: 0 },
    { volumeL: 5000, site: 1, windowTo: 9 * hour },
  ];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  expect([...placingOrder(instance, data)]).toEqual([0, 1, 2]);
});

import { expect, test } from 'vitest';
import { difficultyOf } from './difficulty.ts';
import { hour, minute, smallShift } from './testing/small-shift.ts';

test('weights, urgency, volume and logistics as one sum', () => {
  // 0.4 x high (1/2) + 0.3 x due after 3 of 12 hours (3/4) + 0.2 x 15 m3 of 10 + 0.1 x (site 0.5, 15 of 90 minutes on the road)
  const order = { volumeL: 15_000, windowTo: 3 * hour, priority: 1, difficulty: 0.5 };
  const { instance, data } = smallShift({ trucks: [{}], orders: [order] });
  expect(difficultyOf(instance, data, 0)).toBeCloseTo(0.2 + 0.225 + 0.3 + 0.1 * (0.5 + 1 / 6) * 0.5, 10);
});

test('what is due sooner is harder, and what is due after the shift is not urgent at all', () => {
  const orders = [2, 6, 12, 20].map((at) => ({ volumeL: 5000, windowTo: at * hour }));
  const { instance, data } = smallShift({ trucks: [{}], orders });
  const [first, second, third, last] = orders.map((_, order) => difficultyOf(instance, data, order));
  expect(first).toBeGreaterThan(second);
  expect(second).toBeGreaterThan(third);
  expect(last).toBe(third);
});

test('weights of the request count, and no lifetime means no logistics of the road', () => {
  const parameters = { difficulty: { priority: 0, urgency: 0, volume: 0, logistics: 2 } };
  const orders = [{ volumeL: 5000 }, { volumeL: 5000, lifetime: 30 * minute }, { volumeL: 5000, lifetime: 1e9 }];
  const { instance, data } = smallShift({ trucks: [{}], orders, parameters });
  expect(difficultyOf(instance, data, 0)).toBeCloseTo(1 / 6, 10);
  expect(difficultyOf(instance, data, 1)).toBeCloseTo(1 / 2, 10);
  expect(difficultyOf(instance, data, 2)).toBe(0);
});

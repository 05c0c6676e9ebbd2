import { expect, test } from 'vitest';
import { ForecastMethod } from '../../../models/reorder.ts';
import { Rng } from '../../shared/rng.ts';
import { forecastHistory } from './forecast-history.ts';

const weekday = [10, 12, 11, 15, 22, 30, 18];
const weeks = (count: number, of: (day: number) => number) => Array.from({ length: count * 7 }, (_, day) => of(day));
const close = (found: Float64Array, expected: readonly number[], within: number) =>
  found.forEach((mean, day) => {
    expect(Math.abs(mean - expected[day])).toBeLessThanOrEqual(within);
  });

test.each([
  'weekday-mean',
  'holt-winters',
  'arima',
  'auto',
] as const)('%s goes on with a weekly pattern, at the right weekday after a gap', (method) => {
  const perDay = weeks(10, (day) => weekday[day % 7] + (day % 3 === 0 ? 0.1 : 0));
  const gap = 3;
  const { mean, sd } = forecastHistory({ perDay, method }, gap, 7, Infinity);
  close(
    mean,
    weeks(1, (day) => weekday[(day + gap) % 7]),
    0.5,
  );
  expect(sd.every((deviation) => deviation < 0.5)).toBe(true);
});

test('auto follows a trend that means cannot, and says by what', () => {
  const perDay = weeks(12, (day) => 50 + day + weekday[day % 7]);
  const { mean, method, error } = forecastHistory({ perDay, method: 'auto' }, 0, 14, Infinity);
  expect(method).toMatch(/^(arima|holt-winters), /);
  expect(error).toBeLessThan(8);
  close(
    mean,
    Array.from({ length: 14 }, (_, day) => 50 + 84 + day + weekday[day % 7]),
    12,
  );
});

test('the spread is that of days it has not seen: noise of deviation 5 is found within a third', () => {
  const rng = new Rng(3);
  const normal = () => Array.from({ length: 12 }, () => rng.float()).reduce((sum, one) => sum + one, -6);
  const perDay = weeks(16, () => Math.max(0, 40 + 5 * normal()));
  const { sd } = forecastHistory({ perDay, method: 'auto' }, 0, 3, Infinity);
  expect(sd[0]).toBeGreaterThan(3.3);
  expect(sd[0]).toBeLessThan(6.7);
});

test('demand now and then: the mean of a day, not of a sale', () => {
  const perDay = weeks(20, (day) => (day % 10 === 0 ? 20 : 0));
  const { mean } = forecastHistory({ perDay, method: 'croston' }, 0, 3, Infinity);
  // 20 each ten days are 2 a day; the correction takes 5 % off.
  close(mean, [1.9, 1.9, 1.9], 0.05);
});

test.each(ForecastMethod.options)('%s copes with whatever history', (method) => {
  for (const perDay of [
    [5],
    [0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 2, 3],
    weeks(9, () => 7),
    weeks(9, (day) => 1.3 ** day),
  ]) {
    const { mean, sd, error } = forecastHistory({ perDay, method }, 2, 5, Infinity);
    expect([mean.length, sd.length]).toEqual([5, 5]);
    for (const figure of [...mean, ...sd, error]) expect(Number.isFinite(figure) && figure >= 0).toBe(true);
  }
});

test('methods that take longer than there is time for are not tried', () => {
  const perDay = weeks(12, (day) => 50 + day + weekday[day % 7]);
  const method = (mostMs: number) => forecastHistory({ perDay, method: 'auto' }, 0, 7, mostMs).method.split(',')[0];
  expect(['arima', 'holt-winters']).toContain(method(Infinity));
  expect(['moving-average', 'weekday-mean']).toContain(method(0));
  expect(method(0.5)).not.toBe('arima');
});

test('a method that was asked for is kept to unless there is no time at all, and then it says so', () => {
  const perDay = weeks(12, (day) => weekday[day % 7]);
  expect(forecastHistory({ perDay, method: 'arima' }, 0, 7, 0.001).method).toMatch(/^arima, /);
  const { method, mean } = forecastHistory({ perDay, method: 'arima' }, 2, 7, 0);
  expect(method).toBe('moving-average, 28 days, in place of arima, for which there was no time');
  expect(mean).toHaveLength(7);
});

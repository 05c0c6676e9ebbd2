import { expect, test } from 'vitest';
import { clockOf, offsetMinutes, startOfDaySeconds } from './clock.ts';

test.each([
  ['2026-11-23T07:00:00Z', 0],
  ['2026-11-23T07:00:00+03:00', 180],
  ['2026-11-23T07:00:00-05:30', -330],
  ['2026-11-23T07:00:00-00:30', -30],
])('the clock of %s is %i min ahead of UTC', (instant, minutes) => {
  expect(offsetMinutes(instant)).toBe(minutes);
});

test('instants and seconds read alike, other days are counted from that of the start', () => {
  const problem = { start: '2026-11-23T22:00:00-05:30' };
  const clock = clockOf(problem);
  expect(startOfDaySeconds(problem)).toBe(22 * 3600);
  expect(clock(0)).toBe('22:00');
  expect(clock('2026-11-24T05:29:59Z')).toBe('23:59');
  expect(clock('2026-11-24T05:30:00Z')).toBe('00:00+1');
  expect(clock(-22 * 3600 - 60)).toBe('23:59-1');
  expect(clock(3 * 86_400)).toBe('22:00+3');
});

/** A plan of a later phase counts as better although its objective, in another unit, is the greater number. */
import { expect, test } from 'vitest';
import { isWorse } from './result.ts';

test('objectives compare within a phase only', () => {
  const shortfall = { objective: 20, phase: 0 };
  const complete = { objective: 35, phase: 1 };
  expect(isWorse(complete, shortfall)).toBe(false);
  expect(isWorse(shortfall, complete)).toBe(true);
  expect(isWorse({ objective: 36, phase: 1 }, complete)).toBe(true);
  expect(isWorse({ objective: 35 }, { objective: 36 })).toBe(false);
});

import { expect, test } from 'vitest';
import type { DispatchRelaxation } from '../../models/dispatch.ts';
import { measureRelaxations, relaxed, tightShift } from './dispatch-relaxations.ts';

test('at least nine in ten of the relaxations that come with a plan help', () => {
  const rows = measureRelaxations([1], 10);
  const sum = (of: 'offered' | 'succeeded') => rows.reduce((total, row) => total + row[of], 0);
  expect(sum('offered')).toBeGreaterThan(4);
  expect(sum('succeeded')).toBeGreaterThanOrEqual(0.9 * sum('offered'));
});

test('a relaxation changes the request where it says', () => {
  const problem = tightShift(1);
  const [order] = problem.orders;
  const relaxation: DispatchRelaxation = { what: 'window-later', by: 7, unit: 'minutes', volumeM3: 1, message: '' };
  const [changed, ...others] = relaxed(problem, order.id, relaxation).orders;
  expect(Date.parse(String(changed.window?.to))).toBe((Number(order.window?.to) + 420) * 1000);
  expect(others).toEqual(problem.orders.slice(1));
});

/** The day of the demo as a shift that runs: where nothing has happened, what is left of its plan can be carried out. */
import { test } from 'vitest';
import { amendedAt, expectFeasible, planned } from '../../solvers/repair/dispatch/testing.ts';
import { concreteDay } from './concrete-day.ts';

test('every hour of the day', () => {
  const plan = planned(concreteDay.problem, 3, 1);
  for (let hour = 0; hour <= 12; hour++) expectFeasible(amendedAt(plan, hour * 3600));
});

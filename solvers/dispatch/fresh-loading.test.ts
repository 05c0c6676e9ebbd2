import { expect, test } from 'vitest';
import { iterationBudget } from '../solver.ts';
import { construct } from './construct.ts';
import { loadedFresh } from './fresh-loading.ts';
import { Schedule } from './schedule.ts';
import { expectPlan } from './testing/expect-plan.ts';
import { randomShift, smallShift } from './testing/small-shift.ts';

test('a plan that is loaded freshly is the same plan, keeps its rules, and its concrete is never older', () => {
  let fresher = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { instance, data } = smallShift(randomShift(seed, 6, 15, 2));
    const schedule = new Schedule(instance);
    construct(schedule, data, iterationBudget(0));
    const plan = schedule.placements();
    const fixed = plan[0];
    const fresh = loadedFresh({ ...instance, fixed: [fixed] }, plan);
    expectPlan(instance, fresh);
    expect(fresh[0]).toEqual(fixed);
    fresh.forEach((placement, at) => {
      expect({ ...placement, loadStart: 0 }).toEqual({ ...plan[at], loadStart: 0 });
      expect(placement.loadStart).toBeGreaterThanOrEqual(plan[at].loadStart);
      if (placement.loadStart > plan[at].loadStart) fresher++;
    });
  }
  expect(fresher).toBeGreaterThan(100);
});

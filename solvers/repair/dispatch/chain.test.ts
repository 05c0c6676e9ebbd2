/** One repair after another: the answer's shift and the loads of the option that was chosen are the next request's. */
import { expect, test } from 'vitest';
import { concreteBreakdown } from '../../../models/examples/concrete-breakdown.ts';
import { RepairProblem } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import { iterationBudget } from '../../solver.ts';
import { checkRepair } from '../check.ts';
import { repairDispatch } from './repair.ts';

function solved(problem: RepairProblem) {
  if (problem.mode !== 'dispatch') throw new Error(problem.mode);
  const { plan } = repairDispatch(problem, undefined, iterationBudget(150, 1));
  expect(checkRepair({ problem }, plan).violations).toEqual([]);
  return plan;
}

test.each<RepairOptionName>([
  'fewest-changes',
  'hired-truck',
])('two hours after option %s was carried out an unloading takes longer', (name) => {
  const first = solved(RepairProblem.parse(concreteBreakdown.problem));
  const { hired, plan } = first.options.find((option) => option.name === name)!;
  const next = solved(
    RepairProblem.parse({
      mode: 'dispatch',
      shift: { ...first.shift, trucks: [...first.shift.trucks, ...hired] },
      loads: plan.loads,
      now: '2026-11-23T12:05:00+03:00',
      events: [{ type: 'unload-delay', load: 'warehouse floor/1', minutes: 25 }],
    }),
  );
  // What the first repair found done is done; what has begun since is no more open.
  expect(next.loads.done).toEqual(expect.arrayContaining(first.loads.done));
  expect(next.loads.open.length).toBeLessThan(first.loads.open.length);
});

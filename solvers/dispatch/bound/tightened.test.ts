/** Bounds of random shifts, of any rules and objective, against plans that the checker finds nothing wrong with. */
import { expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { lowerBound } from '../bound.ts';
import { planProblem, type ShiftInput } from '../check/hand-made.ts';
import { randomShift } from '../check/random-shift.ts';
import { termsOf, violationsOf } from '../check.ts';
import { denseShift } from '../dense.ts';
import { planShift } from '../shift-plan.ts';
import { withoutStanding } from '../standing-bound.ts';
import { loadsOf, tightened } from '../testing/tightened.ts';
import { litresIn } from '../units.ts';

const percents = [40, 75, 100];

/** The same shift without what makes plans loose, so that gaps and times of loads are what limits them. */
function plain(request: ShiftInput): ShiftInput {
  return {
    ...request,
    trucks: request.trucks.map((truck) => ({ ...truck, standing: undefined, breaks: [] })),
    travel: { ...request.travel, traffic: [] },
  };
}

/** @returns whether the plan holds under the tighter limits, and whether the bounds say anything of it. */
function expectBounded(request: ShiftInput, loads: ReturnType<typeof loadsOf>, name: string) {
  const problem = planProblem(request);
  if (violationsOf(problem, loads).length > 0) return { holds: false, says: false };
  const cost = termsOf(problem, loads).total;
  const served = problem.orders.map(({ id, volumeM3 }) => {
    const brought = loads.reduce((sum, load) => sum + (load.order === id ? litresIn(load.volumeM3) : 0), 0);
    return Math.min(litresIn(volumeM3), brought);
  });
  const servedL = served.reduce((sum, litres) => sum + litres, 0);
  const instance = withoutStanding(denseShift(problem, []).instance)!;
  let says = false;
  for (const rounds of [0, 4]) {
    const bound = lowerBound(instance, iterationBudget(rounds));
    expect(bound.lowerBound, name).toBeLessThanOrEqual(cost + 1e-6 * Math.max(1, Math.abs(cost)));
    expect(bound.servedVolumeAtMostL, name).toBeGreaterThanOrEqual(servedL);
    says ||= bound.servedVolumeAtMostL < problem.orders.reduce((sum, { volumeM3 }) => sum + litresIn(volumeM3), 0);
  }
  return { holds: true, says };
}

test('no plan is better than the bounds of a shift drawn tight around it', () => {
  const seen = { shifts: 0, holds: 0, says: 0 };
  // Some of these shifts have a way that is shorter by way of another load, others loads of unlike lengths.
  for (const seed of [8, 13, 24, 31, 37, 141, 316, 497, 831]) {
    for (const drawn of [randomShift(seed).request, plain(randomShift(seed).request)]) {
      const { plan } = planShift(planProblem(drawn), undefined, iterationBudget(0));
      const loads = loadsOf(drawn, plan);
      for (const percent of percents) {
        const request = tightened(drawn, plan, percent, seed);
        const { holds, says } = expectBounded(request, loads, `seed ${seed}, ${percent} %`);
        seen.shifts++;
        seen.holds += Number(holds);
        seen.says += Number(says);
      }
    }
  }
  expect(seen.holds).toBeGreaterThan(seen.shifts * 0.7);
  expect(seen.says).toBeGreaterThan(seen.holds * 0.3);
});

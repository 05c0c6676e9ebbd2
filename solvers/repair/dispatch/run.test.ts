/** Options of small repairs as a whole: which there are, which is recommended, what is told on the way, and going on from before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RepairDispatchPlan, RepairDispatchProblem, type RepairOption } from '../../../models/repair.ts';
import type { FoundPlan } from '../../../models/result.ts';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { type Budget, iterationBudget } from '../../solver.ts';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { repairDispatch } from './repair.ts';
import { planned } from './testing.ts';
import { minute, repairOf } from './testing-day.ts';

const weights = { normal: 1, high: 2, critical: 4 } as const;

function repaired(problem: RepairDispatchProblem, budget: Budget): FoundPlan<RepairDispatchPlan> {
  return repairDispatch(problem, undefined, budget);
}

/** By docs/repair-rules.md, told anew. */
function recommendedBy(problem: RepairDispatchProblem, plan: RepairDispatchPlan): string {
  const { promisedM3 } = contextOf(amend(problem));
  const priority = new Map(plan.shift.orders.map((order) => [order.id, order.priority]));
  const m3 = (option: RepairOption, most: (order: string) => number) =>
    option.plan.orders.reduce(
      (sum, { order, servedM3 }) => sum + weights[priority.get(order) ?? 'normal'] * Math.min(servedM3, most(order)),
      0,
    );
  const all = (option: RepairOption) => m3(option, () => Infinity);
  const kept = (option: RepairOption) => m3(option, (order) => promisedM3.get(order) ?? 0);
  const own = plan.options.filter(({ hired }) => hired.length === 0);
  const enough = own.filter((option) => all(option) >= 0.985 * Math.max(...own.map(all)) - 1e-6);
  const steady = enough.filter((option) => kept(option) >= 0.99 * Math.max(...enough.map(kept)) - 1e-6);
  const least = Math.min(...steady.map(({ points }) => points));
  return steady
    .filter(({ points }) => points <= least + 1e-9)
    .sort((a, b) => a.total - b.total)
    .map(({ name }) => name)[0];
}

describe('the morning of testing-day without t2', () => {
  const problem = repairOf({ events: [{ type: 'truck-out', truck: 't2' }] });
  const { plan, objective } = repaired(problem, iterationBudget(100, 1));

  test('both loads go to another truck at their times; nothing is better by any name', () => {
    // a/2 at 70 and b/1 at 110 on t1, which is back at 70 from a/1: 2 points, no truck more.
    const [only] = plan.options.filter(({ hired }) => hired.length === 0);
    expect(only).toMatchObject({ name: 'fewest-changes', changedLoads: 2, lostM3: 0 });
    expect(only.points).toBeCloseTo(2, 9);
    expect(plan.recommended).toBe('fewest-changes');
    expect(objective).toBeCloseTo(only.total, 9);
    // Two trucks at 30; without the third one.
    expect(only.cost).toBe(60);
  });

  test('a hired truck is no option where it helps nobody', () => {
    // It is there at 90: too late for a/2, and b/1 on it would cost a truck more for as many changes.
    expect(plan.options.map(({ name }) => name)).toEqual(['fewest-changes']);
  });
});

test('a hired truck is an option where something is lost without it', () => {
  // t2 and t3 are out; b and c are to be unloaded by 145: t1 brings one of them. The hired truck is there at 90.
  const orders = ['a', 'b', 'c'].map((id) => ({
    ...{ id, place: `site ${id}`, volumeM3: id === 'a' ? 10 : 5 },
    window: { from: 0, to: 145 * minute },
  }));
  const events = ['t2', 't3'].map((truck) => ({ type: 'truck-out' as const, truck }));
  const { plan } = repaired(repairOf({ events }, { orders }), iterationBudget(200, 1));
  const hired = plan.options.find(({ name }) => name === 'hired-truck');
  const own = plan.options.filter((option) => option !== hired);
  expect(hired?.hired.map(({ id }) => id)).toEqual(['hired-1']);
  expect(Math.min(...own.map(({ lostM3 }) => lostM3))).toBeGreaterThan(hired?.lostM3 ?? Infinity);
});

describe('of random shifts with a truck out', () => {
  const cases = (() => {
    const found: { problem: RepairDispatchProblem; seed: number }[] = [];
    for (let seed = 1; found.length < 6; seed++) {
      const running = planned(randomShift(seed).request, 0, seed);
      const last = running.loads.at(-1);
      if (running.loads.length < 4 || !last) continue;
      const events = [{ type: 'truck-out' as const, truck: last.truck }];
      found.push({ seed, problem: RepairDispatchProblem.parse({ mode: 'dispatch', ...running, now: 0, events }) });
    }
    return found;
  })();

  test('options differ in what they do, and the one that the rules name is recommended', () => {
    let several = 0;
    for (const { problem, seed } of cases) {
      const { plan } = repaired(problem, iterationBudget(40, seed));
      const doings = plan.options.map(({ plan: { loads } }) =>
        JSON.stringify(
          loads.map(({ order, truck, volumeM3, unloadStart }) => [order, truck, volumeM3, unloadStart]).sort(),
        ),
      );
      expect(new Set(doings).size).toBe(doings.length);
      expect(new Set(plan.options.map(({ name }) => name)).size).toBe(plan.options.length);
      expect(plan.recommended).toBe(recommendedBy(problem, plan));
      if (plan.options.length > 1) several++;
    }
    expect(several).toBeGreaterThan(0);
  });

  test('what is told on the way never becomes worse, and the end is no worse than it', () => {
    let told = 0;
    for (const { problem, seed } of cases) {
      const objectives: number[] = [];
      const { objective } = repaired(problem, {
        ...iterationBudget(40, seed),
        onIncumbent: (found) => objectives.push(found.objective ?? Number.NaN),
      });
      objectives.push(objective);
      for (let at = 1; at < objectives.length; at++)
        expect(objectives[at]).toBeLessThanOrEqual(objectives[at - 1] + 1e-9);
      told += objectives.length;
    }
    expect(told).toBeGreaterThan(cases.length);
  });

  test('an answer from before is not lost where there is no time to find it again', () => {
    let better = 0;
    for (const { problem, seed } of cases) {
      const before = repaired(problem, iterationBudget(150, seed));
      const first = repaired(problem, iterationBudget(0, seed));
      const { loads } = before.plan.options.find(({ name }) => name === before.plan.recommended)!.plan;
      const again = repairDispatch(problem, { loads: loads.map((load) => ({ ...load })) }, iterationBudget(0, seed));
      const given = before.plan.options.find(({ name }) => name === before.plan.recommended)!;
      expect(again.objective).toBeLessThanOrEqual(given.total + 1e-6);
      if (again.objective < first.objective - 1e-6) better++;
    }
    expect(better).toBeGreaterThan(0);
  });
});

test('same seed and iterations: same answer; the request stays as it was', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const running = planned(randomShift(seed).request, 0, seed);
      fc.pre(running.loads.length > 1);
      const events = [{ type: 'truck-out' as const, truck: running.loads[0].truck }];
      const problem = RepairDispatchProblem.parse({ mode: 'dispatch', ...running, now: 0, events });
      const copy = structuredClone(problem);
      const [one, other] = [0, 1].map(() => repaired(problem, iterationBudget(10, seed)));
      expect(one).toEqual(other);
      expect(problem).toEqual(copy);
    }),
    { numRuns: 4 },
  );
});

import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { instanceOf } from './instance.ts';
import type { JointProblem } from './joint.ts';
import { Plan } from './plan.ts';
import { columnOf, Pool, quantitiesOf } from './pool.ts';
import { noMultipliers } from './price.ts';
import { Recreation } from './recreate.ts';
import type { Found } from './search-result.ts';
import { bruteForce, byEnumeration, checkPlan, decisionsOf, tinyProblem } from './testing.ts';

const coupling = { orderCost: true, leastOrderValue: false, mostOrders: false, budget: true, stock: true };

/** Nothing ordered where that is allowed. */
function emptyPlan(problem: JointProblem): Plan | undefined {
  const instance = instanceOf(problem);
  const columns = problem.items.flatMap(
    ({ options }, item) => columnOf(instance, item, new Float64Array(options.length)) ?? [],
  );
  if (columns.length < problem.items.length) return undefined;
  const plan = new Plan(instance, columns);
  return plan.violation() === 0 ? plan : undefined;
}

/** Plans found from the empty one, the last one best. */
function plansOf(problem: JointProblem, first: Plan, seed: number): Found[] {
  const instance = instanceOf(problem);
  const plans: Found[] = [{ columns: [...first.chosen], cost: first.cost }];
  const recreation = new Recreation(instance, byEnumeration, iterationBudget(1), new Rng(seed));
  const price = noMultipliers(instance);
  const multipliers = { ...price, stock: price.stock.map((row) => row.map((_, day) => day % 2)) };
  recreation.run(
    60,
    () => ({ best: plans.at(-1)!, lowerBound: -Infinity, multipliers, penalty: 1e6 }),
    () => false,
    (better) => plans.push(better),
  );
  return plans;
}

describe('ruin and recreate', () => {
  const ran = { plans: 0, better: 0, best: 0 };
  test('plans keep all limits, cost what they say, get better, and are the same for the same seed', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const problem = tinyProblem(120_000 + seed, coupling);
      const first = emptyPlan(problem);
      if (!first) continue;
      ran.plans += 1;
      const plans = plansOf(problem, first, seed);
      for (let at = 1; at < plans.length; at += 1) {
        const quantities = plans[at].columns.map((column) => quantitiesOf(instanceOf(problem), column));
        const { cost, broken } = checkPlan(problem, quantities);
        expect(broken, `seed ${seed}`).toEqual([]);
        expect(cost).toBeCloseTo(plans[at].cost, 6);
        expect(cost).toBeLessThan(plans[at - 1].cost);
      }
      expect(plansOf(problem, first, seed)).toEqual(plans);
      const { cost } = plans.at(-1)!;
      if (plans.length > 1) ran.better += 1;
      if (cost - bruteForce(problem) < 1e-6 * Math.max(1, Math.abs(cost))) ran.best += 1;
    }
  });

  test('most of them came to the least cost', () => {
    expect(ran.plans).toBeGreaterThan(20);
    expect(ran.better).toBeGreaterThan(10);
    expect(ran.best).toBeGreaterThan(0.8 * ran.plans);
  });

  test('stopped at once, it gives nothing and leaves the plan as it is', () => {
    const problem = tinyProblem(120_001, coupling);
    const instance = instanceOf(problem);
    const columns = problem.items.map((item, index) => columnOf(instance, index, decisionsOf(item)[0].quantities)!);
    const best = { columns, cost: new Plan(instance, columns).cost };
    const stopped = { ...iterationBudget(1), shouldStop: () => true };
    const recreation = new Recreation(instance, byEnumeration, stopped, new Rng(1));
    const wanted = { best, lowerBound: 0, multipliers: noMultipliers(instance), penalty: 1e6 };
    for (let trial = 0; trial < 10; trial += 1) expect(recreation.try(wanted)).toBeUndefined();
  });
});

test('a worth that is of no use is cut off, any other is exact', () => {
  const rng = new Rng(3);
  let cut = 0;
  let exact = 0;
  for (let seed = 0; seed < 40; seed += 1) {
    const problem = tinyProblem(130_000 + seed, { ...coupling, leastOrderValue: true });
    const instance = instanceOf(problem);
    const pool = new Pool(instance);
    const columns = problem.items.map((item, index) => {
      const decisions = decisionsOf(item);
      for (const { quantities } of decisions.slice(0, 20)) pool.add(index, quantities);
      return pool.columns[index].at(-1);
    });
    if (columns.some((column) => column === undefined)) continue;
    const plan = new Plan(
      instance,
      columns.flatMap((column) => column ?? []),
    );
    plan.take(0);
    for (const column of pool.columns[0]) {
      const worth = plan.addedWorth(column, 100, -1);
      const most = worth + (rng.float() - 0.5) * 2 * Math.abs(worth);
      const seen = plan.addedWorth(column, 100, -1, most);
      if (worth < most) {
        expect(seen).toBe(worth);
        exact += 1;
      } else {
        expect(seen).toBeGreaterThanOrEqual(most);
        cut += 1;
      }
    }
  }
  expect(Math.min(cut, exact)).toBeGreaterThan(50);
});

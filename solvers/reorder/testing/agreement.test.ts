/** The plan that is built from a decision, against the checker that knows nothing of the builder. */
import { expect, test } from 'vitest';
import type { ReorderPlanProblem } from '../../../models/reorder.ts';
import { Rng } from '../../shared/rng.ts';
import { checkReorder } from '../check.ts';
import { explodeDemand, usedInRecipes } from '../demand.ts';
import { allSupplierDays, buildInstance, itemFacts } from '../instance.ts';
import { buildPlan, outcomeOf } from '../plan.ts';
import { itemPolicy, policyContext } from '../policy.ts';
import { tinyRequest } from './tiny-requests.ts';

/** Rules that a decision drawn blindly may break; all others speak of figures that the builder works out. */
const ofDecisions = new Set(['never-short', 'least-order-value', 'budget', 'storage', 'money', 'orders']);

function planOf(problem: ReorderPlanProblem, rng: Rng) {
  const none = new Map();
  const needs = explodeDemand(problem, { item: none, product: none });
  const facts = itemFacts(problem);
  const days = allSupplierDays(problem);
  const context = policyContext(problem, facts, needs, days, usedInRecipes(problem));
  const policies = facts.map((fact, index) => itemPolicy(context, fact, needs[index]));
  const instance = buildInstance(problem, facts, needs, policies, days);
  const quantities = instance.joint.items.map(({ options }) =>
    Float64Array.from(options, ({ pack, least, greatest }) => {
      const most = Math.min(greatest, least + 3 * pack);
      return rng.below(2) === 0 ? 0 : least + pack * rng.below((most - least) / pack + 1);
    }),
  );
  const outcome = outcomeOf(instance, quantities);
  const reasonOf = () => ({ decidedBy: 'demand' as const, text: 'drawn' });
  return buildPlan(instance, outcome, { policies, forecasts: [], replay: [], reasonOf });
}

test("whatever is decided, the figures of its plan are the checker's", () => {
  const rng = new Rng(7);
  let lines = 0;
  for (let round = 0; round < 400; round++) {
    const problem = tinyRequest(rng, { items: 1 + (round % 3), days: 6, decisions: 1e9, limits: round % 2 === 0 });
    const plan = planOf(problem, rng);
    const { violations, objective } = checkReorder({ problem }, plan);
    const wrong = violations.filter(({ rule }) => !ofDecisions.has(rule));
    expect(wrong, JSON.stringify({ problem, plan })).toEqual([]);
    expect(objective).toBeCloseTo(plan.costs.total, 6);
    lines += plan.orders.reduce((sum, order) => sum + order.lines.length, 0);
  }
  expect(lines).toBeGreaterThan(500);
});

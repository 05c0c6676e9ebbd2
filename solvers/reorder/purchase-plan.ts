/**
 * Mode `plan`: demand is forecast and exploded, each item gets its long-run rule and safety stock, then all orders are
 * planned together at least cost, and every line is explained.
 */
import type {
  ReorderForecast,
  ReorderPlanProblem,
  ReorderPurchasePlan,
  ReorderReplay,
  ReorderWarmStart,
} from '../../models/reorder.ts';
import { dateOf, dayIndex } from '../../models/reorder-days.ts';
import { relativeGap, type SolveResult, type StopReason, type Valued } from '../../models/result.ts';
import type { Budget } from '../solver.ts';
import { type DailyNeed, explodeDemand, usedInRecipes } from './demand.ts';
import type { Forecast } from './forecast/forecast.ts';
import { forecastHistory } from './forecast/forecast-history.ts';
import { allSupplierDays, buildInstance, itemFacts, milli, type ReorderInstance, toMilli } from './instance.ts';
import { isOrderable } from './item/evaluate.ts';
import { solveItem } from './item/solve-item.ts';
import type { JointAnswer, JointObstacle } from './joint/joint.ts';
import { solveJoint } from './joint/solve-joint.ts';
import { buildPlan, openingWorth, outcomeOf } from './plan.ts';
import { type ItemPolicy, itemPolicy, policyContext } from './policy.ts';
import { Reasons } from './reasons.ts';
import { replayPolicies } from './replay.ts';

/** Costs this close, relatively, are one: bounds are sums of thousands of rounded terms, each safe to 1e-9. */
const tolerance = 1e-8;
/** Histories of which each is forecast by every method; of more, those that take milliseconds are left out. */
const mostSlowForecasts = 200;
/** Share of the time kept for explaining lines and for the replay. */
const shareAfterwards = 0.15;

export function purchasePlan(
  problem: ReorderPlanProblem,
  warmStart: ReorderWarmStart | undefined,
  budget: Budget,
): SolveResult<ReorderPurchasePlan> {
  const prepared = prepare(problem);
  const { instance } = prepared;
  const offset = openingWorth(instance);
  const valuedBy = (answer: JointAnswer, plan: ReorderPurchasePlan): Valued<ReorderPurchasePlan> => ({
    plan,
    objective: plan.costs.total,
    lowerBound: Math.min(plan.costs.total, answer.lowerBound + offset),
    unit: problem.currency,
  });
  const { onIncumbent } = budget;
  const result = solveJoint(instance.joint, solveItem, withTimeFor(budget, shareAfterwards), {
    warmStart: warmStart && startFrom(instance, warmStart),
    onIncumbent: onIncumbent && ((answer) => onIncumbent(valuedBy(answer, assemble(prepared, answer)))),
  });
  if ('infeasible' in result)
    return {
      found: 'infeasible',
      endedBy: 'proof',
      statistics: { iterations: 0 },
      reason: sentence(problem, result.obstacle),
    };
  const { iterations } = result;
  const exhausted: StopReason =
    iterations >= budget.maxIterations
      ? 'iterations'
      : budget.shouldStop() || budget.remainingMs() < Infinity
        ? 'time'
        : 'iterations';
  if ('unknown' in result)
    return {
      found: 'unknown',
      endedBy: exhausted,
      statistics: { iterations },
      reason: 'no plan was found that keeps all limits, and none is excluded; give it more time or loosen a limit',
    };
  const valued = valuedBy(result, assemble(prepared, result, budget));
  onIncumbent?.(valued);
  const gap = relativeGap(valued.objective, valued.lowerBound) ?? 1;
  return {
    ...valued,
    ...(gap <= tolerance && { lowerBound: valued.objective }),
    found: gap <= tolerance ? 'optimal' : 'feasible',
    endedBy: gap <= tolerance ? 'proof' : gap <= budget.gap ? 'gap' : exhausted,
    statistics: { iterations },
  };
}

interface Prepared {
  readonly instance: ReorderInstance;
  readonly needs: readonly DailyNeed[];
  readonly policies: readonly ItemPolicy[];
  readonly forecasts: readonly ReorderForecast[];
}

/** All that is settled before anything is decided. */
function prepare(problem: ReorderPlanProblem): Prepared {
  const item = forecastsOf(problem, problem.items);
  const product = forecastsOf(problem, problem.products);
  const needs = explodeDemand(problem, { item, product });
  const facts = itemFacts(problem);
  const days = allSupplierDays(problem);
  const context = policyContext(problem, facts, needs, days, usedInRecipes(problem));
  const policies = facts.map((fact, index) => itemPolicy(context, fact, needs[index]));
  const forecasts = [...item, ...product].map(([of, { method, mean, sd, error }]) => ({
    of,
    method,
    mean: [...mean],
    sd: [...sd],
    error,
  }));
  return { instance: buildInstance(problem, facts, needs, policies, days), needs, policies, forecasts };
}

function forecastsOf(
  { start, days }: ReorderPlanProblem,
  sources: readonly { readonly id: string; readonly demand: ReorderPlanProblem['products'][number]['demand'] }[],
): ReadonlyMap<string, Forecast> {
  const forecasts = new Map<string, Forecast>();
  const quick = sources.filter(({ demand }) => demand.type === 'history').length > mostSlowForecasts;
  for (const { id, demand } of sources)
    if (demand.type === 'history') {
      const skipped = dayIndex(demand.from, start) - demand.perDay.length;
      forecasts.set(id, forecastHistory(demand, skipped, days, quick));
    }
  return forecasts;
}

/** @param budget - for explanations and replay; absent: lines are explained without their next-best choice, nothing is replayed. */
function assemble(
  { instance, policies, forecasts }: Prepared,
  answer: JointAnswer,
  budget?: Budget,
): ReorderPurchasePlan {
  const outcome = outcomeOf(instance, answer.quantities);
  const reasons = new Reasons(instance, outcome, budget ?? outOfTime);
  const replay: ReorderReplay[] =
    budget && instance.problem.replay ? replayPolicies(instance.problem, instance.facts, policies, budget) : [];
  return buildPlan(instance, outcome, {
    policies,
    forecasts,
    shadowPrices: answer.multipliers,
    replay,
    reasonOf: (order, item, option) => reasons.reasonOf(order, item, option),
  });
}

const outOfTime: Budget = { seed: 0, maxIterations: 0, gap: 0, shouldStop: () => true, remainingMs: () => 0 };

/** The budget less a share of its time. */
function withTimeFor(budget: Budget, share: number): Budget {
  const kept = budget.remainingMs() * share;
  if (!Number.isFinite(kept)) return budget;
  const remainingMs = () => Math.max(0, budget.remainingMs() - kept);
  return { ...budget, remainingMs, shouldStop: () => remainingMs() <= 0 || budget.shouldStop() };
}

/** An earlier plan's lines as far as they can be ordered now; the rest is left out. */
function startFrom({ problem, joint }: ReorderInstance, { orders }: ReorderWarmStart): Float64Array[] {
  const itemAt = new Map(problem.items.map(({ id }, index) => [id, index]));
  const supplierAt = new Map(problem.suppliers.map(({ id }, index) => [id, index]));
  const quantities = joint.items.map(({ options }) => new Float64Array(options.length));
  for (const { supplier, delivery, lines } of orders) {
    const day = dayIndex(problem.start, delivery);
    for (const line of lines) {
      const item = itemAt.get(line.item) as number;
      const { options } = joint.items[item];
      const option = options.findIndex(
        (chance) => chance.arrivalDay === day && chance.supplier === supplierAt.get(supplier),
      );
      const quantity = toMilli(line.quantity);
      if (option >= 0 && isOrderable(options[option], quantity)) quantities[item][option] = quantity;
    }
  }
  return quantities;
}

function sentence(problem: ReorderPlanProblem, obstacle: JointObstacle): string {
  switch (obstacle.limit) {
    case 'item': {
      const { id, unit } = problem.items[obstacle.item];
      return `item "${id}" runs short by at least ${obstacle.short / milli} ${unit} on ${dateOf(problem.start, obstacle.day)} whatever is ordered; let shortage be "backorder" or "lost", or find an offer that delivers sooner or more`;
    }
    case 'budget':
      return `goods for at least ${obstacle.least.toFixed(2)} ${problem.currency} must be bought, and limits.budget is ${problem.limits.budget}`;
    case 'stock': {
      const name = obstacle.row === 0 && problem.limits.storage !== undefined ? 'storage' : 'money';
      return `limits.${name} cannot be kept on ${dateOf(problem.start, obstacle.day)}: at least ${obstacle.least} is needed`;
    }
    case 'together':
      return 'the limits cannot all be kept together, though each can by itself';
  }
}

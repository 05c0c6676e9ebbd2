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
import { quickItem } from './item/quick.ts';
import { solveItem } from './item/solve-item.ts';
import type { JointAnswer, JointObstacle } from './joint/joint.ts';
import { solveJoint } from './joint/solve-joint.ts';
import { buildPlan, openingWorth, outcomeOf } from './plan.ts';
import { type ItemPolicy, itemPolicy, policyContext } from './policy.ts';
import { Reasons } from './reasons.ts';
import { replayPolicies } from './replay.ts';

/** Costs this close, relatively, are one: bounds are sums of thousands of rounded terms, each safe to 1e-9. */
const tolerance = 1e-8;
/** Where only iterations count: milliseconds of a request's forecasts, as many as of 200 histories by every method. */
const forecastsMs = 1000;
/** Share of the time that forecasts may take, and that from which even methods that were asked for are given up. */
const shareOfForecasts = 0.2;
const mostShareOfForecasts = 0.4;
/** The library of seasonal ARIMA takes so long to start, once. */
const forecastStartMs = 100;
/** Share of the time kept for what else could be done at each line, and for the replay. */
const shareAfterwards = 0.05;
/** Writing a plan down and handing it over takes about as long as preparing took; kept back is so many times that. */
const safetyOfAssembly = 2.2;
/** A plan on the way is written down where it is better by so much, and that takes at most this share of the time left. */
const worthTelling = 1e-4;
const shareOfTelling = 0.1;
/** The first one may take more: with nothing told a solve that is cut off has nothing to show. */
const shareOfFirstTelling = 0.4;
/** Where preparing takes more than this share of the time, the request is a large one. */
const longShare = 0.02;

export function purchasePlan(
  problem: ReorderPlanProblem,
  warmStart: ReorderWarmStart | undefined,
  budget: Budget,
): SolveResult<ReorderPurchasePlan> {
  const time = new TimeOf(budget);
  const forecasts = forecastsOf(problem, time);
  const prepared = time.measure(() => prepare(problem, forecasts));
  const { instance } = prepared;
  const offset = openingWorth(instance);
  const valuedBy = (answer: JointAnswer, plan: ReorderPurchasePlan): Valued<ReorderPurchasePlan> => ({
    plan,
    objective: plan.costs.total,
    lowerBound: Math.min(plan.costs.total, answer.lowerBound + offset),
    unit: problem.currency,
  });
  const { onIncumbent } = budget;
  let told = Infinity;
  const tell =
    onIncumbent &&
    ((answer: JointAnswer) => {
      const objective = answer.cost + offset;
      if (!(objective < told - worthTelling * Math.abs(told)) && told < Infinity) return;
      if (!time.isThereForTelling(told === Infinity)) return;
      told = objective;
      time.measure(() => onIncumbent(valuedBy(answer, assemble(prepared, answer, outOfTime))));
    });
  let start = warmStart && startFrom(instance, warmStart);
  // Of a large request a poor plan is there long before the first good one.
  if (!start && time.isLong() && time.isThereForTelling(told === Infinity)) {
    const early = solveJoint(instance.joint, (item, own) => quickItem(item) ?? solveItem(item, own), outOfTime);
    if ('quantities' in early) {
      start = [...early.quantities];
      tell?.(early);
    }
  }
  const search = time.forSearch();
  const quickly: typeof solveItem = (item, own) => (search.shouldStop() && quickItem(item)) || solveItem(item, own);
  const result = solveJoint(instance.joint, quickly, search, { warmStart: start, onIncumbent: tell });
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
  const valued = valuedBy(result, assemble(prepared, result, time.forExplaining()));
  // It takes time to tell, and what is told now comes back at once anyway.
  if (valued.objective < told && time.isThereForTelling(told === Infinity)) onIncumbent?.(valued);
  const gap = relativeGap(valued.objective, valued.lowerBound) ?? 1;
  return {
    ...valued,
    ...(gap <= tolerance && { lowerBound: valued.objective }),
    found: gap <= tolerance ? 'optimal' : 'feasible',
    endedBy: gap <= tolerance ? 'proof' : gap <= budget.gap ? 'gap' : exhausted,
    statistics: { iterations },
  };
}

/** What the budget's time is spent on. Where only iterations count there is always enough. */
class TimeOf {
  readonly #budget: Budget;
  readonly #totalMs: number;
  /** What writing a plan down takes, as far as is known. */
  #assemblyMs = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
    this.#totalMs = budget.remainingMs();
  }

  /** Runs a part that takes as long as writing a plan down, or is that. */
  measure<Result>(part: () => Result): Result {
    const before = this.#budget.remainingMs();
    const result = part();
    if (Number.isFinite(before)) this.#assemblyMs = before - this.#budget.remainingMs();
    return result;
  }

  /** Milliseconds for the forecast of each of so many histories; 0: there is no time left for them. */
  ofForecast(histories: number): number {
    if (!Number.isFinite(this.#totalMs)) return this.#budget.shouldStop() ? 0 : forecastsMs / histories;
    if (this.#budget.remainingMs() < (1 - mostShareOfForecasts) * this.#totalMs || this.#budget.shouldStop()) return 0;
    return Math.max(0, shareOfForecasts * this.#totalMs - forecastStartMs) / histories;
  }

  /** The budget less what has to be kept for afterwards. */
  forSearch(): Budget {
    return this.#less(() => safetyOfAssembly * this.#assemblyMs + shareAfterwards * this.#totalMs);
  }

  /** For alternatives and the replay: the time but for the plan itself. */
  forExplaining(): Budget {
    return this.#less(() => safetyOfAssembly * this.#assemblyMs);
  }

  /** A plan takes a noticeable part of the time to write down: the request is a large one for it. */
  isLong(): boolean {
    return Number.isFinite(this.#totalMs) && this.#assemblyMs > longShare * this.#totalMs;
  }

  isThereForTelling(isFirst: boolean): boolean {
    const left = this.#budget.remainingMs();
    return left === Infinity || this.#assemblyMs <= (isFirst ? shareOfFirstTelling : shareOfTelling) * left;
  }

  #less(keptMs: () => number): Budget {
    const budget = this.#budget;
    if (!Number.isFinite(this.#totalMs)) return budget;
    const remainingMs = () => Math.max(0, budget.remainingMs() - keptMs());
    return { ...budget, remainingMs, shouldStop: () => remainingMs() <= 0 || budget.shouldStop() };
  }
}

interface Forecasts {
  readonly item: ReadonlyMap<string, Forecast>;
  readonly product: ReadonlyMap<string, Forecast>;
}

interface Prepared {
  readonly instance: ReorderInstance;
  readonly needs: readonly DailyNeed[];
  readonly policies: readonly ItemPolicy[];
  readonly forecasts: readonly ReorderForecast[];
}

/** All that is settled before anything is decided. */
function prepare(problem: ReorderPlanProblem, foretold: Forecasts): Prepared {
  const needs = explodeDemand(problem, foretold);
  const facts = itemFacts(problem);
  const days = allSupplierDays(problem);
  const context = policyContext(problem, facts, needs, days, usedInRecipes(problem));
  const policies = facts.map((fact, index) => itemPolicy(context, fact, needs[index]));
  const forecasts = [...foretold.item, ...foretold.product].map(([of, { method, mean, sd, error }]) => ({
    of,
    method,
    mean: [...mean],
    sd: [...sd],
    error,
  }));
  return { instance: buildInstance(problem, facts, needs, policies, days), needs, policies, forecasts };
}

function forecastsOf(problem: ReorderPlanProblem, time: TimeOf): Forecasts {
  const { start, days, items, products } = problem;
  const histories = [...items, ...products].filter(({ demand }) => demand.type === 'history').length;
  const foretold = (sources: ReorderPlanProblem['products'] | ReorderPlanProblem['items']) => {
    const forecasts = new Map<string, Forecast>();
    for (const { id, demand } of sources)
      if (demand.type === 'history') {
        const skipped = dayIndex(demand.from, start) - demand.perDay.length;
        forecasts.set(id, forecastHistory(demand, skipped, days, time.ofForecast(histories)));
      }
    return forecasts;
  };
  return { item: foretold(items), product: foretold(products) };
}

/** @param budget - for what else could be done at each line, and for the replay. */
function assemble(
  { instance, policies, forecasts }: Prepared,
  answer: JointAnswer,
  budget: Budget,
): ReorderPurchasePlan {
  const outcome = outcomeOf(instance, answer.quantities);
  const reasons = new Reasons(instance, outcome, budget);
  const replay: ReorderReplay[] =
    instance.problem.replay && !budget.shouldStop()
      ? replayPolicies(instance.problem, instance.facts, policies, budget)
      : [];
  return buildPlan(instance, outcome, {
    policies,
    forecasts,
    shadowPrices: answer.multipliers,
    replay,
    reasonOf: (order, item, option) => reasons.reasonOf(order, item, option),
  });
}

const outOfTime: Budget = { seed: 0, maxIterations: 0, gap: 0, shouldStop: () => true, remainingMs: () => 0 };

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

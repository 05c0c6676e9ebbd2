/** Answers to questions on orders over periods: inputs to methods, results to figures under the models' names. */
import type { Figure, MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type * as Lots from '../../../models/reorder-questions/lots.ts';
import { periodsOf } from '../../../models/reorder-questions/lots.ts';
import * as check from '../check/answers/lots.ts';
import * as checkRandom from '../check/answers/random-horizon.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { distributionOf, normal } from '../distributions/distribution-of.ts';
import { normalDemand, planFiniteHorizon, type StochasticPlan } from '../methods/finite-horizon.ts';
import type { HeuristicLotPlan } from '../methods/lot-heuristic.ts';
import { type BackorderProblem, type LotPlan, lotPlan, type PerPeriod, perPeriod } from '../methods/lot-sizing.ts';
import { lotSizingWithBackorders } from '../methods/lot-sizing-backorders.ts';
import { lotSizingWithCapacity } from '../methods/lot-sizing-capacitated.ts';
import { multiPeriodNewsvendorCost, multiPeriodNewsvendorLevel } from '../methods/multi-period-newsvendor.ts';
import { myopicBounds } from '../methods/myopic-bounds.ts';
import { nonstationaryLotSizing } from '../methods/nonstationary-lot-sizing.ts';
import { partPeriodBalancing } from '../methods/part-period.ts';
import { silverMeal } from '../methods/silver-meal.ts';
import { type SummedDemand, summedDemand } from '../methods/summed-demand.ts';
import { wagnerWhitin } from '../methods/wagner-whitin.ts';
import type { AnswerCheck, Answerer } from './answerer.ts';

type Values = Record<string, Figure>;

/** A question with its demand written out; all its other fields fit the methods as they are. */
function written<Question extends Lots.LotsQuestion & { demand: PerPeriod }>(question: Question) {
  return { ...question, demand: perPeriod(question.demand, periodsOf(question) ?? 1) };
}

function planValues(plan: LotPlan): Values {
  const { backorderCost, ...values } = plan;
  const orders = plan.orderQuantities.reduce((count, quantity) => count + (quantity > 0 ? 1 : 0), 0);
  return backorderCost > 0 ? { ...values, backorderCost, orders } : { ...values, orders };
}

function bestPlan(method: string, reference: string, plan: LotPlan): MethodAnswer {
  return { method, reference, exact: true, values: planValues(plan), cost: plan.totalCost };
}

/** A plan that the question gave: its cost beside the least one, or what is wrong with it. */
function givenPlan(
  problem: Parameters<typeof lotPlan>[0],
  orders: readonly number[],
  limits: { mayOwe: boolean; mayEndOwing: boolean; capacity?: PerPeriod },
  best: MethodAnswer,
): MethodAnswer {
  const plan = lotPlan(problem, orders);
  const capacity = perPeriod(limits.capacity ?? Infinity, orders.length);
  const tooMuch = orders.findIndex((order, t) => order > capacity[t]);
  const isMissing = (stock: number, t: number) =>
    stock < 0 && (t === orders.length - 1 ? !limits.mayEndOwing : !limits.mayOwe);
  const missing = plan.endingInventory.findIndex(isMissing);
  const method = 'Cost of a given plan';
  const { reference } = best;
  if (tooMuch >= 0) {
    const reason = `the order of period ${tooMuch} is above its capacity`;
    return { method, reference, exact: false, values: { feasible: false, reason, period: tooMuch } };
  }
  if (missing >= 0) {
    const reason = `demand of period ${missing} is not met`;
    return { method, reference, exact: false, values: { feasible: false, reason, period: missing } };
  }
  const values: Values = { ...planValues(plan) };
  if (best.lowerBound !== undefined || best.cost !== undefined) values['optimalTotalCost'] = best.cost ?? null;
  return { method, reference, exact: false, values, cost: plan.totalCost, lowerBound: best.lowerBound ?? best.cost };
}

const answerDynamicLotSizing: Answerer<Lots.DynamicLotSizingQuestion> = (question) => {
  const problem = written(question);
  const reference =
    'Wagner and Whitin (1958), Management Science 5(1):89-96; Wagelmans, van Hoesel and Kolen (1992), Operations Research 40(S1):S145-S156';
  const best = bestPlan('Wagner-Whitin', reference, wagnerWhitin(problem));
  if (!question.orderQuantities) return best;
  return givenPlan(problem, question.orderQuantities, { mayOwe: false, mayEndOwing: false }, best);
};

const answerBackorders: Answerer<Lots.BackorderLotSizingQuestion> = (question) => {
  const endOwing = question.terminalBackordersAllowed ?? false;
  const problem: BackorderProblem = written(question);
  const reference =
    'Zangwill (1966), Management Science 12(5):506-527; Federgruen and Tzur (1993), Naval Research Logistics 40(4):459-478';
  const plan = lotSizingWithBackorders({ ...problem, endOwing });
  const best = bestPlan('Dynamic lot sizing with backorders', reference, plan);
  if (!question.orderQuantities) return best;
  return givenPlan(problem, question.orderQuantities, { mayOwe: true, mayEndOwing: endOwing }, best);
};

const answerCapacitated: Answerer<Lots.CapacitatedLotSizingQuestion> = (question) => {
  const problem = written(question);
  const reference =
    'Florian and Klein (1971), Management Science 18(1):12-20; Shaw and Wagelmans (1998), Management Science 44(6):831-838';
  const method = 'Capacitated lot sizing by dynamic programming over a piecewise linear cost to go';
  const found = lotSizingWithCapacity(problem);
  if (!found.feasible) {
    const { shortPeriod, shortBy } = found;
    const reason = `demand up to and with period ${shortPeriod} exceeds stock and capacity by ${shortBy}`;
    return { method, reference, exact: true, values: { feasible: false, reason, period: shortPeriod, shortBy } };
  }
  const { plan, exact, lowerBound } = found;
  const best = bestPlan(method, reference, plan);
  const answer = exact ? best : { ...best, exact, lowerBound };
  if (!question.orderQuantities) return answer;
  const limits = { mayOwe: false, mayEndOwing: false, capacity: question.capacity };
  return givenPlan(problem, question.orderQuantities, limits, answer);
};

function heuristicAnswer(method: string, reference: string, plan: HeuristicLotPlan): MethodAnswer {
  const values = { ...planValues(plan), costAboveOptimal: plan.totalCost - plan.optimalTotalCost };
  return { method, reference, exact: false, values, cost: plan.totalCost, lowerBound: plan.optimalTotalCost };
}

const answerSilverMeal: Answerer<Lots.SilverMealQuestion> = (question) =>
  heuristicAnswer(
    'Silver-Meal heuristic',
    'Silver and Meal (1973), Production and Inventory Management 14(2):64-74',
    silverMeal(written(question)),
  );

const answerPartPeriod: Answerer<Lots.PartPeriodQuestion> = (question) =>
  heuristicAnswer(
    'Part-period balancing',
    'DeMatteis and Mendoza (1968), IBM Systems Journal 7(1):30-46',
    partPeriodBalancing(written(question)),
  );

/** Some 21 levels from half to twice the first order-up-to level, or as far as the plan reaches, above the stock. */
function firstLevelCurve(plan: StochasticPlan, stock: number): MethodAnswer['curve'] {
  const best = plan.rules[0].orderUpTo;
  const low = Math.max(best / 2, best - plan.reach);
  const high = Math.min(best * 2, best + plan.reach);
  const levels = new Set<number>();
  for (let point = 0; point <= 10; point++)
    for (const level of [best - ((best - low) * point) / 10, best + ((high - best) * point) / 10])
      levels.add(Math.round(level / plan.gridStep) * plan.gridStep);
  const curve = [...levels].filter((level) => level > stock).sort((a, b) => a - b);
  return curve.length < 2 ? undefined : curve.map((quantity) => ({ quantity, cost: plan.costOfFirstLevel(quantity) }));
}

/** A reorder point that no stock is low enough for is none. */
const reorderFigure = (point: number): Figure => (point === -Infinity ? null : point);

/** What is told of a plan over a horizon whatever its model. */
function beside({ firstOrder, gridStep, rulesAreOptimal }: StochasticPlan): Values {
  return { firstOrder, gridStep, costIsOfRules: rulesAreOptimal };
}

/** @param best - the same plan where no rules were given. */
function planFigures(
  plan: StochasticPlan,
  best: StochasticPlan,
  stock = 0,
): Pick<MethodAnswer, 'exact' | 'cost' | 'lowerBound' | 'curve'> {
  const isOwn = plan === best;
  return {
    exact: isOwn && plan.rulesAreOptimal && plan.gridStep === 1,
    cost: plan.totalCost,
    lowerBound: !isOwn && plan.gridStep === 1 ? Math.min(best.totalCost, plan.totalCost) : undefined,
    curve: firstLevelCurve(plan, Math.round(stock)),
  };
}

const answerFiniteHorizon: Answerer<Lots.FiniteHorizonQuestion> = (question) => {
  const { reorderPoints, orderUpToLevels } = question;
  const demand = normalDemand(question.demandMean, question.demandSd, periodsOf(question) ?? 1);
  const rules =
    reorderPoints && orderUpToLevels
      ? reorderPoints.map((reorderPoint, t) => ({ reorderPoint, orderUpTo: orderUpToLevels[t] }))
      : undefined;
  const problem = { ...question, demand, purchaseCost: question.purchaseCost ?? 0 };
  const best = planFiniteHorizon(problem);
  const plan = rules ? planFiniteHorizon({ ...problem, rules }) : best;
  const values: Values = {
    reorderPoints: plan.rules.map(({ reorderPoint }) => reorderFigure(reorderPoint)),
    orderUpToLevels: plan.rules.map(({ orderUpTo }) => orderUpTo),
    totalCost: plan.totalCost,
    ...beside(plan),
  };
  if (rules) values['optimalTotalCost'] = best.totalCost;
  return {
    method: rules ? 'Cost of given (s, S) rules over a finite horizon' : 'Finite-horizon dynamic programme',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., sections 4.3.3 and 4.4.3',
    values,
    ...planFigures(plan, best, question.initialInventory),
  };
};

const answerMyopicBounds: Answerer<Lots.MyopicBoundsQuestion> = (question) => {
  const demand = normalDemand(question.demandMean, question.demandSd, periodsOf(question) ?? 1);
  const bounds = myopicBounds({ ...question, demand, purchaseCost: question.purchaseCost ?? 0 });
  return {
    method: 'Myopic bounds on finite-horizon (s, S) rules',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., section 4.4',
    exact: true,
    values: {
      SLower: bounds.orderUpToLower,
      SUpper: bounds.orderUpToUpper,
      sLower: bounds.reorderLower,
      sUpper: bounds.reorderUpper.map((bound) => bound ?? null),
    },
  };
};

function demandsOf(demand: Lots.DemandOverPeriods): Distribution[] {
  if (demand.type === 'distributions') return demand.distributions.map(distributionOf);
  if (demand.type === 'poisson') return demand.means.map((mean) => distributionOf({ type: 'poisson', mean }));
  const sds = perPeriod(demand.sds, demand.means.length);
  return demand.means.map((mean, t) => normal(mean, sds[t]));
}

const answerNonstationary: Answerer<Lots.NonstationaryLotSizingQuestion> = (question) => {
  const problem = { ...question, demand: demandsOf(question.demand), purchaseCost: question.purchaseCost ?? 0 };
  const rules = question.sS?.map(([reorderPoint, orderUpTo]) => ({ reorderPoint, orderUpTo }));
  const best = nonstationaryLotSizing(problem);
  const plan = rules ? nonstationaryLotSizing({ ...problem, rules }) : best;
  const values: Values = {
    expectedCost: plan.totalCost,
    sS: plan.rules.map(({ reorderPoint, orderUpTo }) => [reorderFigure(reorderPoint), orderUpTo]),
    ...beside(plan),
  };
  if (rules) values['optimalExpectedCost'] = best.totalCost;
  return {
    method: rules ? 'Cost of given (s, S) rules' : "Scarf's stochastic dynamic programme",
    reference: 'Scarf (1960), in Arrow, Karlin and Suppes (eds.), Mathematical Methods in the Social Sciences, 196-202',
    values,
    ...planFigures(plan, best, question.initialInventory),
  };
};

/** Sums of Poisson and of normal demands are such again; others are convolved. */
function sumsOf(demand: Lots.DemandOverPeriods): SummedDemand & { exact: boolean } {
  if (demand.type === 'distributions') {
    const demands = demandsOf(demand);
    const summed = summedDemand(demands);
    return { ...summed, exact: summed.gridStep === 1 && demands.every(({ discrete }) => discrete) };
  }
  const sds = demand.type === 'normal' ? perPeriod(demand.sds, demand.means.length) : undefined;
  let mean = 0;
  let variance = 0;
  const sums = demand.means.map((more, t) => {
    mean += more;
    variance += sds ? sds[t] ** 2 : 0;
    return sds ? normal(mean, Math.sqrt(variance)) : distributionOf({ type: 'poisson', mean });
  });
  return { sums, gridStep: 1, exact: true };
}

const answerMultiPeriodNewsvendor: Answerer<Lots.MultiPeriodNewsvendorQuestion> = (question) => {
  const { sums, exact } = sumsOf(question.demand);
  const problem = { ...question, cumulativeDemand: sums };
  const best = multiPeriodNewsvendorLevel(problem);
  const orderUpTo = question.orderUpTo ?? best;
  const cost = multiPeriodNewsvendorCost(problem, orderUpTo);
  const bestCost = multiPeriodNewsvendorCost(problem, best);
  const around = orderUpTo > 0 ? orderUpTo : best;
  const levels = Array.from({ length: 31 }, (_, point) => around * (0.5 + point / 20));
  return {
    method: question.orderUpTo === undefined ? 'Multi-period newsvendor' : 'Cost of a given order-up-to level',
    reference: 'Rossi (2021), Inventory Analytics, chapter on stochastic lot sizing; newsvendor over summed demand',
    exact: exact && question.orderUpTo === undefined,
    values: { orderUpTo, expectedCost: cost, optimalOrderUpTo: best, optimalExpectedCost: bestCost },
    cost,
    lowerBound: exact && question.orderUpTo !== undefined ? Math.min(cost, bestCost) : undefined,
    curve:
      around > 0
        ? levels.map((quantity) => ({ quantity, cost: multiPeriodNewsvendorCost(problem, quantity) }))
        : undefined,
  };
};

interface Entry<Question> {
  readonly answer: Answerer<Question>;
  readonly check: AnswerCheck<Question>;
}

function entry<Question>(answer: Answerer<Question>, check: AnswerCheck<Question>): Entry<Question> {
  return { answer, check };
}

export const lotsAnswers = {
  'dynamic-lot-sizing': entry(answerDynamicLotSizing, check.checkDynamicLotSizing),
  'dynamic-lot-sizing-backorders': entry(answerBackorders, check.checkBackorders),
  'dynamic-lot-sizing-capacitated': entry(answerCapacitated, check.checkCapacitated),
  'silver-meal': entry(answerSilverMeal, check.checkHeuristic),
  'part-period': entry(answerPartPeriod, check.checkHeuristic),
  'finite-horizon-stochastic': entry(answerFiniteHorizon, checkRandom.checkFiniteHorizon),
  'finite-horizon-myopic-bounds': entry(answerMyopicBounds, checkRandom.checkMyopicBounds),
  'nonstationary-stochastic-lot-sizing': entry(answerNonstationary, checkRandom.checkNonstationary),
  'multi-period-newsvendor': entry(answerMultiPeriodNewsvendor, checkRandom.checkMultiPeriodNewsvendor),
};

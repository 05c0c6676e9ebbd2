/** Answers to questions about the order quantity of one item at constant demand. */
import type {
  EoqAllUnitsQuestion,
  EoqBackordersQuestion,
  EoqIncrementalQuestion,
  EoqPracticalQuestion,
  EoqQuestion,
  EpqQuestion,
} from '../../../models/reorder-questions/steady.ts';
import { allUnitsBreaks, allUnitsCost, type BreaksSolution } from '../methods/all-units-breaks.ts';
import { eoq, eoqCost, eoqSensitivity } from '../methods/eoq.ts';
import { eoqBackorders, eoqBackordersCost } from '../methods/eoq-backorders.ts';
import { epq, epqCost } from '../methods/epq.ts';
import { incrementalBreaks, incrementalCost } from '../methods/incremental-breaks.ts';
import {
  brokenLimits,
  type PracticalLotSize,
  type PracticalLotSizeProblem,
  practicalLotSize,
} from '../methods/practical-lot-size.ts';
import { costRegions, regionCost, regionOf } from '../methods/price-breaks.ts';
import type { Answerer } from './answerer.ts';
import { curveAround, figures } from './steady-figures.ts';

export const answerEoq: Answerer<EoqQuestion> = (question) => {
  const best = eoq(question);
  const orderQuantity = question.orderQuantity ?? best.orderQuantity;
  const costPerTime = question.orderQuantity === undefined ? best.costPerTime : eoqCost(question, orderQuantity);
  return {
    method: 'Economic order quantity',
    reference: 'Harris (1913); Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.2',
    exact: true,
    values: figures({
      orderQuantity,
      costPerTime,
      ...timingFigures(question, orderQuantity, costPerTime),
      excessOverBest: excess(question.orderQuantity, best.orderQuantity),
      orderingCostPerTime: perTime(question.fixedCost * question.demandRate, orderQuantity),
      holdingCostPerTime: (question.holdingCost * orderQuantity) / 2,
    }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, (quantity) => eoqCost(question, quantity)),
  };
};

export const answerEoqBackorders: Answerer<EoqBackordersQuestion> = (question) => {
  const { orderQuantity, stockoutFraction, costPerTime } = eoqBackorders(question);
  const maxBackorder = stockoutFraction * orderQuantity;
  return {
    method: 'Economic order quantity with planned back orders',
    reference: 'Hadley and Whitin (1963), 2-8; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.5',
    exact: true,
    values: figures({
      orderQuantity,
      stockoutFraction,
      costPerTime,
      maxBackorder,
      maxInventory: orderQuantity - maxBackorder,
      ...timingFigures(
        question,
        orderQuantity,
        costPerTime,
        maxBackorder,
        ((1 - stockoutFraction) ** 2 * orderQuantity) / 2,
      ),
    }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, (quantity) => eoqBackordersCost(question, quantity, stockoutFraction)),
  };
};

export const answerEpq: Answerer<EpqQuestion> = (question) => {
  const best = epq(question);
  const orderQuantity = question.orderQuantity ?? best.orderQuantity;
  const costPerTime = question.orderQuantity === undefined ? best.costPerTime : epqCost(question, orderQuantity);
  const maxInventory = orderQuantity * (1 - question.demandRate / question.productionRate);
  return {
    method: 'Economic production quantity',
    reference: 'Taft (1918); Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.6',
    exact: true,
    values: figures({
      orderQuantity,
      costPerTime,
      runTime: orderQuantity / question.productionRate,
      maxInventory,
      ...timingFigures(question, orderQuantity, costPerTime, 0, maxInventory / 2),
      excessOverBest: excess(question.orderQuantity, best.orderQuantity),
    }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, (quantity) => epqCost(question, quantity)),
  };
};

export const answerAllUnits: Answerer<EoqAllUnitsQuestion> = (question) => ({
  method: 'EOQ with all-units quantity discounts',
  reference: 'Hadley and Whitin (1963), 2-11; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.4.1',
  ...breaksAnswer(question, allUnitsBreaks, allUnitsCost),
});

export const answerIncremental: Answerer<EoqIncrementalQuestion> = (question) => ({
  method: 'EOQ with incremental quantity discounts',
  reference: 'Hadley and Whitin (1963), 2-12; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.4.2',
  ...breaksAnswer(question, incrementalBreaks, incrementalCost),
});

export const answerPractical: Answerer<EoqPracticalQuestion> = (question) => {
  const problem = practicalProblem(question);
  const cost = (quantity: number) => {
    const region = costRegions(problem)[regionOf(problem.breakpoints, quantity)];
    return question.demandRate === 0 ? 0 : regionCost(region, problem, quantity);
  };
  const outcome: PracticalLotSize =
    question.orderQuantity === undefined
      ? practicalLotSize(problem)
      : {
          found: 'optimal',
          orderQuantity: question.orderQuantity,
          region: regionOf(problem.breakpoints, question.orderQuantity),
          costPerTime: cost(question.orderQuantity),
          boundBy: [],
        };
  const named = {
    method: 'Best order quantity among whole packs within least and greatest order, shelf life and price breaks',
    reference:
      'Hadley and Whitin (1963), 2-11 and 2-12; Silver, Pyke and Peterson (1998), 5.5; per region the multiples next to its minimum',
    exact: true,
  };
  if (outcome.found === 'unbounded')
    return {
      ...named,
      values: { feasible: true, reason: 'the larger the order the cheaper: no holding cost and no limit' },
    };
  if (outcome.found === 'infeasible') return { ...named, values: { feasible: false, ...outcome.conflict } };
  const { orderQuantity, region, costPerTime, boundBy } = outcome;
  const broken = question.orderQuantity === undefined ? [] : brokenLimits(problem, orderQuantity);
  return {
    ...named,
    values: figures({
      feasible: broken.length === 0,
      orderQuantity,
      costPerTime,
      region,
      packs: problem.packSize === undefined ? undefined : orderQuantity / problem.packSize,
      unitCost: question.unitCosts[region],
      ordersPerYear: question.demandRate / orderQuantity,
      lastsDays: (orderQuantity / question.demandRate) * (question.daysPerYear ?? 365),
      boundBy: boundBy.length > 0 ? boundBy : undefined,
      broken: broken.length > 0 ? broken : undefined,
    }),
    cost: costPerTime,
    curve: practicalCurve(problem, orderQuantity, cost),
  };
};

/** The question in the terms of the method; a null limit is none. */
export function practicalProblem(question: EoqPracticalQuestion): PracticalLotSizeProblem {
  const days = question.daysPerYear ?? 365;
  return {
    kind: question.discount ?? 'all-units',
    breakpoints: question.breakpoints ?? [0],
    unitCosts: question.unitCosts,
    fixedCost: question.fixedCost,
    demandRate: question.demandRate,
    holdingCostRate: question.holdingCostRate ?? 0,
    holdingCost: question.holdingCost ?? 0,
    packSize: question.packSize ?? undefined,
    minOrder: question.minOrder ?? undefined,
    maxOrder: question.maxOrder ?? undefined,
    shelfLife: question.shelfLifeDays == null ? undefined : question.shelfLifeDays / days,
  };
}

/** The curve at quantities that can be ordered in packs, where there are packs. */
function practicalCurve(problem: PracticalLotSizeProblem, quantity: number, cost: (quantity: number) => number) {
  const { packSize } = problem;
  const smooth = curveAround(quantity, cost);
  if (packSize === undefined || smooth === undefined) return smooth;
  const packs = new Set(smooth.map((point) => Math.max(1, Math.round(point.quantity / packSize))));
  return Array.from(packs, (count) => ({ quantity: count * packSize, cost: cost(count * packSize) }));
}

type Breaks = EoqAllUnitsQuestion | EoqIncrementalQuestion;
type BreaksInputs = Parameters<typeof allUnitsBreaks>[0];

function breaksAnswer(
  question: Breaks,
  optimise: (problem: BreaksInputs) => BreaksSolution,
  evaluate: typeof allUnitsCost,
) {
  const problem = { ...question, holdingCost: 0 };
  const best = optimise(problem);
  const { orderQuantity, region, costPerTime } =
    question.orderQuantity === undefined ? best : evaluate(problem, question.orderQuantity);
  return {
    exact: true,
    values: figures({
      orderQuantity,
      region,
      costPerTime,
      unitCost: question.unitCosts[region],
      cycleTime: orderQuantity / question.demandRate,
      ordersPerYear: question.demandRate / orderQuantity,
      purchaseCostPerTime: costPerTime - carried(question, orderQuantity, costPerTime),
      regions: best.regions.map((one) => ({ ...one })),
    }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, (quantity) => evaluate(problem, quantity).costPerTime),
  };
}

/** Ordering and holding of a lot, from its cost C = K D / Q + i P / 2 + P D / Q with P the price of the whole lot. */
function carried({ fixedCost, demandRate, holdingCostRate }: Breaks, quantity: number, cost: number): number {
  if (quantity === 0) return 0;
  const ordering = (fixedCost * demandRate) / quantity;
  const lotPrice = (cost - ordering) / (demandRate / quantity + holdingCostRate / 2);
  return ordering + (holdingCostRate * lotPrice) / 2;
}

interface Timing {
  readonly demandRate: number;
  readonly unitCost?: number;
  readonly leadTime?: number;
  readonly leadTimeDays?: number;
  readonly openDaysPerYear?: number;
}

/**
 * When to order and how often. The reorder point is that of the inventory position, demand over the lead time (less what
 * is let wait); on hand it is less by the orders still on the way where the lead time is longer than a cycle.
 */
function timingFigures(
  question: Timing,
  quantity: number,
  costPerTime: number,
  maxBackorder = 0,
  averageInventory = quantity / 2,
) {
  const { demandRate, unitCost, openDaysPerYear } = question;
  const inDays = question.leadTimeDays === undefined ? undefined : question.leadTimeDays / (openDaysPerYear ?? 365);
  const leadTime = question.leadTime ?? inDays;
  const cycleTime = quantity / demandRate;
  const reorderPoint = leadTime === undefined ? undefined : demandRate * leadTime - maxBackorder;
  return {
    totalCostWithPurchase: unitCost === undefined ? undefined : costPerTime + unitCost * demandRate,
    reorderPoint,
    reorderPointOnHand:
      leadTime === undefined || reorderPoint === undefined || !(quantity > 0)
        ? undefined
        : reorderPoint - quantity * Math.floor(leadTime / cycleTime),
    averageInventory,
    inventoryTurnover: perTime(demandRate, averageInventory),
    coverage: cycleTime,
    cycleTime,
    ordersPerYear: perTime(demandRate, quantity),
    cycleDays: openDaysPerYear === undefined ? undefined : cycleTime * openDaysPerYear,
  };
}

function perTime(amount: number, quantity: number): number | undefined {
  return quantity === 0 ? undefined : amount / quantity;
}

/** Share by which a given quantity is dearer than the best one. */
function excess(given: number | undefined, best: number): number | undefined {
  return given === undefined || !(best > 0) ? undefined : eoqSensitivity(given / best);
}

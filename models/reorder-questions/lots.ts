/** Questions on orders over periods: known demand (dynamic lot sizing) and random demand over a finite horizon. */
import { z } from 'zod';
import { addProblem } from '../common.ts';
import { DemandDistribution } from './distribution.ts';

const mostPeriods = 100_000;
const mostCapacitatedPeriods = 500;
const mostRandomPeriods = 500;
/** Sums of unlike demands are convolved, one period after the other. */
const mostMixedPeriods = 60;

const Money = z.number().min(0).max(1e12);
const Units = z.number().min(0).max(1e9);

/** One figure for all periods, or one for each. */
function perPeriod<Item extends z.ZodType>(item: Item, most = mostPeriods) {
  return z.union([item, z.array(item).min(1).max(most)]);
}

const NumPeriods = z.int().min(1).max(mostPeriods).optional().describe('needed where no list tells it');
const Demand = perPeriod(Units).describe('units per period; known');
const FixedCost = perPeriod(Money).describe('money per order');
const HoldingCost = perPeriod(Money).describe('money per unit in stock at the end of a period');
const PurchaseCost = perPeriod(Money).optional().describe('money per unit, by the period of the order; default 0');
const InitialInventory = Units.optional().describe('units before the first period; default 0');
const OrderQuantities = z
  .array(Units)
  .min(1)
  .max(mostPeriods)
  .optional()
  .describe('a plan to evaluate in place of the best');

const lotSizing = {
  numPeriods: NumPeriods,
  demand: Demand,
  fixedCost: FixedCost,
  holdingCost: HoldingCost,
  purchaseCost: PurchaseCost,
  initialInventory: InitialInventory,
};

export const DynamicLotSizingQuestion = z.strictObject({
  model: z.literal('dynamic-lot-sizing'),
  ...lotSizing,
  orderQuantities: OrderQuantities,
});
export type DynamicLotSizingQuestion = z.infer<typeof DynamicLotSizingQuestion>;

export const BackorderLotSizingQuestion = z.strictObject({
  model: z.literal('dynamic-lot-sizing-backorders'),
  ...lotSizing,
  initialInventory: z.number().min(-1e9).max(1e9).optional().describe('units; below 0 is owed before the first period'),
  backorderCost: perPeriod(Money).describe('money per unit owed at the end of a period'),
  terminalBackordersAllowed: z.boolean().optional().describe('whether units may be owed after the last period'),
  orderQuantities: OrderQuantities,
});
export type BackorderLotSizingQuestion = z.infer<typeof BackorderLotSizingQuestion>;

export const CapacitatedLotSizingQuestion = z.strictObject({
  model: z.literal('dynamic-lot-sizing-capacitated'),
  ...lotSizing,
  numPeriods: z.int().min(1).max(mostCapacitatedPeriods).optional().describe('needed where no list tells it'),
  demand: perPeriod(Units, mostCapacitatedPeriods).describe('units per period; known'),
  capacity: perPeriod(Units, mostCapacitatedPeriods).describe('most units of one order, by its period'),
  orderQuantities: OrderQuantities,
});
export type CapacitatedLotSizingQuestion = z.infer<typeof CapacitatedLotSizingQuestion>;

export const SilverMealQuestion = z.strictObject({ model: z.literal('silver-meal'), ...lotSizing });
export type SilverMealQuestion = z.infer<typeof SilverMealQuestion>;

export const PartPeriodQuestion = z.strictObject({ model: z.literal('part-period'), ...lotSizing });
export type PartPeriodQuestion = z.infer<typeof PartPeriodQuestion>;

const Level = z.number().min(-1e9).max(1e9);
const randomCosts = {
  fixedCost: perPeriod(Money, mostRandomPeriods).describe('money per order'),
  purchaseCost: perPeriod(Money, mostRandomPeriods).optional().describe('money per unit; default 0'),
  holdingCost: perPeriod(Money, mostRandomPeriods).describe('money per unit left at the end of a period'),
  stockoutCost: perPeriod(Money, mostRandomPeriods).describe('money per unit owed at the end of a period'),
};
const normalHorizon = {
  numPeriods: z.int().min(1).max(mostRandomPeriods).optional().describe('needed where no list tells it'),
  ...randomCosts,
  terminalHoldingCost: Money.optional().describe('money per unit left after the last period; default 0'),
  terminalStockoutCost: Money.optional().describe('money per unit owed after the last period; default 0'),
  demandMean: perPeriod(Units, mostRandomPeriods).describe('units per period, normal demand'),
  demandSd: perPeriod(Units, mostRandomPeriods).describe('units'),
  discountFactor: perPeriod(z.number().gt(0).max(1), mostRandomPeriods)
    .optional()
    .describe('worth now of money one period later; default 1'),
};

export const FiniteHorizonQuestion = z.strictObject({
  model: z.literal('finite-horizon-stochastic'),
  ...normalHorizon,
  initialInventory: Level.optional().describe('units, rounded to whole ones; default 0'),
  reorderPoints: z.array(Level).min(1).max(mostRandomPeriods).optional().describe('with orderUpToLevels: to evaluate'),
  orderUpToLevels: z.array(Level).min(1).max(mostRandomPeriods).optional(),
});
export type FiniteHorizonQuestion = z.infer<typeof FiniteHorizonQuestion>;

export const MyopicBoundsQuestion = z.strictObject({
  model: z.literal('finite-horizon-myopic-bounds'),
  ...normalHorizon,
  initialInventory: Level.optional().describe('has no say in the bounds'),
});
export type MyopicBoundsQuestion = z.infer<typeof MyopicBoundsQuestion>;

export const DemandOverPeriods = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('poisson'), means: z.array(Units.max(1e8)).min(1).max(mostRandomPeriods) }),
    z.strictObject({
      type: z.literal('normal'),
      means: z.array(Units).min(1).max(mostRandomPeriods),
      sds: perPeriod(Units, mostRandomPeriods),
    }),
    z.strictObject({
      type: z.literal('distributions'),
      distributions: z.array(DemandDistribution).min(1).max(mostMixedPeriods),
    }),
  ])
  .describe('demand of each period, independent of one another');
export type DemandOverPeriods = z.infer<typeof DemandOverPeriods>;

export const NonstationaryLotSizingQuestion = z.strictObject({
  model: z.literal('nonstationary-stochastic-lot-sizing'),
  ...randomCosts,
  demand: DemandOverPeriods,
  initialInventory: Level.optional().describe('units, rounded to whole ones; default 0'),
  sS: z
    .array(z.tuple([Level, Level]))
    .min(1)
    .max(mostRandomPeriods)
    .optional()
    .describe('reorder point and order-up-to level of each period: to evaluate in place of the best'),
});
export type NonstationaryLotSizingQuestion = z.infer<typeof NonstationaryLotSizingQuestion>;

export const MultiPeriodNewsvendorQuestion = z.strictObject({
  model: z.literal('multi-period-newsvendor'),
  holdingCost: perPeriod(Money, mostRandomPeriods).describe('money per unit left at the end of a period'),
  stockoutCost: perPeriod(Money, mostRandomPeriods).describe('money per unit owed at the end of a period'),
  purchaseCost: Money.optional().describe('money per unit brought in; default 0'),
  demand: DemandOverPeriods,
  orderUpTo: Level.optional().describe('a level to evaluate in place of the best'),
});
export type MultiPeriodNewsvendorQuestion = z.infer<typeof MultiPeriodNewsvendorQuestion>;

export const lotsQuestions = [
  DynamicLotSizingQuestion,
  BackorderLotSizingQuestion,
  CapacitatedLotSizingQuestion,
  SilverMealQuestion,
  PartPeriodQuestion,
  FiniteHorizonQuestion,
  MyopicBoundsQuestion,
  NonstationaryLotSizingQuestion,
  MultiPeriodNewsvendorQuestion,
] as const;
export type LotsQuestion = z.infer<(typeof lotsQuestions)[number]>;

type Path = readonly (string | number)[];

/** Periods that a question spans: as it says, or as its lists say; undefined where neither does. */
export function periodsOf(question: LotsQuestion): number | undefined {
  if ('numPeriods' in question && question.numPeriods !== undefined) return question.numPeriods;
  if ('demand' in question && typeof question.demand === 'object' && 'type' in question.demand) {
    const { demand } = question;
    return demand.type === 'distributions' ? demand.distributions.length : demand.means.length;
  }
  const told = 'demandMean' in question ? question.demandMean : question.demand;
  if (Array.isArray(told)) return told.length;
  return Object.values(question).find((value): value is unknown[] => Array.isArray(value))?.length;
}

/** What a question's fields must agree on. */
export function checkLotsQuestion(question: LotsQuestion, path: Path, context: z.RefinementCtx): void {
  const periods = periodsOf(question);
  if (periods === undefined) {
    addProblem(context, [...path, 'numPeriods'], {
      rule: 'periods-known',
      message: 'neither numPeriods nor a list says how many periods there are',
      remedy: 'give numPeriods, or demand as a list',
    });
    return;
  }
  for (const { at, entries } of listsOf(question))
    if (entries !== periods)
      addProblem(context, [...path, ...at], {
        rule: 'one-entry-per-period',
        message: `${at.join('.')} has ${entries} entries for ${periods} periods`,
        remedy: 'give one entry per period, or one figure for all periods',
        received: entries,
      });
  if (question.model === 'finite-horizon-stochastic') checkRules(question, path, context);
  if (question.model === 'nonstationary-stochastic-lot-sizing' && question.sS) {
    const [points, levels] = [question.sS.map(([s]) => s), question.sS.map(([, S]) => S)];
    refuseCrossedRules(points, levels, [...path, 'sS'], context);
  }
  if (question.model === 'finite-horizon-myopic-bounds') checkPrices(question, path, context, periods);
}

/** Every list of the question that has an entry per period. */
function listsOf(question: LotsQuestion): { at: string[]; entries: number }[] {
  const lists: { at: string[]; entries: number }[] = [];
  for (const [name, value] of Object.entries(question)) {
    if (Array.isArray(value)) lists.push({ at: [name], entries: value.length });
    else if (typeof value === 'object')
      for (const [inner, list] of Object.entries(value))
        if (Array.isArray(list)) lists.push({ at: [name, inner], entries: list.length });
  }
  return lists;
}

function checkRules(question: FiniteHorizonQuestion, path: Path, context: z.RefinementCtx): void {
  const { reorderPoints, orderUpToLevels } = question;
  if (reorderPoints && orderUpToLevels) refuseCrossedRules(reorderPoints, orderUpToLevels, path, context);
  if ((reorderPoints === undefined) !== (orderUpToLevels === undefined))
    addProblem(context, [...path, reorderPoints ? 'orderUpToLevels' : 'reorderPoints'], {
      rule: 'rules-complete',
      message: 'a rule to evaluate needs its reorder point and its order-up-to level',
      remedy: 'give both reorderPoints and orderUpToLevels, or neither',
    });
}

/** An order that brings stock up to a level cannot lower it. */
function refuseCrossedRules(
  reorderPoints: readonly number[],
  levels: readonly number[],
  path: Path,
  context: z.RefinementCtx,
): void {
  const t = reorderPoints.findIndex((point, period) => point > levels[period]);
  if (t < 0) return;
  addProblem(context, path, {
    rule: 'reorder-point-not-above-level',
    message: `in period ${t} the reorder point ${reorderPoints[t]} is above the order-up-to level ${levels[t]}`,
    remedy: 'lower the reorder point or raise the level',
    received: reorderPoints[t],
  });
}

/** G_t of the myopic bounds has a minimum only for prices that change neither faster than it costs to hold nor to owe. */
function checkPrices(question: MyopicBoundsQuestion, path: Path, context: z.RefinementCtx, periods: number): void {
  const at = (value: number | readonly number[] | undefined, t: number, absent: number) =>
    value === undefined ? absent : typeof value === 'number' ? value : value[t];
  for (let t = 0; t < periods; t++) {
    const isLast = t === periods - 1;
    const next = isLast ? 0 : at(question.discountFactor, t, 1) * at(question.purchaseCost, t + 1, 0);
    const price = at(question.purchaseCost, t, 0) - next;
    const holding = at(question.holdingCost, t, 0) + (isLast ? (question.terminalHoldingCost ?? 0) : 0);
    const stockout = at(question.stockoutCost, t, 0) + (isLast ? (question.terminalStockoutCost ?? 0) : 0);
    if (price > -holding && price < stockout) continue;
    addProblem(context, [...path, 'purchaseCost'], {
      rule: 'myopic-price-within-costs',
      message: `in period ${t} the price less the discounted next one is ${price}: not between -${holding} and ${stockout}`,
      remedy: 'use the model finite-horizon-stochastic, which needs no such prices',
      received: price,
    });
    return;
  }
}

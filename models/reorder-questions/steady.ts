/**
 * Questions about constant demand: order quantities of one item and of several that share an order, a store or a budget,
 * and of one item whose supplier fails or delivers more or less than was ordered.
 *
 * Costs come in one currency, quantities in the item's unit, rates and holding costs in one time unit (the golden one is
 * a year). A quantity that is given is evaluated and not optimised.
 */
import { z } from 'zod';
import { DemandDistribution } from './distribution.ts';

/** Wide enough for any shop and narrow enough that no product of some of them overflows. */
const most = 1e15;
const Positive = z.number().min(1e-12).max(most);
const Amount = z.number().min(0).max(most);
const Difference = z.number().min(-most).max(most);

const fixedCost = Amount.describe('cost of an order, whatever its size');
const holdingCost = Positive.describe('cost of holding a unit for one time unit');
const holdingCostRate = Positive.max(1e6).describe(
  'share of the unit cost that holding a unit for one time unit costs',
);
const demandRate = Amount.describe('units per time unit');
const orderQuantity = Positive.optional().describe('evaluate this quantity; absent: find the best');

const timing = {
  unitCost: Amount.optional().describe('price of a unit: adds what the purchase costs'),
  leadTime: Amount.optional().describe('from order to receipt in the time unit of the demand rate'),
  leadTimeDays: Amount.optional().describe('from order to receipt in open days; instead of `leadTime`'),
  openDaysPerYear: Positive.max(366)
    .optional()
    .describe('open days per time unit; 365 where days are asked and it is absent'),
};

export const EoqQuestion = z
  .strictObject({ model: z.literal('eoq'), fixedCost, holdingCost, demandRate, orderQuantity, ...timing })
  .describe('economic order quantity; costPerTime is without the purchase');
export type EoqQuestion = z.infer<typeof EoqQuestion>;

export const EoqBackordersQuestion = z
  .strictObject({
    model: z.literal('eoq-backorders'),
    fixedCost,
    holdingCost,
    stockoutCost: Positive.describe('cost of a unit on back order for one time unit'),
    demandRate,
    orderQuantity,
    stockoutFraction: z.number().min(0).max(1).optional().describe('share of demand that waits; absent: the best'),
    ...timing,
  })
  .describe('economic order quantity with planned back orders');
export type EoqBackordersQuestion = z.infer<typeof EoqBackordersQuestion>;

export const EpqQuestion = z
  .strictObject({
    model: z.literal('epq'),
    fixedCost,
    holdingCost,
    demandRate,
    productionRate: Positive.describe('units per time unit while a lot is made; above the demand rate'),
    orderQuantity,
    ...timing,
  })
  .describe('economic production quantity');
export type EpqQuestion = z.infer<typeof EpqQuestion>;

const prices = {
  breakpoints: z.array(Amount).min(1).max(100).describe('least quantity of each price region, ascending, the first 0'),
  unitCosts: z.array(Positive).min(1).max(100).describe('price of a unit by region'),
};

export const EoqAllUnitsQuestion = z
  .strictObject({
    model: z.literal('eoq-discount-all-units'),
    fixedCost,
    holdingCostRate,
    demandRate: Positive.describe('units per time unit'),
    ...prices,
    orderQuantity,
  })
  .describe('the price of the region reached holds for the whole order; costPerTime contains the purchase');
export type EoqAllUnitsQuestion = z.infer<typeof EoqAllUnitsQuestion>;

export const EoqIncrementalQuestion = z
  .strictObject({ ...EoqAllUnitsQuestion.shape, model: z.literal('eoq-discount-incremental') })
  .describe('a lower price holds for the units from its break on; costPerTime contains the purchase');
export type EoqIncrementalQuestion = z.infer<typeof EoqIncrementalQuestion>;

export const EoqPracticalQuestion = z
  .strictObject({
    model: z.literal('eoq-practical-constraints'),
    fixedCost,
    holdingCostRate: z.number().min(0).max(1e6).optional().describe('share of the unit cost per unit and time unit'),
    holdingCost: Amount.optional().describe(
      'cost per unit and time unit whatever the price; added to that of the rate',
    ),
    demandRate,
    breakpoints: prices.breakpoints.optional().describe('as for price breaks; absent: one price'),
    unitCosts: prices.unitCosts,
    discount: z.enum(['all-units', 'incremental']).optional().describe('kind of the price breaks; all-units'),
    packSize: Positive.nullish().describe('units per pack, 0.5 as well as 12; absent: any quantity'),
    minOrder: Amount.nullish().describe('least order in units'),
    maxOrder: Amount.nullish().describe('greatest order in units'),
    shelfLifeDays: Positive.nullish().describe('an order is used up within so many days at constant demand'),
    daysPerYear: Positive.max(1e6).optional().describe('days per time unit of the demand rate; 365'),
    orderQuantity,
  })
  .describe('whole packs, least and greatest order, shelf life and price breaks: the exact best quantity');
export type EoqPracticalQuestion = z.infer<typeof EoqPracticalQuestion>;

const mostItems = 500;
const itemList = (item: z.ZodNumber) => z.array(item).min(1).max(mostItems);
const Packs = z
  .array(Positive)
  .min(1)
  .max(mostItems)
  .optional()
  .describe('units per pack by item; absent: any quantity');
const several = {
  fixedCosts: itemList(Amount).describe('cost of an order by item'),
  demandRates: itemList(Amount).describe('units per time unit by item'),
};
const givenQuantities = z.array(Amount).min(1).max(mostItems).optional().describe('evaluate these order quantities');

export const EoqStorageQuestion = z
  .strictObject({
    model: z.literal('eoq-multi-item-storage'),
    ...several,
    holdingCosts: itemList(Positive).describe('cost of holding a unit for one time unit by item'),
    unitSpace: itemList(Amount).describe('space that a unit takes by item'),
    storageLimit: Positive.describe('space for full orders of all items at once'),
    packSizes: Packs,
    orderQuantities: givenQuantities,
  })
  .describe('order quantities of items that share a store');
export type EoqStorageQuestion = z.infer<typeof EoqStorageQuestion>;

export const EoqBudgetQuestion = z
  .strictObject({
    model: z.literal('eoq-multi-item-budget'),
    ...several,
    unitCosts: itemList(Positive).describe('price of a unit by item'),
    holdingCosts: itemList(Positive).optional().describe('cost per unit and time unit by item; instead of the rate'),
    holdingCostRate: holdingCostRate.optional(),
    budgetLimit: Positive.describe('money that may be tied up in stock'),
    basis: z
      .enum(['full-orders', 'average-stock'])
      .optional()
      .describe('money tied up by full orders of all items at once (default), or by half of them, the average stock'),
    packSizes: Packs,
    orderQuantities: givenQuantities,
  })
  .describe('order quantities of items that share a budget');
export type EoqBudgetQuestion = z.infer<typeof EoqBudgetQuestion>;

const joint = {
  sharedFixedCost: Positive.describe('cost of an order, whatever is in it'),
  itemFixedCosts: itemList(Amount).describe('what each item in an order adds to its cost'),
  holdingCosts: itemList(Positive).describe('cost of holding a unit for one time unit by item'),
  demandRates: itemList(Amount).describe('units per time unit by item; one without demand is not ordered'),
};

export const JointReplenishmentQuestion = z
  .strictObject({
    model: z.literal('joint-replenishment'),
    ...joint,
    policy: z
      .enum(['cyclic', 'strict'])
      .optional()
      .describe(
        'cyclic (default): a base cycle costs the shared cost even with no item due; strict: some item always is',
      ),
    multiples: z.array(z.int().min(1).max(1e9)).min(1).max(mostItems).optional().describe('evaluate these multiples'),
    baseCycle: Positive.optional().describe('evaluate `multiples` at this base cycle; absent: at the best for them'),
  })
  .describe('cycles of items that share the fixed cost of an order: multiples of one base cycle');
export type JointReplenishmentQuestion = z.infer<typeof JointReplenishmentQuestion>;

export const PowerOfTwoQuestion = z
  .strictObject({
    model: z.literal('joint-replenishment-power-of-two'),
    ...joint,
    basePeriodsPerTime: Positive.max(1e9)
      .optional()
      .describe(
        'base periods per time unit, say 52; every cycle is a power of two of them. Absent: the best base period',
      ),
  })
  .describe('joint replenishment with power-of-two cycles');
export type PowerOfTwoQuestion = z.infer<typeof PowerOfTwoQuestion>;

export const EoqDisruptionsQuestion = z
  .strictObject({
    model: z.literal('eoq-disruptions'),
    fixedCost: Positive.describe('cost of an order, whatever its size'),
    holdingCost,
    stockoutCost: Amount.describe('cost of a unit of demand lost while the supplier is down'),
    demandRate: Positive.describe('units per time unit'),
    disruptionRate: z.number().min(0).max(1e9).describe('failures of the supplier per time unit in which it works'),
    recoveryRate: z.number().min(1e-9).max(1e9).describe('recoveries per time unit in which it is down'),
    approximate: z.boolean().optional().describe('closed form that takes the supplier in its long-run state; false'),
    orderQuantity,
  })
  .describe('economic order quantity with a supplier that fails');
export type EoqDisruptionsQuestion = z.infer<typeof EoqDisruptionsQuestion>;

const newsvendor = {
  holdingCost: Positive.describe('cost of a unit left at the end of a period'),
  stockoutCost: Positive.describe('cost of a unit short at the end of a period'),
  demand: Amount.describe('known demand of a period'),
};
const baseStockLevel = Difference.optional().describe('evaluate this level; absent: find the best');

export const NewsvendorDisruptionsQuestion = z
  .strictObject({
    model: z.literal('newsvendor-disruptions'),
    ...newsvendor,
    disruptionProb: z.number().min(0).max(1).describe('chance that a supplier that works is down in the next period'),
    recoveryProb: z.number().min(1e-6).max(1).describe('chance that one that is down works in the next period'),
    baseStockLevel,
  })
  .describe('base stock level for known demand and a supplier that fails');
export type NewsvendorDisruptionsQuestion = z.infer<typeof NewsvendorDisruptionsQuestion>;

export const EoqYieldAdditiveQuestion = z
  .strictObject({
    model: z.literal('eoq-yield-additive'),
    fixedCost: Positive.describe('cost of an order, whatever its size'),
    holdingCost,
    demandRate: Positive.describe('units per time unit'),
    yieldMean: Difference.describe('mean of what arrives beyond the order; below 0: less arrives'),
    yieldSd: Amount,
    orderQuantity,
  })
  .describe('economic order quantity where a random amount more or less arrives');
export type EoqYieldAdditiveQuestion = z.infer<typeof EoqYieldAdditiveQuestion>;

export const EoqYieldMultiplicativeQuestion = z
  .strictObject({
    ...EoqYieldAdditiveQuestion.shape,
    model: z.literal('eoq-yield-multiplicative'),
    yieldMean: z.number().min(1e-9).max(1e9).describe('mean share of the order that arrives'),
    yieldSd: z.number().min(0).max(1e9),
  })
  .describe('economic order quantity where a random share of the order arrives');
export type EoqYieldMultiplicativeQuestion = z.infer<typeof EoqYieldMultiplicativeQuestion>;

export const NewsvendorYieldUniformQuestion = z
  .strictObject({
    model: z.literal('newsvendor-yield-additive-uniform'),
    ...newsvendor,
    yieldLo: Difference.describe('least that arrives beyond the order'),
    yieldHi: Difference.describe('most that arrives beyond the order'),
    baseStockLevel,
  })
  .describe('base stock level for known demand where a uniformly random amount more or less arrives');
export type NewsvendorYieldUniformQuestion = z.infer<typeof NewsvendorYieldUniformQuestion>;

export const NewsvendorYieldAdditiveQuestion = z
  .strictObject({
    model: z.literal('newsvendor-yield-additive'),
    ...newsvendor,
    yield: DemandDistribution.describe('what arrives beyond the order'),
    baseStockLevel,
  })
  .describe('base stock level for known demand where a random amount more or less arrives');
export type NewsvendorYieldAdditiveQuestion = z.infer<typeof NewsvendorYieldAdditiveQuestion>;

export const NewsvendorYieldMultiplicativeQuestion = z
  .strictObject({
    model: z.literal('newsvendor-yield-multiplicative'),
    ...newsvendor,
    yield: DemandDistribution.describe('share of the order that arrives, not below 0'),
    baseStockLevel: Amount.optional().describe('evaluate this order-up-to level; absent: find the best'),
  })
  .describe('order for known demand where a random share of it arrives');
export type NewsvendorYieldMultiplicativeQuestion = z.infer<typeof NewsvendorYieldMultiplicativeQuestion>;

export const steadyQuestions = [
  EoqQuestion,
  EoqBackordersQuestion,
  EpqQuestion,
  EoqAllUnitsQuestion,
  EoqIncrementalQuestion,
  EoqPracticalQuestion,
  EoqStorageQuestion,
  EoqBudgetQuestion,
  JointReplenishmentQuestion,
  PowerOfTwoQuestion,
  EoqDisruptionsQuestion,
  NewsvendorDisruptionsQuestion,
  EoqYieldAdditiveQuestion,
  EoqYieldMultiplicativeQuestion,
  NewsvendorYieldUniformQuestion,
  NewsvendorYieldAdditiveQuestion,
  NewsvendorYieldMultiplicativeQuestion,
] as const;
export type SteadyQuestion = z.infer<(typeof steadyQuestions)[number]>;

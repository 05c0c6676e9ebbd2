/**
 * Questions about one item under random demand: loss functions, newsvendor, (r, Q), (s, S), safety stock.
 *
 * Where a level or policy is given it is evaluated, else the best one is found. Back orders throughout, but for the newsvendor.
 */
import { z } from 'zod';
import { DemandDistribution } from './distribution.ts';

const Cost = z.number().gt(0).max(1e12);
const CostOrNone = z.number().min(0).max(1e12);
const Quantity = z.number().min(-1e12).max(1e12);
const Whole = z.int().min(-1e9).max(1e9);
const HoldingCost = Cost.describe('per unit and period (or time)');
const StockoutCost = Cost.describe('per unit short and period (or time)');
const FixedCost = Cost.describe('per order');
const DemandMean = z.number().gt(0).max(1e9).describe('units per period (or time)');
const DemandSd = z.number().min(0).max(1e9).describe('of the demand of one period (or unit of time)');
const LeadTime = z.number().min(0).max(10_000);
const Share = z.number().gt(0).lt(1);

export const LossFunctionQuestion = z
  .strictObject({
    model: z.literal('loss-function'),
    distribution: DemandDistribution,
    x: Quantity.describe('level, units'),
  })
  .describe('expected shortage E[(D-x)+] and expected stock left E[(x-D)+]');

export const SecondLossFunctionQuestion = z
  .strictObject({
    model: z.literal('second-loss-function'),
    distribution: DemandDistribution,
    x: Quantity.describe('level, units'),
  })
  .describe(
    'E[((D-x)+)^2] / 2 and its complement; over whole numbers E[(D-x)+ (D-x-1)+] / 2 and E[(x-D)+ (x-D+1)+] / 2',
  );

export const NewsvendorQuestion = z.strictObject({
  model: z.literal('newsvendor'),
  distribution: DemandDistribution.describe('of the demand of one period'),
  holdingCost: HoldingCost,
  stockoutCost: StockoutCost,
  leadTime: LeadTime.max(1000).default(0).describe('periods; the level covers one more'),
  baseStockLevel: Quantity.optional().describe('level to evaluate'),
});

export const NewsvendorProfitQuestion = z.strictObject({
  model: z.literal('newsvendor-profit'),
  distribution: DemandDistribution,
  revenue: CostOrNone.describe('per unit sold'),
  purchaseCost: CostOrNone.describe('per unit bought'),
  salvageValue: z.number().min(-1e12).max(1e12).default(0).describe('per unit left; negative: its disposal costs'),
  holdingCost: CostOrNone.default(0).describe('per unit left'),
  stockoutCost: CostOrNone.default(0).describe('per unit short, besides the lost revenue'),
  baseStockLevel: Quantity.optional().describe('level to evaluate'),
});

export const NewsvendorMyopicQuestion = z.strictObject({
  model: z.literal('newsvendor-myopic'),
  distribution: DemandDistribution,
  holdingCost: CostOrNone.describe('per unit left'),
  stockoutCost: CostOrNone.describe('per unit short'),
  purchaseCost: CostOrNone.describe('per unit, this period'),
  purchaseCostNextPeriod: CostOrNone.describe('per unit, next period'),
  discountFactor: z.number().gt(0).max(1).default(1),
  baseStockLevel: Quantity.optional().describe('level to evaluate'),
});

const rq = { holdingCost: HoldingCost, stockoutCost: StockoutCost, fixedCost: FixedCost, demandMean: DemandMean };
const rqNormal = { ...rq, demandSd: DemandSd, leadTime: LeadTime };
const rqPoisson = { ...rq, leadTime: LeadTime };
const OrderQuantity = z.number().gt(0).max(1e12);
const WholeOrderQuantity = z.int().min(1).max(1e9);

export const RqNormalCostQuestion = z.strictObject({
  model: z.literal('rq-normal-cost'),
  ...rqNormal,
  fixedCost: CostOrNone.describe('per order'),
  reorderPoint: Quantity,
  orderQuantity: OrderQuantity,
});

export const RqNormalOptimalQuestion = z.strictObject({ model: z.literal('rq-normal-optimal'), ...rqNormal });

export const RqNormalRForQQuestion = z
  .strictObject({
    model: z.literal('rq-normal-r-for-q'),
    ...rqNormal,
    fixedCost: CostOrNone.default(0).describe('per order; does not bear on the reorder point'),
    orderQuantity: OrderQuantity,
  })
  .describe('the best reorder point for an order quantity');

export const RqApproxEilQuestion = z.strictObject({
  model: z.literal('rq-approx-eil'),
  ...rqNormal,
  stockoutCost: Cost.describe('per unit short, however long'),
});
export const RqApproxEoqbQuestion = z.strictObject({ model: z.literal('rq-approx-eoqb'), ...rqNormal });
export const RqApproxEoqssQuestion = z.strictObject({ model: z.literal('rq-approx-eoqss'), ...rqNormal });
export const RqApproxLossQuestion = z.strictObject({ model: z.literal('rq-approx-loss'), ...rqNormal });

export const RqPoissonOptimalQuestion = z.strictObject({ model: z.literal('rq-poisson-optimal'), ...rqPoisson });

export const RqPoissonCostQuestion = z.strictObject({
  model: z.literal('rq-poisson-cost'),
  ...rqPoisson,
  fixedCost: CostOrNone.describe('per order'),
  reorderPoint: Whole,
  orderQuantity: WholeOrderQuantity,
});

export const RqOptimalQuestion = z
  .strictObject({
    model: z.literal('rq-optimal'),
    distribution: DemandDistribution.describe('of the demand of a lead time; on whole numbers, or continuous'),
    ...rq,
    reorderPoint: Quantity.optional().describe('to evaluate, with orderQuantity'),
    orderQuantity: OrderQuantity.optional().describe(
      'to evaluate with reorderPoint, or to find the best reorder point for',
    ),
  })
  .describe('(r, Q) for any lead-time demand; exact where demand comes unit by unit or continuously');

const ss = { holdingCost: HoldingCost, stockoutCost: StockoutCost, fixedCost: CostOrNone.describe('per order') };
const PeriodsOfLeadTime = z.int().min(0).max(1000).default(0).describe('periods from order to delivery');

export const SsPoissonOptimalQuestion = z.strictObject({
  model: z.literal('ss-poisson-optimal'),
  ...ss,
  demandMean: DemandMean.max(1e5),
  leadTime: PeriodsOfLeadTime,
});

export const SsPoissonCostQuestion = z.strictObject({
  model: z.literal('ss-poisson-cost'),
  ...ss,
  demandMean: DemandMean.max(1e5),
  leadTime: PeriodsOfLeadTime,
  reorderPoint: Whole,
  orderUpTo: Whole,
});

export const SsOptimalQuestion = z
  .strictObject({
    model: z.literal('ss-optimal'),
    ...ss,
    distribution: DemandDistribution.describe('of the demand of one period, on 0, 1, 2, ...'),
    leadTime: PeriodsOfLeadTime,
    reorderPoint: Whole.optional().describe('to evaluate, with orderUpTo'),
    orderUpTo: Whole.optional(),
  })
  .describe('(s, S) under periodic review for any demand in whole units');

export const SsPowerApproximationQuestion = z.strictObject({
  model: z.literal('ss-power-approximation'),
  holdingCost: HoldingCost,
  stockoutCost: StockoutCost,
  fixedCost: FixedCost,
  demandMean: DemandMean,
  demandSd: DemandSd,
  leadTime: LeadTime.default(0).describe('periods'),
});

export const SafetyStockQuestion = z
  .strictObject({
    model: z.literal('safety-stock'),
    policy: z.enum(['continuous-review', 'periodic-review']).default('continuous-review'),
    demandMean: z.number().min(0).max(1e9).describe('units per unit of time'),
    demandSd: DemandSd.optional().describe('of the demand of one unit of time, 0 where absent'),
    leadTime: LeadTime.describe('mean, units of time'),
    leadTimeSd: z.number().min(0).max(10_000).optional().describe('units of time, 0 where absent'),
    leadTimeDemandSd: z
      .number()
      .min(0)
      .max(1e12)
      .optional()
      .describe('of the demand of a lead time, in place of what demandSd and leadTimeSd say'),
    reviewPeriod: z.number().gt(0).max(10_000).optional().describe('units of time; periodic review only'),
    orderQuantity: OrderQuantity.optional().describe(
      'per cycle; periodic review: the demand of a review period where absent',
    ),
    targetCycleServiceLevel: Share.optional().describe('share of cycles without shortage'),
    targetFillRate: Share.optional().describe('share of demand met from stock'),
    reorderPoint: Quantity.optional().describe('to evaluate, continuous review'),
    orderUpTo: Quantity.optional().describe('to evaluate, periodic review'),
    safetyStock: Quantity.optional().describe('to evaluate'),
  })
  .describe('normal demand; where both targets are given the answer meets both');

export const randomQuestions = [
  LossFunctionQuestion,
  SecondLossFunctionQuestion,
  NewsvendorQuestion,
  NewsvendorProfitQuestion,
  NewsvendorMyopicQuestion,
  RqNormalCostQuestion,
  RqNormalOptimalQuestion,
  RqNormalRForQQuestion,
  RqApproxEilQuestion,
  RqApproxEoqbQuestion,
  RqApproxEoqssQuestion,
  RqApproxLossQuestion,
  RqPoissonOptimalQuestion,
  RqPoissonCostQuestion,
  RqOptimalQuestion,
  SsPoissonOptimalQuestion,
  SsPoissonCostQuestion,
  SsOptimalQuestion,
  SsPowerApproximationQuestion,
  SafetyStockQuestion,
] as const;
export type RandomQuestion = z.infer<(typeof randomQuestions)[number]>;

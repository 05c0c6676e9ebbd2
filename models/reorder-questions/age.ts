/** Questions on items that perish and on systems of several stages. */
import { z } from 'zod';
import { Id } from '../common.ts';
import { DemandDistribution } from './distribution.ts';

const cost = z.number().min(0).max(1e9);

const GammaRounded = z
  .strictObject({
    type: z.literal('gamma-rounded'),
    mean: z.number().gt(0).max(100_000),
    cv: z.number().gt(0).max(100).describe('coefficient of variation: deviation / mean'),
    max: z.number().int().min(1).max(1_000_000).optional().describe('greatest demand; the tail falls on it'),
  })
  .describe('gamma, rounded to whole units: Pr{k} = F(k + 1/2) - F(k - 1/2), Pr{0} = F(1/2)');

export const PerishableDemand = z
  .discriminatedUnion('type', [GammaRounded, DemandDistribution])
  .describe('demand of a period in whole units; a continuous distribution is rounded like gamma-rounded');
export type PerishableDemand = z.infer<typeof PerishableDemand>;

const Issuing = z
  .enum(['fifo', 'lifo', 'oldest-first', 'youngest-first'])
  .describe('units that meet demand first: the oldest (fifo, oldest-first) or the youngest (lifo, youngest-first)');

const perishable = {
  shelfLife: z.number().int().min(1).max(8).describe('periods in which a unit can be sold'),
  leadTime: z
    .number()
    .int()
    .min(0)
    .max(6)
    .describe('0: received before the demand of the same period; L: at the start of the L-th period after'),
  maxOrder: z.number().int().min(1).max(500).describe('most units in an order, and in an age class'),
  tableUpTo: z
    .number()
    .int()
    .min(0)
    .max(500)
    .optional()
    .describe('units per place up to which the policy is shown; fewer where the table would pass 20000 entries'),
};

export const PerishableOptimalPolicyQuestion = z
  .strictObject({
    model: z.literal('perishable-optimal-policy'),
    ...perishable,
    issuing: Issuing,
    demand: PerishableDemand,
    orderCost: cost.optional().describe('per unit'),
    fixedOrderCost: cost.optional().describe('per order'),
    shortageCost: cost.optional().describe('per unit of demand lost'),
    wasteCost: cost.optional().describe('per unit that perishes'),
    holdingCost: cost.optional().describe('per unit that is left at the end of a period and can still be sold'),
    discountFactor: z.number().gt(0).max(0.9999).describe('of one period'),
  })
  .describe('optimal order for each stock by age, discounted cost, lost sales');

export const PerishableAverageProfitQuestion = z
  .strictObject({
    model: z.literal('perishable-average-profit'),
    ...perishable,
    issuing: Issuing,
    demand: PerishableDemand,
    orderCost: cost.describe('per unit'),
    salesPrice: cost.describe('per unit sold'),
    fixedOrderCost: cost.optional().describe('per order'),
    shortageCost: cost.optional().describe('per unit of demand lost, beside the sale'),
    wasteCost: cost.optional().describe('per unit that perishes'),
    holdingCost: cost.optional().describe('per unit that is left at the end of a period and can still be sold'),
  })
  .describe('greatest average profit per period, lost sales');

export const PerishableWeekdayPolicyQuestion = z
  .strictObject({
    model: z.literal('perishable-weekday-policy'),
    ...perishable,
    issuing: Issuing,
    demand: z.strictObject({
      type: z.literal('weekday-negative-binomial'),
      n: z.array(z.number().gt(0).max(1e6)).min(1).max(14).describe('successes of each day, Monday first'),
      mean: z.array(z.number().min(0).max(100_000)).min(1).max(14).describe('mean of each day: p = n / (n + mean)'),
      max: z.number().int().min(1).max(100_000).optional().describe('greatest demand; the tail falls on it'),
    }),
    orderCost: cost.optional().describe('per unit'),
    fixedOrderCost: cost.optional().describe('per order'),
    shortageCost: cost.optional().describe('per unit of demand lost'),
    wasteCost: cost.optional().describe('per unit that perishes'),
    holdingCost: cost.optional().describe('per unit left after issuing, those about to perish included'),
    discountFactor: z.number().gt(0).max(0.9999).describe('of one day'),
    arrivalShelfLife: z
      .strictObject({
        type: z.literal('multinomial-logit'),
        c0: z.array(z.number().min(-100).max(100)).max(7),
        c1: z.array(z.number().min(-100).max(100)).max(7),
        note: z.string().max(1000).optional(),
      })
      .optional()
      .describe('life left on arrival: logit 0 for one day, c0[k] + c1[k] x order quantity for k + 2 days'),
  })
  .describe('optimal order for each day of the week and each stock by age, discounted cost, lost sales');

export const SerialEchelonQuestion = z
  .strictObject({
    model: z.literal('serial-echelon'),
    stages: z
      .array(
        z.strictObject({
          index: z.number().int().min(1).max(50).describe('1 faces demand, the last orders from outside'),
          echelonHoldingCost: z.number().gt(0).max(1e9).optional().describe('added by this stage; per unit and time'),
          localHoldingCost: z
            .number()
            .gt(0)
            .max(1e9)
            .optional()
            .describe('in place of the echelon cost of every stage'),
          leadTime: z.number().min(0).max(10_000).describe('from the stage before it, time units'),
        }),
      )
      .min(1)
      .max(50),
    stockoutCost: z.number().gt(0).max(1e9).describe('per unit back-ordered and time'),
    demand: DemandDistribution.describe('per time unit'),
    echelonBaseStock: z.array(z.number()).min(1).max(50).optional().describe('levels to evaluate, stage 1 first'),
  })
  .describe('serial system under continuous review: best echelon base-stock levels');

export const GuaranteedServiceQuestion = z
  .strictObject({
    model: z.literal('guaranteed-service'),
    stages: z
      .array(
        z.strictObject({
          id: Id,
          leadTime: z.number().int().min(0).max(1000).describe('whole periods to process once all inputs are there'),
          holdingCost: cost.describe('per unit of safety stock and period'),
          demandMean: z.number().min(0).max(1e12).optional().describe('of customers at this stage, per period'),
          demandSd: z.number().min(0).max(1e12).optional(),
          inboundServiceTime: z.number().int().min(0).max(1000).optional().describe('of suppliers outside, periods'),
          maxServiceTime: z
            .number()
            .int()
            .min(0)
            .max(10_000)
            .optional()
            .describe('longest service time promised; 0 for a stage with customers, else without limit'),
          serviceTime: z.number().int().min(0).max(10_000).optional().describe('given, not chosen'),
          safetyFactor: z.number().min(0).max(100).optional().describe('of this stage, in place of the common one'),
        }),
      )
      .min(1)
      .max(500),
    arcs: z
      .array(z.strictObject({ from: Id, to: Id, unitsRequired: z.number().gt(0).max(1e6).optional() }))
      .max(2000)
      .describe('from supplier stage to the stage it feeds'),
    safetyFactor: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('z: stock covers mean t + z sd sqrt(t) for t periods; 1.645 when missing'),
  })
  .describe('safety stock in a supply network with guaranteed service times');

export type PerishableOptimalPolicyQuestion = z.infer<typeof PerishableOptimalPolicyQuestion>;
export type PerishableAverageProfitQuestion = z.infer<typeof PerishableAverageProfitQuestion>;
export type PerishableWeekdayPolicyQuestion = z.infer<typeof PerishableWeekdayPolicyQuestion>;
export type SerialEchelonQuestion = z.infer<typeof SerialEchelonQuestion>;
export type GuaranteedServiceQuestion = z.infer<typeof GuaranteedServiceQuestion>;
export type PerishableQuestion =
  | PerishableOptimalPolicyQuestion
  | PerishableAverageProfitQuestion
  | PerishableWeekdayPolicyQuestion;

export const ageQuestions = [
  PerishableOptimalPolicyQuestion,
  PerishableAverageProfitQuestion,
  PerishableWeekdayPolicyQuestion,
  SerialEchelonQuestion,
  GuaranteedServiceQuestion,
] as const;
export type AgeQuestion = PerishableQuestion | SerialEchelonQuestion | GuaranteedServiceQuestion;

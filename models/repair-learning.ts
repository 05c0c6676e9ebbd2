/** What past repairs teach: features of an option, what became of it, and what a model fitted to that says of new options. */
import { z } from 'zod';
import { list } from './common.ts';

export const repairOptionNames = ['fewest-changes', 'least-lateness', 'least-cost', 'hired-truck'] as const;
export const RepairOptionName = z.enum(repairOptionNames);
export type RepairOptionName = z.infer<typeof RepairOptionName>;

const Index = z.number().min(0).max(1);

/** The twelve inputs of the method. */
export const RepairFeatures = z.strictObject({
  affectedLoads: z.number().min(0),
  meanPriority: z.number().min(0).max(10).describe('of the orders affected: normal 1, high 2, critical 4'),
  riskM3: z.number().min(0).describe('m3 affected, times priority'),
  horizonMinutes: z.number().min(0).describe('from now to the last load that changes'),
  trucksAvailable: z.number().min(0),
  meanKm: z.number().min(0).describe('from plant to site, of the loads affected'),
  fill: Index,
  lifetimeSlackMinutes: z.number().describe('mean, of the loads that change'),
  logistics: z.number().min(1).max(10).describe('1: easy sites, 10: the most difficult'),
  weather: Index.describe('0: fair'),
  traffic: Index.describe('0: free roads'),
  reliability: Index.describe('share of past repairs of this sort that went well; 0.5 where there are none'),
});
export type RepairFeatures = z.infer<typeof RepairFeatures>;

/** What became of a repair that was carried out. */
export const RepairOutcome = z.strictObject({
  option: RepairOptionName,
  features: RepairFeatures,
  success: z.boolean().describe('carried out as planned, nothing further broke'),
  recoveryMinutes: z.number().min(0).max(10_000).describe('until the shift ran as planned again'),
  loss: z.number().min(0).max(1e12).describe('money lost'),
  quality: z.number().min(0).max(100).describe('of the schedule afterwards, as people saw it'),
});
export type RepairOutcome = z.infer<typeof RepairOutcome>;

/** What is sent of a repair that was carried out; the features are those of the option in the stored plan. */
export const RepairOutcomeReport = RepairOutcome.omit({ features: true });
export type RepairOutcomeReport = z.infer<typeof RepairOutcomeReport>;

/** Outcomes that a request can have; of more the oldest are left out. */
export const longestHistory = 10_000;

export const RepairHistory = list(RepairOutcome, longestHistory)
  .default([])
  .describe('outcomes of past repairs, oldest first; the service adds those it keeps');

export const RepairPrediction = z
  .strictObject({
    successProbability: Index,
    recoveryMinutes: z.number().min(0),
    loss: z.number().min(0).describe('money: as likely to be more as to be less'),
    quality: z.number().min(0).max(100),
    score: Index.describe('of the four, weighed 0.35, 0.25, 0.20, 0.20 among the options; greatest is best'),
    rank: z
      .int()
      .min(1)
      .describe('by score; a best one that is unusual gives way to the second best, unless that is too'),
    unusual: z.boolean().describe('unlike anything in the history: not to be relied on'),
  })
  .describe('of the model fitted to the history; changes nothing in the option');
export type RepairPrediction = z.infer<typeof RepairPrediction>;

export const RepairCalibration = z
  .strictObject({
    outcomes: z.int().min(0),
    brier: Index.optional().describe('mean squared error of the probability, cross-validated'),
    baseBrier: Index.optional().describe('the same of always saying the share of successes: to be better than'),
    meanErrors: z
      .strictObject({ recoveryMinutes: z.number().min(0), loss: z.number().min(0), quality: z.number().min(0) })
      .optional()
      .describe('mean distance of prediction and outcome, cross-validated'),
    bins: list(
      z.strictObject({ from: z.number(), to: z.number(), count: z.int(), predicted: z.number(), observed: z.number() }),
      20,
    ).describe('cross-validated: predicted against observed share of successes'),
    note: z.string(),
  })
  .describe('how far the predictions can be relied on');
export type RepairCalibration = z.infer<typeof RepairCalibration>;

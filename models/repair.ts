/**
 * Plan kind `repair`: what to do when a plan that runs is hit by an event.
 *
 * Mode `dispatch` gives two to four complete options for a shift of mixers, each with every change against the plan that
 * runs and its price; `melt` and `techcard` do the same for heats and operations; `warning` tells where a plan would break.
 * Rules are exact in `docs/repair-rules.md`.
 */
import { z } from 'zod';
import { Id, Instant, list, Moment } from './common.ts';
import {
  DispatchGivenLoad,
  DispatchPlanProblem,
  DispatchRelaxation,
  DispatchShiftPlan,
  DispatchTruck,
  dispatchReasons,
} from './dispatch.ts';
import { checkShift } from './dispatch-rules.ts';
import { RepairEvent, RepairFacts, RepairLoad } from './repair-events.ts';
import {
  RepairCalibration,
  RepairFeatures,
  RepairHistory,
  RepairOptionName,
  RepairPrediction,
  repairOptionNames,
} from './repair-learning.ts';
import { RepairMeltPlan, RepairMeltProblem } from './repair-melt.ts';
import { RepairEscalation, RepairPoints, RepairScore, RepairSeverity, RepairUnitPrice } from './repair-parts.ts';
import { checkRepair } from './repair-rules.ts';
import { RepairTechcardPlan, RepairTechcardProblem } from './repair-techcard.ts';
import { RepairWarningPlan, RepairWarningProblem } from './repair-warning.ts';

const Minutes = z.number().min(0).max(100_000);
const Index = z.number().min(0).max(1);

export const RepairPrices = z
  .strictObject({
    unit: RepairUnitPrice.describe(
      'of one point, in units of the objective of the shift; absent: what a load of the plan costs on average, or a fiftieth of what it costs not to deliver it',
    ),
    truck: RepairPoints.default(1).describe('points: a load goes to another truck'),
    plant: RepairPoints.default(0.5).describe('it is loaded at another plant'),
    moved: RepairPoints.default(0.5).describe('its unloading moves by more than `movedMinutes`'),
    volume: RepairPoints.default(0.5).describe('another volume'),
    added: RepairPoints.default(0.5).describe('a load more for an order that has loads in the plan that runs'),
    dropped: RepairPoints.default(5).describe('a load of the plan is not carried out'),
    promise: RepairPoints.default(2).describe('first unloading of an order moves by more than `promiseMinutes`'),
    lateMinute: RepairPoints.default(0.02).describe('per minute by which a load is later than in the plan that runs'),
  })
  .prefault({});
export type RepairPrices = z.infer<typeof RepairPrices>;

export const RepairDispatchProblem = z.strictObject({
  mode: z.literal('dispatch'),
  shift: DispatchPlanProblem.superRefine(checkShift).describe('the shift as it was planned'),
  loads: list(RepairLoad, 20_000).describe('the plan that runs'),
  now: Moment,
  events: list(RepairEvent, 200).default([]).describe('none: the plan comes back as it is'),
  facts: RepairFacts,
  prices: RepairPrices,
  movedMinutes: Minutes.default(5).describe('a load that moves by no more has not moved'),
  promiseMinutes: Minutes.default(15).describe('a client is told of greater moves'),
  zone: z
    .strictObject({
      rippleMinutes: Minutes.default(120).describe('loads so soon after an event may change at first'),
      perimeterMinutes: Minutes.default(180).describe('then those so soon, and then all'),
      clusterMinutes: Minutes.default(30).describe('events so close in time'),
      clusterKm: z.number().min(0).max(10_000).default(5).describe('and in place are treated as one'),
    })
    .prefault({}),
  options: list(RepairOptionName, 4)
    .min(1)
    .default([...repairOptionNames])
    .describe('which to look for'),
  hired: list(DispatchTruck, 10)
    .optional()
    .describe(
      'trucks that could be hired; absent: one like the greatest of the fleet, from the first plant, in half an hour',
    ),
  transferMinutes: Minutes.default(10).describe('from a truck that is stuck into another'),
  conditions: z
    .strictObject({ weather: Index.default(0), traffic: Index.default(0) })
    .prefault({})
    .describe('for the predictions only'),
  history: RepairHistory,
});
export type RepairDispatchProblem = z.infer<typeof RepairDispatchProblem>;

export const RepairProblem = z
  .discriminatedUnion('mode', [RepairDispatchProblem, RepairMeltProblem, RepairTechcardProblem, RepairWarningProblem])
  .superRefine(checkRepair);
export type RepairProblem = z.infer<typeof RepairProblem>;

/** Why a load of the plan cannot stay, or does not. */
export const repairReasons = [
  'truck-out',
  'truck-late',
  'too-old',
  'plant-stopped',
  'dock-taken',
  'site-taken',
  'road-slower',
  'order-cancelled',
  'order-changed',
  'order-added',
  'order-incomplete',
  'makes-room',
  'pays',
] as const;
export const RepairReason = z.strictObject({
  code: z.enum(repairReasons),
  message: z.string(),
  event: z.int().min(0).optional().describe('index of the event behind it'),
});
export type RepairReason = z.infer<typeof RepairReason>;

const Where = z.strictObject({
  truck: Id,
  plant: Id,
  volumeM3: z.number(),
  loadStart: Instant,
  unloadStart: Instant,
});

export const RepairChange = z.strictObject({
  order: Id,
  load: Id.optional().describe('of the plan that runs; absent: a load more'),
  becomes: Id.optional().describe('of the option; absent: not carried out'),
  what: list(z.enum(['truck', 'plant', 'volume', 'earlier', 'later', 'dropped', 'added']), 4).min(1),
  was: Where.optional(),
  is: Where.optional(),
  minutes: z.number().describe('by which unloading starts later; 0 where one of the two is absent'),
  points: z.number().min(0),
  reason: RepairReason,
  depth: z.int().min(1).describe('1: hit by the event itself; else one more than the change that it makes room for'),
});
export type RepairChange = z.infer<typeof RepairChange>;

export const RepairNotice = z
  .strictObject({
    order: Id,
    client: Id.optional(),
    what: z.enum(['later', 'earlier', 'less', 'not-served', 'added', 'cancelled']),
    was: Instant.optional().describe('first unloading that is still open, in the plan that runs'),
    is: Instant.optional(),
    minutes: z.number().optional(),
    missingM3: z.number().optional(),
    message: z.string(),
  })
  .describe('a client to be told');
export type RepairNotice = z.infer<typeof RepairNotice>;

export const RepairUnrescued = z.strictObject({
  order: Id,
  volumeM3: z.number().describe('promised by the plan that runs, by a change or a new order, and not served'),
  reasons: list(z.strictObject({ code: z.enum(dispatchReasons), message: z.string() }), 20),
  suggestions: list(DispatchRelaxation, 20),
  severity: RepairSeverity,
  text: z.string().describe('for the dispatcher'),
});
export type RepairUnrescued = z.infer<typeof RepairUnrescued>;

export const RepairOption = z.strictObject({
  name: RepairOptionName,
  hired: list(DispatchTruck, 10).describe('trucks beside those of `shift`'),
  plan: DispatchShiftPlan,
  cost: z.number().describe('objective of the shift'),
  points: z.number().min(0).describe('of all changes and promises'),
  total: z
    .number()
    .describe(
      'cost + points x `pointPrice`; the objective of the answer is the least one of an option that hires nobody',
    ),
  extraCost: z.number().describe('of the shift, against the plan that runs'),
  changes: list(RepairChange, 20_000).describe('those with the greatest points first'),
  changedLoads: z.int().min(0).describe('loads of the plan that are carried out otherwise or not, and loads more'),
  openLoads: z.int().min(0).describe('of the plan that runs: neither frozen nor gone with its order'),
  untouchedShare: Index.describe('of the open loads'),
  depth: z.int().min(0),
  width: z.int().min(0).describe('trucks that lose, get or move a load'),
  lateness: z.strictObject({
    loads: z.int().min(0),
    m3: z.number().describe('later than promised by more than `promiseMinutes`'),
    minutes: z.number().describe('sum over loads'),
    greatestMinutes: z.number(),
  }),
  lostM3: z.number().describe('promised and not served'),
  wastedM3: z.number().describe('concrete on board that is poured away'),
  notices: list(RepairNotice, 5000),
  unrescued: list(RepairUnrescued, 2000),
  score: RepairScore,
  features: RepairFeatures,
  prediction: RepairPrediction.optional(),
});
export type RepairOption = z.infer<typeof RepairOption>;

export const RepairRescue = z
  .strictObject({
    load: Id.describe('of the plan that runs, with concrete on board'),
    action: z.enum(['transfer', 'divert', 'loss']),
    order: Id.optional().describe('that gets it; absent: nobody'),
    truck: Id.optional().describe('that brings it'),
    plant: Id.optional().describe('transfer: the plant of `shift` that stands for the truck it comes from'),
    loadStart: Instant.optional().describe('transfer: when it begins'),
    unloadStart: Instant.optional(),
    volumeM3: z.number(),
    ageMinutes: z.number().optional().describe('at the end of unloading'),
    reason: RepairReason,
    message: z.string(),
  })
  .describe('what becomes of concrete that its truck cannot bring to its site in time; the same in every option');
export type RepairRescue = z.infer<typeof RepairRescue>;

export const RepairAffected = z.strictObject({
  load: Id,
  order: Id,
  reason: RepairReason,
  urgency: z.enum(['on-board', 'next-hours', 'later']),
  criticality: z.strictObject({
    priority: Index,
    viability: Index,
    penalty: Index,
    logistics: Index,
    influence: Index,
    overall: Index,
  }),
  rank: z.int().min(1).describe('in the order of rescue'),
});
export type RepairAffected = z.infer<typeof RepairAffected>;

export const RepairDispatchPlan = z.strictObject({
  mode: z.literal('dispatch'),
  objectiveUnit: z.string(),
  now: Instant,
  shift: DispatchPlanProblem.describe('the shift as it is after events and facts: what started is `fixed`'),
  pointPrice: z.number().min(0).describe('of one point, in units of the objective of the shift'),
  loads: z
    .strictObject({
      done: list(Id, 20_000),
      underWay: list(Id, 20_000).describe('started or held: fixed where they are'),
      open: list(Id, 20_000),
      gone: list(Id, 20_000).describe('with a cancelled order or stuck on a truck'),
    })
    .describe('of the plan that runs'),
  clusters: list(
    z.strictObject({
      events: list(z.int().min(0), 200),
      dominant: z.int().min(0).describe('the most urgent of them'),
      from: Instant,
      affected: list(Id, 20_000),
    }),
    200,
  ),
  affected: list(RepairAffected, 20_000),
  rescues: list(RepairRescue, 1000),
  options: list(RepairOption, 4).min(1),
  recommended: RepairOptionName,
  effort: z.strictObject({
    mode: z.enum(['emergency', 'operative', 'thorough', 'analytic']),
    zone: z.enum(['none', 'ripple', 'perimeter', 'shift']).describe('greatest that was searched'),
    reactionMs: z.number().min(0).describe('of the budget, until the first answer; 0 where only iterations count'),
    limitMs: z.number().min(0).describe('reaction time of the most urgent event'),
  }),
  escalation: RepairEscalation.optional().describe('where something could not be rescued: for the dispatcher'),
  calibration: RepairCalibration.optional(),
});
export type RepairDispatchPlan = z.infer<typeof RepairDispatchPlan>;

export const RepairPlan = z.discriminatedUnion('mode', [
  RepairDispatchPlan,
  RepairMeltPlan,
  RepairTechcardPlan,
  RepairWarningPlan,
]);
export type RepairPlan = z.infer<typeof RepairPlan>;

export const RepairWarmStart = z
  .strictObject({
    loads: list(DispatchGivenLoad, 20_000).default([]).describe('mode dispatch: of the recommended option'),
  })
  .describe('an earlier answer to go on from');
export type RepairWarmStart = z.infer<typeof RepairWarmStart>;

/**
 * Plan kind `dispatch`: trucks that load at plants and unload at sites within time windows.
 *
 * Modes `plan`, `check` and `recommend` are about concrete: an order is split into loads, each load is one truck filled
 * once, driven to the site and unloaded there. Mode `rounds` is about vans that serve several orders on one round.
 * Time is whole seconds from `start` or instants; volumes are m3 with at most three decimals.
 */
import { z } from 'zod';
import { Id, Instant, list, Moment } from './common.ts';
import { DispatchObjective, DispatchParameters } from './dispatch-parameters.ts';
import { DispatchRoundsPlan, DispatchRoundsProblem } from './dispatch-rounds.ts';
import { checkShift } from './dispatch-rules.ts';
import { DispatchPlace, DispatchTravel } from './dispatch-travel.ts';

const Minutes = z.number().min(0).max(100_000);
const Cost = z.number().min(0).max(1e12);
const VolumeM3 = z.number().min(0.001).max(100_000);
const MinutesPerM3 = z.number().min(0).max(1000);
const Share = z.number().min(0).max(1);

const Span = z.strictObject({ from: Moment, to: Moment });

export const DispatchGrade = z.strictObject({
  id: Id,
  lifetimeMinutes: Minutes.default(90).describe('from the start of loading to the end of unloading'),
});
export type DispatchGrade = z.infer<typeof DispatchGrade>;

export const DispatchPlant = z.strictObject({
  id: Id,
  place: Id,
  docks: z.int().min(1).max(50).nullable().default(1).describe('trucks loaded at the same time; null: any number'),
  hours: Span.optional().describe('first start and last end of loading; absent: always'),
  loadMinutesPerM3: MinutesPerM3.default(3),
  loadFixedMinutes: Minutes.default(0),
  leastLoadMinutes: Minutes.optional().describe('absent: `parameters.smallLoadMinutes`'),
  spacingMinutes: Minutes.optional().describe(
    'from start to start on a dock; absent: a dock is free when its loading ends',
  ),
  afterLoadingMinutes: Minutes.default(0).describe('adjusting and papers, off the dock, before the truck drives off'),
  grades: list(Id, 500).optional().describe('absent: all'),
});
export type DispatchPlant = z.infer<typeof DispatchPlant>;

export const DispatchTruck = z.strictObject({
  id: Id,
  capacityM3: z.number().min(0.001).max(1000),
  home: Id.describe('place where its shift begins'),
  end: Id.nullable().optional().describe('place where it ends; absent: its home; null: wherever it is then'),
  shift: Span.optional().describe('leaves its home and is back; absent: the shift of the problem'),
  overtimeMinutes: Minutes.default(0).describe('beyond the end of its shift, at `overtimePerMinute`'),
  overtimePerMinute: Cost.default(1),
  lastUnloading: Moment.optional().describe('no unloading starts later'),
  breaks: list(z.strictObject({ from: Moment, to: Moment.describe('latest start'), minutes: Minutes }), 10)
    .default([])
    .describe('begun in [from, to], with an empty drum; all of them are taken'),
  unloadMinutesPerM3: MinutesPerM3.default(2.5),
  unloadFixedMinutes: Minutes.default(0),
  washMinutes: Minutes.default(0).describe('after each unloading, before it leaves the site'),
  costPerUse: Cost.default(0),
  fitness: Share.default(1).describe('the best trucks keep time for orders with `vip`'),
  working: z.boolean().default(true).describe('false: not to be used'),
  equipment: list(Id, 50).default([]),
  standing: z
    .strictObject({ place: Id, from: Moment })
    .optional()
    .describe(
      'where its next leg begins, and not before when, once its fixed loads are done; absent: at the site of the last of them as soon as it is free there; without any, at home when its shift begins',
    ),
});
export type DispatchTruck = z.infer<typeof DispatchTruck>;

export const DispatchOrder = z.strictObject({
  id: Id,
  client: Id.optional(),
  priority: z.enum(['normal', 'high', 'critical']).default('normal'),
  vip: z.boolean().default(false).describe('may use the time that the best trucks keep'),
  place: Id,
  volumeM3: VolumeM3,
  grade: Id.optional(),
  window: z
    .strictObject({
      from: Moment,
      to: Moment,
      hard: z.boolean().default(true).describe('false: at a price within `parameters.tolerances.windowMinutes`'),
      pricePerMinute: Cost.default(10).describe('outside, for windows that are not hard'),
      ends: z.enum(['unloading-end', 'unloading-start']).default('unloading-end').describe('what `to` is about'),
    })
    .optional()
    .describe('when it may be unloaded; absent: at any time'),
  ideal: Moment.optional().describe('wanted start of the first unloading; absent: the start of the window'),
  latestFirst: Moment.optional().describe('latest start of the first unloading'),
  continuous: z.boolean().default(false).describe('poured without a break: gaps are limited'),
  greatestGapMinutes: Minutes.optional().describe('between two unloadings; absent: 30 if continuous, else any'),
  leastGapMinutes: Minutes.default(0),
  gapPricePerMinute: Cost.optional().describe(
    'a gap may be longer by `parameters.tolerances.gapMinutes`, at this price',
  ),
  gapsCount: z.enum(['end-to-start', 'start-to-start']).default('end-to-start'),
  difficulty: Share.default(0).describe('of the site: its risk buffer'),
  lifetimeMinutes: Minutes.optional().describe('absent: that of the grade, else 90'),
  unloadMinutesPerM3: MinutesPerM3.optional().describe('absent: that of the truck'),
  unloadFixedMinutes: Minutes.default(0),
  equipment: list(Id, 50).default([]).describe('that a truck must have'),
  trucks: list(Id, 2000).optional().describe('absent: any'),
  plants: list(Id, 200).optional().describe('absent: any that makes the grade'),
  onePlant: z.boolean().default(false).describe('all its loads come from the same plant'),
  partial: z.boolean().default(false).describe('may be served in part'),
  fullTrucks: z.boolean().default(false).describe('every truck leaves full; what is too much is lost'),
  unserved: z
    .strictObject({
      fixed: Cost.default(0),
      perM3: Cost.default(0),
      outsourcing: Cost.optional().describe('of the whole order'),
    })
    .optional()
    .describe(
      'penalty of what is not served; absent: 1000 per m3, twice that for high and four times for critical priority',
    ),
  after: z
    .strictObject({ order: Id, leastMinutes: Minutes.default(0), greatestMinutes: Minutes.optional() })
    .optional()
    .describe('comes right after another order of the same place'),
});
export type DispatchOrder = z.infer<typeof DispatchOrder>;

export const DispatchGivenLoad = z
  .strictObject({
    order: Id,
    truck: Id,
    plant: Id,
    dock: z.int().min(0).max(49).optional().describe('from 0; absent: chosen'),
    volumeM3: VolumeM3.optional().describe('absent: as much as the truck takes of what is left'),
    loadStart: Moment.optional(),
    unloadStart: Moment.optional(),
  })
  .describe('a load as a dispatcher sets it; what is absent is filled in');
export type DispatchGivenLoad = z.infer<typeof DispatchGivenLoad>;

const shift = {
  start: Instant.default('1970-01-01T00:00:00Z').describe('second 0; its offset tells the clock of the site'),
  shiftMinutes: z.number().gt(0).max(20_160).default(720).describe('length of the shift'),
  places: list(DispatchPlace, 4000).min(1),
  travel: DispatchTravel.prefault({}),
  grades: list(DispatchGrade, 500).default([]),
  plants: list(DispatchPlant, 50).min(1),
  trucks: list(DispatchTruck, 500).min(1),
  orders: list(DispatchOrder, 2000).min(1),
  parameters: DispatchParameters,
  objective: DispatchObjective,
};

export const DispatchPlanProblem = z.strictObject({
  mode: z.literal('plan'),
  ...shift,
  fixed: list(DispatchGivenLoad, 10_000).default([]).describe('loads that must stay, each with both times'),
});
export type DispatchPlanProblem = z.infer<typeof DispatchPlanProblem>;

export const DispatchCheckProblem = z.strictObject({
  mode: z.literal('check'),
  ...shift,
  loads: list(DispatchGivenLoad, 10_000).describe('of each order and truck in the order they are carried out'),
});
export type DispatchCheckProblem = z.infer<typeof DispatchCheckProblem>;

export const DispatchRecommendProblem = z.strictObject({
  mode: z.literal('recommend'),
  ...shift,
  loads: list(DispatchGivenLoad, 10_000).describe('the plan as it stands, each load with both times'),
  recommend: z.strictObject({
    orders: list(Id, 20).min(1).describe('new orders: no load of theirs is in `loads`'),
    places: z.int().min(1).max(20).default(5).describe('how many ways to place each'),
    others: z.enum(['stay', 'shift']).default('stay').describe('whether loads of the plan may be shifted in time'),
  }),
});
export type DispatchRecommendProblem = z.infer<typeof DispatchRecommendProblem>;

export const DispatchProblem = z
  .discriminatedUnion('mode', [
    DispatchPlanProblem,
    DispatchCheckProblem,
    DispatchRecommendProblem,
    DispatchRoundsProblem,
  ])
  .superRefine((problem, context) => {
    if (problem.mode !== 'rounds') checkShift(problem, context);
  });
export type DispatchProblem = z.infer<typeof DispatchProblem>;
export type DispatchShift = DispatchPlanProblem | DispatchCheckProblem | DispatchRecommendProblem;

export const DispatchRisk = z.strictObject({
  level: z.enum(['low', 'medium', 'high']),
  lifetimeSlackMinutes: z.number().describe('of the lifetime, its margin included'),
  windowSlackMinutes: z.number().describe('until the window or the latest start is missed'),
  gapSlackMinutes: z.number().optional().describe('until a gap of its pour is too long'),
  delayHits: list(Id, 10_000).describe('orders that a delay of 10 minutes of this load would push out of a limit'),
});
export type DispatchRisk = z.infer<typeof DispatchRisk>;

export const DispatchLoad = z.strictObject({
  id: Id.describe('order, and the number of the load among its loads, from 1'),
  order: Id,
  number: z.int().min(1),
  truck: Id,
  plant: Id,
  dock: z.int().min(0),
  volumeM3: VolumeM3,
  leave: Instant.describe('leaves home or the site before for the plant'),
  plantArrival: Instant,
  loadStart: Instant,
  loadEnd: Instant,
  siteArrival: Instant,
  unloadStart: Instant,
  unloadEnd: Instant,
  siteLeave: Instant.describe('after washing and the buffer'),
  idealStart: Instant.optional(),
  deviationMinutes: z.number().optional().describe('planned less ideal start of unloading'),
  ageMinutes: z.number().describe('of the concrete at the end of unloading'),
  bufferMinutes: z.number().describe('kept free before and after unloading'),
  fixed: z.boolean().optional(),
  risk: DispatchRisk.optional(),
});
export type DispatchLoad = z.infer<typeof DispatchLoad>;

export const DispatchTruckDay = z.strictObject({
  truck: Id,
  loads: list(Id, 1000),
  leave: Instant.optional(),
  back: Instant.optional(),
  breaks: list(z.strictObject({ from: Instant, to: Instant }), 10),
  busyMinutes: z.number().describe('on the way, at the plant and at the site, waiting there included'),
  utilisation: z.number().describe('busy share of its shift'),
  emptyKm: z.number(),
  loadedKm: z.number(),
});
export type DispatchTruckDay = z.infer<typeof DispatchTruckDay>;

export const DispatchOrderDay = z.strictObject({
  order: Id,
  served: z.enum(['whole', 'part', 'none']),
  servedM3: z.number(),
  loads: list(Id, 1000),
  start: Instant.optional(),
  end: Instant.optional(),
  onTime: z.boolean().optional().describe('every unloading within its window'),
  greatestGapMinutes: z.number().optional(),
});
export type DispatchOrderDay = z.infer<typeof DispatchOrderDay>;

export const DispatchTerms = z
  .strictObject({
    unserved: z.number(),
    deviation: z.number(),
    travel: z.number(),
    trucks: z.number(),
    fill: z.number(),
    offWindow: z.number(),
    longGaps: z.number(),
    firstDelay: z.number(),
    overtime: z.number(),
    shortShifts: z.number(),
    peaks: z.number(),
    balance: z.number(),
    reserve: z.number(),
    base: z.number().describe('constant of the objective'),
    total: z.number(),
  })
  .describe('the objective, term by term, weights applied');
export type DispatchTerms = z.infer<typeof DispatchTerms>;

export const DispatchMetrics = z.strictObject({
  orders: z.int().min(0),
  ordersServed: z.int().min(0).describe('wholly'),
  volumeM3: z.number(),
  servedM3: z.number(),
  servedAtMostM3: z.number().optional().describe('proved: no plan serves more'),
  loads: z.int().min(0),
  trucksUsed: z.int().min(0),
  utilisation: z.number().describe('mean of the trucks in use; 0.7 to 0.9 is aimed at'),
  utilisationSpread: z.number().describe('greatest less smallest, of the trucks in use'),
  balanced: z.boolean(),
  meanDeviationMinutes: z.number(),
  onTimeShare: z.number().describe('of the unloadings'),
  emptyKm: z.number(),
  loadedKm: z.number(),
  fill: z.number().describe('mean share of the drum that is filled'),
});
export type DispatchMetrics = z.infer<typeof DispatchMetrics>;

export const dispatchReasons = [
  'no-truck-allowed',
  'no-plant-allowed',
  'no-way',
  'volume-too-small',
  'volume-too-large',
  'window-too-short',
  'lifetime-too-short',
  'trucks-busy',
  'docks-busy',
  'site-busy',
  'gap-too-short',
  'shift-too-short',
  'costs-more-than-it-saves',
  'not-tried',
] as const;

export const DispatchRelaxation = z
  .strictObject({
    what: z.enum([
      'window-earlier',
      'window-later',
      'lifetime',
      'gap',
      'capacity',
      'truck',
      'overtime',
      'dock',
      'other-shift',
      'split',
    ]),
    by: z.number().describe('minutes, m3 or trucks'),
    unit: z.enum(['minutes', 'm3', 'trucks', 'docks', 'shifts']),
    truck: Id.optional(),
    plant: Id.optional(),
    from: Instant.optional().describe('of the truck or shift to be added'),
    to: Instant.optional(),
    volumeM3: z.number().describe('that it makes placeable, of what is unplaced'),
    message: z.string(),
  })
  .describe('the smallest single change of its sort with which the order was placed, the other loads kept');
export type DispatchRelaxation = z.infer<typeof DispatchRelaxation>;

export const DispatchUnplaced = z.strictObject({
  order: Id,
  volumeM3: z.number(),
  reasons: list(z.strictObject({ code: z.enum(dispatchReasons), message: z.string() }), 20),
  relaxations: list(DispatchRelaxation, 20),
  earliest: Instant.optional().describe('earliest start of its first unloading, were its window open-ended'),
});
export type DispatchUnplaced = z.infer<typeof DispatchUnplaced>;

const schedule = {
  objectiveUnit: z.string(),
  loads: list(DispatchLoad, 20_000),
  trucks: list(DispatchTruckDay, 500),
  orders: list(DispatchOrderDay, 2000),
  terms: DispatchTerms,
  metrics: DispatchMetrics,
};

export const DispatchShiftPlan = z.strictObject({
  mode: z.literal('plan'),
  ...schedule,
  unplaced: list(DispatchUnplaced, 2000),
});
export type DispatchShiftPlan = z.infer<typeof DispatchShiftPlan>;

export const dispatchRuleNames = [
  'capacity',
  'least-load',
  'truck-allowed',
  'plant-allowed',
  'one-plant',
  'volume',
  'whole-order',
  'plant-hours',
  'dock',
  'way',
  'travel',
  'lifetime',
  'window',
  'latest-first',
  'gap-least',
  'gap-greatest',
  'site-busy',
  'follows',
  'shift',
  'last-unloading',
  'break',
  'fixed',
] as const;
export type DispatchRuleName = (typeof dispatchRuleNames)[number];

export const DispatchViolation = z.strictObject({
  rule: z.enum(dispatchRuleNames),
  order: Id.optional(),
  truck: Id.optional(),
  plant: Id.optional(),
  load: Id.optional(),
  message: z.string(),
  by: z.number().min(0).describe('how far beyond the limit'),
  unit: z.enum(['minutes', 'm3', 'loads']),
  cost: z
    .number()
    .min(0)
    .describe('by the prices of the request where it names one, else 10 per minute and 1000 per m3 or load'),
});
export type DispatchViolation = z.infer<typeof DispatchViolation>;

export const DispatchCheckedPlan = z.strictObject({
  mode: z.literal('check'),
  ...schedule,
  violations: list(DispatchViolation, 50_000).describe('most costly first'),
  violationCost: z.number(),
});
export type DispatchCheckedPlan = z.infer<typeof DispatchCheckedPlan>;

export const DispatchRecommendation = z.strictObject({
  order: Id,
  rank: z.int().min(1),
  loads: list(DispatchLoad, 1000),
  costIncrease: z.number().describe('of the objective'),
  deviationMinutes: z.number().describe('of its first unloading from its ideal start'),
  shifted: list(z.strictObject({ load: Id, minutes: z.number(), loadingMinutes: z.number() }), 10_000).describe(
    'loads of the plan that move: by how much their unloading and their loading come later',
  ),
});
export type DispatchRecommendation = z.infer<typeof DispatchRecommendation>;

export const DispatchRecommendations = z.strictObject({
  mode: z.literal('recommend'),
  objectiveUnit: z.string(),
  recommendations: list(DispatchRecommendation, 400).describe('of each order the best first; each stands for itself'),
  unplaced: list(DispatchUnplaced, 20).describe('orders for which there is no place'),
});
export type DispatchRecommendations = z.infer<typeof DispatchRecommendations>;

export const DispatchPlan = z.discriminatedUnion('mode', [
  DispatchShiftPlan,
  DispatchCheckedPlan,
  DispatchRecommendations,
  DispatchRoundsPlan,
]);
export type DispatchPlan = z.infer<typeof DispatchPlan>;

export const DispatchWarmStart = z
  .strictObject({
    loads: list(DispatchGivenLoad, 20_000).default([]).describe('mode plan: with both times'),
    rounds: list(z.strictObject({ van: Id, drops: list(Id, 2000).min(1) }), 20_000)
      .default([])
      .describe('mode rounds: in the order each van drives them'),
  })
  .describe('a plan to begin from; the result is never worse');
export type DispatchWarmStart = z.infer<typeof DispatchWarmStart>;

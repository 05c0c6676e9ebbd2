/** Early warning on a plan that runs or is about to: where it would break, how likely, and what to do before. */
import { z } from 'zod';
import { Id, Instant, list, Moment } from './common.ts';
import { DispatchPlanProblem, DispatchTruck } from './dispatch.ts';
import { checkShift } from './dispatch-rules.ts';
import { RepairLoad } from './repair-events.ts';
import { checkWarningRequest } from './repair-warning-rules.ts';

const Minutes = z.number().min(0).max(10_000);
const Share = z.number().min(0).max(1);
const Spread = z.number().min(0).max(2);
const Ratio = z.number().min(0.1).max(10);
const Count = z.number().min(0).max(1e6);

/** Defaults are assumptions on the usual side; `docs/repair-warning.md` tells where each comes from. */
export const RepairSimulation = z
  .strictObject({
    runs: z.int().min(10).max(20_000).default(1000).describe('shifts that are played through'),
    travelSpread: Spread.default(0.15).describe('of a leg: standard deviation over mean, each leg by itself'),
    trafficSpread: Spread.default(0.1).describe('of all legs that begin in the same hour, together'),
    loadingSpread: Spread.default(0.1),
    unloadingSpread: Spread.default(0.3),
    breakdownsPerHour: z.number().min(0).max(1).default(0.001).describe('of a truck on duty'),
    outShare: Share.default(0.5).describe('of the breakdowns: out for the rest of the shift; the others are down'),
    downLeastMinutes: Minutes.default(120),
    downGreatestMinutes: Minutes.default(240),
    patienceMinutes: Minutes.default(60).describe('docks, sites and pours go on without a truck that is later'),
  })
  .prefault({})
  .describe('times are log-normal with the planned time as their mean');
export type RepairSimulation = z.infer<typeof RepairSimulation>;

export const RepairStressLimits = z
  .strictObject({
    bufferMinutes: Minutes.default(5).describe('between two loads of a truck: less is back to back'),
    windowMinutes: Minutes.default(15).describe('until a window or latest start is missed: less is tight'),
    gapMinutes: Minutes.default(10).describe('until a gap of a pour is too long: less is tight'),
    utilisation: z.number().min(0).max(10).default(0.9).describe('of a truck: from here on it is overloaded'),
    endMinutes: Minutes.default(30).describe(
      'between the return of a truck and the end of its shift: less is overload',
    ),
    lifetimeMinutes: Minutes.default(20).describe('left of the lifetime: less is risky on a long haul'),
    longHaulMinutes: Minutes.default(30).describe('from plant to site, without traffic'),
    dockMinutes: Minutes.default(2).describe('between two loadings on a dock: less is busy'),
    dockLoads: z.int().min(2).max(1000).default(4).describe('so many loadings in a row make a busy dock'),
    siteTrucks: z.int().min(2).max(100).default(3).describe('so many trucks at one site at a time are too many'),
  })
  .prefault({});
export type RepairStressLimits = z.infer<typeof RepairStressLimits>;

export const RepairDelayHistory = z
  .strictObject({
    trucks: list(z.strictObject({ truck: Id, hours: Count, breakdowns: Count }), 500).default([]),
    places: list(z.strictObject({ place: Id, loads: Count, ratio: Ratio }), 4000)
      .default([])
      .describe('of sites: mean of unloading times over planned ones'),
    plants: list(z.strictObject({ plant: Id, loads: Count, ratio: Ratio }), 50)
      .default([])
      .describe('mean of loading times over planned ones'),
  })
  .prefault({})
  .describe('what was measured on earlier days; few loads or hours count for little');
export type RepairDelayHistory = z.infer<typeof RepairDelayHistory>;

export const RepairWarningProblem = z
  .strictObject({
    mode: z.literal('warning'),
    shift: DispatchPlanProblem.superRefine(checkShift),
    loads: list(RepairLoad, 20_000).min(1).describe('the plan'),
    now: Moment.optional().describe('only what has not started by then is simulated; absent: all of it'),
    simulation: RepairSimulation,
    stress: RepairStressLimits,
    history: RepairDelayHistory,
    hired: list(DispatchTruck, 10)
      .optional()
      .describe('trucks that could be hired; absent: one like the greatest of the fleet, from the first plant'),
    hirePrice: z.number().min(0).max(1e9).default(5000).describe('of each hired truck, beside what it costs in use'),
    mostCost: z.number().min(0).max(1e12).default(10_000).describe('no advice that costs more'),
    mostAdvice: z.int().min(0).max(50).default(8),
  })
  .superRefine(checkWarningRequest);
export type RepairWarningProblem = z.infer<typeof RepairWarningProblem>;

export const repairViolationKinds = ['window', 'gap', 'lifetime', 'shift', 'hours', 'lost'] as const;
export type RepairViolationKind = (typeof repairViolationKinds)[number];

const PerKind = z.strictObject({
  window: z.number().min(0).describe('window, latest first or last unloading of the truck missed'),
  gap: z.number().min(0).describe('of a pour, or to the order that it follows'),
  lifetime: z.number().min(0).describe('concrete too old, the margin spent'),
  shift: z.number().min(0).describe('truck back after its shift and overtime'),
  hours: z.number().min(0).describe('loaded after hours'),
  lost: z.number().min(0).describe('not delivered, its truck has broken down'),
});

export const repairStressIndicators = [
  'back-to-back',
  'tight-window',
  'tight-gap',
  'overloaded-truck',
  'risky-combination',
  'geographic-conflict',
] as const;

export const RepairStressPoint = z.strictObject({
  indicator: z.enum(repairStressIndicators),
  loads: list(Id, 20_000),
  trucks: list(Id, 500),
  orders: list(Id, 2000),
  plants: list(Id, 50),
  slackMinutes: z.number().describe('left before it breaks; negative: broken by the plan itself'),
  index: Share.describe('greatest of its loads'),
  message: z.string(),
});
export type RepairStressPoint = z.infer<typeof RepairStressPoint>;

export const RepairLoadRisk = z.strictObject({
  load: Id,
  order: Id,
  truck: Id,
  index: Share.describe('cascade-risk index: probability that it breaks a limit, worked out from the plan alone'),
  forecast: z.number().min(0).describe('violations of the load to be expected, worked out from the plan alone'),
  violations: z.number().min(0).describe('simulated mean per run'),
  chances: PerKind.describe('share of the runs'),
  delayMinutes: z
    .strictObject({ mean: z.number().min(0), p50: z.number().min(0), p95: z.number().min(0) })
    .describe('of unloading, where it is delivered; percentiles in whole minutes, 480 at most'),
  downstream: z.int().min(0).describe('loads that its delay could reach: of its truck, dock and site, and theirs'),
  started: z.boolean().describe('before now: taken as planned'),
});
export type RepairLoadRisk = z.infer<typeof RepairLoadRisk>;

export const RepairCascade = z.strictObject({
  load: Id.describe('its own delay is the greatest behind the violations'),
  chance: Share.describe('of a run in which it makes others break a limit'),
  others: z.number().min(1).describe('loads that it does so to, mean over those runs'),
  worst: z.int().min(1),
  hits: list(z.strictObject({ load: Id, chance: Share }), 20).describe('most frequent first'),
});
export type RepairCascade = z.infer<typeof RepairCascade>;

export const RepairAdvice = z.strictObject({
  action: z.enum(['earlier', 'load-earlier', 'later', 'truck', 'hire']),
  load: Id.describe('that it is about'),
  minutes: z.number().min(0).describe('by which that load moves; 0 where it changes its truck'),
  changes: list(z.strictObject({ load: Id, truck: Id, loadStart: Instant, unloadStart: Instant }), 20_000)
    .min(1)
    .describe('loads as they are then; all others stay'),
  hired: DispatchTruck.optional(),
  cost: z.number().describe('change of the objective of the shift, and the price of a hired truck'),
  saves: z.number().gt(0).describe('violations per run, in the same runs'),
  violations: z.number().min(0).describe('per run with it'),
  message: z.string(),
});
export type RepairAdvice = z.infer<typeof RepairAdvice>;

export const RepairWarningPlan = z.strictObject({
  mode: z.literal('warning'),
  objectiveUnit: z.string(),
  level: z.enum(['low', 'medium', 'high']).describe('medium from an index of 0.1 on, high from 0.3'),
  index: Share.describe('mean index of the tenth of the loads that has the highest'),
  stressPoints: list(RepairStressPoint, 60_000).describe('highest index first'),
  loads: list(RepairLoadRisk, 20_000).describe('highest index first'),
  simulation: z.strictObject({
    runs: z.int().min(1).describe('that there was time for'),
    violations: z.strictObject({ mean: z.number(), p50: z.number(), p95: z.number() }).describe('per run'),
    kinds: PerKind.describe('mean per run'),
    breakdowns: z.number().min(0).describe('mean per run'),
    quietShare: Share.describe('of runs without any violation'),
  }),
  cascades: list(RepairCascade, 100).describe('most violations of others first'),
  advice: list(RepairAdvice, 50).describe('each for itself; what saves most first'),
});
export type RepairWarningPlan = z.infer<typeof RepairWarningPlan>;

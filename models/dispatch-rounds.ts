/** Mode `rounds` of plan kind `dispatch`: vans that serve several orders on one round from a depot. */
import { z } from 'zod';
import { Id, Instant, list, Moment } from './common.ts';
import { checkRounds } from './dispatch-rules.ts';
import { DispatchPlace, DispatchTravel } from './dispatch-travel.ts';

const Quantity = z.number().min(0).max(1_000_000);
const Cost = z.number().min(0).max(1e12);
const Span = z.strictObject({ from: Moment, to: Moment });

export const DispatchVan = z.strictObject({
  id: Id,
  capacity: z.number().gt(0).max(1_000_000).describe('in the unit of the demands, at most three decimals'),
  shift: Span.optional().describe('leaves the depot and is back; absent: the shift of the problem'),
});
export type DispatchVan = z.infer<typeof DispatchVan>;

export const DispatchDrop = z.strictObject({
  id: Id,
  place: Id,
  demand: Quantity.default(0),
  window: Span.optional().describe('when its service may start; absent: any time'),
  serviceSeconds: z.int().min(0).max(10_000_000).default(0),
  release: Moment.optional().describe('its goods are at the depot from then on'),
  vans: list(Id, 2000).optional().describe('absent: any'),
  unservedCost: Cost.optional().describe('km; absent: it must be served, and counts 1e9 where that cannot be'),
});
export type DispatchDrop = z.infer<typeof DispatchDrop>;

export const DispatchRoundsProblem = z
  .strictObject({
    mode: z.literal('rounds'),
    start: Instant.default('1970-01-01T00:00:00Z'),
    shiftMinutes: z.number().gt(0).max(10_000_000).default(720),
    depot: Id.describe('place where goods are loaded'),
    places: list(DispatchPlace, 4000).min(1),
    travel: DispatchTravel.prefault({}).describe('traffic is for mode plan only'),
    vans: list(DispatchVan, 1000).min(1),
    drops: list(DispatchDrop, 2000).min(1),
    roundsPerVan: z.int().min(1).max(100).default(1),
    reloadSeconds: z.int().min(0).max(1_000_000).default(0).describe('at the depot between two rounds of a van'),
    objective: z.enum(['distance', 'vans-then-distance']).default('distance'),
  })
  .superRefine((problem, context) => checkRounds(problem, context));
export type DispatchRoundsProblem = z.infer<typeof DispatchRoundsProblem>;

export const DispatchRound = z.strictObject({
  van: Id,
  number: z.int().min(1).describe('of the van, from 1'),
  leave: Instant,
  back: Instant,
  load: Quantity,
  km: z.number(),
  drops: list(
    z.strictObject({ drop: Id, arrival: Instant, start: Instant, end: Instant, slackMinutes: z.number() }),
    2000,
  ),
});
export type DispatchRound = z.infer<typeof DispatchRound>;

export const DispatchRoundsPlan = z.strictObject({
  mode: z.literal('rounds'),
  objectiveUnit: z.string(),
  rounds: list(DispatchRound, 20_000),
  unserved: list(z.strictObject({ drop: Id, reason: z.string() }), 2000),
  terms: z.strictObject({
    vans: z.int().min(0),
    km: z.number(),
    unserved: z.number().describe('cost of what is not served'),
    total: z.number(),
  }),
  metrics: z.strictObject({
    drops: z.int().min(0),
    served: z.int().min(0),
    rounds: z.int().min(0),
    fill: z.number().describe('mean share of the capacity that is used'),
    waitingMinutes: z.number(),
  }),
});
export type DispatchRoundsPlan = z.infer<typeof DispatchRoundsPlan>;

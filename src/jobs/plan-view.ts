/** A plan as the service tells it, and its life: queued -> running -> succeeded | cancelled | expired | failed. */
import { z } from 'zod';
import { Found, StopReason } from '../../models/result.ts';

export const planStates = ['queued', 'running', 'succeeded', 'cancelled', 'expired', 'failed'] as const;
export const PlanState = z
  .enum(planStates)
  .describe(
    'queued: kept, waits for a solver; running; succeeded: solved, whatever was found; cancelled: stopped by a caller, ' +
      'the best plan is kept; expired: `notAfter` had passed when its turn came and nothing had been found; failed: a fault of the service, see `error`',
  );
export type PlanState = z.infer<typeof PlanState>;

export function isEnded(state: PlanState): boolean {
  return state !== 'queued' && state !== 'running';
}

const Milliseconds = z.number().min(0);

export const Derivation = z
  .enum(['resolved', 'recomputed'])
  .describe('resolved: of the changed request, beginning from the earlier plan; recomputed: of the same request');
export type Derivation = z.infer<typeof Derivation>;

export const CatalogUse = z
  .object({
    pointer: z.string().describe('of the reference, in the request as it came'),
    type: z.string(),
    id: z.string(),
    version: z.int().min(1),
    hash: z.string().describe('SHA-256 of kind, part and body, keys in order'),
  })
  .describe('a catalog item that was put into the request');
export type CatalogUse = z.infer<typeof CatalogUse>;

export const WarmStartUse = z
  .object({
    used: z.boolean().describe('whether the solve begins from anything of the earlier plan'),
    entries: z.int().min(0).describe('what was taken over: heats, operations, orders, loads, rounds'),
    left: z
      .array(z.object({ pointer: z.string(), rule: z.string(), message: z.string() }))
      .describe('what was left out, by its place in the warm start as the earlier plan gives it; at most 50 of them'),
    leftCount: z.int().min(0).describe('all of them'),
  })
  .describe('what became of the earlier plan as a start');
export type WarmStartUse = z.infer<typeof WarmStartUse>;

/** While the plan runs, objective, bound and plan are the best so far. */
export const PlanView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    state: PlanState,
    found: Found.optional().describe('once ended'),
    endedBy: StopReason.optional().describe('once ended'),
    objective: z.number().optional().describe('value of the plan, minimised'),
    lowerBound: z.number().optional().describe('proved; absent where none is'),
    gap: z.number().optional().describe('(objective - lowerBound) / |objective|'),
    plan: z.unknown().optional().describe('the plan of its kind; absent where none was found, and in lists'),
    reason: z.string().optional().describe('why there is no plan'),
    statistics: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
    waitingMs: Milliseconds.optional().describe('from acknowledged to solving, apart from the budget'),
    solvingMs: Milliseconds.optional().describe('what counts against budget.timeMs'),
    attempts: z.int().min(0).describe('times it was handed to a solver; above 1 where a process died or stopped'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
    tags: z.record(z.string(), z.string()),
    priority: z.int(),
    timeMs: z.int().describe('its time budget'),
    notAfter: z.iso.datetime().optional(),
    batch: z.uuid().optional().describe('the batch it came in'),
    derivedFrom: z.uuid().optional().describe('the plan whose request it repeats or changes'),
    derivation: Derivation.optional(),
    warmStart: WarmStartUse.optional(),
    catalog: z.array(CatalogUse).optional(),
    requestHash: z.string().describe('SHA-256 of the request with its defaults filled in, keys in order'),
    codeVersion: z.string().describe('version of takt that took the request'),
    error: z.object({ code: z.string(), title: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof PlanView>;

const Phase = z
  .int()
  .min(0)
  .describe('which aim the objective measures; a plan of a later phase is better, whatever the objectives');
const Unit = z.string().describe('what objective and bound count');

/** One entry of a plan's history, numbered from 1 without gaps. */
export const PlanEvent = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('state'),
      sequence: z.int().min(1),
      at: z.iso.datetime(),
      data: z.object({
        state: PlanState,
        attempt: z.int().optional(),
        found: Found.optional(),
        endedBy: StopReason.optional(),
        objective: z.number().optional(),
        lowerBound: z.number().optional(),
        gap: z.number().optional(),
        phase: Phase.optional(),
        unit: Unit.optional(),
        error: z.object({ code: z.string(), title: z.string(), message: z.string() }).optional(),
      }),
    }),
    z.object({
      type: z.literal('incumbent'),
      sequence: z.int().min(1),
      at: z.iso.datetime(),
      data: z.object({
        attempt: z.int(),
        objective: z.number(),
        lowerBound: z.number().optional(),
        gap: z.number().optional(),
        phase: Phase.optional(),
        unit: Unit.optional(),
      }),
    }),
  ])
  .meta({ id: 'PlanEvent' });
export type PlanEvent = z.infer<typeof PlanEvent>;

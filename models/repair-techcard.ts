/**
 * Mode `techcard` of plan kind `repair`: an operation late, a resource down, other orders. Rules are exact in
 * `docs/repair-shop.md`.
 */
import { z } from 'zod';
import { Id, Instant, list, Moment } from './common.ts';
import { RepairEscalation, RepairPoints, RepairSeverity, RepairUnitPrice } from './repair-parts.ts';
import {
  RepairShopEffort,
  RepairShopOptionName,
  RepairShopOptions,
  repairChangeParts,
  repairOptionParts,
} from './repair-shop.ts';
import { checkRepairTechcard } from './repair-techcard-rules.ts';
import { TechcardAssignment, TechcardOrder, TechcardPlan, TechcardProblem } from './techcard.ts';

const Seconds = z.int().min(0).max(10_000_000);
const serial = z.int().min(0).max(10_000_000).describe('as in the plan that runs');
const operationOfPiece = { order: Id, serial, operation: Id };

export const RepairTechcardEvent = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('operation-late'),
      ...operationOfPiece,
      seconds: z.int().min(1).max(10_000_000).optional().describe('later than planned; this or `end`'),
      end: Moment.optional().describe('when it will end'),
    })
    .describe('it ends later; one that has not started starts later by so much'),
  z
    .strictObject({
      type: z.literal('resource-down'),
      resource: Id,
      worker: Id.optional().describe('only this one of a pool of named workers'),
      from: Moment.optional().describe('absent: now'),
      until: Moment,
    })
    .describe('nothing is done on it; an operation that is on goes on afterwards'),
  z.strictObject({
    type: z.literal('order-changed'),
    order: Id,
    to: z.strictObject({
      due: Moment.optional(),
      deadline: Moment.optional(),
      quantity: TechcardOrder.shape.quantity.unwrap().optional(),
      priority: TechcardOrder.shape.priority.unwrap().optional(),
    }),
  }),
  z
    .strictObject({ type: z.literal('order-cancelled'), order: Id })
    .describe('pieces that have begun are finished, without due date or priority'),
  z.strictObject({ type: z.literal('order-added'), order: TechcardOrder }),
]);
export type RepairTechcardEvent = z.infer<typeof RepairTechcardEvent>;

/** A moment, or one as a plan tells it. */
const PlannedMoment = z.union([Moment, z.object({ seconds: z.int() })]);

export const RepairTechcardOperation = z
  .object({
    ...operationOfPiece,
    mode: z.int().min(0).default(0),
    start: PlannedMoment,
    end: PlannedMoment,
    resources: list(TechcardAssignment, 50).default([]),
  })
  .describe('an operation as in `operations` of a techcard plan; its other fields are ignored');
export type RepairTechcardOperation = z.infer<typeof RepairTechcardOperation>;

export const RepairTechcardProblem = z
  .strictObject({
    mode: z.literal('techcard'),
    problem: TechcardProblem.describe('the problem that the plan was made for'),
    operations: list(RepairTechcardOperation, 200_000).min(1).describe('the plan that runs, all of it'),
    now: Moment,
    events: list(RepairTechcardEvent, 200).default([]).describe('none, and no facts: the plan comes back as it is'),
    facts: z
      .strictObject({
        operations: list(
          z.strictObject({
            ...operationOfPiece,
            started: z.boolean().optional().describe('absent: as planned'),
            start: Moment.optional().describe('when it did start'),
            end: Moment.optional().describe('when it did or will end'),
          }),
          200_000,
        ).default([]),
      })
      .prefault({})
      .describe('what is known from the shop; what is absent went as planned'),
    prices: z
      .strictObject({
        unit: RepairUnitPrice.describe(
          'of one point, in weighted seconds; absent: objective of the plan / number of its operations',
        ),
        mode: RepairPoints.default(1).describe('points: an operation is done in another mode'),
        resource: RepairPoints.default(0.5).describe('in the same mode by other workers or on another line'),
        moved: RepairPoints.default(0.5).describe('its start moves by more than `movedSeconds`'),
        promise: RepairPoints.default(2).describe('an order ends later by more than `promiseSeconds`'),
      })
      .prefault({}),
    movedSeconds: Seconds.default(300).describe('an operation that moves by no more has not moved'),
    promiseSeconds: Seconds.default(900).describe('a client is told of a later end than that'),
    options: RepairShopOptions,
  })
  .superRefine(checkRepairTechcard);
export type RepairTechcardProblem = z.infer<typeof RepairTechcardProblem>;

export const repairTechcardReasons = [
  'resource-down',
  'operation-late',
  'order-cancelled',
  'order-changed',
  'order-added',
  'waits-for',
  'makes-room',
  'pays',
] as const;

const Where = z.strictObject({
  serial: z.int().min(0),
  mode: z.int().min(0),
  start: z.int().describe('seconds from `start` of the problem'),
  end: z.int(),
  resources: list(TechcardAssignment, 50),
});

export const RepairTechcardChange = z
  .strictObject({
    order: Id,
    operation: Id,
    what: list(z.enum(['mode', 'resource', 'earlier', 'later']), 4).min(1),
    was: Where.describe('in the plan that runs'),
    is: Where.describe('serial numbers are those of `problem` of the answer'),
    ...repairChangeParts,
  })
  .describe('an operation of the plan that runs, still open, that does not stay as it is');
export type RepairTechcardChange = z.infer<typeof RepairTechcardChange>;

export const RepairTechcardNotice = z.strictObject({
  order: Id,
  what: z.enum(['later', 'added', 'cancelled', 'fewer', 'more']),
  was: Instant.optional(),
  is: Instant.optional(),
  seconds: z.int().optional(),
  message: z.string(),
});
export type RepairTechcardNotice = z.infer<typeof RepairTechcardNotice>;

export const RepairTechcardOption = z.strictObject({
  ...repairOptionParts,
  plan: TechcardPlan.describe('of `problem` of the answer'),
  changes: list(RepairTechcardChange, 200_000).describe('those with the greatest points first'),
  changedOperations: z.int().min(0),
  openOperations: z.int().min(0).describe('of the plan that runs: neither started, held, nor gone with their order'),
  width: z.int().min(0).describe('resources named in the changes'),
  lateness: z.strictObject({
    orders: z.int().min(0).describe('later than promised by more than `promiseSeconds`'),
    seconds: z.int().min(0).describe('sum over orders of what they end later than promised'),
    greatestSeconds: z.int().min(0),
    tardySeconds: z.int().min(0).describe('sum over orders: last end after the due date'),
  }),
  notices: list(RepairTechcardNotice, 20_000),
  unrescued: list(
    z.strictObject({
      order: Id,
      what: z.enum(['deadline', 'due', 'greatest-lag']),
      seconds: z.int().min(1).describe('by which it is missed, by the last piece'),
      severity: RepairSeverity,
      text: z.string(),
    }),
    100_000,
  ).describe('what the plan that runs kept, or a change asked for, and this option does not'),
});
export type RepairTechcardOption = z.infer<typeof RepairTechcardOption>;

export const RepairTechcardPlan = z.strictObject({
  mode: z.literal('techcard'),
  objectiveUnit: z.string(),
  now: Instant,
  problem: TechcardProblem.describe(
    'as it is after events and facts: what started is given; the next repair starts here',
  ),
  lifted: list(Id, 20_000).describe(
    'orders whose deadline and greatest lags are given up in `problem`, since no plan that keeps them was found',
  ),
  pieces: list(
    z.strictObject({ order: Id, was: z.int().min(0), is: z.int().min(0).optional().describe('absent: not made') }),
    100_000,
  ).describe('pieces whose serial numbers are not the same any more'),
  pointPrice: z.number().min(0),
  counts: z
    .strictObject({
      done: z.int().min(0),
      underWay: z.int().min(0).describe('started'),
      held: z.int().min(0).describe('late before they have started, or given for later: they stay where they are put'),
      open: z.int().min(0),
      gone: z.int().min(0).describe('with a cancelled order or piece'),
    })
    .describe('operations of the plan that runs'),
  options: list(RepairTechcardOption, 3).min(1),
  recommended: RepairShopOptionName,
  effort: RepairShopEffort.extend({
    zone: z
      .enum(['none', 'reachable', 'all'])
      .describe('operations that were planned anew: the greatest zone searched'),
  }),
  escalation: RepairEscalation.optional().describe('where something could not be saved: for the dispatcher'),
});
export type RepairTechcardPlan = z.infer<typeof RepairTechcardPlan>;

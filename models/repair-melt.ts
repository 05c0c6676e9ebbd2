/**
 * Mode `melt` of plan kind `repair`: a furnace down, a heat that failed, less power, other orders. Rules are exact in
 * `docs/repair-shop.md`.
 */
import { z } from 'zod';
import { Id, Instant, LocalDate, list } from './common.ts';
import { LeftReason, MeltContent, MeltLine, MeltPlan, MeltProblem } from './melt.ts';
import { checkRepairMelt } from './repair-melt-rules.ts';
import { RepairEscalation, RepairPoints, RepairSeverity, RepairUnitPrice } from './repair-parts.ts';
import {
  RepairShopEffort,
  RepairShopOptionName,
  RepairShopOptions,
  repairChangeParts,
  repairOptionParts,
} from './repair-shop.ts';

const Minutes = z.number().min(0).max(100_000);

export const RepairMeltEvent = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('furnace-down'),
      furnace: Id,
      from: Instant.optional().describe('absent: now'),
      until: Instant.optional().describe('absent: to the end of the calendar'),
      running: z
        .enum(['lost', 'kept'])
        .default('lost')
        .describe('the heat that is on then: its pieces are to be poured again, or it is tapped all the same'),
    })
    .describe('the furnace does not work'),
  z
    .strictObject({ type: z.literal('heat-lost'), heat: Id })
    .describe('a heat that failed: its pieces are to be poured again, its furnace is free from now on'),
  z
    .strictObject({
      type: z.literal('power-cut'),
      group: Id,
      factor: z.number().min(0).max(1).describe('what is left of the limit of the power group, 0.5: half of it'),
      from: Instant.optional().describe('absent: now'),
      until: Instant.optional().describe('absent: to the end of the calendar'),
    })
    .describe('a cable carries less'),
  z
    .strictObject({
      type: z.literal('order-changed'),
      line: Id,
      to: z.strictObject({
        quantity: MeltLine.shape.quantity.optional(),
        period: MeltLine.shape.period.unwrap().optional(),
        priority: MeltLine.shape.priority.unwrap().optional(),
      }),
    })
    .describe('a line asks for something else'),
  z.strictObject({ type: z.literal('order-cancelled'), line: Id }),
  z.strictObject({ type: z.literal('order-added'), line: MeltLine }),
]);
export type RepairMeltEvent = z.infer<typeof RepairMeltEvent>;

export const RepairMeltHeat = z
  .object({
    id: Id,
    furnace: Id,
    grade: Id,
    contents: list(MeltContent, 5000).min(1),
    day: LocalDate.optional(),
    shift: Id.optional(),
    start: Instant.optional().describe('absent only where it is fixed without times'),
    end: Instant.optional(),
    fixed: z.boolean().optional().describe('as in the plan: one of `fixedHeats`'),
  })
  .describe('a heat as in `heats` of a melt plan; its other fields are ignored');
export type RepairMeltHeat = z.infer<typeof RepairMeltHeat>;

export const RepairMeltProblem = z
  .strictObject({
    mode: z.literal('melt'),
    problem: MeltProblem.describe('the problem that the plan was made for, with a calendar'),
    heats: list(RepairMeltHeat, 10_000).describe('the plan that runs'),
    now: Instant,
    events: list(RepairMeltEvent, 200).default([]).describe('none, and no facts: the plan comes back as it is'),
    facts: z
      .strictObject({
        heats: list(
          z.strictObject({
            heat: Id,
            started: z.boolean().optional().describe('absent: as planned'),
            start: Instant.optional().describe('when it did start'),
            end: Instant.optional().describe('when it did or will end'),
          }),
          10_000,
        ).default([]),
      })
      .prefault({})
      .describe('what is known from the furnaces; what is absent went as planned'),
    prices: z
      .strictObject({
        unit: RepairUnitPrice.describe(
          'of one point, in units of the cost of heats; absent: what a heat of the plan costs on average',
        ),
        left: RepairUnitPrice.describe(
          'of a `massUnit` of period 0 left out, weighed; absent: ten times what one costs in the plan on average',
        ),
        furnace: RepairPoints.default(1).describe('points: a heat goes to another furnace'),
        contents: RepairPoints.default(1).describe('it holds something else'),
        day: RepairPoints.default(1).describe('it starts on another day'),
        moved: RepairPoints.default(0.5).describe('on the same day, but more than `movedMinutes` off'),
        dropped: RepairPoints.default(1).describe('a heat of the plan is not poured'),
        added: RepairPoints.default(0.5).describe('a heat more'),
        promise: RepairPoints.default(0.5).describe('a line is finished later by more than `promiseMinutes`'),
      })
      .prefault({}),
    movedMinutes: Minutes.default(15).describe('a heat that moves by no more has not moved'),
    promiseMinutes: Minutes.default(60).describe('who waits for a line is told of later ends than that'),
    options: RepairShopOptions,
  })
  .superRefine(checkRepairMelt);
export type RepairMeltProblem = z.infer<typeof RepairMeltProblem>;

export const repairMeltReasons = [
  'furnace-down',
  'heat-lost',
  'heat-late',
  'power-cut',
  'order-cancelled',
  'order-changed',
  'order-added',
  'takes-over',
  'makes-room',
  'pays',
] as const;

const Where = z.strictObject({
  furnace: Id,
  day: LocalDate,
  start: Instant,
  contents: list(MeltContent, 5000),
});

export const RepairMeltChange = z
  .strictObject({
    heat: Id.describe('of the plan that runs; of a heat more: that of the option'),
    what: list(z.enum(['furnace', 'contents', 'day', 'earlier', 'later', 'dropped', 'added']), 4).min(1),
    was: Where.optional(),
    is: Where.optional(),
    ...repairChangeParts,
  })
  .describe('a heat that is open and does not stay as it is, or one that is new');
export type RepairMeltChange = z.infer<typeof RepairMeltChange>;

export const RepairMeltNotice = z.strictObject({
  line: Id,
  what: z.enum(['later', 'less', 'not-poured', 'added', 'cancelled']),
  minutes: z.number().optional().describe('by which its last promised piece is later'),
  missingPieces: z.int().min(1).optional(),
  message: z.string(),
});
export type RepairMeltNotice = z.infer<typeof RepairMeltNotice>;

export const RepairMeltOption = z.strictObject({
  ...repairOptionParts,
  plan: MeltPlan.describe('of `problem` of the answer'),
  changes: list(RepairMeltChange, 20_000).describe('those with the greatest points first'),
  changedHeats: z.int().min(0),
  openHeats: z.int().min(0).describe('of the plan that runs: neither started nor lost'),
  width: z.int().min(0).describe('furnaces named in the changes'),
  lateness: z.strictObject({
    pieces: z.int().min(0).describe('poured later than promised by more than `promiseMinutes`'),
    mass: z.number().describe('poured mass of these'),
    massHours: z.number().describe('poured mass of every piece times the hours by which it is later'),
    greatestMinutes: z.number(),
  }),
  lostMass: z.number().describe('promised and not poured, in `massUnit`'),
  notices: list(RepairMeltNotice, 5000),
  unrescued: list(
    z.strictObject({
      line: Id,
      pieces: z.int().min(1),
      mass: z.number(),
      reason: z.union([LeftReason, z.literal('filler')]),
      severity: RepairSeverity,
      text: z.string(),
    }),
    5000,
  ).describe('promised and not poured'),
});
export type RepairMeltOption = z.infer<typeof RepairMeltOption>;

export const RepairMeltPlan = z.strictObject({
  mode: z.literal('melt'),
  objectiveUnit: z.string(),
  now: Instant,
  problem: MeltProblem.describe('as it is after events and facts: what started is fixed; the next repair starts here'),
  pointPrice: z.number().min(0),
  leftPrice: z.number().min(0).describe('of a `massUnit` of period 0 left out, weighed'),
  heats: z
    .strictObject({
      done: list(Id, 10_000),
      underWay: list(Id, 10_000).describe('started: they stay where they are'),
      open: list(Id, 10_000),
      lost: list(Id, 10_000).describe('their pieces are to be poured again'),
    })
    .describe('of the plan that runs'),
  options: list(RepairMeltOption, 3).min(1),
  recommended: RepairShopOptionName,
  effort: RepairShopEffort,
  escalation: RepairEscalation.optional().describe('where something could not be saved: for the dispatcher'),
});
export type RepairMeltPlan = z.infer<typeof RepairMeltPlan>;

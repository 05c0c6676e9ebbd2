/**
 * Plan kind `melt`: which castings go into which heat, and which pieces into which heat-treatment batch.
 *
 * A heat (or batch) belongs to one furnace and one grade (or regime); its mass lies within the furnace's bounds. The
 * lines of period 0 must be poured to the last piece; the lines of later periods may fill what is left, earlier periods
 * first.
 */
import { z } from 'zod';
import { Id, Instant, LocalDate, LocalTime, list } from './common.ts';
import { MeltCertificate } from './melt-certificate.ts';
import { checkReferences } from './melt-rules.ts';

const Mass = z.number().min(0).max(1e9).describe('mass in `massUnit`, to the gram');
const Weight = z.number().min(0.001).max(1000);
const Kwh = z.number().min(0).max(1e9);
const Size = z.number().min(0).max(1e6).describe('at most three decimals');

export const MeltLine = z.strictObject({
  id: Id,
  casting: z.string().max(200).optional().describe('name or drawing number, for people'),
  pieceMass: Mass.gt(0).describe('mass of one finished piece in `massUnit`, to the gram'),
  quantity: z.int().min(1).max(1_000_000).describe('pieces'),
  grade: Id,
  period: z.int().min(0).max(51).default(0).describe('0: must be poured; 1, 2, ...: optional filler, earlier first'),
  priority: Weight.default(1).describe('worth of a kilogram of this line where not everything can be poured'),
  penaltyPerPiece: z
    .number()
    .min(0.001)
    .max(1e6)
    .optional()
    .describe('worth of a piece of period 0 where not everything can be poured, in place of mass x priority'),
  furnaces: list(Id, 50).min(1).optional().describe('furnaces that may pour it; absent: all that melt its grade'),
  yield: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe('finished mass / poured mass: gates and risers count against the furnace'),
  sizes: z.record(Id, Size).default({}).describe('what a piece takes of each further dimension, e.g. positions'),
});
export type MeltLine = z.infer<typeof MeltLine>;

export const MeltFurnace = z.strictObject({
  id: Id,
  leastMass: Mass.default(0).describe('least mass of a heat; 0 for heat treatment'),
  greatestMass: Mass.gt(0),
  mostHeats: z.int().min(0).max(10_000).optional().describe('in the whole period; absent: what the calendar admits'),
  grades: list(Id, 200).min(1).optional().describe('grades it melts; absent: all'),
  capacities: z.record(Id, Size).default({}).describe('capacity of each further dimension'),
  powerKw: z.number().min(0).max(1e6).default(0).describe('draw while a heat is on'),
  heatMinutes: z
    .number()
    .min(1)
    .max(7 * 24 * 60)
    .optional()
    .describe('charge to tap; needed for the spread over shifts'),
  heatKwh: Kwh.default(0).describe('energy of a heat'),
  coldStartKwh: Kwh.default(0).describe('extra energy of the first heat of a day'),
  heatCost: z.number().gt(0).max(1e9).optional().describe('cost of a heat for objective `cheapest-heats`, default 1'),
});
export type MeltFurnace = z.infer<typeof MeltFurnace>;

export const MeltGrade = z.strictObject({
  id: Id,
  mostHeats: z.int().min(0).max(10_000).optional().describe('cap for a rare grade'),
});
export type MeltGrade = z.infer<typeof MeltGrade>;

export const MeltPowerGroup = z
  .strictObject({
    id: Id,
    furnaces: list(Id, 50).min(1),
    limitKw: z.number().gt(0).max(1e7).optional().describe('summed draw at every moment'),
    mostAtOnce: z.int().min(1).max(50).optional().describe('furnaces of the group at work at the same moment'),
  })
  .describe('a cable that several furnaces share');
export type MeltPowerGroup = z.infer<typeof MeltPowerGroup>;

export const MeltShift = z.strictObject({
  id: Id,
  start: LocalTime,
  end: LocalTime.describe('not after `start`: on the next day; the shift belongs to the day it begins'),
  furnaces: list(Id, 50).optional().describe('furnaces at work; absent: all'),
});
export type MeltShift = z.infer<typeof MeltShift>;

export const MeltCalendar = z.strictObject({
  timeZone: z
    .string()
    .max(60)
    .default('UTC')
    .refine(isTimeZone, 'an IANA time zone such as Europe/Moscow')
    .describe('IANA time zone of the site'),
  shifts: list(MeltShift, 10).default([]).describe('shifts of every day that names none of its own'),
  days: list(z.strictObject({ date: LocalDate, shifts: list(MeltShift, 10).optional() }), 62).min(1),
});
export type MeltCalendar = z.infer<typeof MeltCalendar>;

export const MeltContent = z.strictObject({ line: Id, pieces: z.int().min(1).max(1_000_000) });
export type MeltContent = z.infer<typeof MeltContent>;

/** A heat without its place in time: what a warm start and a spread-only request hand in. */
export const MeltLoad = z.strictObject({
  furnace: Id,
  grade: Id,
  contents: list(MeltContent, 5000),
});
export type MeltLoad = z.infer<typeof MeltLoad>;

export const MeltPreviousHeat = MeltLoad.extend({
  id: Id.optional().describe('the plan gives it to the heat again where it is kept'),
}).describe('a heat of the plan before; what it names need not be there any more');
export type MeltPreviousHeat = z.infer<typeof MeltPreviousHeat>;

export const MeltFixedHeat = MeltLoad.extend({
  id: Id.optional(),
  day: LocalDate.optional().describe(
    'day it counts for; a fixed heat with a day and no start is its first of that day',
  ),
  shift: Id.optional().describe('given back as it is'),
  start: Instant.optional().describe('with `end` and `day`: the other heats are placed around it'),
  end: Instant.optional(),
}).describe('a heat that is poured or charged already: in the plan as it is, counted against quantities and caps');
export type MeltFixedHeat = z.infer<typeof MeltFixedHeat>;

const Spread = z.strictObject({
  preference: z
    .enum(['packed', 'even'])
    .default('packed')
    .describe('packed: fewest furnace days, so fewest cold starts; even: like load on every day'),
});

export const MeltProblem = z
  .strictObject({
    process: z
      .enum(['melt', 'heat-treatment'])
      .default('melt')
      .describe('how heats are spoken of: a heat-treatment batch is a heat whose grade is its regime'),
    massUnit: z.enum(['kg', 'g']).default('kg'),
    massStep: z
      .number()
      .gt(0)
      .max(1000)
      .optional()
      .describe('poured masses (piece mass / yield) are rounded up to a multiple of it; default one gram'),
    dimensions: list(Id, 2).default([]).describe('capacity dimensions beside mass, e.g. positions or floor area'),
    lines: list(MeltLine, 5000).min(1),
    furnaces: list(MeltFurnace, 50).min(1),
    grades: list(MeltGrade, 200).min(1),
    powerGroups: list(MeltPowerGroup, 20).default([]),
    calendar: MeltCalendar.optional(),
    objective: z
      .enum(['fewest-heats', 'cheapest-heats', 'most-mass'])
      .default('fewest-heats')
      .describe('most-mass: pour the most (weighted by priority) within the caps, whether or not all can be poured'),
    fill: z
      .enum(['none', 'top-up', 'all-heats'])
      .default('top-up')
      .describe('later periods: not at all; into heats that are needed anyway; into every heat available'),
    whenImpossible: z
      .enum(['most-mass', 'report'])
      .default('most-mass')
      .describe('where period 0 cannot be poured in full: plan the most mass, or only say so'),
    spread: z
      .union([z.literal(false), Spread])
      .optional()
      .describe('place the heats in days and shifts; default: packed where a calendar is given'),
    givenHeats: list(MeltLoad, 10_000).optional().describe('heats already composed: only the spread is asked for'),
    incompatibleLines: list(z.tuple([Id, Id]), 10_000)
      .default([])
      .describe('pairs of lines of one grade whose pieces must not share a heat'),
    fixedHeats: list(MeltFixedHeat, 10_000).default([]).describe('heats poured or charged already'),
    previousHeats: list(MeltPreviousHeat, 10_000)
      .optional()
      .describe(
        'heats of the plan before: of plans with the same value of the first stage the one that keeps the most',
      ),
    furnaceLoad: z
      .enum(['any', 'even', 'packed'])
      .default('any')
      .describe(
        'among plans with the same value of the first stage: even: like shares of the furnaces’ `mostHeats`; packed: as few furnaces in use as can be',
      ),
    certificate: z
      .boolean()
      .default(false)
      .describe('give proofs of the bounds with the plan, to be checked by others; they may be long'),
  })
  .superRefine(checkReferences);
export type MeltProblem = z.infer<typeof MeltProblem>;

export const MeltWarmStart = z.strictObject({ heats: list(MeltLoad, 10_000) });
export type MeltWarmStart = z.infer<typeof MeltWarmStart>;

/** What the solver of this kind gets: the request without the envelope. */
export interface MeltRequest {
  readonly problem: MeltProblem;
  readonly warmStart?: MeltWarmStart;
}

export const LeftReason = z
  .enum([
    'too-heavy',
    'no-furnace',
    'no-combination',
    'furnace-heats',
    'grade-heats',
    'furnace-hours',
    'power',
    'not-given',
    'not-found',
  ])
  .describe(
    [
      'too-heavy: heavier (or larger) than any furnace that may pour it',
      'no-furnace: no furnace may pour it: grade and eligibility leave none',
      'no-combination: with the pieces that may share its heat, none that holds it reaches a least mass',
      'furnace-heats: mostHeats of its furnaces is used up',
      'grade-heats: mostHeats of its grade is used up',
      'furnace-hours: the hours of its furnaces are used up',
      'power: a power group admits no further heat',
      'not-given: the heats handed in do not hold it',
      'not-found: none of these is proved; more time may find a place',
    ].join('; '),
  );
export type LeftReason = z.infer<typeof LeftReason>;

export const MeltHeat = z.strictObject({
  id: Id,
  furnace: Id,
  grade: Id,
  contents: z.array(MeltContent),
  mass: z.number().describe('poured mass in `massUnit`'),
  fill: z.number().min(0).max(1).describe('mass / greatest mass of the furnace'),
  sizes: z.record(Id, z.number()).describe('use of each further dimension'),
  day: LocalDate.optional(),
  shift: Id.optional().describe('the shift in which it starts'),
  start: Instant.optional(),
  end: Instant.optional(),
  coldStart: z.boolean().optional().describe('first heat of its furnace on that day'),
  fixed: z.literal(true).optional().describe('one of `fixedHeats`'),
  kept: z.literal(true).optional().describe('one of `previousHeats`: same furnace, grade and contents'),
});
export type MeltHeat = z.infer<typeof MeltHeat>;

export const MeltStage = z
  .strictObject({
    stage: z.enum(['fewest-heats', 'cheapest-heats', 'most-mass', 'changes', 'furnace-load', 'filler', 'spread']),
    objective: z.number().describe('minimised; unit by stage'),
    lowerBound: z.number().optional(),
    gap: z.number().optional(),
    proved: z.boolean().describe('bound and objective meet'),
    unit: z.string().describe('what objective and bound count'),
  })
  .describe('one decision of the plan, in the order in which they are taken');
export type MeltStage = z.infer<typeof MeltStage>;

export const MeltPlan = z.strictObject({
  outcome: z.enum(['complete', 'shortfall']).describe('complete: every piece of period 0 is poured'),
  massUnit: z.enum(['kg', 'g']),
  objectiveUnit: z.string().describe('what the result’s objective and lowerBound count'),
  heats: z.array(MeltHeat),
  left: z
    .array(
      z.strictObject({
        line: Id,
        pieces: z.int().min(1),
        mass: z.number().describe('poured mass in `massUnit`'),
        reason: LeftReason,
        message: z.string(),
      }),
    )
    .describe('pieces of period 0 that are not poured, and why'),
  shortfall: z
    .strictObject({
      proved: z.boolean().describe('proved that period 0 cannot be poured in full'),
      message: z.string(),
    })
    .optional(),
  filler: z
    .array(z.strictObject({ line: Id, period: z.int(), poured: z.int(), open: z.int() }))
    .describe('lines of later periods: pieces poured and still open'),
  stages: z.array(MeltStage),
  certificates: z
    .array(MeltCertificate)
    .optional()
    .describe('proofs of bounds of stages, as far as there are any; only where asked for'),
  totals: z.strictObject({
    heats: z.int(),
    heatCost: z.number(),
    pouredMass: z.number(),
    mandatoryMass: z.number().describe('of period 0'),
    fillerMass: z.number(),
    leftMass: z.number(),
    meanFill: z.number(),
    energyKwh: z.number(),
    coldStarts: z.int().optional().describe('only where heats are placed in time'),
    byFurnace: z.array(z.strictObject({ furnace: Id, heats: z.int(), mass: z.number(), meanFill: z.number() })),
    byGrade: z.array(z.strictObject({ grade: Id, heats: z.int(), mass: z.number() })),
  }),
});
export type MeltPlan = z.infer<typeof MeltPlan>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Plan kind `melt`: which castings go into which heat, and which pieces into which heat-treatment batch.
 *
 * A heat (or batch) belongs to one furnace and one grade (or regime); its mass lies within the furnace's bounds. The
 * lines of period 0 must be poured to the last piece; the lines of later periods may fill what is left, earlier periods
 * first.
 */
import { z } from 'zod';
import { addProblem, Id, Instant, LocalDate, LocalTime, list, refuseDuplicateIds } from './common.ts';

/** Grams per unit of mass. */
export const gramsPer = { g: 1, kg: 1000 } as const;

/** Of all lines together. */
const mostPieces = 1_000_000;

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
      'no-combination: with the pieces there are, no heat that holds it reaches a least mass',
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
});
export type MeltHeat = z.infer<typeof MeltHeat>;

export const MeltStage = z
  .strictObject({
    stage: z.enum(['fewest-heats', 'cheapest-heats', 'most-mass', 'filler', 'spread']),
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

/**
 * Poured mass of one piece in grams: piece mass over yield, rounded up to the request's step, so that a heat never
 * holds more than its pieces say.
 */
export function pouredGrams(problem: Pick<MeltProblem, 'massUnit' | 'massStep'>, line: MeltLine): number {
  const unit = gramsPer[problem.massUnit];
  const step = problem.massStep === undefined ? 1 : Math.round(problem.massStep * unit);
  // The nudge keeps an exact quotient such as 0.3 kg / 0.6 from being rounded up by its last bit.
  return Math.ceil((Math.round(line.pieceMass * unit) / line.yield / step) * (1 - 1e-12)) * step;
}

/**
 * Worth of a kilogram of a filler period against one of the last period, priorities aside: each period goes before the
 * next; beyond the fourth from the last they count alike.
 */
export function fillerWeight(lastPeriod: number, period: number): number {
  return 100 ** Math.min(3, lastPeriod - period);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

type Path = readonly (string | number)[];

function checkReferences(problem: z.output<typeof MeltProblem>, context: z.RefinementCtx): void {
  const known = {
    furnace: new Set(problem.furnaces.map((furnace) => furnace.id)),
    grade: new Set(problem.grades.map((grade) => grade.id)),
    dimension: new Set(problem.dimensions),
    line: new Set(problem.lines.map((line) => line.id)),
  };
  const refer = (what: keyof typeof known, id: string, path: Path) => {
    if (known[what].has(id)) return;
    const some = [...known[what]].slice(0, 5).map((name) => `"${name}"`);
    addProblem(context, path, {
      rule: `known-${what}`,
      message: `there is no ${what} "${id}"`,
      remedy: some.length > 0 ? `use a declared ${what}, such as ${some.join(', ')}` : `declare the ${what} first`,
      received: id,
    });
  };
  const referAll = (what: keyof typeof known, ids: readonly string[] | undefined, path: Path) =>
    ids?.forEach((id, index) => {
      refer(what, id, [...path, index]);
    });
  const exact = (value: number, perUnit: number, path: Path, precision: string) => {
    const scaled = value * perUnit;
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-6) return;
    addProblem(context, path, {
      rule: 'precision',
      message: `${value} is finer than ${precision}`,
      remedy: `round it to ${precision}`,
      received: value,
    });
  };
  const grams = (value: number, path: Path) => exact(value, gramsPer[problem.massUnit], path, 'a gram');
  const sizes = (values: Readonly<Record<string, number>>, path: Path) => {
    for (const [dimension, value] of Object.entries(values)) {
      refer('dimension', dimension, [...path, dimension]);
      exact(value, 1000, [...path, dimension], 'three decimals');
    }
  };

  refuseDuplicateIds(context, problem.lines, ['lines']);
  refuseDuplicateIds(context, problem.furnaces, ['furnaces']);
  refuseDuplicateIds(context, problem.grades, ['grades']);
  refuseDuplicateIds(context, problem.powerGroups, ['powerGroups']);
  if (problem.massStep !== undefined) grams(problem.massStep, ['massStep']);

  problem.lines.forEach((line, index) => {
    const path = ['lines', index];
    grams(line.pieceMass, [...path, 'pieceMass']);
    refer('grade', line.grade, [...path, 'grade']);
    referAll('furnace', line.furnaces, [...path, 'furnaces']);
    sizes(line.sizes, [...path, 'sizes']);
  });
  problem.furnaces.forEach((furnace, index) => {
    const path = ['furnaces', index];
    grams(furnace.leastMass, [...path, 'leastMass']);
    grams(furnace.greatestMass, [...path, 'greatestMass']);
    referAll('grade', furnace.grades, [...path, 'grades']);
    sizes(furnace.capacities, [...path, 'capacities']);
    for (const dimension of problem.dimensions)
      if (furnace.capacities[dimension] === undefined)
        addProblem(context, [...path, 'capacities'], {
          rule: 'capacity-of-every-dimension',
          message: `furnace "${furnace.id}" has no capacity for dimension "${dimension}"`,
          remedy: `add capacities.${dimension}`,
          received: furnace.capacities,
        });
    if (furnace.leastMass > furnace.greatestMass)
      addProblem(context, [...path, 'leastMass'], {
        rule: 'least-at-most-greatest',
        message: `leastMass ${furnace.leastMass} is above greatestMass ${furnace.greatestMass}`,
        remedy: 'lower leastMass or raise greatestMass',
        received: furnace.leastMass,
      });
  });
  problem.powerGroups.forEach((group, index) => {
    referAll('furnace', group.furnaces, ['powerGroups', index, 'furnaces']);
    if ((group.limitKw === undefined) === (group.mostAtOnce === undefined))
      addProblem(context, ['powerGroups', index], {
        rule: 'one-limit',
        message: 'a power group has either limitKw or mostAtOnce',
        remedy: 'give exactly one of the two',
        received: group,
      });
  });
  const pieces = problem.lines.reduce((sum, line) => sum + line.quantity, 0);
  if (pieces > mostPieces)
    addProblem(context, ['lines'], {
      rule: 'total-pieces',
      message: `there are ${pieces} pieces, at most ${mostPieces} can be planned`,
      remedy: 'check quantities; plan fewer periods at once',
      received: pieces,
    });
  const total = problem.lines.reduce((sum, line) => sum + line.quantity * pouredGrams(problem, line), 0);
  if (total > 1e15)
    addProblem(context, ['lines'], {
      rule: 'total-mass',
      message: `all pieces together weigh ${total} g; sums stay exact up to 1e15 g`,
      remedy: 'check massUnit, masses and quantities',
      received: total,
    });
  checkLoadReferences(context, problem, problem.givenHeats ?? [], ['givenHeats']);
  if (problem.givenHeats && context.issues.length === 0) checkGivenHeats(context, problem, problem.givenHeats);
  checkCalendar(problem, context, referAll);
}

/** Refuses heats that name unknown furnaces, grades or lines. */
export function checkLoadReferences(
  context: z.RefinementCtx,
  problem: Pick<MeltProblem, 'furnaces' | 'grades' | 'lines'>,
  heats: readonly MeltLoad[],
  path: Path,
): void {
  const known = {
    furnace: new Set(problem.furnaces.map((furnace) => furnace.id)),
    grade: new Set(problem.grades.map((grade) => grade.id)),
    line: new Set(problem.lines.map((line) => line.id)),
  };
  const refer = (what: keyof typeof known, id: string, at: Path) => {
    if (!known[what].has(id))
      addProblem(context, at, {
        rule: `known-${what}`,
        message: `there is no ${what} "${id}"`,
        remedy: `name a ${what} of the problem`,
        received: id,
      });
  };
  heats.forEach((heat, index) => {
    refer('furnace', heat.furnace, [...path, index, 'furnace']);
    refer('grade', heat.grade, [...path, index, 'grade']);
    heat.contents.forEach((content, at) => {
      refer('line', content.line, [...path, index, 'contents', at, 'line']);
    });
  });
}

/** Heats that are only to be placed in time must be pourable as they are. */
function checkGivenHeats(context: z.RefinementCtx, problem: MeltProblem, heats: readonly MeltLoad[]): void {
  const lines = new Map(problem.lines.map((line) => [line.id, line]));
  const open = new Map(problem.lines.map((line) => [line.id, line.quantity]));
  heats.forEach((heat, index) => {
    const refuse = (rule: string, message: string, remedy: string, received: unknown) =>
      addProblem(context, ['givenHeats', index], { rule, message, remedy, received });
    const furnace = problem.furnaces.find((candidate) => candidate.id === heat.furnace)!;
    const perUnit = gramsPer[problem.massUnit];
    if (furnace.grades && !furnace.grades.includes(heat.grade))
      refuse('furnace-grade', `"${furnace.id}" does not melt "${heat.grade}"`, 'use a furnace that does', heat.furnace);
    let grams = 0;
    for (const { line: id, pieces } of heat.contents) {
      const line = lines.get(id)!;
      grams += pieces * pouredGrams(problem, line);
      open.set(id, open.get(id)! - pieces);
      if (line.grade !== heat.grade)
        refuse('one-grade', `line "${id}" is of grade "${line.grade}"`, `keep to grade "${heat.grade}"`, line.grade);
      if (line.furnaces && !line.furnaces.includes(furnace.id))
        refuse('eligible-furnace', `line "${id}" may not be poured from "${furnace.id}"`, 'move it', furnace.id);
      if (open.get(id)! < 0)
        refuse('quantity', `the heats hold more of line "${id}" than its quantity`, 'take some out', line.quantity);
    }
    if (grams > Math.round(furnace.greatestMass * perUnit) || grams < Math.round(furnace.leastMass * perUnit))
      refuse(
        'mass-within-bounds',
        `the heat weighs ${grams / perUnit}, its furnace takes ${furnace.leastMass}..${furnace.greatestMass}`,
        'change its contents or its furnace',
        grams / perUnit,
      );
    for (const dimension of problem.dimensions) {
      const used = heat.contents.reduce(
        (sum, { line, pieces }) => sum + pieces * (lines.get(line)!.sizes[dimension] ?? 0),
        0,
      );
      if (used > furnace.capacities[dimension] * (1 + 1e-9))
        refuse('capacity', `${used} ${dimension} exceed ${furnace.capacities[dimension]}`, 'take some out', used);
    }
  });
}

function checkCalendar(
  problem: z.output<typeof MeltProblem>,
  context: z.RefinementCtx,
  referAll: (what: 'furnace', ids: readonly string[] | undefined, path: Path) => void,
): void {
  const { calendar, spread } = problem;
  if (calendar === undefined) {
    if (spread || problem.givenHeats)
      addProblem(context, ['calendar'], {
        rule: 'spread-needs-calendar',
        message: 'heats cannot be placed in shifts without a calendar',
        remedy: 'add problem.calendar with its days and shifts, or set problem.spread to false',
        received: undefined,
      });
    return;
  }
  const checkShifts = (shifts: readonly MeltShift[], path: Path) => {
    refuseDuplicateIds(context, shifts, path);
    shifts.forEach((shift, index) => {
      referAll('furnace', shift.furnaces, [...path, index, 'furnaces']);
    });
  };
  checkShifts(calendar.shifts, ['calendar', 'shifts']);
  let before = '';
  let overrun = 0;
  let toldOfShared = false;
  calendar.days.forEach((day, index) => {
    const path = ['calendar', 'days', index];
    if (day.shifts) checkShifts(day.shifts, [...path, 'shifts']);
    const shifts = day.shifts ?? calendar.shifts;
    if (day.date <= before)
      addProblem(context, [...path, 'date'], {
        rule: 'days-in-order',
        message: `day ${day.date} does not come after ${before}`,
        remedy: 'list every day once, in order',
        received: day.date,
      });
    const busyUntil = nextDay(before) === day.date ? overrun - 1440 : 0;
    const end = endOfShifts(shifts, busyUntil);
    overrun = end.minutes;
    // Shifts that all days share are at fault once, not on every day.
    if (end.overlap !== undefined && (day.shifts || !toldOfShared)) {
      const shift = shifts[end.overlap];
      addProblem(context, [...(day.shifts ? path : ['calendar']), 'shifts', end.overlap, 'start'], {
        rule: 'shifts-apart',
        message: `shift "${shift.id}" begins before the one before it ends`,
        remedy: 'let shifts follow each other; name the furnaces at work in each',
        received: shift.start,
      });
      toldOfShared ||= !day.shifts;
    }
    before = day.date;
  });
  if (spread !== false)
    problem.furnaces.forEach((furnace, index) => {
      if (furnace.heatMinutes === undefined)
        addProblem(context, ['furnaces', index, 'heatMinutes'], {
          rule: 'spread-needs-heat-minutes',
          message: `furnace "${furnace.id}" has no heatMinutes, so its heats cannot be placed in shifts`,
          remedy: 'add heatMinutes, or set problem.spread to false',
          received: undefined,
        });
    });
}

/**
 * @param busyUntil - minutes of the day that a shift of the day before still takes.
 * @returns the latest end in minutes from the day's start, and the first shift that begins before the one before it ends.
 */
function endOfShifts(shifts: readonly MeltShift[], busyUntil: number): { minutes: number; overlap?: number } {
  const spans = shifts.map((shift, index) => ({ index, ...shiftMinutes(shift) })).sort((a, b) => a.start - b.start);
  let minutes = Math.max(0, busyUntil);
  let overlap: number | undefined;
  for (const { index, start, end } of spans) {
    if (start < minutes) overlap ??= index;
    minutes = Math.max(minutes, end);
  }
  return { minutes, overlap };
}

/** Start and end of a shift in minutes from its day's start; the end may lie past 1440. */
export function shiftMinutes(shift: Pick<MeltShift, 'start' | 'end'>): { start: number; end: number } {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const start = minutes(shift.start);
  const end = minutes(shift.end);
  return { start, end: end <= start ? end + 1440 : end };
}

function nextDay(date: string): string {
  if (date === '') return '';
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

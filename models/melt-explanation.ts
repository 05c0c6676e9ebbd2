/**
 * Why a melt plan is as it is: what would have to give way for period 0 to be poured in full, or what one more heat, a
 * kilogram of furnace or a line less is worth. Every figure stands on a plan of the changed request that passed the check.
 */
import { z } from 'zod';
import { Id } from './common.ts';
import type { MeltLine, MeltProblem } from './melt.ts';

export const RelaxedLimit = z
  .enum([
    'furnace-heats',
    'furnace-hours',
    'grade-heats',
    'power',
    'greatest-mass',
    'capacity',
    'least-mass',
    'furnace-grade',
    'line-furnace',
    'line-pieces',
  ])
  .describe(
    [
      'furnace-heats, grade-heats: mostHeats',
      'furnace-hours: minutes of work on days after the calendar',
      'power: limit of a power group',
      'greatest-mass, least-mass: bounds of a heat',
      'capacity: of a further dimension',
      'furnace-grade: a grade that the furnace does not melt so far',
      'line-furnace: a furnace that may not pour the line so far',
      'line-pieces: pieces of a line that must be poured; the rest waits for a later period',
    ].join('; '),
  );
export type RelaxedLimit = z.infer<typeof RelaxedLimit>;

export const MeltRelaxation = z
  .strictObject({
    limit: RelaxedLimit,
    furnace: Id.optional(),
    grade: Id.optional(),
    line: Id.optional(),
    powerGroup: Id.optional(),
    dimension: Id.optional(),
    from: z.number().describe('value in the request; 0 for what it does not have'),
    to: z.number().describe('value that is taken instead'),
    unit: z.string().describe('what `from` and `to` count'),
    message: z.string(),
  })
  .describe('one limit, and how far it gives way');
export type MeltRelaxation = z.infer<typeof MeltRelaxation>;

export const MeltValue = z
  .strictObject({
    outcome: z.enum(['complete', 'shortfall']),
    objective: z.number().describe('of the first stage'),
    objectiveUnit: z.string(),
    lowerBound: z.number().optional(),
    proved: z.boolean().describe('bound and objective meet'),
    heats: z.int(),
    leftMass: z.number().describe('mass of period 0 that is not poured'),
  })
  .describe('what a plan that passed the check amounts to');
export type MeltValue = z.infer<typeof MeltValue>;

export const MeltWay = z
  .strictObject({
    relaxations: z.array(MeltRelaxation.extend({ leastProved: z.boolean().describe('no smaller step would do') })),
    fewestProved: z.boolean().describe('proved: no fewer of the limits looked at would do; else none was found'),
    irreducibleProved: z.boolean().describe('proved: without any one of them it is impossible; else no plan was found'),
    value: MeltValue,
  })
  .describe(
    'limits that together make room for period 0; none of their steps can be smaller with the others as they are',
  );
export type MeltWay = z.infer<typeof MeltWay>;

export const MeltWorth = z
  .strictObject({
    question: z.enum(['one-more-heat', 'one-more-kilogram', 'least-step', 'line-waits']),
    relaxation: MeltRelaxation,
    value: MeltValue,
    saves: z.number().describe('objective of the present plan less that of the changed request'),
    worth: z
      .strictObject({ least: z.number(), most: z.number() })
      .optional()
      .describe('what the bounds prove of the true difference of the two optima; equal where it is known'),
    leastStepProved: z.boolean().optional().describe('least-step only: no smaller step saves anything'),
  })
  .describe('one limit changed, the rest as it is');
export type MeltWorth = z.infer<typeof MeltWorth>;

export const MeltExplanation = z.strictObject({
  present: MeltValue.describe('the request as it is: the plan handed in, or a better one found on the way'),
  impossible: z
    .strictObject({ proved: z.boolean(), ways: z.array(MeltWay) })
    .optional()
    .describe('only where no plan that pours period 0 in full is known'),
  worths: z.array(MeltWorth).describe('only where period 0 is poured in full'),
  notLookedAt: z.array(z.string()).describe('what the budget or a limit of the method left out, in sentences'),
  endedBy: z.enum(['done', 'time', 'iterations']),
  statistics: z.strictObject({ solves: z.int().min(0), iterations: z.int().min(0) }),
});
export type MeltExplanation = z.infer<typeof MeltExplanation>;

/** A relaxation as far as it changes a problem. */
export type MeltChange = Pick<
  MeltRelaxation,
  'limit' | 'furnace' | 'grade' | 'line' | 'powerGroup' | 'dimension' | 'to'
>;

/** The problem with its limits relaxed: what a caller would post to get the plan that an explanation speaks of. */
export function relaxed(problem: MeltProblem, changes: readonly MeltChange[]): MeltProblem {
  const overtime = changes.filter(({ limit, to }) => limit === 'furnace-hours' && to > 0);
  const mustPour = new Map(changes.flatMap(({ limit, line, to }) => (limit === 'line-pieces' ? [[line!, to]] : [])));
  return withOvertime(withWaiting(changes.reduce(relaxedBy, problem), mustPour), overtime);
}

function relaxedBy(problem: MeltProblem, { limit, furnace, grade, line, powerGroup, dimension, to }: MeltChange) {
  const ofFurnace = (change: (found: MeltProblem['furnaces'][number]) => Partial<MeltProblem['furnaces'][number]>) => ({
    ...problem,
    furnaces: problem.furnaces.map((found) => (found.id === furnace ? { ...found, ...change(found) } : found)),
  });
  switch (limit) {
    case 'furnace-heats':
      return ofFurnace(() => ({ mostHeats: to }));
    case 'greatest-mass':
      return ofFurnace(() => ({ greatestMass: to }));
    case 'least-mass':
      return ofFurnace(() => ({ leastMass: to }));
    case 'capacity':
      return ofFurnace(({ capacities }) => ({ capacities: { ...capacities, [dimension!]: to } }));
    case 'furnace-grade':
      return ofFurnace(({ grades }) => ({ grades: [...grades!, grade!] }));
    case 'grade-heats':
      return {
        ...problem,
        grades: problem.grades.map((found) => (found.id === grade ? { ...found, mostHeats: to } : found)),
      };
    case 'power':
      return {
        ...problem,
        powerGroups: problem.powerGroups.map((found) =>
          found.id !== powerGroup
            ? found
            : { ...found, ...(found.limitKw === undefined ? { mostAtOnce: to } : { limitKw: to }) },
        ),
      };
    case 'line-furnace':
      return {
        ...problem,
        lines: problem.lines.map((found) =>
          found.id === line ? { ...found, furnaces: [...found.furnaces!, furnace!] } : found,
        ),
      };
    case 'line-pieces':
    case 'furnace-hours':
      return problem;
  }
}

/** Lines as far as they must be poured, and beside them the pieces that may wait, as lines of the latest period. */
function withWaiting(problem: MeltProblem, mustPour: ReadonlyMap<string, number>): MeltProblem {
  if (mustPour.size === 0) return problem;
  const period = problem.lines.reduce((latest, line) => Math.max(latest, line.period), 1);
  const lines = problem.lines.flatMap((line): MeltLine[] => {
    const quantity = mustPour.get(line.id) ?? line.quantity;
    if (quantity === line.quantity) return [line];
    if (quantity === 0) return [{ ...line, period }];
    const waiting = { ...line, id: waitingId(problem, line.id), quantity: line.quantity - quantity, period };
    return [{ ...line, quantity }, waiting];
  });
  return { ...problem, lines };
}

/** Name of the pieces of a line that wait, apart from all names of the request. */
export function waitingId({ lines }: Pick<MeltProblem, 'lines'>, line: string): string {
  for (let at = 1; ; at++) {
    const name = `${line.slice(0, 100).trimEnd()} (waits${at === 1 ? '' : ` ${at}`})`;
    if (lines.every(({ id }) => id !== name)) return name;
  }
}

/** The first day on which overtime may lie: a shift of the calendar's last day may run into the day after it. */
export function firstOvertimeDay({ days }: NonNullable<MeltProblem['calendar']>): string {
  return laterDay(days.at(-1)!.date, 2);
}

export function laterDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Minutes of work from midnight of the first overtime day on, by furnace, as days of the calendar. */
function withOvertime(problem: MeltProblem, overtime: readonly MeltChange[]): MeltProblem {
  const { calendar } = problem;
  if (!calendar || overtime.length === 0) return problem;
  const minutesOf = new Map(overtime.map(({ furnace, to }) => [furnace!, to]));
  const longest = Math.max(...minutesOf.values());
  const days = Array.from({ length: Math.ceil(longest / minutesOfDay) }, (_, day) => {
    const ends = [...minutesOf.values()].map((minutes) => Math.min(minutesOfDay, minutes - day * minutesOfDay));
    const steps = [...new Set(ends.filter((end) => end > 0))].sort((a, b) => a - b);
    return {
      date: laterDay(firstOvertimeDay(calendar), day),
      shifts: steps.map((end, at) => ({
        id: `overtime ${at + 1}`,
        start: clockTime(at === 0 ? 0 : steps[at - 1]),
        end: clockTime(end),
        furnaces: [...minutesOf]
          .filter(([, minutes]) => minutes - day * minutesOfDay >= end)
          .map(([furnace]) => furnace),
      })),
    };
  });
  return { ...problem, calendar: { ...calendar, days: [...calendar.days, ...days] } };
}

export const minutesOfDay = 1440;

function clockTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

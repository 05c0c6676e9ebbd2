/**
 * Made-up foundry weeks and heat-treatment weeks, pure functions of shape and seed.
 *
 * A week is built backwards: heats are composed first, within the bounds of their furnaces, and what they hold becomes
 * the order book. So every week that is not made to be impossible has a plan, and its number of heats is known to do.
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { MeltLoad, MeltProblem } from '../../../models/melt.ts';
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { type Planted, plantHeats } from './compose.ts';
import { type DraftFurnace, draftFurnaces, draftLines } from './draft.ts';
import { traitsOf, type WeekShape, type WeekTraits } from './shape.ts';

export interface GeneratedWeek {
  readonly problem: MeltProblem;
  /** A way to pour period 0; absent for weeks that cannot be poured in full. */
  readonly planted?: readonly MeltLoad[];
  /** Of the week as it was written, defaults of the schema not counted: the same where nothing of it has changed. */
  readonly digest: string;
}

/** @throws Error where the shape has less than one of anything. */
export function generateWeek(shape: WeekShape, seed: number): GeneratedWeek {
  if (Math.min(shape.lines, shape.furnaces, shape.grades, shape.heats) < 1) throw new Error('a week needs one of each');
  const traits = traitsOf(shape);
  const rng = new Rng(seed);
  const furnaces = draftFurnaces(shape, traits, rng);
  const lines = draftLines(shape, traits, furnaces, rng);
  const planted = plantHeats(lines, furnaces, shape.heats, traits, rng);
  const written = writtenProblem(shape, traits, furnaces, planted, rng);
  const { problem } = MeltPlanRequest.parse({ kind: 'melt', problem: written });
  const digest = createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 12);
  return { problem, digest, planted: traits.overload > 1 ? undefined : planted.heats };
}

function writtenProblem(
  shape: WeekShape,
  traits: WeekTraits,
  furnaces: readonly DraftFurnace[],
  planted: Planted,
  rng: Rng,
): z.input<typeof MeltPlanRequest>['problem'] {
  const { dimensions, fill, whenImpossible, spread } = traits;
  return {
    process: dimensions.length > 0 ? 'heat-treatment' : 'melt',
    massUnit: 'kg',
    massStep: traits.stepsPoured ? traits.massStepGrams / 1000 : undefined,
    dimensions: [...dimensions],
    lines: orderBook(planted, furnaces, traits, rng),
    furnaces: furnaces.map(({ id, ...furnace }) => {
      const count = planted.heats.filter((heat) => heat.furnace === id).length;
      return { id, ...furnace, mostHeats: count + traits.spareHeats };
    }),
    grades: gradesOf(shape.grades, planted, traits),
    powerGroups: traits.cable !== 'none' && furnaces.length > 1 ? [cableOf(furnaces, traits)] : [],
    objective: traits.costs ? 'cheapest-heats' : undefined,
    fill,
    whenImpossible,
    ...(spread === false
      ? { spread }
      : { calendar, spread: spread === undefined ? undefined : { preference: spread } }),
  };
}

const calendar = {
  timeZone: 'Europe/Moscow',
  shifts: [
    { id: 'day', start: '07:00', end: '15:00' },
    { id: 'evening', start: '15:00', end: '23:00' },
    { id: 'night', start: '23:00', end: '07:00' },
  ],
  days: [23, 24, 25, 26, 27].map((day) => ({ date: `2026-11-${day}` })),
};

/** A cable that carries all furnaces but the smallest at the same time, or six tenths of their draw. */
function cableOf(furnaces: readonly DraftFurnace[], { cable }: WeekTraits) {
  const draws = furnaces.map(({ powerKw }) => powerKw);
  const all = draws.reduce((sum, draw) => sum + draw, 0);
  const limitKw = cable === 'all-but-smallest' ? all - Math.min(...draws) : Math.max(...draws, Math.ceil(0.6 * all));
  return { id: 'cable', furnaces: furnaces.map(({ id }) => id), limitKw };
}

function gradesOf(count: number, { heats }: Planted, { cappedGrades }: WeekTraits) {
  return Array.from({ length: count }, (_, index) => {
    const id = `grade-${index + 1}`;
    const isCapped = cappedGrades === 'all' || (cappedGrades === 'last' && index === count - 1);
    return { id, mostHeats: isCapped ? heats.filter((heat) => heat.grade === id).length : undefined };
  });
}

/** What the family makes of the pieces that the planted heats hold. */
function orderBook(
  { heats, castings }: Planted,
  furnaces: readonly DraftFurnace[],
  { overload, nextWeek, priorities }: WeekTraits,
  rng: Rng,
) {
  const quantity = new Map<string, number>();
  for (const heat of heats)
    for (const { line, pieces } of heat.contents) quantity.set(line, (quantity.get(line) ?? 0) + pieces);
  const ordered = castings.flatMap((line) => {
    const pieces = quantity.get(line.id);
    if (pieces === undefined) return [];
    return [{ ...line, quantity: pieces, ...(priorities ? { priority: [0.5, 1, 1, 2][rng.below(4)] } : {}) }];
  });
  if (nextWeek) {
    const next = ordered
      .filter(() => rng.float() < 0.5)
      .map((line) => ({ ...line, id: `${line.id}-next`, quantity: Math.ceil(line.quantity / 2), period: 1 }));
    return [...ordered, ...next];
  }
  if (overload === 1) return ordered;
  const heaviest = Math.max(...furnaces.map(({ greatestMass }) => greatestMass));
  const tooHeavy = { ...ordered[0], id: 'too-heavy', pieceMass: 2 * heaviest, quantity: 1 };
  return [...overloaded(ordered, overload), tooHeavy];
}

/** So many times the pieces, to the piece: what rounding leaves of a line goes to the next. */
function overloaded<Line extends { readonly quantity: number }>(lines: readonly Line[], overload: number): Line[] {
  let owed = 0;
  return lines.map((line) => {
    owed += line.quantity * overload;
    const quantity = Math.floor(owed);
    owed -= quantity;
    return { ...line, quantity };
  });
}

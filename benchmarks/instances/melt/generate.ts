/**
 * Made-up foundry weeks and heat-treatment weeks, pure functions of shape and seed.
 *
 * A week is built backwards: heats are composed first, within the bounds of their furnaces, and what they hold becomes
 * the order book. So every week that is not made to be impossible has a plan, and its number of heats is known to do.
 */
import type { MeltLoad, MeltProblem } from '../../../models/melt.ts';
import { pouredGrams } from '../../../models/melt-units.ts';
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { type DraftFurnace, type DraftLine, draftFurnaces, draftLines } from './draft.ts';

export const weekFamilies = [
  'few-types',
  'many-types',
  'tight',
  'loose',
  'rare-grade',
  'two-weeks',
  'overfull',
  'heat-treatment',
] as const;
/**
 * few-types: eight castings, many pieces of each; many-types: as many castings as asked for; tight: heats at least 92 %
 * full; loose: from half full; rare-grade: the last grade may have no heat more than it needs; two-weeks: next week's
 * lines as filler; overfull: more than the furnaces can pour, and a casting heavier than any of them; heat-treatment:
 * regimes, no least mass, positions as a second capacity.
 */
export type WeekFamily = (typeof weekFamilies)[number];

/** Sizes of a week; of each what the family leaves of it. */
export interface WeekShape {
  readonly family: WeekFamily;
  /** Lines of period 0 at most; castings that found no place have none. */
  readonly lines: number;
  readonly furnaces: number;
  readonly grades: number;
  readonly heats: number;
}

export interface GeneratedWeek {
  readonly problem: MeltProblem;
  /** A way to pour period 0; absent for the impossible family. */
  readonly planted?: readonly MeltLoad[];
}

/** @throws Error where the shape has less than one of anything. */
export function generateWeek(shape: WeekShape, seed: number): GeneratedWeek {
  const { family, heats } = shape;
  if (Math.min(shape.lines, shape.furnaces, shape.grades, heats) < 1) throw new Error('a week needs one of each');
  const rng = new Rng(seed);
  const furnaces = draftFurnaces(shape, rng);
  const lines = draftLines(shape, furnaces, rng);
  const planted = plantHeats(lines, furnaces, heats, family, rng);
  const quantity = new Map<string, number>();
  for (const heat of planted)
    for (const { line, pieces } of heat.contents) quantity.set(line, (quantity.get(line) ?? 0) + pieces);
  const problem = MeltPlanRequest.parse({
    kind: 'melt',
    problem: {
      process: family === 'heat-treatment' ? 'heat-treatment' : 'melt',
      massUnit: 'kg',
      dimensions: family === 'heat-treatment' ? ['positions'] : [],
      lines: orderBook(lines, quantity, furnaces, family, rng),
      furnaces: furnaces.map(({ id, ...furnace }) => {
        const count = planted.filter((heat) => heat.furnace === id).length;
        return { id, ...furnace, mostHeats: family === 'overfull' ? count : count + 2 };
      }),
      grades: gradesOf(shape.grades, planted, family),
      powerGroups: family === 'loose' && furnaces.length > 1 ? [cableOf(furnaces)] : [],
      calendar,
    },
  }).problem;
  return family === 'overfull' ? { problem } : { problem, planted };
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

/** A cable that carries all furnaces but the smallest at the same time. */
function cableOf(furnaces: readonly DraftFurnace[]) {
  const draws = furnaces.map(({ powerKw }) => powerKw);
  const limitKw = draws.reduce((sum, draw) => sum + draw, 0) - Math.min(...draws);
  return { id: 'cable', furnaces: furnaces.map(({ id }) => id), limitKw };
}

function gradesOf(count: number, planted: readonly MeltLoad[], family: WeekFamily) {
  return Array.from({ length: count }, (_, index) => {
    const id = `grade-${index + 1}`;
    const isRare = family === 'rare-grade' && index === count - 1;
    return { id, mostHeats: isRare ? planted.filter((heat) => heat.grade === id).length : undefined };
  });
}

/** What the family makes of the pieces that the planted heats hold. */
function orderBook(
  lines: readonly DraftLine[],
  quantity: ReadonlyMap<string, number>,
  furnaces: readonly DraftFurnace[],
  family: WeekFamily,
  rng: Rng,
) {
  const ordered = lines.flatMap((line) => {
    const pieces = quantity.get(line.id);
    return pieces === undefined ? [] : [{ ...line, quantity: pieces }];
  });
  if (family === 'two-weeks') {
    const next = ordered
      .filter(() => rng.float() < 0.5)
      .map((line) => ({ ...line, id: `${line.id}-next`, quantity: Math.ceil(line.quantity / 2), period: 1 }));
    return [...ordered, ...next];
  }
  if (family !== 'overfull') return ordered;
  const heaviest = Math.max(...furnaces.map(({ greatestMass }) => greatestMass));
  const tooHeavy = { ...ordered[0], id: 'too-heavy', pieceMass: 2 * heaviest, quantity: 1 };
  return [...ordered.map((line) => ({ ...line, quantity: Math.ceil(1.3 * line.quantity) })), tooHeavy];
}

/** Composes heats: castings that have no place yet go first, then any that fit, until the drawn load is reached. */
function plantHeats(
  lines: readonly DraftLine[],
  furnaces: readonly DraftFurnace[],
  heats: number,
  family: WeekFamily,
  rng: Rng,
): MeltLoad[] {
  const unplaced = new Set(lines);
  const grades = [...new Set(lines.map(({ grade }) => grade))];
  const planted: MeltLoad[] = [];
  for (let heat = 0; heat < heats; heat++) {
    const furnace = furnaces[heat % furnaces.length];
    const melted = grades.filter((grade) => furnace.grades.includes(grade));
    // Each furnace goes through its grades in turn, so that every grade has heats.
    const grade = melted[Math.floor(heat / furnaces.length + (heat % furnaces.length)) % melted.length];
    const ofGrade = lines.filter((line) => line.grade === grade);
    const fullest = family === 'loose' ? 0.6 + 0.35 * rng.float() : 0.96 + 0.04 * rng.float();
    planted.push({ furnace: furnace.id, grade, contents: compose(ofGrade, unplaced, furnace, fullest, rng) });
  }
  return planted;
}

function compose(
  lines: readonly DraftLine[],
  unplaced: Set<DraftLine>,
  furnace: DraftFurnace,
  fullest: number,
  rng: Rng,
): MeltLoad['contents'] {
  const grams = (line: DraftLine) => pouredGrams({ massUnit: 'kg' }, { ...line, quantity: 1, period: 0, priority: 1 });
  const pieces = new Map<string, number>();
  let room = furnace.greatestMass * 1000 * fullest;
  let positions = furnace.capacities.positions ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const fitting = lines.filter((line) => grams(line) <= room && (line.sizes.positions ?? 0) <= positions);
    if (fitting.length === 0) break;
    const fresh = fitting.filter((line) => unplaced.has(line));
    const choice = fresh.length > 0 ? fresh : fitting;
    const line = choice[rng.below(choice.length)];
    unplaced.delete(line);
    pieces.set(line.id, (pieces.get(line.id) ?? 0) + 1);
    room -= grams(line);
    positions -= line.sizes.positions ?? 0;
  }
  return [...pieces].map(([line, count]) => ({ line, pieces: count }));
}

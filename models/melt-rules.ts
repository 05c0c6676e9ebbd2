/** What a single field's schema cannot see of a melt request: references, sums, shifts that follow each other. */
import type { z } from 'zod';
import { addProblem, refuseDuplicateIds } from './common.ts';
import type { MeltLoad, MeltProblem, MeltShift } from './melt.ts';
import { checkModes } from './melt-mode-rules.ts';
import { gramsPer, pouredGrams, shiftMinutes } from './melt-units.ts';

/** Of all lines together. */
const mostPieces = 1_000_000;

export type Path = readonly (string | number)[];

/** Reports every broken reference and rule of a request whose fields fit. */
export function checkReferences(problem: MeltProblem, context: z.RefinementCtx): void {
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
  checkLoadReferences(context, problem, problem.fixedHeats, ['fixedHeats']);
  checkModes(problem, context);
  if (context.issues.length === 0) {
    const open = new Map(problem.lines.map((line) => [line.id, line.quantity]));
    checkHeats(context, problem, problem.fixedHeats, 'fixedHeats', open);
    checkHeats(context, problem, problem.givenHeats ?? [], 'givenHeats', open);
  }
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

/**
 * Heats that are in the plan as they are must be pourable, or have been: a heat poured already may lie below the least
 * mass of its furnace, since that is a matter of what is wanted and not of what can be.
 * @param open - pieces by line that no heat before took; these heats take theirs from it.
 */
function checkHeats(
  context: z.RefinementCtx,
  problem: MeltProblem,
  heats: readonly MeltLoad[],
  field: 'fixedHeats' | 'givenHeats',
  open: Map<string, number>,
): void {
  const lines = new Map(problem.lines.map((line) => [line.id, line]));
  const apart = new Map<string, string[]>();
  for (const [a, b] of problem.incompatibleLines) {
    apart.set(a, [...(apart.get(a) ?? []), b]);
    apart.set(b, [...(apart.get(b) ?? []), a]);
  }
  heats.forEach((heat, index) => {
    const refuse = (rule: string, message: string, remedy: string, received: unknown) =>
      addProblem(context, [field, index], { rule, message, remedy, received });
    const furnace = problem.furnaces.find((candidate) => candidate.id === heat.furnace)!;
    const perUnit = gramsPer[problem.massUnit];
    if (furnace.grades && !furnace.grades.includes(heat.grade))
      refuse('furnace-grade', `"${furnace.id}" does not melt "${heat.grade}"`, 'use a furnace that does', heat.furnace);
    let grams = 0;
    const before = new Set<string>();
    for (const { line } of heat.contents) {
      const other = apart.get(line)?.find((id) => before.has(id));
      if (other !== undefined)
        refuse('incompatible', `lines "${other}" and "${line}" must not share a heat`, 'take one of them out', line);
      before.add(line);
    }
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
    const least = field === 'fixedHeats' ? 0 : furnace.leastMass;
    if (grams > Math.round(furnace.greatestMass * perUnit) || grams < Math.round(least * perUnit))
      refuse(
        'mass-within-bounds',
        `the heat weighs ${grams / perUnit}, its furnace takes ${least}..${furnace.greatestMass}`,
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
  problem: MeltProblem,
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

function nextDay(date: string): string {
  if (date === '') return '';
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

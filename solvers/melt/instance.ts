/**
 * The solver's form of a melt request: lines that cannot be told apart become one type, ids become indices, masses
 * become whole numbers in units of their greatest common divisor.
 */
import type { MeltFurnace, MeltProblem } from '../../models/melt.ts';
import { fillerWeight, gramsPer, pouredGrams } from '../../models/melt-units.ts';
import { conflictKeys, conflictsOfTypes } from './conflicts.ts';
import { cutWindows, type FixedHeats, fixedHeatsOf } from './fixed.ts';
import { type FurnaceWindow, furnaceWindows } from './shifts.ts';

/** Types of one grade, heaviest first; index arrays run over these types. */
export interface GradeInstance {
  readonly grade: number;
  /** Global type index of each local one. */
  readonly types: readonly number[];
  readonly furnaces: readonly number[];
}

export interface Instance {
  readonly problem: MeltProblem;
  /** Grams per mass unit of this instance. */
  readonly unit: number;
  /** Poured mass of a piece by type, in `unit`; sorted by grade, then heaviest first. */
  readonly mass: Float64Array;
  /** Pieces by type that no fixed heat holds. */
  readonly quantity: Int32Array;
  readonly gradeOf: Int32Array;
  readonly period: Int32Array;
  /** Worth of a unit of mass; a penalty per piece is spread over the piece's mass. */
  readonly priority: Float64Array;
  /** Worth of a kilogram of a later period by type, priority aside; 1 for period 0. */
  readonly fillerWeight: Float64Array;
  /** `size[type * dimensions + d]` in thousandths. */
  readonly size: Float64Array;
  /** Line indices of a type, with pieces each, in the order in which pieces are given to them. */
  readonly linesOf: readonly (readonly number[])[];
  /** Types that each type may not share a heat with, sorted. */
  readonly conflicts: readonly (readonly number[])[];
  /** `eligible[type * furnaces + furnace]`: 1 where the furnace may pour the type and a piece alone fits. */
  readonly eligible: Uint8Array;
  readonly dimensions: number;
  readonly furnaces: number;
  readonly grades: readonly GradeInstance[];
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** `capacity[furnace * dimensions + d]` in thousandths. */
  readonly capacity: Float64Array;
  /** Most heats by furnace: the request's cap and what the calendar admits, whichever is less, fixed heats taken off; 0 where a group's limit is below its own draw. */
  readonly mostHeats: Int32Array;
  /** Fixed heats taken off. */
  readonly mostHeatsOfGrade: Int32Array;
  /** Heats that every plan holds; quantities, caps and windows are what they leave. */
  readonly fixed: FixedHeats;
  readonly heatCost: Float64Array;
  readonly heatSeconds: Int32Array;
  /** Working windows by furnace without the times of fixed heats, empty where nothing is to be spread. */
  readonly windows: readonly (readonly FurnaceWindow[])[];
  /** Days on which each furnace works, fixed heats or not. */
  readonly workDays: readonly (readonly number[])[];
  readonly spread: 'packed' | 'even' | undefined;
  /** Latest period index in use. */
  readonly lastPeriod: number;
}

export function buildInstance(problem: MeltProblem): Instance {
  const dimensions = problem.dimensions.length;
  const furnaceIndex = indexOfIds(problem.furnaces);
  const gradeIndex = indexOfIds(problem.grades);
  const grams = problem.lines.map((line) => pouredGrams(problem, line));
  const unit = grams.reduce(greatestCommonDivisor, 0);
  const perUnit = gramsPer[problem.massUnit];
  const least = Float64Array.from(problem.furnaces, (f) => Math.ceil(Math.round(f.leastMass * perUnit) / unit));
  const greatest = Float64Array.from(problem.furnaces, (f) => Math.floor(Math.round(f.greatestMass * perUnit) / unit));
  const thousandths = (value: number | undefined) => Math.round((value ?? 0) * 1000);
  const capacity = Float64Array.from(
    problem.furnaces.flatMap((f) => problem.dimensions.map((dimension) => thousandths(f.capacities[dimension]))),
  );

  const conflictKey = conflictKeys(problem);
  const priorities = problem.lines.map((line, index) =>
    line.penaltyPerPiece === undefined ? line.priority : (line.penaltyPerPiece * perUnit) / grams[index],
  );
  const typeLines = new Map<string, number[]>();
  problem.lines.forEach((line, index) => {
    const furnaces = line.furnaces ? [...new Set(line.furnaces)].sort() : '*';
    const sizes = problem.dimensions.map((dimension) => thousandths(line.sizes[dimension]));
    // As JSON: ids may hold any separator.
    const parts = [line.grade, grams[index], line.period, priorities[index], sizes, furnaces, conflictKey(line.id)];
    const key = JSON.stringify(parts);
    typeLines.set(key, [...(typeLines.get(key) ?? []), index]);
  });
  const linesOf = [...typeLines.values()].sort(
    ([a], [b]) =>
      gradeIndex.get(problem.lines[a].grade)! - gradeIndex.get(problem.lines[b].grade)! || grams[b] - grams[a] || a - b,
  );
  const first = linesOf.map(([line]) => problem.lines[line]);
  const mass = Float64Array.from(linesOf, ([line]) => grams[line] / unit);
  const size = Float64Array.from(
    first.flatMap((line) => problem.dimensions.map((dimension) => thousandths(line.sizes[dimension]))),
  );
  const furnaceCount = problem.furnaces.length;
  const eligible = new Uint8Array(first.length * furnaceCount);
  first.forEach((line, type) => {
    problem.furnaces.forEach((furnace, f) => {
      const allowed = (line.furnaces?.includes(furnace.id) ?? true) && (furnace.grades?.includes(line.grade) ?? true);
      let fits = mass[type] <= greatest[f];
      for (let d = 0; d < dimensions; d++) fits &&= size[type * dimensions + d] <= capacity[f * dimensions + d];
      eligible[type * furnaceCount + f] = allowed && fits ? 1 : 0;
    });
  });
  const grades = problem.grades.map((_, grade): GradeInstance => {
    const types = first.flatMap((line, type) => (gradeIndex.get(line.grade) === grade ? [type] : []));
    const furnaces = problem.furnaces.flatMap((_furnace, f) =>
      types.some((type) => eligible[type * furnaceCount + f] === 1) ? [f] : [],
    );
    return { grade, types, furnaces };
  });

  const lastPeriod = first.reduce((last, line) => Math.max(last, line.period), 0);
  const spread = problem.calendar && problem.spread !== false ? (problem.spread?.preference ?? 'packed') : undefined;
  const heatSeconds = Int32Array.from(problem.furnaces, (f) => Math.round((f.heatMinutes ?? 0) * 60));
  const fixed = fixedHeatsOf(problem, grams);
  const wholeWindows = spread ? furnaceWindows(problem) : problem.furnaces.map(() => []);
  const windows = wholeWindows.map((own, f) =>
    cutWindows(
      own,
      fixed.busy.filter((span) => span.furnace === f),
    ),
  );
  const pieces = problem.lines.reduce((sum, line) => sum + line.quantity, 0);
  const mostHeats = Int32Array.from(problem.furnaces, (furnace, f) =>
    Math.min(
      (furnace.mostHeats ?? pieces) - fixed.byFurnace[f],
      spread ? (isCarried(problem, furnace) ? heatsWithin(windows[f], heatSeconds[f]) : 0) : pieces,
    ),
  );
  return {
    problem,
    unit,
    mass,
    quantity: Int32Array.from(linesOf, (lines) =>
      lines.reduce((sum, line) => sum + problem.lines[line].quantity - fixed.piecesOfLine[line], 0),
    ),
    gradeOf: Int32Array.from(first, (line) => gradeIndex.get(line.grade)!),
    period: Int32Array.from(first, (line) => line.period),
    priority: Float64Array.from(linesOf, ([line]) => priorities[line]),
    fillerWeight: Float64Array.from(first, (line) => (line.period === 0 ? 1 : fillerWeight(lastPeriod, line.period))),
    size,
    linesOf,
    conflicts: conflictsOfTypes(problem, linesOf),
    eligible,
    dimensions,
    furnaces: furnaceIndex.size,
    grades,
    least,
    greatest,
    capacity,
    mostHeats,
    mostHeatsOfGrade: Int32Array.from(
      problem.grades,
      (grade, g) => Math.min(grade.mostHeats ?? pieces, pieces) - fixed.byGrade[g],
    ),
    fixed,
    heatCost: Float64Array.from(problem.furnaces, (f) =>
      problem.objective === 'cheapest-heats' ? (f.heatCost ?? 1) : 1,
    ),
    heatSeconds,
    windows,
    workDays: wholeWindows.map((own) => [...new Set(own.flatMap(({ shifts }) => shifts.map(({ day }) => day)))]),
    spread,
    lastPeriod,
  };
}

/** Whether every power group carries the furnace at work alone. */
export function isCarried({ powerGroups }: MeltProblem, { id, powerKw }: MeltFurnace): boolean {
  return powerGroups.every(({ furnaces, limitKw }) => !furnaces.includes(id) || powerKw <= (limitKw ?? Infinity));
}

/** Heats of a furnace that fit its working windows, power aside. */
export function heatsWithin(windows: readonly FurnaceWindow[], heatSeconds: number): number {
  return windows.reduce((sum, window) => sum + Math.floor((window.end - window.start) / heatSeconds), 0);
}

/** Place of each entry by its id. */
export function indexOfIds(entries: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(entries.map((entry, index) => [entry.id, index]));
}

export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

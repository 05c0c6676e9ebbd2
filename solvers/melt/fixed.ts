/**
 * Heats that are poured or charged already. The search never sees them: they are taken off quantities, caps and
 * working windows when the instance is built, and put back into the plan at its end.
 */
import type { MeltFixedHeat, MeltProblem } from '../../models/melt.ts';
import { indexOfIds } from './instance.ts';
import type { FurnaceWindow } from './shifts.ts';

/** Time in which a furnace is at work, `[start, end)` in epoch seconds. */
export interface BusySpan {
  readonly furnace: number;
  readonly start: number;
  readonly end: number;
}

export interface FixedHeat {
  readonly given: MeltFixedHeat;
  readonly furnace: number;
  readonly grade: number;
  readonly grams: number;
}

export interface FixedHeats {
  readonly heats: readonly FixedHeat[];
  readonly byFurnace: readonly number[];
  readonly byGrade: readonly number[];
  readonly piecesOfLine: readonly number[];
  /** Those with times. */
  readonly busy: readonly BusySpan[];
  /** Heats by furnace and date, of those that name a day. */
  readonly perDay: readonly ReadonlyMap<string, number>[];
}

/** @param grams - poured mass of a piece by line. */
export function fixedHeatsOf(problem: MeltProblem, grams: readonly number[]): FixedHeats {
  const furnaceIndex = indexOfIds(problem.furnaces);
  const gradeIndex = indexOfIds(problem.grades);
  const lineIndex = indexOfIds(problem.lines);
  const byFurnace = problem.furnaces.map(() => 0);
  const byGrade = problem.grades.map(() => 0);
  const piecesOfLine = problem.lines.map(() => 0);
  const perDay = problem.furnaces.map(() => new Map<string, number>());
  const busy: BusySpan[] = [];
  const heats = problem.fixedHeats.map((given): FixedHeat => {
    const furnace = furnaceIndex.get(given.furnace)!;
    const grade = gradeIndex.get(given.grade)!;
    byFurnace[furnace]++;
    byGrade[grade]++;
    for (const { line, pieces } of given.contents) piecesOfLine[lineIndex.get(line)!] += pieces;
    if (given.day !== undefined) perDay[furnace].set(given.day, (perDay[furnace].get(given.day) ?? 0) + 1);
    if (given.start !== undefined)
      busy.push({ furnace, start: Date.parse(given.start) / 1000, end: Date.parse(given.end!) / 1000 });
    return {
      given,
      furnace,
      grade,
      grams: given.contents.reduce((sum, { line, pieces }) => sum + pieces * grams[lineIndex.get(line)!], 0),
    };
  });
  return { heats, byFurnace, byGrade, piecesOfLine, busy, perDay };
}

/** What busy spans of the furnace leave of its windows; shifts are cut with them. */
export function cutWindows(windows: readonly FurnaceWindow[], busy: readonly BusySpan[]): FurnaceWindow[] {
  const spans = [...busy].sort((a, b) => a.start - b.start);
  return windows.flatMap((window) => {
    const free: FurnaceWindow[] = [];
    let from = window.start;
    for (const { start, end } of spans) {
      if (end <= from || start >= window.end) continue;
      if (start > from) free.push(clip(window, from, start));
      from = Math.max(from, end);
    }
    if (from === window.start) return [window];
    if (from < window.end) free.push(clip(window, from, window.end));
    return free;
  });
}

function clip(window: FurnaceWindow, start: number, end: number): FurnaceWindow {
  const shifts = window.shifts
    .filter((shift) => shift.start < end && shift.end > start)
    .map((shift) => ({ ...shift, start: Math.max(start, shift.start), end: Math.min(end, shift.end) }));
  return { start, end, shifts };
}

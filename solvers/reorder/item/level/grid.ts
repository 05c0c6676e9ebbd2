/** The levels that a search looks at. */
import type { ItemProblem } from '../item.ts';
import type { LevelLine } from './line.ts';

/** Levels from which orders lead to each other: equal modulo `unit`. Ascending, at positions [start, end). */
export interface LevelClass {
  readonly start: number;
  readonly end: number;
}

export interface LevelGrid {
  /** Greatest common divisor of the packs, milli. */
  readonly unit: number;
  /** Milli, class after class; the first level of the first class is 0. */
  readonly levels: Float64Array;
  readonly classes: readonly LevelClass[];
  /** True: all levels of a class stand `unit` apart. */
  readonly even: boolean;
  /**
   * Of each day, with lost sales: position of the level at which net stock ends at 0, where a day with lost sales leads
   * to; -1 where no sale is lost.
   */
  readonly emptyAt: Int32Array;
  /** Of each day: taken off its cost where sales are lost (merged-grid.ts); absent: 0. */
  readonly gift?: Float64Array;
}

/** Greatest common divisor of the packs that can be of use below `greatest`. */
export function commonUnit({ options }: ItemProblem, greatest: number): number {
  let unit = 0;
  for (const { pack, least } of options) if (least <= greatest) unit = commonDivisor(unit, pack);
  return unit === 0 ? 1 : unit;
}

function commonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

/**
 * Every level that can be reached: multiples of the unit, counted from nothing ordered or from a day that lost sales.
 * @returns undefined where there are more than `most` of them.
 */
export function evenGrid(problem: ItemProblem, line: LevelLine, greatest: number, most: number): LevelGrid | undefined {
  const unit = commonUnit(problem, greatest);
  const first = new Map<number, number>([[0, 0]]);
  const empty = emptyLevels(problem, line);
  for (const level of empty) {
    const rest = level % unit;
    if (level >= 0) first.set(rest, Math.min(first.get(rest) ?? Infinity, level));
  }
  let size = 0;
  for (const level of first.values()) size += Math.floor((greatest - level) / unit) + 1;
  if (size > most) return undefined;

  const levels = new Float64Array(size);
  const classes: LevelClass[] = [];
  const startOf = new Map<number, number>();
  let end = 0;
  for (const [rest, lowest] of first) {
    const start = end;
    for (let level = lowest; level <= greatest; level += unit) levels[end++] = level;
    classes.push({ start, end });
    startOf.set(rest, start);
  }
  const emptyAt = empty.map((level) =>
    level < 0 ? -1 : startOf.get(level % unit)! + (level - first.get(level % unit)!) / unit,
  );
  return { unit, levels, classes, even: true, emptyAt: Int32Array.from(emptyAt) };
}

/** Of each day: level that ends it at net stock 0, where sales may be lost before it is reached; else -1. */
export function emptyLevels({ shortage, days }: ItemProblem, { endBase }: LevelLine): Float64Array {
  const empty = new Float64Array(days).fill(-1);
  if (shortage === 'lost') for (let day = 0; day < days; day++) if (endBase[day] < 0) empty[day] = -endBase[day];
  return empty;
}

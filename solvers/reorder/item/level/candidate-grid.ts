/**
 * The levels that some optimal decision goes through where packs are small, so that not all multiples can be looked at.
 *
 * Choose for each order a segment, and for packs above the unit its quantity. What remains is to minimise a sum of convex
 * piecewise linear functions of the levels and linear costs of the orders between bounds: a flow on a path. In its
 * extreme points, between two steps at which the level is at a kink of a day's cost (or the plan begins), at most one
 * order is strictly between its bounds, and none after the last of them. So every level is a kink plus or minus orders at
 * boundary quantities. Kinks are the levels that end a day with net stock 0 or at its safety stock, or begin it at 0 or at
 * the morning limit; on levels that are multiples of the unit, the multiples next to them.
 * @see Wagner and Whitin (1958), Management Science 5(1):89-96 (no boundaries: an order covers whole days);
 *   Florian and Klein (1971), Management Science 18(1):12-20 (one partial order between regeneration points);
 *   Zangwill (1966), Management Science 12(7):506-527 (backlogging: extreme flows).
 */
import { boundarySums } from './boundary.ts';
import { emptyLevels, type LevelClass, type LevelGrid } from './grid.ts';
import type { LevelLine, LevelProblem } from './line.ts';

export interface CandidateGrid {
  readonly grid: LevelGrid;
  /** False: boundary quantities have too many sums; the levels are some of those wanted. */
  readonly complete: boolean;
}

/** @param most - about the most levels to be looked at. */
export function candidateGrid(
  problem: LevelProblem,
  line: LevelLine,
  unit: number,
  reach: number,
  most: number,
): CandidateGrid {
  const empty = emptyLevels(problem, line);
  const lowest = new Map<number, number[]>([[0, [0]]]);
  for (const level of empty) {
    if (level < 0) continue;
    const rest = level % unit;
    const begun = lowest.get(rest);
    if (begun) begun.push(level);
    else lowest.set(rest, [level]);
  }
  const kinks = kinkLevels(problem, line, reach);
  const mostSums = Math.max(1, Math.floor(most / (2 * (kinks.length + empty.length) * lowest.size)));
  const { sums, complete } = boundarySums(problem.options, unit, reach, mostSums);

  const levels: number[] = [];
  const classes: LevelClass[] = [];
  for (const [rest, begun] of lowest) {
    const start = levels.length;
    for (const level of classLevels(rest, begun, kinks, sums, unit, reach)) levels.push(level);
    classes.push({ start, end: levels.length });
  }
  const place = new Map(levels.map((level, index) => [level, index]));
  const emptyAt = Int32Array.from(empty, (level) => (level < 0 ? -1 : place.get(level)!));
  return { grid: { unit, levels: Float64Array.from(levels), classes, even: false, emptyAt }, complete };
}

/** Ascending levels of one class: equal to `rest` modulo the unit, from the lowest at which it begins. */
function classLevels(
  rest: number,
  begun: readonly number[],
  kinks: readonly number[],
  sums: readonly number[],
  unit: number,
  reach: number,
): Float64Array {
  const anchors = new Set(begun);
  for (const kink of kinks) {
    const below = kink - ((((kink - rest) % unit) + unit) % unit);
    anchors.add(below);
    if (below < kink) anchors.add(below + unit);
  }
  const lowest = begun.reduce((least, level) => Math.min(least, level), Infinity);
  const levels = new Set<number>();
  for (const anchor of anchors) {
    for (const sum of sums) {
      for (const level of [anchor - sum, anchor + sum]) if (level >= lowest && level <= reach) levels.add(level);
    }
  }
  return Float64Array.from(levels).sort();
}

function kinkLevels(problem: LevelProblem, { endBase, morningBase }: LevelLine, reach: number): number[] {
  const { days, safety, belowSafetyCost, shortage, morningCost, morningLimit } = problem;
  const kinks = new Set([reach]);
  for (let day = 0; day < days; day++) {
    kinks.add(-endBase[day]);
    if (belowSafetyCost !== 0) kinks.add(safety[day] - endBase[day]);
    if (shortage === 'backorder' && morningCost) kinks.add(-morningBase[day]);
    if (morningLimit && morningLimit[day] < Infinity) kinks.add(morningLimit[day] - morningBase[day]);
  }
  return [...kinks].filter((level) => level >= 0 && level <= reach);
}

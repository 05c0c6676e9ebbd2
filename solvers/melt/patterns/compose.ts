/** Between heats as the rest of the solver knows them and patterns. */
import type { ComposedHeat } from '../plan.ts';
import type { PouredPattern } from './dive.ts';
import { patternOf } from './generation.ts';
import type { Pattern, PatternProblem } from './problem.ts';

/** Heats as patterns; those that no cell can hold stay out. */
export function patternsOf(problem: PatternProblem, heats: readonly ComposedHeat[]): Pattern[] {
  const { instance, types, cells } = problem;
  return heats.flatMap((heat) => {
    const index = cells.findIndex((cell) => cell.furnace === heat.furnace && cell.grade === heat.grade);
    if (index < 0) return [];
    const cell = cells[index];
    const local = new Map(instance.grades[heat.grade].types.map((type, at) => [type, at]));
    const pieces = Int32Array.from(cell.rows, (row) => heat.pieces[local.get(types[row])!]);
    const mass = pieces.reduce((sum, count, at) => sum + count * cell.mass[at], 0);
    // A heat that leans on types which this problem leaves out is none of its patterns.
    return mass >= cell.low && mass <= cell.high ? [patternOf(index, pieces)] : [];
  });
}

/** Patterns as heats; what they hold beyond the demand, where that is allowed, is taken out again. */
export function composeHeats(problem: PatternProblem, poured: readonly PouredPattern[]): ComposedHeat[] {
  const { instance, types, cells, demand } = problem;
  const rest = demand.slice();
  const heats: ComposedHeat[] = [];
  for (const { pattern, times } of poured)
    for (let time = 0; time < times; time++) {
      const { furnace, grade, rows, mass } = cells[pattern.cell];
      const local = new Map(instance.grades[grade].types.map((type, at) => [type, at]));
      const pieces = new Int32Array(instance.grades[grade].types.length);
      let sum = 0;
      pattern.places.forEach((at, k) => {
        const count = Math.min(pattern.pieces[k], rest[rows[at]]);
        rest[rows[at]] -= count;
        pieces[local.get(types[rows[at]])!] += count;
        sum += count * mass[at];
      });
      if (sum > 0) heats.push({ furnace, grade, pieces, mass: sum });
    }
  return heats;
}

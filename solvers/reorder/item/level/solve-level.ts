/** Exact replenishment of one item whose ordered goods do not expire within the plan. */
import type { Budget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemProblem, ItemResult } from '../item.ts';
import { evenGrid } from './grid.ts';
import { levelLine } from './line.ts';
import { greatestLevel } from './reach.ts';
import { forwardTable, type LevelModel, levelModel, type Table } from './tables.ts';
import { bestEnd, traceBack } from './trace.ts';

/** Most entries of a table: 64 megabytes. */
const MOST_ENTRIES = 8_000_000;

/**
 * Best decision for an item by dynamic programming over levels of what was ordered.
 * @returns undefined where it is not its kind of problem.
 */
export function solveLevel(problem: ItemProblem, _budget: Budget): ItemResult | undefined {
  if (problem.options.some(({ lastDay }) => lastDay < problem.days)) return undefined;
  const model = exactModel(problem, false);
  if (!model) return undefined;
  const table = forwardTable(model);
  const { place } = bestEnd(model, table);
  if (place < 0) return firstShortage(model, table);
  const quantities = traceBack(model, table, place);
  const { cost } = evaluate(problem, quantities);
  return { quantities, cost, lowerBound: cost };
}

/** @param forced - the grid is to hold decisions that must place one order more. */
export function exactModel(problem: ItemProblem, forced: boolean): LevelModel | undefined {
  const line = levelLine(problem);
  if (!line) return undefined;
  const rows = problem.options.length + problem.days + 1;
  const greatest = greatestLevel(problem, line, forced);
  const grid = evenGrid(problem, line, greatest, MOST_ENTRIES / rows);
  return grid && levelModel(problem, line, grid);
}

/** First day that no decision gets over, and how many milli are missing on it at least (0: not goods are missing). */
function firstShortage(model: LevelModel, { costs, rowLength }: Table): ItemResult {
  const { problem, line, grid, steps } = model;
  for (let step = 0; step < steps.length; step++) {
    if (steps[step] >= 0) continue;
    const day = -1 - steps[step];
    let reached = false;
    let short = Infinity;
    for (let place = 0; place < rowLength; place++) {
      if (costs[(step + 1) * rowLength + place] < Infinity) reached = true;
      if (costs[step * rowLength + place] === Infinity) continue;
      const morning = line.morningBase[day] + grid.levels[place];
      if (morning > 0 && morning > (problem.morningLimit?.[day] ?? Infinity)) continue;
      short = Math.min(short, Math.max(0, -line.endBase[day] - grid.levels[place]));
    }
    if (!reached) return { infeasible: true, day, short: short === Infinity ? 0 : short };
  }
  throw new Error('a day that is not got over was expected');
}

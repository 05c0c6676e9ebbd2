/** Exact replenishment of one item whose ordered goods do not expire within the plan. */
import type { Budget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemAnswer, ItemProblem, ItemResult } from '../item.ts';
import { evenGrid } from './grid.ts';
import { type LevelProblem, levelLine } from './line.ts';
import { greatestLevel } from './reach.ts';
import { withoutShelfLives } from './shelf-life.ts';
import { forwardTable, type LevelModel, levelModel, type Table } from './tables.ts';
import { bestEnd, traceBack } from './trace.ts';

type Infeasible = Extract<ItemResult, { infeasible: true }>;

/** Most entries of a table: 64 megabytes. */
const MOST_ENTRIES = 8_000_000;

/** Relative difference up to which a bound counts as reached: sums of the same money in another order. */
const SAME_COST = 1e-9;

/**
 * Best decision for an item by dynamic programming over levels of what was ordered. Where ordered goods expire within the
 * plan they are taken to keep (shelf-life.ts): then `lowerBound` equals `cost` if that changes nothing for the answer,
 * and is less otherwise.
 * @returns undefined where it is not its kind of problem, or no decision was found that holds with shelf lives.
 */
export function solveLevel(problem: ItemProblem, _budget: Budget): ItemResult | undefined {
  const keeping = withoutShelfLives(problem);
  if (!keeping) return undefined;
  const bound = solveKeeping(keeping.problem);
  if (!bound) return undefined;
  if ('infeasible' in bound) return bound.day <= keeping.firstWaste ? bound : undefined;
  if (keeping.firstWaste === Infinity) {
    const { cost } = evaluate(problem, bound.quantities);
    return { quantities: bound.quantities, cost, lowerBound: cost };
  }

  const answer = inTruth(problem, bound);
  if (answer && answer.cost === answer.lowerBound) return answer;
  // Without the credit less is bought for the end of the plan.
  const plain = keeping.problem.endCredit ? solveKeeping({ ...keeping.problem, endCredit: 0 }) : undefined;
  if (!plain || 'infeasible' in plain) return answer;
  const other = inTruth(problem, { ...plain, cost: bound.cost });
  return other && !(answer && answer.cost <= other.cost) ? other : answer;
}

/** A decision found without shelf lives, and its cost there, looked at with them. */
function inTruth(problem: ItemProblem, { quantities, cost: bound }: Keeping): ItemAnswer | undefined {
  const { cost, broken } = evaluate(problem, quantities);
  if (broken.length > 0) return undefined;
  return { quantities, cost, lowerBound: cost - bound <= SAME_COST * (1 + Math.abs(cost)) ? cost : bound };
}

interface Keeping {
  readonly quantities: Float64Array;
  /** As the tables have it. */
  readonly cost: number;
}

function solveKeeping(problem: LevelProblem): Keeping | Infeasible | undefined {
  const model = exactModel(problem, false);
  if (!model) return undefined;
  const table = forwardTable(model);
  const { place, cost } = bestEnd(model, table);
  return place < 0 ? firstShortage(model, table) : { quantities: traceBack(model, table, place), cost };
}

/** @param forced - the grid is to hold decisions that must place one order more. */
export function exactModel(problem: LevelProblem, forced: boolean): LevelModel | undefined {
  const line = levelLine(problem);
  if (!line) return undefined;
  const rows = problem.options.length + problem.days + 1;
  const greatest = greatestLevel(problem, line, forced);
  const grid = evenGrid(problem, line, greatest, MOST_ENTRIES / rows);
  return grid && levelModel(problem, line, grid);
}

/** First day that no decision gets over, and how many milli are missing on it at least (0: not goods are missing). */
function firstShortage(model: LevelModel, { costs, rowLength }: Table): Infeasible {
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

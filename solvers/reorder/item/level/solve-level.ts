/** Exact replenishment of one item whose ordered goods do not expire within the plan. */
import type { Budget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemAnswer, ItemProblem, ItemResult } from '../item.ts';
import type { LevelProblem } from './line.ts';
import { boundModel, chooseModel } from './model.ts';
import { withoutShelfLives } from './shelf-life.ts';
import { forwardTable, type LevelModel, type Table } from './tables.ts';
import { bestEnd, traceBack } from './trace.ts';

type Infeasible = Extract<ItemResult, { infeasible: true }>;

/** Relative difference up to which a bound counts as reached: sums of the same money in another order. */
const SAME_COST = 1e-9;

/**
 * Best decision for an item by dynamic programming over levels of what was ordered. `lowerBound` equals `cost` where it
 * is proved optimal. It is less where ordered goods expire within the plan and taking them to keep (shelf-life.ts) makes
 * a difference, and where packs are so small and limits so many that not all levels could be looked at.
 * @returns undefined where it is not its kind of problem, or no decision was found that holds with shelf lives.
 */
export function solveLevel(problem: ItemProblem, _budget: Budget): ItemResult | undefined {
  const keeping = withoutShelfLives(problem);
  if (!keeping) return undefined;
  const found = solveKeeping(keeping.problem);
  if (!found) return undefined;
  if ('infeasible' in found) return found.day <= keeping.firstWaste ? found : undefined;
  const answer = inTruth(problem, found);
  if (!keeping.problem.endCredit || (answer && answer.cost === answer.lowerBound)) return answer;

  // Without the credit less is bought for the end of the plan.
  const plain = solveKeeping({ ...keeping.problem, endCredit: 0 });
  if (!plain || 'infeasible' in plain) return answer;
  const other = inTruth(problem, { ...plain, bound: found.bound });
  return other && !(answer && answer.cost <= other.cost) ? other : answer;
}

/** A decision found without shelf lives, and its cost there, looked at with them. */
function inTruth(problem: ItemProblem, { quantities, bound }: Keeping): ItemAnswer | undefined {
  const { cost, broken } = evaluate(problem, quantities);
  if (broken.length > 0) return undefined;
  return { quantities, cost, lowerBound: cost - bound <= SAME_COST * (1 + Math.abs(cost)) ? cost : bound };
}

interface Keeping {
  readonly quantities: Float64Array;
  /** Cost as the tables have it. */
  readonly cost: number;
  /** No decision costs less; equal to `cost` where the levels of the model are complete. */
  readonly bound: number;
}

function solveKeeping(problem: LevelProblem): Keeping | Infeasible | undefined {
  const chosen = chooseModel(problem, false);
  if (!chosen) return undefined;
  const { model, complete } = chosen;
  const table = forwardTable(model);
  const { place, cost } = bestEnd(model, table);
  if (place < 0) return complete ? firstShortage(model, table) : undefined;
  const quantities = traceBack(model, table, place);
  if (complete) return { quantities, cost, bound: cost };
  const relaxed = boundModel(problem, model.line);
  return relaxed && { quantities, cost, bound: Math.min(cost, bestEnd(relaxed, forwardTable(relaxed)).cost) };
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

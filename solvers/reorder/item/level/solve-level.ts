/** Exact replenishment of one item whose ordered goods do not expire within the plan. */
import type { Budget } from '../../../solver.ts';
import { evaluateInPlace } from '../evaluate.ts';
import type { ItemAnswer, ItemProblem, ItemResult } from '../item.ts';
import type { LevelProblem } from './line.ts';
import { boundModel, chooseModel, mergedModel } from './model.ts';
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
 * @param _budget - not asked: tables are limited in size (model.ts), so the work is as well.
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
  const { cost, broken } = evaluateInPlace(problem, quantities);
  if (broken.length > 0) return undefined;
  return { quantities, cost, lowerBound: isSameCost(cost, bound) ? cost : bound };
}

interface Keeping {
  readonly quantities: Float64Array;
  /** Cost as the tables have it. */
  readonly cost: number;
  /** No decision costs less; equal to `cost` where the levels of the model are complete. */
  readonly bound: number;
}

function solveKeeping(problem: LevelProblem): Keeping | Infeasible | undefined {
  const merged = mergedModel(problem);
  const near = merged && bestOf(merged);
  if (near && isSameCost(keepingCost(problem, near.quantities), near.cost)) return { ...near, bound: near.cost };
  const chosen = chooseModel(problem, false);
  if (!chosen) return undefined;
  const { model, complete } = chosen;
  const table = forwardTable(model);
  const found = bestOf(model, table);
  if (!found) return complete ? firstShortage(model, table) : undefined;
  if (complete) return { ...found, bound: found.cost };
  const relaxed = near ? undefined : boundModel(problem, model.line);
  const bound = near?.cost ?? (relaxed && bestEnd(relaxed, forwardTable(relaxed)).cost);
  return bound === undefined ? undefined : { ...found, bound: Math.min(found.cost, bound) };
}

function bestOf(model: LevelModel, table = forwardTable(model)): Omit<Keeping, 'bound'> | undefined {
  const { place, cost } = bestEnd(model, table);
  return place < 0 ? undefined : { quantities: traceBack(model, table, place), cost };
}

/** Cost of a decision for a problem in which nothing ordered expires; NaN where it breaks a limit. */
function keepingCost(problem: LevelProblem, quantities: Float64Array): number {
  const { cost, broken, endStock } = evaluateInPlace(problem, quantities);
  if (broken.length > 0) return Number.NaN;
  return cost - (problem.endCredit ?? 0) * endStock[problem.days - 1];
}

function isSameCost(cost: number, bound: number): boolean {
  return cost - bound <= SAME_COST * (1 + Math.abs(cost));
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

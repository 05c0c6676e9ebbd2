/** What the other choices at an order of the answer would cost, each with the best of all other orders. */
import type { Alternative, ItemDecision, ItemProblem, OrderOption } from '../item.ts';
import { chooseModel } from './model.ts';
import { orderStep } from './order-step.ts';
import { piecesOf } from './pieces.ts';
import { backwardTable, forwardTable, type LevelModel } from './tables.ts';
import { orderInto } from './trace.ts';

/**
 * For each option that the answer uses: best cost without it, and with another quantity on it. Cost before the option
 * plus cost after it, from one forward and one backward table: linear in the levels per option. Where packs are so small
 * that only candidate levels are looked at (candidate-grid.ts), other quantities are those that lead to another of them,
 * say cover a day more or less; and where packs are below a hundredth of the quantity, another quantity is one that
 * differs by a twentieth: a milli more or less is no choice to a planner.
 * @returns undefined where goods expire, or where there are too many levels for exact tables.
 */
export function levelAlternatives(problem: ItemProblem, { quantities }: ItemDecision): Alternative[] | undefined {
  if (problem.options.some(({ lastDay }) => lastDay < problem.days)) return undefined;
  const chosen = chooseModel(problem, true);
  if (!chosen?.complete) return undefined;
  const { model } = chosen;
  const before = forwardTable(model);
  const after = backwardTable(model);
  const found: Alternative[] = [];
  model.steps.forEach((option, step) => {
    if (option < 0 || quantities[option] === 0) return;
    const { rowLength } = before;
    const costBefore = before.costs.subarray(step * rowLength, (step + 1) * rowLength);
    const costAfter = after.costs.subarray((step + 1) * rowLength, (step + 2) * rowLength);
    found.push({
      option,
      ...withoutOption(problem.options[option], costBefore, costAfter),
      ...otherQuantity(model, problem.options[option], quantities[option], costBefore, costAfter),
    });
  });
  return found.sort((a, b) => a.option - b.option);
}

function withoutOption(option: OrderOption, before: Float64Array, after: Float64Array): Partial<Alternative> {
  if (option.must) return {};
  const { cost } = bestMeeting(before, after);
  return cost < Infinity ? { without: cost } : {};
}

function otherQuantity(
  model: LevelModel,
  option: OrderOption,
  quantity: number,
  before: Float64Array,
  after: Float64Array,
): Partial<Alternative> {
  const { pack } = option;
  let found: Partial<Alternative> = {};
  const step = pack >= quantity / 100 ? pack : Math.ceil(quantity / 20 / pack) * pack;
  for (const other of [
    { ...option, greatest: quantity - step },
    { ...option, least: quantity + step },
  ]) {
    const pieces = piecesOf(other);
    const to = new Float64Array(before.length).fill(Infinity);
    orderStep(before, to, model.grid, pack, pieces, 1);
    const { place, cost } = bestMeeting(to, after);
    if (cost === Infinity || cost >= (found.otherCost ?? Infinity)) continue;
    const from = orderInto(model.grid, pack, pieces, true, before, place, -Infinity);
    found = { otherQuantity: model.grid.levels[place] - model.grid.levels[from], otherCost: cost };
  }
  return found;
}

/** The level at which costs so far and costs to go add up to least. */
function bestMeeting(before: Float64Array, after: Float64Array): { place: number; cost: number } {
  let place = -1;
  let cost = Infinity;
  for (let at = 0; at < before.length; at++) {
    if (before[at] + after[at] >= cost) continue;
    place = at;
    cost = before[at] + after[at];
  }
  return { place, cost };
}

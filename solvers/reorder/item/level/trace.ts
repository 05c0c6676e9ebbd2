/** Reads a decision out of a forward table. */

import type { LevelGrid } from './grid.ts';
import type { Piece } from './pieces.ts';
import { dayCosts, type LevelModel, type Table } from './tables.ts';

/** Costs that differ by less, relative to the money at stake, are the same: room for rounding in sums of doubles. */
const SAME = 1e-12;

/** Money that costs of the model may differ by through rounding alone. */
export function slackOf({ problem, grid }: LevelModel, cost: number): number {
  let price = Math.abs(problem.endValue);
  for (const { segments } of problem.options) for (const one of segments) price = Math.max(price, Math.abs(one.price));
  return SAME * (1 + Math.abs(cost) + price * grid.levels.reduce((most, level) => Math.max(most, level), 0));
}

/**
 * Least cost after all steps, and where it stands; of equal ones the lowest level. Position -1: nothing is feasible.
 */
export function bestEnd(model: LevelModel, { costs, rowLength }: Table): { place: number; cost: number } {
  const row = model.steps.length * rowLength;
  let least = Infinity;
  for (let place = 0; place < rowLength; place++) least = Math.min(least, costs[row + place]);
  if (least === Infinity) return { place: -1, cost: least };
  const slack = slackOf(model, least);
  let found = -1;
  for (let place = 0; place < rowLength; place++) {
    if (costs[row + place] > least + slack) continue;
    if (found < 0 || model.grid.levels[place] < model.grid.levels[found]) found = place;
  }
  return { place: found, cost: least };
}

/** The decision that leads to a position after all steps; of equal ones that which orders most, and lastly, at the end. */
export function traceBack(model: LevelModel, table: Table, end: number): Float64Array {
  const { problem, grid, steps } = model;
  const { costs, rowLength } = table;
  const quantities = new Float64Array(problem.options.length);
  const slack = slackOf(model, costs[steps.length * rowLength + end]);
  let place = end;
  for (let step = steps.length - 1; step >= 0; step--) {
    const target = costs[(step + 1) * rowLength + place] + slack;
    const from = costs.subarray(step * rowLength, (step + 1) * rowLength);
    if (steps[step] < 0) place = beforeDayEnd(model, -1 - steps[step], from, place, target);
    else {
      const option = problem.options[steps[step]];
      const before = orderInto(grid, option.pack, model.pieces[steps[step]], option.must, from, place, target);
      quantities[steps[step]] = grid.levels[place] - grid.levels[before];
      place = before;
    }
  }
  return quantities;
}

/**
 * Position from which an order, or none, leads to `place` at `target` by the largest order; else that of least cost.
 * @param must - true: not without an order.
 */
export function orderInto(
  grid: LevelGrid,
  pack: number,
  pieces: readonly Piece[],
  must: boolean | undefined,
  from: Float64Array,
  place: number,
  target: number,
): number {
  const { levels, even, unit } = grid;
  const { start } = grid.classes.find(({ end }) => place < end)!;
  const stride = even ? pack / unit : 1;
  const first = even ? start + ((place - start) % stride) : start;
  let nearest = place;
  let nearestCost = must ? Infinity : from[place];
  for (let before = first; before < place; before += stride) {
    if (from[before] === Infinity) continue;
    const quantity = levels[place] - levels[before];
    if (!even && quantity % pack !== 0) continue;
    for (const { least, greatest, fixed, price } of pieces) {
      if (quantity < least || quantity > greatest) continue;
      const cost = from[before] + fixed + price * quantity;
      if (cost <= target) return before;
      if (cost < nearestCost) {
        nearest = before;
        nearestCost = cost;
      }
    }
  }
  return nearest;
}

/** Position at which the day was ended, before lost sales lifted it: the same one where that is among the best. */
function beforeDayEnd(model: LevelModel, day: number, from: Float64Array, place: number, target: number): number {
  const { levels, emptyAt } = model.grid;
  if (emptyAt[day] !== place) return place;
  const costs = dayCosts(model, day);
  if (from[place] + costs[place] <= target) return place;
  let found = place;
  for (let other = 0; other < levels.length; other++) {
    if (levels[other] < levels[place] && from[other] + costs[other] < from[found] + costs[found]) found = other;
  }
  return found;
}

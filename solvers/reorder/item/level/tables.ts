/**
 * The dynamic programme over levels: a step for each chance to order, in order of arrival, and one at the end of each
 * day. Forward table: least cost so far, by step and level. Backward table: least cost from there on.
 * @see Wagner and Whitin (1958), Management Science 5(1):89-96, for the problem without limits; with limits and packs the
 *   level itself is the state, as in Florian and Klein (1971), Management Science 18(1):12-20.
 */
import type { LevelGrid } from './grid.ts';
import type { LevelLine, LevelProblem } from './line.ts';
import { orderStep } from './order-step.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { scratch } from './scratch.ts';

export interface LevelModel {
  readonly problem: LevelProblem;
  readonly line: LevelLine;
  readonly grid: LevelGrid;
  /** By step: index of an option, or -1 - day for the end of a day. */
  readonly steps: Int32Array;
  /** By option. */
  readonly pieces: readonly (readonly Piece[])[];
}

/** Row k holds the costs before step k, the last row those after all steps. Valid until the next table of its kind. */
export interface Table {
  readonly costs: Float64Array;
  readonly rowLength: number;
}

/** Options of a day are taken from the last offer to the first, so that of equal ones the first offer is traced first. */
export function levelModel(problem: LevelProblem, line: LevelLine, grid: LevelGrid): LevelModel {
  const { days, options } = problem;
  const steps = new Int32Array(options.length + days);
  const order = options.map((_, index) => index);
  order.sort((a, b) => options[a].arrivalDay - options[b].arrivalDay || b - a);
  let next = 0;
  let count = 0;
  for (let day = 0; day < days; day++) {
    while (next < order.length && options[order[next]].arrivalDay === day) steps[count++] = order[next++];
    steps[count++] = -1 - day;
  }
  return { problem, line, grid, steps, pieces: options.map(piecesOf) };
}

export function forwardTable(model: LevelModel): Table {
  const { grid, steps, line } = model;
  const rowLength = grid.levels.length;
  const costs = scratch('forward', (steps.length + 1) * rowLength);
  costs.fill(Infinity, 0, rowLength);
  costs[0] = line.givenWasteCost;
  for (let step = 0; step < steps.length; step++) {
    const from = costs.subarray(step * rowLength, (step + 1) * rowLength);
    const to = costs.subarray((step + 1) * rowLength, (step + 2) * rowLength);
    if (steps[step] < 0) endDayForward(model, -1 - steps[step], from, to);
    else orderRow(model, steps[step], from, to, 1);
  }
  return { costs, rowLength };
}

export function backwardTable(model: LevelModel): Table {
  const { grid, steps } = model;
  const rowLength = grid.levels.length;
  const costs = scratch('backward', (steps.length + 1) * rowLength);
  costs.fill(0, steps.length * rowLength, (steps.length + 1) * rowLength);
  for (let step = steps.length - 1; step >= 0; step--) {
    const to = costs.subarray(step * rowLength, (step + 1) * rowLength);
    const from = costs.subarray((step + 1) * rowLength, (step + 2) * rowLength);
    if (steps[step] < 0) endDayBackward(model, -1 - steps[step], from, to);
    else orderRow(model, steps[step], from, to, -1);
  }
  return { costs, rowLength };
}

function orderRow(
  { problem, grid, pieces }: LevelModel,
  index: number,
  from: Float64Array,
  to: Float64Array,
  direction: 1 | -1,
): void {
  const { pack, must } = problem.options[index];
  if (must) to.fill(Infinity);
  else to.set(from);
  orderStep(from, to, grid, pack, pieces[index], direction);
}

function endDayForward(model: LevelModel, day: number, from: Float64Array, to: Float64Array): void {
  const { levels, emptyAt } = model.grid;
  const costs = dayCosts(model, day);
  const empty = emptyAt[day];
  for (let place = 0; place < levels.length; place++) to[place] = from[place] + costs[place];
  if (empty < 0) return;
  let least = to[empty];
  for (let place = 0; place < levels.length; place++) {
    if (levels[place] >= levels[empty]) continue;
    if (to[place] < least) least = to[place];
    to[place] = Infinity;
  }
  to[empty] = least;
}

function endDayBackward(model: LevelModel, day: number, from: Float64Array, to: Float64Array): void {
  const { levels, emptyAt } = model.grid;
  const costs = dayCosts(model, day);
  const empty = emptyAt[day];
  for (let place = 0; place < levels.length; place++) {
    const after = empty >= 0 && levels[place] < levels[empty] ? empty : place;
    to[place] = from[after] + costs[place];
  }
}

/**
 * Cost of a day by position of the level it is ended with, before lost sales lift it; Infinity where a limit is broken.
 * The last day's holds the end value. Valid until the next call.
 */
export function dayCosts({ problem, line, grid }: LevelModel, day: number): Float64Array {
  const { holdingCost, shortageCost, belowSafetyCost, shortage } = problem;
  const { levels } = grid;
  const costs = scratch('day', levels.length);
  const safety = problem.safety[day];
  const morningCost = problem.morningCost?.[day] ?? 0;
  const morningLimit = problem.morningLimit?.[day] ?? Infinity;
  const last = day === problem.days - 1;
  const endValue = last ? problem.endValue : 0;
  const endCredit = last ? (problem.endCredit ?? 0) : 0;
  const endBase = line.endBase[day];
  const morningBase = line.morningBase[day];
  const gift = grid.gift ? grid.gift[day] : 0;
  for (let place = 0; place < levels.length; place++) {
    const morning = morningBase + levels[place];
    let net = endBase + levels[place];
    let cost = 0;
    if (net < 0) {
      if (shortage === 'never') {
        costs[place] = Infinity;
        continue;
      }
      cost = -net * shortageCost;
      if (shortage === 'lost') {
        net = 0;
        cost -= gift;
      }
    } else cost = net * (holdingCost - endCredit);
    if (net < safety) cost += (safety - net) * belowSafetyCost;
    if (morning > 0) cost += morning * morningCost;
    costs[place] = morning > morningLimit && morning > 0 ? Infinity : cost - endValue * net;
  }
  return costs;
}

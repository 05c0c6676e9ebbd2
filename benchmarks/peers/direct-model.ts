/**
 * The direct model of a melt request's first decision, as one would write it down for a general solver: pieces of each
 * type in each potential heat, and whether the heat is used.
 *
 *   x[t, h]  pieces of type t in heat h, whole, 0 to what fits;   y[h]  0 or 1
 *   least * y[h] <= sum of mass[t] * x[t, h] <= greatest * y[h], and the upper half for each further dimension
 *   sum over h of x[t, h] = quantity[t] (period 0 of a complete plan), <= quantity[t] (all else)
 *   sum of y over the heats of a furnace, of a grade <= its cap
 *   y[h] >= y[h + 1] among the alike heats of one furnace and grade (the only symmetry that is broken)
 *
 * Each potential heat belongs to one furnace and one grade, so no binaries are needed for its grade, and a type has no
 * columns in heats of other grades. No further cuts: what a solver makes of the model is its own merit.
 */
import type { MeltProblem } from '../../models/melt.ts';
import { gramsPer } from '../../models/melt-units.ts';
import { constructByBestFit, constructHeats } from '../../solvers/melt/construct.ts';
import { buildInstance, type Instance } from '../../solvers/melt/instance.ts';
import { type ComposedHeat, pouredPieces } from '../../solvers/melt/plan.ts';
import { costStepOf, simpleLeftBound } from '../../solvers/melt/simple-bounds.ts';
import { leftWorth } from '../../solvers/melt/worth.ts';
import type { MilpModel } from '../../solvers/milp/milp.ts';
import { ModelBuilder } from '../../solvers/milp/model.ts';

/**
 * What is minimised. least-cost: cost of heats, period 0 poured in full; least-left: worth of period 0 left out;
 * least-open: worth of later periods left open, period 0 poured in full.
 */
export type Aim = 'least-cost' | 'least-left' | 'least-open';

/** What every solver is asked: the first decision of a request, without places in time. */
export interface Question {
  readonly aim: Aim;
  /** The request as takt gets it. */
  readonly problem: MeltProblem;
  readonly instance: Instance;
}

export interface DirectModel {
  /** All columns are integer. */
  readonly model: MilpModel;
  /** Potential heats. */
  readonly heats: number;
  /** An objective or bound of the model in the plan's unit. */
  toPlanValue(objective: number): number;
  /** @param values - a whole number per column. @returns the heats that hold something. */
  heatsOf(values: ArrayLike<number>): readonly ComposedHeat[];
}

/** A potential heat: a place for a heat of one furnace and one grade. */
interface Slot {
  readonly furnace: number;
  readonly grade: number;
  /** Not the first of its furnace and grade: `y` of the one before is no smaller. */
  readonly follows: boolean;
}

/** A column of the model that stands for pieces of a local type in a slot. */
interface PieceColumn {
  readonly slot: number;
  readonly local: number;
  readonly column: number;
}

/**
 * The first decision of a request. Where it is plain that period 0 cannot be poured in full, least-left is asked;
 * everywhere else a complete plan, and a solver may prove that there is none.
 * @throws Error for a request that hands its heats in: there is nothing to compose.
 */
export function questionOf(given: MeltProblem): Question {
  if (given.givenHeats) throw new Error('givenHeats: only the spread is asked for, the direct model has no part in it');
  const complete: MeltProblem = { ...given, spread: false, whenImpossible: 'report' };
  const instance = buildInstance(complete);
  if (given.objective === 'most-mass' || isPlainlyImpossible(instance)) {
    const problem: MeltProblem = { ...complete, objective: 'most-mass', whenImpossible: 'most-mass' };
    return { aim: 'least-left', problem, instance: buildInstance(problem) };
  }
  return { aim: given.fill === 'all-heats' ? 'least-open' : 'least-cost', problem: complete, instance };
}

/** A piece that no furnace may pour, or more mass than all heats together hold. */
function isPlainlyImpossible(instance: Instance): boolean {
  const room = instance.greatest.reduce((sum, greatest, f) => sum + greatest * instance.mostHeats[f], 0);
  const mass = sumOver(instance, (type) => (instance.period[type] === 0 ? massOf(instance, type) : 0));
  return simpleLeftBound(instance) > 0 || mass > room;
}

/** Plan values differ by multiples of this; 0 where nothing is known. */
export function valueStepOf({ aim, instance }: Question): number {
  if (aim === 'least-cost') return costStepOf(instance);
  return instance.priority.every((priority) => priority === 1) ? planUnit(instance) : 0;
}

/** Worth of what is poured lowers the objective; what is not poured is what the plan counts. */
function worthOf({ aim, instance }: Question, type: number): number {
  const counted = aim === 'least-left' ? instance.period[type] === 0 : instance.period[type] > 0;
  return aim === 'least-cost' || !counted
    ? 0
    : instance.mass[type] * instance.priority[type] * instance.fillerWeight[type];
}

/** Mass of one unit of the instance in the unit of the request. */
function planUnit({ problem, unit }: Instance): number {
  return unit / gramsPer[problem.massUnit];
}

export function buildDirectModel(question: Question): DirectModel {
  const { aim, instance } = question;
  const slots = potentialHeats(question);
  const builder = new ModelBuilder();
  const shared = addSharedRows(builder, question, slots);
  const pieces = slots.flatMap((slot, index) => addHeat(builder, question, shared, slot, index));
  const counted = sumOver(instance, (type) => worthOf(question, type) * instance.quantity[type]);
  const unit = aim === 'least-cost' ? 1 : planUnit(instance);
  return {
    model: builder,
    heats: slots.length,
    toPlanValue: (objective) => (objective + counted) * unit,
    heatsOf: (values) => composeHeats(instance, slots, pieces, values),
  };
}

/** Rows in which several heats have entries, by index; rows come before columns, so that each column is built once. */
interface SharedRows {
  /** By type. */
  readonly demand: readonly number[];
  /** By furnace and by grade. */
  readonly furnace: readonly number[];
  readonly grade: readonly number[];
  /** By slot: `y` of the one before less its own, not below 0; absent where the slot follows none. */
  readonly order: readonly (number | undefined)[];
}

function addSharedRows(builder: ModelBuilder, { aim, instance }: Question, slots: readonly Slot[]): SharedRows {
  const demand = Array.from(instance.quantity, (quantity, type) => {
    const exact = aim !== 'least-left' && instance.period[type] === 0;
    return builder.addRow({ lower: exact ? quantity : -Infinity, upper: quantity });
  });
  const cap = (most: number) => builder.addRow({ lower: -Infinity, upper: most });
  return {
    demand,
    furnace: Array.from(instance.mostHeats, cap),
    grade: Array.from(instance.mostHeatsOfGrade, cap),
    order: slots.map(({ follows }) => (follows ? builder.addRow({ lower: 0, upper: Infinity }) : undefined)),
  };
}

/** A potential heat with its rows, its `y` and its `x`. */
function addHeat(
  builder: ModelBuilder,
  question: Question,
  shared: SharedRows,
  slot: Slot,
  index: number,
): PieceColumn[] {
  const { aim, instance } = question;
  const { furnace, grade } = slot;
  const { dimensions } = instance;
  const entries: [row: number, coefficient: number][] = [
    [shared.furnace[furnace], 1],
    [shared.grade[grade], 1],
  ];
  const [own, next] = [shared.order[index], shared.order[index + 1]];
  if (own !== undefined) entries.push([own, -1]);
  if (next !== undefined) entries.push([next, 1]);
  const most = builder.addRow({ lower: -Infinity, upper: 0 });
  entries.push([most, -instance.greatest[furnace]]);
  const least = instance.least[furnace] > 0 ? builder.addRow({ lower: 0, upper: Infinity }) : undefined;
  if (least !== undefined) entries.push([least, -instance.least[furnace]]);
  const room = Array.from({ length: dimensions }, (_, d) => {
    const row = builder.addRow({ lower: -Infinity, upper: 0 });
    entries.push([row, -instance.capacity[furnace * dimensions + d]]);
    return row;
  });
  builder.addColumn({
    cost: aim === 'least-cost' ? instance.heatCost[furnace] : 0,
    upper: 1,
    integer: true,
    rows: entries.map(([row]) => row),
    coefficients: entries.map(([, coefficient]) => coefficient),
  });
  return instance.grades[grade].types.flatMap((type, local): PieceColumn[] => {
    const upper = mostPieces(instance, type, furnace);
    if (upper === 0) return [];
    const mass = instance.mass[type];
    const sizes = room.map((row, d): [number, number] => [row, instance.size[type * dimensions + d]]);
    const used = [[shared.demand[type], 1], [most, mass], ...(least === undefined ? [] : [[least, mass]]), ...sizes];
    const column = builder.addColumn({
      cost: 0 - worthOf(question, type),
      upper,
      integer: true,
      rows: used.map(([row]) => row),
      coefficients: used.map(([, coefficient]) => coefficient),
    });
    return [{ slot: index, local, column }];
  });
}

/** Pieces of a type that one heat of a furnace holds at most; 0 where it may not pour them. */
function mostPieces(instance: Instance, type: number, furnace: number): number {
  const { dimensions, problem } = instance;
  const isOut = problem.fill === 'none' && instance.period[type] > 0;
  if (isOut || instance.eligible[type * instance.furnaces + furnace] === 0) return 0;
  let most = Math.min(instance.quantity[type], Math.floor(instance.greatest[furnace] / instance.mass[type]));
  for (let d = 0; d < dimensions; d++) {
    const size = instance.size[type * dimensions + d];
    if (size > 0) most = Math.min(most, Math.floor(instance.capacity[furnace * dimensions + d] / size));
  }
  return most;
}

/** Slots by furnace and grade, as many of each as some best plan needs. */
function potentialHeats(question: Question): Slot[] {
  const { instance } = question;
  const costOfGrade = question.aim === 'least-cost' ? costLimits(instance) : undefined;
  return instance.grades.flatMap(({ grade, furnaces }) =>
    furnaces.flatMap((furnace) =>
      Array.from({ length: slotCount(instance, furnace, grade, costOfGrade?.[grade]) }, (_, index) => ({
        furnace,
        grade,
        follows: index > 0,
      })),
    ),
  );
}

function slotCount(instance: Instance, furnace: number, grade: number, costLimit: number | undefined): number {
  const types = instance.grades[grade].types.filter((type) => mostPieces(instance, type, furnace) > 0);
  const pieces = types.reduce((sum, type) => sum + instance.quantity[type], 0);
  const mass = types.reduce((sum, type) => sum + massOf(instance, type), 0);
  const { [furnace]: least } = instance.least;
  const { [furnace]: greatest } = instance.greatest;
  let count = Math.min(instance.mostHeats[furnace], instance.mostHeatsOfGrade[grade], pieces);
  if (least > 0) count = Math.min(count, Math.floor(mass / least));
  // Two heats up to half full go into one, which costs less and holds the same: all but one are fuller.
  if (instance.dimensions === 0) count = Math.min(count, Math.floor((2 * mass) / greatest) + 1);
  if (costLimit !== undefined) count = Math.min(count, Math.floor(costLimit / instance.heatCost[furnace] + 1e-9));
  return count;
}

/**
 * What each grade may cost in a plan no dearer than takt's first one: that plan's cost less what the other grades need at
 * least, their mass over the most mass for the cost.
 * @returns undefined where the first plans do not pour period 0 in full.
 */
function costLimits(instance: Instance): number[] | undefined {
  const worth = instance.grades.map(({ grade }) => leftWorth(instance, grade, false));
  const costs = [constructByBestFit(instance, worth), constructHeats(instance, worth)]
    .filter((heats) => isComplete(instance, heats))
    .map((heats) => heats.reduce((sum, { furnace }) => sum + instance.heatCost[furnace], 0));
  if (costs.length === 0) return undefined;
  const needed = instance.grades.map(({ types, furnaces }) => {
    const mass = types.reduce((sum, type) => sum + (instance.period[type] === 0 ? massOf(instance, type) : 0), 0);
    const massPerCost = Math.max(...furnaces.map((f) => instance.greatest[f] / instance.heatCost[f]), 0);
    return massPerCost > 0 ? mass / massPerCost : 0;
  });
  const all = needed.reduce((sum, cost) => sum + cost, 0);
  return needed.map((own) => Math.min(...costs) - (all - own));
}

function isComplete(instance: Instance, heats: readonly ComposedHeat[]): boolean {
  const poured = pouredPieces(instance, heats);
  return poured.every((pieces, type) => instance.period[type] > 0 || pieces === instance.quantity[type]);
}

function composeHeats(
  instance: Instance,
  slots: readonly Slot[],
  columns: readonly PieceColumn[],
  values: ArrayLike<number>,
): readonly ComposedHeat[] {
  const pieces = slots.map(({ grade }) => new Int32Array(instance.grades[grade].types.length));
  for (const { slot, local, column } of columns) pieces[slot][local] = values[column];
  return slots.flatMap(({ furnace, grade }, slot) => {
    const mass = instance.grades[grade].types.reduce(
      (sum, type, local) => sum + pieces[slot][local] * instance.mass[type],
      0,
    );
    return mass > 0 ? [{ furnace, grade, pieces: pieces[slot], mass }] : [];
  });
}

function massOf(instance: Instance, type: number): number {
  return instance.mass[type] * instance.quantity[type];
}

function sumOver(instance: Instance, of: (type: number) => number): number {
  return instance.mass.reduce((sum, _mass, type) => sum + of(type), 0);
}

/**
 * What column generation works on: the instance seen as heats to choose, each a pattern of pieces in a cell.
 *
 * A cell is a furnace with a grade; a pattern is a vector of pieces of that grade whose mass lies in the cell's window.
 * Chosen is how often each pattern is poured:
 *
 *   minimise   sum of cost(cell) * x[pattern] + sum of penalty[t] * left[t]
 *   pieces     sum of pieces[pattern, t] * x[pattern] + left[t] = demand[t]     (left[t] = 0 where t must be poured)
 *   limits     sum of coefficient[cell] * x[pattern] <= most                    (heats of furnaces and grades, cables, cost)
 *
 * All numbers are whole, so that a bound can be proved in whole numbers. `step` turns the objective back into the
 * request's own unit.
 *
 * @see Gilmore and Gomory (1961), Operations Research 9:849-859.
 */
import { gramsPer } from '../../../models/melt-units.ts';
import type { Instance } from '../instance.ts';
import { possibleLoads } from '../loads.ts';
import { costStepOf } from '../simple-bounds.ts';
import { powerRows } from './power-rows.ts';

/** Heats of one furnace with one grade. Types are rows of the problem, heaviest first. */
export interface Cell {
  readonly furnace: number;
  readonly grade: number;
  /** Of a heat, in steps of the objective. */
  readonly cost: number;
  /** Window of a heat's mass, inclusive: sums that pieces can really have. */
  readonly low: number;
  readonly high: number;
  readonly rows: Int32Array;
  readonly mass: Float64Array;
  /** Pieces of each type that one heat can hold. */
  readonly most: Int32Array;
  /** `size[at * dimensions + d]` of the type at a place of `rows`. */
  readonly size: Float64Array;
  /** By dimension. */
  readonly capacity: Float64Array;
  /** Places in `rows` that may not share a heat with a place; undefined where everything may. */
  readonly conflicts: readonly (readonly number[])[] | undefined;
}

/** `sum over cells of coefficient * heats <= most`; of one sign, so that a negative one asks for heats. */
export interface Limit {
  readonly coefficients: Float64Array;
  readonly most: number;
  /** What it comes from; undefined for what only a part of a tree keeps. */
  readonly of?: LimitSource;
}

export type LimitSource =
  | { readonly kind: 'furnace-heats'; readonly furnace: number }
  | { readonly kind: 'grade-heats'; readonly grade: number }
  | { readonly kind: 'power-energy' | 'power-hours'; readonly group: number; readonly unit: number }
  | { readonly kind: 'cost' };

/** Makes a limit of what a heat of each cell takes of it. */
export type LimitMaker = (of: LimitSource, most: number, coefficient: (cell: Cell) => number) => Limit;

export interface PatternProblem {
  readonly instance: Instance;
  readonly stage: Stage;
  readonly cells: readonly Cell[];
  /** Type of the instance by row. */
  readonly types: Int32Array;
  readonly demand: Int32Array;
  /** For a piece left out, in steps of the objective; Infinity: none may be. */
  readonly penalty: Float64Array;
  readonly limits: readonly Limit[];
  /** Value of one step of the objective, in the unit of the stage. */
  readonly step: number;
  /** No plan of interest has more heats. */
  readonly mostHeats: number;
  /** Every part of a pattern is a pattern: more than the demand may be covered, duals have a sign. */
  readonly mayShed: boolean;
}

/**
 * cost: period 0 in full, at least cost; left: least worth of period 0 left out; filler: period 0 in full at a cost of
 * at most `mostCost`, least worth of later periods left open.
 */
export type Stage =
  | { readonly minimise: 'cost' }
  | { readonly minimise: 'left' }
  | { readonly minimise: 'filler'; readonly mostCost: number | undefined };

/** A heat as the engine sees it: pieces by place in its cell's rows. */
export interface Pattern {
  readonly cell: number;
  readonly places: Int32Array;
  readonly pieces: Int32Array;
}

/** @returns undefined where the numbers are too large to be exact or a type has no cell. */
export function patternProblem(instance: Instance, stage: Stage): PatternProblem | undefined {
  const useful = usefulPeriods(instance, stage);
  const types = instance.grades.flatMap((grade) => grade.types.filter((type) => useful(instance.period[type])));
  const rowOf = new Map(types.map((type, row) => [type, row]));
  const unit = objectiveUnit(instance, stage);
  const everyCell = instance.grades.flatMap((grade) =>
    grade.furnaces.flatMap((furnace) => cellOf(instance, grade.grade, furnace, rowOf, unit.cost(furnace)) ?? []),
  );
  const caps = limitsOf(instance, stage, everyCell);
  // A cell of which a limit admits no single heat would still be poured in part by the LP.
  const cells = everyCell.filter((_, index) => caps.every(({ most, coefficients }) => coefficients[index] <= most));
  const penalty = Float64Array.from(types, (type) => unit.penalty(type));
  const demand = Int32Array.from(types, (type) => instance.quantity[type]);
  const largest = demand.reduce(
    (sum, pieces, row) => sum + (Number.isFinite(penalty[row]) ? penalty[row] * pieces : 0),
    0,
  );
  if (largest > 2 ** 40 || cells.some(({ cost }) => cost > 2 ** 40)) return undefined;
  const limits = limitsOf(instance, stage, cells);
  return {
    instance,
    stage,
    cells,
    types: Int32Array.from(types),
    demand,
    penalty,
    limits,
    step: unit.step,
    mostHeats: mostHeatsOf(instance, types),
    mayShed: instance.least.every((least) => least <= 1) && stage.minimise === 'cost',
  };
}

/** The cell with some of its places only. */
export function subCell(cell: Cell, places: readonly number[]): Cell {
  const dimensions = cell.capacity.length;
  const at = new Map(places.map((place, index) => [place, index]));
  return {
    ...cell,
    rows: Int32Array.from(places, (place) => cell.rows[place]),
    mass: Float64Array.from(places, (place) => cell.mass[place]),
    most: Int32Array.from(places, (place) => cell.most[place]),
    size: Float64Array.from(
      places.flatMap((place) => [...cell.size.subarray(place * dimensions, (place + 1) * dimensions)]),
    ),
    conflicts: cell.conflicts && places.map((place) => cell.conflicts![place].flatMap((other) => at.get(other) ?? [])),
  };
}

/** Later periods matter where they are poured for their own sake, or bring heats to their least mass. */
function usefulPeriods({ problem, least }: Instance, { minimise }: Stage): (period: number) => boolean {
  const mayFill = problem.fill !== 'none' && (minimise === 'filler' || least.some((mass) => mass > 1));
  return (period) => period === 0 || mayFill;
}

interface ObjectiveUnit {
  readonly step: number;
  cost(furnace: number): number;
  penalty(type: number): number;
}

function objectiveUnit(instance: Instance, { minimise }: Stage): ObjectiveUnit {
  if (minimise === 'cost') {
    const step = costStepOf(instance);
    return {
      step,
      // Costs that are no multiple of a step are rounded down, so that what is proved holds for them as they are.
      cost: (furnace) => Math.floor(instance.heatCost[furnace] / step + 1e-6),
      penalty: (type) => (instance.period[type] === 0 ? Infinity : 0),
    };
  }
  const whole = instance.priority.every(Number.isInteger);
  const { lines, massUnit } = instance.problem;
  const hasPenalty = lines.some(({ penaltyPerPiece }) => penaltyPerPiece !== undefined);
  // Penalties are whole in thousandths of the request's unit of mass, whatever the masses of their pieces.
  const factor = whole ? 1 : hasPenalty ? (1000 * instance.unit) / gramsPer[massUnit] : 1000;
  // What is finer than a step is left off, so that what is proved holds for the worths as they are.
  const worth = (type: number) => Math.floor(instance.mass[type] * instance.priority[type] * factor + 1e-6);
  const penalty = (type: number) => {
    if (minimise === 'left') return instance.period[type] === 0 ? worth(type) : 0;
    return instance.period[type] === 0 ? Infinity : worth(type) * instance.fillerWeight[type];
  };
  return { step: 1 / factor, cost: () => 0, penalty };
}

function cellOf(
  instance: Instance,
  grade: number,
  furnace: number,
  rowOf: ReadonlyMap<number, number>,
  cost: number,
): Cell | undefined {
  const { dimensions } = instance;
  const heats = Math.min(instance.mostHeats[furnace], instance.mostHeatsOfGrade[grade]);
  const types = instance.grades[grade].types.filter(
    (type) => rowOf.has(type) && instance.eligible[type * instance.furnaces + furnace] === 1,
  );
  const [low, high] = possibleLoads(instance, grade, furnace);
  if (types.length === 0 || heats <= 0 || Number.isNaN(high)) return undefined;
  const capacity = instance.capacity.slice(furnace * dimensions, (furnace + 1) * dimensions);
  const size = Float64Array.from(types.flatMap((type) => sizesOf(instance, type)));
  const fitting = types.map((type) => {
    let pieces = Math.min(instance.quantity[type], Math.floor(high / instance.mass[type]));
    sizesOf(instance, type).forEach((use, d) => {
      if (use > 0) pieces = Math.min(pieces, Math.floor(capacity[d] / use));
    });
    return pieces;
  });
  return {
    furnace,
    grade,
    cost,
    // A heat without a least mass may be small: the window of a furnace without one begins at its lightest piece.
    low: instance.least[furnace] <= 1 ? 1 : low,
    high,
    rows: Int32Array.from(types, (type) => rowOf.get(type)!),
    mass: Float64Array.from(types, (type) => instance.mass[type]),
    most: Int32Array.from(fitting),
    size,
    capacity,
    conflicts: conflictsOf(instance, types),
  };
}

/** By place among the cell's types; undefined where none of them excludes another. */
function conflictsOf({ conflicts }: Instance, types: readonly number[]): number[][] | undefined {
  const placeOf = new Map(types.map((type, at) => [type, at]));
  const places = types.map((type) => conflicts[type].flatMap((other) => placeOf.get(other) ?? []));
  return places.some((others) => others.length > 0) ? places : undefined;
}

function sizesOf({ size, dimensions }: Instance, type: number): number[] {
  return Array.from({ length: dimensions }, (_, d) => size[type * dimensions + d]);
}

function limitsOf(instance: Instance, stage: Stage, cells: readonly Cell[]): Limit[] {
  const limit: LimitMaker = (of, most, coefficient) => ({
    coefficients: Float64Array.from(cells, coefficient),
    most,
    of,
  });
  const pieces = instance.quantity.reduce((sum, quantity) => sum + quantity, 0);
  const furnaces = Array.from(instance.mostHeats, (most, f) =>
    limit({ kind: 'furnace-heats', furnace: f }, most, (cell) => (cell.furnace === f ? 1 : 0)),
  );
  const grades = Array.from(instance.mostHeatsOfGrade, (most, g) =>
    limit({ kind: 'grade-heats', grade: g }, most, (cell) => (cell.grade === g ? 1 : 0)),
  );
  const cost =
    stage.minimise === 'filler' && stage.mostCost !== undefined ? [costLimit(instance, stage.mostCost, limit)] : [];
  return [...furnaces, ...grades, ...powerRows(instance, limit), ...cost].filter(
    ({ most, coefficients }) => most < pieces * Math.max(...coefficients, 0),
  );
}

/** Sets of cells whose heats a plan has a whole number of, coarse to fine: by grade, by furnace, each cell. */
export function cellSets({ cells }: PatternProblem): readonly (readonly number[])[] {
  const by = (part: (cell: Cell) => number) => [...Map.groupBy(cells.keys(), (index) => part(cells[index])).values()];
  const sets = [...by(({ grade }) => grade), ...by(({ furnace }) => furnace), ...cells.map((_, index) => [index])];
  return [...new Map(sets.map((set) => [set.join(), set])).values()];
}

function costLimit(instance: Instance, mostCost: number, limit: LimitMaker): Limit {
  const step = costStepOf(instance);
  return limit({ kind: 'cost' }, Math.ceil(mostCost / step - 1e-6), ({ furnace }) =>
    Math.floor(instance.heatCost[furnace] / step + 1e-6),
  );
}

/** No plan has a greater objective. */
export function mostStepsOf({ cells, demand, penalty, mostHeats }: PatternProblem): number {
  const dearest = cells.reduce((most, { cost }) => Math.max(most, cost), 0);
  return demand.reduce(
    (sum, pieces, row) => sum + (Number.isFinite(penalty[row]) ? penalty[row] * pieces : 0),
    dearest * mostHeats,
  );
}

/** Each heat holds a piece, and furnaces have caps. */
function mostHeatsOf(instance: Instance, types: readonly number[]): number {
  const pieces = types.reduce((sum, type) => sum + instance.quantity[type], 0);
  return Math.min(
    pieces,
    instance.mostHeats.reduce((sum, most) => sum + most, 0),
  );
}

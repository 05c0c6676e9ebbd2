/** Building models, and what can be said of one before any library sees it. */
import type { MilpColumn, MilpCut, MilpModel, MilpRow } from './milp.ts';
import { integralityTolerance } from './verify.ts';

interface GrowingColumn extends MilpColumn {
  lower: number;
  upper: number;
  readonly rows: number[];
  readonly coefficients: number[];
}

/** A model that grows by columns and by rows; may be handed to a backend at any time. Entries are not merged. */
export class ModelBuilder implements MilpModel {
  readonly columns: GrowingColumn[] = [];
  readonly rows: { lower: number; upper: number }[] = [];

  /** @returns index of the new column. Defaults: cost 0, from 0 to Infinity, continuous, no entries. */
  addColumn(column: Partial<MilpColumn> = {}): number {
    const { cost = 0, lower = 0, upper = Infinity, integer = false, rows = [], coefficients = [] } = column;
    this.columns.push({ cost, lower, upper, integer, rows: Array.from(rows), coefficients: Array.from(coefficients) });
    return this.columns.length - 1;
  }

  /**
   * @returns index of the new row; its entries address columns that are there.
   * @throws RangeError for an entry that `validateModel` would refuse.
   */
  addRow(row: MilpRow & Partial<MilpCut>): number {
    const { lower, upper, columns = [], coefficients = [] } = row;
    validateCuts([{ lower, upper, columns, coefficients }], this.columns.length);
    const index = this.rows.push({ lower, upper }) - 1;
    for (let k = 0; k < columns.length; k++) {
      this.columns[columns[k]].rows.push(index);
      this.columns[columns[k]].coefficients.push(coefficients[k]);
    }
    return index;
  }
}

/**
 * Refuses what no library could make sense of, since each would fail in a way of its own (one aborts).
 * @throws RangeError for NaN, infinite costs and entries, a lower bound of Infinity or an upper one of -Infinity, rows
 * that do not exist, and two entries at one place.
 */
export function validateModel({ columns, rows }: MilpModel): void {
  rows.forEach((row, i) => {
    validateBounds(row, `row ${i}`);
  });
  const lastColumn = new Int32Array(rows.length).fill(-1);
  columns.forEach((column, j) => {
    const name = `column ${j}`;
    validateBounds(column, name);
    if (!Number.isFinite(column.cost)) throw new RangeError(`${name}: cost ${column.cost} is not finite`);
    validateEntries(column.rows, column.coefficients, lastColumn, j, name);
  });
}

/** The same for rows that are added to a model of so many columns. */
export function validateCuts(cuts: readonly MilpCut[], columnCount: number): void {
  const lastCut = new Int32Array(columnCount).fill(-1);
  cuts.forEach((cut, i) => {
    const name = `new row ${i}`;
    validateBounds(cut, name);
    validateEntries(cut.columns, cut.coefficients, lastCut, i, name);
  });
}

/** @param last - for each index of the other axis, the last item that had an entry there; -1 at first. */
function validateEntries(
  indices: ArrayLike<number>,
  coefficients: ArrayLike<number>,
  last: Int32Array,
  item: number,
  name: string,
): void {
  if (indices.length !== coefficients.length)
    throw new RangeError(`${name}: indices and coefficients differ in length`);
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (last[index] === undefined) throw new RangeError(`${name}: entry at ${index}, which is not there`);
    if (last[index] === item) throw new RangeError(`${name}: two entries at ${index}`);
    if (!Number.isFinite(coefficients[k])) throw new RangeError(`${name}: entry at ${index} is not finite`);
    last[index] = item;
  }
}

function validateBounds({ lower, upper }: MilpRow, name: string): void {
  if (Number.isNaN(lower) || Number.isNaN(upper) || lower === Infinity || upper === -Infinity) {
    throw new RangeError(`${name}: bounds ${lower} to ${upper} are no bounds`);
  }
}

/** The same model with whole bounds on integer columns: one library aborts its solve where they are not. */
export function roundIntegerBounds(model: MilpModel): MilpModel {
  const whole = (bound: number) => !Number.isFinite(bound) || Number.isInteger(bound);
  if (model.columns.every(({ integer, lower, upper }) => !integer || (whole(lower) && whole(upper)))) return model;
  const columns = model.columns.map((column) =>
    column.integer
      ? {
          ...column,
          lower: Math.ceil(column.lower - integralityTolerance),
          upper: Math.floor(column.upper + integralityTolerance),
        }
      : column,
  );
  return { columns, rows: model.rows };
}

/** The first column or row whose own bounds leave nothing, so that no library is needed; undefined where none. */
export function contradiction({ columns, rows }: MilpModel): string | undefined {
  const column = columns.findIndex(({ lower, upper }) => lower > upper);
  if (column >= 0) return `column ${column}: lower bound above the upper one`;
  const row = rows.findIndex(({ lower, upper }) => lower > upper);
  return row >= 0 ? `row ${row}: lower bound above the upper one` : undefined;
}

/** Whether some column may improve the objective without end, as far as its own bounds tell. */
export function mayBeUnbounded({ columns }: MilpModel): boolean {
  return columns.some(
    ({ cost, lower, upper }) => (cost < 0 && upper === Infinity) || (cost > 0 && lower === -Infinity),
  );
}

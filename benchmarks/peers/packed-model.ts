/** A model as JSON, for processes that share no memory: compressed columns, null for no bound. */
import type { MilpModel } from '../../solvers/milp/milp.ts';

export interface PackedModel {
  readonly cost: readonly number[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly integer: readonly boolean[];
  readonly rowLower: readonly (number | null)[];
  readonly rowUpper: readonly (number | null)[];
  /** Entries of column j are at `starts[j]` up to `starts[j + 1]`. */
  readonly starts: readonly number[];
  readonly rows: readonly number[];
  readonly coefficients: readonly number[];
}

export function packModel({ columns, rows }: MilpModel): PackedModel {
  const starts = [0];
  for (const column of columns) starts.push(starts[starts.length - 1] + column.rows.length);
  const bound = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    cost: columns.map(({ cost }) => cost),
    lower: columns.map(({ lower }) => bound(lower)),
    upper: columns.map(({ upper }) => bound(upper)),
    integer: columns.map(({ integer }) => integer ?? false),
    rowLower: rows.map(({ lower }) => bound(lower)),
    rowUpper: rows.map(({ upper }) => bound(upper)),
    starts,
    rows: columns.flatMap((column) => Array.from(column.rows)),
    coefficients: columns.flatMap((column) => Array.from(column.coefficients)),
  };
}

export function unpackModel(packed: PackedModel): MilpModel {
  const { starts } = packed;
  return {
    columns: packed.cost.map((cost, j) => ({
      cost,
      lower: packed.lower[j] ?? -Infinity,
      upper: packed.upper[j] ?? Infinity,
      integer: packed.integer[j],
      rows: packed.rows.slice(starts[j], starts[j + 1]),
      coefficients: packed.coefficients.slice(starts[j], starts[j + 1]),
    })),
    rows: packed.rowLower.map((lower, i) => ({ lower: lower ?? -Infinity, upper: packed.rowUpper[i] ?? Infinity })),
  };
}

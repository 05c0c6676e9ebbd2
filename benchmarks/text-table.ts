/** Tables as text, written row by row while a run goes on. */

export interface Column<Row> {
  readonly name: string;
  readonly width: number;
  readonly left?: boolean;
  readonly cell: (row: Row) => string;
}

/** The line of names and the rule under it. */
export function headLines<Row>(columns: readonly Column<Row>[]): string {
  const names = columns.map((column) => pad(column.name, column)).join('  ');
  return `${names.trimEnd()}\n${columns.map(({ width }) => '-'.repeat(width)).join('  ')}`;
}

export function rowLine<Row>(columns: readonly Column<Row>[], row: Row): string {
  return columns
    .map((column) => pad(column.cell(row), column))
    .join('  ')
    .trimEnd();
}

export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return [headLines(columns), ...rows.map((row) => rowLine(columns, row))].join('\n');
}

/** A figure for people: `-` for none, at most `digits` after the point, no zeros at its end. */
export function figure(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return '-';
  return Number.isFinite(value) ? String(Number(value.toFixed(digits))) : String(value);
}

export function percent(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined ? '-' : `${(100 * value).toFixed(digits)} %`;
}

function pad(text: string, { width, left }: { readonly width: number; readonly left?: boolean }): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

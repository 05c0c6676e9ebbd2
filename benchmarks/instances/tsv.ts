/**
 * Rows of a table by the names in its first line.
 * @throws Error where a row has no cell for one of `columns`; a cell may be empty.
 */
export function readTsv<Column extends string>(
  text: string,
  columns: readonly Column[],
  separator: '\t' | ',' = '\t',
): readonly Readonly<Record<Column, string>>[] {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.length > 0)
    .map((line) => line.split(separator));
  return rows.map((cells, index) => {
    const entries = columns.map((column) => {
      const cell = cells[head.indexOf(column)];
      if (cell === undefined) throw new Error(`row ${index + 1} has no ${column}`);
      return [column, cell] as const;
    });
    return Object.fromEntries(entries) as Record<Column, string>;
  });
}

/** @returns undefined for an empty cell. */
export function numberOrNone(cell: string): number | undefined {
  if (cell.trim() === '') return undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`"${cell}" is no number`);
  return value;
}

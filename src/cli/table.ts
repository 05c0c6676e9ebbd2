/** A plain text table: columns as wide as their widest cell, numbers to the right. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly right?: boolean;
}

export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const widths = columns.map(({ title }, at) => Math.max(title.length, ...cells.map((row) => row[at].length)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => (columns[at].right ? text.padStart(widths[at]) : text.padEnd(widths[at])))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
  ].join('\n');
}

/** The first rows of a table that may be long; the rest stands in the JSON. */
export function shortTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], mostRows: number): string {
  const shown = table(columns, rows.slice(0, mostRows));
  return rows.length > mostRows ? `${shown}\n(${rows.length - mostRows} more rows in the JSON)` : shown;
}

/** `1 order`, `2 orders`. */
export function counted(count: number, thing: string): string {
  return `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** The first names of what may be many, and how many more there are. */
export function someOf(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** A number for people: thousands apart, at most `decimals` digits behind the point. */
export function number(value: number, decimals = 1): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals }).replaceAll(',', ' ');
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

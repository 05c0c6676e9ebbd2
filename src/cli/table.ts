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

/** A number for people: thousands apart, at most `decimals` digits behind the point. */
export function number(value: number, decimals = 1): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals }).replaceAll(',', ' ');
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

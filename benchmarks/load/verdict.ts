/** What a load was meant to show, and whether it did. */
import { type Column, figure, textTable } from '../text-table.ts';

export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function isMet({ value, atLeast = -Infinity, atMost = Infinity }: Verdict): boolean {
  return value >= atLeast && value <= atMost;
}

const columns: readonly Column<Verdict>[] = [
  { name: 'target', width: 64, left: true, cell: ({ what }) => what },
  { name: 'value', width: 9, cell: ({ value }) => figure(value, 2) },
  { name: 'unit', width: 6, left: true, cell: ({ unit }) => unit },
  { name: 'at least', width: 8, cell: ({ atLeast }) => figure(atLeast, 2) },
  { name: 'at most', width: 8, cell: ({ atMost }) => figure(atMost, 2) },
  { name: '', width: 6, left: true, cell: (verdict) => (isMet(verdict) ? 'met' : 'MISSED') },
];

export function verdictTable(verdicts: readonly Verdict[]): string {
  return textTable(columns, verdicts);
}

/** A comparison of purchase plans as text. */
import { type Column, figure, percent, textTable } from '../../text-table.ts';
import { longest, outcomeColumns, summaryColumns } from '../report.ts';
import type { Row } from './judge.ts';
import type { PurchaseSummary } from './peers.ts';

export function columnsFor(instances: readonly string[], solvers: readonly string[]): readonly Column<Row>[] {
  return [
    { name: 'instance', width: longest('instance', instances), left: true, cell: (row) => row.instance },
    { name: 'items', width: 5, cell: (row) => figure(row.items) },
    { name: 'days', width: 4, cell: (row) => figure(row.days) },
    { name: 'columns', width: 7, cell: (row) => figure(row.columns) },
    { name: 'solver', width: longest('solver', solvers), left: true, cell: (row) => row.solver },
    { name: 'value', width: 12, cell: (row) => figure(row.value, 2) },
    { name: 'bound', width: 12, cell: (row) => figure(row.bound, 2) },
    { name: 'gap', width: 9, cell: (row) => percent(row.gap, 3) },
    ...outcomeColumns('there is no plan'),
  ];
}

export function summaryText(summaries: readonly PurchaseSummary[]): string {
  const columns: readonly Column<PurchaseSummary>[] = [
    ...summaryColumns.filter(({ name }) => name !== 'instances'),
    { name: 'mean gap', width: 9, cell: (row) => percent(row.meanGap, 3) },
    { name: 'above the best', width: 14, cell: (row) => percent(row.meanAboveBest, 3) },
  ];
  return textTable(columns, summaries);
}

/** A comparison of days of trucks as text. */
import { type Column, figure, percent, textTable } from '../../text-table.ts';
import { longest, outcomeColumns, summaryColumns } from '../report.ts';
import type { Row } from './judge.ts';
import type { DispatchSummary } from './peers.ts';

export function columnsFor(instances: readonly string[], solvers: readonly string[]): readonly Column<Row>[] {
  return [
    { name: 'instance', width: longest('instance', instances), left: true, cell: (row) => row.instance },
    { name: 'stops', width: 5, cell: (row) => figure(row.stops) },
    { name: 'variables', width: 9, cell: (row) => figure(row.variables) },
    { name: 'solver', width: longest('solver', solvers), left: true, cell: (row) => row.solver },
    { name: 'value', width: 13, cell: (row) => figure(row.value, 3) },
    { name: 'bound', width: 13, cell: (row) => figure(row.bound, 3) },
    { name: 'reference', width: 13, cell: (row) => figure(row.reference, 3) },
    { name: 'gap to it', width: 9, cell: (row) => percent(row.referenceGap) },
    { name: 'violations', width: 10, cell: (row) => figure(row.wrong.length) },
    ...outcomeColumns('there is no plan'),
  ];
}

export function summaryText(summaries: readonly DispatchSummary[]): string {
  const columns: readonly Column<DispatchSummary>[] = [
    ...summaryColumns.filter(({ name }) => name !== 'instances'),
    { name: 'gap to reference', width: 16, cell: (row) => percent(row.meanReferenceGap) },
    { name: 'value / takt', width: 12, cell: (row) => figure(row.valueRatio, 4) },
  ];
  return textTable(columns, summaries);
}

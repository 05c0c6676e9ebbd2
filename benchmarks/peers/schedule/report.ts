/** A comparison of schedules as text. */
import { type Column, figure, percent, textTable } from '../../text-table.ts';
import { longest, outcomeColumns, summaryColumns } from '../report.ts';
import type { Row } from './judge.ts';
import type { ScheduleSummary } from './peers.ts';

export function columnsFor(instances: readonly string[], solvers: readonly string[]): readonly Column<Row>[] {
  return [
    { name: 'instance', width: longest('instance', instances), left: true, cell: (row) => row.instance },
    { name: 'operations', width: 10, cell: (row) => figure(row.operations) },
    { name: 'modes', width: 5, cell: (row) => figure(row.modes) },
    { name: 'solver', width: longest('solver', solvers), left: true, cell: (row) => row.solver },
    { name: 'value', width: 8, cell: (row) => figure(row.value, 2) },
    { name: 'bound', width: 8, cell: (row) => figure(row.bound, 2) },
    { name: 'reference', width: 9, cell: (row) => figure(row.reference, 2) },
    ...outcomeColumns('there is no plan'),
  ];
}

export function summaryText(summaries: readonly ScheduleSummary[]): string {
  const columns: readonly Column<ScheduleSummary>[] = [
    ...summaryColumns.filter(({ name }) => name !== 'instances'),
    { name: 'gap to reference', width: 16, cell: (row) => percent(row.meanReferenceGap, 3) },
    { name: 'over critical path', width: 18, cell: (row) => percent(row.meanCpmDeviation, 3) },
  ];
  return textTable(columns, summaries);
}

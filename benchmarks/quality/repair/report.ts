/** Repairs as text. */
import { type Column, figure, percent, textTable } from '../../text-table.ts';
import type { Finding } from '../judge.ts';
import type { RepairRow } from './row.ts';
import { aims, type GroupSummary, type Spread } from './summary.ts';

export function columnsFor(names: readonly string[]): readonly Column<RepairRow>[] {
  const longest = Math.max('scenario'.length, ...names.map((name) => name.length));
  return [
    { name: 'scenario', width: longest, left: true, cell: (row) => row.scenario },
    { name: 'open', width: 5, cell: (row) => figure(row.openLoads) },
    { name: 'firstMs', width: 8, cell: (row) => figure(row.firstMs) },
    { name: 'cpu', width: 8, cell: (row) => figure(row.firstCpuMs) },
    { name: 'finalMs', width: 8, cell: (row) => figure(row.finalMs, 0) },
    { name: 'cpu', width: 8, cell: (row) => figure(row.finalCpuMs, 0) },
    { name: 'recommended', width: 14, left: true, cell: (row) => row.recommended },
    { name: 'options', width: 7, cell: (row) => figure(row.options.length) },
    { name: 'share', width: 9, cell: (row) => percent(row.share) },
    { name: 'open part', width: 9, cell: (row) => percent(row.openShare) },
    { name: 'best', width: 9, cell: (row) => percent(row.bestShare) },
    { name: 'kept', width: 9, cell: (row) => percent(row.keptShare) },
    { name: 'by', width: 4, cell: (row) => figure(row.keptChanged) },
    { name: 'changed', width: 7, cell: (row) => figure(row.changed) },
    { name: 'fewest', width: 6, cell: (row) => figure(row.fewestChanged) },
    { name: 'least', width: 5, cell: (row) => figure(row.least) },
    { name: 'ratio', width: 6, cell: (row) => figure(row.ratio, 2) },
    { name: 'identical', width: 9, cell: (row) => percent(row.identical, 1) },
    { name: 'violations', width: 10, cell: (row) => figure(row.violations) },
  ];
}

const summaryColumns: readonly Column<GroupSummary>[] = [
  { name: 'group', width: 16, left: true, cell: (one) => one.group },
  { name: 'n', width: 4, cell: (one) => figure(one.n) },
  { name: 'p95 first', width: 9, cell: (one) => figure(one.p95FirstMs) },
  { name: 'cpu', width: 8, cell: (one) => figure(one.p95FirstCpuMs) },
  { name: 'p95 final', width: 9, cell: (one) => figure(one.p95FinalMs, 0) },
  { name: 'share', width: 22, cell: (one) => spread(one.share) },
  { name: 'open part', width: 22, cell: (one) => spread(one.openShare) },
  { name: 'identical', width: 22, cell: (one) => spread(one.identical) },
  { name: 'ratio', width: 6, cell: (one) => figure(one.meanRatio, 2) },
  { name: '>=97%', width: 7, cell: (one) => kept(one.kept.share) },
  { name: 'part', width: 7, cell: (one) => kept(one.kept.openShare) },
  { name: '<=1.5', width: 7, cell: (one) => kept(one.kept.ratio) },
  { name: '>=90%', width: 7, cell: (one) => kept(one.kept.identical) },
  { name: 'choice', width: 7, cell: (one) => kept(one.kept.options) },
  { name: 'violations', width: 10, cell: (one) => figure(one.violations) },
];

export function repairSummaryText(summary: readonly GroupSummary[], findings: readonly Finding[]): string {
  return [
    textTable(summaryColumns, summary),
    `share: least, median, mean of served volume by priority over that of a plan made anew (open part: without what had begun); aim ${percent(aims.share, 0)}`,
    `ratio: changed loads over the fewest that any run needed for as much volume; aim ${aims.ratio}`,
    `identical: of open loads that a single event does not name, unchanged to the second; aim ${percent(aims.identical, 0)}`,
    `choice: at least ${aims.options} options`,
    ...[...Map.groupBy(findings, ({ instance }) => instance).values()].flatMap(firstOf),
  ].join('\n');
}

/** Of a scenario: one fault is often found in every answer and has others in its wake; the JSON file holds them all. */
const mostShown = 3;

function firstOf(findings: readonly Finding[]): string[] {
  const shown = findings
    .slice(0, mostShown)
    .map(({ instance, finding, message }) => `${finding}: ${instance}: ${message}`);
  return findings.length > mostShown ? [...shown, `  and ${findings.length - mostShown} more`] : shown;
}

function spread(figures: Spread | null): string {
  return figures === null
    ? '-'
    : [figures.least, figures.median, figures.mean].map((value) => (100 * value).toFixed(1)).join(' ');
}

function kept({ rows, of }: { readonly rows: number; readonly of: number }): string {
  return of === 0 ? '-' : `${rows}/${of}`;
}

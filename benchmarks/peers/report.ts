/** A comparison as text. */
import { type Column, figure, textTable } from '../text-table.ts';
import type { Row } from './judge.ts';
import { bestPeer, type SolverSummary, sizeClasses } from './summary.ts';
import type { Verdict } from './verdicts.ts';

export const seconds = (ms: number | null) => figure(ms === null ? null : ms / 1000, 2);

export function columnsFor(instances: readonly string[], solvers: readonly string[]): readonly Column<Row>[] {
  return [
    { name: 'instance', width: longest('instance', instances), left: true, cell: (row) => row.instance },
    { name: 'types', width: 5, cell: (row) => figure(row.types) },
    { name: 'columns', width: 7, cell: (row) => figure(row.columns) },
    { name: 'solver', width: longest('solver', solvers), left: true, cell: (row) => row.solver },
    { name: 'value', width: 10, cell: (row) => figure(row.value, 2) },
    { name: 'bound', width: 10, cell: (row) => figure(row.bound, 2) },
    ...outcomeColumns('no plan pours everything'),
  ];
}

/** What came of a run, whatever it was about. @param noPlan - said where it is proved that there is no plan. */
export function outcomeColumns(noPlan: string): readonly Column<Verdict>[] {
  return [
    { name: 'proved', width: 6, left: true, cell: (row) => (row.proved ? 'yes' : 'no') },
    { name: 'proofS', width: 6, cell: (row) => seconds(row.proofMs) },
    { name: 'firstS', width: 6, cell: (row) => seconds(row.firstMs) },
    { name: 'timeS', width: 6, cell: (row) => seconds(row.timeMs) },
    { name: 'cpuS', width: 6, cell: (row) => seconds(row.cpuMs) },
    { name: 'MB', width: 5, cell: (row) => figure(row.peakRssMb, 0) },
    { name: 'note', width: 4, left: true, cell: (row) => noteOf(row, noPlan) },
  ];
}

function noteOf({ status, wrong, reason, value }: Verdict, noPlan: string): string {
  if (wrong.length > 0) return `WRONG: ${wrong[0]}`;
  if (status === 'infeasible') return noPlan;
  if (status === 'crashed' || status === 'killed') return `${status}: ${reason ?? ''}`;
  return value === null ? (reason ?? '') : '';
}

/** Width of a column of names. */
export function longest(head: string, names: readonly string[]): number {
  return Math.max(head.length, ...names.map((name) => name.length));
}

export const summaryColumns: readonly Column<SolverSummary>[] = [
  { name: 'instances', width: 13, left: true, cell: (row) => row.sizeClass },
  { name: 'solver', width: 13, left: true, cell: (row) => row.solver },
  { name: 'n', width: 4, cell: (row) => figure(row.n) },
  { name: 'plans', width: 5, cell: (row) => figure(row.plans) },
  { name: 'proofs', width: 6, cell: (row) => figure(row.proofs) },
  { name: 'better', width: 6, cell: (row) => figure(row.better) },
  { name: 'equal', width: 5, cell: (row) => figure(row.equal) },
  { name: 'worse', width: 5, cell: (row) => figure(row.worse) },
  { name: 'wrong', width: 5, cell: (row) => figure(row.wrong) },
  { name: 'failed', width: 6, cell: (row) => figure(row.failures) },
  { name: 'proofs of takt / its', width: 20, cell: (row) => figure(row.proofRatio, 2) },
  { name: 'its time / takt, both proved', width: 28, cell: ratioOf },
];

export function ratioOf({ timeRatio, bothProved }: SolverSummary): string {
  return timeRatio === null ? '-' : `${figure(timeRatio, 2)} (${bothProved})`;
}

export function summaryText(summaries: readonly SolverSummary[]): string {
  const sentences = sizeClasses.flatMap((sizeClass) => {
    const takt = summaries.find((one) => one.sizeClass === sizeClass && one.solver === 'takt');
    const peer = bestPeer(summaries, sizeClass);
    if (takt === undefined || peer === undefined) return [];
    const { solver, proofs } = peer;
    return [
      `${sizeClass}: takt ${takt.proofs} proofs, ${solver} (most of the others) ${proofs}; time ${ratioOf(peer)}`,
    ];
  });
  return [textTable(summaryColumns, summaries), '', ...sentences].join('\n');
}

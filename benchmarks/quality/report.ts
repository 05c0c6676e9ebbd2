/** A run as text. */
import { type Column, figure, percent } from '../text-table.ts';
import type { Finding } from './judge.ts';
import type { Row } from './run.ts';
import type { Summary } from './summary.ts';

export function columnsFor(names: readonly string[]): readonly Column<Row>[] {
  const longest = Math.max('instance'.length, ...names.map((name) => name.length));
  return [
    { name: 'instance', width: longest, left: true, cell: (row) => row.instance },
    { name: 'found', width: 10, left: true, cell: (row) => row.found },
    { name: 'objective', width: 11, cell: (row) => figure(row.objective, 3) },
    { name: 'lowerBound', width: 11, cell: (row) => figure(row.lowerBound, 3) },
    { name: 'reference', width: 11, cell: (row) => figure(row.reference, 3) },
    { name: 'referenceGap', width: 12, cell: (row) => percent(row.referenceGap) },
    { name: 'timeMs', width: 8, cell: (row) => figure(row.timeMs) },
    { name: 'cpuS', width: 7, cell: (row) => figure(row.cpuS, 3) },
    { name: 'firstMs', width: 8, cell: (row) => figure(row.firstMs) },
    { name: 'violations', width: 10, cell: (row) => figure(row.violations) },
  ];
}

export function summaryText(summary: Summary, findings: readonly Finding[]): string {
  const lines = [
    `instances         ${summary.n}, with a plan ${summary.solved}`,
    `proven optimal    ${summary.provenOptimal}, within the budget ${summary.provenWithinBudget}`,
    `reached reference ${summary.reachedReference}, mean gap to it ${percent(summary.meanReferenceGap, 3)}`,
    `gap to own bound  mean ${percent(summary.meanGap, 3)}, greatest ${percent(summary.maxGap, 3)}`,
    ...(summary.meanCpmDeviation === undefined
      ? []
      : [`critical path     mean deviation from it ${percent(summary.meanCpmDeviation, 3)}`]),
    ...(summary.knownInfeasible === 0
      ? []
      : [`without any plan  ${summary.knownInfeasible}, found to be so ${summary.foundInfeasible}`]),
    `time              mean ${figure(summary.meanTimeMs)} ms, greatest ${figure(summary.maxTimeMs)} ms`,
    `CPU of a solve    median ${figure(summary.medianCpuS, 3)} s, 95 % of them ${figure(summary.p95CpuS, 3)} s, ` +
      `greatest ${figure(summary.maxCpuS, 3)} s`,
    `first plan        median ${figure(summary.medianFirstMs)} ms, greatest ${figure(summary.maxFirstMs)} ms`,
    `greatest memory   ${summary.peakRssMb} MB`,
    `violations        ${summary.violations}, wrong claims of proof ${summary.wrongOptimal}, errors ${summary.errors}`,
  ];
  // A broken rule often breaks in every plan of an instance; the JSON file holds them all.
  const shown = findings.slice(0, 20).map(({ instance, finding, message }) => `${finding}: ${instance}: ${message}`);
  if (findings.length > shown.length) shown.push(`... and ${findings.length - shown.length} more`);
  return [...lines, ...shown].join('\n');
}

/** The command `quality`: how good the plans of a kind are on published instances. */
import { registry } from '../../solvers/registry.ts';
import { spreadSample } from '../instances/data-folder.ts';
import { cpuMs, type MachineMeta, machineMeta, peakRssMb, writeJson } from '../meta.ts';
import { headLines, rowLine } from '../text-table.ts';
import { instancesOf } from './instances-of.ts';
import type { Finding } from './judge.ts';
import type { InstanceKind } from './kinds/index.ts';
import { columnsFor, summaryText } from './report.ts';
import { type Limits, type Row, runInstance } from './run.ts';
import { type Summary, summarize } from './summary.ts';

export interface QualityOptions {
  readonly kind: InstanceKind;
  readonly set: string;
  /** The data folder; absent: as `dataFolder` finds it. */
  readonly data?: string;
  /** Size of the sample; absent: all. */
  readonly limit?: number;
  readonly limits: Limits;
  readonly seed: number;
  /** File for the JSON report. */
  readonly json?: string;
}

/** The JSON report. */
export interface QualityReport {
  readonly meta: MachineMeta & {
    readonly kind: InstanceKind;
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    /** Of each instance. */
    readonly budget: Limits;
  };
  readonly rows: readonly Row[];
  readonly summary: Summary;
  readonly findings: readonly Finding[];
}

/**
 * Solves each instance of a set and prints as it goes.
 * @param print - gets whole lines.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export async function measureQuality(options: QualityOptions, print: (lines: string) => void): Promise<QualityReport> {
  const { kind, set, limit, limits, seed } = options;
  const found = instancesOf(options, print);
  const instances = limit === undefined ? found : spreadSample(found, limit, seed);
  const meta = { ...machineMeta(), kind, set, limit: limit ?? null, seed, budget: limits };
  const solver = registry[kind];
  await solver.prepare();
  const columns = columnsFor(instances.map(({ name }) => name));
  print(headLines(columns));
  const rows: Row[] = [];
  const findings: Finding[] = [];
  for (const instance of instances) {
    const outcome = runInstance(solver, instance, { limits, seed, now: () => performance.now(), cpuMs });
    rows.push(outcome.row);
    findings.push(...outcome.findings);
    print(rowLine(columns, outcome.row));
  }
  const report = { meta, rows, summary: summarize(rows, findings, limits, peakRssMb()), findings };
  print(`\n${summaryText(report.summary, findings)}`);
  if (options.json !== undefined) writeJson(options.json, report);
  return report;
}

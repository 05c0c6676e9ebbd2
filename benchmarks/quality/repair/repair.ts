/** The command `quality repair`: repairs of plans that are hit by events, by the protocol of the published scenarios. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import { registry } from '../../../solvers/registry.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { dataFolder } from '../../instances/data-folder.ts';
import { isGenerated } from '../../instances/generated.ts';
import { findScenarios, publishedScenarios } from '../../instances/repair/published.ts';
import type { RepairScenario } from '../../instances/repair/scenario.ts';
import { generatedScenarios } from '../../instances/repair/suite.ts';
import { cpuMs, type MachineMeta, machineMeta, peakRssMb, writeJson } from '../../meta.ts';
import { headLines, rowLine } from '../../text-table.ts';
import type { Finding } from '../judge.ts';
import { BasePlans } from './base-plans.ts';
import { columnsFor, repairSummaryText } from './report.ts';
import type { RepairRow } from './row.ts';
import { runScenario } from './run.ts';
import { type GroupSummary, summarizeRepairs } from './summary.ts';

export interface RepairQualityOptions {
  /** Absent: the published scenarios. */
  readonly set?: string;
  /** The data folder; absent: as `dataFolder` finds it. */
  readonly data?: string;
  /** Size of the sample, drawn by the seed; absent: all. */
  readonly limit?: number;
  /** Wall time of the plan that runs, of each repair, and of the plan made anew. */
  readonly baseMs: number;
  readonly timeMs: number;
  readonly replanMs: number;
  /** Runs of each repair with other seeds, in search of plans with fewer changes. */
  readonly others: number;
  readonly seed: number;
  /** Folder where plans that run are kept from run to run. */
  readonly cache?: string;
  /** File for the JSON report. */
  readonly json?: string;
}

/** The JSON report. */
export interface RepairQualityReport {
  readonly meta: MachineMeta & {
    readonly set: string;
    readonly limit: number | null;
    readonly seed: number;
    readonly budget: Pick<RepairQualityOptions, 'baseMs' | 'timeMs' | 'replanMs' | 'others'>;
    readonly options: readonly RepairOptionName[];
  };
  readonly rows: readonly RepairRow[];
  readonly summary: readonly GroupSummary[];
  readonly findings: readonly Finding[];
  /** Scenarios that found nothing to hit in the plan, and why. */
  readonly passedOver: readonly { readonly scenario: string; readonly why: string }[];
  readonly peakRssMb: number;
}

/** Without trucks from elsewhere: the plan made anew has none either. */
const options: readonly RepairOptionName[] = ['fewest-changes', 'least-lateness', 'least-cost'];

/**
 * Runs each scenario of a set and prints as it goes.
 * @param print - gets whole lines.
 * @returns undefined where no set was named and there is no data: nothing is measured, and a line says so.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export async function measureRepairs(
  choice: RepairQualityOptions,
  print: (lines: string) => void,
): Promise<RepairQualityReport | undefined> {
  const { baseMs, timeMs, replanMs, others, seed, limit, cache } = choice;
  const found = scenariosOf(choice);
  if (found === undefined) {
    print(`no scenarios under ${join(dataFolder(choice.data), publishedScenarios)}: nothing is measured;`);
    print('TAKT_BENCH_DATA or --data names the folder, --set generated needs none');
    return undefined;
  }
  const scenarios = limit === undefined ? found : drawSample(found, limit, seed);
  const { repair, dispatch } = registry;
  const meta = {
    ...machineMeta(),
    ...{ set: choice.set ?? publishedScenarios, limit: limit ?? null, seed, options },
    budget: { baseMs, timeMs, replanMs, others },
  };
  await Promise.all([repair.prepare(), dispatch.prepare()]);
  const clocks = { now: () => performance.now(), cpuMs };
  const bases = new BasePlans({ solver: dispatch, timeMs: baseMs, seed, folder: cache, clocks });
  const columns = columnsFor(scenarios.map(({ name }) => name));
  print(headLines(columns));
  const rows: RepairRow[] = [];
  const findings: Finding[] = [];
  const passedOver: { scenario: string; why: string }[] = [];
  for (const scenario of scenarios) {
    const outcome = runScenario(scenario, {
      ...{ repair, dispatch, bases, timeMs, replanMs, seed, others, options, clocks },
    });
    findings.push(...outcome.findings);
    if (outcome.row) {
      rows.push(outcome.row);
      print(rowLine(columns, outcome.row));
    }
    for (const { finding, message } of outcome.findings)
      if (finding === 'error') print(`${scenario.name}: error: ${message.split('\n')[0]}`);
    if (outcome.passedOver !== undefined) {
      passedOver.push({ scenario: scenario.name, why: outcome.passedOver });
      print(`${scenario.name}: passed over: ${outcome.passedOver}`);
    }
  }
  const report = { meta, rows, summary: summarizeRepairs(rows), findings, passedOver, peakRssMb: peakRssMb() };
  print(`\n${repairSummaryText(report.summary, findings)}`);
  if (choice.json !== undefined) writeJson(choice.json, report);
  return report;
}

/** Drawn, and in their order: the events repeat from shift to shift, so that an even spread would always meet the same ones. */
function drawSample<Item>(items: readonly Item[], limit: number, seed: number): readonly Item[] {
  const rng = new Rng(seed);
  const drawn = items.map((_, index) => ({ index, draw: rng.float() })).sort((one, other) => one.draw - other.draw);
  const chosen = new Set(drawn.slice(0, limit).map(({ index }) => index));
  return items.filter((_, index) => chosen.has(index));
}

/** Undefined where the published ones are meant and are not there. */
function scenariosOf({ set, data }: RepairQualityOptions): readonly RepairScenario[] | undefined {
  if (set !== undefined && isGenerated(set)) return generatedScenarios(set);
  const folder = dataFolder(data);
  if (set === undefined && !existsSync(join(folder, publishedScenarios))) return undefined;
  return findScenarios(folder, set ?? publishedScenarios);
}

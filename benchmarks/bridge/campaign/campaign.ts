/**
 * Can the bridge be trusted? Many commands while everything around it fails, a ledger kept by the ovens, and a judge who
 * compares it with what the bridge recorded.
 */
import { copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TaktError } from '../../../models/errors.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { findPostgres } from '../../faults/own-postgres.ts';
import { type MachineMeta, machineMeta, writeJson } from '../../meta.ts';
import { textTable } from '../../text-table.ts';
import type { BrokerName } from './broker.ts';
import { disturb, type Period } from './disturbance.ts';
import { chosenFaults } from './faults/index.ts';
import { judgeCampaign, type Rule, rules, type Violation } from './judge.ts';
import { readLedger } from './ledger.ts';
import { Poltergeist } from './poltergeist.ts';
import { openCommands, readRecord } from './record.ts';
import { type FaultRow, faultColumns, faultRows } from './report.ts';
import { CampaignStage } from './stage.ts';
import { Workload } from './workload.ts';

export interface CampaignOptions {
  readonly commands: number;
  readonly ovens: number;
  readonly seed: number;
  readonly broker: BrokerName;
  /** Names; absent: all, `none`: none. */
  readonly faults?: readonly string[];
  /** After this nothing more is written, however much there is. */
  readonly minutes: number;
  /** Length of a heat. */
  readonly stepMs: number;
  /** Mean time from one fault to the next. */
  readonly faultEveryMs: number;
  /** Server on which a database may be made and dropped; absent: a server of the campaign's own. */
  readonly postgres?: string;
  readonly json?: string;
  /** Share of their length that faults have; default 1. For tests. */
  readonly pace?: number;
}

export interface CampaignReport {
  readonly meta: MachineMeta & Omit<CampaignOptions, 'postgres' | 'json'>;
  readonly seconds: number;
  readonly commands: number;
  readonly plans: number;
  readonly applications: number;
  readonly rampSamples: number;
  readonly transitions: number;
  /** Messages of nobody: repeated, late, forged. */
  readonly haunted: number;
  readonly rows: readonly FaultRow[];
  readonly violations: Readonly<Record<Rule, number>>;
  /** Processes that died without being told to, and what else went wrong apart from commands. */
  readonly breakdowns: readonly string[];
  /** The first of each rule in full. */
  readonly evidence: readonly Violation[];
}

/** From the last command's start until nothing may be open any more: windows, grace, and bridges that come back. */
const settleMs = 60_000;

const evidencePerRule = 20;

export function isBroken({ violations, breakdowns }: CampaignReport): boolean {
  return breakdowns.length > 0 || Object.values(violations).some((count) => count > 0);
}

/** @throws TaktError `invalid-parameter` where a fault, the broker or the database is not to be had. */
export async function measureCampaign(
  options: CampaignOptions,
  print: (lines: string) => void,
): Promise<CampaignReport> {
  const { postgres, json, ...settings } = options;
  const faults = chosenFaults(options.faults);
  if (postgres === undefined && !findPostgres())
    throw new TaktError('invalid-parameter', 'PostgreSQL is not installed; --postgres names a server');
  const meta = { ...machineMeta(), ...settings };
  const stage = await CampaignStage.open(options);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let report: CampaignReport | undefined;
  try {
    const seen = await play(stage, options, faults, stop, print);
    report = {
      meta,
      ...(await judged(
        stage,
        seen,
        faults.map(({ name }) => name),
      )),
    };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    const log = join(tmpdir(), 'takt-campaign.log');
    if (existsSync(stage.logFile) && (!report || isBroken(report))) copyFileSync(stage.logFile, log);
    await stage.close();
  }
  print(summary(report));
  if (json !== undefined) writeJson(json, report);
  return report;
}

interface Seen {
  readonly periods: readonly Period[];
  readonly haunted: number;
  readonly seconds: number;
}

async function play(
  stage: CampaignStage,
  { seed, commands, stepMs, minutes, faultEveryMs: everyMs, pace = 1 }: CampaignOptions,
  faults: ReturnType<typeof chosenFaults>,
  stop: AbortController,
  print: (lines: string) => void,
): Promise<Seen> {
  const begun = performance.now();
  const rng = new Rng(seed);
  const poltergeist = await Poltergeist.start(`mqtt://127.0.0.1:${stage.broker.port}`, stage.sites, new Rng(seed + 1));
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(minutes * 60_000)]);
  const { database, groups } = stage;
  const workload = new Workload({ database, groups, commands, stepMs, seed, signal });
  const progress = setInterval(
    () =>
      print(`${Math.round((performance.now() - begun) / 1000)} s: ${workload.written} of ${commands} commands written`),
    60_000,
  );
  try {
    const scene = { stage, poltergeist };
    const over = new AbortController();
    const disturbed = disturb({ faults, scene, rng, everyMs, pace, signal: over.signal });
    const [, periods] = await Promise.all([workload.run().finally(() => over.abort()), disturbed]);
    await settle(stage);
    return { periods, haunted: poltergeist.said, seconds: Math.round((performance.now() - begun) / 1000) };
  } finally {
    clearInterval(progress);
    await poltergeist.close();
  }
}

/** Waits until every command has come to its end; what has not by then is a finding of the judge's. */
async function settle({ database }: CampaignStage): Promise<void> {
  const { rows } = await database.query<{ last: Date | null }>('select max(verify_by) as last from takt.commands');
  const until = (rows[0].last?.getTime() ?? 0) + settleMs;
  while ((await openCommands(database)) > 0 && Date.now() < until) await setTimeout(500);
}

async function judged(
  stage: CampaignStage,
  { periods, haunted, seconds }: Seen,
  names: readonly string[],
): Promise<Omit<CampaignReport, 'meta'>> {
  const breakdowns = stage.unexpected;
  // First the writers, then the readers: what is learned late may still change the record.
  await stage.stopBridges();
  await stage.stopOvens();
  const ledger = await readLedger(stage.ledgerFiles);
  const record = await readRecord(stage.database);
  const { rows } = await stage.database.query<{ count: number }>('select count(*) as count from takt.plans');
  const violations = judgeCampaign(ledger, record);
  const byRule = Map.groupBy(violations, ({ rule }) => rule);
  return {
    seconds,
    commands: record.commands.length,
    plans: rows[0].count,
    applications: ledger.applications.length,
    rampSamples: ledger.samples.length,
    transitions: record.transitions.length,
    haunted,
    rows: faultRows(names, periods, record.commands, violations),
    violations: Object.fromEntries(
      Object.keys(rules).map((rule) => [rule, byRule.get(rule as Rule)?.length ?? 0]),
    ) as Record<Rule, number>,
    breakdowns,
    evidence: [...byRule.values()].flatMap((found) => found.slice(0, evidencePerRule)),
  };
}

function summary(report: CampaignReport): string {
  const { commands, plans, seconds, applications, rampSamples, transitions, haunted } = report;
  const broken = Object.entries(report.violations).filter(([, count]) => count > 0);
  return [
    textTable(faultColumns, report.rows),
    '',
    `${commands} commands of ${plans} plans in ${seconds} s; ${transitions} changes of state, ${applications} applications, ${rampSamples} looks at ramps, ${haunted} messages of nobody`,
    ...broken.map(([rule, count]) => `${count} x ${rule}: ${rules[rule as Rule]}`),
    ...report.evidence.map(
      ({ rule, oven, cmdId, at, message }) =>
        `    ${rule} ${oven} ${cmdId ?? ''} ${new Date(at).toISOString()}: ${message}`,
    ),
    ...report.breakdowns,
    isBroken(report) ? 'BROKEN' : 'holds: no rule was broken',
  ].join('\n');
}

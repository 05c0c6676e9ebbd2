/** The mode `scale`: many ovens, a command a second each, one bridge. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Verdict, verdictTable } from '../../load/verdict.ts';
import { type MachineMeta, machineMeta } from '../../meta.ts';
import { percentile } from '../../percentile.ts';
import { type Column, figure, percent, textTable } from '../../text-table.ts';
import type { BrokerName } from '../campaign/broker.ts';
import type { BridgeFigures } from './measured-bridge.ts';
import { type Outcome, outcomes, settled } from './outcome.ts';
import { keepTimedPlans } from './plans.ts';
import { ProcessorMeter } from './processor-time.ts';
import { type TimedBridge, TimingStage } from './stage.ts';

export interface ScaleOptions {
  readonly broker: BrokerName;
  readonly ovens: number;
  readonly seconds: number;
  /** Played and not counted. */
  readonly warmUpSeconds: number;
  readonly stepMs: number;
  readonly dwellMs: number;
  /** Time between two reports of an oven. */
  readonly stateMs: number;
  readonly postgres?: string;
  readonly embedded?: boolean;
}

interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** How the ovens' due times lie: spread evenly over a step, or all at the same moment. */
const spreads = ['staggered', 'at once'] as const;

export interface ScaleRow {
  readonly spread: (typeof spreads)[number];
  readonly commands: number;
  readonly perSecond: number;
  /** From the due time until the bridge has heard that the oven accepted. */
  readonly due: Latency;
  /** From the first delivery to the first answer. */
  readonly answer: Latency;
  readonly verified: number;
  /** Commands by the state in which they ended, those that are not verified. */
  readonly missed: Readonly<Record<string, number>>;
  readonly resent: number;
  /** Processors that were busy, by who used them. */
  readonly processors: Readonly<Record<string, number>>;
  readonly bridge: Pick<BridgeFigures, 'busy' | 'lateP99Ms' | 'lateMaxMs'>;
}

export interface ScaleReport {
  readonly meta: MachineMeta & Omit<ScaleOptions, 'postgres'>;
  readonly rows: readonly ScaleRow[];
  readonly verdicts: readonly Verdict[];
}

const windowMs = 5000;

/** Writing the plans beforehand: the first command is due so much later, and more for each oven. */
const lead = { ms: 1000, perOvenMs: 20 } as const;

const columns: readonly Column<ScaleRow>[] = [
  { name: 'due', width: 9, left: true, cell: ({ spread }) => spread },
  { name: 'commands', width: 8, cell: ({ commands }) => figure(commands) },
  { name: 'per s', width: 7, cell: ({ perSecond }) => figure(perSecond) },
  { name: 'due to accepted p50 ms', width: 22, cell: ({ due }) => figure(due.p50Ms) },
  { name: 'p99', width: 7, cell: ({ due }) => figure(due.p99Ms) },
  { name: 'max', width: 7, cell: ({ due }) => figure(due.maxMs) },
  { name: 'sent to answer p50 ms', width: 21, cell: ({ answer }) => figure(answer.p50Ms) },
  { name: 'p99', width: 7, cell: ({ answer }) => figure(answer.p99Ms) },
  { name: 'max', width: 7, cell: ({ answer }) => figure(answer.maxMs) },
  { name: 'verified', width: 8, cell: ({ verified }) => percent(verified, 1) },
  { name: 'resent', width: 6, cell: ({ resent }) => figure(resent) },
];

/** @throws Error where the plans are not written in time, or commands do not come to an end. */
export async function measureScale(options: ScaleOptions, print: (lines: string) => void): Promise<ScaleReport> {
  const { postgres: _, ...settings } = options;
  const meta = { ...machineMeta(), ...settings };
  const stage = await TimingStage.open(options);
  const rows: ScaleRow[] = [];
  try {
    const bridge = await stage.bridge();
    for (const spread of spreads) rows.push(await play(stage, bridge, options, spread));
  } finally {
    await stage.close();
  }
  const verdicts = rows.flatMap((row) => verdictsOf(row, options));
  print(textTable(columns, rows));
  print(rows.map(processorLine).join('\n'));
  print(verdictTable(verdicts));
  return { meta, rows, verdicts };
}

async function play(
  stage: TimingStage,
  bridge: TimedBridge,
  { ovens, seconds, warmUpSeconds, stepMs, dwellMs }: ScaleOptions,
  spread: ScaleRow['spread'],
): Promise<ScaleRow> {
  const { database, site } = stage;
  const first = Math.ceil((Date.now() + lead.ms + lead.perOvenMs * ovens) / 1000) * 1000;
  const firstAt = (index: number) => first + (spread === 'staggered' ? (index / ovens) * stepMs : 0);
  const steps = Math.ceil(((warmUpSeconds + seconds) * 1000) / stepMs);
  await keepTimedPlans(database, { site, ovens: stage.ovens, firstAt, steps, stepMs, dwellMs, windowMs });
  // As autovacuum does within a minute; without it the plans of statements are those for empty tables.
  await database.script('analyze');
  if (Date.now() > first) throw new Error(`the plans were written ${Date.now() - first} ms too late`);
  const from = first + warmUpSeconds * 1000;
  const to = first + steps * stepMs;
  const meter = new ProcessorMeter(() => stage.pids(bridge.pid));
  await delay(from - Date.now());
  const before = await bridge.figures();
  await meter.start();
  await delay(to - Date.now());
  const [processors, after] = await Promise.all([meter.read(), bridge.figures()]);
  await settled(database, windowMs + 30_000);
  const { busy, lateP99Ms, lateMaxMs } = after;
  return {
    spread,
    ...summary(await outcomes(database, from, to), (to - from) / 1000),
    answer: latency(after.answersMs),
    resent: after.stats.resent - before.stats.resent,
    processors,
    bridge: { busy, lateP99Ms, lateMaxMs },
  };
}

function summary(found: readonly Outcome[], seconds: number) {
  const misses = Map.groupBy(
    found.filter(({ state }) => state !== 'verified'),
    ({ state }) => state,
  );
  const verified = found.filter(({ state }) => state === 'verified').length;
  return {
    commands: found.length,
    perSecond: verified / seconds,
    due: latency(found.flatMap(({ acceptedMs }) => acceptedMs ?? [])),
    verified: verified / found.length,
    missed: Object.fromEntries([...misses].map(([state, commands]) => [state, commands.length])),
  };
}

function latency(values: readonly number[]): Latency {
  return { p50Ms: percentile(values, 0.5), p99Ms: percentile(values, 0.99), maxMs: percentile(values, 1) };
}

function verdictsOf({ spread, due, answer, commands, verified, missed }: ScaleRow, options: ScaleOptions): Verdict[] {
  const wanted = (options.ovens * options.seconds * 1000) / options.stepMs;
  const lost = (missed.expired ?? 0) + (missed['timed-out'] ?? 0);
  return [
    { what: `${spread}: due to accepted, p99`, value: due.p99Ms, unit: 'ms', atMost: 250 },
    { what: `${spread}: sent to answer, p99`, value: answer.p99Ms, unit: 'ms', atMost: 250 },
    { what: `${spread}: commands`, value: commands, unit: '', atLeast: wanted },
    { what: `${spread}: expired or timed out`, value: lost, unit: '', atMost: 0 },
    { what: `${spread}: verified`, value: 100 * verified, unit: '%', atLeast: 100 },
  ];
}

function processorLine({ spread, processors, bridge, missed }: ScaleRow): string {
  const shares = Object.entries(processors).map(([name, share]) => `${name} ${percent(share, 0)}`);
  const misses = Object.entries(missed).map(([state, count]) => `, ${count} ${state}`);
  return `${spread}: of one processor ${shares.join(', ')}; event loop of the bridge ${percent(bridge.busy, 0)} busy, late by ${figure(bridge.lateP99Ms)} ms at p99, ${figure(bridge.lateMaxMs)} ms at most${misses.join('')}`;
}

/** The mode `latency`: what lies between a plan that is committed, the first delivery, and the oven's answer. */
import { setTimeout as delay } from 'node:timers/promises';
import { Rng } from '../../../solvers/shared/rng.ts';
import { EquipmentFeed } from '../../../src/equipment/feed.ts';
import { type Verdict, verdictTable } from '../../load/verdict.ts';
import { type MachineMeta, machineMeta } from '../../meta.ts';
import { percentile } from '../../percentile.ts';
import { type Column, figure, textTable } from '../../text-table.ts';
import type { BrokerName } from '../campaign/broker.ts';
import { wallMs } from './measured-bridge.ts';
import { outcomes, settled } from './outcome.ts';
import { keepTimedPlans } from './plans.ts';
import { type TimedBridge, TimingStage } from './stage.ts';

export interface LatencyOptions {
  readonly broker: BrokerName;
  readonly ovens: number;
  /** Answers to be measured. */
  readonly commands: number;
  /** Plans to be measured, with the bridge in the process of the writer and, where there is PostgreSQL, in another. */
  readonly plans: number;
  readonly seed: number;
  readonly postgres?: string;
  readonly embedded?: boolean;
}

export interface LatencyRow {
  readonly what: string;
  /** ms, in the order in which they were measured. */
  readonly samples: readonly number[];
}

export interface LatencyReport {
  readonly meta: MachineMeta & Omit<LatencyOptions, 'postgres'>;
  readonly rows: readonly LatencyRow[];
  readonly verdicts: readonly Verdict[];
}

const stateMs = 50;
const stepMs = 400;
const windowMs = 5000;

/** Between two plans, so that they meet every moment between two looks into the database. */
const pauseMs = [50, 550] as const;

const columns: readonly Column<LatencyRow>[] = [
  { name: 'way', width: 52, left: true, cell: ({ what }) => what },
  { name: 'samples', width: 7, cell: ({ samples }) => figure(samples.length) },
  { name: 'p50 ms', width: 8, cell: ({ samples }) => figure(percentile(samples, 0.5), 2) },
  { name: 'p99 ms', width: 8, cell: ({ samples }) => figure(percentile(samples, 0.99), 2) },
  { name: 'max ms', width: 8, cell: ({ samples }) => figure(percentile(samples, 1), 2) },
];

/** @throws Error where commands do not come to an end. */
export async function measureLatency(options: LatencyOptions, print: (lines: string) => void): Promise<LatencyReport> {
  const { postgres: _, ...settings } = options;
  const meta = { ...machineMeta(), ...settings };
  const stage = await TimingStage.open({ ...options, stateMs });
  const rng = new Rng(options.seed);
  const begun = Date.now();
  try {
    const here = await stage.bridgeHere();
    const answers = await answersOf(stage, here, options);
    const samePlans = await plansOf(stage, here, { plans: options.plans, rng, committed: here.wake });
    await here.stop();
    const otherPlans = stage.isEmbedded ? [] : await plansForOther(stage, options.plans, rng);
    const found = await outcomes(stage.database, begun, Date.now() + windowMs);
    const failed = found.filter(({ state }) => state !== 'verified').length;
    const rows: LatencyRow[] = [
      { what: 'first delivery to first answer', samples: answers },
      { what: 'plan committed to first delivery, bridge in the process', samples: samePlans },
      { what: 'plan committed to first delivery, bridge in another', samples: otherPlans },
    ].filter(({ samples }) => samples.length > 0);
    const verdicts: Verdict[] = [
      { what: 'first delivery to first answer, p50', value: percentile(answers, 0.5), unit: 'ms', atMost: 5 },
      { what: 'first delivery to first answer, p99', value: percentile(answers, 0.99), unit: 'ms', atMost: 50 },
      ...[samePlans, otherPlans].flatMap((samples, index) => {
        const what = `plan committed to first delivery, ${index === 0 ? 'same' : 'other'} process, p99`;
        return samples.length > 0 ? [{ what, value: percentile(samples, 0.99), unit: 'ms', atMost: 300 }] : [];
      }),
      { what: 'commands that are not verified', value: failed, unit: '', atMost: 0 },
    ];
    print(textTable(columns, rows));
    print(verdictTable(verdicts));
    return { meta, rows, verdicts };
  } finally {
    await stage.close();
  }
}

/** Commands a few at a time, each oven's on its own. @returns ms from delivery to answer. */
async function answersOf(
  { database, site, ovens }: TimingStage,
  bridge: TimedBridge,
  { commands }: LatencyOptions,
): Promise<readonly number[]> {
  const steps = Math.ceil(commands / ovens.length);
  const first = Date.now() + 500;
  const firstAt = (index: number) => first + (index / ovens.length) * stepMs;
  await bridge.figures();
  await keepTimedPlans(database, { site, ovens, firstAt, steps, stepMs, dwellMs: 0, windowMs });
  await settled(database, steps * stepMs + 30_000);
  return (await bridge.figures()).answersMs;
}

/** With the bridge in another process, which hears of them by notification. */
async function plansForOther(stage: TimingStage, plans: number, rng: Rng): Promise<number[]> {
  const feed = new EquipmentFeed(stage.database);
  await feed.start();
  try {
    const bridge = await stage.bridge();
    return await plansOf(stage, bridge, { plans, rng, committed: () => feed.tell(stage.site, 'work') });
  } finally {
    await feed.stop();
  }
}

/** Plans for one oven after the other, due at once. @returns ms from commit to the first delivery. */
async function plansOf(
  { database, site, ovens }: TimingStage,
  bridge: TimedBridge,
  { plans, rng, committed }: { plans: number; rng: Rng; committed: () => void },
): Promise<number[]> {
  const committedAt: [planId: string, at: number][] = [];
  for (let number = 0; number < plans; number++) {
    const now = Date.now();
    const one = { site, ovens: [ovens[number % ovens.length]], firstAt: () => now };
    const [planId] = await keepTimedPlans(database, { ...one, steps: 1, stepMs, dwellMs: 0, windowMs });
    committedAt.push([planId, wallMs()]);
    committed();
    await delay(pauseMs[0] + rng.below(pauseMs[1] - pauseMs[0]));
  }
  await settled(database, 30_000);
  const { firstSends } = await bridge.figures();
  // A look may find a plan before its writer has heard of its own commit.
  return committedAt.flatMap(([planId, at]) => (planId in firstSends ? Math.max(0, firstSends[planId] - at) : []));
}

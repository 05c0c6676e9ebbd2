/** The mode `recovery`: how soon commands go out again after a link, a broker or a bridge is lost. */
import { type Verdict, verdictTable } from '../../load/verdict.ts';
import { type MachineMeta, machineMeta } from '../../meta.ts';
import { percentile } from '../../percentile.ts';
import { type Column, figure, textTable } from '../../text-table.ts';
import type { BrokerName } from '../campaign/broker.ts';
import { brokerOutage, deadLink, takeover } from './losses.ts';
import { TimingStage } from './stage.ts';

export interface RecoveryOptions {
  readonly broker: BrokerName;
  readonly ovens: number;
  readonly repeats: number;
  /** Lengths of the broker's absences, s. */
  readonly outages: readonly number[];
  readonly postgres?: string;
}

export interface RecoveryRow {
  readonly what: string;
  readonly atMostMs: number;
  /** ms, one for each repeat. */
  readonly samples: readonly number[];
}

export interface RecoveryReport {
  readonly meta: MachineMeta & Omit<RecoveryOptions, 'postgres'>;
  readonly rows: readonly RecoveryRow[];
  readonly verdicts: readonly Verdict[];
}

/** What the service promises. */
const limits = { noticedMs: 8000, sendingMs: 5000, takenOverMs: 20_000 } as const;

const columns: readonly Column<RecoveryRow>[] = [
  { name: 'time', width: 52, left: true, cell: ({ what }) => what },
  { name: 'repeats', width: 7, cell: ({ samples }) => figure(samples.length) },
  { name: 'median ms', width: 9, cell: ({ samples }) => figure(percentile(samples, 0.5), 0) },
  { name: 'worst ms', width: 9, cell: ({ samples }) => figure(percentile(samples, 1), 0) },
];

/** @throws Error where something does not come back within a minute. */
export async function measureRecovery(
  options: RecoveryOptions,
  print: (lines: string) => void,
): Promise<RecoveryReport> {
  const { postgres: _, ...settings } = options;
  const meta = { ...machineMeta(), ...settings };
  const rows = await losses(options);
  const verdicts = rows.map(({ what, samples, atMostMs }) => {
    return { what, value: percentile(samples, 1), unit: 'ms', atMost: atMostMs };
  });
  print(textTable(columns, rows));
  print(verdictTable(verdicts));
  return { meta, rows, verdicts };
}

async function losses(options: RecoveryOptions): Promise<RecoveryRow[]> {
  const stage = await TimingStage.open({ ...options, stateMs: 200 });
  const repeat = <Sample>(work: () => Promise<Sample>) => inTurn(options.repeats, work);
  try {
    const links = await repeat(() => deadLink(stage));
    const rows = [
      { what: 'dead link: until noticed', atMostMs: limits.noticedMs, samples: links.map((one) => one.noticedMs) },
      {
        what: 'dead link: until commands are answered again',
        atMostMs: limits.noticedMs + limits.sendingMs,
        samples: links.map((one) => one.sendingMs),
      },
    ];
    for (const seconds of options.outages) {
      const samples = await repeat(() => brokerOutage(stage, seconds * 1000));
      const what = `broker back after ${seconds} s: until commands are answered`;
      rows.push({ what, atMostMs: limits.sendingMs, samples });
    }
    const samples = await repeat(() => takeover(stage));
    rows.push({ what: 'bridge killed: until the other one is answered', atMostMs: limits.takenOverMs, samples });
    return rows;
  } finally {
    await stage.close();
  }
}

async function inTurn<Sample>(times: number, work: () => Promise<Sample>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let number = 0; number < times; number++) samples.push(await work());
  return samples;
}

/** The command `notify`: what telling other processes of changes costs, and what a thousand readers cost. */
import { TaktError } from '../../models/errors.ts';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { type Column, figure, percent, textTable } from '../text-table.ts';
import { measureStreams, type StreamsRow } from './streams.ts';
import { measureWriters, type WritersRow } from './writers.ts';

export interface NotifyOptions {
  readonly streams: number;
  readonly json?: string;
}

export interface NotifyReport {
  readonly meta: MachineMeta;
  readonly writers: readonly WritersRow[];
  readonly streams: readonly StreamsRow[];
}

const writerColumns: readonly Column<WritersRow>[] = [
  { name: 'writers', width: 7, cell: (row) => figure(row.writers) },
  { name: 'notify', width: 8, left: true, cell: (row) => row.way },
  { name: 'per s', width: 8, cell: (row) => figure(row.rate) },
  { name: 'p50 ms', width: 8, cell: (row) => figure(row.p50Ms) },
  { name: 'p99 ms', width: 8, cell: (row) => figure(row.p99Ms) },
];

const streamColumns: readonly Column<StreamsRow>[] = [
  { name: 'streams', width: 7, cell: (row) => figure(row.streams) },
  { name: 'plans', width: 6, cell: (row) => figure(row.plans) },
  { name: 'KB each', width: 8, cell: (row) => figure(row.kbPerStream) },
  { name: 'idle CPU', width: 8, cell: (row) => percent(row.idleCpu, 1) },
  { name: 'CPU ms/event', width: 12, cell: (row) => figure(row.cpuMsPerDelivery, 3) },
  { name: 'p50 ms', width: 8, cell: (row) => figure(row.p50Ms) },
  { name: 'p99 ms', width: 8, cell: (row) => figure(row.p99Ms) },
  { name: 'missing', width: 7, cell: (row) => figure(row.missing) },
];

/** @throws TaktError `bad-configuration` without a PostgreSQL server. */
export async function measureNotify(
  { streams, json }: NotifyOptions,
  print: (lines: string) => void,
): Promise<NotifyReport> {
  if (!process.env.TAKT_TEST_DATABASE_URL)
    throw new TaktError(
      'bad-configuration',
      'TAKT_TEST_DATABASE_URL is not set: name a PostgreSQL server where databases may be made and dropped',
    );
  const meta = machineMeta();
  const writers: WritersRow[] = [];
  for (const count of [1, 20]) writers.push(...(await measureWriters({ writers: count, turns: 5, turnMs: 1500 })));
  print(textTable(writerColumns, writers));
  const rows = [
    await measureStreams({ streams, plans: 1, events: 20 }),
    await measureStreams({ streams, plans: streams, events: 5 }),
  ];
  print(`\n${textTable(streamColumns, rows)}`);
  const report = { meta, writers, streams: rows };
  if (json !== undefined) writeJson(json, report);
  return report;
}

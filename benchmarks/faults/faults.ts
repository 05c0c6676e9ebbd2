/** Faults on purpose: the service under load loses processes, links, memory, disk and time, and must lose no plan. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TaktError } from '../../models/errors.ts';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { type Column, figure, headLines, rowLine } from '../text-table.ts';
import { type FaultKind, faultKinds } from './kinds/index.ts';
import { findPostgres, OwnPostgres } from './own-postgres.ts';
import { descriptorsOf } from './processes.ts';
import { type RepeatResult, repeatFault } from './repeat.ts';
import { EmbeddedStage, PostgresStage, type Stage } from './stage.ts';

export interface FaultOptions {
  /** Names of kinds; absent: all. */
  readonly kinds?: readonly string[];
  readonly repeats: number;
  readonly seed: number;
  /** Kinds at the same time, each with a database server of its own. */
  readonly lanes: number;
  readonly json?: string;
  /** Share of their length that outages have; default 1. For tests. */
  readonly pace?: number;
}

export interface FaultRow {
  readonly kind: string;
  readonly repeats: number;
  readonly acknowledged: number;
  readonly retries: number;
  readonly lost: number;
  readonly doubled: number;
  readonly other: number;
  /** s, the worst of all repeats; null where no plan changed hands. */
  readonly recoveryS: number | null;
  readonly settledS: number | null;
  /** Why it was not done. */
  readonly skipped?: string;
  readonly findings: readonly string[];
}

export interface FaultReport {
  readonly meta: MachineMeta & { readonly repeats: number; readonly seed: number; readonly lanes: number };
  readonly rows: readonly FaultRow[];
}

/** Descriptors that a process may have more after the last repeat than after the first: connections come and go. */
const descriptorSlack = 25;

const columns: readonly Column<FaultRow>[] = [
  { name: 'kind', width: 21, left: true, cell: (row) => row.kind },
  { name: 'repeats', width: 7, cell: (row) => figure(row.repeats) },
  { name: 'acknowledged', width: 12, cell: (row) => figure(row.acknowledged) },
  { name: 'retries', width: 7, cell: (row) => figure(row.retries) },
  { name: 'lost', width: 4, cell: (row) => figure(row.lost) },
  { name: 'doubled', width: 7, cell: (row) => figure(row.doubled) },
  { name: 'other', width: 5, cell: (row) => figure(row.other) },
  { name: 'recovery s', width: 10, cell: (row) => figure(row.recoveryS) },
  { name: 'settled s', width: 9, cell: (row) => figure(row.settledS) },
  { name: 'verdict', width: 7, left: true, cell: (row) => row.skipped ?? (isBroken(row) ? 'BROKEN' : 'holds') },
];

export function isBroken({ lost, doubled, other }: FaultRow): boolean {
  return lost + doubled + other > 0;
}

/**
 * Plays the faults.
 * @throws TaktError `invalid-parameter` for a kind that does not exist.
 */
export async function measureFaults(options: FaultOptions, print: (lines: string) => void): Promise<FaultReport> {
  const waiting = chosen(options.kinds);
  const { repeats, seed, lanes } = options;
  const meta = { ...machineMeta(), repeats, seed, lanes };
  const rows: FaultRow[] = [];
  print(headLines(columns));
  const lane = async (number: number) => {
    let server: OwnPostgres | undefined;
    try {
      for (let kind = waiting.shift(); kind; kind = waiting.shift()) {
        if (kind.on === 'postgres' && findPostgres()) server ??= await OwnPostgres.create();
        const row = await measureKind(kind, options, server, `lane${number}`);
        rows.push(row);
        print([rowLine(columns, row), ...row.findings.slice(-10).map((line) => `    ${line}`)].join('\n'));
      }
    } finally {
      await server?.remove();
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  if (options.json !== undefined) writeJson(options.json, { meta, rows });
  return { meta, rows };
}

function chosen(names: readonly string[] | undefined): FaultKind[] {
  if (names === undefined) return [...faultKinds];
  return names.map((name) => {
    const kind = faultKinds.find((one) => one.name === name);
    if (kind) return kind;
    const known = faultKinds.map((one) => one.name).join(', ');
    throw new TaktError('invalid-parameter', `there is no fault "${name}"; there are ${known}`);
  });
}

async function measureKind(
  kind: FaultKind,
  options: FaultOptions,
  server: OwnPostgres | undefined,
  lane: string,
): Promise<FaultRow> {
  const nothing = { repeats: 0, acknowledged: 0, retries: 0, lost: 0, doubled: 0, other: 0 };
  const empty: FaultRow = { kind: kind.name, ...nothing, recoveryS: null, settledS: null, findings: [] };
  const impossible = kind.impossible?.();
  if (impossible) return { ...empty, skipped: `skipped: ${impossible}` };
  if (kind.on === 'postgres' && !server) return { ...empty, skipped: 'skipped: PostgreSQL is not installed' };
  const disk = kind.on === 'embedded' ? kind.data?.() : undefined;
  const results: RepeatResult[] = [];
  const leaks: string[] = [];
  let stage: Stage | undefined;
  try {
    const name = `${lane}_${kind.name.replaceAll('-', '_')}`;
    stage =
      kind.on === 'postgres'
        ? await PostgresStage.open(server!, name, kind.layout)
        : await EmbeddedStage.open(disk?.folder);
    results.push(...(await repeats(kind, stage, options, leaks)));
  } catch (error) {
    leaks.push(`the measurement stopped: ${(error as Error).stack}`);
  }
  const broken = leaks.length > 0 || results.some(({ findings }) => findings.length > 0);
  const log = join(tmpdir(), `takt-faults-${kind.name}.log`);
  if (broken) leaks.push(`the logs of the processes are in ${log}`);
  await stage?.close(broken ? log : undefined);
  disk?.remove();
  return { ...empty, ...summary(results, leaks) };
}

async function repeats(kind: FaultKind, stage: Stage, options: FaultOptions, leaks: string[]): Promise<RepeatResult[]> {
  const results: RepeatResult[] = [];
  const before = new Map<number, number>();
  for (let index = 0; index < options.repeats; index++) {
    results.push(
      await repeatFault(kind, stage, {
        seed: options.seed * 1000 + index,
        prefix: `${kind.name}.${index}.`,
        pace: options.pace ?? 1,
        onePlanPerName: true,
      }),
    );
    for (const { name, pid } of stage.members) {
      const now = descriptorsOf(pid);
      const first = before.get(pid);
      if (first === undefined) before.set(pid, now);
      else if (now > first + descriptorSlack) leaks.push(`${name} has ${now} descriptors and had ${first}`);
    }
  }
  return results;
}

function summary(results: readonly RepeatResult[], leaks: readonly string[]): Partial<FaultRow> {
  const all = results.flatMap(({ findings }, index) => findings.map((finding) => ({ ...finding, index })));
  const count = (kind: string) => all.filter((finding) => finding.kind === kind).length;
  const sum = (of: (result: RepeatResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const recoveries = results.flatMap(({ recoveryS }) => recoveryS ?? []);
  return {
    repeats: results.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    retries: sum(({ retries }) => retries),
    lost: count('lost'),
    doubled: count('doubled'),
    other: count('other') + leaks.filter((leak) => !leak.startsWith('the logs')).length,
    recoveryS: recoveries.length > 0 ? Math.max(...recoveries) : null,
    settledS: results.length > 0 ? Math.max(...results.map(({ settledS }) => settledS)) : null,
    findings: [...all.map(({ index, message }) => `repeat ${index + 1}: ${message}`), ...leaks],
  };
}

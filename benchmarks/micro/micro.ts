/** The command `micro`: what single parts of a kind cost, beside libraries that do the same. */
import { existsSync } from 'node:fs';
import { TaktError } from '../../models/errors.ts';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { type Column, figure, textTable } from '../text-table.ts';

/** The row that most parts give; a part may have columns of its own. */
export interface MicroRow {
  /** What is measured on: a size, a data set. */
  readonly name: string;
  readonly operation: string;
  /** Of `ours` and `theirs`, such as `ns` or `steps/s`. */
  readonly unit: string;
  readonly ours: number;
  /** Of the library beside it; null where none does the same, or it is not installed. */
  readonly theirs: number | null;
  readonly library: string | null;
  /** So many times ours is better: above 1 is good, whichever way the unit goes. */
  readonly ratio: number | null;
}

/** Rows of one part, all with the same fields. */
export type MicroRows = readonly object[];

interface Part {
  /** Beside this file. */
  readonly file: string;
  /** Function that it exports: rows, or a promise of them. */
  readonly measure: string;
}

const parts: Readonly<Record<string, readonly Part[]>> = {
  melt: [{ file: 'milp.ts', measure: 'measureMilp' }],
  techcard: [
    { file: 'calendar.ts', measure: 'measureCalendar' },
    { file: 'simulation.ts', measure: 'measureSimulation' },
  ],
  reorder: [{ file: 'reorder.ts', measure: 'measureReorder' }],
  dispatch: [
    { file: 'dispatch.ts', measure: 'measureDispatch' },
    { file: 'dispatch-relaxations.ts', measure: 'measureOffered' },
  ],
  repair: [{ file: 'repair-warning.ts', measure: 'measureWarning' }],
  service: [{ file: 'telemetry.ts', measure: 'measureTelemetry' }],
};

/** Kinds of which something is measured; they need not be plan kinds that the service knows. */
export const microKinds: readonly string[] = Object.keys(parts);

/** The JSON report. */
export interface MicroReport {
  readonly meta: MachineMeta & { readonly kind: string };
  readonly parts: readonly { readonly part: string; readonly rows: MicroRows }[];
  /** Parts that could not be measured, and why. */
  readonly missing: readonly { readonly part: string; readonly reason: string }[];
}

/**
 * Prints a table for each part as it is measured; a part that is not there, or lacks a library, gets a line.
 * @param print - gets whole lines.
 * @param folder - where the parts are; for tests.
 * @throws TaktError `invalid-parameter` where nothing of the kind is measured.
 */
export async function measureMicro(
  { kind, json }: { readonly kind: string; readonly json?: string },
  print: (lines: string) => void,
  folder: URL = new URL('.', import.meta.url),
): Promise<MicroReport> {
  const ofKind = parts[kind];
  if (!ofKind)
    throw new TaktError(
      'invalid-parameter',
      `there is nothing to measure of "${kind}"; there are ${microKinds.join(', ')}`,
    );
  const meta = { ...machineMeta(), kind };
  const measured: { part: string; rows: MicroRows }[] = [];
  const missing: { part: string; reason: string }[] = [];
  for (const { file, measure } of ofKind) {
    const part = file.replace('.ts', '');
    try {
      const rows = await rowsOf(new URL(file, folder), measure);
      measured.push({ part, rows });
      print(`${part}\n${microTable(rows)}\n`);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      missing.push({ part, reason });
      print(`${part} is not measured: ${reason}\n`);
    }
  }
  const report = { meta, parts: measured, missing };
  if (json !== undefined) writeJson(json, report);
  return report;
}

/** A module or library that is not there. */
class Absent extends Error {}

async function rowsOf(file: URL, measure: string): Promise<MicroRows> {
  if (!existsSync(file)) throw new Absent(`there is no ${file.pathname.split('/').slice(-3).join('/')}`);
  // A computed name: a part that is not there must not keep the others from being compiled.
  const name: string = file.href;
  const module = (await import(name)) as Readonly<Record<string, unknown>>;
  const run = module[measure];
  if (typeof run !== 'function') throw new Absent(`it exports no ${measure}`);
  return await run();
}

/** @returns why a part cannot be measured; undefined where the error is a fault. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isAbsent = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException).code ?? '');
  return error instanceof Absent || isAbsent ? error.message.split('\n')[0] : undefined;
}

/** A column for each field that a row has, as wide as its widest cell. */
export function microTable(rows: MicroRows): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cellOf = (row: object, name: string): string => {
    const value = (row as Readonly<Record<string, unknown>>)[name];
    if (value === null || value === undefined) return '-';
    if (typeof value !== 'number') return String(value);
    return figure(value, Math.abs(value) < 10 ? 3 : 1);
  };
  const columns = names.map((name): Column<object> => {
    const cells = rows.map((row) => cellOf(row, name));
    return {
      name,
      width: Math.max(name.length, ...cells.map(({ length }) => length)),
      left: rows.some((row) => typeof (row as Readonly<Record<string, unknown>>)[name] === 'string'),
      cell: (row) => cellOf(row, name),
    };
  });
  return textTable(columns, rows);
}

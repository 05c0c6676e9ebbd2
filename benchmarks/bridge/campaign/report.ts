/** By kind of fault: how often it was, what became of the commands that met it, and what was broken meanwhile. */
import type { CommandState } from '../../../src/bridge/states.ts';
import { type Column, figure } from '../../text-table.ts';
import type { Period } from './disturbance.ts';
import type { Violation } from './judge.ts';
import type { RecordedCommand } from './record.ts';

export interface FaultRow {
  /** `none`: commands that met no fault; `all`: every command once. */
  readonly fault: string;
  readonly played: number;
  readonly seconds: number;
  /** Commands of which some of the time from start to the end of verification lay in it; one may meet several faults. */
  readonly commands: number;
  readonly reached: Readonly<Partial<Record<CommandState, number>>>;
  readonly violations: number;
}

/** What comes of a fault may show up so much later: connections, leases and repeats have to come right again. */
const aftermathMs = 3000;

function meets({ from, to, ovens }: Period, oven: string, first: number, last: number): boolean {
  return first <= to + aftermathMs && last >= from && (ovens === undefined || ovens.has(oven));
}

/** @param names - in this order, also those that were never played. */
export function faultRows(
  names: readonly string[],
  periods: readonly Period[],
  commands: readonly RecordedCommand[],
  violations: readonly Violation[],
): FaultRow[] {
  const played = Map.groupBy(periods, ({ fault }) => fault);
  const row = (fault: string, own: readonly Period[], met: readonly RecordedCommand[], broken: number): FaultRow => ({
    fault,
    played: own.length,
    seconds: own.reduce((sum, { from, to }) => sum + to - from, 0) / 1000,
    commands: met.length,
    reached: Object.fromEntries([...Map.groupBy(met, ({ state }) => state)].map(([state, all]) => [state, all.length])),
    violations: broken,
  });
  const metBy = (own: readonly Period[]) =>
    commands.filter(({ oven, startAt, verifyBy }) => own.some((period) => meets(period, oven, startAt, verifyBy)));
  const brokenIn = (own: readonly Period[]) =>
    violations.filter(({ oven, at }) => own.some((period) => meets(period, oven, at, at))).length;
  const touched = new Set(metBy(periods));
  const untouched = commands.filter((command) => !touched.has(command));
  return [
    ...names.map((name) => {
      const own = played.get(name) ?? [];
      return row(name, own, metBy(own), brokenIn(own));
    }),
    row('none', [], untouched, violations.length - brokenIn(periods)),
    row('all', periods, commands, violations.length),
  ];
}

const reached = (...states: readonly CommandState[]) => {
  return (row: FaultRow) => figure(states.reduce((sum, state) => sum + (row.reached[state] ?? 0), 0));
};

export const faultColumns: readonly Column<FaultRow>[] = [
  { name: 'fault', width: 18, left: true, cell: (row) => row.fault },
  { name: 'played', width: 6, cell: (row) => figure(row.played) },
  { name: 'seconds', width: 7, cell: (row) => figure(row.seconds, 0) },
  { name: 'commands', width: 8, cell: (row) => figure(row.commands) },
  { name: 'verified', width: 8, cell: reached('verified') },
  { name: 'rejected', width: 8, cell: reached('rejected') },
  { name: 'expired', width: 7, cell: reached('expired') },
  { name: 'superseded', width: 10, cell: reached('superseded') },
  { name: 'timed-out', width: 9, cell: reached('timed-out') },
  { name: 'late-applied', width: 12, cell: reached('late-applied') },
  { name: 'verify-failed', width: 13, cell: reached('verify-failed') },
  { name: 'violations', width: 10, cell: (row) => figure(row.violations) },
];

/** The loads to keep an eye on: those with the least time to spare, and whom a delay of theirs would hit. */
import type { DispatchLoad, DispatchRisk, DispatchShift } from '../../models/dispatch.ts';
import { clockOf } from './clock.ts';
import { type Column, number, shortTable, someOf } from './table.ts';

const mostRows = 12;
const ranks = { high: 0, medium: 1, low: 2 } as const;

interface Row {
  readonly load: DispatchLoad;
  readonly risk: DispatchRisk;
  readonly tightest: Slack;
}

interface Slack {
  readonly minutes: number;
  readonly limit: string;
}

/** Loads of medium and high risk, the riskiest first. */
export function riskTable(problem: DispatchShift, loads: readonly DispatchLoad[]): string {
  const rows = loads.flatMap((load): Row[] => {
    const { risk } = load;
    return risk && risk.level !== 'low' ? [{ load, risk, tightest: tightestOf(risk) }] : [];
  });
  if (rows.length === 0)
    return loads.some(({ risk }) => risk) ? 'No load at risk: each has half an hour to spare.' : '';
  rows.sort((a, b) => ranks[a.risk.level] - ranks[b.risk.level] || a.tightest.minutes - b.tightest.minutes);
  const clock = clockOf(problem);
  const columns: Column<Row>[] = [
    { title: 'at risk', cell: ({ load }) => load.id },
    { title: 'risk', cell: ({ risk }) => risk.level },
    { title: 'truck', cell: ({ load }) => load.truck },
    { title: 'unloads', cell: ({ load }) => clock(load.unloadStart), right: true },
    { title: 'to spare', cell: ({ tightest }) => slackText(tightest) },
    { title: '10 min late hits', cell: ({ risk }) => someOf(risk.delayHits, 6) },
  ];
  return shortTable(columns, rows, mostRows);
}

export function tightestOf(risk: DispatchRisk): Slack {
  const slacks = [
    { minutes: risk.lifetimeSlackMinutes, limit: 'concrete too old' },
    { minutes: risk.windowSlackMinutes, limit: 'window missed' },
    ...(risk.gapSlackMinutes === undefined ? [] : [{ minutes: risk.gapSlackMinutes, limit: 'gap too long' }]),
  ];
  return slacks.reduce((least, slack) => (slack.minutes < least.minutes ? slack : least));
}

/** `12 min until window missed`. */
export function slackText({ minutes, limit }: Slack): string {
  return `${number(minutes, 0)} min until ${limit}`;
}

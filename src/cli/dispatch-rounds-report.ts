/** Rounds of vans for people: what they come to, and each round with its drops and times. */
import type { DispatchRound, DispatchRoundsPlan, DispatchRoundsProblem } from '../../models/dispatch-rounds.ts';
import { clockOf } from './clock.ts';
import { objectiveText, type Value } from './dispatch-report.ts';
import { counted, number, percent } from './table.ts';

const mostRounds = 60;
const mostUnserved = 30;
const lineWidth = 110;

export function roundsSummary(problem: DispatchRoundsProblem, plan: DispatchRoundsPlan, value?: Value): string {
  const { metrics, terms } = plan;
  return [
    `${metrics.served} of ${counted(metrics.drops, 'drop')} served by ${terms.vans} of ${counted(problem.vans.length, 'van')} on ${counted(metrics.rounds, 'round')}.`,
    `  objective ${objectiveText(plan.objectiveUnit, { objective: terms.total, ...value })}`,
    `  ${number(terms.km)} km, vans filled to ${percent(metrics.fill)}, ${number(metrics.waitingMinutes)} min of waiting`,
  ].join('\n');
}

/** A block a round, by van. */
export function roundBlocks(problem: DispatchRoundsProblem, { rounds }: DispatchRoundsPlan): string {
  const order = new Map(problem.vans.map(({ id }, at) => [id, at]));
  const rows = rounds.toSorted((a, b) => order.get(a.van)! - order.get(b.van)! || a.number - b.number);
  const more = rows.length - mostRounds;
  return [
    ...rows.slice(0, mostRounds).map((round) => blockOf(problem, round)),
    ...(more > 0 ? [`(${more} more rounds in the JSON)`] : []),
  ].join('\n');
}

function blockOf(problem: DispatchRoundsProblem, round: DispatchRound): string {
  const clock = clockOf(problem);
  const { capacity } = problem.vans.find(({ id }) => id === round.van)!;
  const drops = round.drops.map(({ drop, arrival, start }) => {
    const waited = (Date.parse(start) - Date.parse(arrival)) / 60_000;
    return `${clock(start)} ${drop}${waited >= 1 ? ` (waits ${number(waited, 0)} min)` : ''}`;
  });
  const fill = `load ${number(round.load, 3)} of ${number(capacity, 3)} (${percent(round.load / capacity)})`;
  const head = `${round.van}, round ${round.number}: ${clock(round.leave)} to ${clock(round.back)}, ${fill}, ${number(round.km)} km`;
  return [head, ...wrapped(drops)].join('\n');
}

function wrapped(parts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (last === undefined) lines.push(`  ${part}`);
    else if (last.length + part.length + 2 <= lineWidth) lines[lines.length - 1] = `${last}, ${part}`;
    else {
      lines[lines.length - 1] = `${last},`;
      lines.push(`  ${part}`);
    }
  }
  return lines;
}

export function unservedText({ unserved }: DispatchRoundsPlan): string {
  if (unserved.length === 0) return '';
  const more = unserved.length - mostUnserved;
  return [
    `Not served: ${counted(unserved.length, 'drop')}`,
    ...unserved.slice(0, mostUnserved).map(({ drop, reason }) => `  ${drop}: ${reason}`),
    ...(more > 0 ? [`  (${more} more in the JSON)`] : []),
  ].join('\n');
}

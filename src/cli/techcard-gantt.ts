/** A techcard plan as an SVG: a row a machine, worker, station or lane of a pool, a colour a product. */

import { instantOf } from '../../models/moments.ts';
import type { TechcardProblem } from '../../models/techcard.ts';
import { productOf } from '../../models/techcard-pieces.ts';
import { offsetMinutes } from './clock.ts';
import { colours, escapeXml, round, svgDocument, text } from './svg.ts';
import { type Bar, type DrawnOperation, type DrawnPlan, lanesOf } from './techcard-lanes.ts';
import { ruler } from './time-axis.ts';

const left = 190;
const top = 64;
const rowHeight = 24;
const chartWidth = 1100;

/**
 * @param noteOf - what is said of an operation in its title beside its times; such an operation gets a red edge.
 * @returns a standalone SVG document; empty where the plan has no operations that take time.
 */
export function techcardGantt(
  problem: TechcardProblem,
  plan: DrawnPlan,
  title: string,
  noteOf: (operation: DrawnOperation) => string | undefined = () => undefined,
): string {
  const lanes = lanesOf(problem, plan);
  if (lanes.length === 0) return '';
  const bars = lanes.flatMap((lane) => lane.bars);
  const from = Math.min(
    ...plan.runs.map((run) => secondsFrom(problem, run.heatFrom)),
    ...bars.map(({ start }) => start),
  );
  const until = Math.max(...bars.map(({ end }) => end));
  const x = (seconds: number) => left + ((seconds - from) / (until - from)) * chartWidth;
  const colour = coloursOf(problem);
  const y = (row: number) => top + row * rowHeight;
  const backgrounds = lanes.flatMap(({ name }, row) => [
    `<rect x="${left}" y="${y(row)}" width="${chartWidth}" height="${rowHeight - 4}" fill="#f2f2f2"/>`,
    text(left - 8, y(row) + 14, name, 'end', 11),
  ]);
  const rows = lanes.flatMap(({ name, bars: own }, row) => [
    ...heating(problem, plan, name).map(
      ([begin, end]) =>
        `<rect x="${round(x(begin))}" y="${y(row) + 6}" width="${round(x(end) - x(begin))}" height="${rowHeight - 16}" fill="#bbb"><title>set-up or warm-up</title></rect>`,
    ),
    ...own.map((bar) => barOf(bar, x, y(row), { fill: colour(bar), note: noteOf(bar.operation) })),
  ]);
  const marks = ruler(from, until).flatMap((seconds) => [
    `<line x1="${round(x(seconds))}" x2="${round(x(seconds))}" y1="${top - 4}" y2="${y(lanes.length)}" stroke="#ccc"/>`,
    text(x(seconds), top - 8, momentText(problem, seconds, until - from), 'middle', 9),
  ]);
  const products = [...new Set(problem.cards.map(productOf))].slice(0, 9);
  const legend = products.map(
    (product, at) =>
      `<rect x="${left + at * 120}" y="24" width="11" height="11" fill="${colours[at % colours.length]}"/>${text(left + at * 120 + 16, 33, product, 'start', 11)}`,
  );
  return svgDocument(left + chartWidth + 16, y(lanes.length) + 10, [
    text(left, 16, title, 'start', 13),
    ...legend,
    ...backgrounds,
    ...marks,
    ...rows,
  ]);
}

function coloursOf(problem: TechcardProblem): (bar: Bar) => string {
  const products = [...new Set(problem.cards.map(productOf))];
  const cards = new Map(problem.cards.map((card) => [card.id, products.indexOf(productOf(card))]));
  const byOrder = new Map(problem.orders.map(({ id, card }) => [id, colours[cards.get(card)! % colours.length]]));
  return ({ operation }) => byOrder.get(operation.order)!;
}

function barOf(
  { operation, start, end }: Bar,
  x: (seconds: number) => number,
  y: number,
  { fill, note }: { fill: string; note: string | undefined },
): string {
  const width = Math.max(1, x(end) - x(start) - 0.5);
  const label = `${operation.order} #${operation.serial} ${operation.operation}`;
  const edge =
    note !== undefined
      ? ' stroke="#b3261e" stroke-width="2.4"'
      : operation.critical
        ? ' stroke="#000" stroke-width="1.2"'
        : '';
  const times = `${label}: ${operation.start.at} to ${operation.end.at}`;
  return [
    `<rect x="${round(x(start))}" y="${y + 2}" width="${round(width)}" height="${rowHeight - 8}" rx="2" fill="${fill}"${edge}><title>${escapeXml(note === undefined ? times : `${times}\n${note}`)}</title></rect>`,
    width > 60 ? text(x(start) + width / 2, y + 14, operation.operation, 'middle', 9, '#fff') : '',
  ].join('');
}

/** Set-ups and warm-ups of the resource that a lane stands for. */
function heating(problem: TechcardProblem, plan: DrawnPlan, lane: string): (readonly [number, number])[] {
  return plan.runs
    .filter(({ resource, heatFrom, start }) => (lane === resource || lane === `${resource} 1`) && heatFrom !== start)
    .map(({ heatFrom, start }) => [secondsFrom(problem, heatFrom), secondsFrom(problem, start)] as const);
}

function secondsFrom(problem: TechcardProblem, instant: string): number {
  return (Date.parse(instant) - Date.parse(instantOf(problem, 0))) / 1000;
}

/**
 * Clock time in the zone of the first calendar, else at the offset of `start`; seconds where the problem begins with the
 * epoch; with the day where it lasts longer than one.
 */
export function momentText(problem: TechcardProblem, seconds: number, span: number): string {
  if (Date.parse(problem.start) === 0) return String(Math.round(seconds));
  const zone = problem.calendars[0]?.timeZone;
  const offset = zone === undefined ? offsetMinutes(problem.start) : 0;
  const date = new Date(Date.parse(instantOf(problem, seconds)) + offset * 60_000);
  const timeZone = zone ?? 'UTC';
  const clock = date.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return span <= 86_400 ? clock : `${date.toLocaleDateString('en-CA', { timeZone }).slice(5)} ${clock}`;
}

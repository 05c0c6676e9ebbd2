/** Rounds of vans as an SVG: a row a van, a line for each round, a block for each drop. */
import type { DispatchRound, DispatchRoundsPlan, DispatchRoundsProblem } from '../../models/dispatch-rounds.ts';
import { secondsOf } from '../../models/moments.ts';
import { clockOf } from './clock.ts';
import {
  type Frame,
  fitting,
  frameOf,
  noteLines,
  rowFrame,
  rowHeight,
  timeAxis,
  withoutCommonStart,
} from './dispatch-chart-frame.ts';
import { colours, escapeXml, round, svgDocument, text } from './svg.ts';
import { counted, number, percent } from './table.ts';

const top = 92;
const mostRows = 200;
/** Rounds of a van in turn. */
const roundColours = [colours[0], colours[2], colours[3], colours[7]];

/** @returns a standalone SVG document; empty where no van drives. */
export function roundsGantt(problem: DispatchRoundsProblem, plan: DispatchRoundsPlan, title: string): string {
  const byVan = Map.groupBy(plan.rounds, ({ van }) => van);
  const vans = problem.vans.filter(({ id }) => byVan.has(id)).slice(0, mostRows);
  if (vans.length === 0) return '';
  const times = plan.rounds.flatMap(({ leave, back }) => [secondsOf(problem, leave), secondsOf(problem, back)]);
  const span = { from: Math.min(...times), until: Math.max(...times) };
  const frame = frameOf(span);
  const bottom = top + vans.length * rowHeight;
  const context = { problem, frame, shortDrop: withoutCommonStart(problem.drops.map(({ id }) => id)) };
  const missing = plan.unserved.map(({ drop, reason }) => `${drop}: ${reason}`);
  const notes = missing.length > 0 ? noteLines(frame, bottom + 30, 'Not served:', missing, '#b3261e') : [];
  return svgDocument(frame.width, bottom + 24 + notes.length * 18, [
    text(12, 22, title, 'start', 15),
    text(12, 42, headline(plan), 'start', 12, '#444'),
    text(
      frame.left,
      64,
      'line: round, from the depot and back   ·   pale: waiting   ·   full: drop   ·   red edge: no minute to spare   ·   right: km',
      'start',
      11,
      '#444',
    ),
    ...timeAxis(problem, frame, span, { top, bottom, bands: [] }),
    ...vans.flatMap(({ id, capacity }, at) => {
      const y = top + at * rowHeight;
      const rounds = byVan.get(id)!;
      const km = rounds.reduce((sum, round) => sum + round.km, 0);
      return [
        ...rowFrame(frame, y, id, `${number(km)} km`),
        ...rounds.map((one) => roundBar(context, y, one, capacity)),
      ];
    }),
    ...notes,
  ]);
}

function headline({ metrics, terms }: DispatchRoundsPlan): string {
  return [
    `${metrics.served} of ${counted(metrics.drops, 'drop')}`,
    `${counted(terms.vans, 'van')}, ${counted(metrics.rounds, 'round')}`,
    `${number(terms.km)} km`,
    `filled to ${percent(metrics.fill)}`,
    `${number(metrics.waitingMinutes)} min of waiting`,
  ].join('   ·   ');
}

interface BarContext {
  readonly problem: DispatchRoundsProblem;
  readonly frame: Frame;
  /** Ids without what all of them share, for blocks too short for the whole. */
  readonly shortDrop: (id: string) => string;
}

function roundBar({ problem, frame, shortDrop }: BarContext, y: number, one: DispatchRound, capacity: number): string {
  const clock = clockOf(problem);
  const at = (instant: string) => frame.x(secondsOf(problem, instant));
  const fill = roundColours[(one.number - 1) % roundColours.length];
  const name = `${one.van}, round ${one.number}: ${clock(one.leave)} to ${clock(one.back)}, load ${number(one.load, 3)} of ${number(capacity, 3)}, ${number(one.km)} km`;
  const drops = one.drops.map((drop) => {
    const width = Math.max(3, at(drop.end) - at(drop.start));
    const waited = at(drop.start) - at(drop.arrival);
    const label = fitting([drop.drop, shortDrop(drop.drop)], width - 3, 10);
    const edge = drop.slackMinutes < 1 ? ' stroke="#d13a2f" stroke-width="1.4"' : '';
    return [
      `<g class="drop"><title>${escapeXml(`${drop.drop}: arrives ${clock(drop.arrival)}, served ${clock(drop.start)} to ${clock(drop.end)}, ${number(drop.slackMinutes, 0)} min to spare`)}</title>`,
      waited >= 1
        ? `<rect x="${round(at(drop.arrival))}" y="${y + 8}" width="${round(waited)}" height="${rowHeight - 16}" fill="${fill}" fill-opacity="0.25"/>`
        : '',
      `<rect x="${round(at(drop.start))}" y="${y + 4}" width="${round(width)}" height="${rowHeight - 8}" rx="2" fill="${fill}"${edge}/>`,
      label === '' ? '' : text(at(drop.start) + width / 2, y + rowHeight / 2 + 3.5, label, 'middle', 10, '#fff'),
      '</g>',
    ].join('');
  });
  return [
    `<g class="round"><title>${escapeXml(name)}</title><rect x="${round(at(one.leave))}" y="${y + rowHeight / 2 - 2}" width="${round(at(one.back) - at(one.leave))}" height="4" fill="${fill}" fill-opacity="0.45"/></g>`,
    ...drops,
  ].join('');
}

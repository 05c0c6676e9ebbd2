/** Setpoints and readings of ovens as an SVG: a panel an oven, below each other on one time axis. */
import { clockOf, offsetMinutes } from './clock.ts';
import { type LineLook, stroke } from './oven-chart-lines.ts';
import {
  bandColour,
  type CommandMark,
  markShape,
  measuredLine,
  type OvenTrend,
  ovenPanel,
  type PanelFrame,
  panelHeight,
  setpointLine,
  targetLine,
} from './oven-chart-panel.ts';
import { round, svgDocument, text } from './svg.ts';
import { counted } from './table.ts';
import { ruler } from './time-axis.ts';

export interface OvenChartOptions {
  readonly title: string;
  /** Of the clock at the site, `+03:00` or `Z`. */
  readonly utcOffset: string;
  /** A longer time without a sample breaks the lines. */
  readonly mostGapMs: number;
}

const width = 1000;
const left = 96;
const right = width - 24;
const head = 84;

/** @returns a standalone SVG document; empty where no oven has a heat. */
export function ovenChart(trends: readonly OvenTrend[], { title, utcOffset, mostGapMs }: OvenChartOptions): string {
  const span = spanOf(trends);
  if (!span) return '';
  const { from, until } = span;
  const midnight = midnightBefore(from, utcOffset);
  const clock = clockOf({ start: midnight.instant });
  const secondOf = (at: number) => (at - midnight.at) / 1000;
  const dateOf = (at: number) => localDate(at, utcOffset);
  const frame: PanelFrame = {
    left,
    right,
    mostGapMs,
    x: (at) => left + ((at - from) / (until - from)) * (right - left),
    clock: (at) => `${dateOf(at)} ${clock(Math.floor(secondOf(at))).slice(0, 5)}`,
  };
  const bottom = head + trends.length * panelHeight;
  const marks = ruler(secondOf(from), secondOf(until), { most: 16 });
  const axis = marks.flatMap((second, index) => {
    const at = midnight.at + second * 1000;
    const x = round(frame.x(at));
    const isNewDay = index === 0 || dateOf(at) !== dateOf(midnight.at + marks[index - 1] * 1000);
    return [
      `<line x1="${x}" x2="${x}" y1="${head}" y2="${bottom}" stroke="#ddd"/>`,
      ...[head - 6, bottom + 12].map((y) => text(x, y, clock(second).slice(0, 5), 'middle', 10, '#444')),
      ...(isNewDay ? [text(x, bottom + 26, dateOf(at), 'middle', 10, '#444')] : []),
    ];
  });
  const panels = trends.map((trend, index) => {
    const samples = trend.samples.filter(({ at }) => at >= from && at <= until);
    return `<g transform="translate(0 ${head + index * panelHeight})">${ovenPanel({ ...trend, samples }, frame)}</g>`;
  });
  return svgDocument(width, bottom + 36, [text(left, 20, title, 'start', 14), ...legend(), ...axis, ...panels], {
    title,
    description: described(trends, frame, span),
  });
}

/** From the first heat to the last event, with a little room on both sides. */
function spanOf(trends: readonly OvenTrend[]): { from: number; until: number } | undefined {
  const heats = trends.flatMap((trend) => trend.heats);
  if (heats.length === 0) return undefined;
  const moments = [
    ...heats.flatMap(({ start, end }) => [start, end]),
    ...trends.flatMap(({ marks }) => marks.map(({ at }) => at)),
  ];
  const first = moments.reduce((least, at) => Math.min(least, at));
  const last = moments.reduce((most, at) => Math.max(most, at));
  const room = Math.max(60_000, (last - first) * 0.02);
  return { from: first - room, until: last + room };
}

function midnightBefore(at: number, utcOffset: string): { at: number; instant: string } {
  const instant = `${localDate(at, utcOffset)}T00:00:00${utcOffset}`;
  return { at: Date.parse(instant), instant };
}

function localDate(at: number, utcOffset: string): string {
  return new Date(at + offsetMinutes(utcOffset) * 60_000).toISOString().slice(0, 10);
}

function described(
  trends: readonly OvenTrend[],
  { clock }: PanelFrame,
  { from, until }: { from: number; until: number },
) {
  const ovens = trends.map(({ oven, heats, marks }) => {
    const states = marks.map(({ state }) => state);
    const commands = (state: CommandMark['state']) => counted(states.filter((one) => one === state).length, 'command');
    const failures = states.includes('failed') ? `, ${commands('failed')} failed` : '';
    return `${oven}: heats ${heats.map(({ id }) => id).join(', ')}; ${commands('verified')} verified${failures}`;
  });
  return `Target, working setpoint and measured value of each oven from ${clock(from)} to ${clock(until)}. ${ovens.join('. ')}.`;
}

function legend(): string[] {
  const y = 44;
  const sample = (look: LineLook) => (x: number) =>
    `<line x1="${x}" x2="${x + 20}" y1="${y - 4}" y2="${y - 4}" ${stroke(look)}/>`;
  const entries: readonly (readonly [(x: number) => string, string])[] = [
    [sample(measuredLine), 'measured'],
    [sample(setpointLine), 'working setpoint'],
    [sample(targetLine), 'target'],
    [(x) => `<rect x="${x}" y="${y - 11}" width="20" height="14" fill="${bandColour}"/>`, 'heat'],
    [(x) => markShape('sent', x + 10, y - 4), 'sent'],
    [(x) => markShape('verified', x + 10, y - 4), 'verified'],
    [(x) => markShape('failed', x + 10, y - 4), 'rejected, expired or not verified'],
  ];
  let x = left;
  return entries.map(([draw, name]) => {
    const entry = `${draw(x)}${text(x + 26, y, name, 'start', 11, '#444')}`;
    x += 44 + name.length * 6;
    return entry;
  });
}

/** One oven on the chart of ovens: heats as bands, its readings as lines, its commands as marks below them. */
import { fitting } from './dispatch-chart-frame.ts';
import { type LineLook, line, type Reading, runs, type Scale, stepped } from './oven-chart-lines.ts';
import { colours, escapeXml, round, text } from './svg.ts';
import { number } from './table.ts';

/** What one control point of an oven was told and what it reported. Instants are ms since 1970 in the time of the plan. */
export interface OvenTrend {
  readonly oven: string;
  readonly tag: string;
  readonly unit: string;
  /** In order of time. */
  readonly samples: readonly OvenSample[];
  readonly heats: readonly TrendHeat[];
  readonly marks: readonly CommandMark[];
}

export interface OvenSample {
  readonly at: number;
  /** Measured. */
  readonly value: number;
  /** Working setpoint on its ramp, and where the ramp ends; null: none taken yet. */
  readonly setpoint: number | null;
  readonly target: number | null;
}

export interface TrendHeat {
  readonly id: string;
  readonly grade: string;
  readonly start: number;
  readonly end: number;
}

/** A command has come to this state. */
export interface CommandMark {
  readonly at: number;
  readonly state: 'sent' | 'verified' | 'failed';
  /** Target of the command. */
  readonly value: number;
  /** Which command and which state, for people. */
  readonly title: string;
}

export const measuredLine: LineLook = { colour: colours[0], width: 1.5 };
/** Broad, so that it is seen below a measured value that follows it closely. */
export const setpointLine: LineLook = { colour: colours[1], width: 3.6 };
export const targetLine: LineLook = { colour: '#555', width: 1.5, dashes: '5 3' };
export const bandColour = '#e6ebf1';

/** Drawn from its upper edge. */
export const panelHeight = 180;
const plot = { top: 34, bottom: 150 };
const marksY = plot.bottom + 11;
const mostTicks = 5;

export interface PanelFrame {
  readonly left: number;
  readonly right: number;
  x(at: number): number;
  /** ms: a longer time between two samples breaks the lines. */
  readonly mostGapMs: number;
  /** Instant for people. */
  clock(at: number): string;
}

export function ovenPanel(trend: OvenTrend, frame: PanelFrame): string {
  const { oven, tag, unit, samples, heats, marks } = trend;
  const values = samples.flatMap(({ value, setpoint, target }) => [value, setpoint, target]);
  // Also what was told in vain: an oven that refused is seen where it stayed, far from its target.
  const told = marks.map(({ value }) => value);
  const ticks = valueTicks([...values.filter((value) => value !== null), ...told]);
  const [low, high] = [ticks[0], ticks.at(-1)!];
  const scale: Scale = {
    x: frame.x,
    y: (value) => plot.bottom - ((value - low) / (high - low)) * (plot.bottom - plot.top),
  };
  return [
    '<g class="oven">',
    text(frame.left, 13, `${oven}: ${tag}, ${unit}`, 'start', 13),
    ...heats.map((heat) => heatBand(heat, frame)),
    ...ticks.flatMap((tick) => [
      `<line x1="${frame.left}" x2="${frame.right}" y1="${round(scale.y(tick))}" y2="${round(scale.y(tick))}" stroke="#ddd"/>`,
      text(frame.left - 8, scale.y(tick) + 3.5, number(tick, 6), 'end', 10, '#444'),
    ]),
    ...heats.map((heat) => heatLabel(heat, frame)),
    ...trendLines(samples, scale, frame.mostGapMs),
    ...(samples.length === 0 ? [text(frame.left + 8, plot.top + 30, 'no readings', 'start', 11, '#555')] : []),
    ...marks.map(({ at, state, title }) => {
      const words = escapeXml(`${title}, ${frame.clock(at)}`);
      return `<g class="mark ${state}"><title>${words}</title>${markShape(state, frame.x(at), marksY)}</g>`;
    }),
    '</g>',
  ].join('');
}

/** Shapes differ too, for whoever cannot tell the colours. */
export function markShape(state: CommandMark['state'], x: number, y: number): string {
  const [left, right, top, bottom] = [x - 4, x + 4, y - 4, y + 4].map(round);
  if (state === 'sent')
    return `<polygon points="${left},${bottom} ${right},${bottom} ${round(x)},${top}" fill="#555"/>`;
  if (state === 'verified') return `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${colours[2]}"/>`;
  return `<path d="M${left},${top} L${right},${bottom} M${left},${bottom} L${right},${top}" stroke="#b3261e" stroke-width="2.4"/>`;
}

/** The measured value lies above the others. */
function trendLines(samples: readonly OvenSample[], { x, y }: Scale, mostGapMs: number): string[] {
  const runsOf = (pick: (sample: OvenSample) => number | null) => {
    const readings: Reading[] = samples.map((sample) => ({ at: sample.at, value: pick(sample) }));
    return runs(readings, mostGapMs).map((run) => run.map(({ at, value }) => ({ x: x(at), y: y(value) })));
  };
  return [
    ...runsOf(({ setpoint }) => setpoint).map((run) => line(run, setpointLine)),
    ...runsOf(({ target }) => target).map((run) => line(stepped(run), targetLine)),
    ...runsOf(({ value }) => value).map((run) => line(run, measuredLine)),
  ];
}

function heatBand({ id, grade, start, end }: TrendHeat, { x, clock }: PanelFrame): string {
  const words = escapeXml(`${id} ${grade}, ${clock(start)} to ${clock(end)}`);
  const width = Math.max(1, x(end) - x(start) - 1);
  return `<rect class="heat" x="${round(x(start))}" y="${plot.top}" width="${round(width)}" height="${plot.bottom - plot.top}" fill="${bandColour}"><title>${words}</title></rect>`;
}

/** Above its band, where no line crosses it. */
function heatLabel({ id, grade, start, end }: TrendHeat, { x }: PanelFrame): string {
  const label = fitting([`${id} ${grade}`, id, grade], x(end) - x(start) - 4, 10);
  return label === '' ? '' : text((x(start) + x(end)) / 2, plot.top - 4, label, 'middle', 10, '#333');
}

/** Round values that hold all of these between the first and the last: steps of 1, 2 or 5 times a power of ten. */
export function valueTicks(values: readonly number[]): number[] {
  const least = values.reduce((low, value) => Math.min(low, value), values[0] ?? 0);
  const greatest = values.reduce((high, value) => Math.max(high, value), values[0] ?? 0);
  const span = Math.max(greatest - least, 1);
  const power = 10 ** Math.floor(Math.log10(span / mostTicks));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => span / one <= mostTicks)!;
  const first = Math.floor(least / step);
  const count = Math.max(1, Math.ceil(greatest / step) - first);
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** What the charts of kind `dispatch` share: the time axis with hour lines and shaded hours, rows with names, a legend. */
import type { Timed } from '../../models/moments.ts';
import { clockOf, startOfDaySeconds } from './clock.ts';
import { escapeXml, round, text } from './svg.ts';
import { ruler } from './time-axis.ts';

export const rowHeight = 26;
const left = 150;
const right = 76;
const pixelsPerHour = 120;
/** Room for the legend. */
const narrowest = 1180;
const widest = 6000;
const pixelsPerMark = 55;
const mostMarks = 26;

export interface Frame {
  readonly width: number;
  readonly left: number;
  readonly chartWidth: number;
  /** Pixel of a second from `start`. */
  x(seconds: number): number;
}

export function frameOf({ from, until }: { from: number; until: number }): Frame {
  const chartWidth = Math.min(widest, Math.max(narrowest, Math.round(((until - from) / 3600) * pixelsPerHour)));
  return {
    width: left + chartWidth + right,
    left,
    chartWidth,
    x: (seconds) => left + ((seconds - from) / Math.max(1, until - from)) * chartWidth,
  };
}

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

/** Hour lines with clock times over `[top, bottom]`, bands shaded behind them. */
export function timeAxis(
  problem: Timed,
  frame: Frame,
  span: { from: number; until: number },
  { top, bottom, bands }: { top: number; bottom: number; bands: readonly Band[] },
): string[] {
  const clock = clockOf(problem);
  const midnight = -startOfDaySeconds(problem);
  const marks = ruler(span.from, span.until, {
    origin: midnight,
    most: Math.min(mostMarks, frame.chartWidth / pixelsPerMark),
  });
  const shaded = bands.flatMap(({ from, to, title }) => {
    const start = Math.max(from, span.from);
    const end = Math.min(to, span.until);
    if (start >= end) return [];
    return [
      `<rect class="peak" x="${round(frame.x(start))}" y="${top}" width="${round(frame.x(end) - frame.x(start))}" height="${bottom - top}" fill="#fff3dc"><title>${escapeXml(title)}</title></rect>`,
    ];
  });
  return [
    ...shaded,
    ...marks.flatMap((mark) => [
      `<line x1="${round(frame.x(mark))}" x2="${round(frame.x(mark))}" y1="${top - 4}" y2="${bottom}" stroke="${(mark - midnight) % 3600 === 0 ? '#c8c8c8' : '#ececec'}"/>`,
      text(frame.x(mark), top - 8, clock(mark), 'middle', 11, '#444'),
    ]),
  ];
}

/** The name of a row at the left, a note at the right, a line under it. */
export function rowFrame(frame: Frame, y: number, name: string, note = ''): string[] {
  const end = frame.left + frame.chartWidth;
  return [
    `<line x1="${frame.left}" x2="${end}" y1="${y + rowHeight}" y2="${y + rowHeight}" stroke="#ececec"/>`,
    text(frame.left - 10, y + rowHeight / 2 + 4, shortened(name, 22), 'end', 12),
    ...(note === '' ? [] : [text(end + 8, y + rowHeight / 2 + 4, note, 'start', 11, '#555')]),
  ];
}

const mostNoteLines = 10;

/** Notes at the bottom, broken between words where a line is full. */
export function noteLines(frame: Frame, y: number, heading: string, notes: readonly string[], fill: string): string[] {
  const most = Math.floor((frame.left + frame.chartWidth) / 6.6);
  const lines = [heading];
  for (const [at, note] of notes.entries())
    for (const [word, part] of `${note}${at < notes.length - 1 ? ';' : ''}`.split(' ').entries()) {
      const last = lines.length - 1;
      if (lines[last].length + part.length < most) lines[last] += `${word === 0 ? '  ' : ' '}${part}`;
      else lines.push(part);
    }
  const shown = lines.slice(0, mostNoteLines);
  if (lines.length > shown.length) shown[shown.length - 1] += ' ...';
  return shown.map((line, at) => text(12, y + at * 18, shortened(line, most + 20), 'start', 12, fill));
}

/** The first label that fits into so many pixels, empty where none does. */
export function fitting(labels: readonly string[], width: number, size: number): string {
  return labels.find((label) => label.length * size * 0.62 <= width) ?? '';
}

/** Ids without what all of them begin with, up to its last sign that is neither letter nor digit: `076` of `ORD-076`. */
export function withoutCommonStart(ids: readonly string[]): (id: string) => string {
  const [first = ''] = ids;
  let common = 0;
  while (common < first.length && ids.every((id) => id[common] === first[common])) common += 1;
  const head = first.slice(0, common).search(/[^\p{L}\p{N}][\p{L}\p{N}]*$/u) + 1;
  return (id) => (ids.length > 1 && id.length > head ? id.slice(head) : id);
}

function shortened(label: string, most: number): string {
  return label.length > most ? `${label.slice(0, most - 1)}…` : label;
}

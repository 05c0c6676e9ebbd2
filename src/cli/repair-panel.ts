/** One chart of trucks among others over the same time axis: a heading, a row a truck, lines at moments. */
import type { DispatchTruck } from '../../models/dispatch.ts';
import { type Band, rowFrame, rowHeight, timeAxis } from './dispatch-chart-frame.ts';
import { truckRow } from './dispatch-gantt.ts';
import type { BarContext } from './dispatch-load-bar.ts';
import type { TruckRow } from './dispatch-stages.ts';
import type { TruckStop } from './repair-stops.ts';
import { escapeXml, round, text } from './svg.ts';
import { number } from './table.ts';

export interface Panel {
  readonly heading: string;
  readonly context: BarContext;
  readonly rows: readonly TruckRow[];
}

/** What the charts of a document share. Seconds from `start` of the shift. */
export interface PanelSetting {
  readonly span: { readonly from: number; readonly until: number };
  /** A row each, with loads or without. */
  readonly trucks: readonly DispatchTruck[];
  readonly bands: readonly Band[];
  readonly stops: readonly TruckStop[];
  readonly lines: readonly MomentLine[];
}

export interface MomentLine {
  readonly at: number;
  /** Clock time over the line. */
  readonly label: string;
  readonly title: string;
  readonly now: boolean;
}

/** Room above the first row for the heading, labels of moments and the time axis. */
export const panelHead = 46;
const lineColour = '#b3261e';
/** Pixels of a clock time. */
const labelWidth = 40;

export function panelHeight({ trucks }: PanelSetting): number {
  return panelHead + trucks.length * rowHeight;
}

export function panelParts({ heading, context, rows }: Panel, setting: PanelSetting, y: number): string[] {
  const { problem, frame } = context;
  const top = y + panelHead;
  const bottom = y + panelHeight(setting);
  const byTruck = new Map(rows.map((row) => [row.truck, row]));
  return [
    text(12, top - 38, heading, 'start', 13),
    ...timeAxis(problem, frame, setting.span, { top, bottom, bands: setting.bands }),
    ...setting.trucks.flatMap((truck, index) => {
      const rowTop = top + index * rowHeight;
      const row = byTruck.get(truck.id);
      const name = `${truck.id} · ${number(truck.capacityM3)} m3`;
      return [
        ...setting.stops.filter((stop) => stop.truck === truck.id).map((stop) => stopBar(context, rowTop, stop)),
        ...(row ? truckRow(context, rowTop, row) : rowFrame(frame, rowTop, name)),
      ];
    }),
    ...momentLines(context, setting.lines, { top, bottom }),
  ];
}

function stopBar({ frame }: BarContext, y: number, { from, until, title }: TruckStop): string {
  const width = Math.max(2, frame.x(until) - frame.x(from));
  return `<rect class="stop" x="${round(frame.x(from))}" y="${y + 1}" width="${round(width)}" height="${rowHeight - 2}" fill="#fbe3e1"><title>${escapeXml(title)}</title></rect>`;
}

/** Labels stand right of their line, those before now left of it and only where there is room. */
function momentLines(
  { frame }: BarContext,
  lines: readonly MomentLine[],
  { top, bottom }: { top: number; bottom: number },
): string[] {
  const now = lines.find((line) => line.now)?.at ?? Infinity;
  let labelled = Infinity;
  return lines
    .toSorted((a, b) => b.at - a.at)
    .flatMap(({ at, label, title, now: isNow }) => {
      const x = Math.min(frame.left + frame.chartWidth, Math.max(frame.left, frame.x(at)));
      const isBefore = at < now;
      const isLabelled = isNow || labelled - x > labelWidth;
      if (isLabelled && !isNow) labelled = x;
      const dashes = isNow ? '' : ' stroke-dasharray="6 3"';
      return [
        `<g class="event"><title>${escapeXml(title)}</title>`,
        `<line x1="${round(x)}" x2="${round(x)}" y1="${top - 22}" y2="${bottom}" stroke="${lineColour}" stroke-width="1.6"${dashes}/>`,
        isLabelled ? text(x + (isBefore ? -4 : 4), top - 24, label, isBefore ? 'end' : 'start', 11, lineColour) : '',
        '</g>',
      ];
    });
}

/** Before and after a repair: two charts of trucks over one time axis, the plan that runs and the recommended option. */
import type { DispatchShift, DispatchTruck } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import type { RepairDispatchPlan, RepairDispatchProblem, RepairOption } from '../../models/repair.ts';
import { type Clock, clockOf } from './clock.ts';
import { type Band, type Frame, frameOf, noteLines, rowFrame, rowHeight, timeAxis } from './dispatch-chart-frame.ts';
import { truckRow } from './dispatch-gantt.ts';
import { breakPattern } from './dispatch-legend.ts';
import { type BarContext, barContext } from './dispatch-load-bar.ts';
import { chartSpan, type TruckRow, truckRows } from './dispatch-stages.ts';
import { recommendedOption } from './repair-changes.ts';
import { paintLegend } from './repair-legend.ts';
import { paintAfter, paintBefore } from './repair-paint.ts';
import { plannedSchedule } from './repair-running.ts';
import { stopsOf, type TruckStop } from './repair-stops.ts';
import { eventText } from './repair-words.ts';
import { escapeXml, round, svgDocument, text } from './svg.ts';
import { counted, number, percent } from './table.ts';

const legendTop = 44;
const top = 110;
const panelGap = 84;
/** Of one of the two charts; rows beyond it tell nobody anything. */
const mostRows = 200;
const eventColour = '#b3261e';
/** Pixels of a clock time. */
const labelWidth = 40;

interface Panel {
  readonly heading: string;
  readonly context: BarContext;
  readonly rows: ReadonlyMap<string, TruckRow>;
}

/** @returns a standalone SVG document; empty where neither plan has loads. */
export function repairGantt(problem: RepairDispatchProblem, plan: RepairDispatchPlan, title: string): string {
  const option = recommendedOption(plan);
  if (!option) return '';
  const shiftAfter: DispatchShift = { ...plan.shift, trucks: [...plan.shift.trucks, ...option.hired] };
  const running = plannedSchedule(problem.shift, problem.loads);
  const before = truckRows(problem.shift, running);
  const after = truckRows(shiftAfter, option.plan);
  const used = new Set([...before, ...after].map(({ truck }) => truck));
  const trucks = shiftAfter.trucks.filter(({ id }) => used.has(id)).slice(0, mostRows);
  if (trucks.length === 0) return '';
  const span = chartSpan(problem.shift, [...before, ...after]);
  const frame = frameOf(span);
  const clock = clockOf(problem.shift);
  const panels: Panel[] = [
    {
      heading: `Before: the plan that runs, ${counted(running.loads.length, 'load')}, ${number(running.metrics.servedM3)} m3`,
      context: barContext(problem.shift, frame, paintBefore(plan, option, clock)),
      rows: byTruck(before),
    },
    {
      heading: `After: ${optionText(option)}`,
      context: barContext(shiftAfter, frame, paintAfter(plan, option, clock)),
      rows: byTruck(after),
    },
  ];
  const height = trucks.length * rowHeight;
  const tops = panels.map((_, index) => top + index * (height + panelGap));
  const bottom = tops[panels.length - 1] + height;
  const stops = stopsOf(problem, span.until);
  const bands = trafficBands(problem, clock);
  const notes = bottomNotes(option, frame, bottom + 26);
  return svgDocument(frame.width, bottom + 20 + notes.length * 18, [
    breakPattern,
    text(12, 22, title, 'start', 15),
    ...paintLegend(frame, legendTop),
    ...panels.flatMap(({ heading, context, rows }, index) => {
      const at = tops[index];
      return [
        text(12, at - 38, heading, 'start', 13),
        ...timeAxis(problem.shift, frame, span, { top: at, bottom: at + height, bands }),
        ...trucks.flatMap((truck, index) =>
          truckLane(context, at + index * rowHeight, truck, { row: rows.get(truck.id), stops }),
        ),
        ...eventLines(problem, frame, { top: at, bottom: at + height }),
      ];
    }),
    ...notes,
  ]);
}

function byTruck(rows: readonly TruckRow[]): Map<string, TruckRow> {
  return new Map(rows.map((row) => [row.truck, row]));
}

function optionText({ name, changedLoads, openLoads, lateness, lostM3, score }: RepairOption): string {
  return [
    `option ${name}`,
    `${counted(changedLoads, 'change')} to ${counted(openLoads, 'open load')}`,
    lateness.loads === 0 ? 'none late' : `${lateness.loads} late, by up to ${number(lateness.greatestMinutes, 0)} min`,
    `${number(lostM3, 3)} m3 not served`,
    `score ${percent(score.total)}`,
  ].join('   ·   ');
}

/** A row for a truck in both charts, so that they can be compared line by line. */
function truckLane(
  context: BarContext,
  y: number,
  { id, capacityM3 }: DispatchTruck,
  { row, stops }: { row: TruckRow | undefined; stops: readonly TruckStop[] },
): string[] {
  const { frame } = context;
  return [
    ...stops
      .filter((stop) => stop.truck === id)
      .map(
        ({ from, until, title }) =>
          `<rect class="stop" x="${round(frame.x(from))}" y="${y + 1}" width="${round(Math.max(2, frame.x(until) - frame.x(from)))}" height="${rowHeight - 2}" fill="#fbe3e1"><title>${escapeXml(title)}</title></rect>`,
      ),
    ...(row ? truckRow(context, y, row) : rowFrame(frame, y, `${id} · ${number(capacityM3)} m3`)),
  ];
}

/** A line at each moment at which something happened, and one at now. */
function eventLines(problem: RepairDispatchProblem, frame: Frame, { top, bottom }: { top: number; bottom: number }) {
  const clock = clockOf(problem.shift);
  const now = secondsOf(problem.shift, problem.now);
  const moments = new Map<number, string[]>([[now, [`${clock(now)}  now`]]]);
  for (const event of problem.events) {
    const at = secondsOf(problem.shift, event.at ?? problem.now);
    moments.set(at, [...(moments.get(at) ?? []), eventText(problem, event, clock)]);
  }
  let labelled = Infinity;
  return [...moments]
    .sort(([a], [b]) => b - a)
    .flatMap(([at, told]) => {
      const x = Math.min(frame.left + frame.chartWidth, Math.max(frame.left, frame.x(at)));
      // The one at now to the right of its line, those before it to the left, where there is room.
      const anchor = at >= now ? 'start' : 'end';
      const isLabelled = at >= now || labelled - x > labelWidth;
      if (isLabelled && at < now) labelled = x;
      return [
        `<g class="event"><title>${escapeXml(told.join('\n'))}</title>`,
        `<line x1="${round(x)}" x2="${round(x)}" y1="${top - 22}" y2="${bottom}" stroke="${eventColour}" stroke-width="1.6"${at === now ? '' : ' stroke-dasharray="6 3"'}/>`,
        isLabelled ? text(x + (anchor === 'start' ? 4 : -4), top - 24, clock(at), anchor, 11, eventColour) : '',
        '</g>',
      ];
    });
}

function trafficBands(problem: RepairDispatchProblem, clock: Clock): Band[] {
  return problem.events.flatMap((event) =>
    event.type === 'traffic'
      ? [
          {
            from: secondsOf(problem.shift, event.from ?? problem.now),
            to: secondsOf(problem.shift, event.until),
            title: eventText(problem, event, clock),
          },
        ]
      : [],
  );
}

function bottomNotes({ unrescued, notices }: RepairOption, frame: Frame, y: number): string[] {
  const missing = unrescued.map(({ order, volumeM3 }) => `${order} (${number(volumeM3, 3)} m3)`);
  const told = notices.map(({ message }) => message);
  const first = missing.length > 0 ? noteLines(frame, y, 'Not rescued:', missing, eventColour) : [];
  const second = told.length > 0 ? noteLines(frame, y + first.length * 18, 'To be told:', told, '#555') : [];
  return [...first, ...second];
}

/** Before and after a repair: two charts of trucks over one time axis, the plan that runs and the recommended option. */
import type { DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import type { RepairDispatchPlan, RepairDispatchProblem, RepairOption } from '../../models/repair.ts';
import { clockOf } from './clock.ts';
import { type Band, type Frame, frameOf, noteLines } from './dispatch-chart-frame.ts';
import { breakPattern } from './dispatch-legend.ts';
import { barContext } from './dispatch-load-bar.ts';
import { chartSpan, truckRows } from './dispatch-stages.ts';
import { recommendedOption } from './repair-changes.ts';
import { paintLegend, standsStill } from './repair-legend.ts';
import { paintAfter, paintBefore, paints } from './repair-paint.ts';
import { type MomentLine, type Panel, type PanelSetting, panelHeight, panelParts } from './repair-panel.ts';
import { plannedSchedule } from './repair-running.ts';
import { stopsOf } from './repair-stops.ts';
import { eventText } from './repair-words.ts';
import { svgDocument, text } from './svg.ts';
import { counted, number, percent } from './table.ts';

const legendTop = 44;
const top = 64;
const panelGap = 38;
/** Of one of the two charts; rows beyond it tell nobody anything. */
const mostRows = 200;

/** @returns a standalone SVG document; empty where neither plan has loads. */
export function repairGantt(problem: RepairDispatchProblem, plan: RepairDispatchPlan, title: string): string {
  const option = recommendedOption(plan);
  if (!option) return '';
  const shiftAfter: DispatchShift = { ...plan.shift, trucks: [...plan.shift.trucks, ...option.hired] };
  const running = plannedSchedule(problem.shift, problem.loads);
  const before = truckRows(problem.shift, running);
  const after = truckRows(shiftAfter, option.plan);
  const used = new Set([...before, ...after].map(({ truck }) => truck));
  if (used.size === 0) return '';
  const span = chartSpan(problem.shift, [...before, ...after]);
  const frame = frameOf(span);
  const clock = clockOf(problem.shift);
  const setting: PanelSetting = {
    span,
    // A row for a truck in both charts, so that they can be compared line by line.
    trucks: shiftAfter.trucks.filter(({ id }) => used.has(id)).slice(0, mostRows),
    bands: trafficBands(problem),
    stops: stopsOf(problem, span.until),
    lines: momentLines(problem),
  };
  const panels: Panel[] = [
    {
      heading: `Before: the plan that runs, ${counted(running.loads.length, 'load')}, ${number(running.metrics.servedM3)} m3`,
      context: barContext(problem.shift, frame, paintBefore(plan, option, clock)),
      rows: before,
    },
    {
      heading: `After: ${optionText(option)}`,
      context: barContext(shiftAfter, frame, paintAfter(plan, option, clock)),
      rows: after,
    },
  ];
  const step = panelHeight(setting) + panelGap;
  const bottom = top + panels.length * step - panelGap;
  const notes = bottomNotes(option, frame, bottom + 26);
  return svgDocument(frame.width, bottom + 20 + notes.length * 18, [
    breakPattern,
    text(12, 22, title, 'start', 15),
    ...paintLegend(legendTop, Object.values(paints), [standsStill]),
    ...panels.flatMap((panel, index) => panelParts(panel, setting, top + index * step)),
    ...notes,
  ]);
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

/** A line at each moment at which something happened, and one at now. */
function momentLines(problem: RepairDispatchProblem): MomentLine[] {
  const clock = clockOf(problem.shift);
  const now = secondsOf(problem.shift, problem.now);
  const told = problem.events.map((event) => ({
    at: secondsOf(problem.shift, event.at ?? problem.now),
    title: eventText(problem, event, clock),
  }));
  const all = [{ at: now, title: `${clock(now)}  now` }, ...told];
  return [...Map.groupBy(all, ({ at }) => at)].map(([at, ofMoment]) => ({
    at,
    label: clock(at),
    title: ofMoment.map(({ title }) => title).join('\n'),
    now: at === now,
  }));
}

function trafficBands(problem: RepairDispatchProblem): Band[] {
  const { shift, now, events } = problem;
  const clock = clockOf(shift);
  return events.flatMap((event) =>
    event.type === 'traffic'
      ? [
          {
            from: secondsOf(shift, event.from ?? now),
            to: secondsOf(shift, event.until),
            title: eventText(problem, event, clock),
          },
        ]
      : [],
  );
}

function bottomNotes({ unrescued, notices }: RepairOption, frame: Frame, y: number): string[] {
  const missing = unrescued.map(({ order, volumeM3 }) => `${order} (${number(volumeM3, 3)} m3)`);
  const told = notices.map(({ message }) => message);
  const first = missing.length > 0 ? noteLines(frame, y, 'Not rescued:', missing, '#b3261e') : [];
  const second = told.length > 0 ? noteLines(frame, y + first.length * 18, 'To be told:', told, '#555') : [];
  return [...first, ...second];
}

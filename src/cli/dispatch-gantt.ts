/** A plan of loads as an SVG: a row a truck, then a row a dock, and what found no place at the bottom. */
import type {
  DispatchCheckedPlan,
  DispatchLoad,
  DispatchShift,
  DispatchShiftPlan,
  DispatchViolation,
} from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { peakHours } from '../../solvers/dispatch/dense-costs.ts';
import { clockOf } from './clock.ts';
import { type Frame, frameOf, noteLines, rowFrame, rowHeight, timeAxis } from './dispatch-chart-frame.ts';
import { breakPattern, legend } from './dispatch-legend.ts';
import { type BarContext, barContext, dockBar, loadBar, type Paint, riskPaint } from './dispatch-load-bar.ts';
import { chartSpan, type TruckRow, truckRows } from './dispatch-stages.ts';
import { unplacedNotes } from './dispatch-unplaced-report.ts';
import { type Spanned, spread } from './lanes.ts';
import { escapeXml, round, svgDocument, text } from './svg.ts';
import { counted, number, percent } from './table.ts';

const top = 92;
const sectionGap = 34;
/** Rows beyond it tell nobody anything. */
const mostRows = 200;

/** @returns a standalone SVG document; empty where the plan has no loads. */
export function dispatchGantt(
  problem: DispatchShift,
  plan: DispatchShiftPlan | DispatchCheckedPlan,
  title: string,
): string {
  const rows = truckRows(problem, plan).slice(0, mostRows);
  if (rows.length === 0) return '';
  const span = chartSpan(problem, rows);
  const frame = frameOf(span);
  const docks = dockRows(problem, plan.loads).slice(0, mostRows);
  const docksTop = top + rows.length * rowHeight + sectionGap;
  const bottom = docksTop + docks.length * rowHeight;
  const context = barContext(problem, frame, plan.mode === 'check' ? paintOfBroken(plan.violations) : riskPaint);
  const clock = clockOf(problem);
  const bands = peakHours(problem, 1).map(({ from, to }) => ({
    from,
    to,
    title: `peak hours, ${clock(from)} to ${clock(to)}`,
  }));
  const notes = bottomNotes(problem, plan, frame, bottom + 30);
  return svgDocument(frame.width, bottom + 24 + notes.length * 18, [
    breakPattern,
    text(12, 22, title, 'start', 15),
    text(12, 42, headline(plan), 'start', 12, '#444'),
    ...legend(frame, 62),
    ...timeAxis(problem, frame, span, { top, bottom, bands }),
    ...rows.flatMap((row, at) => truckRow(context, top + at * rowHeight, row)),
    text(frame.left - 10, docksTop - 8, 'loading at', 'end', 11, '#777'),
    ...docks.flatMap(({ name, bars }, at) => {
      const y = docksTop + at * rowHeight;
      return [
        ...rowFrame(frame, y, name, counted(bars.length, 'load')),
        ...bars.map((bar) => dockBar(context, y, bar)),
      ];
    }),
    ...notes,
  ]);
}

function headline({ metrics }: DispatchShiftPlan | DispatchCheckedPlan): string {
  return [
    `${metrics.ordersServed} of ${counted(metrics.orders, 'order')}`,
    `${number(metrics.servedM3)} of ${number(metrics.volumeM3)} m3`,
    `${counted(metrics.loads, 'load')} on ${counted(metrics.trucksUsed, 'truck')}`,
    `utilisation ${percent(metrics.utilisation)}`,
    `${percent(metrics.onTimeShare)} in their window`,
    `${number(metrics.emptyKm)} km empty`,
  ].join('   ·   ');
}

/** Its name and capacity, breaks and loads, and how busy it is. */
export function truckRow(context: BarContext, y: number, { truck, utilisation, loads, breaks }: TruckRow): string[] {
  const { problem, frame } = context;
  const clock = clockOf(problem);
  const capacity = problem.trucks.find(({ id }) => id === truck)?.capacityM3;
  return [
    ...rowFrame(frame, y, capacity === undefined ? truck : `${truck} · ${number(capacity)} m3`, percent(utilisation)),
    ...breaks.map(
      ({ from, to }) =>
        `<rect x="${round(frame.x(from))}" y="${y + 4}" width="${round(Math.max(3, frame.x(to) - frame.x(from)))}" height="${rowHeight - 8}" fill="url(#break)"><title>${escapeXml(`${truck}: break ${clock(from)} to ${clock(to)}`)}</title></rect>`,
    ),
    ...loads.map((one) => loadBar(context, y, one)),
  ];
}

interface DockBar extends Spanned {
  readonly load: DispatchLoad;
}

/** A row each dock at work; of plants with any number of docks as many as were in use at once. */
function dockRows(problem: DispatchShift, loads: readonly DispatchLoad[]): { name: string; bars: DockBar[] }[] {
  return problem.plants.flatMap(({ id, docks }) => {
    const bars = loads
      .filter(({ plant }) => plant === id)
      .map((load) => ({ load, start: secondsOf(problem, load.loadStart), end: secondsOf(problem, load.loadEnd) }));
    if (docks === null) return spread(bars).map((lane) => ({ name: id, bars: lane }));
    const byDock = [...Map.groupBy(bars, ({ load }) => load.dock)].sort(([a], [b]) => a - b);
    return byDock.map(([dock, own]) => ({ name: docks > 1 ? `${id} · dock ${dock}` : id, bars: own }));
  });
}

/** By risk, with an edge around what breaks rules. */
function paintOfBroken(violations: readonly DispatchViolation[]): (load: DispatchLoad) => Paint {
  const byLoad = Map.groupBy(violations, ({ load }) => load);
  return (load) => {
    const broken = byLoad.get(load.id);
    return broken
      ? { ...riskPaint(load), edge: 'black', notes: broken.map(({ message }) => message) }
      : riskPaint(load);
  };
}

function bottomNotes(
  problem: DispatchShift,
  plan: DispatchShiftPlan | DispatchCheckedPlan,
  frame: Frame,
  y: number,
): string[] {
  const used = new Set(plan.loads.map(({ truck }) => truck));
  const idle = problem.trucks.filter(({ id, working }) => working && !used.has(id)).map(({ id }) => id);
  const missing =
    plan.mode === 'plan'
      ? unplacedNotes(plan.unplaced)
      : plan.orders.filter(({ served }) => served === 'none').map(({ order }) => order);
  const unplaced = missing.length > 0 ? noteLines(frame, y, 'Not placed:', missing, '#b3261e') : [];
  return [
    ...unplaced,
    ...(idle.length > 0 ? noteLines(frame, y + unplaced.length * 18, 'Trucks not used:', idle, '#555') : []),
  ];
}

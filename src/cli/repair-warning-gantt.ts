/** A plan with each load in the colour of its cascade-risk index. */
import type { DispatchLoad } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import type { RepairLoadRisk, RepairWarningPlan, RepairWarningProblem } from '../../models/repair-warning.ts';
import { clockOf } from './clock.ts';
import { frameOf } from './dispatch-chart-frame.ts';
import { breakPattern } from './dispatch-legend.ts';
import { barContext, type Paint } from './dispatch-load-bar.ts';
import { chartSpan, truckRows } from './dispatch-stages.ts';
import { type NamedPaint, paintLegend } from './repair-legend.ts';
import { panelHeight, panelParts } from './repair-panel.ts';
import { plannedSchedule } from './repair-running.ts';
import { indexText } from './repair-warning-report.ts';
import { svgDocument, text } from './svg.ts';
import { number, percent } from './table.ts';

const top = 64;
const mostRows = 200;

/** From the greatest down; levels of an answer change at 0.1 and 0.3. */
const steps: readonly (NamedPaint & { readonly from: number })[] = [
  { from: 0.3, colour: '#b3261e', sign: '!', means: 'index 0.3 and more' },
  { from: 0.2, colour: '#e2711d', sign: '!', means: '0.2 to 0.3' },
  { from: 0.1, colour: '#e8b100', means: '0.1 to 0.2' },
  { from: 0.03, colour: '#a3b744', means: '0.03 to 0.1' },
  { from: 0, colour: '#2a9d5c', means: 'less' },
];
const started: NamedPaint = { colour: '#c2c6cc', means: 'started' };

/** @returns a standalone SVG document; empty where the plan has no loads. */
export function warningGantt(problem: RepairWarningProblem, plan: RepairWarningPlan, title: string): string {
  const { shift } = problem;
  const schedule = plannedSchedule(shift, problem.loads);
  const rows = truckRows(shift, schedule);
  if (rows.length === 0) return '';
  const used = new Set(rows.map(({ truck }) => truck));
  const span = chartSpan(shift, rows);
  const frame = frameOf(span);
  const clock = clockOf(shift);
  const now = problem.now === undefined ? undefined : secondsOf(shift, problem.now);
  const setting = {
    span,
    trucks: shift.trucks.filter(({ id }) => used.has(id)).slice(0, mostRows),
    bands: [],
    stops: [],
    lines: now === undefined ? [] : [{ at: now, label: clock(now), title: 'now', now: true }],
  };
  const { violations, quietShare, runs } = plan.simulation;
  const heading = `Early warning ${plan.level}   ·   index ${indexText(plan.index)}   ·   ${number(violations.mean, 2)} limits broken in each of ${number(runs)} runs, none in ${percent(quietShare)}`;
  const context = barContext(shift, frame, paintByIndex(plan));
  return svgDocument(frame.width, top + panelHeight(setting) + 16, [
    breakPattern,
    text(12, 22, title, 'start', 15),
    ...paintLegend(44, [...steps, started]),
    ...panelParts({ heading, context, rows }, setting, top),
  ]);
}

function paintByIndex({ loads }: RepairWarningPlan): (load: DispatchLoad) => Paint {
  const risks = new Map(loads.map((risk) => [risk.load, risk]));
  return ({ id }) => {
    const risk = risks.get(id);
    if (!risk || risk.started) return started;
    const step = steps.find(({ from }) => risk.index >= from) ?? steps[steps.length - 1];
    return { ...step, notes: [riskText(risk)] };
  };
}

function riskText({ index, violations, delayMinutes, downstream }: RepairLoadRisk): string {
  return `cascade-risk index ${indexText(index)}, breaks ${number(violations, 3)} limits a run; ${number(delayMinutes.mean, 0)} min late on average, 1 in 20 ${number(delayMinutes.p95, 0)} min; can reach ${number(downstream)} loads`;
}

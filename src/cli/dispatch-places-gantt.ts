/** The best places for new orders as an SVG: a row for each truck of each place. */
import type { DispatchLoad, DispatchRecommendations, DispatchShift } from '../../models/dispatch.ts';
import { frameOf, rowFrame, rowHeight, timeAxis } from './dispatch-chart-frame.ts';
import { breakPattern, legend } from './dispatch-legend.ts';
import { barContext, loadBar } from './dispatch-load-bar.ts';
import { stagesOf } from './dispatch-stages.ts';
import { svgDocument, text } from './svg.ts';

const top = 74;

/** @returns a standalone SVG document; empty where no order found a place. */
export function placesGantt(problem: DispatchShift, plan: DispatchRecommendations, title: string): string {
  const rows = plan.recommendations.flatMap(({ order, rank, loads }) =>
    [...Map.groupBy(loads, ({ truck }: DispatchLoad) => truck)].map(([truck, own]) => ({
      name: `${order} #${rank} · ${truck}`,
      bars: own.map((load) => ({ load, stages: stagesOf(problem, load) })),
    })),
  );
  const stages = rows.flatMap(({ bars }) => bars.flatMap((bar) => bar.stages));
  if (stages.length === 0) return '';
  const span = { from: Math.min(...stages.map(({ from }) => from)), until: Math.max(...stages.map(({ to }) => to)) };
  const frame = frameOf(span);
  const context = barContext(problem, frame);
  const bottom = top + rows.length * rowHeight;
  return svgDocument(frame.width, bottom + 16, [
    breakPattern,
    text(12, 22, title, 'start', 15),
    ...legend(frame, 44),
    ...timeAxis(problem, frame, span, { top, bottom, bands: [] }),
    ...rows.flatMap(({ name, bars }, at) => [
      ...rowFrame(frame, top + at * rowHeight, name),
      ...bars.map((bar) => loadBar(context, top + at * rowHeight, bar)),
    ]),
  ]);
}

/** Projected stock as an SVG: a panel an item, stock after the deliveries and at the end of each day. */
import type { ReorderPlanProblem, ReorderProjection, ReorderPurchasePlan } from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import { colours, escapeXml, round, svgDocument, text } from './svg.ts';
import { number } from './table.ts';

const perRow = 4;
const panel = { width: 290, height: 150, left: 44, right: 10, top: 26, bottom: 22 };
const head = 58;
const mostPanels = 48;
const [stockColour, deliveryColour, safetyColour, shortColour] = [colours[0], colours[1], colours[2], colours[5]];

/** @returns a standalone SVG document of the first 48 items. */
export function stockChart(problem: ReorderPlanProblem, plan: ReorderPurchasePlan, title: string): string {
  const shown = plan.projection.slice(0, mostPanels);
  const safety = new Map(plan.policies.map(({ item, safetyStock }) => [item, safetyStock]));
  const units = new Map(problem.items.map(({ id, unit }) => [id, unit]));
  const more = plan.projection.length - shown.length;
  const legend = [
    [stockColour, 'stock at the end of the day'],
    [deliveryColour, 'delivery'],
    [safetyColour, 'safety stock'],
    [shortColour, 'short or wasted'],
  ].flatMap(([colour, name], at) => [
    `<rect x="${panel.left + at * 190}" y="28" width="11" height="11" fill="${colour}"/>`,
    text(panel.left + at * 190 + 16, 37, name, 'start', 11),
  ]);
  const panels = shown.map((row, at) => {
    const unit = units.get(row.item) ?? '';
    const parts = panelOf(problem, row, safety.get(row.item) ?? 0, unit);
    const x = (at % perRow) * panel.width;
    const y = head + Math.floor(at / perRow) * panel.height;
    return `<g transform="translate(${x} ${y})">${parts.join('')}</g>`;
  });
  const columns = Math.min(perRow, shown.length);
  const height = head + Math.ceil(shown.length / perRow) * panel.height + 10;
  return svgDocument(Math.max(columns * panel.width, 820), height, [
    text(panel.left, 16, more > 0 ? `${title} (${more} more items)` : title, 'start', 13),
    ...legend,
    ...panels,
  ]);
}

function panelOf(problem: ReorderPlanProblem, row: ReorderProjection, safety: number, unit: string): string[] {
  const { width, height, left, right, top, bottom } = panel;
  const delivered = new Map(row.arriving.map(({ day, quantity }) => [day, quantity]));
  const peaks = row.stock.map((stock, day) => stock + (delivered.has(day) ? row.demand[day] : 0));
  const most = Math.max(...peaks, safety, 1e-9) * 1.05;
  const dayWidth = (width - left - right) / row.stock.length;
  const x = (day: number) => left + day * dayWidth;
  const y = (quantity: number) => top + (1 - Math.max(0, quantity) / most) * (height - top - bottom);
  const floor = y(0);
  const bars = row.stock.map((stock, day) => {
    const label = `${row.item}, ${dateOf(problem.start, day)}: ${number(stock, 3)} ${unit} at the end of the day, demand ${number(row.demand[day], 3)}${delivered.has(day) ? `, delivery ${number(delivered.get(day)!, 3)}` : ''}`;
    return `<rect x="${round(x(day) + 1)}" y="${round(y(stock))}" width="${round(Math.max(1, dayWidth - 2))}" height="${round(floor - y(stock))}" fill="${stockColour}" fill-opacity="0.55"><title>${escapeXml(label)}</title></rect>`;
  });
  const deliveries = [...delivered.keys()].map(
    (day) =>
      `<line x1="${round(x(day) + 0.5)}" x2="${round(x(day) + 0.5)}" y1="${round(y(peaks[day]))}" y2="${round(floor)}" stroke="${deliveryColour}" stroke-width="2.5"/>`,
  );
  const marks = [...row.short, ...row.wasted].map(
    ({ day }) => `<circle cx="${round(x(day + 0.5))}" cy="${round(floor - 5)}" r="3.5" fill="${shortColour}"/>`,
  );
  const line =
    safety > 0
      ? [
          `<line x1="${left}" x2="${width - right}" y1="${round(y(safety))}" y2="${round(y(safety))}" stroke="${safetyColour}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
        ]
      : [];
  const last = row.stock.length - 1;
  return [
    text(left, top - 8, `${row.item}, ${unit}`, 'start', 11),
    `<line x1="${left}" x2="${width - right}" y1="${round(floor)}" y2="${round(floor)}" stroke="#888"/>`,
    text(left - 5, y(most / 1.05) + 4, number(most / 1.05, 1), 'end', 9),
    text(left - 5, floor + 3, '0', 'end', 9),
    text(x(0), height - 8, dateOf(problem.start, 0).slice(5), 'start', 9),
    text(width - right, height - 8, dateOf(problem.start, last).slice(5), 'end', 9),
    ...bars,
    ...deliveries,
    ...line,
    ...marks,
  ];
}

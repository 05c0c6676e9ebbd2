/** A melt plan as an SVG: days beside each other, a row a furnace, below them the draw on each power group. */
import type { MeltHeat, MeltPlan, MeltProblem } from '../../models/melt.ts';
import { daySpan, daysOf, minutesOf } from './melt-report.ts';
import { colours, escapeXml, round, svgDocument, text } from './svg.ts';
import { number, percent } from './table.ts';

const left = 110;
const top = 82;
const rowHeight = 30;
const groupHeight = 56;
const dayGap = 12;
const dayWidth = 250;

type Heats = Pick<MeltPlan, 'heats' | 'massUnit'>;

/**
 * @param notes - by id of a heat, of what is said in its title; such a heat gets a red edge.
 * @returns a standalone SVG document; empty where heats have no times.
 */
export function ganttSvg(
  problem: MeltProblem,
  plan: Heats,
  title: string,
  notes: ReadonlyMap<string, string> = new Map(),
): string {
  const span = daySpan(plan);
  if (!span) return '';
  const days = daysOf(plan);
  const colourOf = new Map(problem.grades.map(({ id }, at) => [id, colours[at % colours.length]]));
  const dayX = (day: string) => left + days.indexOf(day) * (dayWidth + dayGap);
  const x = (day: string, minute: number) => dayX(day) + ((minute - span.from) / (span.until - span.from)) * dayWidth;
  const rowsHeight = problem.furnaces.length * rowHeight;
  const groupY = (at: number) => top + rowsHeight + 14 + at * (groupHeight + 10);
  const width = left + days.length * (dayWidth + dayGap) + 10;
  const height = groupY(problem.powerGroups.length) + 10;

  const frames = days.flatMap((day) => [
    text(dayX(day) + dayWidth / 2, top - 20, day, 'middle', 12),
    ...hours(span).map((hour) => text(x(day, hour * 60), top - 6, String(hour % 24), 'middle', 9)),
    ...problem.furnaces.map(
      (_, row) =>
        `<rect x="${dayX(day)}" y="${top + row * rowHeight}" width="${dayWidth}" height="${rowHeight - 4}" fill="#f2f2f2"/>`,
    ),
  ]);
  const names = problem.furnaces.map(({ id }, row) => text(left - 8, top + row * rowHeight + 17, id, 'end', 12));
  const bars = plan.heats.flatMap((heat) => {
    if (!heat.start || !heat.day) return [];
    const row = problem.furnaces.findIndex(({ id }) => id === heat.furnace);
    const { start, end } = minutesOf(heat);
    const from = x(heat.day, start);
    const barWidth = Math.max(2, x(heat.day, end) - from - 1);
    return [
      `<rect x="${round(from)}" y="${top + row * rowHeight + 2}" width="${round(barWidth)}" height="${rowHeight - 8}" rx="2" fill="${colourOf.get(heat.grade)}"${edgeOf(heat, notes)}><title>${escapeXml([heatTitle(heat, plan), notes.get(heat.id) ?? []].flat().join('\n'))}</title></rect>`,
      barWidth > 20 ? text(from + barWidth / 2, top + row * rowHeight + 17, heat.id, 'middle', 9, '#fff') : '',
    ];
  });
  const legend = problem.grades.map(
    ({ id }, at) =>
      `<rect x="${left + at * 120}" y="24" width="11" height="11" fill="${colourOf.get(id)}"/>${text(left + at * 120 + 16, 33, id, 'start', 11)}`,
  );
  const groups = problem.powerGroups.flatMap((group, at) => [
    text(left - 8, groupY(at) + groupHeight / 2, group.id, 'end', 12),
    ...days.map((day) => drawOfDay(problem, plan, group, day, groupY(at), (minute) => x(day, minute), span)),
  ]);
  return svgDocument(width, height, [
    text(left, 16, title, 'start', 13),
    ...legend,
    text(left + problem.grades.length * 120 + 8, 33, 'black edge: cold start', 'start', 11),
    ...frames,
    ...names,
    ...bars,
    ...groups,
  ]);
}

function edgeOf({ id, coldStart }: MeltHeat, notes: ReadonlyMap<string, string>): string {
  if (notes.has(id)) return ' stroke="#b3261e" stroke-width="2.4"';
  return coldStart ? ' stroke="#000" stroke-width="1.2"' : '';
}

/** The draw of a group as steps over one day, with its limit as a line. */
function drawOfDay(
  problem: MeltProblem,
  plan: Heats,
  group: MeltProblem['powerGroups'][number],
  day: string,
  y: number,
  x: (minute: number) => number,
  span: { from: number; until: number },
): string {
  const drawOf = new Map(
    problem.furnaces
      .filter(({ id }) => group.furnaces.includes(id))
      .map(({ id, powerKw }) => [id, group.limitKw === undefined ? 1 : powerKw]),
  );
  const limit = group.limitKw ?? group.mostAtOnce!;
  const heats = plan.heats
    .filter((heat) => heat.start && heat.day === day && drawOf.has(heat.furnace))
    .map((heat) => ({ ...minutesOf(heat), draw: drawOf.get(heat.furnace)! }));
  const moments = [...new Set([span.from, ...heats.flatMap(({ start, end }) => [start, end]), span.until])].sort(
    (a, b) => a - b,
  );
  const level = (draw: number) => y + groupHeight - (draw / (limit * 1.15)) * groupHeight;
  const draws = moments.map((moment) =>
    heats.reduce((sum, { start, end, draw }) => sum + (start <= moment && moment < end ? draw : 0), 0),
  );
  const points = moments.flatMap((moment, at) => [
    `${round(x(moment))},${round(level(draws[Math.max(0, at - 1)]))}`,
    `${round(x(moment))},${round(level(draws[at]))}`,
  ]);
  const unit = group.limitKw === undefined ? 'furnaces' : 'kW';
  return [
    `<polygon points="${round(x(span.from))},${y + groupHeight} ${points.join(' ')} ${round(x(span.until))},${y + groupHeight}" fill="#d9d9d9"/>`,
    `<line x1="${round(x(span.from))}" x2="${round(x(span.until))}" y1="${round(level(limit))}" y2="${round(level(limit))}" stroke="#c00" stroke-dasharray="4 2"/>`,
    text(x(span.from) + 3, level(limit) - 3, `limit ${number(limit)} ${unit}`, 'start', 8, '#c00'),
  ].join('');
}

function heatTitle(heat: MeltHeat, plan: Heats): string {
  const contents = heat.contents.map(({ line, pieces }) => `${pieces} x ${line}`).join(', ');
  return `${heat.id} ${heat.furnace} ${heat.grade} ${heat.start?.slice(11, 16)}-${heat.end?.slice(11, 16)}, ${number(heat.mass)} ${plan.massUnit} (${percent(heat.fill)}): ${contents}`;
}

function hours({ from, until }: { from: number; until: number }): number[] {
  const step = (until - from) / 60 > 12 ? 2 : 1;
  return Array.from({ length: Math.floor((until - from) / 60 / step) + 1 }, (_, at) => from / 60 + at * step);
}

/** A melt plan for people: table of heats, totals, what is left out and why, and the week as a chart. */
import type { MeltHeat, MeltPlan, MeltProblem } from '../../models/melt.ts';
import { type Column, number, percent, table } from './table.ts';

const widestContents = 46;

/** What was found, stage by stage, in a few lines. */
export function meltSummary(problem: MeltProblem, plan: MeltPlan): string {
  const { totals, massUnit } = plan;
  const heats = problem.process === 'melt' ? 'heats' : 'batches';
  const lines = plan.stages.map((stage) => {
    const bound = stage.lowerBound === undefined ? 'no bound' : `bound ${number(stage.lowerBound)}`;
    const verdict = stage.proved ? 'proved optimal' : stage.gap === undefined ? '' : `gap ${percent(stage.gap)}`;
    return `  ${stage.stage}: ${number(stage.objective)} ${stage.unit} (${[bound, verdict].filter(Boolean).join(', ')})`;
  });
  const mass = (value: number) => `${number(value)} ${massUnit}`;
  return [
    plan.outcome === 'complete'
      ? `Every mandatory piece is poured: ${totals.heats} ${heats}, ${mass(totals.mandatoryMass)}.`
      : `Not everything can be poured: ${[`${mass(totals.leftMass)} left out`, plan.shortfall?.message].filter(Boolean).join('; ')}`,
    ...lines,
    `  mean fill ${percent(totals.meanFill)}, filler of later periods ${mass(totals.fillerMass)}` +
      (totals.energyKwh > 0 ? `, energy ${number(totals.energyKwh, 0)} kWh` : '') +
      (totals.coldStarts === undefined ? '' : `, cold starts ${totals.coldStarts}`),
  ].join('\n');
}

/** One row a heat, in time order where heats have times. */
export function heatTable(plan: MeltPlan): string {
  const timed = plan.heats.some((heat) => heat.start !== undefined);
  const marked = plan.heats.some((heat) => heat.fixed || heat.kept);
  const columns: Column<MeltHeat>[] = [
    { title: 'heat', cell: (heat) => heat.id },
    ...(marked ? [{ title: 'as', cell: (heat: MeltHeat) => (heat.fixed ? 'fixed' : heat.kept ? 'kept' : 'new') }] : []),
    ...(timed
      ? [
          { title: 'day', cell: (heat: MeltHeat) => heat.day ?? '' },
          { title: 'shift', cell: (heat: MeltHeat) => heat.shift ?? '' },
          { title: 'time', cell: (heat: MeltHeat) => (heat.start ? `${clock(heat.start)}-${clock(heat.end)}` : '') },
        ]
      : []),
    { title: 'furnace', cell: (heat) => heat.furnace },
    { title: 'grade', cell: (heat) => heat.grade },
    { title: plan.massUnit, cell: (heat) => number(heat.mass), right: true },
    { title: 'fill', cell: (heat) => percent(heat.fill), right: true },
    { title: 'pieces x line', cell: contentsText },
  ];
  return table(columns, plan.heats);
}

function contentsText(heat: MeltHeat): string {
  const all = heat.contents.map(({ line, pieces }) => `${pieces}x${line}`);
  let shown = all.length;
  while (shown > 1 && all.slice(0, shown).join(' ').length > widestContents) shown--;
  const rest = all.length - shown;
  return all.slice(0, shown).join(' ') + (rest > 0 ? ` +${rest} lines` : '');
}

export function furnaceTable(plan: MeltPlan): string {
  type Row = MeltPlan['totals']['byFurnace'][number];
  const columns: Column<Row>[] = [
    { title: 'furnace', cell: (row) => row.furnace },
    { title: 'heats', cell: (row) => String(row.heats), right: true },
    { title: plan.massUnit, cell: (row) => number(row.mass), right: true },
    { title: 'mean fill', cell: (row) => percent(row.meanFill), right: true },
  ];
  return table(columns, plan.totals.byFurnace);
}

/** Pieces of period 0 that stay out, with the reason of each; empty where there are none. */
export function leftTable(plan: MeltPlan): string {
  if (plan.left.length === 0) return '';
  const columns: Column<MeltPlan['left'][number]>[] = [
    { title: 'line', cell: (entry) => entry.line },
    { title: 'pieces', cell: (entry) => String(entry.pieces), right: true },
    { title: plan.massUnit, cell: (entry) => number(entry.mass), right: true },
    { title: 'reason', cell: (entry) => entry.reason },
    { title: 'why', cell: (entry) => entry.message },
  ];
  return table(columns, plan.left);
}

const minutesPerCell = 15;
const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The week as text: a block a day, a row a furnace, a letter a grade, a quarter of an hour a column. */
export function ganttText(problem: MeltProblem, plan: MeltPlan): string {
  const span = daySpan(plan);
  if (!span) return '';
  const letterOf = new Map(problem.grades.map(({ id }, at) => [id, letters[at % letters.length]]));
  const width = Math.max(...problem.furnaces.map(({ id }) => id.length), 10);
  const cells = Math.ceil((span.until - span.from) / minutesPerCell);
  const ruler = Array.from({ length: Math.ceil((span.until - span.from) / 60) }, (_, hour) =>
    String((span.from / 60 + hour) % 24)
      .padStart(2, '0')
      .padEnd(60 / minutesPerCell),
  ).join('');
  const blocks = daysOf(plan).map((day) => {
    const rows = problem.furnaces.map(({ id }) => {
      const row = Array<string>(cells).fill('.');
      for (const heat of plan.heats.filter((one) => one.furnace === id && one.day === day && one.start)) {
        const { start, end } = minutesOf(heat);
        const first = Math.round((start - span.from) / minutesPerCell);
        const last = Math.round((end - span.from) / minutesPerCell);
        for (let cell = first; cell < last; cell++) row[cell] = cell === first ? '[' : letterOf.get(heat.grade)!;
      }
      return `${id.padEnd(width)} ${row.join('')}`;
    });
    return [`${day.padEnd(width)} ${ruler}`, ...rows].join('\n');
  });
  const legend = [...letterOf].map(([grade, letter]) => `${letter} = ${grade}`).join(', ');
  return `${blocks.join('\n')}\n${' '.repeat(width)} [ = start of a heat, ${legend}`;
}

export function daysOf(plan: Pick<MeltPlan, 'heats'>): string[] {
  return [...new Set(plan.heats.flatMap((heat) => (heat.start && heat.day) || []))].sort();
}

/** Start and end of a heat in minutes from the start of its day, on the site's clock. */
export function minutesOf(heat: MeltHeat): { start: number; end: number } {
  const start = minutes(heat.start!) + (heat.start!.slice(0, 10) > heat.day! ? 1440 : 0);
  return { start, end: start + (Date.parse(heat.end!) - Date.parse(heat.start!)) / 60_000 };
}

/** Whole hours from the earliest start to the latest end on any day. */
export function daySpan(plan: Pick<MeltPlan, 'heats'>): { from: number; until: number } | undefined {
  const timed = plan.heats.filter((heat) => heat.start && heat.day);
  if (timed.length === 0) return undefined;
  const spans = timed.map(minutesOf);
  return {
    from: Math.floor(Math.min(...spans.map(({ start }) => start)) / 60) * 60,
    until: Math.ceil(Math.max(...spans.map(({ end }) => end)) / 60) * 60,
  };
}

function minutes(instant: string): number {
  return Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
}

function clock(instant: string | undefined): string {
  return instant?.slice(11, 16) ?? '';
}

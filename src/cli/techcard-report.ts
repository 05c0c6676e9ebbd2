/** A techcard plan for people: what it comes to, orders, resources, and a chart as text. */
import type { Valued } from '../../models/result.ts';
import type { TechcardPlan, TechcardProblem, TechcardVolumePlan } from '../../models/techcard.ts';
import { productOf } from '../../models/techcard-pieces.ts';
import { type Column, number, percent, shortTable, table } from './table.ts';
import { momentText } from './techcard-gantt.ts';
import { lanesOf } from './techcard-lanes.ts';

/** Of a table; what is beyond stands in the JSON. */
const mostRows = 60;
const chartCells = 96;
const mostChartRows = 40;
const letters = 'abcdefghijklmnopqrstuvwxyz';

export function techcardSummary(
  problem: TechcardProblem,
  plan: TechcardPlan,
  value?: Pick<Valued<unknown>, 'objective' | 'lowerBound'>,
): string {
  const { terms, operations, orders } = plan;
  if (problem.mode === 'volume') return '';
  const tardy = orders.filter(({ tardinessSeconds }) => tardinessSeconds > 0);
  const bound = value?.lowerBound === undefined ? '' : `, lower bound ${number(value.lowerBound)}`;
  return [
    `${operations.length} operations of ${orders.length} orders, all done ${duration(terms.makespan)} after the start.`,
    ...(value ? [`  objective ${number(value.objective)} ${plan.objectiveUnit}${bound}`] : []),
    `  orders late: ${tardy.length}${tardy.length > 0 ? `, the worst by ${duration(Math.max(...tardy.map((row) => row.tardinessSeconds)))}` : ''}` +
      (terms.setupTime > 0 ? `; set-ups ${duration(terms.setupTime)}` : ''),
  ].join('\n');
}

export function orderTable(problem: TechcardProblem, plan: TechcardPlan): string {
  if (plan.orders.length === 0) return '';
  const span = plan.terms.makespan;
  const inputs = new Map(problem.orders.map((order) => [order.id, order]));
  const products = new Map(problem.cards.map((card) => [card.id, productOf(card)]));
  type Row = TechcardPlan['orders'][number];
  const due = ({ due }: Row) =>
    due === undefined ? '' : momentText(problem, (Date.parse(due) - Date.parse(problem.start)) / 1000, span);
  const columns: Column<Row>[] = [
    { title: 'order', cell: (row) => row.order },
    { title: 'product', cell: (row) => products.get(inputs.get(row.order)!.card)! },
    { title: 'pieces', cell: (row) => String(inputs.get(row.order)!.quantity), right: true },
    { title: 'ready', cell: (row) => momentText(problem, row.end.seconds, span), right: true },
    { title: 'due', cell: due, right: true },
    { title: 'late', cell: (row) => (row.tardinessSeconds > 0 ? duration(row.tardinessSeconds) : ''), right: true },
  ];
  return shortTable(columns, plan.orders, mostRows);
}

export function resourceTable(plan: TechcardPlan): string {
  if (plan.resources.length === 0) return '';
  type Row = TechcardPlan['resources'][number];
  const columns: Column<Row>[] = [
    { title: 'resource', cell: (row) => row.resource },
    { title: 'busy', cell: (row) => duration(row.busySeconds), right: true },
    { title: 'used', cell: (row) => percent(row.utilisation), right: true },
    { title: '', cell: (row) => (row.bottleneck ? 'bottleneck' : '') },
  ];
  return shortTable(columns, plan.resources, mostRows);
}

export function waitTable(problem: TechcardProblem, plan: TechcardPlan): string {
  const waits = plan.operations.flatMap(({ wait, ...row }) => (wait ? [{ ...row, wait }] : []));
  if (waits.length === 0) return '';
  waits.sort((a, b) => b.wait.seconds - a.wait.seconds);
  const columns: Column<(typeof waits)[number]>[] = [
    { title: 'longest waits', cell: (row) => `${row.order} #${row.serial} ${row.operation}` },
    { title: 'until', cell: (row) => momentText(problem, row.start.seconds, plan.terms.makespan), right: true },
    { title: 'waited', cell: (row) => duration(row.wait.seconds), right: true },
    { title: 'why', cell: (row) => row.wait.reason },
  ];
  return table(columns, waits.slice(0, 10));
}

/** The plan as text: a row a machine, worker or lane, a letter a product. */
export function techcardChart(problem: TechcardProblem, plan: TechcardPlan): string {
  const lanes = lanesOf(problem, plan).slice(0, mostChartRows);
  if (lanes.length === 0) return '';
  const products = [...new Set(problem.cards.map(productOf))];
  const productByCard = new Map(problem.cards.map((card) => [card.id, products.indexOf(productOf(card))]));
  const letterOf = new Map(
    problem.orders.map(({ id, card }) => [id, letters[productByCard.get(card)! % letters.length]]),
  );
  const bars = lanes.flatMap((lane) => lane.bars);
  const from = Math.min(...bars.map(({ start }) => start));
  const until = Math.max(...bars.map(({ end }) => end));
  const cell = (seconds: number) => Math.min(chartCells, Math.round(((seconds - from) / (until - from)) * chartCells));
  const width = Math.max(...lanes.map(({ name }) => name.length));
  const rows = lanes.map(({ name, bars: own }) => {
    const row = Array<string>(chartCells).fill('.');
    for (const { operation, start, end } of own)
      for (let at = cell(start); at < Math.max(cell(end), cell(start) + 1) && at < chartCells; at += 1)
        row[at] = letterOf.get(operation.order)!;
    return `${name.padEnd(width)} ${row.join('')}`;
  });
  const begin = momentText(problem, from, until - from);
  const end = momentText(problem, until, until - from);
  const legend = products.slice(0, 12).map((product, at) => `${letters[at % letters.length]} = ${product}`);
  return [
    `${' '.repeat(width)} ${begin}${end.padStart(chartCells - begin.length)}`,
    ...rows,
    `${' '.repeat(width)} ${legend.join(', ')}`,
  ].join('\n');
}

export function volumeTable(volume: TechcardVolumePlan | undefined): string {
  if (!volume) return '';
  const periods = [...new Set(volume.rows.map(({ period }) => period))].sort((a, b) => a - b).slice(0, 16);
  const byLine = Map.groupBy(volume.rows, ({ site, product }) => `${site}  ${product}`);
  const columns: Column<[string, typeof volume.rows]>[] = [
    { title: 'site  product', cell: ([name]) => name },
    ...periods.map((period) => ({
      title: `p${period}`,
      right: true,
      cell: ([, rows]: [string, typeof volume.rows]) => {
        const pieces = rows.filter((row) => row.period === period).reduce((sum, { quantity }) => sum + quantity, 0);
        return pieces === 0 ? '' : String(pieces);
      },
    })),
  ];
  const unplaced = volume.unplaced.reduce((sum, { quantity }) => sum + quantity, 0);
  const tightest = volume.load.toSorted(
    (a, b) => b.loadSeconds / b.capacitySeconds - a.loadSeconds / a.capacitySeconds,
  )[0];
  const notes = [
    unplaced > 0 ? `${unplaced} pieces find no room.` : 'Every piece finds room.',
    tightest
      ? `Tightest: ${tightest.resource} in period ${tightest.period}, ${percent(tightest.loadSeconds / tightest.capacitySeconds)}.`
      : '',
  ];
  return `Volume plan, pieces by period\n${shortTable(columns, [...byLine], mostRows)}\n${notes.join(' ').trim()}`;
}

/** `2 h 05 min`, `45 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  if (whole < 7200)
    return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${String(whole % 60).padStart(2, '0')} s`}`;
  return `${number(Math.floor(whole / 3600), 0)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** The options of a repair side by side: a column an option, a row a figure. */
import type { RepairDispatchPlan, RepairOption } from '../../models/repair.ts';
import { type Column, counted, number, percent, table } from './table.ts';

interface Row {
  readonly title: string;
  readonly cell: (option: RepairOption) => string;
}

export function optionTable(plan: RepairDispatchPlan): string {
  const { options, recommended, pointPrice, objectiveUnit } = plan;
  const columns: Column<Row>[] = [
    { title: counted(options.length, 'option'), cell: ({ title }) => title },
    ...options.map((option) => ({
      title: option.name === recommended ? `* ${option.name}` : option.name,
      cell: ({ cell }: Row) => cell(option),
      right: true,
    })),
  ];
  const rows = [...figures, ...(options.some(({ prediction }) => prediction) ? predictions : [])];
  return [
    table(columns, rows),
    `* recommended. A point is worth ${number(pointPrice, 2)}; cost and total in ${objectiveUnit}.`,
  ].join('\n');
}

const figures: readonly Row[] = [
  { title: 'changes / open loads', cell: ({ changedLoads, openLoads }) => `${changedLoads} / ${openLoads}` },
  { title: 'untouched', cell: ({ untouchedShare }) => percent(untouchedShare) },
  { title: 'cascade: deep / wide, trucks', cell: ({ depth, width }) => `${depth} / ${width}` },
  { title: 'trucks hired', cell: ({ hired }) => String(hired.length) },
  { title: 'loads late / m3', cell: ({ lateness }) => `${lateness.loads} / ${number(lateness.m3, 3)}` },
  {
    title: 'minutes late: sum / most',
    cell: ({ lateness }) => `${number(lateness.minutes, 0)} / ${number(lateness.greatestMinutes, 0)}`,
  },
  { title: 'm3 promised, not served', cell: ({ lostM3 }) => number(lostM3, 3) },
  { title: 'm3 on board poured away', cell: ({ wastedM3 }) => number(wastedM3, 3) },
  { title: 'clients to be told', cell: ({ notices }) => String(notices.length) },
  { title: 'cost of the shift', cell: ({ cost }) => number(cost, 2) },
  { title: '  more than without the event', cell: ({ extraCost }) => number(extraCost, 2) },
  { title: 'points of the changes', cell: ({ points }) => number(points, 2) },
  { title: 'total', cell: ({ total }) => number(total, 2) },
  { title: 'score', cell: ({ score }) => score.total.toFixed(3) },
  { title: '  reaction, counts 0.3', cell: ({ score }) => score.reaction.toFixed(3) },
  { title: '  quality, 0.4', cell: ({ score }) => score.quality.toFixed(3) },
  { title: '  stability, 0.2', cell: ({ score }) => score.stability.toFixed(3) },
  { title: '  clients, 0.1', cell: ({ score }) => score.clients.toFixed(3) },
];

const predictions: readonly Row[] = [
  predicted('learned: goes well', ({ successProbability }) => percent(successProbability)),
  predicted('  minutes until all is well', ({ recoveryMinutes }) => number(recoveryMinutes, 0)),
  predicted('  money lost', ({ loss }) => number(loss, 0)),
  predicted('  quality, of 100', ({ quality }) => number(quality, 0)),
  predicted('  score (rank)', ({ score, rank }) => `${number(score, 3)} (${rank})`),
  predicted('  like past repairs', ({ unusual }) => (unusual ? 'NO' : 'yes')),
];

function predicted(title: string, cell: (prediction: NonNullable<RepairOption['prediction']>) => string): Row {
  return { title, cell: ({ prediction }) => (prediction ? cell(prediction) : '') };
}

/** The options of a repair side by side: a column an option, a row a figure. */
import type { RepairDispatchPlan, RepairOption } from '../../models/repair.ts';
import { type Figure, figureTable, priceFigures } from './repair-figures.ts';
import { number, percent } from './table.ts';

export function optionTable(plan: RepairDispatchPlan): string {
  const isPredicted = plan.options.some(({ prediction }) => prediction);
  return figureTable(plan, [...figures, ...(isPredicted ? predictions : [])]);
}

const figures: readonly Figure<RepairOption>[] = [
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
  ...priceFigures,
];

const predictions: readonly Figure<RepairOption>[] = [
  predicted('learned: goes well', ({ successProbability }) => percent(successProbability)),
  predicted('  minutes until all is well', ({ recoveryMinutes }) => number(recoveryMinutes, 0)),
  predicted('  money lost', ({ loss }) => number(loss, 0)),
  predicted('  quality, of 100', ({ quality }) => number(quality, 0)),
  predicted('  score (rank)', ({ score, rank }) => `${number(score, 3)} (${rank})`),
  predicted('  like past repairs', ({ unusual }) => (unusual ? 'NO' : 'yes')),
];

function predicted(
  title: string,
  cell: (prediction: NonNullable<RepairOption['prediction']>) => string,
): Figure<RepairOption> {
  return { title, cell: ({ prediction }) => (prediction ? cell(prediction) : '') };
}

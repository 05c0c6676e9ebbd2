/** Where a new order could go: the best places for each, side by side. */
import type { DispatchRecommendation, DispatchRecommendations, DispatchShift } from '../../models/dispatch.ts';
import { clockOf } from './clock.ts';
import { deviationText } from './dispatch-report.ts';
import { type Column, counted, number, someOf, table } from './table.ts';

/** A table an order, the best place first. */
export function placeTables(problem: DispatchShift, plan: DispatchRecommendations): string[] {
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const columns = placeColumns(problem, plan.objectiveUnit);
  return [...Map.groupBy(plan.recommendations, ({ order }) => order)].map(([id, places]) => {
    const { client, place, volumeM3 } = orders.get(id)!;
    const name = `${id}${client === undefined ? '' : ` (${client})`}, ${number(volumeM3, 3)} m3 at ${place}`;
    const rows = places.toSorted((a, b) => a.rank - b.rank);
    return `${name}: ${counted(rows.length, 'place')}\n${table(columns, rows)}`;
  });
}

function placeColumns(problem: DispatchShift, unit: string): Column<DispatchRecommendation>[] {
  const clock = clockOf(problem);
  const of = (name: 'truck' | 'plant') => (row: DispatchRecommendation) =>
    someOf([...new Set(row.loads.map((load) => load[name]))], 4);
  return [
    { title: 'rank', cell: ({ rank }) => String(rank), right: true },
    { title: 'trucks', cell: of('truck') },
    { title: 'plant', cell: of('plant') },
    { title: 'first', cell: ({ loads }) => (loads.length > 0 ? clock(firstUnloading(loads)) : ''), right: true },
    { title: 'from ideal', cell: ({ deviationMinutes }) => deviationText(deviationMinutes), right: true },
    { title: `costs more, ${unit}`, cell: ({ costIncrease }) => number(costIncrease, 2), right: true },
    {
      title: 'shifts',
      cell: ({ shifted }) =>
        shifted.length === 0
          ? 'nothing'
          : someOf(
              shifted.map(({ load, minutes }) => `${load} ${deviationText(minutes)}`),
              4,
            ),
    },
  ];
}

function firstUnloading(loads: DispatchRecommendation['loads']): string {
  return loads.reduce((first, load) => (Date.parse(load.unloadStart) < Date.parse(first.unloadStart) ? load : first))
    .unloadStart;
}

/** A plan of loads for people: what it comes to, the day of each truck, the day of each order. */
import type { DispatchMetrics, DispatchOrderDay, DispatchShift, DispatchShiftPlan } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { relativeGap, type Valued } from '../../models/result.ts';
import { type Clock, clockOf } from './clock.ts';
import { type Column, counted, number, percent, shortTable, someOf } from './table.ts';

export type Value = Pick<Valued<unknown>, 'objective' | 'lowerBound'>;
type Schedule = Pick<DispatchShiftPlan, 'objectiveUnit' | 'loads' | 'trucks' | 'orders' | 'terms' | 'metrics'>;

/** Of a table; what is beyond stands in the JSON. */
const mostRows = 60;
const aim = { from: 0.7, to: 0.9 };

export function dispatchSummary(problem: DispatchShift, plan: Schedule, value?: Value): string {
  const { metrics } = plan;
  const working = problem.trucks.filter(({ working }) => working).length;
  const way = `${number(metrics.emptyKm)} km empty, ${number(metrics.loadedKm)} km loaded`;
  return [
    `${metrics.ordersServed} of ${counted(metrics.orders, 'order')} served, ${volumeText(metrics)}`,
    `  objective ${objectiveText(plan.objectiveUnit, { objective: plan.terms.total, ...value })}`,
    `  ${counted(metrics.loads, 'load')} on ${metrics.trucksUsed} of ${counted(working, 'truck')}, utilisation ${percent(metrics.utilisation)} (${aimText(metrics)}), ${metrics.balanced ? 'balanced' : `${percent(metrics.utilisationSpread)} apart`}`,
    `  ${percent(metrics.onTimeShare)} of the unloadings in their window, ${number(metrics.meanDeviationMinutes)} min from the ideal start on average`,
    `  ${way}; drums filled to ${percent(metrics.fill)}`,
  ].join('\n');
}

function volumeText({ servedM3, volumeM3, servedAtMostM3 }: DispatchMetrics): string {
  const served = `${number(servedM3, 3)} of ${number(volumeM3, 3)} m3`;
  if (servedAtMostM3 === undefined || servedM3 >= volumeM3) return `${served}.`;
  if (servedM3 >= servedAtMostM3) return `${served}; no plan serves more.`;
  return `${served}; no plan serves more than ${number(servedAtMostM3, 3)} m3.`;
}

function aimText({ utilisation, trucksUsed }: DispatchMetrics): string {
  const range = `${aim.from * 100}..${aim.to * 100} %`;
  if (trucksUsed === 0 || (utilisation >= aim.from && utilisation <= aim.to)) return `aim ${range}`;
  return `${utilisation < aim.from ? 'below' : 'above'} the aim of ${range}`;
}

export function objectiveText(unit: string, { objective, lowerBound }: Value): string {
  const reached = `${number(objective, 2)} ${unit}`;
  const gap = relativeGap(objective, lowerBound);
  if (lowerBound === undefined || gap === undefined) return reached;
  return `${reached}, lower bound ${number(lowerBound, 2)}, gap ${percent(gap)}`;
}

export function truckTable(problem: DispatchShift, plan: Schedule): string {
  const used = plan.trucks.filter(({ loads }) => loads.length > 0);
  const idle = problem.trucks.filter(({ id, working }) => working && !used.some(({ truck }) => truck === id));
  const capacities = new Map(problem.trucks.map(({ id, capacityM3 }) => [id, capacityM3]));
  const volumes = new Map(plan.loads.map(({ id, volumeM3 }) => [id, volumeM3]));
  const clock = clockOf(problem);
  type Row = (typeof used)[number];
  const columns: Column<Row>[] = [
    { title: 'truck', cell: ({ truck }) => truck },
    { title: 'm3', cell: ({ truck }) => number(capacities.get(truck)!, 3), right: true },
    { title: 'loads', cell: ({ loads }) => String(loads.length), right: true },
    {
      title: 'carries m3',
      cell: ({ loads }) =>
        number(
          sum(loads, (load) => volumes.get(load) ?? 0),
          3,
        ),
      right: true,
    },
    { title: 'leaves', cell: ({ leave }) => optional(clock, leave), right: true },
    { title: 'back', cell: ({ back }) => optional(clock, back), right: true },
    { title: 'break', cell: ({ breaks }) => breaks.map(({ from }) => clock(from)).join(' '), right: true },
    { title: 'used', cell: ({ utilisation }) => percent(utilisation), right: true },
    { title: 'empty km', cell: ({ emptyKm }) => emptyKm.toFixed(1), right: true },
    { title: 'in turn', cell: ({ loads }) => someOf(loads, 6) },
  ];
  const spare =
    idle.length > 0
      ? [
          `Not used: ${someOf(
            idle.map(({ id }) => id),
            12,
          )}`,
        ]
      : [];
  return [...(used.length > 0 ? [shortTable(columns, used, mostRows)] : []), ...spare].join('\n');
}

export function orderTable(problem: DispatchShift, plan: Schedule): string {
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const loads = new Map(plan.loads.map((load) => [load.id, load]));
  const clock = clockOf(problem);
  const rows = plan.orders.toSorted((a, b) => startSeconds(problem, a) - startSeconds(problem, b));
  const trucks = (row: DispatchOrderDay) => [...new Set(row.loads.map((load) => loads.get(load)?.truck ?? '?'))];
  const columns: Column<DispatchOrderDay>[] = [
    { title: 'order', cell: ({ order }) => order },
    { title: 'client', cell: ({ order }) => orders.get(order)!.client ?? '' },
    { title: 'place', cell: ({ order }) => orders.get(order)!.place },
    { title: 'm3', cell: ({ order }) => number(orders.get(order)!.volumeM3, 3), right: true },
    { title: 'window', cell: ({ order }) => windowText(clock, orders.get(order)!.window) },
    { title: 'served', cell: servedText },
    { title: 'first', cell: ({ start }) => optional(clock, start), right: true },
    { title: 'from ideal', cell: (row) => deviationText(loads.get(row.loads[0])?.deviationMinutes), right: true },
    { title: 'longest gap', cell: ({ greatestGapMinutes }) => minutesText(greatestGapMinutes), right: true },
    { title: 'trucks', cell: (row) => someOf(trucks(row), 4) },
  ];
  return shortTable(columns, rows, mostRows);
}

/** Orders that nobody serves come last. */
function startSeconds(problem: DispatchShift, { start }: DispatchOrderDay): number {
  return start === undefined ? Number.MAX_SAFE_INTEGER : secondsOf(problem, start);
}

function windowText(clock: Clock, window: DispatchShift['orders'][number]['window']): string {
  return window ? `${clock(window.from)}-${clock(window.to)}${window.hard ? '' : ' soft'}` : 'any';
}

function servedText({ served, servedM3, onTime }: DispatchOrderDay): string {
  if (served === 'none') return 'NO';
  const amount = served === 'whole' ? 'yes' : `${number(servedM3, 3)} m3`;
  return onTime === false ? `${amount}, off window` : amount;
}

/** `+5 min`: later than ideal. */
export function deviationText(minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const whole = Math.round(minutes);
  return whole === 0 ? 'on time' : `${whole > 0 ? '+' : ''}${whole} min`;
}

export function minutesText(minutes: number | undefined): string {
  return minutes === undefined ? '' : `${number(minutes, 0)} min`;
}

function optional(clock: Clock, instant: string | undefined): string {
  return instant === undefined ? '' : clock(instant);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

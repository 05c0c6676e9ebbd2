/** Trucks over the shift as text: a row a truck, a letter what it does. */
import type { DispatchShift, DispatchShiftPlan } from '../../models/dispatch.ts';
import { clockOf, startOfDaySeconds } from './clock.ts';
import { chartSpan, type StageName, truckRows } from './dispatch-stages.ts';
import { ruler } from './time-axis.ts';

const cells = 96;
const mostRows = 40;

/** What is later in the list hides what is earlier where both fall into a cell. */
const letters: readonly (readonly [StageName | 'break', string])[] = [
  ['wait', '-'],
  ['buffer', '-'],
  ['after', '-'],
  ['empty', '<'],
  ['back', '<'],
  ['break', '#'],
  ['loaded', '>'],
  ['load', 'l'],
  ['unload', 'u'],
];

export function dispatchChart(problem: DispatchShift, plan: Pick<DispatchShiftPlan, 'loads' | 'trucks'>): string {
  const rows = truckRows(problem, plan);
  if (rows.length === 0) return '';
  const { from, until } = chartSpan(problem, rows);
  const cell = (seconds: number) => Math.round(((seconds - from) / (until - from)) * cells);
  const width = Math.max(...rows.map(({ truck }) => truck.length));
  const lines = rows.slice(0, mostRows).map(({ truck, loads, breaks }) => {
    const row = Array<string>(cells).fill('.');
    const parts = [
      ...loads.flatMap(({ stages }) => stages),
      ...breaks.map((pause) => ({ name: 'break' as const, ...pause })),
    ];
    for (const [name, letter] of letters)
      for (const part of parts.filter((one) => one.name === name)) {
        const first = Math.min(cell(part.from), cells - 1);
        row.fill(letter, first, Math.max(cell(part.to), first + 1));
      }
    return `${truck.padEnd(width)} ${row.join('')}`;
  });
  const indent = ' '.repeat(width + 1);
  return [
    `${indent}${hourLine(problem, from, until, cell)}`,
    ...lines,
    ...(rows.length > mostRows ? [`${indent}(${rows.length - mostRows} more trucks)`] : []),
    `${indent}l loading, > on the way, u unloading, < empty, - waiting or buffer, # break, . free`,
  ].join('\n');
}

/** Clock times, each from the cell where it is. */
function hourLine(problem: DispatchShift, from: number, until: number, cell: (seconds: number) => number): string {
  const clock = clockOf(problem);
  return ruler(from, until, { origin: -startOfDaySeconds(problem), most: 13 }).reduce((line, mark) => {
    const at = cell(mark);
    return at > line.length || line === '' ? `${line.padEnd(at)}${clock(mark)}` : line;
  }, '');
}

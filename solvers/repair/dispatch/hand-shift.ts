/**
 * A shift of four loads with round numbers, for tests: a km takes a minute, and so do a m3 to load and a m3 to unload; no
 * buffers, no washing. All loads hold 10 m3, so that each loading and each unloading takes 600 s.
 *
 * | place | km from the plant |
 * | --- | --- |
 * | plant (home of all trucks) | 0 |
 * | site a, site d | 10 |
 * | site b | 10, on the other side: 20 from site a |
 * | site c | 14, behind site a |
 *
 * | load | truck | loadStart | loaded | at the site | unloadStart | unloaded |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | a/1 | t1 | 0 | 600 | 1200 | 1200 | 1800 |
 * | a/2 | t2 | 600 | 1200 | 1800 | 1800 | 2400 |
 * | b/1 | t1, back at the plant at 2400 | 2400 | 3000 | 3600 | 3600 | 4200 |
 * | c/1 | t3 | 3600 | 4200 | 5040 | 5040 | 5640 |
 *
 * Orders a and b are of grade g, c of grade h; all may get 5400 s old, by the rules of a plan 4800 s. Order b has high priority.
 */
import type { z } from 'zod';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import { type Amended, amend } from './amend.ts';
import type { RunningLoad } from './loads.ts';

type Input = z.input<typeof RepairDispatchProblem>;
type ShiftInput = Input['shift'];

export const handShift: ShiftInput = {
  mode: 'plan',
  start: '2026-11-23T07:00:00+03:00',
  places: [
    { id: 'yard', xKm: 0, yKm: 0 },
    { id: 'site a', xKm: 10, yKm: 0 },
    { id: 'site b', xKm: -10, yKm: 0 },
    { id: 'site c', xKm: 14, yKm: 0 },
    { id: 'site d', xKm: 10, yKm: 0 },
  ],
  travel: { speedKmh: 60, detour: 1, costPerKm: 1 },
  grades: [{ id: 'g' }, { id: 'h' }],
  plants: [{ id: 'p', place: 'yard', docks: 2, loadMinutesPerM3: 1, leastLoadMinutes: 0 }],
  trucks: ['t1', 't2', 't3'].map((id) => ({ id, capacityM3: 10, home: 'yard', unloadMinutesPerM3: 1 })),
  orders: [
    { id: 'a', place: 'site a', volumeM3: 20, grade: 'g' },
    { id: 'b', place: 'site b', volumeM3: 10, grade: 'g', priority: 'high' },
    { id: 'c', place: 'site c', volumeM3: 10, grade: 'h' },
  ],
  parameters: {
    buffers: { travelShare: 0, riskLeastMinutes: 0, riskGreatestMinutes: 0 },
    tolerances: { lifetimeMinutes: 10 },
  },
};

const load = (order: string, truck: string, dock: number, loadStart: number, unloadStart: number) => ({
  ...{ order, truck, plant: 'p', dock, volumeM3: 10 },
  ...{ loadStart, unloadStart },
});

export const handLoads: Input['loads'] = [
  load('a', 't1', 0, 0, 1200),
  load('a', 't2', 1, 600, 1800),
  load('b', 't1', 0, 2400, 3600),
  load('c', 't3', 0, 3600, 5040),
];

/** @param rest - with `now`, events and facts; may have another shift or other loads. */
export function handProblem(rest: Partial<Input> & { readonly now: Input['now'] }): RepairDispatchProblem {
  return RepairDispatchProblem.parse({ mode: 'dispatch', shift: handShift, loads: handLoads, ...rest });
}

/** A fact that says nothing: without any, nothing is amended. */
export const nothing: Input['facts'] = { loads: [{ load: 'a/1' }] };

export function handAmended(rest: Parameters<typeof handProblem>[0]): Amended {
  return amend(handProblem(rest));
}

/** @returns the load, which must be there. */
export function loadOf({ loads }: Amended, id: string): RunningLoad {
  const found = loads.find((one) => one.id === id);
  if (!found) throw new Error(`no load ${id}`);
  return found;
}

/** Standing of each truck; `undefined` where it has none. */
export function standingsOf({ shift }: Amended): Record<string, unknown> {
  return Object.fromEntries(shift.trucks.map(({ id, standing }) => [id, standing]));
}

/**
 * The worked example of a shift with one order of 15 m3, with every number by hand. For tests.
 *
 * Five trucks of 5, 5, 7, 7 and 10 m3, 07:00 to 19:00; the base 10 km before the plant, the site 10 km behind it, 40 km/h:
 * 15 min each. 3 min per m3 to load, 2.5 to unload. The order is wanted from 09:00 to 12:00, poured without a break longer than
 * 30 min: 10 + 5 m3, fewest loads. The example unloads at 09:00 and 09:25 and so does this plan, with three differences: a
 * truck keeps buffers of B = 10 % of 15 min + 5 min = 6.5 min free, half of it (195 s) before unloading and half after it, so
 * that loading begins 3.25 min earlier than in the example (08:11:45 and not 08:15); the concrete ages until its unloading
 * ends, 73.25 min and not 15, with 10 of its 90 min kept in reserve; and the way back leads to the base, 20 km.
 */
import type { z } from 'zod';
import {
  type DispatchCheckProblem,
  type DispatchPlanProblem,
  DispatchProblem,
  type DispatchShiftPlan,
} from '../../../models/dispatch.ts';
import type { TimedLoad } from '../check.ts';

export type ShiftInput = z.input<typeof DispatchPlanProblem>;
export type OrderInput = ShiftInput['orders'][number];
export type TruckInput = ShiftInput['trucks'][number];

export const order: OrderInput = {
  id: 'o',
  priority: 'high',
  place: 'site',
  volumeM3: 15,
  window: { from: '2026-11-23T09:00:00+03:00', to: '2026-11-23T12:00:00+03:00' },
  continuous: true,
};

export const trucks: TruckInput[] = [5, 5, 7, 7, 10].map((capacityM3, index) => ({
  id: `t${index + 1}`,
  capacityM3,
  home: 'base',
}));

export const example: ShiftInput = {
  mode: 'plan',
  start: '2026-11-23T07:00:00+03:00',
  places: [
    { id: 'base', xKm: -10, yKm: 0 },
    { id: 'plant', xKm: 0, yKm: 0 },
    { id: 'site', xKm: 10, yKm: 0 },
  ],
  travel: { detour: 1 },
  plants: [{ id: 'p', place: 'plant' }],
  trucks,
  orders: [order],
};

/**
 * 10 m3: 1800 s of loading from 4305 (08:11:45), 900 s to the site, there at 7005, buffer of 195 s, unloading at 7200 (09:00).
 * 5 m3: 900 s of loading from 6705, 900 s to the site, there at 8505, buffer, unloading at 8700, when the other has ended.
 */
export const ten: TimedLoad = {
  ...{ order: 'o', truck: 't5', plant: 'p', dock: 0, volumeM3: 10 },
  ...{ loadStart: 4305, unloadStart: 7200 },
};
export const five: TimedLoad = {
  ...{ order: 'o', truck: 't1', plant: 'p', dock: 0, volumeM3: 5 },
  ...{ loadStart: 6705, unloadStart: 8700 },
};

/** Instant of a second from 07:00 at +03:00. */
export const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 23, 4) + seconds * 1000).toISOString().replace('.000', '');

/** Busy: loadStart to siteLeave, the 900 s to the plant before, and 1800 s back: 900 + 4590 + 1800, 900 + 2940 + 1800. */
const [busyTen, busyFive] = [7290, 5640];
const shift = 43_200;

const unused = (truck: string) => ({
  ...{ truck, loads: [], breaks: [], busyMinutes: 0, utilisation: 0, emptyKm: 0, loadedKm: 0 },
});

/** Home to plant 10 km and site to base 20 km empty; 10 km loaded. */
const day = (truck: string, load: string, leave: number, back: number, busy: number) => ({
  ...{ truck, loads: [load], leave: at(leave), back: at(back), breaks: [] },
  ...{ busyMinutes: busy / 60, utilisation: busy / shift, emptyKm: 30, loadedKm: 10 },
});

const noTerms = {
  ...{ unserved: 0, deviation: 0, travel: 0, trucks: 0, fill: 0, offWindow: 0, longGaps: 0 },
  ...{ firstDelay: 0, overtime: 0, shortShifts: 0, peaks: 0, balance: 0, reserve: 0, base: 0 },
};

/** 20 x two trucks, each half the difference of both from their mean. */
const balance = 20 * 2 * ((busyTen - busyFive) / shift / 2) ** 2;

export const examplePlan: z.input<typeof DispatchShiftPlan> = {
  mode: 'plan',
  objectiveUnit: 'weighted',
  loads: [
    {
      ...{ id: 'o/1', order: 'o', number: 1, truck: 't5', plant: 'p', dock: 0, volumeM3: 10 },
      ...{ leave: at(3405), plantArrival: at(4305), loadStart: at(4305), loadEnd: at(6105), siteArrival: at(7005) },
      // 10 x 150 s of unloading, and the second half of the buffer.
      ...{ unloadStart: at(7200), unloadEnd: at(8700), siteLeave: at(8895) },
      ...{ idealStart: at(7200), deviationMinutes: 0, ageMinutes: 73.25, bufferMinutes: 6.5 },
    },
    {
      ...{ id: 'o/2', order: 'o', number: 2, truck: 't1', plant: 'p', dock: 0, volumeM3: 5 },
      ...{ leave: at(5805), plantArrival: at(6705), loadStart: at(6705), loadEnd: at(7605), siteArrival: at(8505) },
      ...{ unloadStart: at(8700), unloadEnd: at(9450), siteLeave: at(9645) },
      // Ideal: after the unloading before it.
      ...{ idealStart: at(8700), deviationMinutes: 0, ageMinutes: 45.75, bufferMinutes: 6.5 },
    },
  ],
  trucks: [
    day('t1', 'o/2', 5805, 11_445, busyFive),
    ...['t2', 't3', 't4'].map(unused),
    day('t5', 'o/1', 3405, 10_695, busyTen),
  ],
  orders: [
    {
      ...{ order: 'o', served: 'whole', servedM3: 15, loads: ['o/1', 'o/2'], start: at(7200), end: at(9450) },
      ...{ onTime: true, greatestGapMinutes: 0 },
    },
  ],
  // 60 km empty at 1; both unloadings start in the peak from 08:00 to 10:00. The fittest truck, the first as all are as fit,
  // is kept busy for 64 of the 648 min that anybody may have.
  terms: { ...noTerms, travel: 60, peaks: 2, balance, total: 62 + balance },
  metrics: {
    ...{ orders: 1, ordersServed: 1, volumeM3: 15, servedM3: 15, loads: 2, trucksUsed: 2 },
    utilisation: (busyTen + busyFive) / 2 / shift,
    utilisationSpread: (busyTen - busyFive) / shift,
    ...{ balanced: true, meanDeviationMinutes: 0, onTimeShare: 1, emptyKm: 60, loadedKm: 20, fill: 1 },
  },
  unplaced: [],
};

export const planProblem = (more: Partial<ShiftInput> = {}): DispatchPlanProblem =>
  DispatchProblem.parse({ ...example, ...more }) as DispatchPlanProblem;

/** The same shift as one whose loads somebody made by hand. */
export function checkProblem({ fixed = [], ...more }: Partial<ShiftInput> = {}): DispatchCheckProblem {
  const problem = { ...example, ...more, mode: 'check', loads: fixed };
  return DispatchProblem.parse(problem) as DispatchCheckProblem;
}

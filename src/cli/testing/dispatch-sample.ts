/** A morning small enough to work out by hand: one plant, one served order of two loads, one order that finds no place. */
import type { z } from 'zod';
import type { DispatchPlan, DispatchProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { DispatchPlan as PlanSchema } from '../../../models/dispatch.ts';
import { DispatchPlanRequest } from '../../../models/plan-request.ts';

/** An instant of the morning by the clock of the site, three hours ahead of UTC, as plans write it. */
export function at(time: string): string {
  return new Date(`2026-11-23T${time}:00+03:00`).toISOString().replace('.000Z', 'Z');
}

export const shift = {
  start: '2026-11-23T07:00:00+03:00',
  places: [
    { id: 'yard', xKm: 0, yKm: 0 },
    { id: 'site <1>', xKm: 10, yKm: 0 },
  ],
  plants: [{ id: 'P', place: 'yard' }],
  trucks: [
    { id: 'T1', capacityM3: 10, home: 'yard' },
    { id: 'T2', capacityM3: 5, home: 'yard' },
    { id: 'T3', capacityM3: 7, home: 'yard' },
  ],
  orders: [
    {
      id: 'A&B',
      client: 'StroyGrad',
      place: 'site <1>',
      volumeM3: 15,
      continuous: true,
      window: { from: at('09:00'), to: at('12:00') },
    },
    { id: 'C', place: 'site <1>', volumeM3: 8, window: { from: at('07:30'), to: at('08:00'), hard: false } },
  ],
};

export function problemOf(mode: 'plan' | 'check' | 'recommend', extra: object = {}): DispatchProblem {
  return DispatchPlanRequest.parse({ kind: 'dispatch', problem: { mode, ...shift, ...extra } }).problem;
}

type PlanInput = z.input<typeof PlanSchema>;
export type LoadInput = Extract<PlanInput, { mode: 'plan' }>['loads'][number];

const empty = { lifetimeSlackMinutes: 35, windowSlackMinutes: 140, delayHits: [] };

/** Ten m3 that are late for nobody, then five that keep the pour going. */
export const loads: LoadInput[] = [
  {
    ...{ id: 'A&B/1', order: 'A&B', number: 1, truck: 'T1', plant: 'P', dock: 0, volumeM3: 10 },
    ...{ leave: at('08:00'), plantArrival: at('08:00'), loadStart: at('08:00'), loadEnd: at('08:30') },
    ...{ siteArrival: at('08:45'), unloadStart: at('09:00'), unloadEnd: at('09:25'), siteLeave: at('09:30') },
    ...{ idealStart: at('09:00'), deviationMinutes: 0, ageMinutes: 85, bufferMinutes: 10 },
    risk: { level: 'high', ...empty, lifetimeSlackMinutes: 5, delayHits: ['A&B'] },
  },
  {
    ...{ id: 'A&B/2', order: 'A&B', number: 2, truck: 'T2', plant: 'P', dock: 0, volumeM3: 5 },
    ...{ leave: at('08:15'), plantArrival: at('08:15'), loadStart: at('08:30'), loadEnd: at('08:45') },
    ...{ siteArrival: at('09:00'), unloadStart: at('09:30'), unloadEnd: at('09:45'), siteLeave: at('10:00') },
    ...{ idealStart: at('09:25'), deviationMinutes: 5, ageMinutes: 75, bufferMinutes: 10 },
    risk: { level: 'medium', ...empty, gapSlackMinutes: 25 },
  },
];

const terms = {
  ...{ unserved: 8000, deviation: 0.25, travel: 40, trucks: 0, fill: 0, offWindow: 0, longGaps: 0, firstDelay: 0 },
  ...{ overtime: 0, shortShifts: 0, peaks: 2, balance: 0.01, reserve: 0, base: 0, total: 8042.26 },
};

export const schedule = {
  objectiveUnit: 'weighted score',
  loads,
  trucks: [
    {
      ...{ truck: 'T1', loads: ['A&B/1'], leave: at('08:00'), back: at('10:15') },
      ...{ breaks: [{ from: at('09:30'), to: at('10:00') }], busyMinutes: 105, utilisation: 0.146 },
      ...{ emptyKm: 10, loadedKm: 10 },
    },
    {
      ...{ truck: 'T2', loads: ['A&B/2'], leave: at('08:15'), back: at('10:15'), breaks: [] },
      ...{ busyMinutes: 120, utilisation: 0.167, emptyKm: 10, loadedKm: 10 },
    },
  ],
  orders: [
    {
      ...{ order: 'A&B', served: 'whole' as const, servedM3: 15, loads: ['A&B/1', 'A&B/2'] },
      ...{ start: at('09:00'), end: at('09:45'), onTime: true, greatestGapMinutes: 5 },
    },
    { order: 'C', served: 'none' as const, servedM3: 0, loads: [] },
  ],
  terms,
  metrics: {
    ...{ orders: 2, ordersServed: 1, volumeM3: 23, servedM3: 15, servedAtMostM3: 20, loads: 2, trucksUsed: 2 },
    ...{ utilisation: 0.1565, utilisationSpread: 0.021, balanced: true, meanDeviationMinutes: 2.5, onTimeShare: 1 },
    ...{ emptyKm: 20, loadedKm: 20, fill: 1 },
  },
};

export const unplaced: DispatchShiftPlan['unplaced'] = [
  {
    order: 'C',
    volumeM3: 8,
    reasons: [{ code: 'window-too-short', message: 'no truck reaches the site < 08:00' }],
    relaxations: [
      { what: 'window-later', by: 25, unit: 'minutes', volumeM3: 8, message: 'window' },
      {
        ...{ what: 'truck', by: 1, unit: 'trucks', truck: 'T1', from: at('07:00'), to: at('15:00') },
        ...{ volumeM3: 5, message: 'truck' },
      },
    ],
    earliest: at('08:10'),
  },
];

export const shiftPlan: DispatchPlan = PlanSchema.parse({ mode: 'plan', ...schedule, unplaced });

/** Answers by hand to each sort of event, over the worked example of `hand-made.ts`. For tests. */

import { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { at, example, examplePlan, five, order, type TruckInput, ten, trucks } from '../../dispatch/check/hand-made.ts';
import type { TimedLoad } from '../../dispatch/check.ts';
import { baseCost, change, fleet, planOf, quiet, type Repair, repairOf, running, shiftNow } from './hand-made.ts';

/** A fiftieth of what it costs to deliver nothing, 2000 per m3 of 15, for each of two loads; they cost less than that. */
const pointPrice = 300;
const score = (reaction: number, quality: number, stability: number, clients: number) => ({
  ...{ reaction, quality, stability, clients },
  total: 0.3 * reaction + 0.4 * quality + 0.2 * stability + 0.1 * clients,
});

/** Nothing happened, nothing is known: the plan comes back. */
export function untouched(): Repair {
  const plan = DispatchShiftPlan.parse(examplePlan);
  return repairOf(
    { mode: 'dispatch', shift: example, loads: running, now: 6300 },
    {
      shift: shiftNow(6300, { plants: example.plants }),
      ...{ pointPrice, baseCost, loads: { open: ['o/1', 'o/2'] }, limitMs: 600_000 },
      options: [{ ...quiet, plan, openLoads: 2 }],
    },
  );
}

/**
 * t1 is out at 08:00 (3600): t2 takes its load at the same times; or 600 s later, at 0.5 points for the move and 10 x 0.02 for the
 * minutes. t5 is on its way to the plant already, there at 4305.
 */
export function truckOut(): Repair {
  const shift = shiftNow(3600, {
    trucks: fleet(3600, { t1: { working: false }, t5: { standing: { place: 'plant', from: 4305 } } }),
  });
  const is = { ...five, truck: 't2' };
  const later = { ...is, unloadStart: 9300 };
  return repairOf(
    {
      ...{ mode: 'dispatch', shift: example, loads: running, now: 3600 },
      events: [{ type: 'truck-out', truck: 't1' }],
    },
    {
      ...{ shift, pointPrice, baseCost, loads: { open: ['o/1', 'o/2'] }, limitMs: 120_000 },
      options: [
        {
          ...{ ...quiet, plan: planOf(shift, [ten, is]), changes: [change(['truck'], 1, ['o/2', five], ['o/2', is])] },
          ...{ points: 1, changedLoads: 1, openLoads: 2, untouchedShare: 0.5, depth: 1, width: 2 },
          score: score(1, 1, 0.5, 1),
        },
        {
          ...{ ...quiet, name: 'least-cost', plan: planOf(shift, [ten, later]) },
          changes: [change(['truck', 'later'], 1.7, ['o/2', five], ['o/2', later])],
          ...{ points: 1.7, changedLoads: 1, openLoads: 2, untouchedShare: 0.5, depth: 1, width: 2 },
          score: score(1, 1, 0.5, 1),
        },
      ],
    },
  );
}

const t6: TruckInput = { id: 't6', capacityM3: 10, home: 'plant' };

/**
 * t5 is out at 08:45 (6300), 195 of 900 s behind the plant: it counts as there still. t6 takes its load over in 600 s, drives
 * 900 s, and is there at 7800; its unloading ends at 9300, and the concrete is 4995 s old. o/2 waits for it: 600 s later. That is
 * 0.5 points for the move and 10 x 0.02 for the minutes.
 */
export function transfer(): Repair {
  const over: TimedLoad = { ...ten, truck: 't6', plant: 'transfer:o/1', loadStart: 6300, unloadStart: 7800 };
  const is = { ...five, unloadStart: 9300 };
  const all = [...trucks, t6];
  const shift = shiftNow(6300, {
    plants: [
      { ...example.plants[0], hours: { from: 6300, to: 400_000_000 } },
      {
        ...{ id: 'transfer:o/1', place: 'plant', docks: 1, loadFixedMinutes: 10, loadMinutesPerM3: 0 },
        ...{ leastLoadMinutes: 0, afterLoadingMinutes: 0, grades: [], hours: { from: 400_000_000, to: 400_000_001 } },
      },
    ],
    // t1 is on its way to the plant, there at 6705.
    trucks: fleet(6300, { t1: { standing: { place: 'plant', from: 6705 } }, t5: { working: false }, t6: {} }, all),
    orders: [{ ...order, partial: true }],
    fixed: [over],
  });
  return repairOf(
    {
      ...{ mode: 'dispatch', shift: { ...example, trucks: all }, loads: running, now: 6300 },
      events: [{ type: 'truck-out', truck: 't5' }],
    },
    {
      ...{ shift, pointPrice, baseCost, loads: { open: ['o/2'], gone: ['o/1'] }, limitMs: 120_000 },
      rescues: [
        {
          ...{ load: 'o/1', action: 'transfer', order: 'o', truck: 't6', plant: 'transfer:o/1', volumeM3: 10 },
          ...{ loadStart: at(6300), unloadStart: at(7800), ageMinutes: 83.25, message: 'into t6' },
          reason: { code: 'truck-out', message: 't5 is out', event: 0 },
        },
      ],
      options: [
        {
          ...{
            ...quiet,
            plan: planOf(shift, [over, is]),
            changes: [change(['later'], 0.7, ['o/2', five], ['o/2', is])],
          },
          ...{ points: 0.7, changedLoads: 1, openLoads: 1, untouchedShare: 0, depth: 1, width: 1 },
          score: score(1, 1, 0, 1),
        },
      ],
    },
  );
}

/**
 * Order o is cancelled at 08:45 (6300) with 10 m3 on board. Order n, 20 km behind the plant, takes them: 1800 s from where the truck
 * is, there at 8100, unloaded until 9600, 5295 s old. Its own load, of t6, is not needed any more. o/2 has not started and is gone.
 * In m3 served: -25 before, -10 after.
 */
export function divert(): Repair {
  const n = { id: 'n', place: 'yard', volumeM3: 10, lifetimeMinutes: 120 };
  // 1800 s of loading, 1800 on the way, buffer of half of 180 + 300 s.
  const own: TimedLoad = {
    ...{ order: 'n', truck: 't6', plant: 'p', dock: 0, volumeM3: 10 },
    ...{ loadStart: 7605, unloadStart: 11_445 },
  };
  const over: TimedLoad = { ...ten, order: 'n', unloadStart: 8100 };
  const all = [...trucks, t6];
  const wider = {
    places: [...example.places, { id: 'yard', xKm: 20, yKm: 0 }],
    objective: { name: 'served-volume' as const },
  };
  const shift = shiftNow(6300, {
    ...{ ...wider, orders: [{ ...n, partial: true }], fixed: [over] },
    trucks: fleet(6300, { t5: {}, t6: { standing: { place: 'plant', from: 6300 } } }, all),
  });
  return repairOf(
    {
      ...{ mode: 'dispatch', now: 6300, prices: { unit: 100 } },
      ...{ shift: { ...example, ...wider, trucks: all, orders: [order, n] }, loads: [ten, five, own] },
      events: [{ type: 'order-cancelled', order: 'o' }],
    },
    {
      ...{ shift, pointPrice: 100, baseCost: -25, loads: { open: ['n/1'], gone: ['o/1', 'o/2'] }, limitMs: 120_000 },
      rescues: [
        {
          ...{ load: 'o/1', action: 'divert', order: 'n', truck: 't5', unloadStart: at(8100), volumeM3: 10 },
          ...{ ageMinutes: 88.25, message: 'on to n', reason: { code: 'order-cancelled', message: 'o is cancelled' } },
        },
      ],
      options: [
        {
          ...{ ...quiet, plan: planOf(shift, [over]), changes: [change(['dropped'], 5, ['n/1', own], undefined)] },
          ...{ points: 5, changedLoads: 1, openLoads: 1, untouchedShare: 0, depth: 1, width: 1 },
          notices: [{ order: 'o', what: 'cancelled', message: 'as you wished' }],
          score: score(1, 1, 0, 1),
        },
      ],
    },
  );
}

/**
 * t5 is out at 08:15 (4500) while it is loaded, and nobody can take its 10 m3 over in less than 90 min: they are lost, and brought
 * anew by t3, which holds 10 here. t1 comes first now, 20 min earlier than planned: from the base from 4500 on it is at the plant
 * at 5400, at the site at 7200. 0.5 points for that, 2 for the promise, 0.5 for the load more, which is o/2 now. It is loaded when
 * the dock is free, until 8100, and there at 9000.
 */
export function loss(): Repair {
  const all = trucks.map((truck) => (truck.id === 't3' ? { ...truck, capacityM3: 10 } : truck));
  const shift = shiftNow(4500, { trucks: fleet(4500, { t5: { working: false } }, all) });
  const earlier = { ...five, loadStart: 5400, unloadStart: 7500 };
  const anew = { ...ten, truck: 't3', loadStart: 6300, unloadStart: 9195 };
  return repairOf(
    {
      ...{ mode: 'dispatch', shift: { ...example, trucks: all }, loads: running, now: 4500, transferMinutes: 90 },
      events: [{ type: 'truck-out', truck: 't5' }],
    },
    {
      ...{ shift, pointPrice, baseCost, loads: { open: ['o/2'], gone: ['o/1'] }, limitMs: 120_000 },
      rescues: [
        {
          ...{ load: 'o/1', action: 'loss', volumeM3: 10, message: 'pour it away' },
          reason: { code: 'truck-out', message: 't5 is out', event: 0 },
        },
      ],
      options: [
        {
          ...{ ...quiet, plan: planOf(shift, [earlier, anew]), openLoads: 1, untouchedShare: 0, changedLoads: 2 },
          changes: [
            change(['earlier'], 0.5, ['o/2', five], ['o/1', earlier]),
            change(['added'], 0.5, undefined, ['o/2', anew]),
          ],
          ...{ points: 3, depth: 1, width: 2, wastedM3: 10, score: score(1, 1, 0, 0) },
          notices: [{ order: 'o', what: 'earlier', was: at(8700), is: at(7500), minutes: -20, message: 'earlier' }],
        },
      ],
    },
  );
}

/**
 * At 08:45 (6300) roads take twice the time until 20,000, and unloading of o/2 is delayed by 20 min before it is loaded. o/1 has
 * driven 195 of 900 s, the other 705 take 1410: there at 7710. o/2 leaves at 7605, is there at 9405, and is held until 10,605;
 * loaded at 6705 it is 4650 of 4800 s old at the end. Nothing is left open. First answer after a tenth of 3 min.
 */
export function delay(): Repair {
  const fixed = [
    { ...ten, unloadStart: 7710 },
    { ...five, unloadStart: 10_605 },
  ];
  const shift = shiftNow(6300, {
    ...{ fixed, travel: { detour: 1, traffic: [{ from: 6300, to: 20_000, factor: 2 }] } },
    ...{ orders: [{ ...order, partial: true }], trucks: fleet(6300, { t1: {}, t5: {} }) },
  });
  return repairOf(
    {
      ...{ mode: 'dispatch', shift: example, loads: running, now: 6300 },
      events: [
        { type: 'unload-delay', load: 'o/2', minutes: 20 },
        { type: 'traffic', factor: 2, until: 20_000 },
      ],
    },
    {
      ...{ shift, pointPrice, baseCost, loads: { underWay: ['o/1', 'o/2'] }, limitMs: 180_000, reactionMs: 18_000 },
      options: [{ ...quiet, plan: planOf(shift, fixed), score: score(0.9, 1, 1, 1) }],
    },
  );
}

/**
 * At 08:00 (3600) order o asks for 18 m3, and n of 5 m3 comes new, 10 km from the plant. Both loads of o come 1000 s later: each
 * 0.5 points and 16 2/3 x 0.02; its first unloading moves by more than 15 min: 2 points. Without more, 3 m3 of o are lost. A
 * hired truck brings them, at 0.5 points: one like t5, from the plant, from 5400 on; its unloading at 10,900 is 2200 s after the
 * last that was planned. With nothing changed, n is lost too: fewest points, and too little is served.
 */
export function moreWanted(): Repair {
  const partial = { ...order, partial: true };
  const n = { id: 'n', place: 'north', volumeM3: 5 };
  const places = [...example.places, { id: 'north', xKm: 0, yKm: 10 }];
  const shift = shiftNow(3600, {
    ...{ places, orders: [{ ...partial, volumeM3: 18 }, n] },
    trucks: fleet(3600, { t5: { standing: { place: 'plant', from: 4305 } } }),
  });
  const first = { ...ten, loadStart: 5305, unloadStart: 8200 };
  // The dock is free at 7105, the site at 9700.
  const second = { ...five, loadStart: 7105, unloadStart: 9700 };
  const added: TimedLoad = {
    ...{ order: 'n', truck: 't2', plant: 'p', dock: 0, volumeM3: 5 },
    ...{ loadStart: 8005, unloadStart: 10_000 },
  };
  const third: TimedLoad = {
    ...{ order: 'o', truck: 'hired-1', plant: 'p', dock: 0, volumeM3: 3 },
    ...{ loadStart: 8905, unloadStart: 10_900 },
  };
  const hired = {
    ...shift.trucks[4],
    ...{ id: 'hired-1', home: 'plant', end: 'plant', shift: { from: 5400, to: 43_200 } },
    standing: { place: 'plant', from: 5400 },
  };
  const minutes = 1000 / 60;
  const points = 0.5 + minutes * 0.02;
  const moved = [
    change(['later'], points, ['o/1', ten], ['o/1', first]),
    change(['later'], points, ['o/2', five], ['o/2', second], 2),
  ];
  const fresh = change(['added'], 0, undefined, ['n/1', added]);
  const told = { order: 'n', what: 'added' as const, message: 'you are served' };
  const missing = { volumeM3: 3, order: 'o', reasons: [{ code: 'trucks-busy' as const, message: 'all are' }] };
  const none = { ...missing, order: 'n', volumeM3: 5 };
  return repairOf(
    {
      ...{ mode: 'dispatch', shift: { ...example, places, orders: [partial] }, loads: running, now: 3600 },
      events: [
        { type: 'order-changed', order: 'o', to: { volumeM3: 18 } },
        { type: 'order-added', order: n },
      ],
    },
    {
      ...{ shift, pointPrice, baseCost, loads: { open: ['o/1', 'o/2'] }, limitMs: 120_000 },
      options: [
        {
          ...{ ...quiet, openLoads: 2, changes: [...moved, fresh], points: 2 * points + 2, changedLoads: 3 },
          ...{ untouchedShare: 0, depth: 2, width: 3, lostM3: 3 },
          plan: planOf(shift, [first, second, added], [{ ...missing, relaxations: [] }]),
          lateness: { loads: 2, m3: 15, minutes: 2 * minutes, greatestMinutes: minutes },
          notices: [{ order: 'o', what: 'less', missingM3: 3, message: '3 m3 less' }, told],
          unrescued: [{ ...missing, suggestions: [], severity: 'high', text: 'hire a truck' }],
          // Weights 2 and 1.
          score: score(1, 35 / 41, 0, 1 / 3),
        },
        {
          ...{ ...quiet, name: 'least-lateness', openLoads: 2, lostM3: 8, score: score(1, 30 / 41, 1, 0) },
          plan: planOf(
            shift,
            [ten, five],
            [
              { ...missing, relaxations: [] },
              { ...none, relaxations: [] },
            ],
          ),
          notices: [
            { order: 'o', what: 'less', missingM3: 3, message: '3 m3 less' },
            { order: 'n', what: 'not-served', missingM3: 5, message: 'sorry' },
          ],
          unrescued: [missing, none].map((one) => ({ ...one, suggestions: [], severity: 'high', text: 'hire' })),
        },
        {
          ...{ ...quiet, name: 'hired-truck', hired: [hired], openLoads: 2, untouchedShare: 0, depth: 2, width: 4 },
          changes: [...moved, change(['added'], 0.5, undefined, ['o/3', third]), fresh],
          ...{ points: 2 * points + 2 + 0.5, changedLoads: 4 },
          plan: planOf({ ...shift, trucks: [...shift.trucks, hired] }, [first, second, third, added]),
          lateness: { loads: 3, m3: 18, minutes: 2 * minutes + 2200 / 60, greatestMinutes: 2200 / 60 },
          notices: [{ order: 'o', what: 'later', was: at(7200), is: at(8200), minutes, message: 'later' }, told],
          score: score(1, 1, 0, 1 / 3),
        },
      ],
    },
  );
}

export const cases = { untouched, truckOut, transfer, divert, loss, delay, moreWanted };

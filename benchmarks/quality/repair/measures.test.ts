import { describe, expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { smallPlan, smallShift } from '../../instances/repair/testing/small-plan.ts';
import { fixedWeighted, identicalShare, servedWeighted, shareOf } from './measures.ts';

const shift = smallShift();
const [a1, a2, b1, c1] = smallPlan;

test('volume counts once, twice or four times by priority', () => {
  const orders = shift.orders.map((order, index) => ({
    ...order,
    priority: (['normal', 'high', 'critical', 'normal'] as const)[index],
  }));
  const days = [
    { order: 'a', servedM3: 20 },
    { order: 'b', servedM3: 8 },
    { order: 'c', servedM3: 8.5 },
    { order: 'd', servedM3: 0 },
  ] as DispatchShiftPlan['orders'];
  expect(servedWeighted({ ...shift, orders }, { orders: days })).toBe(20 + 2 * 8 + 4 * 8.5);
  // Two fixed loads of b hold 10 m3 together, two more than it takes.
  const fixed = [
    { order: 'b', truck: 'k2', plant: 'p', volumeM3: 4 },
    { order: 'b', truck: 'k3', plant: 'p', volumeM3: 6 },
    { order: 'a', truck: 'k3', plant: 'p', volumeM3: 7 },
  ];
  expect(fixedWeighted({ ...shift, orders, fixed })).toBe(2 * 8 + 7);
});

test('a share of nothing is all of it', () => {
  expect(shareOf(9, 10)).toBe(0.9);
  expect(shareOf(0, 0)).toBe(1);
});

describe('what stays as it is', () => {
  const planOf = (loads: readonly RunningLoad[]) => ({
    loads: loads.map((load) => ({
      ...load,
      loadStart: instantOf(shift, load.loadStart),
      unloadStart: instantOf(shift, load.unloadStart),
    })) as unknown as DispatchShiftPlan['loads'],
  });
  const share = (events: readonly RepairEvent[], loads: readonly RunningLoad[], open = ['a/1', 'a/2', 'c/1']) =>
    identicalShare({ shift, events: [...events] }, smallPlan, open, planOf(loads));
  const traffic = { type: 'traffic', factor: 2, until: 3600 } as const;
  const added: RepairEvent = { type: 'truck-added', truck: shift.trucks[0] };

  test('of all open loads where the event names none; a second makes the difference', () => {
    expect(share([added], [a1, a2, c1])).toBe(1);
    expect(share([added], [a1, { ...a2, unloadStart: a2.unloadStart + 1 }, c1])).toBeCloseTo(2 / 3, 9);
    expect(share([added], [a1, { ...a2, loadStart: a2.loadStart - 1 }])).toBeCloseTo(1 / 3, 9);
    expect(share([added], [b1, { ...a1, truck: 'k3' }, { ...c1, plant: 'q' }])).toBe(0);
  });

  test('loads on the road while it is slower are touched, and those elsewhere or at other hours are not', () => {
    const from = Math.min(a1.loadStart, a2.loadStart, c1.loadStart);
    const until = Math.max(a1.unloadStart, a2.unloadStart, c1.unloadStart);
    expect(share([{ ...traffic, from, until }], [a1, a2, c1])).toBeNull();
    expect(share([{ ...traffic, from: 20 * until, until: 30 * until }], [a1, a2])).toBeCloseTo(2 / 3, 9);
    expect(share([{ ...traffic, from, until, places: ['nowhere'] }], [a1, a2])).toBeCloseTo(2 / 3, 9);
  });

  test.each<[RepairEvent, number | null]>([
    // k2 has a/1 and c/1; only a/2 is left, and it stays.
    [{ type: 'truck-out', truck: 'k2', onBoard: 'auto' }, 1],
    // a/2 is hit; of a/1 and c/1 one stays.
    [{ type: 'accident', truck: 'k10', onBoard: 'auto' }, 0],
    [{ type: 'order-cancelled', order: 'a' }, 0],
    [{ type: 'order-changed', order: 'c', to: {} }, 1 / 2],
    // All of order a, and k10; c/1 is changed.
    [{ type: 'unload-delay', load: 'a/2', minutes: 9 }, 0],
    // b/1 is no open load: its truck has no other.
    [{ type: 'unload-delay', load: 'b/1', minutes: 9 }, 1 / 3],
    [{ type: 'plant-stop', plant: 'p' }, null],
  ])('%j leaves some out', (event, expected) => {
    const found = share([event], [{ ...a1, truck: 'k3' }, a2, { ...c1, truck: 'k3' }]);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 9);
  });

  test('not told of several events', () => {
    expect(share([traffic, traffic], [a1, a2, c1])).toBeNull();
  });
});

/** The shift as it is now, by rule: where trucks stand, what orders become, when plants load. */
import { describe, expect, test } from 'vitest';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import { example, type OrderInput, order, type TruckInput, trucks } from '../../dispatch/check/hand-made.ts';
import { amendedShift } from './amended.ts';
import { running } from './hand-made.ts';
import type { RepairInput } from './random-repair.ts';
import { runningPlan } from './running.ts';

const nothing: RepairInput['facts'] = { loads: [{ load: 'o/2' }] };

function shiftOf(more: Partial<RepairInput>) {
  const request = { mode: 'dispatch', shift: example, loads: running, now: 6300, facts: nothing, ...more };
  return amendedShift(runningPlan(RepairDispatchProblem.parse(request)), []);
}

describe('where a truck stands', () => {
  const withTruck = (id: string, more: Partial<TruckInput>, fixed: RepairInput['shift']['fixed'] = []) => ({
    shift: { ...example, fixed, trucks: trucks.map((truck) => (truck.id === id ? { ...truck, ...more } : truck)) },
  });
  const fact = (truck: string, place: string, from?: number) => ({ facts: { trucks: [{ truck, place, from }] } });
  const own = (from: number) => ({ standing: { place: 'site', from } });
  const down = (truck: string, more = {}): Partial<RepairInput> => ({
    events: [{ type: 'truck-down', truck, until: 9000, ...more }],
  });

  test.each<[string, string, Partial<RepairInput>, unknown]>([
    ['by facts', 't2', fact('t2', 'site', 7000), ['site', 7000]],
    ['by facts, by now', 't2', fact('t2', 'site', 5000), ['site', 6300]],
    ['by facts, on its way or not', 't5', fact('t5', 'site'), ['site', 6300]],
    ['nowhere, on its way', 't5', {}, undefined],
    // It leaves its site at 8895.
    ['nowhere, a second before it leaves its site', 't5', { now: 8894 }, undefined],
    // The 20 km home take it until 10,695; its shift ends at 43,200.
    ['at home, once it is there', 't5', { now: 8895 }, ['base', 10_695]],
    ['at home, by now', 't5', { now: 20_000 }, ['base', 20_000]],
    ['at home, since its shift is over', 't5', { now: 60_000 }, ['base', 43_200]],
    ['at the end of its shift elsewhere', 't5', { ...withTruck('t5', { end: 'plant' }), now: 8895 }, ['plant', 9795]],
    [
      'at its site, where its shift ends anywhere',
      't5',
      { ...withTruck('t5', { end: null }), now: 9000 },
      ['site', 9000],
    ],
    // It leaves the base at 5805 and is at the plant at 6705.
    ['at the plant to which it is on its way', 't1', {}, ['plant', 6705]],
    ['at home, before it leaves for the plant', 't1', { now: 5805 }, ['base', 5805]],
    ['where it stood', 't2', withTruck('t2', own(7000)), ['site', 7000]],
    ['where it stood, by now', 't2', withTruck('t2', own(5000)), ['site', 6300]],
    [
      'where it stands longer, behind what was fixed',
      't5',
      { ...withTruck('t5', { standing: { place: 'plant', from: 9600 } }, [running[0]]), now: 9500 },
      ['plant', 9600],
    ],
    // From the plant at 8895, when it was free: 15 min.
    [
      'at home, on its way from where it stood',
      't5',
      { ...withTruck('t5', { standing: { place: 'plant', from: 7000 } }, [running[0]]), now: 9500 },
      ['base', 9795],
    ],
    [
      'at home, from where what was not fixed took it',
      't5',
      { ...withTruck('t5', { standing: { place: 'plant', from: 9600 } }), now: 9500 },
      ['base', 10_695],
    ],
    // The 5 m3 come on t5 as well, much later.
    [
      'at its site, with a load to come',
      't5',
      { loads: [running[0], { ...running[1], truck: 't5', loadStart: 16_705, unloadStart: 18_700 }], now: 9500 },
      ['site', 9500],
    ],
    ['at home', 't2', {}, ['base', 6300]],
    ['at home, later', 't2', withTruck('t2', { shift: { from: 8000, to: 43_200 } }), ['base', 8000]],
    ['at home, down', 't2', down('t2'), ['base', 9000]],
    ['at its site, down', 't5', down('t5', { onBoard: 'delivered' }), ['site', 9000]],
    ['where it is stuck', 't5', down('t5'), ['plant', 9000]],
    ['at home, up again after two hours', 't2', { events: [{ type: 'accident', truck: 't2', at: 0 }] }, ['base', 7200]],
    [
      'at home, up again by now',
      't2',
      { now: 8000, events: [{ type: 'accident', truck: 't2', at: 0 }] },
      ['base', 8000],
    ],
    // 1500 s to pour 10 m3 away, and 10 min to wash.
    [
      'where its load is poured away',
      't5',
      { ...withTruck('t5', { washMinutes: 10 }), facts: { loads: [{ load: 'o/1', mixedAt: 3000 }] } },
      ['plant', 8400],
    ],
  ])('%s', (_where, id, more, stands) => {
    const { standing } = shiftOf(more).trucks.find((truck) => truck.id === id)!;
    expect(standing && [standing.place, standing.from]).toEqual(stands);
  });

  test('a truck that is out does not work, and one that is new does from now on', () => {
    const { trucks: now } = shiftOf({
      events: [
        { type: 'truck-out', truck: 't2' },
        { type: 'truck-added', truck: { id: 'new', capacityM3: 9, home: 'plant' } },
      ],
    });
    expect(now.map(({ id, working }) => [id, working]).slice(1)).toEqual([
      ['t2', false],
      ['t3', true],
      ['t4', true],
      ['t5', true],
      ['new', true],
    ]);
    expect(now[5].standing).toEqual({ place: 'plant', from: 6300 });
  });
});

describe('what an order becomes', () => {
  const cancelled: Partial<RepairInput> = { now: 7500, events: [{ type: 'order-cancelled', order: 'o' }] };
  const of = (more: Partial<OrderInput>, others: OrderInput[] = []): Partial<RepairInput> => ({
    shift: { ...example, orders: [{ ...order, ...more }, ...others] },
  });
  const follower: OrderInput = { id: 'n', place: 'site', volumeM3: 5, after: { order: 'o' } };

  test.each<[string, Partial<RepairInput>, unknown]>([
    ['begun: may end in part', {}, { volumeM3: 15, partial: true }],
    ['begun: no outsourcing', of({ unserved: { fixed: 1, outsourcing: 9 } }), { unserved: { fixed: 1, perM3: 0 } }],
    ['not begun: as it was', { now: 3600 }, { volumeM3: 15, partial: false }],
    ['cancelled: what it has', cancelled, { volumeM3: 10, partial: true }],
    [
      'cancelled, with full trucks: no more than it was',
      { ...of({ volumeM3: 8, fullTrucks: true }), ...cancelled },
      { volumeM3: 8 },
    ],
    [
      'smaller than what it has',
      { events: [{ type: 'order-changed', order: 'o', to: { volumeM3: 8, vip: true } }] },
      { volumeM3: 10, vip: true },
    ],
    ['cancelled, the last: for nobody', { ...cancelled, now: 3600 }, { trucks: [], partial: true, volumeM3: 15 }],
  ])('%s', (_what, more, becomes) => {
    expect(shiftOf(more).orders[0]).toMatchObject(becomes as object);
  });

  test('nobody follows one that is out', () => {
    const events: RepairInput['events'] = [{ type: 'order-cancelled', order: 'o' }];
    const [n, ...others] = shiftOf({ ...of({}, [follower]), now: 3600, events }).orders;
    expect([n.id, n.after, others]).toEqual(['n', undefined, []]);
    expect(shiftOf(of({}, [follower])).orders[1].after).toMatchObject({ order: 'o' });
  });
});

describe('when a plant loads', () => {
  const latest = 400_000_000;
  const withHours = (from: number, to: number) => ({
    shift: { ...example, plants: [{ ...example.plants[0], hours: { from, to } }] },
  });
  const stop = (until?: number): Partial<RepairInput> => ({ events: [{ type: 'plant-stop', plant: 'p', until }] });

  test.each<[string, Partial<RepairInput>, number, number]>([
    ['from now on', {}, 6300, latest],
    ['from its hour on', withHours(7000, 9000), 7000, 9000],
    ['from now on, until its hour', withHours(0, 9000), 6300, 9000],
    ['no more', withHours(0, 6300), latest, latest + 1],
    ['from the end of a stop on', stop(8000), 8000, latest],
    ['no more, stopped until its last hour', { ...withHours(0, 8000), ...stop(8000) }, latest, latest + 1],
    ['no more, stopped for good', stop(), latest, latest + 1],
  ])('%s', (_when, more, from, to) => {
    expect(shiftOf(more).plants[0].hours).toEqual({ from, to });
  });
});

test('traffic comes behind what there is', () => {
  const travel = { detour: 1, traffic: [{ from: 0, to: 9000, factor: 2 }] };
  const events: RepairInput['events'] = [{ type: 'traffic', factor: 3, until: 8000, places: ['site'] }];
  expect(shiftOf({ shift: { ...example, travel }, events }).travel.traffic).toEqual([
    { from: 0, to: 9000, factor: 2 },
    { from: 6300, to: 8000, factor: 3, places: ['site'] },
  ]);
});

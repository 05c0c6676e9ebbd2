/** Concrete on board that its truck cannot deliver, on the shift of `hand-shift.ts`, at 1500: a/2 is on board of t2. */
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../models/moments.ts';
import { handAmended, handShift, loadOf, standingsOf } from './hand-shift.ts';

type Shift = typeof handShift;
type Order = Shift['orders'][number];

const now = 1500;
const at = (seconds: number) => instantOf({ start: handShift.start! }, seconds);
const [a, b, c] = handShift.orders;
const withOrders = (...orders: Order[]): Shift => ({ ...handShift, orders });
const out = { type: 'truck-out', truck: 't2' } as const;
const cancelled = { type: 'order-cancelled', order: 'a' } as const;
/** t2 has to wait for 80 minutes: 1800 + 4800 s, unloaded at 7200, 6600 s after loading. */
const delayed = { type: 'unload-delay', load: 'a/2', minutes: 80 } as const;

describe('a truck is stuck at the site, for half of its way is behind it', () => {
  // t1 is free there at 1800: taken over until 2400, unloaded until 3000, 2400 s after loading. t3 would be there at 2100.
  test('who is free soonest takes the load over', () => {
    const amended = handAmended({ now, events: [out] });
    expect(amended.rescues).toMatchObject([
      {
        ...{ load: 'a/2', action: 'transfer', order: 'a', truck: 't1', plant: 'transfer:a/2', volumeM3: 10 },
        ...{ loadStart: at(1800), unloadStart: at(2400), ageMinutes: 40, reason: { code: 'truck-out', event: 0 } },
      },
    ]);
    expect(amended.shift.plants[1]).toMatchObject({
      ...{ id: 'transfer:a/2', place: 'site a', docks: 1, loadFixedMinutes: 10, loadMinutesPerM3: 0, grades: [] },
    });
    expect(amended.shift.fixed).toEqual([
      { order: 'a', truck: 't1', plant: 'p', dock: 0, volumeM3: 10, loadStart: 0, unloadStart: 1200 },
      { order: 'a', truck: 't1', plant: 'transfer:a/2', dock: 0, volumeM3: 10, loadStart: 1800, unloadStart: 2400 },
    ]);
    expect(loadOf(amended, 'a/2')).toMatchObject({ state: 'gone', started: true, hit: { code: 'truck-out' } });
    expect(standingsOf(amended)).toMatchObject({ t1: undefined, t3: { place: 'yard', from: 1500 } });
  });

  test('where the order takes loads from one plant only, the truck that is stuck does not count as another', () => {
    const [one] = handAmended({ now, events: [out], shift: withOrders({ ...a, onePlant: true }, b, c) }).shift.orders;
    expect(one).toMatchObject({ id: 'a', onePlant: false, partial: true });
  });

  test.each([
    ['is too small', { capacityM3: 9 }],
    ['may not unload so late', { lastUnloading: 2399 }],
    ['has to be home by then', { shift: { from: 0, to: 3599 } }],
    ['does not work', { working: false }],
    ['is not on duty yet', { shift: { from: 2401, to: 40_000 } }],
  ])('by another where the first one %s', (_why, difference) => {
    const trucks = handShift.trucks.map((truck, index) => (index === 0 ? { ...truck, ...difference } : truck));
    const { rescues } = handAmended({ now, events: [out], shift: { ...handShift, trucks } });
    // Comes from home: there at 2100, taken over until 2700.
    expect(rescues).toMatchObject([{ truck: 't3', loadStart: at(2100), unloadStart: at(2700) }]);
  });

  test('by another where the first one may not serve the order', () => {
    const { rescues } = handAmended({ now, events: [out], shift: withOrders({ ...a, trucks: ['t2', 't3'] }, b, c) });
    expect(rescues).toMatchObject([{ truck: 't3' }]);
  });

  test('not by one that is known to be far away', () => {
    const facts = { trucks: [{ truck: 't1', place: 'site b', from: 1800 }] };
    expect(handAmended({ now, events: [out], facts }).rescues).toMatchObject([{ truck: 't3', loadStart: at(2100) }]);
  });

  // Unloaded at 3000, it is 40 minutes old.
  test('to another order where it is too late for its own', () => {
    const d: Order = { id: 'd', place: 'site d', volumeM3: 10, grade: 'g' };
    const own = handAmended({ now, events: [out], shift: withOrders({ ...a, lifetimeMinutes: 40 }, b, c, d) });
    expect(own.rescues).toMatchObject([{ action: 'transfer', order: 'a' }]);
    const other = handAmended({ now, events: [out], shift: withOrders({ ...a, lifetimeMinutes: 39 }, b, c, d) });
    // Order d is at hand, b has the higher priority.
    expect(other.rescues).toMatchObject([{ action: 'transfer', order: 'b', truck: 't1', unloadStart: at(3600) }]);
    const critical = { ...d, priority: 'critical' as const };
    const best = handAmended({ now, events: [out], shift: withOrders({ ...a, lifetimeMinutes: 39 }, b, c, critical) });
    expect(best.rescues).toMatchObject([{ action: 'transfer', order: 'd', truck: 't1', unloadStart: at(2400) }]);
    expect(best.rescues[0].message).toContain('order d instead of order a');
  });

  // Age counts from the mixing: at 3000 the concrete is 5400 s old if mixed at -2400.
  test.each([
    [-2400, 'transfer', 'a'],
    [-2401, 'loss', undefined],
  ])('mixed at %i', (mixedAt, action, order) => {
    const facts = { loads: [{ load: 'a/2', mixedAt }] };
    const [found] = handAmended({ now, events: [out], facts }).rescues;
    expect([found.action, found.order]).toEqual([action, order]);
  });

  test('lost where the concrete is of a grade that only its own order takes, which is too old for it', () => {
    const { rescues, shift } = handAmended({
      ...{ now, events: [out] },
      shift: withOrders({ ...a, lifetimeMinutes: 39 }, { ...b, grade: 'h' }, c),
    });
    expect(rescues).toMatchObject([{ load: 'a/2', action: 'loss', volumeM3: 10 }]);
    expect(rescues[0]).not.toHaveProperty('truck');
    expect(shift.plants).toHaveLength(1);
    // To be delivered anew: of 20 m3 only a/1 stands.
    expect(shift.fixed).toHaveLength(1);
    expect(shift.orders[0].volumeM3).toBe(20);
  });

  // At 700 t2 is at the dock until 1200 and t3 beside it: taken over until 1800, at site a at 2400.
  test('not before it is on board', () => {
    expect(handAmended({ now: 700, events: [out] }).rescues).toMatchObject([
      { load: 'a/2', truck: 't3', loadStart: at(1200), unloadStart: at(2400) },
    ]);
  });

  // Both are stuck at the site; t3 is there at 2100, empties one truck, unloads until 3300 and takes the other one over.
  test('two loads, one truck: the more important or older one first', () => {
    const events = [out, { type: 'truck-out', truck: 't1', onBoard: 'stuck' } as const];
    const { rescues } = handAmended({ now, events });
    expect(rescues).toMatchObject([
      { load: 'a/1', truck: 't3', loadStart: at(2100), unloadStart: at(2700) },
      { load: 'a/2', truck: 't3', loadStart: at(3300), unloadStart: at(3900) },
    ]);
  });

  test('a shift that was repaired before has such a plant already', () => {
    const plants = [...handShift.plants, { ...handShift.plants[0], id: 'transfer:a/2' }];
    const amended = handAmended({ now, events: [out], shift: { ...handShift, plants } });
    expect(amended.rescues).toMatchObject([{ plant: 'transfer:a/2:2' }]);
  });
});

describe('a truck can go on', () => {
  // t2 counts as at site a: 20 km to site b, there at 2700; from the plant, left at 1200, it would be there at 1800.
  const toB = {
    ...{ load: 'a/2', action: 'divert', order: 'b', truck: 't2', unloadStart: at(2700), ageMinutes: 45 },
  };
  test.each([
    ['nobody wants the load', cancelled, 'order-cancelled'],
    ['the load would be too old', delayed, 'too-old'],
  ] as const)('to another order of the same grade: %s', (_why, event, code) => {
    const amended = handAmended({ now, events: [event] });
    expect(amended.rescues).toMatchObject([{ ...toB, reason: { code, event: 0 } }]);
    expect(amended.rescues[0]).not.toHaveProperty('plant');
    expect(amended.shift.plants).toHaveLength(1);
    expect(amended.shift.fixed).toMatchObject([
      ...[{ order: 'a', truck: 't1' }],
      { order: 'b', truck: 't2', plant: 'p', dock: 1, loadStart: 600, unloadStart: 2700 },
    ]);
    // b/1 is open still, and has no place left in its order.
    expect(loadOf(amended, 'b/1').state).toBe('open');
    expect(amended.shift.orders.find(({ id }) => id === 'b')).toMatchObject({ volumeM3: 10, partial: true });
    expect(standingsOf(amended)['t2']).toBeUndefined();
  });

  test('not before its window, and in time for its end', () => {
    const window = (from: number, to: number) => withOrders(a, { ...b, window: { from, to } }, c);
    const unloadStart = (shift: Shift) => handAmended({ now, events: [cancelled], shift }).rescues[0].unloadStart;
    expect(unloadStart(window(4000, 4600))).toBe(at(4000));
    expect(unloadStart(window(0, 3300))).toBe(at(2700));
    expect(unloadStart(window(0, 3299))).toBeUndefined();
  });

  // b/1 is known to be unloaded from 2500 to 3100: t2, there at 2700, waits.
  test('not while another load is unloaded there', () => {
    const facts = { loads: [{ load: 'b/1', started: true, unloadStart: 2500 }] };
    const shift = withOrders(a, { ...b, volumeM3: 20 }, c);
    expect(handAmended({ now, events: [cancelled], facts, shift }).rescues).toMatchObject([{ unloadStart: at(3100) }]);
  });

  test.each([
    ['of another grade', { grade: 'h' }],
    ['that is too small', { volumeM3: 9 }],
    ['that takes it from another truck', { trucks: ['t1'] }],
    ['that takes no concrete of this plant', { plants: ['q'] }],
    ['that wants it fresher', { lifetimeMinutes: 44 }],
  ])('lost where there is only an order %s', (_why, difference) => {
    const plants = [...handShift.plants, { ...handShift.plants[0], id: 'q' }];
    const shift = { ...withOrders(a, { ...b, ...difference }, c), plants };
    const amended = handAmended({ now, events: [cancelled], shift });
    expect(amended.rescues).toMatchObject([{ load: 'a/2', action: 'loss' }]);
    // Poured away where it is, at site a, for 600 s.
    expect(standingsOf(amended)['t2']).toEqual({ place: 'site a', from: 2100 });
  });

  test('to one that still misses something rather than to one that is planned for', () => {
    const d: Order = { id: 'd', place: 'site c', volumeM3: 10, grade: 'g', priority: 'high' };
    // Site c is only 4 km away, but more important is that nothing is planned for d.
    const near = { ...b, place: 'site d' };
    expect(handAmended({ now, events: [cancelled], shift: withOrders(a, near, c, d) }).rescues).toMatchObject([
      { order: 'd' },
    ]);
    const urgent = { ...b, priority: 'critical' as const };
    expect(handAmended({ now, events: [cancelled], shift: withOrders(a, urgent, c, d) }).rescues).toMatchObject([
      { order: 'b' },
    ]);
  });

  // At 500 a/1 is on board and t1 still at the plant, loaded until 600: 600 s to site b, faster than from site a.
  test('a load that has not left the plant', () => {
    const amended = handAmended({ now: 500, events: [cancelled] });
    expect(amended.rescues).toMatchObject([{ load: 'a/1', action: 'divert', order: 'b', unloadStart: at(1200) }]);
    expect(amended.loads.map(({ id, state }) => `${id} ${state}`).slice(0, 2)).toEqual(['a/1 gone', 'a/2 gone']);
    expect(amended.shift.orders.map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

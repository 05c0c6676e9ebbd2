/** Plants, trucks and orders of the shift as it is now, on the shift of `hand-shift.ts`. */
import { describe, expect, test } from 'vitest';
import { handAmended, handLoads, handShift, loadOf, nothing, standingsOf } from './hand-shift.ts';

describe('where trucks stand', () => {
  // At 1500 t1 unloads and t2 is on its way; t3 is at home until 3600.
  test('under way: where they will be; not used yet: at home from now', () => {
    expect(standingsOf(handAmended({ now: 1500, facts: nothing }))).toEqual({ t3: { place: 'yard', from: 1500 } });
  });

  // At 2100 t1 is on its way from site a, left at 1800, to the plant, reached at 2400; t2 unloads until 2400.
  test('on the way to the plant', () => {
    expect(standingsOf(handAmended({ now: 2100, facts: nothing }))).toEqual({
      ...{ t1: { place: 'yard', from: 2400 }, t3: { place: 'yard', from: 2100 } },
    });
  });

  // t2 leaves site a at 2400 and drives the 10 km home.
  test('done for the day: at home once it is there as planned, and no later than its shift ends', () => {
    const at = (now: number) => standingsOf(handAmended({ now, facts: nothing }))['t2'];
    expect(at(2500)).toEqual({ place: 'yard', from: 3000 });
    expect(at(4000)).toEqual({ place: 'yard', from: 4000 });
    // The shift takes 12 hours: at home at night is no overtime.
    expect(at(50_000)).toEqual({ place: 'yard', from: 43_200 });
  });

  test('done for the day elsewhere: where its shift ends, or at its last site where it ends anywhere', () => {
    const ending = (end: string | null) => ({
      ...{ now: 2500, facts: nothing },
      shift: { ...handShift, trucks: handShift.trucks.map((truck) => ({ ...truck, end })) },
    });
    // 4 km from site a to site c.
    expect(standingsOf(handAmended(ending('site c')))['t2']).toEqual({ place: 'site c', from: 2640 });
    expect(standingsOf(handAmended(ending(null)))['t2']).toEqual({ place: 'site a', from: 2500 });
  });

  test('with loads to come, or that were to come: at its last site, from now', () => {
    // Loaded at 4000 at the plant, t1 would leave site a at 3400.
    const later = { ...handLoads[2], loadStart: 4000, unloadStart: 5200 };
    const loads = handLoads.map((load, index) => (index === 2 ? later : load));
    expect(standingsOf(handAmended({ now: 2500, loads, facts: nothing }))['t1']).toEqual({
      place: 'site a',
      from: 2500,
    });
    const cancelled = handAmended({ now: 2500, loads, events: [{ type: 'order-cancelled', order: 'b' }] });
    expect(standingsOf(cancelled)['t1']).toEqual({ place: 'site a', from: 2500 });
  });

  test('where a fact says', () => {
    const trucks = [
      { truck: 't2', place: 'site d' },
      { truck: 't3', place: 'site c', from: 2000 },
    ];
    expect(standingsOf(handAmended({ now: 1500, facts: { trucks } }))).toEqual({
      ...{ t2: { place: 'site d', from: 1500 }, t3: { place: 'site c', from: 2000 } },
    });
  });

  test('its own standing counts until other loads are fixed, or it is on its way home from there', () => {
    const standing = { place: 'site d', from: 2000 };
    const trucks = handShift.trucks.map((truck) => ({ ...truck, standing }));
    const shift = { ...handShift, trucks };
    // t2 is done with a load that the request does not fix; t3 has none yet.
    expect(standingsOf(handAmended({ now: 2600, shift, facts: nothing }))).toMatchObject({
      ...{ t2: { place: 'yard', from: 3000 }, t3: { place: 'site d', from: 2600 } },
    });
    const fixed = handLoads.slice(0, 2).map(({ order, truck, plant, loadStart, unloadStart }) => ({
      ...{ order, truck, plant, loadStart, unloadStart },
    }));
    // t1 has to be at the plant at 4000, 600 s from site d; t2 left site d at 2400, when it was free.
    const later = { ...handLoads[2], loadStart: 4000, unloadStart: 5200 };
    const loads = handLoads.map((load, index) => (index === 2 ? later : load));
    const rest = { now: 2600, loads, facts: nothing };
    expect(standingsOf(handAmended({ ...rest, shift: { ...shift, fixed } }))).toMatchObject({
      ...{ t1: { place: 'site d', from: 2600 }, t2: { place: 'yard', from: 3000 } },
    });
    const longer = trucks.map((truck) => ({ ...truck, standing: { ...standing, from: 2700 } }));
    expect(standingsOf(handAmended({ ...rest, shift: { ...shift, trucks: longer, fixed } }))).toMatchObject({
      ...{ t2: { place: 'site d', from: 2700 } },
    });
  });

  test('a truck that comes is at home from now or the start of its shift', () => {
    const added = (id: string, shift?: { from: number; to: number }) => ({
      ...{ type: 'truck-added' as const, truck: { id, capacityM3: 8, home: 'site b', shift } },
    });
    const amended = handAmended({ now: 1500, events: [added('t4'), added('t5', { from: 7200, to: 20_000 })] });
    expect(amended.shift.trucks.map(({ id }) => id)).toEqual(['t1', 't2', 't3', 't4', 't5']);
    expect(standingsOf(amended)).toMatchObject({
      ...{ t4: { place: 'site b', from: 1500 }, t5: { place: 'site b', from: 7200 } },
    });
  });
});

describe('breakdowns', () => {
  // t1 began to unload at 1200: it delivers, and stands at the site until 5000.
  test('down while unloading', () => {
    const amended = handAmended({ now: 1500, events: [{ type: 'truck-down', truck: 't1', until: 5000 }] });
    expect(loadOf(amended, 'a/1').state).toBe('under-way');
    expect(loadOf(amended, 'b/1')).toMatchObject({ state: 'open', hit: { code: 'truck-late', event: 0 } });
    expect(standingsOf(amended)['t1']).toEqual({ place: 'site a', from: 5000 });
    expect(amended.shift.trucks[0].working).toBe(true);
  });

  // The accident was at 500, before t2 began to load at 600, and holds it for two hours.
  test('an accident before the loading', () => {
    const amended = handAmended({ now: 1500, events: [{ type: 'accident', truck: 't2', at: 500 }] });
    expect(loadOf(amended, 'a/2')).toMatchObject({ state: 'open', hit: { code: 'truck-late', event: 0 } });
    expect(standingsOf(amended)['t2']).toEqual({ place: 'yard', from: 7700 });
  });

  test('out: its open loads stay to be carried by others', () => {
    const amended = handAmended({ now: 1500, events: [{ type: 'truck-out', truck: 't3' }] });
    expect(amended.shift.trucks[2]).toMatchObject({ id: 't3', working: false });
    expect(amended.shift.trucks[2].standing).toBeUndefined();
    expect(loadOf(amended, 'c/1')).toMatchObject({ state: 'open', hit: { code: 'truck-out', event: 0 } });
    expect(amended.rescues).toEqual([]);
  });

  // t2 is on its way at 1500 and t1 unloads: by default only what is not at its site is stuck.
  test.each([
    ['t2', 'auto', 'gone'],
    ['t2', 'delivered', 'under-way'],
    ['t1', 'auto', 'under-way'],
    ['t1', 'stuck', 'gone'],
  ] as const)('the load of %s, which is said to be %s, is %s', (truck, onBoard, state) => {
    const amended = handAmended({ now: 1500, events: [{ type: 'truck-out', truck, onBoard }] });
    expect(loadOf(amended, truck === 't1' ? 'a/1' : 'a/2').state).toBe(state);
    expect(amended.rescues).toHaveLength(state === 'gone' ? 1 : 0);
  });

  // On the road from 1200 to 1800: before 1500 it counts as still near the plant.
  test.each([
    [1100, 'yard'],
    [1499, 'yard'],
    [1500, 'site a'],
  ])('a truck that is down at %i is at %s', (at, place) => {
    const events = [{ type: 'truck-down' as const, truck: 't2', at, until: 6000 }];
    expect(standingsOf(handAmended({ now: 1600, events }))['t2']).toEqual({ place, from: 6000 });
  });
});

describe('plants', () => {
  const far = 400_000_000;
  const [plant] = handShift.plants;
  const hoursOf = (hours: { from: number; to: number } | undefined, until?: number) =>
    handAmended({
      ...{ now: 1500, shift: { ...handShift, plants: [{ ...plant, hours }] } },
      events: [{ type: 'plant-stop', plant: 'p', until }],
    }).shift.plants[0].hours;

  test('load nothing before now', () => {
    expect(handAmended({ now: 1500, facts: nothing }).shift.plants[0].hours).toEqual({ from: 1500, to: far });
  });

  test('nor while they are stopped', () => {
    expect(hoursOf(undefined, 5000)).toEqual({ from: 5000, to: far });
    expect(hoursOf({ from: 0, to: 9000 }, 5000)).toEqual({ from: 5000, to: 9000 });
    expect(hoursOf({ from: 6000, to: 9000 }, 5000)).toEqual({ from: 6000, to: 9000 });
  });

  test('nor any more', () => {
    const closed = { from: far, to: far + 1 };
    expect(hoursOf(undefined)).toEqual(closed);
    expect(hoursOf({ from: 0, to: 4000 }, 5000)).toEqual(closed);
    expect(hoursOf({ from: 0, to: 5000 }, 5000)).toEqual(closed);
  });

  test('hit the loads that they were to load until then', () => {
    const amended = handAmended({ now: 1500, events: [{ type: 'plant-stop', plant: 'p', until: 3000 }] });
    expect(loadOf(amended, 'b/1').hit).toMatchObject({ code: 'plant-stopped', event: 0 });
    expect(loadOf(amended, 'c/1').hit).toBeUndefined();
  });
});

describe('orders', () => {
  const ordersAfter = (events: Parameters<typeof handAmended>[0]['events'], now = 1500, shift = handShift) =>
    handAmended({ now, shift, events }).shift.orders;

  test('that have begun may be served in part, and are not given away', () => {
    const orders = handShift.orders.map((order) => ({ ...order, unserved: { perM3: 5, outsourcing: 100 } }));
    const amended = handAmended({ now: 1500, shift: { ...handShift, orders }, facts: nothing }).shift.orders;
    expect(amended[0]).toMatchObject({ id: 'a', volumeM3: 20, partial: true, unserved: { fixed: 0, perM3: 5 } });
    expect(amended[0].unserved).not.toHaveProperty('outsourcing');
    expect(amended[1]).toMatchObject({ partial: false, unserved: { outsourcing: 100 } });
  });

  test('that are changed', () => {
    const window = { from: 4000, to: 9000 };
    const events = [
      { type: 'order-changed' as const, order: 'b', to: { volumeM3: 25, window } },
      { type: 'order-changed' as const, order: 'b', to: { vip: true } },
      { type: 'order-changed' as const, order: 'a', to: { volumeM3: 5 } },
    ];
    const [a, b] = ordersAfter(events);
    // 20 m3 of order a are on board: nobody pours 15 of them back.
    expect(a.volumeM3).toBe(20);
    expect(b).toMatchObject({ volumeM3: 25, vip: true, priority: 'high', window });
  });

  test('that come are behind the others', () => {
    const order = { id: 'd', place: 'site d', volumeM3: 7 };
    expect(ordersAfter([{ type: 'order-added', order }]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  // At 1500 a/1 is being unloaded and stays, a/2 is unwanted.
  test('that are cancelled keep what has been delivered, and are out without', () => {
    expect(ordersAfter([{ type: 'order-cancelled', order: 'a' }])[0]).toMatchObject({ id: 'a', volumeM3: 10 });
    expect(ordersAfter([{ type: 'order-cancelled', order: 'c' }]).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('that follow one that is out follow nobody', () => {
    const orders = [...handShift.orders, { id: 'd', place: 'site c', volumeM3: 5, after: { order: 'c' } }];
    const after = ordersAfter([{ type: 'order-cancelled', order: 'c' }], 1500, { ...handShift, orders });
    expect(after.at(-1)).toMatchObject({ id: 'd' });
    expect(after.at(-1)).not.toHaveProperty('after');
  });

  test('of which none is left: the last one stays, and nobody serves it', () => {
    const events = ['a', 'b', 'c'].map((order) => ({ type: 'order-cancelled' as const, order }));
    expect(ordersAfter(events, 0)).toMatchObject([{ id: 'c', trucks: [], partial: true }]);
  });
});

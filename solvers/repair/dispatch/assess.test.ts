/** Order of rescue and clusters over the morning of `testing-day.ts`. Minutes from 06:00. */
import { describe, expect, test } from 'vitest';
import { RepairAffected } from '../../../models/repair.ts';
import { amend } from './amend.ts';
import { assess } from './assess.ts';
import { contextOf } from './context.ts';
import { day, loadAt, minute, repairOf, running } from './testing-day.ts';

const assessed = (...request: Parameters<typeof repairOf>) => assess(contextOf(amend(repairOf(...request))));

describe('order of rescue', () => {
  test('on board first, then what begins within two hours, then the rest; within each the most critical', () => {
    // Everything is t2's, which breaks down at 75 with a/2 on board; b/1 is at 110, c/1 at 150, d/1 at 200, e/1 at 240.
    const order = (id: string, priority: 'normal' | 'critical' = 'normal') => ({
      id,
      place: 'site d',
      volumeM3: 5,
      priority,
    });
    const shift = { orders: [...day.orders, order('d'), order('e', 'critical')] };
    const loads = [
      running[0],
      running[1],
      running[2],
      loadAt('c', 't2', 150),
      loadAt('d', 't2', 200),
      loadAt('e', 't2', 240),
    ];
    const events = [{ type: 'truck-out' as const, truck: 't2' }];
    const { affected } = assessed({ now: 75 * minute, events, loads }, shift);
    expect(affected.map(({ load, urgency, rank }) => [load, urgency, rank])).toEqual([
      ['a/2', 'on-board', 1],
      // c is critical and comes before b, though b is loaded before.
      ['c/1', 'next-hours', 2],
      ['b/1', 'next-hours', 3],
      // 200 is 125 min from now.
      ['e/1', 'later', 4],
      ['d/1', 'later', 5],
    ]);
    for (const one of affected) expect(RepairAffected.parse(one)).toEqual(one);
  });

  test('of equally critical loads the one with fewer trucks for it goes first', () => {
    // b and d are alike but for the trucks that they take: both have half of their dimension of logistics from the site.
    const [a, b, c] = day.orders;
    const fewer = { ...b, trucks: ['t2', 't3'], difficulty: 0 };
    // d may have t1 and t3. To be as critical in logistics as b, its site is easier: that cannot be, so b is ahead by that alone.
    const shift = { orders: [a, fewer, c, { ...b, id: 'd', place: 'site d' }] };
    const loads = [running[0], running[1], running[3], loadAt('d', 't2', 150), loadAt('b', 't2', 110)];
    const { affected } = assessed({ events: [{ type: 'truck-out', truck: 't2' }], loads }, shift);
    const logistics = (id: string) => affected.find(({ load }) => load === id)!.criticality.logistics;
    // Of the two trucks that work, one takes b and both take d.
    expect([logistics('b/1'), logistics('d/1')]).toEqual([0.25, 0]);
  });

  test('what a cancelled order takes with it is in no hurry', () => {
    const events = [
      { type: 'order-cancelled' as const, order: 'b' },
      { type: 'truck-down' as const, truck: 't2', until: 80 * minute },
    ];
    const { affected } = assessed({ events });
    expect(affected).toMatchObject([
      { load: 'a/2', urgency: 'next-hours', rank: 1 },
      { load: 'b/1', urgency: 'later', rank: 2, criticality: { overall: 0 }, reason: { code: 'order-cancelled' } },
    ]);
  });
});

test('criticality, dimension by dimension', () => {
  const events = [{ type: 'truck-out' as const, truck: 't2' }];
  // t1 brings what is on board to its site, so that nobody else is hit.
  const orders = day.orders.map((order) => (order.id === 'a' ? { ...order, trucks: ['t1', 't2'] } : order));
  const { affected } = assessed({ now: 75 * minute, events }, { orders });
  expect(affected).toHaveLength(2);
  const [a2, b1] = affected;
  // Normal priority weighs 1 of 4. Mixed at 70 and now 75: 5 of 90 min. Nothing comes after a/2 in its order, b/1 on its truck: 1 of 1 + 4.
  // Losing it costs 5000, as much as losing b/1 does. One of two other trucks may take it, the site is easy.
  expect(a2).toMatchObject({
    load: 'a/2',
    criticality: { priority: 0.25, penalty: 1, logistics: 0.25, influence: 0.2 },
  });
  expect(a2.criticality.viability).toBeCloseTo(5 / 90, 12);
  expect(a2.criticality.overall).toBeCloseTo(0.3 * 0.25 + (0.25 * 5) / 90 + 0.2 + 0.1 * 0.25 + 0.15 * 0.2, 12);
  // Not mixed yet: half of the 30 of 90 min that it is old when it is unloaded.
  expect(b1).toMatchObject({ load: 'b/1', criticality: { priority: 0.25, penalty: 1, logistics: 0, influence: 0 } });
  expect(b1.criticality.viability).toBeCloseTo(0.5 / 3, 12);
});

test('vip counts for no less than three quarters', () => {
  const orders = day.orders.map((order) => ({ ...order, vip: true }));
  const { affected } = assessed({ events: [{ type: 'truck-out', truck: 't3' }] }, { orders });
  expect(affected).toMatchObject([{ load: 'c/1', criticality: { priority: 1 } }]);
  const other = assessed({ events: [{ type: 'truck-out', truck: 't2' }] }, { orders }).affected;
  expect(other.map(({ criticality }) => criticality.priority)).toEqual([0.75, 0.75]);
});

describe('clusters', () => {
  // On a flat map: site a 3 km from the plant, b 4 km from a and 7 km from the plant, c far away; site d has no coordinates.
  const places = [
    { id: 'plant', xKm: 0, yKm: 0 },
    { id: 'site a', xKm: 3, yKm: 0 },
    { id: 'site b', xKm: 7, yKm: 0 },
    { id: 'site c', xKm: 50, yKm: 0 },
    { id: 'site d' },
  ];
  const stop = { type: 'plant-stop' as const, plant: 'p', until: 90 * minute };
  const changed = (order: string, at: number) => ({
    ...{ type: 'order-changed' as const, order, at: at * minute },
    to: { priority: 'high' as const },
  });
  const clusters = (events: Parameters<typeof repairOf>[0]['events'], more = {}) =>
    assessed({ events, now: 65 * minute, ...more }, { places }).clusters.map(({ events: of, dominant }) => [
      of,
      dominant,
    ]);

  test('what is near to one of them belongs to all of them', () => {
    // The plant and b are 7 km apart, both are near a. c is too far away.
    const events = [changed('b', 50), changed('a', 45), { ...stop, at: 55 * minute }, changed('c', 50)];
    expect(clusters(events)).toEqual([
      [[0, 1, 2], 2],
      [[3], 3],
    ]);
    // Without the one between them they are apart, the plant's first.
    expect(clusters([changed('b', 50), { ...stop, at: 55 * minute }])).toEqual([
      [[1], 1],
      [[0], 0],
    ]);
    expect(clusters([changed('b', 50), { ...stop, at: 55 * minute }], { zone: { clusterKm: 7 } })).toEqual([
      [[0, 1], 1],
    ]);
  });

  test('half an hour apart is near, more is not', () => {
    expect(clusters([changed('a', 25), { ...stop, at: 55 * minute }])).toEqual([[[0, 1], 1]]);
    expect(clusters([changed('a', 24), { ...stop, at: 55 * minute }])).toEqual([
      [[1], 1],
      [[0], 0],
    ]);
  });

  test('without coordinates only the same place is near; traffic without places is everywhere', () => {
    const added = (id: string) => ({ type: 'order-added' as const, order: { id, place: 'site d', volumeM3: 5 } });
    expect(clusters([added('x'), changed('a', 65), added('y')])).toEqual([
      [[0, 2], 0],
      [[1], 1],
    ]);
    const traffic = { type: 'traffic' as const, factor: 1.5, until: 100 * minute };
    expect(clusters([added('x'), changed('c', 65), traffic])).toEqual([[[0, 1, 2], 0]]);
    expect(clusters([added('x'), changed('c', 65), { ...traffic, places: ['site c', 'plant'] }])).toEqual([
      [[0], 0],
      [[1, 2], 1],
    ]);
  });

  test('a truck is where its load is: at the plant, then at the site, and at home before all', () => {
    // a/2: loaded from 70, unloaded at 90: until 80 at the plant. Orders of plant, a and c change at the same time.
    const near = (now: number, order: string) =>
      clusters([{ type: 'truck-out', truck: 't2' }, changed(order, now)], { now: now * minute, zone: { clusterKm: 1 } })
        .length === 1;
    expect(near(75, 'a')).toBe(false);
    expect(near(80, 'a')).toBe(true);
    expect(near(105, 'a')).toBe(true);
  });

  test('each names from when it counts, and what it hits', () => {
    const { clusters: found } = assessed({
      events: [
        { type: 'truck-out', truck: 't3' },
        { type: 'truck-down', truck: 't2', at: 20 * minute, until: 80 * minute },
      ],
    });
    expect(found).toEqual([
      { events: [0], dominant: 0, from: '2026-11-23T07:00:00Z', affected: ['c/1'] },
      { events: [1], dominant: 1, from: '2026-11-23T06:20:00Z', affected: ['a/2'] },
    ]);
  });
});

/** How a disturbance spreads over the morning of `testing-day.ts`. Minutes from 06:00. */
import { describe, expect, test } from 'vitest';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import type { TimedLoad } from './load-place.ts';
import { optionOf } from './option.ts';
import { day, loadAt, minute, repairOf, running } from './testing-day.ts';
import { planWith } from './testing-options.ts';

/** Depth, code and message of each change, by the load that changes or that it becomes. */
function causes(request: Parameters<typeof repairOf>, loads: readonly TimedLoad[]) {
  const amended = amend(repairOf(...request));
  const plan = planWith(amended.shift, loads);
  const { changes } = optionOf(contextOf(amended), { name: 'fewest-changes', hired: [], plan, reactionMs: 0 });
  return Object.fromEntries(
    changes.map(({ load, becomes, depth, reason }) => [load ?? `new ${becomes}`, [depth, reason.code, reason.message]]),
  );
}

const out = { type: 'truck-out' as const, truck: 't2' };
const [a1, a2, , c1] = running;

describe('rings', () => {
  test('each load stands one deeper than the one it makes room for', () => {
    // t3 takes b/1 of the broken t2; c/1 goes to t1 instead; d/1, which t1 was to bring then, waits for it.
    const shift = { orders: [...day.orders, { id: 'd', place: 'site d', volumeM3: 5 }] };
    const d1 = loadAt('d', 't1', 125);
    const found = causes(
      [{ events: [out], loads: [...running, d1] }, shift],
      [a1, loadAt('a', 't1', 70), loadAt('b', 't3', 110), loadAt('c', 't1', 110, { dock: 1 }), loadAt('d', 't1', 150)],
    );
    expect(found).toEqual({
      'a/2': [1, 'truck-out', 't2 is out for the rest of the shift'],
      'b/1': [1, 'truck-out', 't2 is out for the rest of the shift'],
      'c/1': [2, 'makes-room', 't3 is needed for b/1, which t2 was to bring'],
      'd/1': [3, 'makes-room', 't1 is needed for c/1, which t3 was to bring'],
    });
  });

  test('of two loads in the way the less deep one counts', () => {
    // d/1 was to be loaded on dock 1 from 121: b/1 (depth 1) is there from 115, and c/1 (depth 2) has its truck.
    const shift = { orders: [...day.orders, { id: 'd', place: 'site d', volumeM3: 5 }] };
    const found = causes(
      [{ events: [out], loads: [...running, loadAt('d', 't1', 121, { dock: 1 })] }, shift],
      [
        ...[a1, loadAt('b', 't3', 115, { dock: 1 })],
        ...[loadAt('c', 't1', 110), loadAt('d', 't1', 150), loadAt('a', 't3', 155)],
      ],
    );
    expect(found['c/1']).toEqual([2, 'makes-room', 't3 is needed for b/1, which t2 was to bring']);
    expect(found['d/1']).toEqual([2, 'makes-room', 'the dock at p is needed for b/1, which t3 brings now']);
  });

  test('a site that another load needs, and a pour that must not break off', () => {
    // Both orders at the same site, a poured without gaps of more than 30 min: a/1 ends at 60, a/2 begins at 90, a/3 at 130.
    const orders = [{ ...day.orders[0], volumeM3: 15, greatestGapMinutes: 30 }, ...day.orders.slice(1)];
    const a3 = loadAt('a', 't1', 110, { dock: 1 });
    const late = (load: TimedLoad, by: number) =>
      loadAt('a', load.truck, load.loadStart / minute + by, { dock: load.dock });
    // a/2 is late for a reason of its own; a/3 would begin before it has ended.
    const found = causes(
      [{ loads: [a1, a2, a3], events: [{ type: 'truck-down', truck: 't2', until: 105 * minute }] }, { orders }],
      [a1, late(a2, 35), late(a3, 40)],
    );
    expect(found['a/3']).toEqual([2, 'makes-room', 'the site is taken then by a/2, which comes 35 min later']);
    // a/2 comes 20 min earlier, and a/3 would leave a gap of 50.
    const early = causes(
      [
        { loads: [a1, loadAt('a', 't2', 90), loadAt('a', 't3', 130)], events: [{ type: 'truck-added', truck: spare }] },
        { orders },
      ],
      [a1, loadAt('a', 't2', 70), loadAt('a', 't3', 110)],
    );
    expect(early['a/2'].slice(0, 2)).toEqual([1, 'pays']);
    expect(early['a/3']).toEqual([
      ...[2, 'makes-room'],
      'the gap to a/2, which comes 20 min earlier, would be too long for the pour',
    ]);
  });

  test('what has moved too little to be told of is a link, and no step', () => {
    // b/1 is loaded on dock 1 and 3 min later, for no reason but the price; c/1 was to be there from 110.
    const found = causes(
      [{ events: [{ type: 'truck-added', truck: spare }] }],
      [a1, a2, loadAt('b', 't2', 113, { dock: 1 }), loadAt('c', 't3', 123, { dock: 1 })],
    );
    expect(found).toEqual({
      'c/1': [1, 'makes-room', 'the dock at p is needed for b/1, which comes 3 min later'],
    });
  });
});

const spare = { id: 't4', capacityM3: 5, home: 'plant', unloadMinutesPerM3: 2 };

test('of a swap that pays, one pays and the other makes room', () => {
  const found = causes(
    [{ events: [{ type: 'truck-added', truck: spare }] }],
    [a1, a2, loadAt('b', 't3', 110), loadAt('c', 't2', 110, { dock: 1 })],
  );
  expect(found).toEqual({
    'b/1': [1, 'pays', 'costs less for the whole shift than leaving b/1 where it was'],
    'c/1': [2, 'makes-room', 't3 is needed for b/1, which t2 was to bring'],
  });
});

test('a truck that is there now is named where it pays', () => {
  const found = causes(
    [
      {
        events: [
          { type: 'order-added', order: { id: 'd', place: 'site d', volumeM3: 5 } },
          { type: 'truck-added', truck: spare },
        ],
      },
    ],
    [a1, a2, loadAt('b', 't4', 110), c1],
  );
  expect(found).toEqual({ 'b/1': [1, 'pays', 't4 works now, and with it the shift costs less'] });
});

describe('volumes', () => {
  test('a load more makes up for a smaller one', () => {
    const found = causes(
      [{ events: [out] }],
      [
        a1,
        loadAt('a', 't1', 70, { volumeM3: 3 }),
        loadAt('a', 't3', 71, { volumeM3: 2, unloading: 96, dock: 1 }),
        loadAt('b', 't1', 110),
        c1,
      ],
    );
    expect(found['a/2']).toEqual([1, 'truck-out', 't2 is out for the rest of the shift']);
    expect(found['new a/3']).toEqual([2, 'order-incomplete', 'evens out that a/2 brings 2 m3 less']);
  });

  test('a load more brings what was lost on the way', () => {
    // t2 breaks down with a/2 on board at 75; only t4 may help, from 170 on: too late for the concrete, which lives until 160.
    const orders = [{ ...day.orders[0], trucks: ['t1', 't2', 't4'] }, ...day.orders.slice(1)];
    const t1 = { ...day.trucks[0], shift: { from: 0, to: 70 * minute } };
    const t4 = { ...spare, shift: { from: 170 * minute, to: 400 * minute } };
    const shift = { orders, trucks: [t1, ...day.trucks.slice(1), t4] };
    const found = causes(
      [{ now: 75 * minute, events: [out] }, shift],
      [a1, loadAt('a', 't4', 170), loadAt('b', 't3', 150), c1],
    );
    expect(found['new a/2']).toEqual([1, 'order-incomplete', 'a is still to get what a/2 does not bring']);
  });

  test('concrete that comes from elsewhere takes the place of a load', () => {
    // t2 breaks down at 75 with a/2 on board, which only t2 may bring to a: t1 brings it to c, which needs its load no more.
    const orders = [{ ...day.orders[0], trucks: ['t2'] }, ...day.orders.slice(1)];
    const a1OfT2 = { ...a1, truck: 't2' };
    const loads = [a1OfT2, ...running.slice(1)];
    const request = { now: 75 * minute, events: [out], loads };
    const { fixed } = amend(repairOf(request, { orders })).shift;
    const brought = fixed.find(({ plant }) => plant === 'transfer:a/2')!;
    expect(brought).toMatchObject({ order: 'c' });
    const { loadStart, unloadStart } = brought;
    const transfer = { ...loadAt('c', brought.truck, 0), plant: brought.plant };
    const found = causes(
      [request, { orders }],
      [a1OfT2, { ...transfer, loadStart: Number(loadStart), unloadStart: Number(unloadStart) }, loadAt('b', 't3', 110)],
    );
    expect(found['c/1']).toEqual([1, 'makes-room', 'c gets 5 m3 of a/2 instead of c/1']);
    expect(found['b/1']).toEqual([1, 'truck-out', 't2 is out for the rest of the shift']);
  });
});

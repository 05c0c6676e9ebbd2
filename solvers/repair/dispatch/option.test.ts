import { describe, expect, test } from 'vitest';
import { DispatchTruck } from '../../../models/dispatch.ts';
import { RepairOption } from '../../../models/repair.ts';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { optionOf } from './option.ts';
import { loadAt, repairOf, running } from './testing-day.ts';
import { planWith } from './testing-options.ts';

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 23, 6) + minutes * 60_000).toISOString().replace('.000', '');

describe('a truck is out, another takes one of its loads and puts its own off, the other load is dropped', () => {
  const amended = amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }] }));
  const context = contextOf(amended);
  // t3 brings b at its time and is back at 150: c is loaded then, and unloaded 40 min later than planned.
  const plan = planWith(amended.shift, [running[0], loadAt('b', 't3', 110), loadAt('c', 't3', 150, { dock: 1 })]);
  const option = optionOf(context, { name: 'fewest-changes', hired: [], plan, reactionMs: 12_000 });

  test('is an option by its schema', () => {
    expect(RepairOption.parse(option)).toEqual(option);
  });

  test('is measured against the plan that runs', () => {
    // Three trucks in use at 30 each. Without any load 35,000 would be unserved: a fiftieth of that, over the 4 loads.
    expect(context).toMatchObject({ baseCost: 90, pointPrice: 175, limitMs: 120_000 });
    expect([...context.promisedM3]).toEqual([
      ['a', 10],
      ['b', 5],
      ['c', 5],
    ]);
    // t1 and t3 at 30, and 5 m3 of a missing at 1000.
    expect(option).toMatchObject({ cost: 5060, extraCost: 4970 });
    // 5 for a/2 dropped, 1 for the truck of b/1, 0.5 + 40 x 0.02 for c/1, 2 for the promise of c.
    expect(option.points).toBeCloseTo(9.3, 9);
    expect(option.total).toBeCloseTo(5060 + 175 * 9.3, 6);
  });

  test('says what changes, why, and how deep', () => {
    expect(option.changes).toEqual([
      {
        ...{ order: 'a', load: 'a/2', what: ['dropped'], minutes: 0, points: 5, depth: 1 },
        was: { truck: 't2', plant: 'p', volumeM3: 5, loadStart: at(70), unloadStart: at(90) },
        reason: { code: 'truck-out', message: 't2 is out for the rest of the shift', event: 0 },
      },
      {
        ...{ order: 'c', load: 'c/1', becomes: 'c/1', what: ['later'], minutes: 40, points: 1.3, depth: 2 },
        was: { truck: 't3', plant: 'p', volumeM3: 5, loadStart: at(110), unloadStart: at(130) },
        is: { truck: 't3', plant: 'p', volumeM3: 5, loadStart: at(150), unloadStart: at(170) },
        reason: { code: 'makes-room', message: 't3 is needed for b/1, which t2 was to bring', event: 0 },
      },
      {
        ...{ order: 'b', load: 'b/1', becomes: 'b/1', what: ['truck'], minutes: 0, points: 1, depth: 1 },
        was: { truck: 't2', plant: 'p', volumeM3: 5, loadStart: at(110), unloadStart: at(130) },
        is: { truck: 't3', plant: 'p', volumeM3: 5, loadStart: at(110), unloadStart: at(130) },
        reason: { code: 'truck-out', message: 't2 is out for the rest of the shift', event: 0 },
      },
    ]);
    // t2 and t3 are named; a/1 is done, the other three were open and all of them change.
    expect(option).toMatchObject({ changedLoads: 3, openLoads: 3, untouchedShare: 0, depth: 2, width: 2 });
  });

  test('says what it does to clients', () => {
    expect(option).toMatchObject({ lostM3: 5, wastedM3: 0 });
    expect(option.lateness).toEqual({ loads: 1, m3: 5, minutes: 40, greatestMinutes: 40 });
    expect(option.notices).toEqual([
      {
        ...{ order: 'a', client: 'client a', what: 'less', missingM3: 5, was: at(90) },
        message: 'a gets 5 m3 of 10 m3: 5 m3 are missing',
      },
      {
        ...{ order: 'c', client: 'client c', what: 'later', was: at(130), is: at(170), minutes: 40 },
        message: 'c begins 40 min later than told',
      },
    ]);
    expect(option.unrescued).toMatchObject([{ order: 'a', volumeM3: 5, severity: 'medium', suggestions: [] }]);
  });

  test('is scored', () => {
    // 12 of 120 s; a and b weigh 1, c 4: 30 of 35; only b is content.
    expect(option.score.reaction).toBeCloseTo(0.9, 12);
    expect(option.score.quality).toBeCloseTo(30 / 35, 12);
    expect(option.score.stability).toBe(0);
    expect(option.score.clients).toBeCloseTo(1 / 6, 12);
    expect(option.score.total).toBeCloseTo(0.27 + (0.4 * 30) / 35 + 0.1 / 6, 12);
  });

  test('has the features that repairs are compared by', () => {
    const { meanKm, ...features } = option.features;
    // 10 min at 40 km/h; concrete of 30 of its 90 min; c/1 is unloaded 110 min from now.
    expect(meanKm).toBeCloseTo(20 / 3, 9);
    expect(features).toEqual({
      ...{ affectedLoads: 3, meanPriority: 2, riskM3: 30, horizonMinutes: 110, trucksAvailable: 2, fill: 1 },
      ...{ lifetimeSlackMinutes: 60, logistics: 1, weather: 0, traffic: 0, reliability: 0.5 },
    });
  });
});

test('a hired truck takes what would be dropped', () => {
  const amended = amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }], prices: { unit: 10 } }));
  const hired = [
    DispatchTruck.parse({ id: 'h', capacityM3: 5, home: 'plant', unloadMinutesPerM3: 2, costPerUse: 200 }),
  ];
  const loads = [running[0], loadAt('a', 'h', 70), loadAt('b', 'h', 110), running[3]];
  const plan = planWith(amended.shift, loads, hired);
  const option = optionOf(contextOf(amended), { name: 'hired-truck', hired, plan, reactionMs: 0 });
  expect(option).toMatchObject({ hired, cost: 260, points: 2, total: 280, extraCost: 170, lostM3: 0, notices: [] });
  // t2 and h; c/1 stays, one of the three that were open.
  expect(option).toMatchObject({ changedLoads: 2, openLoads: 3, depth: 1, width: 2 });
  expect(option.untouchedShare).toBeCloseTo(1 / 3, 12);
  expect(option.features.trucksAvailable).toBe(3);
  expect(RepairOption.parse(option)).toEqual(option);
});

test('a new order and a cancelled one', () => {
  const amended = amend(
    repairOf({
      events: [
        { type: 'order-cancelled', order: 'b' },
        { type: 'order-added', order: { id: 'd', place: 'site d', volumeM3: 5 } },
      ],
    }),
  );
  const plan = planWith(amended.shift, [running[0], running[1], running[3], loadAt('d', 't2', 110)]);
  const option = optionOf(contextOf(amended), { name: 'least-cost', hired: [], plan, reactionMs: 0 });
  // The load of a new order costs no points, and it is a change all the same.
  expect(option).toMatchObject({ points: 0, changedLoads: 1, openLoads: 2, untouchedShare: 1, lostM3: 0, depth: 1 });
  expect(option.changes).toMatchObject([
    { order: 'd', becomes: 'd/1', what: ['added'], points: 0, reason: { code: 'order-added', event: 1 } },
  ]);
  expect(option.changes[0]).not.toHaveProperty('load');
  expect(option.notices).toMatchObject([
    { order: 'b', what: 'cancelled' },
    { order: 'd', what: 'added' },
  ]);
  expect(option.score).toMatchObject({ quality: 1, clients: 1 });
});

test('an order that takes less loses a load for nothing, one that takes more gets a load', () => {
  const lower = amend(repairOf({ events: [{ type: 'order-changed', order: 'a', to: { volumeM3: 5 } }] }));
  const less = optionOf(contextOf(lower), {
    ...{ name: 'fewest-changes', hired: [], reactionMs: 0 },
    plan: planWith(lower.shift, [running[0], running[2], running[3]]),
  });
  expect(less).toMatchObject({ points: 0, changedLoads: 1, lostM3: 0, notices: [], unrescued: [] });
  expect(less.changes).toMatchObject([
    { load: 'a/2', what: ['dropped'], points: 0, reason: { code: 'order-changed' } },
  ]);

  const higher = amend(repairOf({ events: [{ type: 'order-changed', order: 'a', to: { volumeM3: 15 } }] }));
  const context = contextOf(higher);
  expect(context.promisedM3.get('a')).toBe(15);
  const more = optionOf(context, {
    ...{ name: 'fewest-changes', hired: [], reactionMs: 0 },
    plan: planWith(higher.shift, [...running, loadAt('a', 't1', 100)]),
  });
  // Unloaded at 120, 30 min after the last planned unloading of a.
  expect(more.changes).toMatchObject([
    { becomes: 'a/3', what: ['added'], points: 0.5, reason: { code: 'order-changed' } },
  ]);
  expect(more.lateness).toEqual({ loads: 1, m3: 5, minutes: 30, greatestMinutes: 30 });
  const none = optionOf(context, {
    ...{ name: 'fewest-changes', hired: [], reactionMs: 0, plan: planWith(higher.shift, running) },
  });
  expect(none).toMatchObject({ lostM3: 5, changedLoads: 0, notices: [{ order: 'a', what: 'less', missingM3: 5 }] });
});

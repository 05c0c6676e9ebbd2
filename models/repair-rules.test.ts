/** Repair requests that are refused: each says where, which rule, what came and what would do. */
import { expect, test } from 'vitest';
import { RepairProblem } from './repair.ts';
import { refusalsWith } from './testing/refusals.ts';

/** Something of everything; nothing wrong with it. Now is 08:00. */
function good() {
  const load = { order: 'o', truck: 't', plant: 'p', dock: 0, volumeM3: 5 };
  return {
    mode: 'dispatch',
    now: 3600,
    shift: {
      mode: 'plan',
      start: '2026-11-23T07:00:00+03:00',
      places: [
        { id: 'yard', xKm: 0, yKm: 0 },
        { id: 'site', xKm: 5, yKm: 0 },
      ],
      grades: [{ id: 'g' }],
      plants: [{ id: 'p', place: 'yard' }],
      trucks: [
        { id: 't', capacityM3: 5, home: 'yard' },
        { id: 'u', capacityM3: 5, home: 'yard' },
      ],
      orders: [
        { id: 'o', place: 'site', volumeM3: 10, grade: 'g', leastGapMinutes: 5 },
        { id: 'q', place: 'site', volumeM3: 5, after: { order: 'o' } },
        { id: 'r', place: 'site', volumeM3: 5 },
      ],
      fixed: [{ order: 'o', truck: 't', plant: 'p', loadStart: 0, unloadStart: 2000 }],
    },
    loads: [
      { ...load, loadStart: 0, unloadStart: '2026-11-23T07:33:20+03:00' },
      { ...load, loadStart: 6000, unloadStart: 8000 },
      { ...load, order: 'q', loadStart: 9000, unloadStart: 12_000 },
    ],
    events: [
      { type: 'truck-out', truck: 't', at: 3600 },
      { type: 'truck-down', truck: 'u', at: 3000, until: 3601 },
      { type: 'accident', truck: 'v', onBoard: 'stuck' },
      { type: 'unload-delay', load: 'o/2', minutes: 20 },
      { type: 'traffic', factor: 1.5, from: 7000, until: 7001, places: ['site'] },
      { type: 'order-cancelled', order: 'q' },
      { type: 'order-changed', order: 'o', to: { volumeM3: 12, grade: 'g', window: { from: 0, to: 40_000 } } },
      { type: 'order-added', order: { id: 'n', place: 'site', volumeM3: 5, trucks: ['v'], after: { order: 'q' } } },
      { type: 'truck-added', truck: { id: 'v', capacityM3: 5, home: 'yard' } },
      { type: 'plant-stop', plant: 'p' },
    ] as object[],
    facts: {
      loads: [{ load: 'o/1', loadStart: 0, unloadStart: 2000, unloadEnd: 2000, mixedAt: -60 }],
      trucks: [{ truck: 'v', place: 'site', from: 4000 }],
    },
    hired: [{ id: 'h', capacityM3: 5, home: 'yard' }],
  };
}

const refusals = (pointer: string, value: unknown) => refusalsWith(RepairProblem, good(), pointer, value);

test('the request that all others are made from is accepted', () => {
  expect(refusals('/now', 3600)).toEqual([]);
});

const far = 600_000_000;
const [out, down, delay] = ['/events/0', '/events/1', '/events/3'];
const [traffic, changed, added, came] = ['/events/4', '/events/6', '/events/7', '/events/8'];

/** What is set where; then the rule, and the pointer where that is another. */
const broken: [why: string, at: string, value: unknown, rule: string, pointer?: string][] = [
  ['now is in another century', '/now', far, 'near-the-start'],

  ['a load of an order that is not there', '/loads/1/order', 'x', 'known-order'],
  ['a load on a truck that is not there', '/loads/1/truck', 'x', 'known-truck'],
  ['a load on a truck that comes only now', '/loads/1/truck', 'v', 'known-truck'],
  ['a load from a plant that is not there', '/loads/1/plant', 'x', 'known-plant'],
  ['a load at a dock that is not there', '/loads/1/dock', 1, 'known-dock'],
  ['a load in another century', '/loads/1/unloadStart', far, 'near-the-start'],
  ['unloading before loading', '/loads/1/unloadStart', 5999, 'times-in-order'],
  ['more than was ordered', '/loads/1/volumeM3', 5.001, 'volume-of-order'],
  ['a fixed load that is not in the plan', '/loads/0/loadStart', 1, 'fixed-load-in-plan', '/shift/fixed/0'],

  ['an event that is to come', `${out}/at`, 3601, 'event-has-happened'],
  ['an event in another century', `${out}/at`, -far, 'near-the-start'],
  ['an event of no truck', `${out}/truck`, 'x', 'known-truck'],
  ['a repair that is done', `${down}/until`, 3600, 'until-after-now'],
  ['a delay of no load', `${delay}/load`, 'o/3', 'known-load'],
  ['traffic that is over', `${traffic}/until`, 3600, 'until-after-now'],
  ['traffic that ends before it begins', `${traffic}/from`, 7001, 'from-before-to', `${traffic}/until`],
  ['traffic in another century', `${traffic}/from`, -far, 'near-the-start'],
  ['traffic nowhere', `${traffic}/places/0`, 'x', 'known-place'],
  ['a stop of no plant', '/events/9/plant', 'x', 'known-plant'],
  ['a stop that is over', '/events/9/until', 0, 'until-after-now'],
  ['no order cancelled', '/events/5/order', 'x', 'known-order'],
  ['no order changed', `${changed}/order`, 'x', 'known-order'],
  ['an order cancelled and changed', `${changed}/order`, 'q', 'cancelled-or-changed'],
  [
    'an order changed and cancelled',
    '/events/-',
    { type: 'order-cancelled', order: 'o' },
    'cancelled-or-changed',
    '/events/10/order',
  ],
  ['a grade that nobody makes', `${changed}/to/grade`, 'x', 'known-grade'],
  ['a window that ends before it begins', `${changed}/to/window/to`, -1, 'from-before-to'],
  ['gaps that cannot be kept', `${changed}/to/greatestGapMinutes`, 4, 'gap-limits-in-order'],
  ['an order that is there already', `${added}/order/id`, 'r', 'new-id'],
  [
    'an order added twice',
    '/events/-',
    { type: 'order-added', order: { id: 'n', place: 'site', volumeM3: 5 } },
    'new-id',
    '/events/10/order/id',
  ],
  ['an order nowhere', `${added}/order/place`, 'x', 'known-place'],
  ['an order for no truck', `${added}/order/trucks/0`, 'x', 'known-truck'],
  ['an order after none', `${added}/order/after/order`, 'x', 'known-order'],
  ['an order after one that has a follower', `${added}/order/after/order`, 'o', 'one-follower'],
  ['a truck that is there already', `${came}/truck/id`, 'u', 'new-id'],
  [
    'a truck that comes twice',
    '/events/-',
    { type: 'truck-added', truck: { id: 'v', capacityM3: 5, home: 'yard' } },
    'new-id',
    '/events/10/truck/id',
  ],
  ['a truck from nowhere', `${came}/truck/home`, 'x', 'known-place'],
  ['more traffic than a shift takes', '/events', Array.from({ length: 49 }, () => good().events[4]), 'at-most'],

  ['a fact of no load', '/facts/loads/0/load', 'o/3', 'known-load'],
  ['two facts of one load', '/facts/loads/-', { load: 'o/1' }, 'one-fact-each', '/facts/loads/1/load'],
  ['unloading that ends before it begins', '/facts/loads/0/unloadEnd', 1999, 'times-in-order'],
  ['a fact of another century', '/facts/loads/0/mixedAt', -far, 'near-the-start'],
  ['a fact of no truck', '/facts/trucks/0/truck', 'x', 'known-truck'],
  [
    'two facts of one truck',
    '/facts/trucks/-',
    { truck: 'v', place: 'yard' },
    'one-fact-each',
    '/facts/trucks/1/truck',
  ],
  ['a truck nowhere', '/facts/trucks/0/place', 'x', 'known-place'],
  ['a truck free in another century', '/facts/trucks/0/from', far, 'near-the-start'],

  ['a truck of the fleet for hire', '/hired/0/id', 'v', 'new-id'],
  ['two trucks of one name for hire', '/hired/-', { id: 'h', capacityM3: 5, home: 'yard' }, 'unique-id', '/hired/1/id'],
  ['a truck for hire from nowhere', '/hired/0/home', 'x', 'known-place'],
];

test.each(broken)('%s', (_why, at, value, rule, pointer = at) => {
  const found = refusals(at, value).map((error) => ({ rule: error.rule, pointer: error.pointer }));
  expect(found).toContainEqual({ rule, pointer });
  for (const error of refusals(at, value)) {
    expect(error.message).not.toBe('');
    expect(error.remedy).not.toBe('');
  }
});

test('a warning is about loads of its shift', () => {
  const { shift, loads } = good();
  const request = { mode: 'warning', shift, loads, now: 3600 };
  expect(refusalsWith(RepairProblem, structuredClone(request), '/now', 0)).toEqual([]);
  expect(refusalsWith(RepairProblem, structuredClone(request), '/loads/1/truck', 'x')).toMatchObject([
    { rule: 'known-truck', pointer: '/loads/1/truck', received: 'x' },
  ]);
});

/** What became of the two loads of the worked example, by events and facts; every second by hand. */
import { describe, expect, test } from 'vitest';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import { example } from '../../dispatch/check/hand-made.ts';
import { running } from './hand-made.ts';
import type { RepairInput } from './random-repair.ts';
import { isCase, runningPlan } from './running.ts';
import { placeOfStuck } from './trucks-now.ts';

type Events = RepairInput['events'];
type FactOfLoad = NonNullable<NonNullable<RepairInput['facts']>['loads']>[number];
type Became = readonly [state: string, loadStart: number, unloadStart: number];

interface Row {
  readonly what: string;
  /** 08:45 where it is absent. */
  readonly now?: number;
  readonly events?: Events;
  readonly facts?: readonly FactOfLoad[];
  readonly first?: Became;
  readonly second?: Became;
  readonly rescued?: readonly string[];
}

/** As planned: leaves the plant at 6105, there at 7005, unloaded from 7200 to 8700; and there at 8505, unloaded until 9450. */
const onItsWay: Became = ['under-way', 4305, 7200];
const toCome: Became = ['open', 6705, 8700];

const rows: Row[] = [
  { what: 'facts that say nothing', facts: [{ load: 'o/2' }], first: onItsWay, second: toCome },
  {
    ...{ what: 'unloading ends now', now: 8700, facts: [{ load: 'o/2' }] },
    ...{ first: ['done', 4305, 7200], second: ['under-way', 6705, 8700] },
  },
  {
    ...{ what: 'loading begins now', now: 4305, facts: [{ load: 'o/2' }] },
    ...{ first: ['open', 4305, 7200], second: toCome },
  },
  {
    ...{ what: 'it has not begun, though it should have', facts: [{ load: 'o/1', started: false }] },
    ...{ first: ['open', 4305, 7200], second: toCome },
  },
  {
    ...{ what: 'it has begun before its time', facts: [{ load: 'o/2', loadStart: 6000 }] },
    ...{ first: onItsWay, second: ['under-way', 6000, 8700] },
  },
  {
    // There at 7605, without any buffer.
    ...{ what: 'loaded 10 min late', facts: [{ load: 'o/1', loadStart: 4905 }] },
    ...{ first: ['under-way', 4905, 7605], second: toCome },
  },
  {
    // The first is unloaded from 7605 to 9105.
    ...{ what: 'the second waits for the first', now: 6800, facts: [{ load: 'o/1', loadStart: 4905 }] },
    ...{ first: ['under-way', 4905, 7605], second: ['under-way', 6705, 9105] },
  },
  {
    ...{ what: 'a known start of unloading', facts: [{ load: 'o/1', unloadStart: 6900 }] },
    ...{ first: ['under-way', 4305, 6900], second: toCome },
  },
  {
    ...{ what: 'a known end counts before it', facts: [{ load: 'o/1', unloadStart: 6900, unloadEnd: 9000 }] },
    ...{ first: ['under-way', 4305, 7500], second: toCome },
  },
  {
    ...{
      what: 'a delay while it is unloaded',
      now: 7500,
      events: [{ type: 'unload-delay', load: 'o/1', minutes: 15 }],
    },
    ...{ first: ['under-way', 4305, 8100], second: ['under-way', 6705, 9600] },
  },
  {
    what: 'two delays',
    events: [
      { type: 'unload-delay', load: 'o/1', minutes: 5 },
      { type: 'unload-delay', load: 'o/1', minutes: 10 },
    ],
    ...{ first: ['under-way', 4305, 8100], second: toCome },
  },
  {
    // Until 15,450, and no older than 4800 s by then.
    ...{ what: 'held, and loaded later', events: [{ type: 'unload-delay', load: 'o/2', minutes: 100 }] },
    ...{ first: onItsWay, second: ['under-way', 10_650, 14_700] },
  },
  {
    what: 'not held by a truck that is out',
    events: [
      { type: 'unload-delay', load: 'o/2', minutes: 100 },
      { type: 'truck-out', truck: 't1' },
    ],
    ...{ first: onItsWay, second: toCome },
  },
  {
    // Loaded from now on it is there at 8800.
    ...{ what: 'held, and not loaded before now', now: 7000, facts: [{ load: 'o/2', started: false }] },
    ...{ events: [{ type: 'unload-delay', load: 'o/2', minutes: 1 }] },
    ...{ first: onItsWay, second: ['under-way', 7000, 8860] },
  },
  {
    ...{ what: 'stuck', events: [{ type: 'truck-out', truck: 't5' }] },
    ...{ first: ['gone', 4305, 7200], second: toCome, rescued: ['o/1'] },
  },
  {
    ...{ what: 'out while it is unloaded', now: 7500, events: [{ type: 'truck-out', truck: 't5', at: 7200 }] },
    ...{ first: onItsWay, second: ['under-way', 6705, 8700] },
  },
  {
    what: 'stuck while it is unloaded, as we are told',
    now: 7500,
    events: [{ type: 'truck-out', truck: 't5', at: 7200, onBoard: 'stuck' }],
    ...{ first: ['gone', 4305, 7200], second: ['under-way', 6705, 8700], rescued: ['o/1'] },
  },
  {
    ...{
      what: 'delivered all the same',
      events: [{ type: 'truck-down', truck: 't5', until: 9000, onBoard: 'delivered' }],
    },
    ...{ first: onItsWay, second: toCome },
  },
  {
    ...{ what: 'out before it was loaded', events: [{ type: 'accident', truck: 't5', at: 4000 }] },
    ...{ first: ['open', 4305, 7200], second: toCome },
  },
  {
    // Else it would block the site from 10,800 to 12,300; the second is unloaded before.
    what: 'one that is stuck blocks nobody',
    now: 8600,
    events: [
      { type: 'unload-delay', load: 'o/1', minutes: 20 },
      { type: 'truck-out', truck: 't5', at: 8300 },
    ],
    ...{ first: ['gone', 4305, 8400], second: ['under-way', 6705, 8700], rescued: ['o/1'] },
  },
  {
    ...{ what: 'cancelled on the way', events: [{ type: 'order-cancelled', order: 'o' }] },
    ...{ first: ['gone', 4305, 7200], second: ['gone', 6705, 8700], rescued: ['o/1'] },
  },
  {
    ...{ what: 'cancelled while it is unloaded', now: 7500, events: [{ type: 'order-cancelled', order: 'o' }] },
    ...{ first: onItsWay, second: ['gone', 6705, 8700], rescued: ['o/2'] },
  },
  {
    // 8700 is 5700 s after 3000.
    ...{ what: 'older than planned', facts: [{ load: 'o/1', mixedAt: 3000 }] },
    ...{ first: ['gone', 4305, 7200], second: toCome, rescued: ['o/1'] },
  },
  {
    // 8700 is 5400 s after 3300: the whole lifetime.
    ...{ what: 'as old as it may be', facts: [{ load: 'o/1', mixedAt: 3300 }], first: onItsWay, second: toCome },
  },
  {
    // 195 s are driven; 705 take 2115. There at 8415, unloaded until 9915, 5610 s old.
    ...{ what: 'too old by traffic', events: [{ type: 'traffic', factor: 3, until: 20_000 }] },
    ...{ first: ['gone', 4305, 8415], second: toCome, rescued: ['o/1'] },
  },
];

const planOf = ({ now = 6300, events = [], facts = [] }: Omit<Row, 'what'>) =>
  runningPlan(
    RepairDispatchProblem.parse({
      ...{ mode: 'dispatch', shift: example, loads: running, now, events, facts: { loads: [...facts] } },
    }),
  );

test.each(rows)('$what', ({ what: _what, first, second, rescued = [], ...given }) => {
  const plan = planOf(given);
  const became = plan.loads.map(({ state, loadStart, unloadStart }) => [state, loadStart, unloadStart]);
  expect(became).toEqual([first, second]);
  expect(plan.loads.filter(isCase).map(({ id }) => id)).toEqual(rescued);
});

test('the fixed loads of the request have started', () => {
  const fixed = [{ order: 'o', truck: 't1', plant: 'p', loadStart: 6705, unloadStart: 8700 }];
  const states = (one: typeof fixed) =>
    runningPlan(
      RepairDispatchProblem.parse({
        ...{ mode: 'dispatch', shift: { ...example, fixed: one }, loads: running, now: 3600 },
      }),
    ).loads.map(({ state }) => state);
  expect(states(fixed)).toEqual(['open', 'under-way']);
  expect(states([{ ...fixed[0], unloadStart: 8701 }])).toEqual(['open', 'open']);
});

describe('where a truck is stuck', () => {
  test.each([
    ['at the plant, loading', 6000, 'plant'],
    ['less than half of the way', 6554, 'plant'],
    ['half of the way', 6555, 'site'],
  ])('%s', (_where, at, place) => {
    const plan = planOf({ now: 7000, events: [{ type: 'truck-out', truck: 't5', at }] });
    expect(placeOfStuck(plan, plan.byId.get('o/1')!)).toBe(place);
  });
});

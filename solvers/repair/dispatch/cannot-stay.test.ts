/** Which loads of the morning of `testing-day.ts` cannot stay, and what is said of it. Minutes from 06:00. */
import { expect, test } from 'vitest';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { day, loadAt, minute, repairOf, running } from './testing-day.ts';

function hitsOf(...request: Parameters<typeof repairOf>) {
  return Object.fromEntries(contextOf(amend(repairOf(...request))).hits);
}

test('a truck that is out loses all of its loads', () => {
  const reason = { code: 'truck-out', message: 't2 is out for the rest of the shift', event: 0 };
  expect(hitsOf({ events: [{ type: 'truck-out', truck: 't2' }] })).toEqual({ 'a/2': reason, 'b/1': reason });
});

test('a truck that is down for a while loses what begins before it can be there', () => {
  // Down until 80: a/2 was to be loaded at 70, b/1 is loaded at 110.
  expect(hitsOf({ events: [{ type: 'truck-down', truck: 't2', until: 80 * minute }] })).toEqual({
    'a/2': {
      code: 'truck-late',
      message: 't2 is down, can go on in 20 min and would be at p 10 min too late',
      event: 0,
    },
  });
});

test('a truck that is somewhere else than planned', () => {
  // Free at site d at 65: at the plant at 75, and not at 70.
  const trucks = [{ truck: 't2', place: 'site d', from: 65 * minute }];
  expect(hitsOf({ facts: { trucks } })).toEqual({
    'a/2': { code: 'truck-late', message: 't2 is free at site d in 5 min and would be at p 5 min too late' },
  });
});

test('a load that was to be loaded by now and has not been', () => {
  const facts = { loads: [{ load: 'a/2', started: false }] };
  expect(hitsOf({ now: 80 * minute, facts })).toMatchObject({
    'a/2': { code: 'truck-late', message: 't2 was to be loaded 10 min ago, and has not been' },
  });
});

test('a truck that is held up at a site is late for its next load', () => {
  // a/2 is unloaded from 105 to 115 and t2 back at 125; b/1 was to be loaded at 110.
  const events = [{ type: 'unload-delay' as const, load: 'a/2', minutes: 15 }];
  const message = 't2 comes from a/2, which ends 15 min later than planned, and would be at p 15 min too late';
  expect(hitsOf({ now: 75 * minute, events })).toEqual({ 'b/1': { code: 'truck-late', message, event: 0 } });
});

test('a plant that stops', () => {
  const stop = (until?: number) => hitsOf({ events: [{ type: 'plant-stop', plant: 'p', ...(until && { until }) }] });
  expect(stop(80 * minute)).toEqual({
    'a/2': {
      ...{ code: 'plant-stopped', event: 0 },
      message: 'p is stopped: it would have to wait 10 min',
    },
  });
  const message = 'p loads nothing for the rest of the shift';
  const reason = { code: 'plant-stopped', message, event: 0 };
  expect(stop()).toEqual({ 'a/2': reason, 'b/1': reason, 'c/1': reason });
});

test('slower roads', () => {
  // a/2 leaves at 80 and needs 20 min: there at 100 and not at 90. From 120 on, when b/1 and c/1 leave, the roads are free.
  const traffic = { type: 'traffic' as const, factor: 2, until: 120 * minute };
  const message = 'the way from p takes longer now: it would be ready to unload 10 min too late';
  expect(hitsOf({ events: [traffic] })).toEqual({ 'a/2': { code: 'road-slower', message, event: 0 } });
  // Elsewhere it is none of its business; on its way the event behind it is named.
  const elsewhere = { ...traffic, places: ['site d'] };
  expect(hitsOf({ events: [elsewhere] })).toEqual({});
  expect(hitsOf({ events: [elsewhere, { ...traffic, places: ['site a'] }] })).toMatchObject({ 'a/2': { event: 1 } });
});

test('a slower way back is behind a truck that is late, where that alone is enough', () => {
  // t2 leaves site a at 100, planned: with roads of factor 2 it is back at 120 and not at 110.
  const events = [{ type: 'traffic' as const, factor: 2, until: 130 * minute }];
  const hits = hitsOf({ now: 95 * minute, events });
  expect(hits['b/1']).toEqual({
    ...{ code: 'road-slower', event: 0 },
    message: 'the way to p takes longer now: t2 would be there 10 min too late',
  });
});

test('a dock that is needed by a load that is held', () => {
  // d/1 follows b/1 on dock 0. b/1 is unloaded at 190 and must not be older than 80 min by 200: loaded from 120 to 130.
  const shift = { orders: [...day.orders, { id: 'd', place: 'site d', volumeM3: 5 }] };
  const loads = [...running, loadAt('d', 't1', 120)];
  const events = [{ type: 'unload-delay' as const, load: 'b/1', minutes: 60 }];
  expect(hitsOf({ loads, events }, shift)).toEqual({
    'd/1': { code: 'dock-taken', message: 'its dock at p is needed for b/1, which loads there then', event: 0 },
  });
});

test('a site that is not free in time', () => {
  // a/1 is unloaded from 85 to 95, a/2 was to be from 90.
  const events = [{ type: 'unload-delay' as const, load: 'a/1', minutes: 35 }];
  expect(hitsOf({ now: 55 * minute, events })).toEqual({
    'a/2': { code: 'site-taken', message: 'a/1 is unloaded there 35 min later than planned at that time', event: 0 },
  });
});

test('an order that is wanted at another time, or otherwise', () => {
  const changed = (to: object, shift = {}) =>
    hitsOf({ events: [{ type: 'order-changed', order: 'a', to }] }, shift)['a/2'];
  const is = (what: string) => ({ code: 'order-changed', message: `a was changed: ${what}`, event: 0 });
  // Unloaded from 90 to 100.
  const window = (from: number, to: number) => ({ window: { from: from * minute, to: to * minute } });
  expect(changed(window(100, 300))).toEqual(is('a/2 would be unloaded 10 min too early for it'));
  expect(changed(window(0, 98))).toEqual(is('a/2 would be unloaded 2 min too late for it'));
  expect(changed(window(0, 100))).toBeUndefined();
  const graded = {
    grades: [{ id: 'x' }, { id: 'y' }],
    plants: day.plants.map((plant) => ({ ...plant, grades: ['y'] })),
  };
  expect(changed({ grade: 'x' }, graded)).toEqual(is('p does not make what it wants now'));
  expect(changed({ grade: 'y' }, graded)).toBeUndefined();
});

/** Which loads have started and when they are unloaded, on the shift of `hand-shift.ts`. */
import { describe, expect, test } from 'vitest';
import { handAmended, handLoads, loadOf, nothing } from './hand-shift.ts';
import type { RunningLoad } from './loads.ts';

const brief = ({ id, state }: RunningLoad) => `${id} ${state}`;

test('loads are numbered by the start of unloading', () => {
  const { loads } = handAmended({ now: 0, loads: handLoads.toReversed() });
  expect(loads.map(({ id, truck }) => `${id} ${truck}`)).toEqual(['a/1 t1', 'a/2 t2', 'b/1 t1', 'c/1 t3']);
});

// Loading begins at 0, 600, 2400 and 3600; unloading ends at 1800, 2400, 4200 and 5640.
test.each([
  [0, ['a/1 open', 'a/2 open', 'b/1 open', 'c/1 open']],
  [1, ['a/1 under-way', 'a/2 open', 'b/1 open', 'c/1 open']],
  [1500, ['a/1 under-way', 'a/2 under-way', 'b/1 open', 'c/1 open']],
  [1800, ['a/1 done', 'a/2 under-way', 'b/1 open', 'c/1 open']],
  [2401, ['a/1 done', 'a/2 done', 'b/1 under-way', 'c/1 open']],
  [9000, ['a/1 done', 'a/2 done', 'b/1 done', 'c/1 done']],
])('what has begun by %i', (now, states) => {
  const { loads } = handAmended({ now, facts: nothing });
  expect(loads.map(brief)).toEqual(states);
  for (const { actual, loadStart, unloadStart } of loads)
    expect(actual).toEqual({ loadStart, unloadStart, unloadEnd: unloadStart + 600 });
});

test('without events and facts nothing has begun but what is fixed, and the shift is that of the request', () => {
  const { touched, loads, shift, problem } = handAmended({ now: 1500 });
  expect(touched).toBe(false);
  expect(loads.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open']);
  expect(shift).toBe(problem.shift);
});

describe('facts, at 1500', () => {
  // Rules 1 to 3: a known end, a known start, a loading that began so late that the site is reached at 900 + 600 + 600.
  test.each([
    [{ unloadEnd: 3000 }, 600, 2400],
    [{ unloadEnd: 3000, unloadStart: 2000 }, 600, 2400],
    [{ unloadStart: 2000 }, 600, 2000],
    [{ loadStart: 900 }, 900, 2100],
    [{ loadStart: 500 }, 500, 1800],
  ])('%o', (fact, loadStart, unloadStart) => {
    const load = loadOf(handAmended({ now: 1500, facts: { loads: [{ load: 'a/2', ...fact }] } }), 'a/2');
    expect(load).toMatchObject({
      state: 'under-way',
      actual: { loadStart, unloadStart, unloadEnd: unloadStart + 600 },
    });
    expect(load.hit?.code).toBe(unloadStart > 1800 ? 'truck-late' : undefined);
  });

  test('a loading that has not begun is open, and late', () => {
    const amended = handAmended({ now: 1500, facts: { loads: [{ load: 'a/2', started: false }] } });
    expect(loadOf(amended, 'a/2')).toMatchObject({ state: 'open', hit: { code: 'truck-late' } });
  });

  test('a loading that has begun before its time is under way', () => {
    const amended = handAmended({ now: 1500, facts: { loads: [{ load: 'b/1', started: true }] } });
    expect(loadOf(amended, 'b/1')).toMatchObject({ state: 'under-way', started: true });
  });

  test('what the request fixes has started, whatever a fact says', () => {
    const { order, truck, plant, loadStart, unloadStart } = handLoads[3];
    const shift = {
      ...handAmended({ now: 0 }).problem.shift,
      fixed: [{ order, truck, plant, loadStart, unloadStart }],
    };
    const amended = handAmended({ now: 1500, shift, facts: { loads: [{ load: 'c/1', started: false }] } });
    expect(loadOf(amended, 'c/1')).toMatchObject({ state: 'under-way', started: true });
  });
});

describe('unloading is delayed, at 1500', () => {
  const delayed = (load: string, minutes: number) =>
    handAmended({ now: 1500, events: [{ type: 'unload-delay', load, minutes }] });

  test('later by as much', () => {
    expect(loadOf(delayed('a/2', 30), 'a/2')).toMatchObject({
      ...{ state: 'under-way', actual: { unloadStart: 3600, unloadEnd: 4200 } },
      hit: { code: 'truck-late', event: 0 },
    });
  });

  // a/1 would unload from 1200: it is at the site for 5 minutes more, until 2100, and a/2, there at 1800, waits.
  test('the next one at the place waits', () => {
    const amended = delayed('a/1', 5);
    expect(loadOf(amended, 'a/1').actual).toMatchObject({ unloadStart: 1500, unloadEnd: 2100 });
    expect(loadOf(amended, 'a/2')).toMatchObject({
      ...{ actual: { unloadStart: 2100, unloadEnd: 2700 }, hit: { code: 'site-taken' } },
    });
  });

  // a/1 could begin at 2100; a/2, which began at 1800, is there until 2400.
  test('whoever is later than the next one waits for it', () => {
    const amended = delayed('a/1', 15);
    expect(loadOf(amended, 'a/2').actual.unloadStart).toBe(1800);
    expect(loadOf(amended, 'a/1').actual.unloadStart).toBe(2400);
  });

  test('two delays add up', () => {
    const events = [10, 20].map((minutes) => ({ type: 'unload-delay' as const, load: 'a/2', minutes }));
    expect(loadOf(handAmended({ now: 1500, events }), 'a/2').actual.unloadStart).toBe(3600);
  });

  // Unloaded from 5040 + 1200 to 6840: 3240 s old if loaded at 3600. With 80 minutes, until 10440: loaded 4800 s before.
  test.each([
    [20, 3600, 6240],
    [80, 5640, 9840],
  ])('a load that has not begun is held, and mixed in time: %i minutes', (minutes, loadStart, unloadStart) => {
    expect(loadOf(delayed('c/1', minutes), 'c/1')).toMatchObject({
      ...{ state: 'under-way', started: false, held: true, actual: { loadStart, unloadStart } },
    });
  });

  // Known not to have begun: loaded from 1500 on, at the site at 2700, and 10 minutes more.
  test('nobody is held in the past', () => {
    const amended = handAmended({
      ...{ now: 1500, facts: { loads: [{ load: 'a/2', started: false }] } },
      events: [{ type: 'unload-delay', load: 'a/2', minutes: 10 }],
    });
    expect(loadOf(amended, 'a/2')).toMatchObject({ held: true, actual: { loadStart: 1500, unloadStart: 3300 } });
  });

  test('it is not held where its order is cancelled, nor where its truck is out', () => {
    const delay = { type: 'unload-delay' as const, load: 'c/1', minutes: 20 };
    const cancelled = handAmended({ now: 1500, events: [delay, { type: 'order-cancelled', order: 'c' }] });
    expect(loadOf(cancelled, 'c/1')).toMatchObject({ state: 'gone', held: false, hit: { code: 'order-cancelled' } });
    const out = handAmended({ now: 1500, events: [delay, { type: 'truck-out', truck: 't3' }] });
    expect(loadOf(out, 'c/1')).toMatchObject({ state: 'open', held: false, hit: { code: 'truck-out', event: 1 } });
  });
});

describe('roads are slower from 1500 on', () => {
  // a/2 left the plant at 1200: half of the way is behind it, the other half takes twice as long.
  test.each([
    [undefined, 2100, 'road-slower'],
    [['site a'], 2100, 'road-slower'],
    [['yard', 'site c'], 2100, 'road-slower'],
    [['site b', 'site d'], 1800, undefined],
  ])('near %o', (places, unloadStart, code) => {
    const events = [{ type: 'traffic' as const, factor: 2, until: 9000, places }];
    const amended = handAmended({ now: 1500, events });
    expect(loadOf(amended, 'a/2').actual.unloadStart).toBe(unloadStart);
    expect(loadOf(amended, 'a/2').hit?.code).toBe(code);
    expect(amended.shift.travel.traffic).toEqual([{ from: 1500, to: 9000, factor: 2, ...(places && { places }) }]);
  });
});

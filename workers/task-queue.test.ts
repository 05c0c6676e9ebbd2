import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskQueue } from './task-queue.ts';

interface Entry {
  readonly name: number;
  readonly priority: number;
}

/** Milliseconds since 1970 at which the tests begin. */
const begin = Date.UTC(2026, 6, 1);

function drain(queue: TaskQueue<Entry>): Entry[] {
  const all: Entry[] = [];
  for (let entry = queue.first(); entry; entry = queue.first()) {
    all.push(entry);
    expect(queue.remove(entry)).toBe(true);
  }
  return all;
}

test('higher priority first, then in order of arrival', () => {
  const priorities = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
  fc.assert(
    fc.property(priorities, (list) => {
      const entries = list.map((priority, name) => ({ name, priority }));
      const queue = new TaskQueue<Entry>(() => begin);
      for (const entry of entries) queue.add(entry);
      expect(queue.length).toBe(entries.length);
      const expected = entries.toSorted((a, b) => b.priority - a.priority || a.name - b.name);
      expect(drain(queue)).toEqual(expected);
      expect(queue.length).toBe(0);
    }),
  );
});

test('a step of priority is worth a minute of waiting and no more, in whatever order tasks come', () => {
  const arrivals = fc.array(
    fc.record({ priority: fc.integer({ min: 0, max: 9 }), afterMs: fc.integer({ min: 0, max: 120_000 }) }),
    { maxLength: 30 },
  );
  let overtaken = 0;
  fc.assert(
    fc.property(arrivals, (list) => {
      let now = begin;
      const queue = new TaskQueue<Entry & { at: number }>(() => now);
      for (const [name, { priority, afterMs }] of list.entries()) {
        now += afterMs;
        queue.add({ name, priority, at: now });
      }
      const order = drain(queue) as (Entry & { at: number })[];
      for (const [place, early] of order.entries())
        for (const late of order.slice(place + 1)) {
          const headStartMs = (early.priority - late.priority) * 60_000;
          // Ranks count whole seconds.
          expect(early.at - late.at).toBeLessThan(headStartMs + 1000);
          if (early.priority < late.priority) overtaken++;
        }
    }),
  );
  expect(overtaken).toBeGreaterThan(0);
});

test('urgent tasks that keep coming do not hold one of priority 0 for ever: it goes after those of its first nine minutes', () => {
  let now = begin;
  const queue = new TaskQueue<Entry>(() => now);
  const patient = { name: 0, priority: 0 };
  queue.add(patient);
  const gone: Entry[] = [];
  for (let minute = 0; minute < 20; minute++, now += 60_000) {
    for (const name of [2 * minute + 1, 2 * minute + 2]) queue.add({ name, priority: 9 });
    const first = queue.first()!;
    queue.remove(first);
    gone.push(first);
  }
  expect(gone.indexOf(patient)).toBe(18);
});

test('a task whose child died goes before all others, and stays behind those lost earlier', () => {
  const queue = new TaskQueue<Entry>();
  const [urgent, lost, lostLater] = [9, 0, 5].map((priority, name) => ({ name, priority }));
  queue.add(urgent);
  queue.addLost(lost);
  queue.addLost(lostLater);
  expect(queue.all()).toEqual([lost, lostLater, urgent]);
  expect(drain(queue)).toEqual([lost, lostLater, urgent]);
});

test('an entry can be taken out once', () => {
  const queue = new TaskQueue<Entry>();
  const entry = { name: 1, priority: 3 };
  queue.add(entry);
  expect(queue.remove(entry)).toBe(true);
  expect(queue.remove(entry)).toBe(false);
  expect(queue.first()).toBeUndefined();
});

test('the first of those that may go', () => {
  const queue = new TaskQueue<Entry>();
  const [a, b, c] = [9, 9, 1].map((priority, name) => ({ name, priority }));
  for (const entry of [a, b, c]) queue.add(entry);
  expect(queue.first((entry) => entry !== a)).toBe(b);
  expect(queue.first((entry) => entry.priority < 9)).toBe(c);
  expect(queue.first(() => false)).toBeUndefined();
});

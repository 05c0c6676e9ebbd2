import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskQueue } from './task-queue.ts';

interface Entry {
  readonly name: number;
  readonly priority: number;
}

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
      const queue = new TaskQueue<Entry>();
      for (const entry of entries) queue.add(entry);
      expect(queue.length).toBe(entries.length);
      const expected = entries.toSorted((a, b) => b.priority - a.priority || a.name - b.name);
      expect(drain(queue)).toEqual(expected);
      expect(queue.length).toBe(0);
    }),
  );
});

test('a task whose child died goes before all others, and stays behind those lost earlier', () => {
  const queue = new TaskQueue<Entry>();
  const [urgent, lost, lostLater, first] = [9, 0, 5, 1].map((priority, name) => ({ name, priority }));
  queue.add(urgent);
  queue.addLost(lost);
  queue.addLost(lostLater);
  queue.addFirst(first);
  expect(drain(queue)).toEqual([first, lost, lostLater, urgent]);
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

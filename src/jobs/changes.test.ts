import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Changes } from './changes.ts';

const looks: string[][] = [];
const latest = new Map<string, number>();
let away = false;
let changes: Changes;
beforeEach(() => {
  vi.useFakeTimers();
  looks.length = 0;
  latest.clear();
  away = false;
  changes = new Changes(async (ids) => {
    looks.push([...ids]);
    if (away) throw new Error('away');
    return new Map(latest);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts how often a watcher is woken. */
function follow(id: string): { woken: number; close(): void } {
  const watch = changes.watch(id);
  const follower = { woken: 0, close: () => watch.close() };
  void (async () => {
    for (;;) {
      await watch.next();
      follower.woken++;
    }
  })();
  return follower;
}

test('what is not announced is found by one look for all, twice a second where others are silent', async () => {
  const [one, two] = [follow('a'), follow('b')];
  await vi.advanceTimersByTimeAsync(500);
  expect([looks, one.woken, two.woken]).toEqual([[['a', 'b']], 1, 1]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([looks.length, one.woken, two.woken]).toEqual([3, 1, 1]);
  latest.set('b', 2);
  await vi.advanceTimersByTimeAsync(500);
  expect([one.woken, two.woken]).toEqual([1, 2]);
  one.close();
  two.close();
});

test('looks are rarer where other processes announce, and end with the last watcher', async () => {
  changes.announcesOthers = true;
  const one = follow('a');
  await vi.advanceTimersByTimeAsync(1999);
  expect(looks).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(looks.length).toBe(1);
  one.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([looks.length, vi.getTimerCount()]).toEqual([1, 0]);
});

test('a database that is away is asked again', async () => {
  const one = follow('a');
  away = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect([looks.length, one.woken]).toEqual([2, 0]);
  away = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(one.woken).toBe(1);
  one.close();
});

test('announced: the watchers of that plan are woken, or all', async () => {
  const [one, two] = [follow('a'), follow('b')];
  changes.announce('a');
  await vi.advanceTimersByTimeAsync(0);
  expect([one.woken, two.woken]).toEqual([1, 0]);
  changes.announceAll();
  await vi.advanceTimersByTimeAsync(0);
  expect([one.woken, two.woken]).toEqual([2, 1]);
  one.close();
  two.close();
});

test('who waits for the end is not woken by steps, nor missed by announcements that do not say what changed', async () => {
  const watch = changes.watch('a', { endOnly: true });
  let woken = 0;
  void (async () => {
    for (;;) {
      await watch.next();
      woken++;
    }
  })();
  const follower = follow('a');
  changes.announce('a', { isStep: true });
  await vi.advanceTimersByTimeAsync(0);
  expect([woken, follower.woken]).toEqual([0, 1]);
  changes.announce('a', { isStep: false });
  await vi.advanceTimersByTimeAsync(0);
  changes.announceAll();
  await vi.advanceTimersByTimeAsync(0);
  expect([woken, follower.woken]).toEqual([2, 3]);
  watch.close();
  follower.close();
});

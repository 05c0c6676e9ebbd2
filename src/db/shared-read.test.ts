import { expect, test } from 'vitest';
import { SharedRead } from './shared-read.ts';

test('who asks at the same time shares a read; who asks after it has begun gets a newer one', async () => {
  const reads = new SharedRead<number>();
  let begun = 0;
  const { promise: gate, resolve } = Promise.withResolvers<void>();
  const read = async () => {
    const number = ++begun;
    await gate;
    return number;
  };
  const first = [reads.ask('a', read), reads.ask('a', read), reads.ask('b', read)];
  while (begun < 2) await new Promise((next) => setImmediate(next));
  const later = reads.ask('a', read);
  while (begun < 3) await new Promise((next) => setImmediate(next));
  resolve();
  expect([await Promise.all(first), await later]).toEqual([[1, 1, 2], 3]);
});

test('a read that fails fails for all who share it, and is not kept', async () => {
  const reads = new SharedRead<number>();
  const failing = [reads.ask('a', () => Promise.reject(new Error('away'))), reads.ask('a', async () => 1)];
  expect(await Promise.allSettled(failing)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  expect(await reads.ask('a', async () => 2)).toBe(2);
});

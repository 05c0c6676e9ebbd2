import { expect, test } from 'vitest';
import { LatestWriter } from './latest-writer.ts';

/** A write that ends when the test says so. */
function gatedWriter(intervalMs: number) {
  const written: number[] = [];
  const gates: (() => void)[] = [];
  const writer = new LatestWriter<number>(intervalMs, async (value) => {
    written.push(value);
    const { promise, resolve } = Promise.withResolvers<void>();
    gates.push(resolve);
    await promise;
  });
  return { writer, written, gates };
}

test('writes the first value at once and, while that takes its time, only the newest of the others', async () => {
  const { writer, written, gates } = gatedWriter(1);
  writer.put(1);
  writer.put(2);
  writer.put(3);
  expect(written).toEqual([1]);
  gates[0]();
  await expect.poll(() => written).toEqual([1, 3]);
  gates[1]();
  await writer.close();
  expect(written).toEqual([1, 3]);
});

test('closing writes what is left without waiting for its turn, and takes nothing more', async () => {
  const { writer, written, gates } = gatedWriter(3_600_000);
  writer.put(1);
  gates[0]();
  // The writer now waits for an hour; the next value has to hurry.
  await expect.poll(() => written).toEqual([1]);
  writer.put(2);
  const closed = writer.close();
  writer.put(3);
  await expect.poll(() => gates.length).toBe(2);
  gates[1]();
  await closed;
  expect(written).toEqual([1, 2]);
});

test('closing with nothing to write ends at once', async () => {
  const { writer, written } = gatedWriter(1);
  await writer.close();
  expect(written).toEqual([]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadBackends } from '../solvers/milp/backends.ts';
import { BackendCrash, type MilpModel } from '../solvers/milp/milp.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import { holdWasmMemory } from './wasm-ceiling.ts';

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
const { Memory } = (
  globalThis as unknown as { WebAssembly: { Memory: new (limits: { initial: number; maximum: number }) => Memory } }
).WebAssembly;
const { grow } = Memory.prototype;

beforeEach(() => holdWasmMemory(24));
afterEach(() => {
  Memory.prototype.grow = grow;
});

test('a memory grows to the ceiling and no further', () => {
  const memory = new Memory({ initial: 1, maximum: 65_536 });
  expect(memory.grow(383)).toBe(1);
  expect(memory.buffer.byteLength).toBe(24 * 2 ** 20);
  let thrown: unknown;
  try {
    memory.grow(1);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RangeError);
  expect(isOutOfMemory(thrown)).toBe(true);
});

/** A packing of so many columns: HiGHS, which begins with 20 MB, needs more to read it. */
function wideModel(count: number): MilpModel {
  const rows = Array.from({ length: count / 10 }, () => ({ lower: -Infinity, upper: 100 }));
  const columns = Array.from({ length: count }, (_, j) => ({
    ...{ cost: -1 - (j % 7), lower: 0, upper: 10, integer: true },
    rows: [j % rows.length, (j * 7 + 1) % rows.length].toSorted((one, other) => one - other),
    coefficients: [1, 2],
  })).filter(({ rows: [one, other] }) => one !== other);
  return { rows, columns };
}

test('HiGHS at the ceiling: its backend fails, and a fresh one answers', async () => {
  const [highs] = await loadBackends(['highs']);
  expect(() => highs.solve(wideModel(60_000), { timeLimitMs: 60_000 })).toThrow(BackendCrash);
  expect(highs.usable).toBe(false);
  const [fresh] = await loadBackends(['highs']);
  expect(fresh).not.toBe(highs);
  expect(fresh.solve(wideModel(20), { timeLimitMs: 60_000 }).values).toBeDefined();
});

/** Doubly linked lists over arrays: many sequences (of trucks, docks, orders, sites), each item in one of them. */
import type { TrailMemory } from './trail-memory.ts';

/** Puts `item` behind `after` in a sequence; -1: at its front. */
export function linkInto(
  memory: TrailMemory,
  first: Int32Array,
  last: Int32Array,
  next: Int32Array,
  prev: Int32Array,
  sequence: number,
  item: number,
  after: number,
): void {
  const before = after < 0 ? first[sequence] : next[after];
  memory.write(prev, item, after);
  memory.write(next, item, before);
  if (after < 0) memory.write(first, sequence, item);
  else memory.write(next, after, item);
  if (before < 0) memory.write(last, sequence, item);
  else memory.write(prev, before, item);
}

export function unlinkFrom(
  memory: TrailMemory,
  first: Int32Array,
  last: Int32Array,
  next: Int32Array,
  prev: Int32Array,
  sequence: number,
  item: number,
): void {
  const before = prev[item];
  const after = next[item];
  if (before < 0) memory.write(first, sequence, after);
  else memory.write(next, before, after);
  if (after < 0) memory.write(last, sequence, before);
  else memory.write(prev, after, before);
}

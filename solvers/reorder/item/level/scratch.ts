/** Working memory kept from call to call: allocating some hundred kilobytes per item would cost more than the search. */

const pool = new Map<string, Float64Array>();
const indexPool = new Map<string, Int32Array>();

/** @returns at least `length` doubles of any content, the same memory at the next call with the same name. */
export function scratch(name: string, length: number): Float64Array {
  let memory = pool.get(name);
  if (!memory || memory.length < length) {
    memory = new Float64Array(Math.max(length, 1024, 1.5 * (memory?.length ?? 0)));
    pool.set(name, memory);
  }
  return memory;
}

export function indexScratch(name: string, length: number): Int32Array {
  let memory = indexPool.get(name);
  if (!memory || memory.length < length) {
    memory = new Int32Array(Math.max(length, 256));
    indexPool.set(name, memory);
  }
  return memory;
}

/** Working memory kept from call to call: allocating some hundred kilobytes per item would cost more than the search. */

const pool = new Map<string, Float64Array>();

/** @returns at least `length` doubles of any content, the same memory at the next call with the same name. */
export function scratch(name: string, length: number): Float64Array {
  let memory = pool.get(name);
  if (!memory || memory.length < length) {
    memory = new Float64Array(Math.max(length, 1024, 1.5 * (memory?.length ?? 0)));
    pool.set(name, memory);
  }
  return memory;
}

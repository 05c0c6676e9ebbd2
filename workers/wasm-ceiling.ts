/**
 * A ceiling for the memories of WebAssembly libraries. Those in use (HiGHS, glpk.js) declare a maximum of 2048 MB in their
 * binaries, which V8's limits do not count, and grow through `WebAssembly.Memory.grow`. Refused, they report that they are
 * out of memory, as they would at their own maximum.
 */

const pageBytes = 65_536;

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** @returns pages before. @throws RangeError */
  grow(pages: number): number;
}

/** Holds for all memories of this thread, from now on and for good. */
export function holdWasmMemory(ceilingMb: number): void {
  // The types of WebAssembly come with those of browsers, which this project leaves out.
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }).WebAssembly;
  const { grow } = Memory.prototype;
  Memory.prototype.grow = function growWithin(this: WasmMemory, pages: number): number {
    const wantedMb = (this.buffer.byteLength + pages * pageBytes) / 2 ** 20;
    // The text is V8's own where it has no more memory.
    if (wantedMb > ceilingMb)
      throw new RangeError(`WebAssembly.Memory.grow(): could not allocate memory (${wantedMb} MB of ${ceilingMb})`);
    return grow.call(this, pages);
  };
}

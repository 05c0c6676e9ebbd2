/**
 * Memory of a search that goes back: all integers of a state live in one block, every write is noted in a trail, and
 * going back rewrites old values from its end. The price of a step back is the number of writes since the mark, however
 * large the state; a copy of the whole state is one copy of the block.
 *
 * @see Apt (2003), Principles of Constraint Programming, section 8.2 (trailing against copying).
 */
export class TrailMemory {
  readonly cells: Int32Array;
  #taken = 0;
  /** Pairs of address and old value. */
  #trail = new Int32Array(1 << 12);
  #used = 0;

  constructor(size: number) {
    this.cells = new Int32Array(size);
  }

  /** A part of the block as an array of its own; read it freely, write it by `set` or `write` only. */
  take(length: number, initial: number): Int32Array {
    const part = this.cells.subarray(this.#taken, this.#taken + length);
    if (part.length !== length) throw new Error('trail memory is too small');
    this.#taken += length;
    return part.fill(initial);
  }

  write(part: Int32Array, index: number, value: number): void {
    this.set((part.byteOffset >> 2) + index, value);
  }

  set(address: number, value: number): void {
    const { cells } = this;
    const old = cells[address];
    if (old === value) return;
    let used = this.#used;
    if (used === this.#trail.length) this.#grow();
    const trail = this.#trail;
    trail[used++] = address;
    trail[used++] = old;
    this.#used = used;
    cells[address] = value;
  }

  mark(): number {
    return this.#used;
  }

  undoTo(mark: number): void {
    const { cells } = this;
    const trail = this.#trail;
    for (let at = this.#used; at > mark; ) {
      at -= 2;
      cells[trail[at]] = trail[at + 1];
    }
    if (mark < this.#used) this.#used = mark;
  }

  /** Nobody will go back beyond now: all marks taken so far are void. */
  forget(): void {
    this.#used = 0;
  }

  #grow(): void {
    const longer = new Int32Array(this.#trail.length * 2);
    longer.set(this.#trail);
    this.#trail = longer;
  }
}

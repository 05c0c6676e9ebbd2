/**
 * Binary heap of entries (bound, key, tie): smallest bound first, then smallest key, then smallest tie. Entries are never
 * changed: who uses it stamps them and skips those out of date.
 */
export class Heap {
  length = 0;
  #bounds = new Int32Array(16);
  #keys = new Float64Array(16);
  #ties = new Int32Array(16);
  #ids = new Int32Array(16);
  #stamps = new Int32Array(16);

  clear(): void {
    this.length = 0;
  }

  get bound(): number {
    return this.#bounds[0];
  }

  get key(): number {
    return this.#keys[0];
  }

  get id(): number {
    return this.#ids[0];
  }

  get stamp(): number {
    return this.#stamps[0];
  }

  /** Whether nothing in the heap comes before. */
  isFirst(bound: number, key: number, tie: number): boolean {
    return this.length === 0 || this.#before(bound, key, tie, 0);
  }

  push(bound: number, key: number, tie: number, id: number, stamp: number): void {
    if (this.length === this.#ids.length) this.#grow();
    let at = this.length;
    this.length += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(bound, key, tie, parent)) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#set(at, bound, key, tie, id, stamp);
  }

  pop(): void {
    this.length -= 1;
    const last = this.length;
    if (last === 0) return;
    const bound = this.#bounds[last];
    const key = this.#keys[last];
    const tie = this.#ties[last];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (
        child + 1 < last &&
        this.#before(this.#bounds[child + 1], this.#keys[child + 1], this.#ties[child + 1], child)
      )
        child += 1;
      if (this.#before(bound, key, tie, child)) break;
      this.#copy(child, at);
      at = child;
    }
    this.#set(at, bound, key, tie, this.#ids[last], this.#stamps[last]);
  }

  #before(bound: number, key: number, tie: number, other: number): boolean {
    if (bound !== this.#bounds[other]) return bound < this.#bounds[other];
    if (key !== this.#keys[other]) return key < this.#keys[other];
    return tie < this.#ties[other];
  }

  #copy(from: number, to: number): void {
    this.#bounds[to] = this.#bounds[from];
    this.#keys[to] = this.#keys[from];
    this.#ties[to] = this.#ties[from];
    this.#ids[to] = this.#ids[from];
    this.#stamps[to] = this.#stamps[from];
  }

  #set(at: number, bound: number, key: number, tie: number, id: number, stamp: number): void {
    this.#bounds[at] = bound;
    this.#keys[at] = key;
    this.#ties[at] = tie;
    this.#ids[at] = id;
    this.#stamps[at] = stamp;
  }

  #grow(): void {
    const size = 2 * this.#ids.length;
    const larger = <Items extends Int32Array | Float64Array>(items: Items, next: Items): Items => {
      next.set(items);
      return next;
    };
    this.#bounds = larger(this.#bounds, new Int32Array(size));
    this.#keys = larger(this.#keys, new Float64Array(size));
    this.#ties = larger(this.#ties, new Int32Array(size));
    this.#ids = larger(this.#ids, new Int32Array(size));
    this.#stamps = larger(this.#stamps, new Int32Array(size));
  }
}

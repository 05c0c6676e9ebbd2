/**
 * Labels of the search: partial plans, stage after stage, in flat arrays. Within a stage labels of the same state meet in
 * a hash table, and the worse one is dropped.
 */

/** Of most items some dozens of labels are enough, and thousands of items are searched one after another. */
const firstCapacity = 128;

export class Labels {
  count = 0;
  cost = new Float64Array(firstCapacity);
  /** Milli ordered so far, and the sum of milli times order day: ties go to the least, then to the latest. */
  total = new Float64Array(firstCapacity);
  lateness = new Float64Array(firstCapacity);
  /** Milli ordered in the step that led here. */
  quantity = new Float64Array(firstCapacity);
  parent = new Int32Array(firstCapacity);
  /** Next label of the same bucket; -1 at its end. */
  next = new Int32Array(firstCapacity);
  /** States of the labels of a stage one after another. */
  state = new Float64Array(4 * firstCapacity);
  readonly stages: StageLabels[] = [];
  #heads = new Int32Array(256);
  #stamps = new Int32Array(256);
  #mask = 255;

  /** Opens the next stage. @param keys - leading numbers of a state that have to be equal for labels to meet. */
  open(size: number, keys: number): StageLabels {
    const before = this.stages.at(-1);
    const stateAt = before ? before.stateAt + (this.count - before.first) * before.size : 0;
    const stage = { first: this.count, size, keys, stateAt };
    this.stages.push(stage);
    return stage;
  }

  stateOf(stage: StageLabels, label: number): number {
    return stage.stateAt + (label - stage.first) * stage.size;
  }

  /** @returns first label of the open stage with these keys, -1 if there is none; others follow by `next`. */
  bucket(hash: number): number {
    const slot = hash & this.#mask;
    return this.#stamps[slot] === this.stages.length ? this.#heads[slot] : -1;
  }

  /** Adds a label to the open stage. */
  push(stage: StageLabels, hash: number, work: Float64Array): number {
    const label = this.count;
    if (label === this.cost.length) this.#grow();
    const at = this.stateOf(stage, label);
    if (at + stage.size > this.state.length) this.state = enlarged(this.state, Float64Array);
    for (let index = 0; index < stage.size; index += 1) this.state[at + index] = work[index];
    this.count += 1;
    if (this.count - stage.first > this.#mask) this.#rehash(stage);
    this.#link(label, hash & this.#mask);
    return label;
  }

  hash(from: Float64Array, at: number, keys: number): number {
    let hash = 0;
    for (let index = 0; index < keys; index += 1) {
      const value = from[at + index];
      const low = value | 0;
      const high = Math.floor(value / 4294967296) | 0;
      hash = Math.imul(hash ^ low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #link(label: number, slot: number): void {
    this.next[label] = this.#stamps[slot] === this.stages.length ? this.#heads[slot] : -1;
    this.#heads[slot] = label;
    this.#stamps[slot] = this.stages.length;
  }

  #rehash(stage: StageLabels): void {
    const slots = 4 * (this.#mask + 1);
    this.#heads = new Int32Array(slots);
    this.#stamps = new Int32Array(slots);
    this.#mask = slots - 1;
    for (let label = stage.first; label < this.count - 1; label += 1)
      this.#link(label, this.hash(this.state, this.stateOf(stage, label), stage.keys) & this.#mask);
  }

  #grow(): void {
    this.cost = enlarged(this.cost, Float64Array);
    this.total = enlarged(this.total, Float64Array);
    this.lateness = enlarged(this.lateness, Float64Array);
    this.quantity = enlarged(this.quantity, Float64Array);
    this.parent = enlarged(this.parent, Int32Array);
    this.next = enlarged(this.next, Int32Array);
  }
}

export interface StageLabels {
  readonly first: number;
  readonly size: number;
  readonly keys: number;
  readonly stateAt: number;
}

function enlarged<Numbers extends Float64Array | Int32Array>(
  old: Numbers,
  Kind: new (length: number) => Numbers,
): Numbers {
  const larger = new Kind(2 * old.length);
  larger.set(old);
  return larger;
}

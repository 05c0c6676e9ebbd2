/**
 * A topological order of the operations that lives along with the graph. Moving an operation disturbs it only between the
 * operation and its new neighbour on the machine, so that stretch alone is put right.
 *
 * @see Nowicki and Smutnicki (2005), Journal of Scheduling 8:145-159.
 */
import type { ShopIndex } from './problem.ts';

export class TopologicalOrder {
  readonly order: Int32Array;
  /** By operation: its position in the order. */
  readonly position: Int32Array;
  readonly #index: ShopIndex;
  /** Neighbours on the machine, kept by the graph. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #stamp: Int32Array;
  readonly #held: Int32Array;
  #now = 0;

  constructor(index: ShopIndex, before: Int32Array, after: Int32Array) {
    this.#index = index;
    this.#before = before;
    this.#after = after;
    this.order = new Int32Array(index.operations);
    this.position = new Int32Array(index.operations);
    this.#stamp = new Int32Array(index.operations);
    this.#held = new Int32Array(index.operations);
  }

  /** Puts `o` and what follows from it behind the position `end`. */
  delay(o: number, end: number): void {
    const stamp = this.#stamp;
    const held = this.#held;
    const now = ++this.#now;
    const { jobPredecessor } = this.#index;
    let write = this.position[o];
    stamp[o] = now;
    held[0] = o;
    let count = 1;
    for (let at = write + 1; at <= end; at++) {
      const other = this.order[at];
      const inJob = jobPredecessor[other];
      const onMachine = this.#before[other];
      if ((inJob >= 0 && stamp[inJob] === now) || (onMachine >= 0 && stamp[onMachine] === now)) {
        stamp[other] = now;
        held[count++] = other;
      } else {
        this.order[write] = other;
        this.position[other] = write++;
      }
    }
    for (let k = 0; k < count; k++, write++) {
      this.order[write] = held[k];
      this.position[held[k]] = write;
    }
  }

  /** Puts `o` and what it follows from before the position `begin`. */
  advance(o: number, begin: number): void {
    const stamp = this.#stamp;
    const held = this.#held;
    const now = ++this.#now;
    const { jobSuccessor } = this.#index;
    let write = this.position[o];
    stamp[o] = now;
    held[0] = o;
    let count = 1;
    for (let at = write - 1; at >= begin; at--) {
      const other = this.order[at];
      const inJob = jobSuccessor[other];
      const onMachine = this.#after[other];
      if ((inJob >= 0 && stamp[inJob] === now) || (onMachine >= 0 && stamp[onMachine] === now)) {
        stamp[other] = now;
        held[count++] = other;
      } else {
        this.order[write] = other;
        this.position[other] = write--;
      }
    }
    for (let k = 0; k < count; k++, write--) {
      this.order[write] = held[k];
      this.position[held[k]] = write;
    }
  }
}

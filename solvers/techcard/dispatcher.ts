/**
 * Which ready operation goes next, without asking all of them at each step.
 *
 * Marks of time only grow, so that an answer once given is a lower bound of the next one: operations lie in a heap by that
 * bound, and only the one on top is asked again. Those that wait for the same mark of one resource stand together in a queue
 * by their keys, which is moved as one when the mark moves. Where an answer may become earlier (a stock, a paced line, set-ups
 * that break the triangle inequality), whoever waits for that resource is asked anew after each operation there.
 */
import { Heap } from './heap.ts';
import { type ResourceModel, refused, type Use } from './resources/model.ts';

/** What the dispatcher asks the kernel. */
export interface Asking {
  /** Earliest start of a ready operation now, or `refused`; blame and unsteady resources of the answer are then set. */
  evaluate(operation: number): number;
  /** Resource use that moved the start last, if one did and the operation has no other mode. */
  readonly blame: Use | undefined;
  readonly refusedBy: number;
  readonly unsteady: readonly number[];
  readyAt(operation: number): number;
  /** A use that it has in any case; undefined where it has none, or a choice of modes. */
  firstUse(operation: number): Use | undefined;
  keyOf(operation: number): number;
  isDone(operation: number): boolean;
}

export class Dispatcher {
  readonly #operations: number;
  readonly #models: readonly ResourceModel[];
  readonly #floor: number;
  readonly #heap = new Heap();
  readonly #stamps: Int32Array;
  readonly #parkedIn: Int32Array;
  readonly #parked: number[][];
  /** By demand; -1 where its resource is not steady. */
  readonly #classOf: Int32Array;
  readonly #queues: Heap[] = [];
  readonly #samples: Use[] = [];
  readonly #queueStamps: number[] = [];
  #asking!: Asking;
  #inOrder = false;
  /** Queue whose first operation was handed out; its mark is read when that is applied. */
  #deferred = -1;

  constructor(operations: number, models: readonly ResourceModel[], uses: readonly (readonly Use[])[], floor: number) {
    this.#operations = operations;
    this.#models = models;
    this.#floor = floor;
    this.#stamps = new Int32Array(operations);
    this.#parkedIn = new Int32Array(operations);
    this.#parked = models.map(() => []);
    const demands = uses.reduce((last, list) => list.reduce((most, use) => Math.max(most, use.demand + 1), last), 0);
    this.#classOf = new Int32Array(demands).fill(-1);
    this.#classify(uses);
  }

  #classify(uses: readonly (readonly Use[])[]): void {
    const classes = new Map<string, number>();
    for (const list of uses)
      for (const use of list) {
        if (!this.#models[use.resource].steady) continue;
        const key = `${use.resource} ${this.#models[use.resource].classKey(use)}`;
        let found = classes.get(key);
        if (found === undefined) {
          found = this.#samples.push(use) - 1;
          classes.set(key, found);
          this.#queues.push(new Heap());
          this.#queueStamps.push(0);
        }
        this.#classOf[use.demand] = found;
      }
  }

  /** @param inOrder - the smallest key that is permitted at all goes, however late. */
  begin(asking: Asking, inOrder: boolean): void {
    this.#asking = asking;
    this.#inOrder = inOrder;
    this.#deferred = -1;
    this.#heap.clear();
    for (const queue of this.#queues) queue.clear();
    for (const parked of this.#parked) parked.length = 0;
    this.#parkedIn.fill(-1);
  }

  add(operation: number): void {
    if (this.#inOrder) {
      this.#push(operation, 0);
      return;
    }
    const ready = this.#asking.readyAt(operation);
    const first = this.#asking.firstUse(operation);
    const queue = first === undefined ? -1 : this.#classOf[first.demand];
    const mark = queue < 0 ? -Infinity : this.#markOf(queue);
    if (mark >= ready && mark < refused) this.#join(operation, queue, mark);
    else this.#push(operation, ready);
  }

  #push(operation: number, bound: number): void {
    this.#stamps[operation] += 1;
    this.#heap.push(bound, this.#asking.keyOf(operation), operation, operation, this.#stamps[operation]);
  }

  /** Smallest key of those that may be permitted; Infinity where there is none. For operations taken in order. */
  get leastKey(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap.key;
  }

  /** @returns an operation that the kernel has just been told to be permitted; -1 where there is none. */
  next(): number {
    if (this.#deferred >= 0) {
      const queue = this.#queues[this.#deferred];
      this.#refresh(queue);
      if (queue.length > 0) this.#pushQueue(this.#deferred, this.#markOf(this.#deferred));
      this.#deferred = -1;
    }
    while (this.#heap.length > 0) {
      const id = this.#heap.id;
      const bound = this.#heap.bound;
      const stamp = this.#heap.stamp;
      const key = this.#heap.key;
      this.#heap.pop();
      const operation =
        id < this.#operations ? this.#single(id, bound, stamp, key) : this.#first(id, bound, stamp, key);
      if (operation >= 0) return operation;
    }
    return -1;
  }

  #single(operation: number, bound: number, stamp: number, key: number): number {
    if (stamp !== this.#stamps[operation] || this.#asking.isDone(operation)) return -1;
    if (key !== this.#asking.keyOf(operation)) {
      this.#push(operation, bound);
      return -1;
    }
    return this.#ask(operation, bound);
  }

  /** Asks the first operation of a queue, if its entry still tells the truth. */
  #first(id: number, bound: number, stamp: number, key: number): number {
    const at = id - this.#operations;
    const queue = this.#queues[at];
    if (stamp !== this.#queueStamps[at]) return -1;
    this.#refresh(queue);
    if (queue.length === 0) return -1;
    const sample = this.#samples[at];
    const mark = this.#models[sample.resource].canRun(sample, this.#floor, this.#floor + sample.duration);
    if (mark > bound || queue.key !== key) {
      this.#pushQueue(at, Math.max(mark, bound));
      return -1;
    }
    const operation = queue.id;
    queue.pop();
    this.#refresh(queue);
    const start = this.#asking.evaluate(operation);
    if (start <= bound) {
      this.#deferred = at;
      return operation;
    }
    if (queue.length > 0) this.#pushQueue(at, bound);
    return this.#settle(operation, start);
  }

  /** Takes what is done out of the top, and gives what has a new key its place. */
  #refresh(queue: Heap): void {
    while (queue.length > 0) {
      const operation = queue.id;
      const key = this.#asking.keyOf(operation);
      const done = this.#asking.isDone(operation);
      if (!done && key === queue.key) return;
      queue.pop();
      if (!done) queue.push(0, key, operation, operation, 0);
    }
  }

  #pushQueue(at: number, bound: number): void {
    const queue = this.#queues[at];
    this.#queueStamps[at] += 1;
    this.#heap.push(bound, queue.key, queue.id, this.#operations + at, this.#queueStamps[at]);
  }

  #ask(operation: number, bound: number): number {
    const start = this.#asking.evaluate(operation);
    return start < refused && (this.#inOrder || start <= bound) ? operation : this.#settle(operation, start);
  }

  /** Of an answer that is later than its bound. */
  #settle(operation: number, start: number): number {
    // Bounds of all others are later still: no need to lie down first.
    if (start < refused && this.#heap.isFirst(start, this.#asking.keyOf(operation), operation)) return operation;
    this.#place(operation, start);
    return -1;
  }

  #place(operation: number, start: number): void {
    const { unsteady, blame, refusedBy } = this.#asking;
    if (start >= refused) {
      if (refusedBy >= 0) this.#park(operation, refusedBy);
      // What refused another mode, or moved the start before, may permit it later as well.
      for (const resource of unsteady) this.#park(operation, resource);
      return;
    }
    for (let k = 0; k < unsteady.length; k += 1) this.#park(operation, unsteady[k]);
    const queue = blame === undefined || unsteady.length > 0 ? -1 : this.#classOf[blame.demand];
    if (queue < 0 || this.#markOf(queue) !== start) {
      this.#push(operation, start);
      return;
    }
    this.#join(operation, queue, start);
  }

  #join(operation: number, queue: number, mark: number): void {
    const waiting = this.#queues[queue];
    const key = this.#asking.keyOf(operation);
    const first = waiting.length === 0 || key < waiting.key || (key === waiting.key && operation < waiting.id);
    waiting.push(0, key, operation, operation, 0);
    if (first) this.#pushQueue(queue, mark);
  }

  #markOf(queue: number): number {
    const sample = this.#samples[queue];
    return this.#models[sample.resource].canRun(sample, this.#floor, this.#floor + sample.duration);
  }

  #park(operation: number, resource: number): void {
    if (this.#parkedIn[operation] === resource) return;
    this.#parkedIn[operation] = resource;
    this.#parked[resource].push(operation);
  }

  /** An unsteady resource has changed: who waits for it is asked again. */
  wake(resource: number): void {
    const parked = this.#parked[resource];
    if (parked.length === 0) return;
    this.#parked[resource] = [];
    for (const operation of parked) {
      if (this.#asking.isDone(operation)) continue;
      if (this.#parkedIn[operation] === resource) this.#parkedIn[operation] = -1;
      this.add(operation);
    }
  }
}

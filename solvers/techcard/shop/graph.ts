/**
 * A plan of the shop as a solution graph: arcs along jobs and along machine sequences, node weights the durations. The
 * head of an operation (longest path to its start) is its earliest start, its tail the longest path after its end.
 *
 * After a move, heads and tails are renewed only from the stretch of the topological order that the move disturbed.
 */
import { TopologicalOrder } from './order.ts';
import { indexOf, objectiveOf, type ShopIndex, type ShopProblem } from './problem.ts';

/** A plan at rest: everything else follows from these two. */
export interface StoredPlan {
  /** By operation: the alternative chosen. */
  readonly alternatives: Int32Array;
  /** All operations, each after its predecessors in job and machine. */
  readonly order: Int32Array;
  readonly objective: number;
}

export class ShopGraph {
  readonly problem: ShopProblem;
  readonly index: ShopIndex;
  readonly alternative: Int32Array;
  readonly machine: Int32Array;
  readonly duration: Int32Array;
  /** Sequences of all machines, each in its room (ShopIndex.roomFrom). */
  readonly sequence: Int32Array;
  readonly length: Int32Array;
  /** By operation: where it stands in `sequence`, the room's offset included. */
  readonly place: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** By operation: when its job lets it start. */
  readonly ready: Int32Array;
  /** By operation: longest path from its end along its job, the successor's duration included. */
  readonly follow: Int32Array;
  readonly order: Int32Array;
  readonly position: Int32Array;
  makespan = 0;
  readonly #topology: TopologicalOrder;
  readonly #completions: Int32Array;
  /** Stretch of the order that the last change touched. */
  #low = 0;
  #high = 0;

  constructor(problem: ShopProblem) {
    this.problem = problem;
    this.index = indexOf(problem);
    const { operations, jobs, roomFrom } = this.index;
    this.alternative = new Int32Array(operations);
    this.machine = new Int32Array(operations);
    this.duration = new Int32Array(operations);
    this.sequence = new Int32Array(roomFrom[problem.machines]);
    this.length = new Int32Array(problem.machines);
    this.place = new Int32Array(operations);
    this.before = new Int32Array(operations);
    this.after = new Int32Array(operations);
    this.head = new Int32Array(operations);
    this.tail = new Int32Array(operations);
    this.ready = new Int32Array(operations);
    this.follow = new Int32Array(operations);
    this.#topology = new TopologicalOrder(this.index, this.before, this.after);
    this.order = this.#topology.order;
    this.position = this.#topology.position;
    this.#completions = new Int32Array(jobs);
  }

  /** Builds the plan in which every machine takes its operations in the given (topological) order. */
  load(order: ArrayLike<number>, alternatives: ArrayLike<number>): void {
    const { roomFrom, operations } = this.index;
    this.length.fill(0);
    for (let at = 0; at < operations; at++) {
      const o = order[at];
      const chosen = alternatives[o];
      const machine = this.problem.alternativeMachine[chosen];
      this.alternative[o] = chosen;
      this.machine[o] = machine;
      this.duration[o] = this.problem.alternativeDuration[chosen];
      this.order[at] = o;
      this.position[o] = at;
      const place = roomFrom[machine] + this.length[machine]++;
      this.sequence[place] = o;
      this.place[o] = place;
      this.after[o] = -1;
      this.before[o] = place === roomFrom[machine] ? -1 : this.sequence[place - 1];
      if (this.before[o] >= 0) this.after[this.before[o]] = o;
    }
    this.#renewHeads(0);
    this.#renewTails(operations - 1);
  }

  store(): StoredPlan {
    return { alternatives: this.alternative.slice(), order: this.order.slice(), objective: this.objective() };
  }

  objective(): number {
    const { problem } = this;
    if (problem.tardinessWeight === 0) return problem.makespanWeight * this.makespan;
    for (let job = 0; job < this.index.jobs; job++) this.#completions[job] = this.completionOf(job);
    return objectiveOf(problem, this.#completions);
  }

  completionOf(job: number): number {
    const last = this.problem.jobFrom[job + 1] - 1;
    if (last < this.problem.jobFrom[job]) return 0;
    return this.head[last] + this.duration[last];
  }

  /** Set-up time between two operations that follow each other on a machine, each in its chosen alternative. */
  setup(from: number, to: number): number {
    const { setups } = this.problem;
    if (setups === undefined) return 0;
    return this.setupInto(from, this.alternative[to], this.machine[from]);
  }

  setupInto(from: number, toAlternative: number, machine: number): number {
    const { setups } = this.problem;
    if (setups === undefined) return 0;
    const state = machine * setups.states + setups.stateOf[this.alternative[from]];
    return setups.times[state * setups.states + setups.stateOf[toAlternative]];
  }

  setupOutOf(fromAlternative: number, to: number, machine: number): number {
    const { setups } = this.problem;
    if (setups === undefined) return 0;
    const state = machine * setups.states + setups.stateOf[fromAlternative];
    return setups.times[state * setups.states + setups.stateOf[this.alternative[to]]];
  }

  /**
   * Moves an operation to an alternative and to a place in that machine's sequence (offset of the room included, counted
   * with the operation taken out), and renews heads and tails. The caller knows that no cycle arises.
   */
  move(o: number, alternative: number, place: number): void {
    this.#low = this.position[o];
    this.#high = this.#low;
    this.#take(o);
    this.alternative[o] = alternative;
    this.duration[o] = this.problem.alternativeDuration[alternative];
    this.machine[o] = this.problem.alternativeMachine[alternative];
    this.#put(o, place);
    const { before, after, position } = this;
    if (before[o] >= 0 && position[before[o]] > position[o]) this.#topology.delay(o, position[before[o]]);
    else if (after[o] >= 0 && position[after[o]] < position[o]) this.#topology.advance(o, position[after[o]]);
    this.#renewHeads(this.#low);
    this.#renewTails(this.#high);
  }

  #take(o: number): void {
    const { sequence, place, before, after } = this;
    const machine = this.machine[o];
    const last = this.index.roomFrom[machine] + --this.length[machine];
    for (let at = place[o]; at < last; at++) {
      const next = sequence[at + 1];
      sequence[at] = next;
      place[next] = at;
    }
    if (before[o] >= 0) {
      after[before[o]] = after[o];
      this.#touch(before[o]);
    }
    if (after[o] >= 0) {
      before[after[o]] = before[o];
      this.#touch(after[o]);
    }
  }

  #put(o: number, at: number): void {
    const { sequence, place, before, after } = this;
    const machine = this.machine[o];
    const first = this.index.roomFrom[machine];
    const end = first + this.length[machine]++;
    for (let to = end; to > at; to--) {
      const next = sequence[to - 1];
      sequence[to] = next;
      place[next] = to;
    }
    sequence[at] = o;
    place[o] = at;
    before[o] = at > first ? sequence[at - 1] : -1;
    after[o] = at < end ? sequence[at + 1] : -1;
    if (before[o] >= 0) {
      after[before[o]] = o;
      this.#touch(before[o]);
    }
    if (after[o] >= 0) {
      before[after[o]] = o;
      this.#touch(after[o]);
    }
  }

  #touch(o: number): void {
    if (this.position[o] < this.#low) this.#low = this.position[o];
    if (this.position[o] > this.#high) this.#high = this.position[o];
  }

  #renewHeads(from: number): void {
    const { order, head, duration, ready, before } = this;
    const { jobPredecessor, jobOf, operations } = this.index;
    const { releases, setups, jobFrom } = this.problem;
    for (let at = from; at < operations; at++) {
      const o = order[at];
      const inJob = jobPredecessor[o];
      const onMachine = before[o];
      let start = inJob >= 0 ? head[inJob] + duration[inJob] : releases[jobOf[o]];
      ready[o] = start;
      if (onMachine >= 0) {
        let free = head[onMachine] + duration[onMachine];
        if (setups !== undefined) free += this.setup(onMachine, o);
        if (free > start) start = free;
      }
      head[o] = start;
    }
    let makespan = 0;
    for (let job = 1; job < jobFrom.length; job++) {
      const last = jobFrom[job] - 1;
      if (last < jobFrom[job - 1]) continue;
      const end = head[last] + duration[last];
      if (end > makespan) makespan = end;
    }
    this.makespan = makespan;
  }

  #renewTails(from: number): void {
    const { order, tail, duration, follow, after } = this;
    const { jobSuccessor } = this.index;
    const { setups } = this.problem;
    for (let at = from; at >= 0; at--) {
      const o = order[at];
      const inJob = jobSuccessor[o];
      const onMachine = after[o];
      let rest = inJob >= 0 ? tail[inJob] + duration[inJob] : 0;
      follow[o] = rest;
      if (onMachine >= 0) {
        let busy = tail[onMachine] + duration[onMachine];
        if (setups !== undefined) busy += this.setup(o, onMachine);
        if (busy > rest) rest = busy;
      }
      tail[o] = rest;
    }
  }
}

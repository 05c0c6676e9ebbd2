/**
 * What a move would make of the objective, from heads and tails as they are: the longest paths through the operations
 * moved, without renewing the graph. Other paths keep at least the old length where the moved operation was not on them.
 *
 * @see Balas and Vazacopoulos (1998), Management Science 44:262-275, for shifts within a machine; Mastrolilli and
 *   Gambardella (2000), Journal of Scheduling 3:3-20, for insertion into another machine.
 */
import type { ShopGraph } from './graph.ts';

export interface Estimate {
  /** Once after each change of the graph. */
  prepare(): void;
  /** Objective with `o` in `alternative` between `before` and `after` of another sequence (-1: none). */
  insertion(o: number, alternative: number, before: number, after: number): number;
  /** Objective with `o` taken right behind the operation at `place` of its own sequence. */
  shiftRight(o: number, place: number): number;
  /** Objective with `o` taken right before the operation at `place` of its own sequence. */
  shiftLeft(o: number, place: number): number;
}

/** Heads of the operations of a stretch of one machine after a shift, in their new order. */
export class Stretch {
  readonly operations: Int32Array;
  readonly heads: Int32Array;
  count = 0;
  /** The operation behind the stretch; -1: none. */
  next = -1;
  readonly #graph: ShopGraph;

  constructor(graph: ShopGraph) {
    this.#graph = graph;
    this.operations = new Int32Array(graph.index.operations);
    this.heads = new Int32Array(graph.index.operations);
  }

  right(o: number, place: number): void {
    const { sequence, place: placeOf, before, after } = this.#graph;
    let at = 0;
    for (let from = placeOf[o] + 1; from <= place; from++) this.operations[at++] = sequence[from];
    this.operations[at++] = o;
    this.count = at;
    this.next = after[sequence[place]];
    this.#run(before[o]);
  }

  left(o: number, place: number): void {
    const { sequence, place: placeOf, before, after } = this.#graph;
    let at = 0;
    this.operations[at++] = o;
    for (let from = place; from < placeOf[o]; from++) this.operations[at++] = sequence[from];
    this.count = at;
    this.next = after[o];
    this.#run(before[sequence[place]]);
  }

  #run(previous: number): void {
    const graph = this.#graph;
    const { head, duration, ready } = graph;
    const withSetups = graph.problem.setups !== undefined;
    let free = previous >= 0 ? head[previous] + duration[previous] : 0;
    for (let at = 0; at < this.count; at++) {
      const o = this.operations[at];
      if (withSetups && previous >= 0) free += graph.setup(previous, o);
      const start = free > ready[o] ? free : ready[o];
      this.heads[at] = start;
      free = start + duration[o];
      previous = o;
    }
  }
}

export class MakespanEstimate implements Estimate {
  readonly #graph: ShopGraph;
  readonly #weight: number;
  readonly #stretch: Stretch;

  constructor(graph: ShopGraph) {
    this.#graph = graph;
    this.#weight = graph.problem.makespanWeight;
    this.#stretch = new Stretch(graph);
  }

  prepare(): void {}

  insertion(o: number, alternative: number, before: number, after: number): number {
    return this.#weight * insertionPath(this.#graph, o, alternative, before, after);
  }

  shiftRight(o: number, place: number): number {
    this.#stretch.right(o, place);
    return this.#weight * longestPath(this.#graph, this.#stretch);
  }

  shiftLeft(o: number, place: number): number {
    this.#stretch.left(o, place);
    return this.#weight * longestPath(this.#graph, this.#stretch);
  }
}

export function insertionPath(graph: ShopGraph, o: number, alternative: number, before: number, after: number): number {
  const { tail, duration, follow, problem } = graph;
  const start = startBehind(graph, o, alternative, before);
  let rest = follow[o];
  if (after >= 0) {
    let busy = duration[after] + tail[after];
    if (problem.setups !== undefined)
      busy += graph.setupOutOf(alternative, after, problem.alternativeMachine[alternative]);
    if (busy > rest) rest = busy;
  }
  return start + problem.alternativeDuration[alternative] + rest;
}

export function startBehind(graph: ShopGraph, o: number, alternative: number, before: number): number {
  const { head, duration, ready, problem } = graph;
  if (before < 0) return ready[o];
  let free = head[before] + duration[before];
  if (problem.setups !== undefined)
    free += graph.setupInto(before, alternative, problem.alternativeMachine[alternative]);
  return free > ready[o] ? free : ready[o];
}

export function longestPath(graph: ShopGraph, stretch: Stretch): number {
  const { tail, duration, follow } = graph;
  const withSetups = graph.problem.setups !== undefined;
  let next = stretch.next;
  let behind = next >= 0 ? duration[next] + tail[next] : 0;
  let longest = 0;
  for (let at = stretch.count - 1; at >= 0; at--) {
    const o = stretch.operations[at];
    if (withSetups && next >= 0) behind += graph.setup(o, next);
    if (follow[o] > behind) behind = follow[o];
    behind += duration[o];
    const path = stretch.heads[at] + behind;
    if (path > longest) longest = path;
    next = o;
  }
  return longest;
}

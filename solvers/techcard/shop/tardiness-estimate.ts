/**
 * Estimates where tardiness counts: tails are kept by job, so that a move is measured by the longest paths through the
 * moved operations to the end of each job that can be late.
 *
 * @see Mati, Dauzère-Pérès and Lahlou (2011), European Journal of Operational Research 212:33-42.
 */
import { type Estimate, insertionPath, longestPath, Stretch, startBehind } from './estimates.ts';
import type { ShopGraph } from './graph.ts';

/** No path to the end of that job. */
const noPath = -1e9;

export class TardinessEstimate implements Estimate {
  readonly #graph: ShopGraph;
  readonly #stretch: Stretch;
  /** Jobs whose tardiness costs something. */
  readonly #sinks: Int32Array;
  /** By job: its place among the sinks; -1: none. */
  readonly #sinkOf: Int32Array;
  /** tails[o * sinks + sink]: from the start of the operation on, its duration included. */
  readonly #tails: Int32Array;
  readonly #least: Int32Array;
  readonly #paths: Int32Array;
  readonly #behind: Int32Array;
  readonly #critical: Uint8Array;

  constructor(graph: ShopGraph) {
    const { problem, index } = graph;
    this.#graph = graph;
    this.#stretch = new Stretch(graph);
    const sinks: number[] = [];
    for (let job = 0; job < index.jobs; job++)
      if (problem.weights[job] > 0 && problem.dues[job] < 1e9 && problem.jobFrom[job] < problem.jobFrom[job + 1])
        sinks.push(job);
    this.#sinks = Int32Array.from(sinks);
    this.#sinkOf = Int32Array.from({ length: index.jobs }, (_, job) => sinks.indexOf(job));
    this.#tails = new Int32Array(index.operations * sinks.length);
    this.#least = Int32Array.from(sinks, (job) => shortestJob(graph, job));
    this.#paths = new Int32Array(sinks.length);
    this.#behind = new Int32Array(sinks.length);
    this.#critical = new Uint8Array(sinks.length);
  }

  prepare(): void {
    const { order, after, duration, index, problem } = this.#graph;
    const count = this.#sinks.length;
    const tails = this.#tails;
    const withSetups = problem.setups !== undefined;
    for (let at = index.operations - 1; at >= 0; at--) {
      const o = order[at];
      const base = o * count;
      const inJob = index.jobSuccessor[o] * count;
      const onMachine = after[o] * count;
      const gap = withSetups && onMachine >= 0 ? this.#graph.setup(o, after[o]) : 0;
      const own = duration[o];
      for (let sink = 0; sink < count; sink++) {
        let rest = inJob >= 0 ? tails[inJob + sink] : noPath;
        if (onMachine >= 0 && tails[onMachine + sink] + gap > rest) rest = tails[onMachine + sink] + gap;
        tails[base + sink] = rest < 0 ? noPath : rest + own;
      }
      if (inJob < 0) {
        const sink = this.#sinkOf[index.jobOf[o]];
        if (sink >= 0 && tails[base + sink] < own) tails[base + sink] = own;
      }
    }
  }

  insertion(o: number, alternative: number, before: number, after: number): number {
    const graph = this.#graph;
    const { problem, index } = graph;
    const end = startBehind(graph, o, alternative, before) + problem.alternativeDuration[alternative];
    const gap = after >= 0 ? graph.setupOutOf(alternative, after, problem.alternativeMachine[alternative]) : 0;
    const count = this.#sinks.length;
    const inJob = index.jobSuccessor[o] * count;
    const own = inJob < 0 ? this.#sinkOf[index.jobOf[o]] : -1;
    this.#critical.fill(0);
    this.#markCritical(o);
    for (let sink = 0; sink < count; sink++) {
      let rest = inJob >= 0 ? this.#tails[inJob + sink] : sink === own ? 0 : noPath;
      if (after >= 0) rest = Math.max(rest, this.#tails[after * count + sink] + gap);
      this.#paths[sink] = rest < 0 ? noPath : end + rest;
    }
    return this.#value(problem.makespanWeight > 0 ? insertionPath(graph, o, alternative, before, after) : 0);
  }

  shiftRight(o: number, place: number): number {
    this.#stretch.right(o, place);
    return this.#ofStretch();
  }

  shiftLeft(o: number, place: number): number {
    this.#stretch.left(o, place);
    return this.#ofStretch();
  }

  #ofStretch(): number {
    const graph = this.#graph;
    const { duration, index } = graph;
    const stretch = this.#stretch;
    const count = this.#sinks.length;
    const behind = this.#behind;
    this.#critical.fill(0);
    this.#paths.fill(noPath);
    let next = stretch.next;
    for (let sink = 0; sink < count; sink++) behind[sink] = next >= 0 ? this.#tails[next * count + sink] : noPath;
    for (let at = stretch.count - 1; at >= 0; at--) {
      const o = stretch.operations[at];
      const gap = next >= 0 ? graph.setup(o, next) : 0;
      const inJob = index.jobSuccessor[o] * count;
      const own = inJob < 0 ? this.#sinkOf[index.jobOf[o]] : -1;
      this.#markCritical(o);
      for (let sink = 0; sink < count; sink++) {
        let rest = behind[sink] + gap;
        if (inJob >= 0 && this.#tails[inJob + sink] > rest) rest = this.#tails[inJob + sink];
        if (sink === own && rest < 0) rest = 0;
        behind[sink] = rest < 0 ? noPath : rest + duration[o];
        const path = stretch.heads[at] + behind[sink];
        if (path > this.#paths[sink]) this.#paths[sink] = path;
      }
      next = o;
    }
    return this.#value(graph.problem.makespanWeight > 0 ? longestPath(graph, stretch) : 0);
  }

  #markCritical(o: number): void {
    const count = this.#sinks.length;
    for (let sink = 0; sink < count; sink++)
      if (this.#graph.head[o] + this.#tails[o * count + sink] === this.#graph.completionOf(this.#sinks[sink]))
        this.#critical[sink] = 1;
  }

  /** Jobs that the moved operations did not hold up keep at least their completion. */
  #value(makespanPath: number): number {
    const { problem } = this.#graph;
    let tardiness = 0;
    for (let sink = 0; sink < this.#sinks.length; sink++) {
      const job = this.#sinks[sink];
      const floor = this.#critical[sink] === 1 ? this.#least[sink] : this.#graph.completionOf(job);
      const completion = Math.max(floor, this.#paths[sink]);
      if (completion > problem.dues[job]) tardiness += problem.weights[job] * (completion - problem.dues[job]);
    }
    return problem.makespanWeight * makespanPath + problem.tardinessWeight * tardiness;
  }
}

function shortestJob({ problem }: ShopGraph, job: number): number {
  let end = problem.releases[job];
  for (let o = problem.jobFrom[job]; o < problem.jobFrom[job + 1]; o++) {
    let least = Infinity;
    for (let a = problem.alternativeFrom[o]; a < problem.alternativeFrom[o + 1]; a++)
      least = Math.min(least, problem.alternativeDuration[a]);
    end += least;
  }
  return end;
}

/**
 * Proofs for the makespan: the destructive bound (the least makespan that the windows do not refute), and for small shops
 * a depth-first search that asks for a plan better than the best one known until there is none.
 */
import type { ShopGraph, StoredPlan } from './graph.ts';
import type { ShopProblem } from './problem.ts';
import type { Watch } from './watch.ts';
import { Windows } from './windows.ts';

/** A makespan that no plan is below, at least `bound`; `best` is the makespan of a plan. */
export function destructiveBound(problem: ShopProblem, bound: number, best: number, watch: Watch): number {
  let low = bound;
  let high = best;
  // Refutation is monotone enough to halve: each refuted makespan is a proof by itself.
  while (low < high && !watch.isOver()) {
    const middle = (low + high) >>> 1;
    if (new Windows(problem, middle, false).narrow()) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Searches for better plans until it is shown that there is none. Makespan only, no set-ups.
 * @returns true when the watch's best plan is proved optimal; false when the watch or the nodes ran out.
 */
export function provePlan(graph: ShopGraph, watch: Watch, mostNodes: number): boolean {
  return new Proof(graph, watch, mostNodes).run();
}

class Proof {
  readonly #graph: ShopGraph;
  readonly #watch: Watch;
  readonly #problem: ShopProblem;
  readonly #levels: Windows[] = [];
  #nodes: number;

  constructor(graph: ShopGraph, watch: Watch, mostNodes: number) {
    this.#graph = graph;
    this.#problem = graph.problem;
    this.#watch = watch;
    this.#nodes = mostNodes;
  }

  run(): boolean {
    this.#levels.push(new Windows(this.#problem, this.#wanted(), true));
    return this.#explore(0);
  }

  /** The makespan to beat the best plan with. */
  #wanted(): number {
    return (this.#watch.best as StoredPlan).objective / this.#problem.makespanWeight - 1;
  }

  /** @returns false when the search had to break off. */
  #explore(depth: number): boolean {
    if (this.#nodes-- <= 0 || this.#watch.isOver()) return false;
    this.#watch.count();
    const windows = this.#levels[depth];
    windows.limit(this.#wanted());
    if (!windows.narrow()) return true;
    const o = this.#operationToTie(windows);
    if (o >= 0) return this.#tie(windows, o, depth);
    const pair = this.#pairToOrder(windows);
    if (pair === undefined) {
      this.#keep(windows);
      return true;
    }
    const { i, j } = pair;
    return this.#order(windows, i, j, depth) && this.#order(windows, j, i, depth);
  }

  #child(windows: Windows, depth: number): Windows {
    if (this.#levels.length <= depth + 1) this.#levels.push(new Windows(this.#problem, 0, true));
    this.#levels[depth + 1].copyFrom(windows);
    return this.#levels[depth + 1];
  }

  /** Each alternative in turn, the one that can end first before the others. */
  #tie(windows: Windows, o: number, depth: number): boolean {
    const { alternativeFrom, alternativeDuration } = this.#problem;
    const options: number[] = [];
    for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++) if (windows.alive[a] === 1) options.push(a);
    const endOf = (a: number) => windows.start[a] + alternativeDuration[a];
    options.sort((a, b) => endOf(a) - endOf(b) || a - b);
    for (const a of options) {
      const child = this.#child(windows, depth);
      for (const other of options) if (other !== a) child.drop(other);
      if (!this.#explore(depth + 1)) return false;
    }
    return true;
  }

  #order(windows: Windows, i: number, j: number, depth: number): boolean {
    const child = this.#child(windows, depth);
    child.order[i * child.choices.length + j] = 1;
    return this.#explore(depth + 1);
  }

  /** The operation with several alternatives whose window is tightest; -1: none. */
  #operationToTie(windows: Windows): number {
    const { alternativeFrom, alternativeDuration } = this.#problem;
    let chosen = -1;
    let least = Infinity;
    for (let o = 0; o < windows.choices.length; o++) {
      if (windows.choices[o] === 1) continue;
      let slack = 0;
      for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++)
        if (windows.alive[a] === 1) slack += windows.end[a] - windows.start[a] - alternativeDuration[a];
      if (slack >= least) continue;
      least = slack;
      chosen = o;
    }
    return chosen;
  }

  /** The pair on one machine that may stand either way and has the least room to. */
  #pairToOrder(windows: Windows): { i: number; j: number } | undefined {
    const { alternativeMachine, alternativeDuration } = this.#problem;
    const { jobOf } = this.#graph.index;
    let chosen: { i: number; j: number } | undefined;
    let least = Infinity;
    for (let i = 0; i < windows.choices.length; i++) {
      const a = windows.choiceOf(i);
      for (let j = 0; j < i; j++) {
        const b = windows.choiceOf(j);
        if (alternativeMachine[a] !== alternativeMachine[b] || !windows.canPrecede(i, j) || !windows.canPrecede(j, i))
          continue;
        if (jobOf[i] === jobOf[j]) continue;
        const both = alternativeDuration[a] + alternativeDuration[b];
        const forward = windows.end[b] - windows.start[a] - both;
        const backward = windows.end[a] - windows.start[b] - both;
        const room = Math.min(forward, backward) + 0.5 * Math.max(forward, backward);
        if (room >= least) continue;
        least = room;
        chosen = forward > backward ? { i, j } : { i: j, j: i };
      }
    }
    return chosen;
  }

  /** All operations tied and all pairs ordered: the earliest starts are a plan. */
  #keep(windows: Windows): void {
    const alternatives = windows.choices.map((_, o) => windows.choiceOf(o));
    const start = (o: number) => windows.start[alternatives[o]];
    const duration = (o: number) => this.#problem.alternativeDuration[alternatives[o]];
    const order = windows.choices.map((_, o) => o);
    order.sort((a, b) => start(a) - start(b) || duration(a) - duration(b) || a - b);
    this.#graph.load(order, alternatives);
    this.#watch.report(this.#graph.store());
  }
}

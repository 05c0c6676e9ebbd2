/**
 * Lower bounds of the makespan: the longest job, the preemptive one-machine bound over operations that have one machine
 * only, and the load bound.
 *
 * Load bound: let the operations that cannot start before `a` and leave at least `b` after them share machines. Each
 * machine works at most C - a - b on them, so for prices l_m >= 0 of the machines' time the sum over these operations of
 * the cheapest l_m * duration is at most (C - a - b) * sum of l. The best prices are those of the linear relaxation of
 * the assignment; a subgradient walk comes near, and whole prices keep the bound exact.
 */
import { preemptiveBound, type Window } from './one-machine.ts';
import type { ShopProblem } from './problem.ts';
import { tardinessBound } from './tardiness-bound.ts';

/** Sum of the whole prices that a walk rounds to; products stay far below 2^53. */
const priceScale = 20_000;
const mostWalkSteps = 120;
/** Operations times steps: large shops, where loads balance well anyhow, get fewer steps. */
const walkEffort = 200_000;
const mostSets = 200;

export interface Chains {
  /** By operation: least head, duration and tail along its job. */
  readonly heads: Int32Array;
  readonly durations: Int32Array;
  readonly tails: Int32Array;
}

export function chainsOf({ jobFrom, alternativeFrom, alternativeDuration, releases }: ShopProblem): Chains {
  const operations = alternativeFrom.length - 1;
  const heads = new Int32Array(operations);
  const tails = new Int32Array(operations);
  const durations = Int32Array.from({ length: operations }, (_, o) =>
    alternativeDuration.subarray(alternativeFrom[o], alternativeFrom[o + 1]).reduce((a, b) => Math.min(a, b)),
  );
  for (let job = 0; job + 1 < jobFrom.length; job++) {
    let at = releases[job];
    for (let o = jobFrom[job]; o < jobFrom[job + 1]; o++) {
      heads[o] = at;
      at += durations[o];
    }
    let rest = 0;
    for (let o = jobFrom[job + 1] - 1; o >= jobFrom[job]; o--) {
      tails[o] = rest;
      rest += durations[o];
    }
  }
  return { heads, durations, tails };
}

export function makespanBound(problem: ShopProblem): number {
  const chains = chainsOf(problem);
  let bound = 0;
  for (let o = 0; o < chains.heads.length; o++)
    bound = Math.max(bound, chains.heads[o] + chains.durations[o] + chains.tails[o]);
  for (let machine = 0; machine < problem.machines; machine++)
    bound = Math.max(bound, preemptiveBound(boundTo(problem, chains, machine)));
  return Math.max(bound, new LoadBound(problem, chains).walk());
}

/** Operations that no other machine can do. */
function boundTo(problem: ShopProblem, { heads, durations, tails }: Chains, machine: number): Window[] {
  const windows: Window[] = [];
  for (let o = 0; o < heads.length; o++) {
    const own = problem.alternativeMachine.subarray(problem.alternativeFrom[o], problem.alternativeFrom[o + 1]);
    if (own.every((other) => other === machine))
      windows.push({ head: heads[o], duration: durations[o], tail: tails[o] });
  }
  return windows;
}

class LoadBound {
  readonly #problem: ShopProblem;
  readonly #chains: Chains;
  readonly #byTail: Int32Array;
  readonly #starts: number[];
  readonly #cost: Float64Array;
  readonly #load: Float64Array;
  /** Window of the best bound of the last look. */
  #from = 0;
  #rest = 0;

  constructor(problem: ShopProblem, chains: Chains) {
    this.#problem = problem;
    this.#chains = chains;
    const operations = chains.heads.length;
    this.#byTail = Int32Array.from({ length: operations }, (_, o) => o);
    this.#byTail.sort((a, b) => chains.tails[b] - chains.tails[a] || a - b);
    this.#starts = spread([...new Set(chains.heads)].sort((a, b) => a - b));
    this.#cost = new Float64Array(operations);
    this.#load = new Float64Array(problem.machines);
  }

  /** The best bound met on a walk from equal prices and from each set of machines that some operation is tied to. */
  walk(): number {
    const { machines } = this.#problem;
    const effort = Math.ceil(walkEffort / (this.#cost.length + 1));
    let bound = 0;
    const starts = this.#machineSets();
    for (const start of starts.slice(0, effort)) bound = Math.max(bound, this.#look(start));
    let prices = new Float64Array(machines).fill(1 / machines);
    for (let step = 0; step < Math.min(mostWalkSteps, effort); step++) {
      const found = this.#look(rounded(prices));
      bound = Math.max(bound, found);
      prices = this.#step(prices, 1 / (4 + step));
    }
    return bound;
  }

  /** Prices 1 for the machines of one operation, or of two operations' sets together, 0 elsewhere. */
  #machineSets(): Int32Array[] {
    const { alternativeFrom, alternativeMachine, machines } = this.#problem;
    const sets = new Map<string, Int32Array>();
    const add = (prices: Int32Array) => sets.set(prices.join(' '), prices);
    for (let o = 0; o + 1 < alternativeFrom.length; o++) {
      const prices = new Int32Array(machines);
      for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++) prices[alternativeMachine[a]] = 1;
      add(prices);
    }
    const single = [...sets.values()].slice(0, 24);
    for (let a = 0; a < single.length; a++)
      for (let b = 0; b < a; b++) add(single[a].map((price, machine) => price | single[b][machine]));
    return [...sets.values()].slice(0, mostSets);
  }

  /** The best bound over all windows at these prices. */
  #look(prices: Int32Array): number {
    const { heads, tails } = this.#chains;
    const cost = this.#cost;
    const sum = prices.reduce((a, b) => a + b, 0);
    this.#price(prices);
    let best = 0;
    for (const from of this.#starts) {
      let work = 0;
      for (let at = 0; at < this.#byTail.length; at++) {
        const o = this.#byTail[at];
        if (heads[o] < from || cost[o] === 0) continue;
        work += cost[o];
        const bound = from + Math.ceil(work / sum) + tails[o];
        if (bound <= best) continue;
        best = bound;
        this.#from = from;
        this.#rest = tails[o];
      }
    }
    return best;
  }

  #price(prices: Int32Array): void {
    const { alternativeFrom, alternativeMachine, alternativeDuration } = this.#problem;
    for (let o = 0; o < this.#cost.length; o++) {
      let least = Infinity;
      for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++)
        least = Math.min(least, prices[alternativeMachine[a]] * alternativeDuration[a]);
      this.#cost[o] = least;
    }
  }

  /** Dearer where the cheapest choices of the best window overload a machine, cheaper elsewhere. */
  #step(prices: Float64Array, size: number): Float64Array<ArrayBuffer> {
    const { alternativeFrom, alternativeMachine, alternativeDuration, machines } = this.#problem;
    const { heads, tails } = this.#chains;
    const load = this.#load.fill(0);
    let total = 0;
    for (let o = 0; o < heads.length; o++) {
      if (heads[o] < this.#from || tails[o] < this.#rest) continue;
      let pick = alternativeFrom[o];
      for (let a = pick + 1; a < alternativeFrom[o + 1]; a++)
        if (
          prices[alternativeMachine[a]] * alternativeDuration[a] <
          prices[alternativeMachine[pick]] * alternativeDuration[pick]
        )
          pick = a;
      load[alternativeMachine[pick]] += alternativeDuration[pick];
      total += alternativeDuration[pick];
    }
    const mean = Math.max(1e-9, total / machines);
    const next = prices.map(
      (price, machine) => price * Math.exp(size * Math.max(-3, Math.min(3, load[machine] / mean - 1))),
    );
    const sum = next.reduce((a, b) => a + b, 0);
    return next.map((price) => price / sum);
  }
}

function rounded(prices: Float64Array): Int32Array {
  const whole = Int32Array.from(prices, (price) => Math.round(price * priceScale));
  if (whole.every((price) => price === 0)) whole.fill(1);
  return whole;
}

/** At most some hundred of the values, the first among them: each is the start of a window, and any choice is valid. */
function spread(values: number[]): number[] {
  const every = Math.ceil(values.length / 128);
  return values.filter((_, k) => k % every === 0);
}

/** Lower bound of the objective: each part has its own. */
export function lowerBoundOf(problem: ShopProblem): number {
  const { makespanWeight, tardinessWeight } = problem;
  const makespan = makespanWeight > 0 ? makespanWeight * makespanBound(problem) : 0;
  return makespan + (tardinessWeight > 0 ? tardinessWeight * tardinessBound(problem, chainsOf(problem)) : 0);
}

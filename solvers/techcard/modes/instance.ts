/**
 * The reduced problem in dense arrays, in units of the greatest common divisor of all times, with the demands of
 * several renewable resources packed into one 32-bit word: each resource has a field with one guard bit above it.
 * With the guard bits of the free amounts set, `free - demand` clears a guard bit exactly where a resource is short,
 * so one subtraction and one mask compare all resources of a word.
 *
 * @see Lamport (1975), Communications of the ACM 18(8):471-475, on fields of a word compared at once.
 */
import type { ModesProblem } from './problem.ts';
import { demandOf, type Reduction } from './reduction.ts';

/** Times of a schedule or bound: 32-bit integers, or doubles where the horizon is longer. */
export type Times = Int32Array | Float64Array;

export const greatestTime = 2 ** 31 - 1;

export interface Network {
  /** n + 1 entries into `neighbour` and `lag`. */
  readonly from: Int32Array;
  readonly neighbour: Int32Array;
  readonly lag: Int32Array;
}

export interface Instance {
  readonly activities: number;
  /** Length of the unit of time, in the problem's units. */
  readonly unit: number;
  readonly modeFrom: Int32Array;
  /** By reduced mode: its index in the problem. */
  readonly origin: Int32Array;
  readonly durations: Int32Array;
  readonly capacities: Int32Array;
  readonly demands: Int32Array;
  readonly stock: Int32Array;
  readonly consumption: Int32Array;
  readonly predecessors: Network;
  readonly successors: Network;
  readonly releases: Int32Array;
  /** Place of each activity in one order that keeps precedence. */
  readonly rank: Int32Array;
  /** Activities in that order. */
  readonly topological: Int32Array;
  /** No schedule that the passes build is longer. */
  readonly horizon: number;
  readonly words: number;
  /** By word: free amounts with guard bits where nothing runs, and the guard bits alone. */
  readonly freeWords: Int32Array;
  readonly guards: Int32Array;
  /** By mode, one entry per word. */
  readonly packed: Int32Array;
}

export function timesOf({ activities, horizon }: Instance): Times {
  return horizon > greatestTime ? new Float64Array(activities) : new Int32Array(activities);
}

export function buildInstance(problem: ModesProblem, reduction: Reduction): Instance {
  const activities = problem.releases.length;
  const origin = Int32Array.from(reduction.modes.flat());
  const modeFrom = new Int32Array(activities + 1);
  for (let i = 0; i < activities; i++) modeFrom[i + 1] = modeFrom[i] + reduction.modes[i].length;
  const unit = commonUnit(problem, origin);
  const durations = origin.map((m) => problem.durations[m] / unit);
  const releases = problem.releases.map((time) => time / unit);
  const capacities = Int32Array.from(reduction.renewable, (k) => problem.renewable[k]);
  const demands = new Int32Array(origin.length * capacities.length);
  const stock = Int32Array.from(reduction.stock, (k) => problem.stock[k]);
  const consumption = new Int32Array(origin.length * stock.length);
  for (let m = 0; m < origin.length; m++) {
    for (let k = 0; k < capacities.length; k++)
      demands[m * capacities.length + k] = demandOf(problem, origin[m], reduction.renewable[k]);
    for (let k = 0; k < stock.length; k++)
      consumption[m * stock.length + k] = problem.consumption[origin[m] * problem.stock.length + reduction.stock[k]];
  }
  const lag = problem.arcLag.map((time) => time / unit);
  const predecessors = network(activities, problem.arcTo, problem.arcFrom, lag);
  const successors = network(activities, problem.arcFrom, problem.arcTo, lag);
  const topological = topologicalOrder(predecessors, successors);
  const rank = new Int32Array(activities);
  for (let place = 0; place < activities; place++) rank[topological[place]] = place;
  let horizon = releases.reduce((most, time) => Math.max(most, time), 0);
  for (const time of lag) horizon += time;
  for (let i = 0; i < activities; i++)
    horizon += durations.subarray(modeFrom[i], modeFrom[i + 1]).reduce((a, b) => Math.max(a, b), 0);
  return {
    activities,
    unit,
    modeFrom,
    origin,
    durations,
    capacities,
    demands,
    stock,
    consumption,
    predecessors,
    successors,
    releases,
    rank,
    topological,
    horizon,
    ...pack(capacities, demands, origin.length),
  };
}

function commonUnit(problem: ModesProblem, modes: Int32Array): number {
  let unit = 0;
  for (const m of modes) unit = divisor(unit, problem.durations[m]);
  for (const time of problem.arcLag) unit = divisor(unit, time);
  for (const time of problem.releases) unit = divisor(unit, time);
  return Math.max(unit, 1);
}

function divisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

function network(activities: number, at: Int32Array, other: Int32Array, lags: Int32Array): Network {
  const from = new Int32Array(activities + 1);
  for (const i of at) from[i + 1]++;
  for (let i = 0; i < activities; i++) from[i + 1] += from[i];
  const next = from.slice();
  const neighbour = new Int32Array(at.length);
  const lag = new Int32Array(at.length);
  for (let a = 0; a < at.length; a++) {
    const place = next[at[a]]++;
    neighbour[place] = other[a];
    lag[place] = lags[a];
  }
  return { from, neighbour, lag };
}

function topologicalOrder(predecessors: Network, successors: Network): Int32Array {
  const activities = predecessors.from.length - 1;
  const open = new Int32Array(activities);
  const order = new Int32Array(activities);
  let placed = 0;
  for (let i = 0; i < activities; i++) {
    open[i] = predecessors.from[i + 1] - predecessors.from[i];
    if (open[i] === 0) order[placed++] = i;
  }
  for (let place = 0; place < placed; place++) {
    const i = order[place];
    for (let a = successors.from[i]; a < successors.from[i + 1]; a++)
      if (--open[successors.neighbour[a]] === 0) order[placed++] = successors.neighbour[a];
  }
  if (placed < activities) throw new RangeError('precedence has a cycle');
  return order;
}

/** First fit of the resources' fields into words; a field holds its capacity and one guard bit. */
function pack(capacities: Int32Array, demands: Int32Array, modes: number) {
  const bitsUsed: number[] = [];
  const fields = Array.from(capacities, (capacity) => {
    const bits = 33 - Math.clz32(capacity);
    let word = bitsUsed.findIndex((used) => used + bits <= 32);
    if (word < 0) word = bitsUsed.push(0) - 1;
    const shift = bitsUsed[word];
    bitsUsed[word] += bits;
    return { word, shift, guard: 1 << (shift + bits - 1) };
  });
  const words = bitsUsed.length;
  const freeWords = new Int32Array(words);
  const guards = new Int32Array(words);
  const packed = new Int32Array(modes * words);
  fields.forEach(({ word, shift, guard }, k) => {
    guards[word] |= guard;
    freeWords[word] |= guard | (capacities[k] << shift);
    for (let m = 0; m < modes; m++) packed[m * words + word] |= demands[m * capacities.length + k] << shift;
  });
  return { words, freeWords, guards, packed };
}

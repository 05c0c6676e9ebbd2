/**
 * A relaxation that chooses modes by share and asks of time only what chains, energies and stocks need. In a schedule
 * that ends by T
 * - a chain of activities with its lags lasts at most T;
 * - activities with head >= a and tail >= c give resource k at most capacity_k (T - c - a) of energy, as they run
 *   within [a, T - c): times T over that amount, at most T;
 * - the consumption of a stock less the stock itself is at most 0.
 * So for any collection of p chains and windows, and any prices u >= 0 of the stocks, the sum of these left sides at the
 * cheapest modes, each activity by itself, exceeds p T only if there is no such schedule. The collection is found by play:
 * each round adds what is worst for the mean of the choices so far, and the next choice answers all rounds. Whatever the
 * play has come to, each collection is a proof by itself. A mode that would make the sum exceed p T where it takes the place
 * of the cheapest is in no such schedule either and is dropped, as by reduced costs in a linear programme.
 *
 * @see Brown (1951), fictitious play, in Koopmans (ed.), Activity Analysis of Production and Allocation; Baptiste, Le Pape
 *   and Nuijten (1999), Annals of Operations Research 92:305-333, on energy in windows.
 */
import type { Instance, Times } from './instance.ts';

const rounds = 400;
/** Begins and ends of windows looked at, each. */
const mostBorders = 12;
/** Float error of a value of the play, as a share of the terms added up in it, is below this. */
const tolerance = 1e-9;
/** First step of the stocks' prices; of 0.25, 0.5, 1, 2, 4 and 8 it gave the best mean bound on MMLIB50. */
const priceStep = 1;

export class Relaxation {
  readonly #instance: Instance;
  readonly #makespan: number;
  readonly #allowed: Uint8Array;
  /** Share of the rounds in which each mode was chosen. */
  readonly shares: Float64Array;
  /** Rounds in which an activity was part of the worst chain, and the sum of those chains' lags and releases. */
  readonly #chainWeights: Float64Array;
  #chainConstants = 0;
  /** By activity and renewable resource: weight of its energy in the windows played. */
  readonly #energyWeights: Float64Array;
  readonly #prices: Float64Array;
  readonly #lastTaken: Float64Array;
  readonly #meanDurations: Float64Array;
  readonly #chainEnds: Float64Array;
  readonly #chainArcs: Int32Array;
  /** By mode its cost in the collection so far, and by activity the least of them. */
  readonly #costs: Float64Array;
  readonly #leasts: Float64Array;
  /** Modes dropped from the allowed ones. */
  dropped = 0;
  /** Begins of windows, and least tails after their ends; by activity the last of each that holds it. */
  readonly #begins: number[];
  readonly #rests: number[];
  readonly #beginOf: Int32Array;
  readonly #restOf: Int32Array;
  readonly #grid: Float64Array;

  /** @param allowed - modes, at least one of each activity; heads and tails hold for them. */
  constructor(instance: Instance, makespan: number, allowed: Uint8Array, heads: Times, tails: Times) {
    const { activities } = instance;
    this.#instance = instance;
    this.#makespan = makespan;
    this.#allowed = allowed;
    this.shares = new Float64Array(instance.durations.length);
    this.#chainWeights = new Float64Array(activities);
    this.#energyWeights = new Float64Array(activities * instance.capacities.length);
    this.#prices = new Float64Array(instance.stock.length);
    this.#lastTaken = new Float64Array(instance.stock.length);
    this.#meanDurations = new Float64Array(activities);
    this.#chainEnds = new Float64Array(activities);
    this.#costs = new Float64Array(instance.durations.length);
    this.#leasts = new Float64Array(activities);
    this.#chainArcs = new Int32Array(activities);
    this.#begins = borders(heads);
    this.#rests = borders(tails);
    this.#beginOf = Int32Array.from(heads, (head) => this.#begins.findLastIndex((begin) => begin <= head));
    this.#restOf = Int32Array.from(tails, (tail) => this.#rests.findLastIndex((rest) => rest <= tail));
    this.#grid = new Float64Array(this.#begins.length * this.#rests.length);
  }

  /** Whether it proves that no schedule ends by the makespan. */
  isRefuted(): boolean {
    for (let round = 1; round <= rounds; round++) {
      if (this.#choose(round)) return true;
      const longest = this.#longestChain();
      if (!this.#playWindow(longest.length)) this.#playChain(longest.last);
      this.#priceStocks(round);
    }
    return false;
  }

  /** The cheapest modes for the collection so far. @returns whether they prove that the makespan is too short. */
  #choose(round: number): boolean {
    const { activities, modeFrom, durations, demands, capacities, stock, consumption } = this.#instance;
    const kinds = stock.length;
    const renewable = capacities.length;
    const [allowed, mean, prices, energyWeights] = [this.#allowed, this.shares, this.#prices, this.#energyWeights];
    const [costs, leasts] = [this.#costs, this.#leasts];
    let value = this.#chainConstants;
    this.#lastTaken.fill(0);
    for (let i = 0; i < activities; i++) {
      let least = Infinity;
      let chosen = -1;
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
        if (allowed[mode] === 0) continue;
        let cost = this.#chainWeights[i];
        for (let k = 0; k < renewable; k++) cost += energyWeights[i * renewable + k] * demands[mode * renewable + k];
        cost *= durations[mode];
        for (let k = 0; k < kinds; k++) cost += prices[k] * consumption[mode * kinds + k];
        costs[mode] = cost;
        if (cost >= least) continue;
        least = cost;
        chosen = mode;
      }
      value += least;
      leasts[i] = least;
      for (let k = 0; k < kinds; k++) this.#lastTaken[k] += consumption[chosen * kinds + k];
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++)
        mean[mode] += ((mode === chosen ? 1 : 0) - mean[mode]) / round;
    }
    const limit = this.#makespan * (round - 1);
    let terms = limit;
    for (let k = 0; k < kinds; k++) {
      value -= prices[k] * stock[k];
      terms += prices[k] * stock[k];
    }
    const slack = limit + tolerance * terms - value;
    if (slack >= 0) this.#drop(slack);
    return slack < 0;
  }

  /** Drops modes that no schedule of the makespan uses: with one of them the collection would be exceeded. */
  #drop(slack: number): void {
    const { activities, modeFrom } = this.#instance;
    for (let i = 0; i < activities; i++) {
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
        const cost = this.#costs[mode];
        if (this.#allowed[mode] === 0 || cost - this.#leasts[i] <= slack + tolerance * cost) continue;
        this.#allowed[mode] = 0;
        this.dropped++;
      }
    }
  }

  #longestChain(): { length: number; last: number } {
    const { modeFrom, durations, topological, predecessors, releases } = this.#instance;
    const [ends, arcs] = [this.#chainEnds, this.#chainArcs];
    let last = -1;
    let length = 0;
    for (const i of topological) {
      let duration = 0;
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) duration += this.shares[mode] * durations[mode];
      this.#meanDurations[i] = duration;
      let start = releases[i];
      let by = -1;
      for (let a = predecessors.from[i]; a < predecessors.from[i + 1]; a++) {
        const time = ends[predecessors.neighbour[a]] + predecessors.lag[a];
        if (time < start) continue;
        start = time;
        by = a;
      }
      arcs[i] = by;
      ends[i] = start + duration;
      if (ends[i] <= length) continue;
      length = ends[i];
      last = i;
    }
    return { length, last };
  }

  #playChain(last: number): void {
    const { predecessors, releases } = this.#instance;
    for (let i = last; i >= 0; ) {
      this.#chainWeights[i]++;
      const a = this.#chainArcs[i];
      this.#chainConstants += a < 0 ? releases[i] : predecessors.lag[a];
      i = a < 0 ? -1 : predecessors.neighbour[a];
    }
  }

  /** Plays the window fullest of energy, if it counts for more than `least`. */
  #playWindow(least: number): boolean {
    const { activities, modeFrom, durations, demands, capacities } = this.#instance;
    const renewable = capacities.length;
    const width = this.#rests.length;
    const grid = this.#grid;
    let most = least;
    let worst = -1;
    let worstCell = -1;
    for (let k = 0; k < renewable; k++) {
      grid.fill(0);
      for (let i = 0; i < activities; i++) {
        let energy = 0;
        for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++)
          energy += this.shares[mode] * durations[mode] * demands[mode * renewable + k];
        grid[this.#beginOf[i] * width + this.#restOf[i]] += energy;
      }
      for (let begin = this.#begins.length - 1; begin >= 0; begin--)
        for (let rest = width - 1, row = 0; rest >= 0; rest--) {
          const cell = begin * width + rest;
          row += grid[cell];
          grid[cell] = row + (begin + 1 < this.#begins.length ? grid[cell + width] : 0);
          const length = this.#makespan - this.#begins[begin] - this.#rests[rest];
          if (length <= 0) continue;
          const value = (grid[cell] * this.#makespan) / (capacities[k] * length);
          if (value <= most) continue;
          most = value;
          worst = k;
          worstCell = cell;
        }
    }
    if (worst < 0) return false;
    const begin = Math.floor(worstCell / width);
    const rest = worstCell % width;
    const weight = this.#makespan / (capacities[worst] * (this.#makespan - this.#begins[begin] - this.#rests[rest]));
    for (let i = 0; i < activities; i++)
      if (this.#beginOf[i] >= begin && this.#restOf[i] >= rest) this.#energyWeights[i * renewable + worst] += weight;
    return true;
  }

  /** Prices follow the excess with falling steps; they grow with the rounds as the other weights do. */
  #priceStocks(round: number): void {
    const { modeFrom, stock, consumption } = this.#instance;
    const kinds = stock.length;
    for (let k = 0; k < kinds; k++) {
      let taken = 0;
      for (let mode = 0; mode < modeFrom[modeFrom.length - 1]; mode++)
        taken += this.shares[mode] * consumption[mode * kinds + k];
      const excess = (taken + this.#lastTaken[k]) / 2 / stock[k] - 1;
      const price = (this.#prices[k] * stock[k]) / this.#makespan / round;
      const next = Math.max(0, price + (priceStep * excess) / Math.sqrt(round));
      this.#prices[k] = (next * (round + 1) * this.#makespan) / stock[k];
    }
  }
}

/** Some of the distinct times, in order, the least one (no window is wider) among them. */
function borders(times: Times): number[] {
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const step = Math.max(1, distinct.length / mostBorders);
  const chosen: number[] = [];
  for (let at = 0; at < distinct.length; at += step) chosen.push(distinct[Math.floor(at)]);
  return chosen;
}

/**
 * Column generation: solves the LP over all patterns of a problem by adding those that its duals ask for.
 *
 * Duals are smoothed: patterns are priced at a point between the best multipliers so far and the LP's own duals, which
 * settles in far fewer rounds; where that point asks for nothing new the LP's own duals are priced. Each cell gives
 * several patterns a round: the best, then the best of what the first ones leave of the demand, so that together they
 * cover different pieces. Every exact round proves a bound (multipliers.ts).
 *
 * @see Pessoa, Sadykov, Uchoa and Vanderbeck (2018), INFORMS Journal on Computing 30:339-360, on smoothing.
 */
import type { Rng } from '../../shared/rng.ts';
import type { Clock } from './clock.ts';
import { DenseKnapsack, denseEntries, mostDenseEntries } from './knapsack.ts';
import type { Master, MasterSolution } from './master.ts';
import { cellCharge, type Multipliers, profitsOf, roundDuals, scaledBound, scaleFor } from './multipliers.ts';
import { coarseRooms, PatternSearch } from './pattern-search.ts';
import type { Cell, Pattern, PatternProblem } from './problem.ts';

/** Share of the best multipliers in the point that is priced. */
const smoothing = 0.6;
/** Patterns that one cell gives in a round at most, and table entries filled for them: about as long as the LP takes. */
const patternsPerCell = 8;
const entriesPerRound = 3e6;
/** Steps of a pattern search when it prices a cell without a table. */
const pricingSteps = 300_000;

export interface Converged {
  readonly solution: MasterSolution;
  /** False where the rounds ran out before no pattern improved the LP. */
  readonly complete: boolean;
}

export class ColumnGeneration {
  readonly master: Master;
  readonly scale: number;
  /** Greatest bound proved, scaled, and the multipliers that prove it. */
  bound = -Infinity;
  multipliers: Multipliers | undefined;
  rounds = 0;
  readonly #clock: Clock;
  readonly #knapsack = new DenseKnapsack();

  constructor(master: Master, clock: Clock) {
    this.master = master;
    this.scale = scaleFor(master.problem);
    this.#clock = clock;
  }

  get #problem(): PatternProblem {
    return this.master.problem;
  }

  /** Steps of the objective proved so far. */
  get provedSteps(): number {
    return Math.ceil(this.bound / this.scale);
  }

  /**
   * Rounds until no pattern improves the LP, or `enough` says so of the LP's value and the bound, both in steps.
   * @returns undefined where time ran out in the LP.
   */
  run(enough: (objective: number, proved: number) => boolean = () => false): Converged | undefined {
    for (;;) {
      const solution = this.master.solve();
      if (!solution) return undefined;
      const own = roundDuals(this.#problem, this.scale, solution.pieceDuals, solution.limitDuals);
      const smooth = this.multipliers ? between(this.#problem, own, this.multipliers) : own;
      let added = this.#round(smooth, own);
      if (enough(solution.objective, this.provedSteps)) return { solution, complete: false };
      if (added === 0 && smooth !== own) added = this.#round(own, own);
      if (added === 0) return { solution, complete: this.#closed(solution) };
      if (enough(solution.objective, this.provedSteps)) return { solution, complete: false };
      if (this.#clock.expired) return undefined;
    }
  }

  /**
   * Multipliers from the inside of the optimal face: the mean of those that are worth most in directions drawn at
   * random. At a corner many patterns have reduced cost 0 that have none elsewhere; the mean leaves those only which no
   * optimal dual excludes.
   * @param objective - value of the LP, converged, in steps.
   */
  centre(objective: number, corners: number, rng: Rng): { multipliers: Multipliers; bound: number } | undefined {
    const found: Multipliers[] = [];
    for (let corner = 0; corner < corners && !this.#clock.expired; corner++) {
      const toward = Float64Array.from(this.#problem.demand, (pieces) => pieces * (1 + 2 * rng.float()));
      this.master.aim(toward, objective);
      const multipliers = this.#settle();
      if (multipliers && this.#boundOf(multipliers) >= this.bound - this.scale * 1e-4) found.push(multipliers);
    }
    this.master.endAim();
    if (found.length === 0) return undefined;
    const mean = (part: (multipliers: Multipliers) => Float64Array) =>
      part(found[0]).map((_, at) => Math.round(found.reduce((sum, m) => sum + part(m)[at], 0) / found.length));
    const multipliers = { scale: this.scale, piece: mean(({ piece }) => piece), limit: mean(({ limit }) => limit) };
    // The mean of rounded numbers is off by less than one half a piece.
    return { multipliers, bound: scaledBound(this.#problem, multipliers, -this.#mostPieces()) };
  }

  /** Rounds at the LP's own duals until no pattern wants in. */
  #settle(): Multipliers | undefined {
    for (;;) {
      const solution = this.master.solve();
      if (!solution || this.#clock.expired) return undefined;
      const own = roundDuals(this.#problem, this.scale, solution.pieceDuals, solution.limitDuals);
      if (this.#round(own, own) === 0) return own;
    }
  }

  /** Of any pattern, with one more for each limit. */
  #mostPieces(): number {
    const { cells, limits } = this.#problem;
    const charges = limits.reduce((sum, { coefficients }) => sum + Math.max(...coefficients, 0), 0);
    return charges + Math.max(...cells.map(({ high, mass }) => Math.ceil(high / Math.min(...mass))));
  }

  /** Bound of multipliers that leave no pattern a negative reduced cost, scaled. */
  #boundOf(multipliers: Multipliers): number {
    return scaledBound(this.#problem, multipliers, 0);
  }

  /** Rounds on what fixed heats leave, few and without a bound. @returns the LP's last solution. */
  reprice(mostRounds: number): MasterSolution | undefined {
    for (let round = 0; ; round++) {
      const solution = this.master.solve();
      if (!solution || round >= mostRounds) return solution;
      const own = roundDuals(this.#problem, this.scale, solution.pieceDuals, solution.limitDuals);
      if (this.#priceRest(own) === 0) return solution;
    }
  }

  /** The bound meets the LP but for rounding. */
  #closed({ objective }: MasterSolution): boolean {
    return this.bound / this.scale >= objective - 1e-6 * Math.max(1, objective);
  }

  /** Prices all cells at `point`; patterns that `own` wants are added. */
  #round(point: Multipliers, own: Multipliers): number {
    this.rounds++;
    const { cells } = this.#problem;
    const wanted: Pattern[] = [];
    let least = 0;
    let exact = true;
    cells.forEach((cell, index) => {
      const charge = cellCharge(this.#problem, point, index);
      const found = this.#price(cell, index, profitsOf(cell, point), charge, this.master.problem.demand);
      least = Math.min(least, charge - found.bound);
      exact &&= Number.isFinite(found.bound);
      const ownProfit = profitsOf(cell, own);
      const ownCharge = cellCharge(this.#problem, own, index);
      for (const pattern of found.patterns) if (profitOf(pattern, ownProfit) > ownCharge) wanted.push(pattern);
    });
    if (exact) {
      const bound = scaledBound(this.#problem, point, least);
      if (bound > this.bound || !this.multipliers) {
        this.bound = bound;
        this.multipliers = point;
      }
    }
    return this.master.add(wanted);
  }

  #priceRest(own: Multipliers): number {
    const wanted: Pattern[] = [];
    this.#problem.cells.forEach((cell, index) => {
      if (this.#problem.limits.some(({ coefficients }, l) => coefficients[index] > this.master.restOfLimit[l])) return;
      const charge = cellCharge(this.#problem, own, index);
      wanted.push(...this.#price(cell, index, profitsOf(cell, own), charge, this.master.rest).patterns);
    });
    return this.master.add(wanted);
  }

  /**
   * Patterns of the cell with more profit than its charge, the best first.
   * @returns with them a profit that no pattern exceeds.
   */
  #price(
    cell: Cell,
    index: number,
    profit: Float64Array,
    charge: number,
    demand: Int32Array,
  ): { patterns: Pattern[]; bound: number } {
    const most = cell.most.map((limit, at) => Math.min(limit, demand[cell.rows[at]]));
    const pieces = new Int32Array(most.length);
    const entries = denseEntries(cell);
    const patterns: Pattern[] = [];
    let bound = -Infinity;
    const isDense = cell.capacity.length === 0 && !cell.conflicts && entries <= mostDenseEntries;
    const turns = Math.min(patternsPerCell, Math.ceil(entriesPerRound / Math.max(1, entries)));
    const rest = Int32Array.from(cell.rows, (row) => demand[row]);
    for (let turn = 0; turn < turns; turn++) {
      let best: number;
      if (isDense) {
        best = this.#knapsack.best(cell, profit, most, pieces);
        if (turn === 0) bound = best;
      } else {
        const limits = { mostSteps: pricingSteps, mostRooms: coarseRooms, shouldStop: () => this.#clock.expired };
        const search = new PatternSearch(cell, profit, most, limits);
        best = search.bound > charge ? search.best(charge + 1, pieces) : -Infinity;
        if (turn === 0) bound = search.complete ? Math.max(best, charge) : search.bound;
      }
      if (best <= charge || this.#clock.expired) break;
      patterns.push(patternOf(index, pieces));
      for (let at = 0; at < most.length; at++) {
        rest[at] -= pieces[at];
        most[at] = Math.min(most[at], rest[at]);
      }
    }
    return { patterns, bound };
  }
}

export function patternOf(cell: number, pieces: Int32Array): Pattern {
  const places: number[] = [];
  for (let at = 0; at < pieces.length; at++) if (pieces[at] > 0) places.push(at);
  return { cell, places: Int32Array.from(places), pieces: Int32Array.from(places, (at) => pieces[at]) };
}

function profitOf({ places, pieces }: Pattern, profit: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < places.length; k++) sum += pieces[k] * profit[places[k]];
  return sum;
}

function between(problem: PatternProblem, own: Multipliers, best: Multipliers): Multipliers {
  const mix = (one: Float64Array, other: Float64Array) =>
    one.map((value, at) => (smoothing * other[at] + (1 - smoothing) * value) / own.scale);
  return roundDuals(problem, own.scale, mix(own.piece, best.piece), mix(own.limit, best.limit));
}

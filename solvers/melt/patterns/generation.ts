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
import type { Clock } from './clock.ts';
import { coarseCell, DenseKnapsack, denseEntries, mostDenseEntries } from './knapsack.ts';
import type { Master, MasterSolution } from './master.ts';
import {
  cellCharge,
  type Multipliers,
  profitsOf,
  provedSteps,
  roundDuals,
  scaledBound,
  scaleFor,
} from './multipliers.ts';
import { coarseEntries, fineEntries, PatternSearch } from './pattern-search.ts';
import { type Cell, type Pattern, type PatternProblem, subCell } from './problem.ts';

/** Share of the best multipliers in the point that is priced. */
const smoothing = 0.6;
/** Patterns that a cell gives in a round at most, and table entries filled for those of all cells: as long as the LP takes. */
const patternsPerCell = 8;
const entriesPerRound = 3e6;
/**
 * Steps of a pattern search when it prices a cell without a table; times eight where it proved nothing at the end. With
 * further dimensions searches are long, and what a short one finds does for the first rounds.
 */
const firstSteps = 100_000;
const firstSizedSteps = 20_000;
const mostSteps = 50e6;

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
  /** The LP's own duals where the latest run converged: another corner of the optimal ones than `multipliers`, often. */
  corner: { readonly multipliers: Multipliers; readonly bound: number } | undefined;
  /** Of each search, at present. */
  #steps: number;
  /** Towards which duals are smoothed: the best so far by what pricing said of them, exact or not. */
  #centre: { readonly multipliers: Multipliers; readonly bound: number } | undefined;
  readonly #clock: Clock;
  readonly #knapsack = new DenseKnapsack();
  /** Sets of cells that hold the same patterns at the same cost. */
  readonly #alike: readonly (readonly number[])[];
  /** By cell: whether a table prices it exactly; the others are priced by search. */
  readonly #isDense: readonly boolean[];
  /** Of cells that are priced by search, the ones on a grid. */
  readonly #coarse: readonly (Cell | undefined)[];

  constructor(master: Master, clock: Clock) {
    this.master = master;
    this.scale = scaleFor(master.problem);
    this.#clock = clock;
    const { cells } = master.problem;
    this.#steps = cells.some(({ capacity }) => capacity.length > 0) ? firstSizedSteps : firstSteps;
    this.#alike = [...Map.groupBy(cells.keys(), (index) => contentKey(cells[index])).values()];
    // Where heats have further dimensions a search is quicker sooner: few patterns keep all of them.
    this.#isDense = cells.map(
      (cell) => (denseEntries(cell) ?? Infinity) <= mostDenseEntries / (1 + 3 * cell.capacity.length),
    );
    // Heats of a few pieces are searched as quickly as a coarse table is filled.
    const isLarge = ({ capacity, high, mass }: Cell) => capacity.length === 0 && high > 16 * Math.min(...mass);
    this.#coarse = cells.map((cell, index) =>
      this.#isDense[index] || cell.conflicts || !isLarge(cell) ? undefined : coarseCell(cell),
    );
  }

  get #problem(): PatternProblem {
    return this.master.problem;
  }

  /** Whether further dimensions make pricing slow. */
  get isSlow(): boolean {
    return this.#problem.cells.some(({ capacity }) => capacity.length > 0);
  }

  /** Steps of the objective proved so far. */
  get provedSteps(): number {
    return provedSteps(this.bound, this.scale);
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
      const smooth = this.#centre ? between(this.#problem, own, this.#centre.multipliers) : own;
      let added = this.#round(smooth, own);
      if (enough(solution.objective, this.provedSteps)) return { solution, complete: false };
      if (added === 0 && smooth !== own) added = this.#round(own, own);
      if (added === 0 && (this.#closed(solution) || this.#steps >= mostSteps))
        return { solution, complete: this.#closed(solution) };
      if (added === 0) this.#steps *= 8;
      if (enough(solution.objective, this.provedSteps)) return { solution, complete: false };
      if (this.#clock.expired) return undefined;
    }
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

  /**
   * Prices all cells at `point`; patterns that `own` wants are added.
   * @returns how many were new.
   */
  #round(point: Multipliers, own: Multipliers): number {
    // Where exact pricing is slow, cheap patterns do as long as there are any.
    const { demand } = this.#problem;
    for (const at of new Set([point, own])) {
      const cheap = this.#cheapPatterns(at, own, demand);
      const added = this.master.add(cheap.patterns);
      if (added === 0) continue;
      this.#moveCentre(at, scaledBound(this.#problem, at, cheap.least));
      return added;
    }
    const { patterns, least } = this.#priceAll(
      point,
      own,
      () => true,
      (index, profit, charge) => this.#price(index, profit, charge, demand),
    );
    const bound = scaledBound(this.#problem, point, least);
    this.#moveCentre(point, bound);
    if (bound > this.bound || !this.multipliers) {
      this.bound = bound;
      this.multipliers = point;
    }
    const added = this.master.add(patterns);
    if (added === 0 && point === own) this.corner = { multipliers: own, bound };
    return added;
  }

  #moveCentre(multipliers: Multipliers, bound: number): void {
    if (!this.#centre || bound > this.#centre.bound) this.#centre = { multipliers, bound };
  }

  /** Patterns on a coarse grid, priced at `point`, that `own` wants, of the cells whose exact pricing is slow. */
  #cheapPatterns(point: Multipliers, own: Multipliers, demand: Int32Array) {
    const isCoarse = (index: number) => this.#coarse[index] !== undefined;
    return this.#priceAll(point, own, isCoarse, (index, profit, charge) =>
      this.#priceByTable(this.#coarse[index]!, index, profit, charge, demand),
    );
  }

  #priceRest(own: Multipliers): number {
    const { rest, restOfLimit } = this.master;
    const cheap = this.master.add(this.#cheapPatterns(own, own, rest).patterns);
    if (cheap > 0) return cheap;
    const mayBePoured = (index: number) =>
      this.#problem.limits.every(({ coefficients }, l) => coefficients[index] <= Math.max(0, restOfLimit[l]));
    const { patterns } = this.#priceAll(own, own, mayBePoured, (index, profit, charge) =>
      this.#price(index, profit, charge, rest),
    );
    return this.master.add(patterns);
  }

  /**
   * Prices one cell of each set of cells alike, the one that charges least at `point`, for all of them.
   * @param price - gives patterns of a cell and a profit that none exceeds.
   * @returns the patterns that `own` wants, and the least reduced cost that any pattern may have at `point`.
   */
  #priceAll(
    point: Multipliers,
    own: Multipliers,
    takesPart: (index: number) => boolean,
    price: (index: number, profit: Float64Array, charge: number) => { patterns: Pattern[]; bound: number },
  ): { patterns: Pattern[]; least: number } {
    const { cells } = this.#problem;
    const patterns: Pattern[] = [];
    let least = 0;
    for (const alike of this.#alike) {
      const members = alike.filter(takesPart);
      if (members.length === 0) continue;
      // What is cut short proves nothing.
      if (this.#clock.expired) return { patterns: [], least: -Infinity };
      const charges = members.map((index) => cellCharge(this.#problem, point, index));
      const charge = Math.min(...charges);
      const leader = members[charges.indexOf(charge)];
      const cell = cells[leader];
      const found = price(leader, profitsOf(cell, point), charge);
      least = Math.min(least, charge - found.bound);
      const ownProfit = profitsOf(cell, own);
      for (const index of members) {
        const ownCharge = cellCharge(this.#problem, own, index);
        for (const pattern of found.patterns)
          if (profitOf(pattern, cell.mass) >= cell.low && profitOf(pattern, ownProfit) > ownCharge)
            patterns.push({ ...pattern, cell: index });
      }
    }
    return { patterns, least };
  }

  /**
   * Patterns of the cell with more profit than its charge, the best first.
   * @returns with them a profit that no pattern exceeds.
   */
  #price(index: number, profit: Float64Array, charge: number, demand: Int32Array) {
    const cell = this.#problem.cells[index];
    if (this.#isDense[index]) return this.#priceByTable(cell, index, profit, charge, demand);
    const most = cell.most.map((limit, at) => Math.min(limit, demand[cell.rows[at]]));
    const pieces = new Int32Array(most.length);
    const { best, bound } = this.#search(cell, profit, most, charge, pieces);
    return { patterns: best > charge ? [patternOf(index, pieces)] : [], bound };
  }

  /** As `#price`, by dynamic programming; each pattern after the first is made of what the ones before it leave. */
  #priceByTable(cell: Cell, index: number, profit: Float64Array, charge: number, demand: Int32Array) {
    const most = cell.most.map((limit, at) => Math.min(limit, demand[cell.rows[at]]));
    const rest = Int32Array.from(cell.rows, (row) => demand[row]);
    const pieces = new Int32Array(most.length);
    const patterns: Pattern[] = [];
    const entries = denseEntries(cell)! * this.#problem.cells.length;
    const turns = Math.min(patternsPerCell, Math.ceil(entriesPerRound / Math.max(1, entries)));
    let bound = -Infinity;
    for (let turn = 0; turn < turns; turn++) {
      const best = this.#knapsack.best(cell, profit, most, pieces);
      if (turn === 0) bound = best;
      if (best <= charge || this.#clock.expired) break;
      patterns.push(patternOf(index, pieces));
      for (let at = 0; at < most.length; at++) {
        rest[at] -= pieces[at];
        most[at] = Math.min(most[at], rest[at]);
      }
    }
    return { patterns, bound };
  }

  /** The best pattern by depth-first search, into `pieces`, and a profit that none exceeds. */
  #search(cell: Cell, profit: Float64Array, most: Int32Array, charge: number, pieces: Int32Array) {
    // Where a heat may be all but empty a piece that costs profit is not wanted beside one that brings some.
    const onlyGains = cell.low <= 1 && profit.some((gain, at) => gain > 0 && most[at] > 0);
    const places = Array.from(profit.keys()).filter((at) => most[at] > 0 && (!onlyGains || profit[at] > 0));
    pieces.fill(0);
    if (places.length === 0) return { best: -Infinity, bound: -Infinity };
    // Heavy pieces go first; where room is scarce in several ways, the most profit for the room: good patterns turn up
    // early, and what is left promises little.
    if (cell.capacity.length > 0) {
      const density = profit.map((gain, at) => gain / shareOf(cell, at));
      places.sort((a, b) => density[b] - density[a] || a - b);
    }
    const within = subCell(cell, places);
    const gains = Float64Array.from(places, (at) => profit[at]);
    const room = Int32Array.from(places, (at) => most[at]);
    const mostEntries = Math.min(fineEntries / 4, Math.max(coarseEntries, 2 * this.#steps));
    const limits = { mostSteps: this.#steps, mostEntries, shouldStop: () => this.#clock.expired };
    const search = new PatternSearch(within, gains, room, limits);
    if (search.bound <= charge) return { best: -Infinity, bound: charge };
    const found = new Int32Array(places.length);
    const best = search.best(charge + 1, found);
    places.forEach((at, k) => {
      pieces[at] = found[k];
    });
    return { best, bound: search.complete ? Math.max(best, charge) : search.bound };
  }
}

/** The same for cells that hold the same patterns at the same cost: one grade in furnaces alike. */
function contentKey({ grade, cost, low, high, rows, most, capacity }: Cell): string {
  return [grade, cost, low, high, rows, most, capacity].join(' | ');
}

/** What a piece takes of a heat: of its mass and of each further dimension. */
function shareOf({ mass, high, size, capacity }: Cell, at: number): number {
  let share = mass[at] / high;
  for (let d = 0; d < capacity.length; d++) share += size[at * capacity.length + d] / Math.max(1, capacity[d]);
  return share;
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

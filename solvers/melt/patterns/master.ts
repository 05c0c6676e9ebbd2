/**
 * The restricted master: an LP over the patterns known so far, solved hot as patterns come and pieces are fixed.
 *
 * Rows: one per type (pieces), one per limit. Beside the patterns a column per type takes up pieces left out: at the
 * type's penalty, or at a price above any dual where it must be poured, so that the LP always has a solution.
 * Costs are divided by the greatest one: the library's tolerances then mean the same for every instance.
 */
import { createLp } from '../../milp/backends.ts';
import type { IncrementalLp, MilpBackend, MilpColumn } from '../../milp/milp.ts';
import type { Clock } from './clock.ts';
import type { Pattern, PatternProblem } from './problem.ts';

/** What a piece costs that must be poured and is not, in costs of the dearest heat. */
export const missingPrice = 50;

export interface MasterSolution {
  /** In steps of the objective. */
  readonly objective: number;
  /** By column of `Master.columns`. */
  readonly values: Float64Array;
  readonly pieceDuals: Float64Array;
  readonly limitDuals: Float64Array;
  /** Pieces that must be poured and heats that are asked for, and are not there. */
  readonly missing: number;
}

export class Master implements Disposable {
  readonly problem: PatternProblem;
  readonly columns: Pattern[] = [];
  /** Pieces not yet in a fixed heat, by row. */
  readonly rest: Int32Array;
  /** What fixed heats leave of each limit. */
  readonly restOfLimit: Float64Array;
  readonly fixed: { readonly column: number; readonly times: number }[] = [];
  readonly #lp: IncrementalLp;
  readonly #clock: Clock;
  readonly #costScale: number;
  readonly #known = new Set<string>();
  /** By column: whether it may be poured beside what is fixed. */
  readonly #open: boolean[] = [];
  /** LP column of each pattern. */
  readonly #lpColumn: number[] = [];
  /** Limits that ask for heats. */
  readonly #asked: readonly number[];

  constructor(backends: readonly MilpBackend[], problem: PatternProblem, clock: Clock) {
    this.problem = problem;
    this.#clock = clock;
    this.rest = problem.demand.slice();
    this.#asked = problem.limits.flatMap(({ most }, l) => (most < 0 ? [l] : []));
    this.restOfLimit = Float64Array.from(problem.limits, ({ most }) => most);
    const finite = Array.from(problem.penalty).filter(Number.isFinite);
    this.#costScale = Math.max(1, ...problem.cells.map(({ cost }) => cost), ...finite);
    const price = missingPrice * Math.max(1, ...problem.cells.map(({ cost }) => cost / this.#costScale));
    this.#lp = createLp(backends, {
      rows: [
        ...Array.from(problem.demand, (pieces) => ({ lower: pieces, upper: problem.mayShed ? Infinity : pieces })),
        ...problem.limits.map(({ most }) => ({ lower: -Infinity, upper: most })),
      ],
      columns: [
        ...Array.from(problem.demand, (_pieces, row) => ({
          cost: Number.isFinite(problem.penalty[row]) ? problem.penalty[row] / this.#costScale : price,
          lower: 0,
          upper: Infinity,
          rows: [row],
          coefficients: [1],
        })),
        // A limit from below may ask for more heats than there are patterns for.
        ...this.#asked.map((l) => ({
          cost: price,
          lower: 0,
          upper: Infinity,
          rows: [problem.demand.length + l],
          coefficients: [-1],
        })),
      ],
    });
  }

  get #types(): number {
    return this.problem.demand.length;
  }

  /** Adds those that are new. @returns how many were. */
  add(patterns: readonly Pattern[]): number {
    const fresh = patterns.filter((pattern) => {
      const key = keyOf(pattern);
      if (this.#known.has(key)) return false;
      this.#known.add(key);
      return true;
    });
    const open = fresh.map((pattern) => this.#mayBePoured(pattern));
    const first = this.#lp.columnCount;
    this.#lp.addColumns(fresh.map((pattern, k) => this.#columnOf(pattern, open[k])));
    this.columns.push(...fresh);
    this.#open.push(...open);
    this.#lpColumn.push(...fresh.map((_, k) => first + k));
    return fresh.length;
  }

  #columnOf(pattern: Pattern, open: boolean): MilpColumn {
    const { cells, limits } = this.problem;
    const { cost, rows: typeRows } = cells[pattern.cell];
    const rows: number[] = [];
    const coefficients: number[] = [];
    pattern.places.forEach((at, k) => {
      rows.push(typeRows[at]);
      coefficients.push(pattern.pieces[k]);
    });
    limits.forEach((limit, l) => {
      const coefficient = limit.coefficients[pattern.cell];
      if (coefficient === 0) return;
      rows.push(this.#types + l);
      coefficients.push(coefficient);
    });
    return { cost: cost / this.#costScale, lower: 0, upper: open ? Infinity : 0, rows, coefficients };
  }

  /** Whether what is not fixed yet has a heat of the pattern. */
  fits({ cell, places, pieces }: Pattern): boolean {
    const { cells, limits } = this.problem;
    const { rows } = cells[cell];
    for (let k = 0; k < places.length; k++) if (pieces[k] > this.rest[rows[places[k]]]) return false;
    return limits.every(({ coefficients }, l) => coefficients[cell] <= Math.max(0, this.restOfLimit[l]));
  }

  /** While nothing is fixed the rows alone hold patterns back, so that the duals say why and prove a bound. */
  #mayBePoured(pattern: Pattern): boolean {
    return this.fixed.length === 0 || this.fits(pattern);
  }

  /** @returns undefined where the library gave no optimum: out of time, or it failed. */
  solve(): MasterSolution | undefined {
    if (this.#clock.tick()) return undefined;
    const answer = this.#lp.solve({ timeLimitMs: this.#clock.remainingMs(), shouldStop: () => this.#clock.expired });
    if (answer.status !== 'optimal' || !answer.duals || !answer.values) return undefined;
    const types = this.#types;
    const { rowDuals } = answer.duals;
    const { values } = answer;
    let missing = 0;
    for (let row = 0; row < types; row++)
      if (!Number.isFinite(this.problem.penalty[row])) missing += Math.max(0, values[row]);
    for (let k = 0; k < this.#asked.length; k++) missing += Math.max(0, values[types + k]);
    return {
      objective: answer.objective! * this.#costScale + this.fixedCost(),
      values: Float64Array.from(this.#lpColumn, (column) => values[column]),
      pieceDuals: rowDuals.subarray(0, types).map((dual) => dual * this.#costScale),
      limitDuals: rowDuals.subarray(types).map((dual) => dual * this.#costScale),
      missing,
    };
  }

  fixedCost(): number {
    return this.fixed.reduce(
      (sum, { column, times }) => sum + times * this.problem.cells[this.columns[column].cell].cost,
      0,
    );
  }

  /** Pours a pattern so often: its pieces leave the rest, and patterns that no longer fit are shut. */
  fix(column: number, times: number): void {
    this.#move(column, times);
    this.fixed.push({ column, times });
    this.#openThoseThatFit();
  }

  /** Takes back the fixings after the first `kept`. */
  unfixTo(kept: number): void {
    if (this.fixed.length === kept) return;
    while (this.fixed.length > kept) {
      const { column, times } = this.fixed.pop()!;
      this.#move(column, -times);
    }
    this.#openThoseThatFit();
  }

  #openThoseThatFit(): void {
    this.columns.forEach((pattern, j) => {
      const open = this.#mayBePoured(pattern);
      if (open === this.#open[j]) return;
      this.#open[j] = open;
      this.#lp.setColumnBounds(this.#lpColumn[j], 0, open ? Infinity : 0);
    });
  }

  #move(column: number, times: number): void {
    const { problem } = this;
    const { cell, places, pieces } = this.columns[column];
    const { rows } = problem.cells[cell];
    places.forEach((at, k) => {
      const row = rows[at];
      this.rest[row] -= times * pieces[k];
      this.#lp.setRowBounds(row, this.rest[row], problem.mayShed ? Infinity : this.rest[row]);
    });
    problem.limits.forEach(({ coefficients }, l) => {
      if (coefficients[cell] === 0) return;
      this.restOfLimit[l] -= times * coefficients[cell];
      this.#lp.setRowBounds(this.#types + l, -Infinity, this.restOfLimit[l]);
    });
  }

  [Symbol.dispose](): void {
    this.#lp.dispose();
  }
}

function keyOf({ cell, places, pieces }: Pattern): string {
  return `${cell}:${places.join(',')}:${pieces.join(',')}`;
}

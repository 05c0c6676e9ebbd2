/**
 * Diving: pours the patterns that the LP likes best, one after another, and prices anew after each, until all pieces
 * are poured or the LP says that the objective of interest is out of reach. Then the dive goes back to an earlier
 * choice and forbids it there, a few times over (limited discrepancy).
 *
 * @see Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa (2019), INFORMS Journal on Computing 31:251-267, on diving with
 *   limited discrepancy search in column generation.
 */
import type { Rng } from '../../shared/rng.ts';
import type { Clock } from './clock.ts';
import type { ColumnGeneration } from './generation.ts';
import type { MasterSolution } from './master.ts';
import type { Pattern } from './problem.ts';

/** A heat to pour so often. */
export interface PouredPattern {
  readonly pattern: Pattern;
  readonly times: number;
}

/** Rounds of pricing after each choice: fewer where they are slow. */
const roundsPerStep = 12;
const slowRoundsPerStep = 3;
const tolerance = 1e-6;

export interface DiveOptions {
  /** Objective of interest, in steps: dives end where the LP is above it. */
  readonly target: number;
  /** Wrong turns that a dive takes back. */
  readonly discrepancies: number;
  /** Adds chance to the choice of patterns; undefined: none. */
  readonly rng?: Rng;
}

export class Dive {
  readonly #generation: ColumnGeneration;
  readonly #clock: Clock;

  constructor(generation: ColumnGeneration, clock: Clock) {
    this.#generation = generation;
    this.#clock = clock;
  }

  /** @returns heats with an objective of at most the target; the master is left without fixings. */
  run(options: DiveOptions): PouredPattern[] | undefined {
    try {
      return this.#descend(options, { left: options.discrepancies }, []);
    } finally {
      this.#generation.master.unfixTo(0);
    }
  }

  #descend(options: DiveOptions, budget: { left: number }, path: number[]): PouredPattern[] | undefined {
    const { master } = this.#generation;
    const solution = this.#generation.reprice(
      path.length === 0 ? 0 : this.#generation.isSlow ? slowRoundsPerStep : roundsPerStep,
    );
    if (!solution || this.#clock.expired) return undefined;
    if (solution.missing > tolerance || solution.objective > options.target + 1e-5 + 1e-9 * Math.abs(options.target))
      return undefined;
    const whole = this.#wholeSolution(solution);
    if (whole) return whole;
    const kept = master.fixed.length;
    const tabu = new Set<number>();
    for (;;) {
      const chosen = this.#choose(solution, tabu, options.rng);
      if (chosen.length === 0) return undefined;
      for (const [column, times] of chosen) master.fix(column, times);
      const found = this.#descend(options, budget, [...path, chosen[0][0]]);
      if (found) return found;
      master.unfixTo(kept);
      if (budget.left <= 0 || this.#clock.expired) return undefined;
      budget.left--;
      for (const [column] of chosen) tabu.add(column);
    }
  }

  /** Whole parts of all values that have one, else the pattern nearest to one more heat. */
  #choose(
    { values }: MasterSolution,
    tabu: ReadonlySet<number>,
    rng: Rng | undefined,
  ): [column: number, times: number][] {
    const { master } = this.#generation;
    const whole: [number, number][] = [];
    let best = -1;
    let bestScore = 0;
    for (let column = 0; column < values.length; column++) {
      if (values[column] <= tolerance || tabu.has(column)) continue;
      const times = Math.floor(values[column] + tolerance);
      if (times > 0) whole.push([column, times]);
      const score = values[column] * (rng ? 0.7 + 0.3 * rng.float() : 1);
      if (score > bestScore && master.fits(master.columns[column])) {
        best = column;
        bestScore = score;
      }
    }
    if (whole.length > 0) return whole;
    return best < 0 ? [] : [[best, 1]];
  }

  /** The LP's solution with what is fixed, where all of it is whole. */
  #wholeSolution({ values }: MasterSolution): PouredPattern[] | undefined {
    const { master } = this.#generation;
    const poured = master.fixed.map(({ column, times }) => ({ pattern: master.columns[column], times }));
    for (let column = 0; column < values.length; column++) {
      const times = Math.round(values[column]);
      if (Math.abs(values[column] - times) > tolerance) return undefined;
      if (times > 0) poured.push({ pattern: master.columns[column], times });
    }
    return poured;
  }
}

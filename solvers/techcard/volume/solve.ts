/**
 * Volume-calendar plans: greedy plans at once and a short improvement, then the relaxation for a bound and a rounded plan, then
 * the integer programme where it is small, else improvement with what is left of the budget. An answer is there whatever the
 * libraries do.
 */
import type { StopReason } from '../../../models/result.ts';
import { solveWithFallback } from '../../milp/backends.ts';
import type { MilpBackend, MilpModel } from '../../milp/milp.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { coarseModel } from './coarse.ts';
import { holdBack, placeGreedily } from './greedy.ts';
import { VolumeImprovement } from './improve.ts';
import { VolumeModel } from './model.ts';
import { VolumePlan } from './plan.ts';
import { VolumeCosts, type VolumeProblem, type VolumeResult } from './problem.ts';
import { planOf, redealt } from './rounding.ts';

/** Limit of a library call where the budget counts iterations only. */
const msPerCall = 10_000;
/** Share of the time left that the relaxation, and the integer programme after it, may take. */
const relaxationShare = 0.6;
const programmeShare = 0.7;
/** Rounds of improvement before the relaxation: enough for a plan to show while the libraries run. */
const firstRounds = 1_000;
/** Blocks of the coarse relaxation, its share of the time left, and columns by periods from which on it is worth its time. */
const coarseBlocks = 26;
const coarseShare = 0.3;
const leastColumnsOfCoarse = 5_000;
/** Columns from which on only the first library is asked: a fallback without sparse factors would not come back in time. */
const mostColumnsOfFallback = 2_000;
/** Whole columns from which on branching gets nowhere in the seconds that there are. */
const mostWholeColumns = 1_500;
/** Relative distance that is rounding noise of the libraries: bound and objective are floats. */
const noise = 1e-7;

/**
 * Iterations are rounds of improvement; 0 asks for the greedy plan.
 * @param backends - loaded libraries (`loadBackends`); without one the plan is greedy and its bound trivial.
 */
export function solveVolume(
  problem: VolumeProblem,
  budget: Budget,
  backends: readonly MilpBackend[] = [],
): VolumeResult {
  return new VolumeRun(problem, budget, backends).solve();
}

class VolumeRun {
  readonly #problem: VolumeProblem;
  readonly #budget: Budget;
  readonly #backends: readonly MilpBackend[];
  readonly #costs: VolumeCosts;
  readonly #rng: Rng;
  #plan: VolumePlan;
  #objective: number;
  #lowerBound = 0;
  #iterations = 0;
  #milpBackend?: string;

  constructor(problem: VolumeProblem, budget: Budget, backends: readonly MilpBackend[]) {
    this.#problem = problem;
    this.#budget = budget;
    this.#backends = backends;
    this.#costs = new VolumeCosts(problem);
    this.#rng = new Rng(budget.seed);
    this.#plan = new VolumePlan(problem, this.#costs);
    placeGreedily(this.#plan);
    this.#objective = this.#plan.value().objective;
    const early = new VolumePlan(problem, this.#costs);
    placeGreedily(early, 'earliest');
    holdBack(early);
    this.#offer(early);
  }

  solve(): VolumeResult {
    const { maxIterations } = this.#budget;
    if (maxIterations > 0 && !this.#isOver) {
      this.#offer(redealt(this.#plan));
      this.#improve(Math.min(firstRounds, maxIterations / 2));
      if (this.#backends.length > 0 && !this.#isOver) this.#askLibraries();
      this.#improve(maxIterations);
    }
    return this.#result();
  }

  #askLibraries(): void {
    const model = new VolumeModel(this.#problem, this.#costs);
    if (model.model.columns.length >= leastColumnsOfCoarse) this.#boundByBlocks();
    if (this.#isOver) return;
    const production = this.#ask(model, true, relaxationShare);
    const whole = model.model.columns.filter(({ integer }) => integer).length;
    if (production && whole <= mostWholeColumns && !this.#isOver) this.#ask(model, false, programmeShare);
  }

  #boundByBlocks(): void {
    const length = Math.ceil(this.#problem.periods / coarseBlocks);
    const model = coarseModel(this.#problem, this.#costs, length);
    const answer = solveWithFallback(this.#backends.slice(0, 1), model, this.#limits(coarseShare));
    this.#learnBound(answer.bound);
  }

  #improve(until: number): void {
    const improvement = new VolumeImprovement(this.#plan, this.#rng);
    while (this.#iterations < until && !this.#budget.shouldStop() && !this.#isGoodEnough) {
      this.#iterations++;
      this.#objective -= improvement.round();
    }
    this.#objective = this.#plan.value().objective;
  }

  get #isOver(): boolean {
    return this.#isGoodEnough || this.#budget.shouldStop() || this.#budget.remainingMs() <= 0;
  }

  get #isProved(): boolean {
    return this.#objective - this.#lowerBound <= noise * Math.max(1, this.#objective);
  }

  get #isGoodEnough(): boolean {
    return this.#isProved || this.#objective - this.#lowerBound <= this.#budget.gap * Math.abs(this.#objective);
  }

  #offer(plan: VolumePlan): void {
    const { objective } = plan.value();
    if (objective >= this.#objective) return;
    this.#plan = plan;
    this.#objective = objective;
  }

  #learnBound(bound: number | undefined): void {
    if (bound === undefined || !Number.isFinite(bound)) return;
    this.#lowerBound = Math.max(this.#lowerBound, bound - noise * Math.max(1, Math.abs(bound)) * 0.01);
  }

  #limits(share: number) {
    const remainingMs = this.#budget.remainingMs();
    const limit = Number.isFinite(remainingMs) ? Math.max(1, remainingMs * share) : msPerCall;
    const until = remainingMs - limit;
    return {
      timeLimitMs: limit,
      remainingMs: () => (Number.isFinite(until) ? this.#budget.remainingMs() - until : limit),
      shouldStop: () => this.#budget.shouldStop(),
    };
  }

  /** @returns pieces by way and period where the library has an answer. */
  #ask(model: VolumeModel, isRelaxed: boolean, share: number): Float64Array | undefined {
    const { columns, rows } = model.model;
    const asked: MilpModel = isRelaxed
      ? { rows, columns: columns.map((column) => ({ ...column, integer: false })) }
      : model.model;
    const backends = columns.length < mostColumnsOfFallback ? this.#backends : this.#backends.slice(0, 1);
    const answer = solveWithFallback(backends, asked, {
      ...this.#limits(share),
      relativeGap: this.#budget.gap,
      warmStart: isRelaxed ? undefined : model.valuesOf(this.#plan.rows(), this.#plan.unmet),
    });
    this.#milpBackend ??= answer.backend;
    if (answer.bound !== undefined) this.#learnBound(answer.bound + model.constant);
    if (answer.values === undefined) return undefined;
    const production = model.production(answer.values);
    this.#offer(planOf(this.#problem, this.#costs, production));
    return production;
  }

  #result(): VolumeResult {
    const { unmet, load } = this.#plan;
    const { late, early, objective } = this.#plan.value();
    return {
      rows: this.#plan.rows(),
      unmet,
      late,
      early,
      load,
      objective,
      lowerBound: Math.min(this.#lowerBound, objective),
      found: this.#isProved ? 'optimal' : 'feasible',
      endedBy: this.#endedBy(),
      iterations: this.#iterations,
      milpBackend: this.#milpBackend,
    };
  }

  #endedBy(): StopReason {
    if (this.#isProved) return 'proof';
    if (this.#isGoodEnough) return 'gap';
    const isOutOfTime = this.#budget.shouldStop() || this.#budget.remainingMs() <= 0;
    return isOutOfTime ? 'time' : 'iterations';
  }
}

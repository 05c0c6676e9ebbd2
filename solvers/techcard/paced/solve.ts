/**
 * Sequences of paced lines: a first plan by insertion, a short iterated greedy search, the exact search for anything better,
 * and where that cannot finish, the iterated search with what is left of the budget.
 */
import type { StopReason } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { lowerBound, tardinessBound } from './bound.ts';
import { ExactSearch } from './exact.ts';
import { PacedSearch } from './local-search.ts';
import { type PacedHooks, type PacedInstance, type PacedProblem, type PacedResult, pacedInstance } from './problem.ts';
import { type PacedSchedule, schedulePaced, trimmed } from './schedule.ts';

/** Rounds of the local search before the exact one: it proves faster below a good plan. */
const firstRounds = 60;
/** States kept in a level, first few and then more: most proofs need few, and a wide search costs time in vain. */
const widths = [2_000, 20_000, 200_000];
/** Nodes of all levels, eight bytes each, beside two levels of states of some fifty bytes. */
const mostNodes = 6_000_000;
/** Where iterations are limited, the exact search is as well. */
const nodesPerIteration = 2_000;
/** Share of the time left that the exact search may take: beyond it the local search finds more. */
const exactShare = 0.7;

export function solvePaced(problem: PacedProblem, budget: Budget, hooks?: PacedHooks): PacedResult {
  const instance = pacedInstance(problem);
  const run = new PacedRun(instance, budget, hooks);
  return run.solve();
}

class PacedRun {
  readonly #instance: PacedInstance;
  readonly #budget: Budget;
  readonly #hooks?: PacedHooks;
  #entries: Int32Array[] = [];
  #schedule?: PacedSchedule;
  #lowerBound: number;
  /** Proved share of the tardiness in the objective. */
  readonly #tardinessPart: number;
  #iterations = 0;

  constructor(instance: PacedInstance, budget: Budget, hooks?: PacedHooks) {
    this.#instance = instance;
    this.#budget = budget;
    this.#hooks = hooks;
    this.#lowerBound = lowerBound(instance);
    const { tardinessWeight, isMakespanOnly } = instance;
    this.#tardinessPart = isMakespanOnly ? 0 : tardinessWeight * tardinessBound(instance);
  }

  solve(): PacedResult {
    const { maxIterations } = this.#budget;
    const search = new PacedSearch(this.#instance, new Rng(this.#budget.seed), () => this.#budget.shouldStop());
    search.construct();
    this.#offer(search.entries);
    if (maxIterations > 0) {
      search.improve();
      this.#offer(search.entries);
    }
    this.#iterate(search, Math.min(maxIterations, firstRounds));
    if (maxIterations > 0 && !this.#isOver) this.#searchExactly();
    this.#iterate(search, maxIterations);
    return this.#result();
  }

  get #isOver(): boolean {
    return this.#isGoodEnough || this.#budget.shouldStop();
  }

  get #isGoodEnough(): boolean {
    const { objective } = this.#schedule!;
    return objective - this.#lowerBound <= this.#budget.gap * Math.abs(objective);
  }

  #iterate(search: PacedSearch, until: number): void {
    while (this.#iterations < until && !this.#isOver) {
      search.iterate();
      this.#iterations++;
      this.#offer(search.entries);
    }
  }

  #searchExactly(): void {
    const { makespanWeight } = this.#instance;
    if (makespanWeight === 0) return;
    const exact = new ExactSearch(this.#instance);
    if (!exact.isPossible) return;
    // The shortest plan is not the best one where jobs are late, but then still its length is part of the bound.
    let shortest = this.#schedule!.makespan;
    // What all runs together may take, and each at most.
    let limited = this.#budget.maxIterations * nodesPerIteration;
    const remainingMs = this.#budget.remainingMs();
    const reservedMs = Number.isFinite(remainingMs) ? (1 - exactShare) * remainingMs : 0;
    const shouldStop = () => this.#budget.shouldStop() || this.#budget.remainingMs() < reservedMs;
    for (let step = 0; step < widths.length && limited > 0 && !this.#isOver; ) {
      const answer = exact.run(shortest - 1, widths[step], Math.min(mostNodes, limited), shouldStop);
      if (answer.status === 'stopped') return;
      limited -= exact.nodes;
      const bound = Math.min(answer.lowerBound, shortest) * makespanWeight + this.#tardinessPart;
      this.#lowerBound = Math.max(this.#lowerBound, Math.min(bound, this.#schedule!.objective));
      if (answer.entries) shortest = Math.min(shortest, this.#offer(answer.entries).makespan);
      else step++;
    }
  }

  #offer(entries: readonly Int32Array[]): PacedSchedule {
    const tidy = entries.map((line) => trimmed(line, this.#instance.empty));
    const schedule = schedulePaced(this.#instance, tidy);
    if (this.#schedule && schedule.objective >= this.#schedule.objective) return schedule;
    this.#schedule = schedule;
    this.#entries = tidy;
    this.#hooks?.onIncumbent?.(tidy, schedule.objective);
    return schedule;
  }

  #result(): PacedResult {
    const { starts, ends, makespan, tardiness, objective } = this.#schedule!;
    const isOptimal = objective <= this.#lowerBound;
    return {
      entries: this.#entries,
      objective,
      lowerBound: Math.min(this.#lowerBound, objective),
      makespan,
      tardiness,
      starts,
      ends,
      iterations: this.#iterations,
      endedBy: isOptimal ? 'proof' : this.#endOfSearch(),
      found: isOptimal ? 'optimal' : 'feasible',
    };
  }

  #endOfSearch(): StopReason {
    if (this.#isGoodEnough) return 'gap';
    return this.#iterations >= this.#budget.maxIterations ? 'iterations' : 'time';
  }
}

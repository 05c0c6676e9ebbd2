/**
 * Least makespan of a project under renewable resources (RCPSP): entry of the search. Bounds by work come first and are
 * cheap; then genetic search and exact search take turns (portfolio.ts) until proof or the end of the budget.
 */
import type { StopReason } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { workBound } from './bound.ts';
import { Genetic } from './genetic.ts';
import { Portfolio } from './portfolio.ts';
import { type Project, type ProjectProblem, toProject } from './problem.ts';
import { Search } from './search.ts';

export type { ProjectProblem } from './problem.ts';

export interface ProjectResult {
  readonly starts: Int32Array;
  readonly makespan: number;
  /** Proved: no schedule has a shorter makespan. */
  readonly lowerBound: number;
  /** Passes of schedule generation. */
  readonly schedules: number;
  readonly endedBy: StopReason;
}

export interface ProjectHooks {
  onIncumbent?(starts: Int32Array, makespan: number, lowerBound: number): void;
  /** Schedules to begin from, one after the other, `activities` numbers each; all feasible. */
  readonly warmStarts?: Int32Array;
}

/** @throws RangeError where the precedence is cyclic or one activity alone needs more than a capacity. */
export function solveProject(problem: ProjectProblem, budget: Budget, hooks: ProjectHooks = {}): ProjectResult {
  const project = toProject(problem);
  const { unit } = project;
  const original = (starts: Int32Array) => starts.map((start) => start * unit);
  const search = new Search(project, budget, ({ starts, makespan, lowerBound }) =>
    hooks.onIncumbent?.(original(starts), makespan * unit, lowerBound * unit),
  );
  search.raiseBound(workBound(project));
  const warmStarts = splitWarmStarts(hooks.warmStarts, project);
  for (const starts of warmStarts) search.offer(starts, makespanOf(project, starts));
  const genetic = new Genetic(search, new Rng(budget.seed));
  if (search.makespan === Infinity) genetic.first();
  new Portfolio(search, genetic).run(warmStarts);
  return {
    starts: original(search.starts),
    makespan: search.makespan * unit,
    lowerBound: search.lowerBound * unit,
    schedules: search.schedules,
    endedBy: search.endedBy,
  };
}

/** In units of the project; a start between two units goes down, which keeps every rule. */
function splitWarmStarts(given: Int32Array | undefined, { activities, unit }: Project): Int32Array[] {
  if (given === undefined || activities === 0) return [];
  return Array.from({ length: Math.floor(given.length / activities) }, (_, k) =>
    given.slice(k * activities, (k + 1) * activities).map((start) => Math.floor(start / unit)),
  );
}

function makespanOf({ durations, tails }: Project, starts: Int32Array): number {
  return starts.reduce((most, start, i) => Math.max(most, start + durations[i] + tails[i]), 0);
}

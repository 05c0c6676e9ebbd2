/**
 * Multi-mode project scheduling: reduction, modes within the stocks, lower bound, then a genetic algorithm until the
 * bound is met or the budget is used up.
 */
import type { StopReason } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { lowerBoundOf } from './bound.ts';
import { Generator, newCandidate } from './generation.ts';
import { Genetic } from './genetic.ts';
import { Incumbent } from './incumbent.ts';
import { buildInstance } from './instance.ts';
import { findModes } from './mode-assignment.ts';
import type { ModesHooks, ModesProblem, ModesResult } from './problem.ts';
import { reduce } from './reduction.ts';
import { fromSchedule } from './warm-start.ts';

export type { ModesHooks, ModesProblem, ModesResult, ModesSchedule } from './problem.ts';

/**
 * @param budget - `maxIterations` counts generated schedules, one per pass; 0 gives the first schedule, or the warm start
 *   moved to its earliest times.
 */
export function solveModes(problem: ModesProblem, budget: Budget, hooks: ModesHooks = {}): ModesResult {
  const infeasible: ModesResult = { found: 'infeasible', lowerBound: 0, schedules: 0, endedBy: 'proof' };
  const reduction = reduce(problem);
  if (reduction === undefined) return infeasible;
  const instance = buildInstance(problem, reduction);
  const shouldStop = (): boolean => budget.shouldStop();
  const rng = new Rng(budget.seed);
  const incumbent = new Incumbent(problem, instance, hooks);
  incumbent.lowerBound = lowerBoundOf(instance, 0, shouldStop).makespan;
  if (incumbent.lowerBound === Infinity) return infeasible;

  const warm = hooks.warmStart && fromSchedule(problem, reduction, instance, hooks.warmStart);
  const first = warm ?? newCandidate(instance);
  if (warm === undefined) {
    const modes = findModes(instance, first, rng, budget.maxIterations, shouldStop);
    if (modes === 'infeasible') return infeasible;
    if (modes === 'unknown') return incumbent.result(0, budget.shouldStop() ? 'time' : 'iterations');
  }
  const generator = new Generator(instance);
  incumbent.offer(generator, first, generator.pass(first, 'forward', 0, rng));
  const bound = lowerBoundOf(instance, incumbent.makespan, shouldStop);
  incumbent.lowerBound = bound.makespan;

  let endedBy: StopReason = 'iterations';
  const done = (): boolean => {
    const { makespan, lowerBound } = incumbent;
    if (makespan <= lowerBound) endedBy = 'proof';
    else if (makespan < Infinity && makespan - lowerBound <= budget.gap * makespan) endedBy = 'gap';
    else if (generator.schedules > budget.maxIterations) endedBy = 'iterations';
    else if (budget.shouldStop()) endedBy = 'time';
    else return false;
    return true;
  };
  if (!done()) {
    const search = new Genetic(generator, first, bound.shares, rng);
    search.run({ done, offer: (candidate, makespan) => incumbent.offer(generator, candidate, makespan) }, first);
  }
  return incumbent.result(generator.schedules, endedBy);
}

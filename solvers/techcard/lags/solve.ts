/**
 * Shortest schedules under least and greatest lags and scarce resources: windows first, then a conflict-driven search,
 * and, where there is no schedule, what contradicts what.
 *
 * `budget.maxIterations` counts nodes: decisions and conflicts of the search.
 */
import type { StopReason } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { findPositiveCycle, longestPaths } from './closure.ts';
import { findOversized, shrinkConflict } from './conflict.ts';
import { isSchedule, type LagsProblem, type LagsResult, latestTime, makespanOf, sufficientHorizon } from './problem.ts';
import { Search } from './search.ts';

export type { LagsConflict, LagsProblem, LagsResult } from './problem.ts';

export interface LagsHooks {
  onIncumbent?(starts: Int32Array, makespan: number, lowerBound: number): void;
  /** A schedule to begin from; left aside where it breaks a rule. */
  readonly warmStart?: Int32Array;
}

/** Nodes that may go into making a conflict small. */
const conflictNodes = 200_000;

export function solveLags(problem: LagsProblem, budget: Budget, hooks: LagsHooks = {}): LagsResult {
  const obvious = findOversized(problem) ?? findPositiveCycle(problem);
  if (obvious !== undefined) return { found: 'infeasible', conflict: obvious, iterations: 0, endedBy: 'proof' };
  const sufficient = sufficientHorizon(problem);
  const { warmStart } = hooks;
  const given = warmStart !== undefined && isSchedule(problem, warmStart) ? warmStart : undefined;
  // A schedule that begins later than it must may end later than any horizon that is enough.
  const horizon = Math.min(Math.max(sufficient, given === undefined ? 0 : makespanOf(problem, given)), latestTime);
  const search = new Search(problem, horizon, longestPaths(problem));
  if (given !== undefined) search.offer(given);
  const end = search.run(budget.maxIterations, budget, hooks.onIncumbent);
  const iterations = search.nodes;
  const endedBy: StopReason = end === 'proof' ? 'proof' : end === 'nodes' ? 'iterations' : 'time';
  if (search.starts !== undefined) {
    const { starts, makespan } = search;
    const lowerBound = end === 'proof' ? makespan : Math.min(search.lowerBound, makespan);
    return {
      found: lowerBound === makespan ? 'optimal' : 'feasible',
      starts,
      makespan,
      lowerBound,
      iterations,
      endedBy,
    };
  }
  if (end === 'proof' && horizon >= sufficient) {
    const conflict = shrinkConflict(problem, horizon, budget, Math.min(conflictNodes, budget.maxIterations));
    return { found: 'infeasible', conflict, iterations, endedBy };
  }
  // A proof within a horizon that was cut to the range of times says only that any schedule is longer.
  return { found: 'unknown', lowerBound: end === 'proof' ? horizon + 1 : search.lowerBound, iterations, endedBy };
}

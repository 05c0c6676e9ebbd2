/** Plan kind `dispatch`: a shift of concrete, a hand-made plan checked, places for a new order, or rounds of vans. */
import type { DispatchPlan, DispatchProblem, DispatchWarmStart } from '../../models/dispatch.ts';
import type { SolveResult } from '../../models/result.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { checkDispatch } from './check.ts';
import { checkHandMade } from './hand-made.ts';
import { recommendPlaces } from './recommendations.ts';
import { solveRoundsProblem } from './rounds/solve.ts';
import { planShift } from './shift-plan.ts';

export interface DispatchRequest {
  readonly problem: DispatchProblem;
  readonly warmStart?: DispatchWarmStart;
}

export const dispatchSolver: KindSolver<DispatchRequest, DispatchPlan> = {
  prepare: async () => {},
  solve: ({ problem, warmStart }: DispatchRequest, budget: Budget): SolveResult<DispatchPlan> => {
    switch (problem.mode) {
      case 'plan':
        return planShift(problem, warmStart, budget);
      case 'check':
        return checkHandMade(problem);
      case 'recommend':
        return recommendPlaces(problem, budget);
      case 'rounds':
        return solveRoundsProblem(problem, warmStart, budget);
    }
  },
  check: checkDispatch,
  resumeFrom: ({ problem }, plan) => ({ problem, warmStart: warmStartOf(plan) }),
};

function warmStartOf(plan: DispatchPlan): DispatchWarmStart | undefined {
  if (plan.mode === 'plan')
    return {
      loads: plan.loads.map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) => ({
        order,
        truck,
        plant,
        dock,
        volumeM3,
        loadStart,
        unloadStart,
      })),
      rounds: [],
    };
  if (plan.mode === 'rounds')
    return {
      loads: [],
      rounds: plan.rounds.map(({ van, drops }) => ({ van, drops: drops.map(({ drop }) => drop) })),
    };
  return undefined;
}

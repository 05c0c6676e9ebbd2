/** Mode `recommend`. */
import type { DispatchRecommendations, DispatchRecommendProblem } from '../../models/dispatch.ts';
import type { FoundPlan } from '../../models/result.ts';
import type { Budget } from '../solver.ts';
import { unitOf } from './plan.ts';

export function recommendPlaces(
  problem: DispatchRecommendProblem,
  _budget: Budget,
): FoundPlan<DispatchRecommendations> {
  return {
    found: 'feasible',
    endedBy: 'proof',
    plan: { mode: 'recommend', objectiveUnit: unitOf(problem.objective.name), recommendations: [], unplaced: [] },
    objective: 0,
    statistics: { iterations: 0 },
  };
}

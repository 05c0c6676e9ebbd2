/** Mode `rounds`: search and bound over the request, and the plan that comes of it. */
import type { DispatchWarmStart } from '../../../models/dispatch.ts';
import type { DispatchRoundsPlan, DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import type { FoundPlan } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { Reporter } from '../reporter.ts';
import { costBound } from './bound.ts';
import type { RoundsPlan } from './model.ts';
import { denseRounds, kmPerVan, roundsPlanOf, routesOfWarmStart } from './request.ts';
import { costOf, solveRounds } from './rounds.ts';

const metresPerKm = 1000;

export function solveRoundsProblem(
  problem: DispatchRoundsProblem,
  warmStart: DispatchWarmStart | undefined,
  budget: Budget,
): FoundPlan<DispatchRoundsPlan> {
  const dense = denseRounds(problem);
  const { instance } = dense;
  const lowerBound = costBound(instance) / metresPerKm;
  const unit = problem.objective === 'distance' ? 'km' : `km, and ${kmPerVan} for each van`;
  const valued = (found: RoundsPlan) => {
    const plan = roundsPlanOf(dense, found);
    return { plan, objective: plan.terms.total, lowerBound: Math.min(lowerBound, plan.terms.total), unit };
  };
  let best: RoundsPlan | undefined;
  const reporter = new Reporter(budget, () => (best ? valued(best) : undefined));
  const isClose = () => best !== undefined && isWithin(best.cost / metresPerKm, lowerBound, budget.gap);
  let start: RoundsPlan | undefined;
  if (warmStart && warmStart.rounds.length > 0) {
    const routes = routesOfWarmStart(dense, warmStart);
    const served = new Set(routes.flat(2));
    const unserved = Array.from({ length: instance.stops }, (_, at) => at + 1).filter((node) => !served.has(node));
    start = { routes, unserved, cost: costOf(instance, routes) };
  }
  const { plan, iterations } = solveRounds(
    instance,
    { ...budget, shouldStop: () => budget.shouldStop() || isClose(), remainingMs: () => budget.remainingMs() },
    start,
    (found) => {
      best = found;
      reporter.improved();
    },
  );
  const result = valued(
    plan ?? best ?? { routes: problem.vans.map(() => []), unserved: allNodes(instance.stops), cost: 0 },
  );
  const { objective } = result;
  const proved = objective - lowerBound <= 1e-6 * Math.max(1, Math.abs(objective));
  return {
    ...result,
    found: proved ? 'optimal' : 'feasible',
    endedBy: proved ? 'proof' : isClose() ? 'gap' : iterations >= budget.maxIterations ? 'iterations' : 'time',
    statistics: { iterations },
  };
}

/** Whether a plan is as near to the bound as the caller wants; a proof always is. */
export function isWithin(objective: number, lowerBound: number, gap: number): boolean {
  return objective - lowerBound <= Math.max(1e-9, gap) * Math.max(1e-3, Math.abs(objective));
}

function allNodes(stops: number): number[] {
  return Array.from({ length: stops }, (_, at) => at + 1);
}

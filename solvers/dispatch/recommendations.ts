/** Mode `recommend`: the best places for new orders in a plan that stands, each order by itself. */
import type {
  DispatchRecommendation,
  DispatchRecommendations,
  DispatchRecommendProblem,
} from '../../models/dispatch.ts';
import type { FoundPlan } from '../../models/result.ts';
import type { Budget } from '../solver.ts';
import { type DenseShift, denseShift, placementsOf } from './dense.ts';
import { evaluate } from './evaluate.ts';
import { loadedFresh } from './fresh-loading.ts';
import { never, type Placement } from './instance.ts';
import { loadName, loadOf, unitOf } from './plan.ts';
import { type Recommendation, recommend } from './recommend.ts';
import { idealStarts, loadsByOrder, routesOf } from './routes.ts';
import { explainOrders } from './unplaced-report.ts';

const mostMsForReasons = 15;

export function recommendPlaces(problem: DispatchRecommendProblem, budget: Budget): FoundPlan<DispatchRecommendations> {
  const dense = denseShift(problem, []);
  const { instance } = dense;
  const present = placementsOf(problem, instance, dense, problem.loads);
  const costBefore = evaluate(instance, present).total;
  const { places, others } = problem.recommend;
  const recommendations: DispatchRecommendation[] = [];
  const without: number[] = [];
  let objective = 0;
  for (const id of new Set(problem.recommend.orders)) {
    const order = dense.orderIndex.get(id) ?? -1;
    const ways = recommend(instance, dense.construction, present, order, places, others)
      .map((way) => recommendationOf(dense, present, way, costBefore))
      .sort((a, b) => a.costIncrease - b.costIncrease);
    if (ways.length === 0) without.push(order);
    else objective += ways[0].costIncrease;
    ways.forEach((way, index) => {
      recommendations.push({ ...way, rank: index + 1 });
    });
  }
  return {
    found: 'feasible',
    endedBy: 'iterations',
    plan: {
      mode: 'recommend',
      objectiveUnit: unitOf(problem.objective.name),
      recommendations,
      unplaced: explainOrders(dense, present, without, forReasons(budget)),
    },
    objective,
    unit: unitOf(problem.objective.name),
    statistics: { iterations: 0 },
  };
}

/** A dispatcher waits for this answer: reasons have a share of the time, and a small one. */
function forReasons(budget: Budget): Budget {
  const from = budget.remainingMs();
  return { ...budget, shouldStop: () => budget.shouldStop() || from - budget.remainingMs() > mostMsForReasons };
}

function recommendationOf(
  dense: DenseShift,
  present: readonly Placement[],
  { placements, shifted }: Recommendation,
  costBefore: number,
): DispatchRecommendation {
  const { instance, problem } = dense;
  const others = present.slice();
  for (const { load, loading, unloading } of shifted) {
    const { loadStart, unloadStart } = present[load];
    others[load] = { ...present[load], loadStart: loadStart + loading, unloadStart: unloadStart + unloading };
  }
  const all = loadedFresh({ ...instance, fixed: others }, [...others, ...placements]);
  const routes = routesOf(instance, all);
  const { order } = placements[0];
  const own = loadsByOrder(instance, all)[order];
  const stagesOf = new Map(routes.flatMap(({ loads }) => loads.map((stages) => [stages.placement, stages])));
  const ideals = idealStarts(instance, own);
  const names = loadNames(dense, present);
  return {
    order: problem.orders[order].id,
    rank: 1,
    loads: own.flatMap((placement, index) => {
      const stages = stagesOf.get(placement);
      return stages ? [loadOf(dense, stages, index + 1, ideals[index])] : [];
    }),
    costIncrease: evaluate(instance, all, routes).total - costBefore,
    deviationMinutes: ideals[0] === -never ? 0 : (own[0].unloadStart - ideals[0]) / 60,
    shifted: shifted.map(({ load, loading, unloading }) => ({
      load: names.get(present[load]) ?? '',
      minutes: unloading / 60,
      loadingMinutes: loading / 60,
    })),
  };
}

function loadNames({ problem, instance }: DenseShift, placements: readonly Placement[]): Map<Placement, string> {
  return new Map(
    loadsByOrder(instance, placements).flatMap((loads, order) =>
      loads.map((load, index) => [load, loadName(problem.orders[order].id, index + 1)] as const),
    ),
  );
}

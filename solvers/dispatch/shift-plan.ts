/** Mode `plan`: the first plan, a bound, the search, and what to say of orders that it leaves out. */
import type { DispatchPlanProblem, DispatchShiftPlan, DispatchWarmStart } from '../../models/dispatch.ts';
import type { FoundPlan, StopReason } from '../../models/result.ts';
import type { Budget } from '../solver.ts';
import { lowerBound } from './bound.ts';
import { violationsOf } from './check.ts';
import { construct } from './construct.ts';
import { type DenseShift, denseShift, placementsOf } from './dense.ts';
import { evaluate } from './evaluate.ts';
import { loadedFresh } from './fresh-loading.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { scheduleOf, unitOf } from './plan.ts';
import { Reporter } from './reporter.ts';
import { isWithin } from './rounds/solve.ts';
import { Schedule } from './schedule.ts';
import { quickStart, search } from './search.ts';
import { withoutStanding } from './standing-bound.ts';
import { type Explained, explainPlan, unplacedInBrief } from './unplaced-report.ts';
import { loadWarmStart } from './warm-start.ts';

/** Share of the time for the bound, and for the questions that unplaced orders raise; neither more than `mostAsideMs`. */
const boundShare = 0.08;
const unplacedShare = 0.12;
const mostAsideMs = 2000;
/** Rounds of the bound where there is no clock. */
const boundRounds = 5;

/** Orders x trucks from which on the method's own plan is not built from nothing: that takes seconds there. */
const largeShift = 8000;

/** How often a plan is mended by what its explanation finds. */
const mostRounds = 20;

interface Best {
  /** Every order is served. */
  readonly whole: boolean;
  readonly placements: readonly Placement[];
  readonly cost: number;
}

export function planShift(
  problem: DispatchPlanProblem,
  warmStart: DispatchWarmStart | undefined,
  budget: Budget,
): FoundPlan<DispatchShiftPlan> {
  const dense = denseShift(problem, problem.fixed);
  const { instance } = dense;
  // Fixed loads may be driven where there is no way: that counts as no time, and not as all of it.
  const told = problem.fixed.length === 0 ? dense : denseShift(problem, problem.fixed, 0);
  const schedule = new Schedule(instance);
  const given = warmStart ? placementsOf(problem, instance, dense, warmStart.loads) : [];
  let best = finished(told, schedule.placements());
  const keep = (placements: readonly Placement[]): boolean => {
    const candidate = finished(told, placements);
    if (candidate.cost >= best.cost) return false;
    best = candidate;
    return true;
  };
  if (given.length > 0) {
    if (isCarriedOut(problem, warmStart)) keep(given);
    loadWarmStart(schedule, given);
    keep(schedule.placements());
  }
  // The first plan goes out with what is proved in milliseconds; once it is built there may be no time left.
  const boundable = withinRules(dense);
  let bound = boundable && lowerBound(boundable, { ...aside(budget, boundShare, 0), maxIterations: 0 });
  const planOf = ({ placements, cost }: Best, unplaced: Explained['unplaced']) => ({
    plan: {
      mode: 'plan' as const,
      ...scheduleOf(told, placements, bound && servedAtMostL(dense, bound.servedVolumeAtMostL, placements)),
      unplaced: [...unplaced],
    },
    objective: cost,
    lowerBound: bound && withinRounding(bound.lowerBound, cost),
    unit: unitOf(problem.objective.name),
  });
  const reporter = new Reporter(budget, () => planOf(best, unplacedInBrief(dense, best.placements)));
  // A plain greedy plan is there first; the method's own takes longer, and on large shifts only adds to it.
  const start = schedule.copy();
  quickStart(schedule, () => budget.shouldStop());
  if (keep(schedule.placements())) reporter.improved();
  const quick = { copy: schedule.copy(), cost: schedule.cost() };
  if (instance.orders * instance.trucks < largeShift) schedule.restore(start);
  construct(schedule, dense.construction, budget);
  if (schedule.cost() > quick.cost) schedule.restore(quick.copy);
  keep(schedule.placements());
  reporter.improved();

  bound = boundable && lowerBound(boundable, aside(budget, boundShare, boundRounds), bound);
  const provedCost = bound?.lowerBound ?? -Infinity;
  const isClose = () => bound !== undefined && isWithin(best.cost, provedCost, budget.gap);
  const forReasons = Math.min(mostAsideMs, unplacedShare * finite(budget.remainingMs()));
  let iterations = 0;
  if (!isClose()) {
    const shouldStop = () => {
      reporter.tick();
      return budget.shouldStop() || isClose() || budget.remainingMs() < (best.whole ? 0 : forReasons);
    };
    ({ iterations } = search(schedule, { ...budget, shouldStop }, (_cost, placements) => {
      if (keep(placements)) reporter.improved();
    }));
  }
  let explained = explainPlan(dense, best.placements, budget);
  // Whoever looks for what is in the way of an order may find that nothing is.
  for (let round = 0; round < mostRounds && explained.plans.some(keep); round++)
    explained = explainPlan(dense, best.placements, budget);
  const result = planOf(best, explained.unplaced);
  const proved = best.cost - provedCost <= 1e-9 * Math.max(1, Math.abs(best.cost));
  const ended: StopReason = iterations >= budget.maxIterations ? 'iterations' : 'time';
  return {
    ...result,
    found: proved ? 'optimal' : 'feasible',
    endedBy: proved ? 'proof' : isClose() ? 'gap' : ended,
    statistics: { iterations, ...bound?.statistics },
  };
}

/** A bound that floats have lifted a trifle above the cost is the cost; a wrong one stays to be seen. */
function withinRounding(lowerBound: number, cost: number): number {
  return lowerBound > cost && lowerBound - cost <= 1e-6 * Math.max(1, Math.abs(cost)) ? cost : lowerBound;
}

/** The plan with trucks loaded as late as they may, where that costs no more. */
function finished({ instance }: DenseShift, placements: readonly Placement[]): Best {
  const cost = evaluate(instance, placements).total;
  const fresh = loadedFresh(instance, placements);
  const freshCost = evaluate(instance, fresh).total;
  const whole = isWhole(instance, placements);
  return freshCost <= cost ? { placements: fresh, cost: freshCost, whole } : { placements, cost, whole };
}

/**
 * What bounds hold for: nothing where fixed loads break rules, for they may do what no plan does, and where trucks stand
 * somewhere after them; where they leave an order unfinished, all that may be served in part.
 */
function withinRules(dense: DenseShift): DispatchInstance | undefined {
  const { problem } = dense;
  const instance = withoutStanding(dense.instance);
  if (instance === undefined || instance.fixed.length === 0) return instance;
  const broken = violationsOf(problem, timedLoads(dense, instance.fixed));
  if (broken.some(({ rule }) => rule !== 'whole-order')) return undefined;
  const wholeOnly = instance.wholeOnly.slice();
  for (const { order } of instance.fixed) wholeOnly[order] = 0;
  return { ...instance, wholeOnly };
}

/** A plan to begin from counts with its own times only if it breaks no rule. */
function isCarriedOut(problem: DispatchPlanProblem, warmStart: DispatchWarmStart | undefined): boolean {
  const dense = denseShift(problem, warmStart?.loads ?? []);
  return violationsOf(problem, timedLoads(dense, dense.instance.fixed)).length === 0;
}

/** Placements as the checker takes them. */
export function timedLoads({ problem, instance }: DenseShift, placements: readonly Placement[]) {
  return placements.map(({ order, truck, plant, dock, volumeL, loadStart, unloadStart }) => ({
    order: problem.orders[order].id,
    truck: problem.trucks[truck].id,
    plant: problem.plants[plant].id,
    dock: dock - instance.dockFrom[plant],
    volumeM3: volumeL / 1000,
    loadStart,
    unloadStart,
  }));
}

/** Fixed loads may serve what no plan of the solver's could, and break rules with it: what is served is possible then. */
function servedAtMostL({ instance }: DenseShift, provedL: number, placements: readonly Placement[]): number {
  if (instance.fixed.length === 0) return provedL;
  const served = new Float64Array(instance.orders);
  for (const { order, volumeL } of placements) served[order] += volumeL;
  return Math.max(
    provedL,
    served.reduce((sum, litres, order) => sum + Math.min(litres, instance.volumeL[order]), 0),
  );
}

function isWhole(instance: DispatchInstance, placements: readonly Placement[]): boolean {
  const left = Int32Array.from(instance.volumeL);
  for (const { order, volumeL } of placements) left[order] -= volumeL;
  return left.every((litres) => litres <= 0);
}

/** A part of the budget: ends with its share of the time that is left or, where there is no clock, after so many iterations. */
function aside(budget: Budget, share: number, iterations: number): Budget {
  const from = budget.remainingMs();
  const most = Math.min(mostAsideMs, share * finite(from));
  return {
    ...budget,
    maxIterations: Number.isFinite(from) ? Infinity : iterations,
    shouldStop: () => budget.shouldStop() || from - budget.remainingMs() > most,
    remainingMs: () => Math.max(0, Math.min(budget.remainingMs(), most - (from - budget.remainingMs()))),
  };
}

const finite = (milliseconds: number): number => (Number.isFinite(milliseconds) ? milliseconds : 0);

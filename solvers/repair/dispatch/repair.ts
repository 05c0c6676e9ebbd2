/**
 * Mode `dispatch`: from the plan that runs, events and facts to options.
 *
 * First the plan as it can go on, what it lacks put back in the order of rescue: that is the first answer. Then the search
 * goes on from there with the weights of each option in turn, and once more with hired trucks; every plan found stands
 * for election under every name.
 */
import type { DispatchGivenLoad } from '../../../models/dispatch.ts';
import type { RepairDispatchPlan, RepairDispatchProblem, RepairWarmStart } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import type { FoundPlan, StopReason } from '../../../models/result.ts';
import { placementsOf } from '../../dispatch/dense.ts';
import { Reporter } from '../../dispatch/reporter.ts';
import { Schedule } from '../../dispatch/schedule.ts';
import { search } from '../../dispatch/search.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { amend } from './amend.ts';
import { Answer } from './answer.ts';
import { assess } from './assess.ts';
import { contextOf } from './context.ts';
import { ChangePrices } from './engine/change-prices.ts';
import { Filler } from './engine/filler.ts';
import { renote } from './engine/renote.ts';
import { searchAround } from './engine/search.ts';
import { keepRunning, putBack } from './engine/start.ts';
import { type Ground, groundOf } from './ground.ts';
import { hiredTrucks } from './hired.ts';
import { unchanged } from './unchanged.ts';
import { weightsOf } from './weights.ts';

/** In the order of their searches, with the share of what is left of the time (or iterations) for each. */
const phases: readonly (readonly [name: RepairOptionName, share: number])[] = [
  ['least-cost', 0.3],
  ['fewest-changes', 0.6],
  ['least-lateness', 0.5],
  ['hired-truck', 0.9],
];
/** Share for a search that asks for no price of changes, where something is left out: how much could be served at all. */
const serviceShare = 0.3;
/** Part of the time kept for the questions that unserved orders raise; at most so much. */
const reserveShare = 0.1;
const mostReserveMs = 1000;

export function repairDispatch(
  problem: RepairDispatchProblem,
  warmStart: RepairWarmStart | undefined,
  budget: Budget,
): FoundPlan<RepairDispatchPlan> {
  const amended = amend(problem);
  const context = contextOf(amended);
  if (!amended.touched) return unchanged(context);
  const { affected, clusters } = assess(context);
  const totalMs = budget.remainingMs();
  const answer = new Answer(context, { affected, clusters }, budget, totalMs);
  const reporter = new Reporter(budget, () => answer.incumbent());
  const shouldStop = () => budget.shouldStop();

  const ground = groundOf(amended, []);
  const s = new Schedule(ground.instance);
  keepRunning(s, ground.running);
  const rescueOrder = ordersToRescue(ground, affected);
  const prices = new ChangePrices(ground.running, weightsOf(problem, context.pointPrice, 'fewest-changes'));
  putBack(s, new Filler(s, prices, new Rng(budget.seed)), rescueOrder, () => false);
  answer.add(ground, s.placements());
  if (warmStart) takeGiven(answer, warmStart.loads, ground, () => groundOf(amended, hiredTrucks(amended)));
  reporter.improved();
  const start = s.copy();

  let left = budget.maxIterations;
  let iterations = 0;
  const reserveMs = Math.min(mostReserveMs, reserveShare * totalMs);
  const pricesOf = (on: Ground, name: RepairOptionName) => {
    const service = name === 'fewest-changes' ? answer.serviceToKeep(on) : undefined;
    return new ChangePrices(on.running, weightsOf(problem, context.pointPrice, name), service);
  };
  const searchOn = (
    on: Ground,
    schedule: Schedule,
    name: RepairOptionName,
    share: number,
    phasePrices = pricesOf(on, name),
  ) => {
    const fromMs = budget.remainingMs();
    const phaseMs = Number.isFinite(fromMs) ? share * Math.max(0, fromMs - reserveMs) : Infinity;
    const isOver = () => {
      reporter.tick();
      return budget.shouldStop() || fromMs - budget.remainingMs() > phaseMs;
    };
    const limits = {
      seed: budget.seed,
      maxIterations: Number.isFinite(left) ? Math.ceil(share * left) : left,
      shouldStop: isOver,
    };
    const { rippleMinutes, perimeterMinutes } = problem.zone;
    const zones = {
      rippleTo: amended.now + Math.round(rippleMinutes * 60),
      perimeterTo: amended.now + Math.round(perimeterMinutes * 60),
    };
    const found = searchAround(schedule, phasePrices, zones, limits, () => {
      answer.keep(name, on, schedule);
      reporter.improved();
    });
    answer.noteZone(found.zone);
    left -= found.iterations;
    iterations += found.iterations;
    answer.keep(name, on, schedule);
    answer.settle(name);
  };

  const searchService = (schedule: Schedule) => {
    const fromMs = budget.remainingMs();
    const phaseMs = Number.isFinite(fromMs) ? serviceShare * Math.max(0, fromMs - reserveMs) : Infinity;
    const shouldStop = () => {
      reporter.tick();
      return budget.shouldStop() || fromMs - budget.remainingMs() > phaseMs;
    };
    const maxIterations = Number.isFinite(left) ? Math.ceil(serviceShare * left) : left;
    const found = search(schedule, { ...budget, maxIterations, shouldStop }, () => {});
    left -= found.iterations;
    iterations += found.iterations;
    renote(schedule, pricesOf(ground, 'least-cost'));
    answer.add(ground, schedule.placements());
  };

  for (const [name, share] of phases) {
    if (budget.shouldStop() || left <= 0) break;
    if (!problem.options.includes(name) && name !== 'least-cost') continue;
    if (name !== 'hired-truck') {
      const phasePrices = pricesOf(ground, name);
      s.restore(betterStart(s, start, s.copy(), phasePrices));
      searchOn(ground, s, name, share, phasePrices);
      if (name === 'least-cost' && isShort(s)) searchService(s);
      continue;
    }
    const hired = answer.isPerfect() ? [] : hiredTrucks(amended);
    if (hired.length === 0) continue;
    const withHired = groundOf(amended, hired);
    const other = new Schedule(withHired.instance);
    keepRunning(other, withHired.running);
    const fillPrices = new ChangePrices(withHired.running, weightsOf(problem, context.pointPrice, name));
    putBack(other, new Filler(other, fillPrices, new Rng(budget.seed)), rescueOrder, shouldStop);
    searchOn(withHired, other, name, share);
  }
  const valued = answer.final();
  const ended: StopReason = iterations >= budget.maxIterations ? 'iterations' : 'time';
  const proved =
    valued.lowerBound !== undefined && valued.objective <= valued.lowerBound + 1e-9 * Math.abs(valued.objective);
  return {
    ...valued,
    found: proved ? 'optimal' : 'feasible',
    endedBy: proved ? 'proof' : ended,
    statistics: { iterations },
  };
}

/** Orders that lack something, the most urgent first: what the rescue names, then the rest as listed. */
function ordersToRescue({ dense }: Ground, affected: readonly { readonly order: string }[]): number[] {
  const named = affected.flatMap(({ order }) => dense.orderIndex.get(order) ?? []);
  return [...new Set([...named, ...dense.orderIndex.values()])];
}

/** Whether some order lacks something. */
function isShort({ instance, servedL }: Schedule): boolean {
  for (let order = 0; order < instance.orders; order++) if (servedL[order] < instance.volumeL[order]) return true;
  return false;
}

/** Of two states the one that is better by some prices. */
function betterStart(s: Schedule, one: Int32Array, other: Int32Array, prices: ChangePrices): Int32Array {
  s.restore(one);
  const ofOne = prices.total(s);
  s.restore(other);
  return ofOne < prices.total(s) ? one : other;
}

/** An earlier answer, with hired trucks or without, if it still is a plan of the shift; its times are kept. */
function takeGiven(answer: Answer, loads: readonly DispatchGivenLoad[], own: Ground, withHired: () => Ground): void {
  if (loads.length === 0) return;
  const { trucks } = own.dense.problem;
  const ids = new Set(trucks.map(({ id }) => id));
  const ground = loads.every(({ truck }) => ids.has(truck)) ? own : withHired();
  const { dense, instance } = ground;
  const isKnown = ({ order, truck, plant }: DispatchGivenLoad) =>
    dense.orderIndex.has(order) && dense.truckIndex.has(truck) && dense.plantIndex.has(plant);
  if (loads.every(isKnown)) answer.addGiven(ground, placementsOf(dense.problem, instance, dense, loads));
}

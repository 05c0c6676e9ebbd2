/**
 * What a dispatcher is told of orders that a final plan leaves out, wholly or in part: which rules are in the way, the
 * smallest single changes that would let them in, each verified by a real insertion, and the earliest time at which
 * they could begin. Most valuable orders first, as far as time goes.
 */
import type { Budget } from '../solver.ts';
import type { ConstructionData } from './construction-data.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { unservedCostOf } from './schedule/cost.ts';
import { Schedule } from './schedule.ts';
import { Attempts } from './unplaced/attempt.ts';
import { windowLater } from './unplaced/changed-shift.ts';
import { bindingReasons, plainReasons, type Reason } from './unplaced/reasons.ts';
import type { Relaxation } from './unplaced/relaxation.ts';
import { Relaxations } from './unplaced/relaxations.ts';

export type { Reason } from './unplaced/reasons.ts';
export type { Relaxation } from './unplaced/relaxation.ts';

export interface Unplaced {
  readonly order: number;
  /** What is not served. */
  readonly volumeL: number;
  readonly reasons: readonly Reason[];
  readonly relaxations: readonly Relaxation[];
  /** Earliest start of its first unloading, were its window open-ended; absent where there is none, or no time was left. */
  readonly earliest?: number;
  /** The plan with it, where it fits as it is: the search had not tried, or it costs more than it saves. */
  readonly plan?: readonly Placement[];
}

const day = 24 * 3600;

/**
 * @param plan - the final plan, fixed loads included, without broken rules.
 * @param budget - `shouldStop` is asked before every insertion; orders not reached by then are told as not tried.
 * @param asked - tells the orders that anybody wants to know of.
 * @returns one entry for each order that is not wholly served, as listed.
 */
export function explainUnplaced(
  instance: DispatchInstance,
  data: ConstructionData,
  plan: readonly Placement[],
  budget: Budget,
  asked: (order: number) => boolean = () => true,
): Unplaced[] {
  const served = new Float64Array(instance.orders);
  for (const { order, volumeL } of plan) served[order] += volumeL;
  const costOf = (order: number) => unservedCostOf(instance, order, served[order]);
  const left = Array.from(served.keys()).filter((order) => served[order] < instance.volumeL[order] && asked(order));
  const attempts = new Attempts(instance, data, plan);
  const cost = costOfPlan(instance, plan);
  const dearestFirst = [...left].sort((a, b) => costOf(b) - costOf(a) || a - b);
  const found = new Map<number, WithReasons>();
  // Reasons of all come before what would help any: a reason is due to every order, and time may run out.
  for (const order of dearestFirst) {
    found.set(order, reasonsOf(attempts, instance, order, instance.volumeL[order] - served[order], cost, budget));
  }
  for (const order of dearestFirst) {
    const known = found.get(order)!;
    if (known.mayHelp && !budget.shouldStop()) found.set(order, withHelp(attempts, instance, known, budget));
  }
  return left.map((order) => found.get(order)!);
}

interface WithReasons extends Unplaced {
  /** Whether a change of the shift may let it in: rules are in its way that are not the request's own. */
  readonly mayHelp: boolean;
}

function reasonsOf(
  attempts: Attempts,
  instance: DispatchInstance,
  order: number,
  volumeL: number,
  cost: number,
  budget: Budget,
): WithReasons {
  const plain = plainReasons(instance, order);
  if (plain.length > 0) return { order, volumeL, reasons: plain, relaxations: [], mayHelp: false };
  const notTried: Reason = { code: 'not-tried', alone: true };
  if (budget.shouldStop()) return { order, volumeL, reasons: [notTried], relaxations: [], mayHelp: true };
  const fits = attempts.insertion(order, (shift) => shift);
  if (fits) {
    const reason: Reason = fits.cost < cost ? notTried : { code: 'costs-more-than-it-saves', alone: true };
    return { order, volumeL, reasons: [reason], relaxations: [], plan: fits.plan, mayHelp: false };
  }
  const reasons = bindingReasons(attempts, instance, order, () => budget.shouldStop());
  // Where nothing was left to drop, and still there was no place, it is the volume.
  const otherwise: Reason = budget.shouldStop() ? notTried : { code: 'volume-too-large', alone: true };
  return { order, volumeL, reasons: reasons.length > 0 ? reasons : [otherwise], relaxations: [], mayHelp: true };
}

function withHelp(attempts: Attempts, instance: DispatchInstance, known: WithReasons, budget: Budget): WithReasons {
  const { order, volumeL } = known;
  const stop = () => budget.shouldStop();
  const relaxations = new Relaxations(attempts, instance, order, volumeL, stop).all();
  const earliest = stop() ? undefined : attempts.insertion(order, windowLater(order, day, true))?.added[0].unloadStart;
  return { ...known, relaxations, earliest };
}

function costOfPlan(instance: DispatchInstance, plan: readonly Placement[]): number {
  return new Schedule({ ...instance, fixed: plan }).cost();
}

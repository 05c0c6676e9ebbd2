/** How critical it is that a load is rescued, in the five dimensions of the source (5.2), each from 0 to 1. */

import type { z } from 'zod';
import type { RepairAffected } from '../../../models/repair.ts';
import { unservedCostOf } from '../../dispatch/schedule/cost.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { RepairContext } from './context.ts';
import type { RunningLoad } from './loads.ts';
import { isOnBoard, lifetimeOf, mixedAt, trucksFor } from './rescue-ways.ts';
import { priorityWeight } from './score.ts';

export type Criticality = z.infer<typeof RepairAffected>['criticality'];

/**
 * What each dimension counts. The source names the dimensions and no weights: the client and the concrete itself weigh most,
 * then money, then what the loss does to others, then how hard a substitute is to find (that is in the order of rescue too).
 */
const weights = { priority: 0.3, viability: 0.25, penalty: 0.2, logistics: 0.1, influence: 0.15 } as const;

const greatestWeight = 4;
/** A client with `vip` counts for no less. */
const vipPriority = 0.75;
/** So much of what is not mixed yet counts: tight concrete is a risk, and not yet a loss. */
const unmixedShare = 0.5;
/** So many loads behind it make half of the greatest influence. */
const halfInfluence = 4;

/** @param greatestPenalty - of the loads that are compared, units of the objective; more than 0. */
export function criticalityOf(context: RepairContext, load: RunningLoad, greatestPenalty: number): Criticality {
  const { shift } = context.amended;
  const order = shift.orders.find(({ id }) => id === load.order);
  if (!order) return nothing;
  const priority = Math.max(priorityWeight[order.priority] / greatestWeight, order.vip ? vipPriority : 0);
  const working = shift.trucks.filter((truck) => truck.working).length;
  const taking = trucksFor(context, load).length;
  const parts = {
    priority,
    viability: viabilityOf(context, load),
    penalty: Math.min(1, penaltyOf(context, load) / greatestPenalty),
    logistics: (order.difficulty + (working > 0 ? 1 - Math.min(1, taking / working) : 1)) / 2,
    influence: influenceOf(context, load),
  };
  const overall = Object.entries(weights).reduce(
    (sum, [name, weight]) => sum + weight * parts[name as keyof typeof parts],
    0,
  );
  return { ...parts, overall: Math.min(1, overall) };
}

/** Of a load of an order that is cancelled: there is nothing to be rescued. */
const nothing: Criticality = { priority: 0, viability: 0, penalty: 0, logistics: 0, influence: 0, overall: 0 };

/** Cost of leaving the load out of an order that is served otherwise. */
export function penaltyOf({ current }: RepairContext, { order, volumeM3 }: RunningLoad): number {
  const { instance, orderIndex } = current.dense;
  const index = orderIndex.get(order);
  if (index === undefined) return 0;
  return unservedCostOf(instance, index, Math.max(0, instance.volumeL[index] - litresIn(volumeM3)));
}

/** Of what is on board: share of its life that is over; of what is not: half of the share that the plan uses up. */
function viabilityOf(context: RepairContext, load: RunningLoad): number {
  const lifetime = Math.max(1, lifetimeOf(context, load.order));
  const { now } = context.amended;
  if (isOnBoard(context, load)) return Math.min(1, Math.max(0, (now - mixedAt(context, load)) / lifetime));
  const { actual } = load;
  return unmixedShare * Math.min(1, Math.max(0, (actual.unloadEnd - actual.loadStart) / lifetime));
}

/** Loads behind it on its truck and in its order, and all of an order that comes after that. */
function influenceOf({ amended }: RepairContext, load: RunningLoad): number {
  const followers = new Set(amended.shift.orders.flatMap(({ id, after }) => (after?.order === load.order ? [id] : [])));
  const behind = amended.loads.filter(
    (other) =>
      other.state === 'open' &&
      other.id !== load.id &&
      (followers.has(other.order) ||
        (other.truck === load.truck && other.loadStart > load.loadStart) ||
        (other.order === load.order && other.unloadStart > load.unloadStart)),
  ).length;
  return behind / (behind + halfInfluence);
}

/** What was promised to each order, in litres: by the plan that runs, by a change, or by a new order. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import { cancelledOrders, eventsOf } from './events.ts';
import { wantedOrders } from './orders-now.ts';
import type { RunningPlan } from './running.ts';

export interface Client {
  readonly order: string;
  readonly client?: string;
  /** By priority: 1, 2 or 4. */
  readonly weight: number;
  readonly promised: number;
  readonly isCancelled: boolean;
  readonly isAdded: boolean;
  /** A change lowered its volume. */
  readonly isLowered: boolean;
  /** It has loads in the plan that runs. */
  readonly wasPlanned: boolean;
}

/** Of an order, by its priority. */
export const weightOf = { normal: 1, high: 2, critical: 4 };

/** @returns by id, every order of the request and of its events, cancelled ones included. */
export function clientsOf({ problem, loads }: RunningPlan): Map<string, Client> {
  const before = new Map(problem.shift.orders.map(({ id, volumeM3 }) => [id, litresOf(volumeM3)]));
  const cancelled = cancelledOrders(problem);
  const changed = new Set(eventsOf(problem.events, 'order-changed').map(({ order }) => order));
  const planned = new Map<string, number>();
  for (const { order, litres } of loads) planned.set(order, (planned.get(order) ?? 0) + litres);
  const clients = new Map<string, Client>();
  for (const [id, { client, priority, volumeM3 }] of wantedOrders(problem)) {
    const wanted = litresOf(volumeM3);
    const first = before.get(id);
    const wasPlanned = planned.has(id);
    let promised = wanted;
    if (first !== undefined) {
      promised = Math.min(first, planned.get(id) ?? 0);
      const servedWholly = promised === first;
      if (changed.has(id) && (wanted < promised || (wanted > first && servedWholly))) promised = wanted;
    }
    if (cancelled.has(id)) promised = 0;
    clients.set(id, {
      ...{ order: id, client, weight: weightOf[priority], promised, isCancelled: cancelled.has(id) },
      ...{ isAdded: first === undefined, isLowered: first !== undefined && wanted < first, wasPlanned },
    });
  }
  return clients;
}

/** Litres that an order of the shift gets: of what its loads hold, no more than it is. */
export function servedOf(shift: DispatchPlanProblem, loads: readonly { order: string; volumeM3: number }[]) {
  const held = new Map<string, number>();
  for (const { order, volumeM3 } of loads) held.set(order, (held.get(order) ?? 0) + litresOf(volumeM3));
  return new Map(shift.orders.map(({ id, volumeM3 }) => [id, Math.min(litresOf(volumeM3), held.get(id) ?? 0)]));
}

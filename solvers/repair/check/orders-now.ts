/** Orders of the shift as it is now: changed, added, cancelled, and what their fixed loads ask of them. */
import type { DispatchOrder } from '../../../models/dispatch.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import { cancelledOrders, eventsOf } from './events.ts';
import { type FixedLoad, litresByOrder } from './fixed-now.ts';

/** Orders as clients want them now, before what their fixed loads ask of them; cancelled ones included. */
export function wantedOrders({ shift, events }: RepairDispatchProblem): Map<string, DispatchOrder> {
  const added = eventsOf(events, 'order-added').map(({ order }) => order);
  const orders = new Map([...shift.orders, ...added].map((order) => [order.id, order]));
  for (const { order, to } of eventsOf(events, 'order-changed')) {
    const named = Object.fromEntries(Object.entries(to).filter(([, value]) => value !== undefined));
    const before = orders.get(order);
    if (before) orders.set(order, { ...before, ...named });
  }
  return orders;
}

export function ordersNow(problem: RepairDispatchProblem, fixed: readonly FixedLoad[]): DispatchOrder[] {
  const held = litresByOrder(fixed);
  const cancelled = cancelledOrders(problem);
  const wanted = [...wantedOrders(problem).values()];
  const orders = wanted.filter(({ id }) => !cancelled.has(id) || held.has(id));
  if (orders.length === 0) return [forNobody(wanted.at(-1)!)];
  const transferred = new Set(fixed.filter(({ isTransfer }) => isTransfer).map(({ order }) => order));
  const kept = new Set(orders.map(({ id }) => id));
  return orders.map((order) => {
    const { after, ...rest } = order;
    const follower: DispatchOrder = after && kept.has(after.order) ? { ...order } : rest;
    if (transferred.has(order.id)) follower.onePlant = false;
    const litres = held.get(order.id);
    return litres === undefined ? follower : begun(follower, litres, cancelled.has(order.id));
  });
}

/** An order that has fixed loads may end with them, and cannot be smaller. */
function begun(order: DispatchOrder, litres: number, isCancelled: boolean): DispatchOrder {
  const [held, wanted] = [litres / 1000, order.volumeM3];
  const isGreater = litres > litresOf(wanted);
  let volumeM3 = isGreater ? held : wanted;
  if (order.fullTrucks) volumeM3 = isCancelled && !isGreater ? held : wanted;
  else if (isCancelled) volumeM3 = held;
  return { ...inPart(order), volumeM3 };
}

/** Outsourcing is for whole orders. */
function inPart({ unserved, ...order }: DispatchOrder): DispatchOrder {
  if (!unserved) return { ...order, partial: true };
  const { fixed, perM3 } = unserved;
  return { ...order, partial: true, unserved: { fixed, perM3 } };
}

/** A shift has an order at least; nobody can serve this one. */
function forNobody({ after: _after, ...order }: DispatchOrder): DispatchOrder {
  return { ...inPart(order), trucks: [] };
}

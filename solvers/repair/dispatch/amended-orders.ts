/** Orders of the shift as it is now: changed, added, cancelled, and those with loads that stay. */
import type { DispatchOrder } from '../../../models/dispatch.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { Situation } from './situation.ts';
import type { StandingLoad } from './standing.ts';

/** As the clients want them now; cancelled ones are still among them. */
export function wantedOrders({ shift, events }: RepairDispatchProblem): DispatchOrder[] {
  const orders = new Map(shift.orders.map((order) => [order.id, order]));
  for (const event of events) {
    if (event.type === 'order-added') orders.set(event.order.id, event.order);
    else if (event.type === 'order-changed') {
      const order = orders.get(event.order);
      if (order) orders.set(order.id, { ...order, ...event.to });
    }
  }
  return [...orders.values()];
}

/** @param fixed - all loads that stay. */
export function amendedOrders({ problem, cancelled }: Situation, fixed: readonly StandingLoad[]): DispatchOrder[] {
  const heldLitres = new Map<string, number>();
  for (const { order, volumeM3 } of fixed) heldLitres.set(order, (heldLitres.get(order) ?? 0) + litresIn(volumeM3));
  const remaining = wantedOrders(problem).filter(({ id }) => !cancelled.has(id) || heldLitres.has(id));
  const present = new Set(remaining.map(({ id }) => id));
  return remaining.map((order) => {
    const { after, ...rest } = order;
    const amended = after && present.has(after.order) ? order : rest;
    const held = heldLitres.get(order.id);
    return held === undefined ? amended : begun(amended, held, cancelled.has(order.id));
  });
}

/** An order with loads that stay, of so many litres. */
function begun(order: DispatchOrder, heldLitres: number, isCancelled: boolean): DispatchOrder {
  const wanted = litresIn(order.volumeM3);
  const least = order.fullTrucks ? wanted : Math.max(wanted, heldLitres);
  const litres = isCancelled ? Math.min(heldLitres, least) : least;
  const amended = { ...order, volumeM3: litres === wanted ? order.volumeM3 : litres / 1000, partial: true };
  if (!order.unserved) return amended;
  const { outsourcing: _, ...unserved } = order.unserved;
  return { ...amended, unserved };
}

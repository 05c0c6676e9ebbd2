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

/**
 * @param fixed - all loads that stay.
 * @param transferred - orders that get a load out of a truck that is stuck.
 */
export function amendedOrders(
  { problem, cancelled }: Situation,
  fixed: readonly StandingLoad[],
  transferred: ReadonlySet<string>,
): DispatchOrder[] {
  const heldLitres = litresByOrder(fixed);
  const wanted = wantedOrders(problem);
  const remaining = wanted.filter(({ id }) => !cancelled.has(id) || heldLitres.has(id));
  // A shift has an order; nobody serves this one.
  if (remaining.length === 0) return wanted.slice(-1).map((order) => ({ ...inPart(withoutAfter(order)), trucks: [] }));
  const present = new Set(remaining.map(({ id }) => id));
  return remaining.map((order) => {
    const alone = order.after && !present.has(order.after.order) ? withoutAfter(order) : order;
    const held = heldLitres.get(order.id);
    const amended = held === undefined ? alone : begun(alone, held, cancelled.has(order.id));
    return transferred.has(order.id) ? { ...amended, onePlant: false } : amended;
  });
}

export function litresByOrder(loads: readonly StandingLoad[]): Map<string, number> {
  const litres = new Map<string, number>();
  for (const { order, volumeM3 } of loads) litres.set(order, (litres.get(order) ?? 0) + litresIn(volumeM3));
  return litres;
}

/** An order with loads that stay, of so many litres. */
function begun(order: DispatchOrder, heldLitres: number, isCancelled: boolean): DispatchOrder {
  const wanted = litresIn(order.volumeM3);
  const least = order.fullTrucks ? wanted : Math.max(wanted, heldLitres);
  const litres = isCancelled ? Math.min(heldLitres, least) : least;
  return inPart({ ...order, volumeM3: litres === wanted ? order.volumeM3 : litres / 1000 });
}

/** May be served in part, so that what has begun can be left. */
function inPart(order: DispatchOrder): DispatchOrder {
  if (!order.unserved) return { ...order, partial: true };
  const { outsourcing: _, ...unserved } = order.unserved;
  return { ...order, partial: true, unserved };
}

function withoutAfter({ after: _, ...order }: DispatchOrder): DispatchOrder {
  return order;
}

/** Figures that a plan after an event is compared by. */
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';

const weights = { normal: 1, high: 2, critical: 4 } as const;

/** m3 that are served, an order's at most its volume, times the weight of its priority. */
export function servedWeighted(shift: DispatchPlanProblem, { orders }: Pick<DispatchShiftPlan, 'orders'>): number {
  const weightOf = new Map(shift.orders.map(({ id, priority }) => [id, weights[priority]]));
  return orders.reduce((sum, { order, servedM3 }) => sum + weightOf.get(order)! * servedM3, 0);
}

/** The same of what was fixed before anything was planned. */
export function fixedWeighted({ orders, fixed }: DispatchPlanProblem): number {
  const volumes = Map.groupBy(fixed, ({ order }) => order);
  return orders.reduce((sum, { id, priority, volumeM3 }) => {
    const loads = volumes.get(id) ?? [];
    const brought = loads.reduce((volume, load) => volume + (load.volumeM3 ?? 0), 0);
    return sum + weights[priority] * Math.min(volumeM3, brought);
  }, 0);
}

/** Of what another plan serves; 1 where that is nothing. */
export function shareOf(served: number, ofOther: number): number {
  return ofOther < 1e-9 ? 1 : served / ofOther;
}

/**
 * Of the open loads that the event does not touch (on its truck, of its order, from its plant, on the road in its hours and area): how many
 * are in the plan with the same truck, plant and both times.
 * @param loads - of the plan that runs; `openIds` are those of them that were free to change.
 * @returns null for several events, and where it names them all.
 */
export function identicalShare(
  { shift, events }: Pick<RepairDispatchProblem, 'shift' | 'events'>,
  loads: readonly RunningLoad[],
  openIds: readonly string[],
  plan: Pick<DispatchShiftPlan, 'loads'>,
): number | null {
  if (events.length !== 1) return null;
  const open = new Set(openIds);
  const untouched = loads.filter((load) => open.has(load.id) && !isHit(shift, events[0], load, loads));
  if (untouched.length === 0) return null;
  const keyOf = ({ order, truck, plant }: RunningLoad | DispatchShiftPlan['loads'][number], ...times: number[]) =>
    JSON.stringify([order, truck, plant, ...times]);
  const there = new Set(
    plan.loads.map((load) => keyOf(load, secondsOf(shift, load.loadStart), secondsOf(shift, load.unloadStart))),
  );
  const same = untouched.filter((load) => there.has(keyOf(load, load.loadStart, load.unloadStart)));
  return same.length / untouched.length;
}

function isHit(
  shift: DispatchPlanProblem,
  event: RepairDispatchProblem['events'][number],
  load: RunningLoad,
  loads: readonly RunningLoad[],
): boolean {
  switch (event.type) {
    case 'truck-out':
    case 'truck-down':
    case 'accident':
      return load.truck === event.truck;
    case 'unload-delay': {
      const [order] = event.load.split(/\/(?=\d+$)/);
      return load.order === order || loads.some(({ id, truck }) => id === event.load && truck === load.truck);
    }
    case 'order-cancelled':
    case 'order-changed':
      return load.order === event.order;
    case 'plant-stop':
      return load.plant === event.plant;
    case 'traffic': {
      // The way to the plant and home is slower too; these are about as long as the way to the site.
      const way = load.unloadStart - load.loadStart;
      const from = secondsOf(shift, event.from ?? event.at ?? -Infinity);
      const until = secondsOf(shift, event.until);
      const site = shift.orders.find(({ id }) => id === load.order)?.place ?? '';
      const isThere = !event.places || event.places.includes(site);
      return isThere && load.loadStart - way < until && load.unloadStart + way > from;
    }
    case 'order-added':
    case 'truck-added':
      return false;
  }
}

/** Events of a scenario file, their targets found, in the terms of a repair request. */
import type { Moment } from '../../../models/common.ts';
import type { DispatchOrder, DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairEvent, RepairEventType } from '../../../models/repair-events.ts';
import type { RunningLoad } from './running-loads.ts';
import type { Happening } from './scenario.ts';
import type { ScenarioEvent } from './scenarios-file.ts';
import { loadToHit, orderToHit, type PlanAt, truckToCopy, truckToHit } from './targets.ts';

/**
 * Minutes on the clock of the base instance are minutes from second 0 of its request: the readers of the published sets
 * count from the midnight before. Targets are those of the plan at the time of each event; what is known of all of them is
 * known at the time of the last one.
 */
export function happeningOf(
  events: readonly ScenarioEvent[],
  problem: DispatchPlanProblem,
  loads: readonly RunningLoad[],
): Happening {
  return {
    now: Math.max(...events.map(({ at }) => seconds(at))),
    events: events.map((event, index) => repairEvent(event, index, { problem, loads, at: seconds(event.at) })),
  };
}

export function typeOf(event: ScenarioEvent): RepairEventType {
  switch (event.type) {
    case 'truck_breakdown':
      return event.duration_min === undefined ? 'truck-out' : 'truck-down';
    case 'unload_delay':
      return 'unload-delay';
    case 'travel_time_factor':
      return 'traffic';
    case 'order_cancel':
      return 'order-cancelled';
    case 'order_volume_change':
      return 'order-changed';
    case 'order_new':
      return 'order-added';
    case 'truck_new':
      return 'truck-added';
  }
}

function repairEvent(
  event: ScenarioEvent,
  index: number,
  plan: PlanAt & { problem: DispatchPlanProblem },
): RepairEvent {
  const { at, problem } = plan;
  switch (event.type) {
    case 'truck_breakdown': {
      // Everything that started before the event is frozen, also what is on board of the truck.
      const hit = { truck: truckToHit(event.truck, plan).id, at, onBoard: 'delivered' } as const;
      return event.duration_min === undefined
        ? { type: 'truck-out', ...hit }
        : { type: 'truck-down', ...hit, until: at + seconds(event.duration_min) };
    }
    case 'unload_delay':
      return { type: 'unload-delay', load: loadToHit(event.load, plan).id, minutes: event.extra_min, at };
    case 'travel_time_factor':
      return { type: 'traffic', factor: event.factor, from: at, until: at + seconds(event.duration_min), at };
    case 'order_cancel':
      return { type: 'order-cancelled', order: orderToHit(event.order, plan).id, at };
    case 'order_volume_change': {
      const { id, volumeM3 } = orderToHit(event.order, plan);
      return {
        type: 'order-changed',
        order: id,
        at,
        to: { volumeM3: Math.round(volumeM3 * event.factor * 1000) / 1000 },
      };
    }
    case 'order_new': {
      const copied = orderToHit(event.copy_of, plan);
      const order = copyOfOrder(problem, copied, newId(problem.orders, index), seconds(event.window_shift_min));
      return { type: 'order-added', order, at };
    }
    case 'truck_new': {
      const truck = copyOfTruck(problem, truckToCopy(event.copy_of, plan), newId(problem.trucks, index), at);
      return { type: 'truck-added', truck, at };
    }
  }
}

/** Demand, place and window of an order, and what else it asks for; it follows no other one. */
export function copyOfOrder(
  problem: DispatchPlanProblem,
  { after: _, ...order }: DispatchOrder,
  id: string,
  shift: number,
): DispatchOrder {
  const later = (moment: Moment) => secondsOf(problem, moment) + shift;
  const { window, ideal, latestFirst } = order;
  return {
    ...order,
    id,
    ...(window === undefined ? {} : { window: { ...window, from: later(window.from), to: later(window.to) } }),
    ...(ideal === undefined ? {} : { ideal: later(ideal) }),
    ...(latestFirst === undefined ? {} : { latestFirst: later(latestFirst) }),
  };
}

/** A truck that begins where the other one does, not before `from`; where the other's shift is over then, with one as long. */
export function copyOfTruck(
  problem: DispatchPlanProblem,
  truck: DispatchTruck,
  id: string,
  from: number,
): DispatchTruck {
  const shift = truck.shift ?? { from: 0, to: problem.shiftMinutes * 60 };
  const [begin, end] = [secondsOf(problem, shift.from), secondsOf(problem, shift.to)];
  const free = Math.max(begin, from);
  return { ...truck, id, shift: { from: free, to: end > free ? end : free + end - begin } };
}

/** An id that none of them has, for the event of this index. */
export function newId(taken: readonly { readonly id: string }[], index: number): string {
  for (let name = `new-${index + 1}`; ; name += '-new') if (!taken.some(({ id }) => id === name)) return name;
}

const seconds = (minutes: number) => Math.round(minutes * 60);

/** Events of a repair request by what they hit, in seconds. */
import type { DispatchTravel } from '../../../models/dispatch-travel.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RepairEvent, RepairEventType } from '../../../models/repair-events.ts';
import { secondsOfMinutes } from '../../dispatch/check/facts.ts';

/** A truck that is out, down or had an accident. */
export interface Halt {
  readonly type: 'truck-out' | 'truck-down' | 'accident';
  readonly at: number;
  /** Infinity: until the end of the shift. */
  readonly until: number;
  readonly onBoard: 'auto' | 'delivered' | 'stuck';
}

const accidentSeconds = 2 * 3600;

/** @returns the halts of each truck, the earliest first. */
export function haltsOf(problem: RepairDispatchProblem): Map<string, Halt[]> {
  const { shift } = problem;
  const halts = new Map<string, Halt[]>();
  for (const event of problem.events) {
    if (event.type !== 'truck-out' && event.type !== 'truck-down' && event.type !== 'accident') continue;
    const { type, truck, onBoard } = event;
    const at = secondsOf(shift, event.at ?? problem.now);
    let until = Infinity;
    if (type === 'truck-down') until = secondsOf(shift, event.until);
    else if (type === 'accident')
      until = event.until === undefined ? at + accidentSeconds : secondsOf(shift, event.until);
    const ofTruck = halts.get(truck) ?? [];
    ofTruck.push({ type, at, until, onBoard });
    halts.set(truck, ofTruck);
  }
  for (const ofTruck of halts.values()) ofTruck.sort((one, other) => one.at - other.at);
  return halts;
}

/** @returns by load, the seconds by which its unloading is delayed. */
export function delaysOf({ events }: RepairDispatchProblem): Map<string, number> {
  const delays = new Map<string, number>();
  for (const event of eventsOf(events, 'unload-delay'))
    delays.set(event.load, (delays.get(event.load) ?? 0) + secondsOfMinutes(event.minutes));
  return delays;
}

export const cancelledOrders = ({ events }: RepairDispatchProblem): ReadonlySet<string> =>
  new Set(eventsOf(events, 'order-cancelled').map(({ order }) => order));

/** @returns travel with the traffic of the events behind that of the request. */
export function travelNow({ shift, now, events }: RepairDispatchProblem): DispatchTravel {
  const added = eventsOf(events, 'traffic').map(({ from = now, until, factor, places }) => ({
    ...{ from: secondsOf(shift, from), to: secondsOf(shift, until), factor },
    ...(places ? { places } : {}),
  }));
  return { ...shift.travel, traffic: [...shift.travel.traffic, ...added] };
}

export function eventsOf<Type extends RepairEventType>(
  events: readonly RepairEvent[],
  type: Type,
): Extract<RepairEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<RepairEvent, { type: Type }> => event.type === type);
}

/** Reaction times, milliseconds; `docs/repair-rules.md`. */
const limits: Readonly<Record<RepairEventType, number>> = {
  'truck-out': 120_000,
  'unload-delay': 180_000,
  'truck-down': 300_000,
  traffic: 300_000,
  'plant-stop': 300_000,
  'order-cancelled': 120_000,
  'order-changed': 120_000,
  'order-added': 120_000,
  accident: 600_000,
  'truck-added': 420_000,
};

export const limitOf = ({ events }: RepairDispatchProblem): number =>
  events.reduce((least, { type }) => Math.min(least, limits[type]), 600_000);

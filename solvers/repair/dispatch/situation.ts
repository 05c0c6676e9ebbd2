/** Events and facts of a request by what they are about, in seconds; nothing is decided here. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RepairEvent, RepairFacts } from '../../../models/repair-events.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import { never } from '../../dispatch/instance.ts';
import { secondsIn } from '../../dispatch/units.ts';
import { Roads } from './roads.ts';

/** How long a truck is held up by an accident that does not say. */
const accidentSeconds = 2 * 3600;

/** `truck-out`, `truck-down` or `accident`. */
export interface Breakdown {
  /** Index of the event. */
  readonly event: number;
  readonly type: 'truck-out' | 'truck-down' | 'accident';
  readonly at: number;
  /** `never` where it is out for the shift. */
  readonly until: number;
  readonly onBoard: 'auto' | 'delivered' | 'stuck';
}

export interface Delay {
  /** Of the first event that names the load. */
  readonly event: number;
  /** Of all of them. */
  readonly seconds: number;
}

/** Moments are seconds from `shift.start`. */
export interface Situation {
  readonly problem: RepairDispatchProblem;
  readonly now: number;
  /** By truck, the earliest first. */
  readonly breakdowns: ReadonlyMap<string, readonly Breakdown[]>;
  /** Index of the event by order. */
  readonly cancelled: ReadonlyMap<string, number>;
  /** By load. */
  readonly delays: ReadonlyMap<string, Delay>;
  readonly factOfLoad: ReadonlyMap<string, RepairFacts['loads'][number]>;
  readonly factOfTruck: ReadonlyMap<string, RepairFacts['trucks'][number]>;
  /** The shift of the request. */
  readonly planned: DenseShift;
  /** With the traffic as it is now. */
  readonly roads: Roads;
}

export function situationOf(problem: RepairDispatchProblem): Situation {
  const { shift, events, facts } = problem;
  const now = secondsOf(shift, problem.now);
  const breakdowns = new Map<string, Breakdown[]>();
  const cancelled = new Map<string, number>();
  const delays = new Map<string, Delay>();
  events.forEach((event, index) => {
    if (event.type === 'order-cancelled') {
      if (!cancelled.has(event.order)) cancelled.set(event.order, index);
    } else if (event.type === 'unload-delay') {
      const before = delays.get(event.load);
      const seconds = (before?.seconds ?? 0) + secondsIn(event.minutes);
      delays.set(event.load, { event: before?.event ?? index, seconds });
    } else if (event.type === 'truck-out' || event.type === 'truck-down' || event.type === 'accident') {
      const before = breakdowns.get(event.truck) ?? [];
      breakdowns.set(event.truck, [...before, breakdownOf(problem, event, index, now)]);
    }
  });
  for (const ofTruck of breakdowns.values()) ofTruck.sort((one, other) => one.at - other.at || one.event - other.event);
  // A leg without a way takes no time, as everywhere in the plan that runs.
  const planned = denseShift(shift, shift.fixed, 0);
  return {
    ...{ problem, now, breakdowns, cancelled, delays, planned },
    factOfLoad: new Map(facts.loads.map((fact) => [fact.load, fact])),
    factOfTruck: new Map(facts.trucks.map((fact) => [fact.truck, fact])),
    roads: new Roads({ ...shift, travel: travelNow(problem, now) }, planned.legs),
  };
}

function breakdownOf(
  { shift }: RepairDispatchProblem,
  event: Extract<RepairEvent, { type: Breakdown['type'] }>,
  index: number,
  now: number,
): Breakdown {
  const at = event.at === undefined ? now : secondsOf(shift, event.at);
  const ends = event.type === 'truck-out' ? undefined : event.until;
  const withoutEnd = event.type === 'truck-out' ? never : at + accidentSeconds;
  const until = ends === undefined ? withoutEnd : secondsOf(shift, ends);
  return { event: index, type: event.type, at, until, onBoard: event.onBoard };
}

/** Travel of the shift, with the traffic of the events behind what there is. */
export function travelNow({ shift, events }: RepairDispatchProblem, now: number) {
  const traffic = events.flatMap((event) => {
    if (event.type !== 'traffic') return [];
    const from = event.from === undefined ? now : secondsOf(shift, event.from);
    const { factor, places } = event;
    return { from, to: secondsOf(shift, event.until), factor, ...(places && { places }) };
  });
  return { ...shift.travel, traffic: [...shift.travel.traffic, ...traffic] };
}

/** From when on a truck starts nothing more as planned: now, or since it broke down. */
export function cutOf({ breakdowns, now }: Situation, truck: string): number {
  return Math.min(now, breakdowns.get(truck)?.[0].at ?? now);
}

/** Out until the end of the shift. */
export function isOut({ breakdowns }: Situation, truck: string): boolean {
  return (breakdowns.get(truck) ?? []).some(({ type }) => type === 'truck-out');
}

/** End of the last breakdown of a truck; undefined where it has none. */
export function downUntil({ breakdowns }: Situation, truck: string): number | undefined {
  const ofTruck = breakdowns.get(truck);
  return ofTruck && Math.max(...ofTruck.map(({ until }) => until));
}

/** The first breakdown of a truck that holds a load which was to be unloaded then. */
export function stuckBy(
  { breakdowns }: Situation,
  truck: string,
  unloadStart: number,
  unloadEnd: number,
): Breakdown | undefined {
  return breakdowns
    .get(truck)
    ?.find(({ at, onBoard }) => (onBoard === 'auto' && unloadStart > at) || (onBoard === 'stuck' && unloadEnd > at));
}

/** Whether a load that has started is not unloaded yet: now, or when its truck broke down. */
export function isOnBoard({ breakdowns, now }: Situation, truck: string, unloadStart: number): boolean {
  return unloadStart > (breakdowns.get(truck)?.[0].at ?? now);
}

/** On board, and nobody wants it any more. */
export function isUnwanted(
  situation: Situation,
  { order, truck }: { readonly order: string; readonly truck: string },
  unloadStart: number,
): boolean {
  return situation.cancelled.has(order) && isOnBoard(situation, truck, unloadStart);
}

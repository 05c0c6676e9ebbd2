/** Why a load is no more as planned, where an event or a fact hit it directly; what follows from other loads is not said here. */
import { secondsOf } from '../../../models/moments.ts';
import { siteArrival } from './actual-times.ts';
import type { Reason } from './loads.ts';
import { type Breakdown, downUntil, type Situation } from './situation.ts';
import type { RescueCase, StatedLoad } from './states.ts';

export function hitOf(situation: Situation, load: StatedLoad): Reason | undefined {
  const { rescue, state, order } = load;
  if (rescue) return caseReason(situation, rescue);
  if (state === 'gone')
    return {
      code: 'order-cancelled',
      message: `order ${order} is cancelled`,
      ...eventOf(situation.cancelled.get(order)),
    };
  if (state === 'under-way') return lateReason(situation, load);
  return state === 'open' ? openReason(situation, load) : undefined;
}

/** Of a load with concrete on board. */
export function caseReason({ cancelled, delays }: Situation, { load, why, breakdown }: RescueCase): Reason {
  const { id, truck, order } = load;
  if (why === 'stuck') return { ...brokenDown(truck, breakdown!), message: `load ${id} is stuck on truck ${truck}` };
  if (why === 'unwanted') {
    const message = `load ${id} is on board and order ${order} is cancelled`;
    return { code: 'order-cancelled', message, ...eventOf(cancelled.get(order)) };
  }
  const message = `load ${id} would be too old at the end of its unloading`;
  return { code: 'too-old', message, ...eventOf(delays.get(id)?.event) };
}

function lateReason(situation: Situation, load: StatedLoad): Reason | undefined {
  const { delays, factOfLoad, problem } = situation;
  const { id, actual, unloadStart, site } = load;
  const late = actual.unloadStart - unloadStart;
  if (late <= 0) return undefined;
  const by = minutesOf(late);
  const delay = delays.get(id);
  if (delay)
    return { code: 'truck-late', message: `unloading of load ${id} is put off by ${by}`, ...eventOf(delay.event) };
  if (factOfLoad.has(id)) return { code: 'truck-late', message: `load ${id} is known to be ${by} late` };
  if (siteArrival(situation, load, actual.loadStart) <= unloadStart)
    return { code: 'site-taken', message: `load ${id} waits ${by} until place ${site} is free` };
  const traffic = problem.events.findIndex(({ type }) => type === 'traffic');
  const message = `load ${id} arrives ${by} late, for the roads are slower`;
  return { code: 'road-slower', message, ...eventOf(traffic < 0 ? undefined : traffic) };
}

function openReason(situation: Situation, load: StatedLoad): Reason | undefined {
  const { breakdowns, now } = situation;
  const { id, truck, loadStart, stages } = load;
  const ofTruck = breakdowns.get(truck);
  const until = downUntil(situation, truck) ?? now;
  if (ofTruck && stages.leave < until) return brokenDown(truck, ofTruck.find((one) => one.until === until)!);
  const stopped = stopOf(situation, load);
  if (stopped) return stopped;
  if (loadStart < now) return { code: 'truck-late', message: `load ${id} is not loaded yet, as it should be` };
  return undefined;
}

function stopOf({ problem, planned }: Situation, { plant, loadStart }: StatedLoad): Reason | undefined {
  const event = problem.events.findIndex(
    (one) =>
      one.type === 'plant-stop' &&
      one.plant === plant &&
      (one.until === undefined || loadStart < secondsOf(planned.problem, one.until)),
  );
  return event < 0 ? undefined : { code: 'plant-stopped', message: `plant ${plant} is stopped`, event };
}

function brokenDown(truck: string, { type, event }: Breakdown): Reason {
  if (type === 'truck-out') return { code: 'truck-out', message: `truck ${truck} is out`, event };
  const what = type === 'accident' ? 'is held up by an accident' : 'is down';
  return { code: 'truck-late', message: `truck ${truck} ${what}`, event };
}

const eventOf = (event: number | undefined) => (event === undefined ? {} : { event });
const minutesOf = (seconds: number) => `${Math.round(seconds / 6) / 10} min`;

/** When trucks stand still because of an event: shaded on the charts of a repair. */
import { secondsOf } from '../../models/moments.ts';
import type { RepairDispatchProblem } from '../../models/repair.ts';
import { clockOf } from './clock.ts';
import { eventText } from './repair-words.ts';

/** Of an accident that does not say how long it holds up its truck. */
const accidentSeconds = 2 * 3600;

export interface TruckStop {
  readonly truck: string;
  /** Seconds from `start` of the shift; `until` is never before `from`. */
  readonly from: number;
  readonly until: number;
  readonly title: string;
}

/** @param end - of the chart, for trucks that are out for good. */
export function stopsOf(problem: RepairDispatchProblem, end: number): TruckStop[] {
  const { shift, now, events } = problem;
  const clock = clockOf(shift);
  return events.flatMap((event) => {
    if (event.type !== 'truck-out' && event.type !== 'truck-down' && event.type !== 'accident') return [];
    const from = secondsOf(shift, event.at ?? now);
    const until =
      event.type === 'truck-out'
        ? end
        : event.until === undefined
          ? from + accidentSeconds
          : secondsOf(shift, event.until);
    const title = eventText(problem, event, clock);
    return [{ truck: event.truck, from: Math.min(from, end), until: Math.min(end, Math.max(from, until)), title }];
  });
}

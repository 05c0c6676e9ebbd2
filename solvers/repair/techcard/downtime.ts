/** Down times as calendars: open day and night but for the time in which the resource, or a worker of it, is down. */
import { type CalendarConfig, secondsPerDay, weekdays } from '../../../models/calendar.ts';
import { originSeconds } from '../../../models/moments.ts';
import type { TechcardProblem } from '../../../models/techcard.ts';
import type { Downtime } from './running.ts';

/** The calendars and resources of the problem with its down times in them. */
export function withDowntimes(
  problem: TechcardProblem,
  downtimes: readonly Downtime[],
): Pick<TechcardProblem, 'calendars' | 'resources'> {
  const taken = new Set(problem.calendars.map(({ id }) => id));
  const calendars = [...problem.calendars];
  let resources = [...problem.resources];
  for (const down of downtimes) {
    const id = freeName(`down ${down.worker ?? down.resource}`, taken);
    calendars.push(calendarOf(id, originSeconds(problem), down));
    resources = resources.map((resource) => {
      if (resource.id !== down.resource) return resource;
      if (down.worker === undefined || resource.type !== 'workers')
        return { ...resource, calendars: [...resource.calendars, id] };
      const workers = resource.workers.map((worker) =>
        worker.id === down.worker ? { ...worker, calendars: [...worker.calendars, id] } : worker,
      );
      return { ...resource, workers };
    });
  }
  return { calendars, resources };
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted.slice(0, 110);
  for (let number = 2; taken.has(name); number++) name = `${wanted.slice(0, 110)} ${number}`;
  taken.add(name);
  return name;
}

function calendarOf(id: string, origin: number, down: Downtime): CalendarConfig {
  const [from, until] = [origin + down.from, origin + down.until];
  const first = Math.floor(from / secondsPerDay);
  const last = Math.ceil(until / secondsPerDay) - 1;
  const dayTypes: CalendarConfig['dayTypes'] = [{ id: 'open', shifts: [{ from: 0, to: secondsPerDay }] }];
  const exceptions = Array.from({ length: last - first + 1 }, (_, at) => {
    const day = first + at;
    const shifts = [
      { from: 0, to: Math.max(0, from - day * secondsPerDay) },
      { from: Math.min(secondsPerDay, until - day * secondsPerDay), to: secondsPerDay },
    ].filter((shift) => shift.from < shift.to);
    const dayType = ['down', ...shifts.map((shift) => `open ${shift.from}-${shift.to}`)].join(' ');
    if (!dayTypes.some((type) => type.id === dayType)) dayTypes.push({ id: dayType, shifts });
    return { date: new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10), dayType };
  });
  const week = Object.fromEntries(weekdays.map((day) => [day, 'open'])) as CalendarConfig['week'];
  return { id, timeZone: 'UTC', dayTypes, week, exceptions };
}

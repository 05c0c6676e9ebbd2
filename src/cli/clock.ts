/** The clock of a site: instants as people there read them, by the offset that the start of the problem carries. */
import type { Moment } from '../../models/common.ts';
import { originSeconds, secondsOf, type Timed } from '../../models/moments.ts';

const secondsPerDay = 86_400;

/** Minutes that the clock of an instant is ahead of UTC; 0 for `Z`. */
export function offsetMinutes(instant: string): number {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(instant);
  if (!offset) return 0;
  const [, sign, hours, minutes] = offset;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Seconds from the midnight before `start` to `start`, by the clock of the site. */
export function startOfDaySeconds(problem: Timed): number {
  const local = originSeconds(problem) + offsetMinutes(problem.start) * 60;
  return local - Math.floor(local / secondsPerDay) * secondsPerDay;
}

export type Clock = (moment: Moment) => string;

/** `07:05`; on the day after that of `start` `01:30+1`. */
export function clockOf(problem: Timed): Clock {
  const morning = startOfDaySeconds(problem);
  return (moment) => {
    const local = morning + secondsOf(problem, moment);
    const day = Math.floor(local / secondsPerDay);
    const minutes = Math.floor((local - day * secondsPerDay) / 60);
    const time = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
    return day === 0 ? time : `${time}${day > 0 ? '+' : ''}${day}`;
  };
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}

/**
 * Takes closed hours out of a melt calendar: a shift that they touch is cut into pieces that say which furnaces work.
 *
 * Shifts begin and end on whole minutes, so that what is cut is at most a minute too much at either end. A piece after
 * midnight belongs to the day that it begins. Where a day would have more shifts than the schema admits, or clocks are
 * changed within a shift that is cut, the furnaces concerned are out for all of the shift.
 */
import type { MeltCalendar, MeltShift } from '../../../models/melt.ts';
import { shiftMinutes } from '../../../models/melt-units.ts';
import { epochSeconds, offsetSeconds } from '../../melt/shifts.ts';
import type { Closure } from './closures.ts';

const mostShifts = 10;
const mostDays = 62;
const daySeconds = 86_400;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly furnaces: readonly string[];
}

interface Placed {
  readonly date: string;
  readonly shift: MeltShift;
}

/** @param furnaces - ids of all furnaces, in their order. */
export function closeHours(
  calendar: MeltCalendar,
  furnaces: readonly string[],
  closures: readonly Closure[],
): MeltCalendar {
  const placed = calendar.days.flatMap(({ date, shifts }) =>
    (shifts ?? calendar.shifts).flatMap((shift) => cutShift(calendar, date, shift, furnaces, closures, true)),
  );
  const byDate = Map.groupBy(placed, ({ date }) => date);
  const crowded = new Set([...byDate].flatMap(([date, list]) => (list.length > mostShifts ? [date] : [])));
  const dates = calendar.days.map(({ date }) => date);
  const added = [...byDate.keys()].filter((date) => !dates.includes(date)).sort();
  const kept = new Set([...dates, ...added.slice(0, Math.max(0, mostDays - dates.length))]);
  const days = [...kept].sort().map((date) => {
    const own = crowded.has(date) ? uncutShifts(calendar, date, furnaces, closures) : (byDate.get(date) ?? []);
    return { date, shifts: named(own.map(({ shift }) => shift)) };
  });
  return { ...calendar, shifts: [], days };
}

/** Of a day whose pieces are too many: its shifts whole, with the furnaces that work all the time. */
function uncutShifts(
  calendar: MeltCalendar,
  date: string,
  furnaces: readonly string[],
  closures: readonly Closure[],
): Placed[] {
  const day = calendar.days.find((one) => one.date === date);
  return (day?.shifts ?? (day ? calendar.shifts : [])).flatMap((shift) =>
    cutShift(calendar, date, shift, furnaces, closures, false),
  );
}

function cutShift(
  { timeZone }: MeltCalendar,
  date: string,
  shift: MeltShift,
  furnaces: readonly string[],
  closures: readonly Closure[],
  mayCut: boolean,
): Placed[] {
  const { start, end } = shiftMinutes(shift);
  const from = epochSeconds(date, start, timeZone);
  const to = epochSeconds(date, end, timeZone);
  const own = furnaces.filter((id) => shift.furnaces?.includes(id) ?? true);
  const hits = closures
    .map((closure) => ({
      furnaces: closure.furnaces,
      from: Math.max(from, Math.floor(closure.from / 60) * 60),
      until: Math.min(to, Math.ceil(closure.until / 60) * 60),
    }))
    .filter((hit) => hit.from < hit.until && hit.furnaces.some((id) => own.includes(id)));
  if (hits.length === 0) return [{ date, shift }];
  const steady = offsetSeconds(from, timeZone) === offsetSeconds(to, timeZone) && to - from === (end - start) * 60;
  if (!mayCut || !steady) {
    const left = own.filter((id) => !hits.some((hit) => hit.furnaces.includes(id)));
    return left.length > 0 ? [{ date, shift: { ...shift, furnaces: left } }] : [];
  }
  const pieces = piecesOf(own, hits, from, to);
  const midnight = Date.parse(`${date}T00:00:00Z`) / 1000;
  return pieces.map((piece) => {
    const wall = midnight + start * 60 + (piece.from - from);
    const day = Math.floor(wall / daySeconds);
    const second = wall - day * daySeconds;
    const length = piece.to - piece.from;
    return {
      date: new Date(day * daySeconds * 1000).toISOString().slice(0, 10),
      shift: {
        id: shift.id,
        start: timeOfDay(second),
        end: timeOfDay((second + length) % daySeconds),
        furnaces: [...piece.furnaces],
      },
    };
  });
}

function piecesOf(
  own: readonly string[],
  hits: readonly { furnaces: readonly string[]; from: number; until: number }[],
  from: number,
  to: number,
): Piece[] {
  const moments = [...new Set([from, to, ...hits.flatMap((hit) => [hit.from, hit.until])])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < moments.length; at++) {
    const furnaces = own.filter(
      (id) => !hits.some((hit) => hit.from <= moments[at] && moments[at] < hit.until && hit.furnaces.includes(id)),
    );
    const last = pieces.at(-1);
    if (last?.to === moments[at] && last.furnaces.length === furnaces.length && furnaces.length > 0)
      if (last.furnaces.every((id) => furnaces.includes(id))) {
        pieces[pieces.length - 1] = { ...last, to: moments[at + 1] };
        continue;
      }
    if (furnaces.length > 0) pieces.push({ from: moments[at], to: moments[at + 1], furnaces });
  }
  return pieces;
}

function timeOfDay(second: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}

/** Shifts of a day in time order; of those with the same name the later ones get a number. */
function named(shifts: readonly MeltShift[]): MeltShift[] {
  const taken = new Set<string>();
  return shifts
    .toSorted((a, b) => (a.start < b.start ? -1 : 1))
    .map((shift) => {
      let { id } = shift;
      for (let number = 2; taken.has(id); number++) id = `${shift.id.slice(0, 110)}/${number}`;
      taken.add(id);
      return { ...shift, id };
    });
}

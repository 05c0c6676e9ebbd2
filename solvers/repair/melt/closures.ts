/** When which furnace does not work any more, by events and because the past is over. */
import type { MeltProblem } from '../../../models/melt.ts';
import type { RepairMeltProblem } from '../../../models/repair-melt.ts';
import { type RunningHeat, secondsOf } from './running.ts';

/** Epoch seconds, `[from, until)`. */
export interface Closure {
  readonly furnaces: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly code?: 'furnace-down' | 'power-cut';
  readonly event?: number;
}

export function closuresOf(request: RepairMeltProblem, heats: readonly RunningHeat[]): Closure[] {
  const { problem, events } = request;
  const now = secondsOf(request.now);
  const past: Closure = { furnaces: problem.furnaces.map(({ id }) => id), from: -Infinity, until: now };
  return [
    past,
    ...events.flatMap((event, index): Closure[] => {
      if (event.type !== 'furnace-down' && event.type !== 'power-cut') return [];
      const from = event.from === undefined ? now : secondsOf(event.from);
      const until = event.until === undefined ? Infinity : secondsOf(event.until);
      if (until <= from) return [];
      if (event.type === 'furnace-down')
        return [{ furnaces: [event.furnace], from, until, code: event.type, event: index }];
      const group = problem.powerGroups.find(({ id }) => id === event.group)!;
      const furnaces = switchedOff(problem, group, event.factor, heats, from, until);
      return furnaces.length > 0 ? [{ furnaces, from, until, code: event.type, event: index }] : [];
    }),
  ];
}

/**
 * A power group has one limit for all time, so that a cut of some hours is told as furnaces that do not work meanwhile:
 * those stay on that a heat under way keeps on, then those with the most planned work in that time, as far as the rest
 * of the limit carries all of them at once.
 */
function switchedOff(
  { furnaces }: MeltProblem,
  group: MeltProblem['powerGroups'][number],
  factor: number,
  heats: readonly RunningHeat[],
  from: number,
  until: number,
): string[] {
  const workOf = (id: string, started: boolean) =>
    heats.reduce((sum, { given, start, end, state }) => {
      if (given.furnace !== id || start === undefined || state === 'lost' || (state !== 'open') !== started) return sum;
      return sum + Math.max(0, Math.min(end!, until) - Math.max(start, from));
    }, 0);
  const members = group.furnaces.map((id, at) => ({
    id,
    at,
    draw: group.limitKw === undefined ? 1 : (furnaces.find((furnace) => furnace.id === id)?.powerKw ?? 0),
    on: workOf(id, true) > 0 ? 1 : 0,
    work: workOf(id, false),
  }));
  members.sort((a, b) => b.on - a.on || b.work - a.work || a.at - b.at);
  let left = group.limitKw === undefined ? Math.floor(group.mostAtOnce! * factor) : group.limitKw * factor;
  return members.flatMap(({ id, draw }) => {
    const fits = draw <= left;
    if (fits) left -= draw;
    return fits ? [] : [id];
  });
}

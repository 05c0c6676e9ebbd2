/** When started and held loads are loaded and unloaded, by facts, events and the traffic as it is now. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RepairFacts } from '../../../models/repair-events.ts';
import { factsOf } from '../../dispatch/check/facts.ts';
import { type Laid, layOut } from '../../dispatch/check/laid-out.ts';
import { travelNow } from './events.ts';

export interface Begun {
  readonly planned: Laid;
  readonly fact?: RepairFacts['loads'][number];
  readonly started: boolean;
  readonly held: boolean;
  /** As far as known. */
  readonly loadStart: number;
}

export interface Times {
  readonly loadStart: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
}

interface Unloading {
  readonly load: Begun;
  readonly seconds: number;
  /** Worked out, and not known: it waits for those before it at the place. */
  readonly waits: boolean;
  start: number;
}

/**
 * @param begun - started and held loads.
 * @param delays - seconds, by load.
 * @param isGone - whether a load that would be unloaded from some second on never is, and so blocks nobody.
 * @returns by id of the load.
 */
export function actualTimes(
  problem: RepairDispatchProblem,
  now: number,
  begun: readonly Begun[],
  delays: ReadonlyMap<string, number>,
  isGone: (load: Begun, unloadStart: number) => boolean,
): Map<string, Times> {
  // What is held is not loaded yet.
  const loadStartOf = ({ held, loadStart }: Begun) => (held ? Math.max(now, loadStart) : loadStart);
  const arrivals = arrivalsNow(problem, begun, loadStartOf);
  const unloadings = begun.map((load): Unloading => {
    const { planned, fact } = load;
    const seconds = planned.unloadEnd - planned.unloadStart;
    if (fact?.unloadEnd !== undefined)
      return { load, seconds, waits: false, start: secondsOf(problem.shift, fact.unloadEnd) - seconds };
    if (fact?.unloadStart !== undefined)
      return { load, seconds, waits: false, start: secondsOf(problem.shift, fact.unloadStart) };
    const delay = delays.get(planned.id);
    if (planned.unloadStart < now && delay === undefined)
      return { load, seconds, waits: false, start: planned.unloadStart };
    const ready = Math.max(planned.unloadStart, arrivals.get(planned.id)!);
    return { load, seconds, waits: true, start: ready + (delay ?? 0) };
  });
  unloadings.sort((one, other) => one.start - other.start || compareIds(one.load.planned.id, other.load.planned.id));
  const free = new Map<string, number>();
  const times = new Map<string, Times>();
  for (const unloading of unloadings) {
    const { load, seconds, waits } = unloading;
    const { order, id } = load.planned;
    const before = free.get(order.order.place) ?? -Infinity;
    const blocks = !isGone(load, unloading.start);
    if (waits) unloading.start = Math.max(unloading.start, before);
    const unloadEnd = unloading.start + seconds;
    if (blocks) free.set(order.order.place, Math.max(before, unloadEnd));
    // Loaded later where it would be too old by then: nobody has to load it before.
    const loadStart = load.held ? Math.max(loadStartOf(load), unloadEnd - order.longestAge) : load.loadStart;
    times.set(id, { loadStart, unloadStart: unloading.start, unloadEnd });
  }
  return times;
}

/** When each is at its site, loaded as far as known and on the roads as they are now. */
function arrivalsNow(
  problem: RepairDispatchProblem,
  begun: readonly Begun[],
  loadStartOf: (load: Begun) => number,
): Map<string, number> {
  const facts = factsOf({ ...problem.shift, fixed: [], travel: travelNow(problem) });
  const loads = begun.map((load) => {
    const { id, order, truck, plant, dock, litres, unloadStart } = load.planned;
    return {
      ...{ id, order: order.order.id, truck: truck.truck.id, plant: plant.plant.id, dock, volumeM3: litres / 1000 },
      ...{ loadStart: loadStartOf(load), unloadStart },
    };
  });
  return new Map(layOut(facts, loads).loads.map(({ id, siteArrival }) => [id, siteArrival]));
}

export const compareIds = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

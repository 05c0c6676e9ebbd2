/** What has become of each load of the plan that runs, and which of them need to be rescued. */
import { secondsOf } from '../../../models/moments.ts';
import { plantDeparture, siteArrival, type TimedLoad } from './actual-times.ts';
import type { RunningLoad } from './loads.ts';
import { type Breakdown, isOnBoard, type Situation, stuckBy } from './situation.ts';

/** Concrete on board that does not come to its site in time, or that nobody wants there. */
export interface RescueCase {
  readonly load: TimedLoad;
  readonly why: 'stuck' | 'unwanted' | 'too-old';
  /** Of `stuck`: the earliest that holds the load. */
  readonly breakdown?: Breakdown;
  /** Where the truck is with it: at the plant, at the site, or where a fact says. */
  readonly place: string;
  /** Second from which the age of the concrete counts. */
  readonly mixedAt: number;
}

export interface StatedLoad extends TimedLoad, Pick<RunningLoad, 'state'> {
  readonly rescue?: RescueCase;
}

export function statedLoads(situation: Situation, loads: readonly TimedLoad[]): StatedLoad[] {
  const { now, cancelled } = situation;
  return loads.map((load) => {
    const rescue = caseOf(situation, load);
    if (rescue) return { ...load, state: 'gone', rescue };
    if (!load.started && cancelled.has(load.order)) return { ...load, state: 'gone' };
    if (load.started && load.actual.unloadEnd <= now) return { ...load, state: 'done' };
    return { ...load, state: load.started || load.held ? 'under-way' : 'open' };
  });
}

function caseOf(situation: Situation, load: TimedLoad): RescueCase | undefined {
  if (!load.started) return undefined;
  const { problem, now, cancelled, factOfLoad } = situation;
  const { unloadStart, unloadEnd } = load.actual;
  const mixed = factOfLoad.get(load.id)?.mixedAt;
  const mixedAt = mixed === undefined ? load.actual.loadStart : secondsOf(problem.shift, mixed);
  const breakdown = stuckBy(situation, load.truck, unloadStart, unloadEnd);
  if (breakdown) return { load, why: 'stuck', breakdown, place: placeAt(situation, load, breakdown.at), mixedAt };
  if (!isOnBoard(situation, load.truck, unloadStart)) return undefined;
  const { lifetime, loadStart, stages } = load;
  const tooOld = unloadEnd > mixedAt + lifetime && stages.unloadEnd <= loadStart + lifetime;
  const why = cancelled.has(load.order) ? 'unwanted' : tooOld ? 'too-old' : undefined;
  return why && { load, why, place: placeAt(situation, load, now), mixedAt };
}

/** Place of a truck with a load on board: the plant until half of the way is behind it, then the site. */
function placeAt(situation: Situation, load: TimedLoad, at: number): string {
  const fact = situation.factOfTruck.get(load.truck);
  if (fact) return fact.place;
  const { loadStart } = load.actual;
  const departure = plantDeparture(situation, load, loadStart);
  const arrival = siteArrival(situation, load, loadStart);
  return at - departure < (arrival - departure) / 2 ? load.plantPlace : load.site;
}

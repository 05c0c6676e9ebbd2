/**
 * Loads of the plan that runs that cannot stay where they were, whatever the others do: their truck is out or comes too
 * late, the plant is stopped, a fixed load has their dock or site, the road is slower, or their order is another one now.
 * Judged one by one against what is fixed alone; that open loads get in each other's way is a matter of each option.
 */
import type { CurrentShift } from './current-shift.ts';
import { stopOfPlant, trafficBetween } from './events.ts';
import { gapBetween, gapLimits, type LoadPlace, shareDock, shareSite } from './load-place.ts';
import type { Reason, RunningLoad } from './loads.ts';
import { truckHit } from './truck-hit.ts';
import { inMinutes, reason } from './wording.ts';

/** By the ids of open loads; those that could stay are not in it. */
export function directHits(current: CurrentShift): ReadonlyMap<string, Reason> {
  const hits = new Map<string, Reason>();
  if (!current.amended.touched) return hits;
  for (const [id, place] of current.places) {
    const hit = hitOf(current, current.loads.get(id)!, place);
    if (hit) hits.set(id, hit);
  }
  return hits;
}

function hitOf(current: CurrentShift, load: RunningLoad, place: LoadPlace): Reason | undefined {
  return (
    orderHit(current, load, place) ??
    plantHit(current, place) ??
    truckHit(current, place) ??
    roadHit(current, place) ??
    dockHit(current, place) ??
    siteHit(current, place)
  );
}

function orderHit({ dense, news, openOf, fixedOn }: CurrentShift, load: RunningLoad, place: LoadPlace) {
  const { instance, orderIndex, truckIndex, plantIndex } = dense;
  const order = orderIndex.get(place.order)!;
  const changed = news.get(place.order)?.changed;
  // A plan may have broken rules before anything happened.
  const why = changed === undefined ? `against the rules of ${place.order}` : `${place.order} was changed`;
  const is = (what: string) => reason('order-changed', `${why}: ${what}`, changed);
  if (instance.mayLoad[order * instance.plants + plantIndex.get(place.plant)!] === 0)
    return is(`${place.plant} does not make what it wants now`);
  const truck = truckIndex.get(place.truck)!;
  if (instance.capacityL[truck] > 0 && changed !== undefined && place.volumeL > instance.volumeL[order])
    return is(`it takes ${instance.volumeL[order] / 1000} m3 now`);
  const isFirst =
    openOf.get(place.order)![0].id === load.id &&
    !fixedOn.site.get(place.site)?.some((other) => other.order === place.order);
  const early = instance.windowFrom[order] - place.unloadStart;
  const late = Math.max(
    place.unloadEnd - instance.windowTo[order],
    place.unloadStart - instance.startTo[order],
    isFirst ? place.unloadStart - instance.firstTo[order] : -1,
  );
  if (early > 0) return is(`${load.id} would be unloaded ${inMinutes(early)} too early for it`);
  if (late > 0) return is(`${load.id} would be unloaded ${inMinutes(late)} too late for it`);
  const old = place.unloadEnd - place.loadStart - instance.lifetime[order];
  if (old > 0) return is(`the concrete of ${load.id} would be ${inMinutes(old)} too old for it`);
  return undefined;
}

function plantHit({ dense, events, amended }: CurrentShift, place: LoadPlace): Reason | undefined {
  const plant = dense.plantIndex.get(place.plant)!;
  const { plantFrom, plantTo } = dense.instance;
  if (place.loadStart >= plantFrom[plant] && place.loadEnd <= plantTo[plant]) return undefined;
  const stop = stopOfPlant(events, place.plant);
  if (stop !== undefined && place.loadStart >= amended.now) {
    const wait = inMinutes(plantFrom[plant] - place.loadStart);
    const isOver = 'until' in events[stop] && events[stop].until !== undefined;
    const message = isOver
      ? `${place.plant} is stopped: it would have to wait ${wait}`
      : `${place.plant} loads nothing for the rest of the shift`;
    return reason('plant-stopped', message, stop);
  }
  const waited = amended.now - place.loadStart;
  if (waited > 0)
    return reason(
      'truck-late',
      `${place.truck} was to be loaded ${inMinutes(waited)} ago, and has not been`,
      undefined,
    );
  return reason('plant-stopped', `${place.plant} is closed when it was to be loaded`, stop);
}

/** From the plant to the site, and home after it. */
function roadHit({ dense, roads, plannedRoads, events }: CurrentShift, place: LoadPlace): Reason | undefined {
  const { instance } = dense;
  const plant = dense.plantIndex.get(place.plant)!;
  const order = dense.orderIndex.get(place.order)!;
  const truck = dense.truckIndex.get(place.truck)!;
  const from = dense.problem.plants[plant].place;
  const departure = place.loadEnd + instance.afterLoading[plant];
  const ready = roads.arrival(from, place.site, departure) + instance.slackBefore[plant * instance.orders + order];
  if (ready > place.unloadStart) {
    const late = inMinutes(ready - place.unloadStart);
    const message = `the way from ${place.plant} takes longer now: it would be ready to unload ${late} too late`;
    return reason('road-slower', message, trafficBetween(events, from, place.site));
  }
  const { home, end } = dense.problem.trucks[truck];
  const yard = end === undefined ? home : end;
  if (yard === null) return undefined;
  const back = roads.arrival(place.site, yard, place.siteLeave);
  if (back <= instance.shiftTo[truck] || plannedRoads.arrival(place.site, yard, place.siteLeave) === back)
    return undefined;
  const message = `the way back takes longer now: ${place.truck} would end its shift ${inMinutes(back - instance.shiftTo[truck])} too late`;
  return reason('road-slower', message, trafficBetween(events, place.site, yard));
}

function dockHit({ dense, fixedOn }: CurrentShift, place: LoadPlace): Reason | undefined {
  const taken = fixedOn.plant.get(place.plant)?.find((other) => shareDock(dense, other, place));
  if (!taken) return undefined;
  return reason(
    'dock-taken',
    `its dock at ${place.plant} is needed for ${taken.name}, which loads there then`,
    taken.event,
  );
}

function siteHit(current: CurrentShift, place: LoadPlace): Reason | undefined {
  const { dense } = current;
  const fixed = current.fixedOn.site.get(place.site) ?? [];
  const taken = fixed.find((other) => shareSite(dense, other, place));
  if (taken)
    return reason(
      'site-taken',
      `${taken.name} is unloaded there${lateness(taken.lateSeconds)} at that time`,
      taken.event,
    );
  const follows = dense.instance.follows[dense.orderIndex.get(place.order)!];
  const before = follows < 0 ? undefined : dense.problem.orders[follows].id;
  const least = dense.instance.followLeast[dense.orderIndex.get(place.order)!];
  const waited = fixed.find((other) => other.order === before && other.unloadEnd + least > place.unloadStart);
  if (waited)
    return reason(
      'site-taken',
      `${place.order} comes after ${waited.name}, which ends${lateness(waited.lateSeconds)}`,
      waited.event,
    );
  // A load before it that came earlier than planned leaves a gap that is too long for the pour.
  const last = fixed.filter((other) => other.order === place.order && other.unloadStart < place.unloadStart).at(-1);
  if (!last || last.lateSeconds >= 0) return undefined;
  if (gapBetween(dense, last, place) <= gapLimits(dense, place.order).greatest) return undefined;
  const early = inMinutes(-last.lateSeconds);
  return reason(
    'site-taken',
    `${last.name} was unloaded ${early} early, and the pour would wait too long for it`,
    last.event,
  );
}

const lateness = (seconds: number): string => (seconds > 0 ? ` ${inMinutes(seconds)} later than planned` : '');

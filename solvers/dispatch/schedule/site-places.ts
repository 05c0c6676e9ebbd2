/**
 * Where an order may go among the orders that a site already has. Followers make chains: an order comes behind all that
 * stand before it in its chain and before all that stand after it, whether or not those in between are served; right
 * behind the one it follows, right before its own follower; else anywhere that parts no such pair, nearest to its
 * time first.
 */
import type { Schedule } from '../schedule.ts';

/** Orders to come right behind (-1: first at the site), best first; empty where there is no such place. */
export function sitePlaces(s: Schedule, order: number): number[] {
  return ranked(s, order, allowedPlaces(s, order));
}

/** The one of them that is nearest to a place (behind `wanted`, -1: first at the site); undefined where there is none. */
export function sitePlaceNear(s: Schedule, order: number, wanted: number): number | undefined {
  const places = allowedPlaces(s, order);
  if (places.includes(wanted)) return wanted;
  const ranks = new Map([[-1, -1]]);
  for (let at = s.firstAtSite[s.instance.site[order]]; at >= 0; at = s.nextAtSite[at]) ranks.set(at, ranks.size - 1);
  const distance = (place: number) => Math.abs(ranks.get(place)! - ranks.get(wanted)!);
  return places.sort((a, b) => distance(a) - distance(b))[0];
}

/** In the order of the site. */
function allowedPlaces(s: Schedule, order: number): number[] {
  const { follows, site } = s.instance;
  const isParted = s.followLimits?.isParted[order] === 1;
  const places: number[] = [];
  const first = s.firstAtSite[site[order]];
  // Places so far lie before an order that must come first, places from here on behind one that must come later.
  for (let after = -1, next = first; ; after = next, next = s.nextAtSite[next]) {
    if (after >= 0 && standsBehind(follows, order, after)) places.length = 0;
    const parts = next >= 0 && after >= 0 && follows[next] === after;
    const leads = next >= 0 && follows[next] === order;
    const isBehindOther =
      !isParted && follows[order] >= 0 && s.firstOfOrder[follows[order]] >= 0 && follows[order] !== after;
    if (leads) places.length = 0;
    if (!parts && !isBehindOther) places.push(after);
    if (next < 0) break;
    if (standsBehind(follows, next, order)) return isAheadOfRest(s, next, order) ? places : [];
  }
  return places;
}

/** Whether `order` comes somewhere behind `other` in its chain. */
function standsBehind(follows: Int32Array, order: number, other: number): boolean {
  for (let leader = follows[order]; leader >= 0; leader = follows[leader]) if (leader === other) return true;
  return false;
}

/** Whether none of the orders from `from` on at the site has to come before `order`, and its own follower is no later one. */
function isAheadOfRest(s: Schedule, from: number, order: number): boolean {
  const { follows } = s.instance;
  for (let at = from; at >= 0; at = s.nextAtSite[at]) {
    if (standsBehind(follows, order, at) || (at !== from && follows[at] === order)) return false;
  }
  return true;
}

function ranked(s: Schedule, order: number, places: readonly number[]): number[] {
  const time = s.notBefore[order];
  let best = 0;
  for (let at = 0; at < places.length; at++) {
    if (places[at] < 0 || s.unloadStart[s.firstOfOrder[places[at]]] <= time) best = at;
  }
  const near = places.map((after, at) => ({ after, distance: Math.abs(at - best) }));
  return near.sort((a, b) => a.distance - b.distance).map((place) => place.after);
}

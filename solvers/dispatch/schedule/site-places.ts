/**
 * Where an order may go among the orders that a site already has: right behind the one it follows, right before its own
 * follower, else anywhere that parts no such pair, nearest to its time first.
 */
import type { Schedule } from '../schedule.ts';

/** Orders to come right behind (-1: first at the site), best first. */
export function sitePlaces(s: Schedule, order: number): number[] {
  const { follows, site } = s.instance;
  const leader = follows[order];
  if (leader >= 0 && s.firstOfOrder[leader] >= 0) return [leader];
  const places: number[] = [];
  const first = s.firstAtSite[site[order]];
  for (let after = -1, next = first; ; after = next, next = s.nextAtSite[next]) {
    if (next >= 0 && follows[next] === order) return [after];
    if (next < 0 || after < 0 || follows[next] !== after) places.push(after);
    if (next < 0) break;
  }
  const time = s.notBefore[order];
  let best = 0;
  for (let at = 0; at < places.length; at++) {
    if (places[at] < 0 || s.unloadStart[s.firstOfOrder[places[at]]] <= time) best = at;
  }
  const ranked = places.map((after, at) => ({ after, distance: Math.abs(at - best) }));
  return ranked.sort((a, b) => a.distance - b.distance).map((place) => place.after);
}

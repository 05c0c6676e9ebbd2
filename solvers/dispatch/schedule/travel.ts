/**
 * Time on the road where traffic changes over the day: speeds are constant between breakpoints, and a trip that crosses
 * one goes on with the new speed, so that whoever leaves later never arrives earlier. This makes both directions exact:
 * the arrival for a departure, and the latest departure for an arrival.
 *
 * @see Ichoua, Gendreau and Potvin (2003), European Journal of Operational Research 144(2):379-396, section 3.
 */
import type { Traffic } from '../instance.ts';
import { never } from '../instance.ts';

/** Guards whole results of sums of floats against being rounded up by one. */
const rounding = 1e-6;

/** Arrival, in whole seconds rounded up, of a trip that takes `travel` seconds without traffic. */
export function arrive(traffic: Traffic | undefined, depart: number, travel: number): number {
  if (traffic === undefined || travel <= 0 || depart >= never || travel >= never) return depart + travel;
  const { from, factors } = traffic;
  let part = segmentOf(from, depart);
  let time = depart;
  let left = travel;
  for (; part + 1 < from.length; part++) {
    const possible = (from[part + 1] - time) / factors[part];
    if (possible >= left) break;
    left -= possible;
    time = from[part + 1];
  }
  return Math.ceil(time + left * factors[part] - rounding);
}

/** The latest departure with which the trip arrives by `by`. */
export function latestDeparture(traffic: Traffic | undefined, by: number, travel: number): number {
  if (traffic === undefined || travel <= 0 || by >= never || travel >= never) return by - travel;
  const { from, factors } = traffic;
  let part = segmentOf(from, by);
  let time = by;
  let left = travel;
  for (; part > 0; part--) {
    const possible = (time - from[part]) / factors[part];
    if (possible >= left) break;
    left -= possible;
    time = from[part];
  }
  // The guess is off by rounding only; arrivals decide.
  let depart = Math.floor(time - left * factors[part]);
  while (arrive(traffic, depart, travel) > by) depart--;
  while (arrive(traffic, depart + 1, travel) <= by) depart++;
  return depart;
}

function segmentOf(from: Int32Array, time: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (from[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

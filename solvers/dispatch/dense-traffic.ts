/** Hours of traffic of a request in the dense form: one step function, or a few where some hold in areas only. */
import type { DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { type AreaTraffic, never, type Traffic } from './instance.ts';

interface Hours {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
  readonly places: ReadonlySet<string> | undefined;
}

/** Where two overlap on a leg the later entry holds. */
function hoursOf(problem: DispatchShift): Hours[] {
  return problem.travel.traffic.map(({ from, to, factor, places }) => ({
    from: secondsOf(problem, from),
    to: secondsOf(problem, to),
    factor,
    places: places && new Set(places),
  }));
}

/** @param holds - the entries that count; times change where any of all entries begins or ends. */
function profileOf(hours: readonly Hours[], holds: (entry: Hours) => boolean): Traffic {
  const from = [-never, ...new Set(hours.flatMap((entry) => [entry.from, entry.to]))].sort((a, b) => a - b);
  const factors = from.map(
    (at) => hours.findLast((entry) => entry.from <= at && at < entry.to && holds(entry))?.factor ?? 1,
  );
  return { from: Int32Array.from(from), factors: Float64Array.from(factors) };
}

/** Traffic of legs that no area touches. */
export function trafficOf(problem: DispatchShift): Traffic | undefined {
  const hours = hoursOf(problem);
  return hours.length === 0 ? undefined : profileOf(hours, ({ places }) => places === undefined);
}

/** Places at the ends of the legs of the dense form; null: there is no leg. */
export interface LegPlaces {
  readonly plants: readonly string[];
  readonly sites: readonly string[];
  readonly homes: readonly string[];
  readonly ends: readonly (string | null)[];
  readonly standing: readonly (string | null)[];
}

/** @returns undefined where no entry names places. */
export function areasOf(problem: DispatchShift, places: LegPlaces): AreaTraffic | undefined {
  const hours = hoursOf(problem);
  const local = hours.filter((entry) => entry.places !== undefined);
  if (local.length === 0) return undefined;
  const profiles = [profileOf(hours, (entry) => entry.places === undefined)];
  const numbers = new Map([['', 0]]);
  const areasAt = new Map<string, readonly number[]>();
  const areasOfPlace = (place: string): readonly number[] => {
    const known = areasAt.get(place);
    if (known) return known;
    const areas = local.flatMap((entry, area) => (entry.places?.has(place) ? [area] : []));
    areasAt.set(place, areas);
    return areas;
  };
  const numberOf = (from: string | null, to: string | null): number => {
    if (from === null || to === null) return 0;
    const areas = [...new Set([...areasOfPlace(from), ...areasOfPlace(to)])].sort((a, b) => a - b);
    const key = areas.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const counted = new Set(areas.map((area) => local[area]));
    numbers.set(key, profiles.length);
    return profiles.push(profileOf(hours, (entry) => entry.places === undefined || counted.has(entry))) - 1;
  };
  const matrix = (from: readonly (string | null)[], to: readonly (string | null)[]) =>
    Int32Array.from(from.flatMap((one) => to.map((other) => numberOf(one, other))));
  const { plants, sites, homes, ends, standing } = places;
  return {
    start: matrix(homes, plants),
    out: matrix(plants, sites),
    back: matrix(sites, plants),
    end: Int32Array.from(ends.flatMap((end) => sites.map((site) => numberOf(site, end)))),
    standing: matrix(standing, plants),
    standingEnd: Int32Array.from(standing, (place, truck) => numberOf(place, ends[truck])),
    profiles,
  };
}

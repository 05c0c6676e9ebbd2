/** Legs between places, and the road by time of day, as `docs/dispatch-rules.md` has them. For the checker. */
import type { DispatchPlace, DispatchTravel } from '../../../models/dispatch-travel.ts';
import { secondsOf, type Timed } from '../../../models/moments.ts';

export interface Leg {
  readonly seconds: number;
  readonly km: number;
  /** Absent: by the truck's price per km. */
  readonly cost?: number;
}

/** Stands where there is no way, so that a plan with such a leg can still be laid out. */
export const noWay: Leg = { seconds: 0, km: 0, cost: 0 };

/** From a place to itself. */
export const stayed: Leg = { seconds: 0, km: 0 };
const tolerance = 1e-6;
const earthKm = 6371;

/** Whole seconds upward; what floating point leaves behind a whole second does not count. */
export const wholeUp = (seconds: number): number => Math.ceil(seconds - tolerance);

type Block = DispatchTravel['blocks'][number];
interface Indexed {
  readonly block: Block;
  readonly rows: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, number>;
}

export class Roads {
  readonly #travel: DispatchTravel;
  readonly #places: ReadonlyMap<string, DispatchPlace>;
  readonly #blocks: readonly Indexed[];
  readonly #known = new Map<string, Map<string, Leg>>();

  constructor(places: readonly DispatchPlace[], travel: DispatchTravel) {
    this.#travel = travel;
    this.#places = new Map(places.map((place) => [place.id, place]));
    const indexOf = (ids: readonly string[]) => new Map(ids.map((id, index) => [id, index]));
    this.#blocks = travel.blocks.map((block) => ({ block, rows: indexOf(block.from), columns: indexOf(block.to) }));
  }

  /** `noWay` itself where there is none. */
  leg(from: string, to: string): Leg {
    const legs = this.#known.get(from) ?? new Map<string, Leg>();
    if (legs.size === 0) this.#known.set(from, legs);
    const before = legs.get(to);
    if (before) return before;
    const leg = this.#measured(from, to) ?? this.#straight(from, to);
    legs.set(to, leg);
    return leg;
  }

  #measured(from: string, to: string): Leg | undefined {
    for (let index = this.#blocks.length - 1; index >= 0; index--) {
      const { block, rows, columns } = this.#blocks[index];
      const [row, column] = [rows.get(from), columns.get(to)];
      if (row === undefined || column === undefined) continue;
      const seconds = block.seconds[row][column];
      if (seconds === null) return noWay;
      const metres = block.metres?.[row][column] ?? (seconds * this.#travel.speedKmh) / 3.6;
      return { seconds, km: metres / 1000, cost: block.cost?.[row][column] ?? undefined };
    }
    return undefined;
  }

  #straight(from: string, to: string): Leg {
    if (from === to) return stayed;
    const straight = straightKm(this.#places.get(from)!, this.#places.get(to)!);
    if (straight === undefined) return noWay;
    const { detour, fastFromKm = Infinity, fastSpeedKmh, speedKmh } = this.#travel;
    const km = straight * detour;
    return { seconds: wholeUp((km * 3600) / (km >= fastFromKm ? fastSpeedKmh : speedKmh)), km };
  }
}

function straightKm(from: DispatchPlace, to: DispatchPlace): number | undefined {
  if (from.xKm !== undefined && to.xKm !== undefined) return Math.hypot(from.xKm - to.xKm, from.yKm! - to.yKm!);
  if (from.lat === undefined || to.lat === undefined) return undefined;
  const radians = Math.PI / 180;
  const byLat = Math.sin(((to.lat - from.lat) * radians) / 2) ** 2;
  const byLng = Math.sin(((to.lng! - from.lng!) * radians) / 2) ** 2;
  const half = byLat + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * byLng;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * The road by time of day: stretches of constant factor. What is behind after some seconds is compared with the leg less
 * `tolerance`, so that arrival and departure are exact inverses: a truck that leaves at `departure` is the last in time.
 */
export class Traffic {
  /** Whole seconds at which a stretch begins; the first begins at minus infinity. */
  readonly #begins: number[] = [-Infinity];
  readonly #factors: number[] = [1];

  constructor(problem: Timed, hours: DispatchTravel['traffic']) {
    const spans = hours.map((entry) => ({
      from: secondsOf(problem, entry.from),
      to: secondsOf(problem, entry.to),
      factor: entry.factor,
    }));
    const bounds = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
    for (const begin of bounds) {
      this.#begins.push(begin);
      this.#factors.push(spans.findLast(({ from, to }) => from <= begin && begin < to)?.factor ?? 1);
    }
  }

  /** First whole second at which a leg begun at `leave` is behind. */
  arrival(leave: number, seconds: number): number {
    if (seconds === 0) return leave;
    let at = leave;
    let rest = seconds - tolerance;
    let stretch = this.#begins.findLastIndex((begin) => begin <= leave);
    for (; ; stretch++) {
      const end = this.#begins[stretch + 1] ?? Infinity;
      const there = at + rest * this.#factors[stretch];
      if (there <= end) return Math.ceil(there);
      rest -= (end - at) / this.#factors[stretch];
      at = end;
    }
  }

  /** Last whole second at which a leg may begin that is to be behind at `arrive`. */
  departure(arrive: number, seconds: number): number {
    if (seconds === 0) return arrive;
    let at = arrive;
    let rest = seconds - tolerance;
    let stretch = this.#begins.findLastIndex((begin) => begin < arrive);
    for (; ; stretch--) {
      const begin = this.#begins[stretch];
      const left = at - rest * this.#factors[stretch];
      if (left >= begin) return Math.floor(left);
      rest -= (at - begin) / this.#factors[stretch];
      at = begin;
    }
  }
}

/** The road by leg: an entry of traffic that names places counts on legs from or to one of them. */
export class TrafficOfLegs {
  readonly #problem: Timed;
  readonly #hours: DispatchTravel['traffic'];
  readonly #known = new Map<string, Traffic>();

  constructor(problem: Timed, hours: DispatchTravel['traffic']) {
    [this.#problem, this.#hours] = [problem, hours];
  }

  between(from: string, to: string): Traffic {
    const leg = `${from}\n${to}`;
    const before = this.#known.get(leg);
    if (before) return before;
    const hours = this.#hours.filter(({ places }) => !places || places.includes(from) || places.includes(to));
    const traffic = new Traffic(this.#problem, hours);
    this.#known.set(leg, traffic);
    return traffic;
  }
}

/** Travel between two places of a request: seconds, kilometres and cost of the leg, or no way at all. */
import type { DispatchPlace, DispatchTravel } from '../../models/dispatch-travel.ts';

export interface Leg {
  /** Without traffic. */
  readonly seconds: number;
  readonly km: number;
  readonly cost: number;
}

/** Legs of a matrix, row-major; undefined: no way, null: no leg at all, at no time and cost. */
export type LegMatrix = readonly (Leg | undefined | null)[];

const earthRadiusKm = 6371;
const stay: Leg = { seconds: 0, km: 0, cost: 0 };

interface IndexedBlock {
  readonly rows: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, number>;
  readonly block: DispatchTravel['blocks'][number];
}

export class Legs {
  readonly #travel: DispatchTravel;
  readonly #places: ReadonlyMap<string, DispatchPlace>;
  /** The last block first: it overrides the earlier ones. */
  readonly #blocks: readonly IndexedBlock[];

  constructor(problem: { readonly travel: DispatchTravel; readonly places: readonly DispatchPlace[] }) {
    this.#travel = problem.travel;
    this.#places = new Map(problem.places.map((place) => [place.id, place]));
    const indexed = (ids: readonly string[]) => new Map(ids.map((id, index) => [id, index]));
    this.#blocks = problem.travel.blocks
      .map((block) => ({ rows: indexed(block.from), columns: indexed(block.to), block }))
      .reverse();
  }

  /** @returns undefined where there is no way. */
  leg(from: string, to: string): Leg | undefined {
    for (const { rows, columns, block } of this.#blocks) {
      const row = rows.get(from);
      const column = columns.get(to);
      if (row === undefined || column === undefined) continue;
      const seconds = block.seconds[row][column];
      if (seconds === null) return undefined;
      const metres = block.metres?.[row][column];
      const km = metres != null ? metres / 1000 : (seconds * this.#travel.speedKmh) / 3600;
      return { seconds, km, cost: block.cost?.[row][column] ?? this.#travel.costPerKm * km };
    }
    if (from === to) return stay;
    const straight = this.#straightKm(from, to);
    if (straight === undefined) return undefined;
    const km = straight * this.#travel.detour;
    const { fastFromKm, fastSpeedKmh, speedKmh, costPerKm } = this.#travel;
    const speed = fastFromKm !== undefined && km >= fastFromKm ? fastSpeedKmh : speedKmh;
    return { seconds: Math.ceil((km * 3600) / speed - 1e-6), km, cost: costPerKm * km };
  }

  #straightKm(from: string, to: string): number | undefined {
    const a = this.#places.get(from);
    const b = this.#places.get(to);
    return a && b && straightKm(a, b);
  }
}

/** As the crow flies; undefined where one of the two has no coordinates, or they are on different sorts of maps. */
export function straightKm(a: DispatchPlace, b: DispatchPlace): number | undefined {
  if (a.lat !== undefined && a.lng !== undefined && b.lat !== undefined && b.lng !== undefined)
    return greatCircleKm(a.lat, a.lng, b.lat, b.lng);
  if (a.xKm !== undefined && a.yKm !== undefined && b.xKm !== undefined && b.yKm !== undefined)
    return Math.hypot(a.xKm - b.xKm, a.yKm - b.yKm);
  return undefined;
}

/** Haversine formula, on a sphere. */
function greatCircleKm(latA: number, lngA: number, latB: number, lngB: number): number {
  const radians = Math.PI / 180;
  const half = (angle: number) => Math.sin((angle * radians) / 2) ** 2;
  const h = half(latB - latA) + Math.cos(latA * radians) * Math.cos(latB * radians) * half(lngB - lngA);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

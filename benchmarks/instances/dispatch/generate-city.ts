/** Where a generated shift happens: plants about half way out, sites in districts and some anywhere. */
import type { Draw, Shape } from './generate.ts';

export interface Place {
  readonly id: string;
  readonly xKm: number;
  readonly yKm: number;
}

export interface City {
  readonly plants: readonly Place[];
  /** A site for each order, but some orders share one. */
  readonly sites: readonly Place[];
}

/** Road over straight line, and speed: as in the requests. */
const kmPerMinute = 35 / 60;
const detour = 1.3;

export function drawCity({ orders, plants: count }: Shape, draw: Draw): City {
  // More plants serve a larger city, so that rides stay of a length.
  const radius = 8 + 4 * Math.sqrt(count);
  const turn = draw.float(0, 2 * Math.PI);
  const plants = Array.from({ length: count }, (_, index) => {
    const away = count === 1 ? radius * 0.2 : radius * draw.float(0.35, 0.65);
    return place(`plant-${index + 1}`, away, turn + (2 * Math.PI * index) / count + draw.float(-0.3, 0.3));
  });
  const districts = Array.from({ length: 3 + count }, () =>
    place('district', radius * draw.float(0.1, 0.85), draw.float(0, 2 * Math.PI)),
  );
  // One site in twenty takes two orders.
  const sites = Array.from({ length: Math.max(1, Math.round(orders * 0.95)) }, (_, index) => {
    const id = `site-${index + 1}`;
    if (draw.chance(0.3)) return place(id, radius * Math.sqrt(draw.float(0, 1)), draw.float(0, 2 * Math.PI));
    const { xKm, yKm } = draw.one(districts);
    return { id, xKm: rounded(xKm + draw.float(-2, 2)), yKm: rounded(yKm + draw.float(-2, 2)) };
  });
  return { plants, sites };
}

/** Minutes from the nearest plant, without traffic. */
export function minutesAway({ plants }: City, { xKm, yKm }: Place): number {
  const km = Math.min(...plants.map((plant) => Math.sqrt((plant.xKm - xKm) ** 2 + (plant.yKm - yKm) ** 2)));
  return (km * detour) / kmPerMinute;
}

function place(id: string, away: number, angle: number): Place {
  return { id, xKm: rounded(away * Math.cos(angle)), yKm: rounded(away * Math.sin(angle)) };
}

function rounded(km: number): number {
  return Math.round(km * 100) / 100;
}

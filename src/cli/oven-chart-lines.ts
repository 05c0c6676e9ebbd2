/** Series of readings as lines of a chart: broken at gaps, steps where they jump, no more points than can be seen. */
import { round } from './svg.ts';

export interface Reading {
  /** ms since 1970. */
  readonly at: number;
  /** null: the oven had none. */
  readonly value: number | null;
}

/** In pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Scale {
  x(at: number): number;
  y(value: number): number;
}

/** Runs without a missing value and without a time of more than `mostGapMs` between two readings. */
export function runs(readings: readonly Reading[], mostGapMs: number): { at: number; value: number }[][] {
  const all: { at: number; value: number }[][] = [];
  let last: number | undefined;
  for (const { at, value } of readings) {
    if (value === null) {
      last = undefined;
      continue;
    }
    if (last === undefined || at - last > mostGapMs) all.push([]);
    all.at(-1)!.push({ at, value });
    last = at;
  }
  return all;
}

/**
 * The first, least, greatest and last point of each pixel column: the line looks the same, and no extreme is lost.
 * @see Jugel, Jerzak, Hackenbroich and Markl (2014), M4: a visualization-oriented time series data aggregation,
 *   Proceedings of the VLDB Endowment 7(10):797-808.
 */
export function thinned(points: readonly Point[]): Point[] {
  return [...Map.groupBy(points, ({ x }) => Math.floor(x)).values()].flatMap((column) => {
    const least = column.reduce((low, point) => (point.y < low.y ? point : low));
    const greatest = column.reduce((high, point) => (point.y > high.y ? point : high));
    const kept = new Set([column[0], least, greatest, column.at(-1)!]);
    return column.filter((point) => kept.has(point));
  });
}

/** Each value is kept until the next one comes. */
export function stepped(points: readonly Point[]): Point[] {
  return points.flatMap((point, index) => (index === 0 ? [point] : [{ x: point.x, y: points[index - 1].y }, point]));
}

export interface LineLook {
  readonly colour: string;
  readonly width: number;
  readonly dashes?: string;
}

/** How a line is drawn, as attributes. */
export function stroke({ colour, width, dashes }: LineLook): string {
  return `stroke="${colour}" stroke-width="${width}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}`;
}

/** A run is a line, a single point a dot. */
export function line(points: readonly Point[], look: LineLook): string {
  const shown = withoutMiddles(thinned(points).map(({ x, y }) => ({ x: round(x), y: round(y) })));
  if (shown.length === 1)
    return `<circle cx="${shown[0].x}" cy="${shown[0].y}" r="${look.width}" fill="${look.colour}"/>`;
  const path = shown.map(({ x, y }) => `${x},${y}`).join(' ');
  return `<polyline points="${path}" fill="none" ${stroke(look)}/>`;
}

/** Points in the middle of a level stretch say nothing. */
function withoutMiddles(points: readonly Point[]): Point[] {
  return points.filter(({ y }, index) => y !== points[index - 1]?.y || y !== points[index + 1]?.y);
}

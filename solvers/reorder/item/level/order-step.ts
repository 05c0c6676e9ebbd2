/**
 * Cost of having the choice of one order:  to[x] = min( from[x], min over q of from[x - q] + cost(q) )  for all levels x.
 *
 * On a segment the cost is linear, so the inner minimum is that of  from[j] - price * level[j]  over a window of levels
 * that moves with x. A queue of candidates that are worth keeping gives all of them in linear time per segment.
 * @see Lemire (2006), Nordic Journal of Computing 13(4):328-339, on the queue (there for maximum and minimum filters).
 */
import type { LevelClass, LevelGrid } from './grid.ts';
import type { Piece } from './pieces.ts';
import { scratch } from './scratch.ts';

/**
 * One class of levels in a table, read upward (direction 1) or downward (-1): position p is at `origin + direction * p`
 * for p in [0, count), and holds a finite cost only for p in [low, high]. Read downward, the same code gives the cost to
 * go instead of the cost so far.
 */
interface Reading {
  readonly origin: number;
  readonly direction: 1 | -1;
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Takes an option's orders into a row of a table.
 * @param from - costs with the order placed after; `to` - has to hold those without an order (Infinity where there must be one).
 * @param direction - 1: costs so far; -1: costs to go, `from` being those after the step.
 */
export function orderStep(
  from: Float64Array,
  to: Float64Array,
  grid: LevelGrid,
  pack: number,
  pieces: readonly Piece[],
  direction: 1 | -1,
): void {
  if (!grid.even) {
    for (const run of runsOf(grid, pack)) {
      for (const piece of pieces) unevenPiece(from, to, grid.levels, run, direction, piece);
    }
    return;
  }
  for (const one of grid.classes) {
    const reading = read(from, one, direction);
    if (reading.low > reading.high) continue;
    for (const piece of pieces) evenPiece(from, to, reading, pack / grid.unit, grid.unit, piece);
  }
}

function read(row: Float64Array, { start, end }: LevelClass, direction: 1 | -1): Reading {
  const origin = direction > 0 ? start : end - 1;
  let low = 0;
  let high = end - start - 1;
  while (low <= high && row[origin + direction * low] === Infinity) low++;
  while (low <= high && row[origin + direction * high] === Infinity) high--;
  return { origin, direction, count: end - start, low, high };
}

/** Levels `unit` apart, `pack` in units. */
function evenPiece(
  from: Float64Array,
  to: Float64Array,
  reading: Reading,
  pack: number,
  unit: number,
  piece: Piece,
): void {
  const { origin, direction, count, low, high } = reading;
  const least = piece.least / unit;
  const greatest = piece.greatest / unit;
  const last = Math.min(count - 1, high + greatest);
  const first = low + least;
  if (first > last) return;
  if (last - low > greatest) {
    evenWindow(from, to, reading, pack, least, greatest, piece.fixed, piece.price * unit);
    return;
  }
  const { fixed } = piece;
  const price = piece.price * unit;
  const strides = Math.min(pack, last - first + 1);
  for (let rest = 0; rest < strides; rest++) {
    let best = Infinity;
    for (let x = first + rest; x <= last; x += pack) {
      const j = x - least;
      if (j <= high) {
        const value = from[origin + direction * j] - price * j;
        if (value < best) best = value;
      }
      const cost = best + fixed + price * x;
      const place = origin + direction * x;
      if (cost < to[place]) to[place] = cost;
    }
  }
}

/** The same where the greatest quantity may keep some x from some j; quantities and price in units. */
function evenWindow(
  from: Float64Array,
  to: Float64Array,
  { origin, direction, count, low, high }: Reading,
  pack: number,
  least: number,
  greatest: number,
  fixed: number,
  price: number,
): void {
  const last = Math.min(count - 1, high + greatest);
  const strides = Math.min(pack, last - low - least + 1);
  const values = scratch('queue values', count);
  const places = scratch('queue places', count);
  for (let rest = 0; rest < strides; rest++) {
    let head = 0;
    let tail = 0;
    for (let x = low + least + rest; x <= last; x += pack) {
      const j = x - least;
      const value = j <= high ? from[origin + direction * j] - price * j : Infinity;
      if (value < Infinity) {
        while (tail > head && values[tail - 1] >= value) tail--;
        values[tail] = value;
        places[tail++] = j;
      }
      while (head < tail && places[head] < x - greatest) head++;
      if (head === tail) continue;
      const cost = values[head] + fixed + price * x;
      const place = origin + direction * x;
      if (cost < to[place]) to[place] = cost;
    }
  }
}

/** Levels at any distance: those of a run, whose distances are multiples of the pack. */
function unevenPiece(
  from: Float64Array,
  to: Float64Array,
  levels: Float64Array,
  run: Int32Array,
  direction: 1 | -1,
  piece: Piece,
): void {
  const count = run.length;
  if (levels[run[count - 1]] - levels[run[0]] > piece.greatest) {
    unevenWindow(from, to, levels, run, direction, piece);
    return;
  }
  const { least, fixed, price } = piece;
  const signedPrice = price * direction;
  let best = Infinity;
  let j = direction > 0 ? 0 : count - 1;
  while (j >= 0 && j < count && from[run[j]] === Infinity) j += direction;
  for (let x = j; x >= 0 && x < count; x += direction) {
    const place = run[x];
    const level = levels[place];
    for (; j !== x; j += direction) {
      const other = run[j];
      if ((level - levels[other]) * direction < least) break;
      const value = from[other] - signedPrice * levels[other];
      if (value < best) best = value;
    }
    const cost = best + fixed + signedPrice * level;
    if (cost < to[place]) to[place] = cost;
  }
}

/** The same where the greatest quantity may keep some levels from each other. */
function unevenWindow(
  from: Float64Array,
  to: Float64Array,
  levels: Float64Array,
  run: Int32Array,
  direction: 1 | -1,
  { least, greatest, fixed, price }: Piece,
): void {
  const count = run.length;
  const values = scratch('queue values', count);
  const at = scratch('queue places', count);
  const origin = direction > 0 ? 0 : count - 1;
  let head = 0;
  let tail = 0;
  let j = 0;
  for (let x = 0; x < count; x++) {
    const place = run[origin + direction * x];
    const level = direction * levels[place];
    for (; j < count; j++) {
      const other = run[origin + direction * j];
      const below = direction * levels[other];
      if (level - below < least) break;
      const value = from[other] - price * below;
      if (value === Infinity) continue;
      while (tail > head && values[tail - 1] >= value) tail--;
      values[tail] = value;
      at[tail++] = below;
    }
    while (head < tail && level - at[head] > greatest) head++;
    if (head === tail) continue;
    const cost = values[head] + fixed + price * level;
    if (cost < to[place]) to[place] = cost;
  }
}

const knownRuns = new WeakMap<LevelGrid, Map<number, readonly Int32Array[]>>();

/** Positions of the levels that are equal modulo a pack, in ascending order of their levels; runs of one are left out. */
function runsOf(grid: LevelGrid, pack: number): readonly Int32Array[] {
  const known = knownRuns.get(grid) ?? new Map<number, readonly Int32Array[]>();
  knownRuns.set(grid, known);
  let runs = known.get(pack);
  if (!runs) {
    const byRest = new Map<number, number[]>();
    grid.levels.forEach((level, place) => {
      const rest = level % pack;
      const run = byRest.get(rest);
      if (run) run.push(place);
      else byRest.set(rest, [place]);
    });
    runs = [...byRest.values()].filter(({ length }) => length > 1).map((run) => Int32Array.from(run));
    known.set(pack, runs);
  }
  return runs;
}

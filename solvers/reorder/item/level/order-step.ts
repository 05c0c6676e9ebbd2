/**
 * Cost of having the choice of one order:  to[x] = min( from[x], min over q of from[x - q] + cost(q) )  for all levels x.
 *
 * On a segment the cost is linear, so the inner minimum is that of  from[j] - price * level[j]  over a window of levels
 * that moves with x. A queue of candidates that are worth keeping gives all of them in linear time per segment.
 * @see Lemire (2006), Nordic Journal of Computing 13(4):328-339, on the queue (there for maximum and minimum filters).
 */
import type { OrderOption } from '../item.ts';
import type { LevelClass, LevelGrid } from './grid.ts';
import { indexScratch, scratch } from './scratch.ts';

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
  option: OrderOption,
  direction: 1 | -1,
): void {
  const { unit, even } = grid;
  const { pack, lineCost } = option;
  for (const one of grid.classes) {
    const reading = read(from, one, direction);
    if (reading.low > reading.high) continue;
    for (const segment of option.segments) {
      const fixed = segment.fixed + lineCost;
      const least = Math.ceil(Math.max(segment.from, option.least) / pack) * pack;
      const most = Math.floor(Math.min(segment.to, option.greatest) / pack) * pack;
      if (least > most) continue;
      if (even) evenSegment(from, to, reading, pack / unit, least / unit, most / unit, fixed, segment.price * unit);
      else unevenSegment(from, to, grid.levels, reading, least, most, fixed, segment.price);
    }
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

/** Levels `unit` apart; quantities and price in units. */
function evenSegment(
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
  if (low + least > last) return;
  const strides = Math.min(pack, last - low - least + 1);
  const whole = last - low <= greatest;
  const values = scratch('queue values', whole ? 0 : count);
  const places = indexScratch('queue places', whole ? 0 : count);
  for (let rest = 0; rest < strides; rest++) {
    let best = Infinity;
    let head = 0;
    let tail = 0;
    for (let x = low + least + rest; x <= last; x += pack) {
      const j = x - least;
      const value = j <= high ? from[origin + direction * j] - price * j : Infinity;
      if (whole) {
        if (value < best) best = value;
      } else {
        if (value < Infinity) {
          while (tail > head && values[tail - 1] >= value) tail--;
          values[tail] = value;
          places[tail++] = j;
        }
        while (head < tail && places[head] < x - greatest) head++;
        best = head < tail ? values[head] : Infinity;
      }
      const cost = best + fixed + price * x;
      const place = origin + direction * x;
      if (cost < to[place]) to[place] = cost;
    }
  }
}

/** Levels at any distance, every one a multiple of the option's pack; quantities in milli. */
function unevenSegment(
  from: Float64Array,
  to: Float64Array,
  levels: Float64Array,
  { origin, direction, count, low, high }: Reading,
  least: number,
  greatest: number,
  fixed: number,
  price: number,
): void {
  const values = scratch('queue values', count);
  const at = scratch('queue levels', count);
  let head = 0;
  let tail = 0;
  let j = low;
  for (let x = low; x < count; x++) {
    const place = origin + direction * x;
    const level = direction * levels[place];
    for (; j <= high; j++) {
      const other = origin + direction * j;
      const below = direction * levels[other];
      if (level - below < least) break;
      const value = from[other] - price * below;
      if (value === Infinity) continue;
      while (tail > head && values[tail - 1] >= value) tail--;
      values[tail] = value;
      at[tail++] = below;
    }
    while (head < tail && level - at[head] > greatest) head++;
    if (head === tail) {
      if (j > high) break;
      continue;
    }
    const cost = values[head] + fixed + price * level;
    if (cost < to[place]) to[place] = cost;
  }
}

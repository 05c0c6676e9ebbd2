/**
 * The pattern of most profit in a cell, by dynamic programming over remaining mass.
 *
 * value[r] is the most profit of the types seen so far in a heat that still has room r, where a heat may end with any
 * room up to high - low: the window is in the start values, and no sum below `low` is ever counted. Types with several
 * pieces go in as lots of 1, 2, 4, ... pieces. One bit per lot and room says whether the lot was taken, and leads back
 * to the pattern. Further dimensions make further axes of the rooms. Profits are whole numbers (below 2^53 in sum), so that
 * equal means equal.
 *
 * @see Martello and Toth (1990), Knapsack Problems, sections 3.4 and 3.6.
 */
import { greatestCommonDivisor } from '../instance.ts';
import type { Cell } from './problem.ts';

/** Lots x rooms up to which a table is the quicker way to price: beyond it a search was, on heats of few pieces. */
export const mostDenseEntries = 6e6;
/** Rooms of a coarse cell. */
const coarseRooms = 200;

export class DenseKnapsack {
  #value = new Float64Array(0);
  #taken = new Uint8Array(0);

  /**
   * @param profit - of a piece by place, whole numbers of any sign.
   * @param most - pieces by place at most.
   * @param pieces - receives the pattern by place.
   * @returns its profit; -Infinity where no pattern lies in the window.
   */
  best(cell: Cell, profit: Float64Array, most: Int32Array, pieces: Int32Array): number {
    const massRooms = cell.high + 1;
    const dimensions = cell.capacity.length;
    const { steps, rooms } = sizeStates(cell);
    const [firstRooms = 1, secondRooms = 1] = rooms;
    const secondStride = massRooms * firstRooms;
    const states = secondStride * secondRooms;
    const span = cell.high - cell.low;
    // Where a heat may be all but empty a piece that costs profit is not wanted beside one that brings some; a heat of
    // pieces that all cost profit may still be asked for, by a limit that pays for heats.
    const gains = (at: number) => profit[at] > 0 && most[at] > 0 && cell.mass[at] <= cell.high;
    const onlyGains = cell.low <= 1 && profit.some((_, at) => gains(at));
    const lots: { at: number; size: number }[] = [];
    for (let at = 0; at < profit.length; at++) {
      if (onlyGains && profit[at] <= 0) continue;
      const limit = Math.min(most[at], Math.floor(cell.high / cell.mass[at]));
      for (let size = 1, rest = limit; rest > 0; size *= 2) {
        const lot = Math.min(size, rest);
        lots.push({ at, size: lot });
        rest -= lot;
      }
    }
    pieces.fill(0);
    if (this.#value.length < states) this.#value = new Float64Array(states);
    if (this.#taken.length < lots.length * states) this.#taken = new Uint8Array(Math.ceil(lots.length * states * 1.2));
    const value = this.#value;
    const taken = this.#taken;
    for (let row = 0; row < states; row += massRooms) {
      value.fill(0, row, row + span + 1);
      value.fill(-Infinity, row + span + 1, row + massRooms);
    }
    taken.fill(0, 0, lots.length * states);
    const units = (at: number, d: number) => (d < dimensions ? cell.size[at * dimensions + d] / steps[d] : 0);
    const shiftOf = (at: number) => cell.mass[at] + units(at, 0) * massRooms + units(at, 1) * secondStride;
    for (let k = 0; k < lots.length; k++) {
      const { at, size } = lots[k];
      const weight = size * cell.mass[at];
      const shift = size * shiftOf(at);
      const gain = size * profit[at];
      const base = k * states;
      const leastFirst = size * units(at, 0);
      const leastSecond = size * units(at, 1);
      for (let second = secondRooms - 1; second >= leastSecond; second--)
        for (let first = firstRooms - 1; first >= leastFirst; first--) {
          const row = second * secondStride + first * massRooms;
          const last = row + weight;
          for (let state = row + massRooms - 1; state >= last; state--) {
            const other = value[state - shift] + gain;
            if (other > value[state]) {
              value[state] = other;
              taken[base + state] = 1;
            }
          }
        }
    }
    const best = value[states - 1];
    if (best === -Infinity) return best;
    for (let k = lots.length - 1, state = states - 1; k >= 0; k--) {
      if (taken[k * states + state] === 0) continue;
      const { at, size } = lots[k];
      pieces[at] += size;
      state -= size * shiftOf(at);
    }
    return best;
  }
}

/** Rooms of the further dimensions, in steps that all sizes are multiples of. */
function sizeStates({ capacity, size }: Cell): { steps: number[]; rooms: number[] } {
  const steps = Array.from(capacity, (_, d) => {
    const sizes = size.filter((_use, index) => index % capacity.length === d);
    return sizes.reduce(greatestCommonDivisor, 0) || 1;
  });
  return { steps, rooms: Array.from(capacity, (room, d) => Math.floor(room / steps[d]) + 1) };
}

/** Entries of the table that `best` fills; undefined where it cannot say what a heat may hold. */
export function denseEntries(cell: Cell): number | undefined {
  if (cell.conflicts) return undefined;
  let lots = 0;
  for (const most of cell.most) lots += Math.ceil(Math.log2(most + 1));
  return sizeStates(cell).rooms.reduce((product, rooms) => product * rooms, lots * (cell.high + 1));
}

/**
 * The cell on a grid, weights rounded up: its patterns are patterns of the cell (but for a least mass), some of the best
 * are missing, and its table is small. For cells without further dimensions: with them a short search finds more.
 */
export function coarseCell(cell: Cell): Cell {
  const { mass, high, low } = cell;
  const grid = Math.max(1, Math.ceil(high / coarseRooms));
  return {
    ...cell,
    mass: mass.map((weight) => Math.ceil(weight / grid)),
    high: Math.floor(high / grid),
    low: low <= 1 ? low : Math.min(Math.floor(high / grid), Math.ceil(low / grid)),
  };
}

/**
 * The pattern of most profit in a cell, by dynamic programming over remaining mass.
 *
 * value[r] is the most profit of the types seen so far in a heat that still has room r, where a heat may end with any
 * room up to high - low: the window is in the start values, and no sum below `low` is ever counted. Types with several
 * pieces go in as lots of 1, 2, 4, ... pieces. One bit per lot and room says whether the lot was taken, and leads back
 * to the pattern. Profits are whole numbers (below 2^53 in sum), so that equal means equal.
 *
 * @see Martello and Toth (1990), Knapsack Problems, sections 3.4 and 3.6.
 */
import type { Cell } from './problem.ts';

/** Lots x rooms beyond which a cell is priced by search instead (bytes of one table; beyond it the search was quicker on heats of few pieces). */
export const mostDenseEntries = 6e6;

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
    const rooms = cell.high + 1;
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
    if (this.#value.length < rooms) this.#value = new Float64Array(rooms);
    if (this.#taken.length < lots.length * rooms) this.#taken = new Uint8Array(Math.ceil(lots.length * rooms * 1.2));
    const value = this.#value;
    const taken = this.#taken;
    value.fill(0, 0, span + 1);
    value.fill(-Infinity, span + 1, rooms);
    for (let k = 0; k < lots.length; k++) {
      const { at, size } = lots[k];
      const weight = size * cell.mass[at];
      const gain = size * profit[at];
      const base = k * rooms;
      taken.fill(0, base, base + Math.min(weight, rooms));
      for (let room = rooms - 1; room >= weight; room--) {
        const other = value[room - weight] + gain;
        if (other > value[room]) {
          value[room] = other;
          taken[base + room] = 1;
        } else taken[base + room] = 0;
      }
    }
    const best = value[cell.high];
    if (best === -Infinity) return best;
    for (let k = lots.length - 1, room = cell.high; k >= 0; k--) {
      if (taken[k * rooms + room] === 0) continue;
      pieces[lots[k].at] += lots[k].size;
      room -= lots[k].size * cell.mass[lots[k].at];
    }
    return best;
  }
}

/** Bytes that `best` needs for a cell's table. */
export function denseEntries(cell: Cell): number {
  let lots = 0;
  for (const most of cell.most) lots += Math.ceil(Math.log2(most + 1));
  return lots * (cell.high + 1);
}

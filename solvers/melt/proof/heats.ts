/**
 * The heats there can be in a cell: how much profit one can have at most, and a list of those that have much.
 *
 * All profits are whole and their sums below 2^53, so that every number here is exact. Where masses are too fine for a
 * table they are rounded down to a grid, which lets more heats in and so can only raise what a heat may bring.
 */
import { Refused, type Work } from './exact.ts';
import type { ProofCell } from './week.ts';

/** Entries of a table: 32 MB and 64 MB. */
const mostRooms = 4_000_000;
const mostEntries = 8_000_000;
/** Pieces in a heat beyond which none are listed: each is a level of the search. */
const mostPieces = 4000;

export interface MostProfit {
  /** No heat of the cell has more; -Infinity where there is no heat. */
  readonly profit: number;
  /** Whether a heat has as much. */
  readonly exact: boolean;
}

/** By bounded knapsack over masses, and over each further dimension by itself; the least of them holds. */
export function mostProfit(cell: ProofCell, profit: Float64Array, work: Work): MostProfit {
  const grid = Math.ceil((cell.high + 1) / mostRooms);
  const fewest = cell.mass[cell.mass.length - 1];
  // Rounded weights of a heat miss less than a step of the grid for each of its pieces.
  const slack = grid === 1 ? 0 : Math.ceil(cell.high / fewest) + 1;
  const byMass = fill(cell.mass, profit, cell.most, cell.high, grid, work);
  const from = Math.max(0, Math.floor(cell.low / grid) - slack);
  let best = -Infinity;
  for (let room = from; room < byMass.length; room++) if (byMass[room] > best) best = byMass[room];
  cell.sizes.forEach((sizes, d) => {
    const bySize = fill(
      sizes,
      profit,
      cell.most,
      cell.capacity[d],
      Math.ceil((cell.capacity[d] + 1) / mostRooms),
      work,
    );
    best = Math.min(
      best,
      bySize.reduce((most, value) => Math.max(most, value), -Infinity),
    );
  });
  return { profit: best, exact: grid === 1 && cell.sizes.length === 0 && cell.rivals.every((own) => own.length === 0) };
}

/** The greatest mass within the window that pieces add up to, further rules aside; its end where that is too fine to tell, 0 where there is none. */
export function greatestMass(cell: ProofCell, work: Work): number {
  if (cell.high >= mostRooms) return cell.high;
  const reached = fill(cell.mass, new Float64Array(cell.mass.length), cell.most, cell.high, 1, work);
  let mass = cell.high;
  while (mass >= cell.low && reached[mass] === -Infinity) mass--;
  return mass >= cell.low ? mass : 0;
}

/** Most profit by weight in steps of the grid, rounded down piece by piece; -Infinity where no pieces weigh so much. */
function fill(
  weight: readonly number[],
  profit: Float64Array,
  most: readonly number[],
  capacity: number,
  grid: number,
  work: Work,
): Float64Array {
  const rooms = Math.floor(capacity / grid) + 1;
  const best = new Float64Array(rooms).fill(-Infinity);
  best[0] = 0;
  for (let at = 0; at < weight.length; at++)
    for (const lot of lotsOf(most[at])) {
      work.spend(rooms);
      const step = Math.floor(weight[at] / grid) * lot;
      const gain = profit[at] * lot;
      if (step === 0) {
        if (gain > 0) for (let room = 0; room < rooms; room++) best[room] += gain;
        continue;
      }
      for (let room = rooms - 1; room >= step; room--) {
        const value = best[room - step] + gain;
        if (value > best[room]) best[room] = value;
      }
    }
  return best;
}

/** Numbers of which subsets add up to everything from 0 to `pieces`. */
function lotsOf(pieces: number): number[] {
  const lots: number[] = [];
  let rest = pieces;
  for (let lot = 1; rest > 0; lot *= 2) {
    lots.push(Math.min(lot, rest));
    rest -= lots[lots.length - 1];
  }
  return lots;
}

/**
 * Hands out every heat of the cell of at least `least` mass and `need` profit, none twice.
 * @param take - gets profit and pieces by place, which hold until it returns; returns the profit needed from then on.
 */
export function eachHeat(
  cell: ProofCell,
  profit: Float64Array,
  least: number,
  need: number,
  work: Work,
  take: (profit: number, pieces: Int32Array) => number,
): void {
  const places = cell.mass.length;
  const span = cell.high - Math.max(cell.low, least);
  if (span < 0) return;
  if (Math.floor(cell.high / cell.mass[places - 1]) > mostPieces)
    throw new Refused(`heats of ${cell.furnace} with ${cell.grade} hold too many pieces to be listed`);
  const grid = Math.ceil((cell.high + 1) / Math.max(1, Math.floor(mostEntries / (places + 1))));
  const { bound, rooms } = restTable(cell, profit, span, grid, work);
  const pieces = new Int32Array(places);
  const used = cell.sizes.map(() => 0);
  let wanted = need;
  const fits = (at: number) =>
    pieces[at] < cell.most[at] &&
    cell.sizes.every((sizes, d) => used[d] + sizes[at] <= cell.capacity[d]) &&
    cell.rivals[at].every((other) => pieces[other] === 0);
  const visit = (from: number, room: number, sum: number): void => {
    if (room <= span && room < cell.high && sum >= wanted) wanted = take(sum, pieces);
    for (let at = from; at < places; at++) {
      work.spend(1);
      if (sum + bound[at * rooms + Math.floor(room / grid)] < wanted) return;
      if (cell.mass[at] > room || !fits(at)) continue;
      pieces[at]++;
      for (let d = 0; d < used.length; d++) used[d] += cell.sizes[d][at];
      visit(at, room - cell.mass[at], sum + profit[at]);
      for (let d = 0; d < used.length; d++) used[d] -= cell.sizes[d][at];
      pieces[at]--;
    }
  };
  visit(0, cell.high, 0);
}

/** `bound[place * rooms + room]`: what the places from `place` on can add within so much room and leave at most `span` of it. */
function restTable(
  cell: ProofCell,
  profit: Float64Array,
  span: number,
  grid: number,
  work: Work,
): { bound: Float64Array; rooms: number } {
  const places = cell.mass.length;
  const rooms = Math.floor(cell.high / grid) + 1;
  const slack = grid === 1 ? 0 : Math.ceil(cell.high / cell.mass[places - 1]) + 1;
  const mayStay = Math.floor(span / grid) + slack;
  const bound = new Float64Array((places + 1) * rooms).fill(-Infinity);
  bound.fill(0, places * rooms, places * rooms + Math.min(rooms, mayStay + 1));
  for (let at = places - 1; at >= 0; at--) {
    const row = at * rooms;
    bound.copyWithin(row, row + rooms, row + 2 * rooms);
    for (const lot of lotsOf(cell.most[at])) {
      work.spend(rooms);
      const step = Math.floor(cell.mass[at] / grid) * lot;
      const gain = profit[at] * lot;
      if (step === 0) {
        if (gain > 0) for (let room = 0; room < rooms; room++) bound[row + room] += gain;
        continue;
      }
      for (let room = rooms - 1; room >= step; room--) {
        const value = bound[row + room - step] + gain;
        if (value > bound[row + room]) bound[row + room] = value;
      }
    }
  }
  return { bound, rooms };
}

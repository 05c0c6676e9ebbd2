/**
 * Patterns of a cell by depth-first search: all of at least some profit, or the best where a table of all masses would
 * be too large or where heats have further dimensions and incompatible types.
 *
 * Types are tried in their order. What the types from a place on can still add is bounded by a table over the room that
 * is left, of mass with the window in its start values and of every further dimension together. Where rooms are many the
 * table is over a grid.
 *
 * @see Belov and Scheithauer (2006), European Journal of Operational Research 171:85-106, on enumeration with bounds.
 */
import { greatestCommonDivisor } from '../instance.ts';
import type { Cell } from './problem.ts';

/** Entries of a table of bounds: 32 MB where all patterns are listed, less where only the best one is wanted. */
export const fineEntries = 4e6;
export const coarseEntries = 2e5;
/** Rooms of a further dimension in the table. */
const mostSizeRooms = 48;
/** Pieces of a heat beyond which a search gives up: it goes one call deeper with each (some ten thousand calls fit). */
const mostDepth = 3000;

/**
 * `bound[place * states + state]`: profit that the places from `place` on can add to a heat that has room for mass and
 * further dimensions; the state is made of all three, the mass last.
 */
interface BoundTable {
  readonly bound: Float64Array;
  readonly states: number;
  /** By dimension, mass first. */
  readonly grid: readonly number[];
  readonly stride: readonly number[];
}

export interface SearchLimits {
  /** Steps of the search after which it gives up. */
  readonly mostSteps: number;
  /** Of the table of bounds; the more, the closer they are. */
  readonly mostEntries: number;
  shouldStop(): boolean;
}

export class PatternSearch {
  /** False once a search gave up: what it found is not all there is. */
  complete = true;
  steps = 0;
  readonly #cell: Cell;
  readonly #profit: Float64Array;
  readonly #most: Int32Array;
  readonly #table: BoundTable;
  readonly #pieces: Int32Array;
  readonly #barred: Int32Array;
  readonly #room: Float64Array;
  readonly #limits: SearchLimits;
  #need = 0;
  #depth = 0;
  #emit: (profit: number, mass: number) => void = () => {};

  constructor(cell: Cell, profit: Float64Array, most: Int32Array, limits: SearchLimits) {
    this.#cell = cell;
    this.#profit = profit;
    this.#most = most;
    this.#limits = limits;
    this.#pieces = new Int32Array(profit.length);
    this.#barred = new Int32Array(profit.length);
    this.#room = new Float64Array(cell.capacity);
    this.#table = boundTable(cell, profit, most, limits.mostEntries);
  }

  /** Profit that no pattern exceeds. */
  get bound(): number {
    return this.#boundAt(0, this.#cell.high);
  }

  /**
   * Hands out each pattern of at least `need` profit, none twice.
   * @param emit - gets profit and mass; `pieces` holds the pattern until it returns, by place. May raise the need.
   */
  each(
    need: number,
    emit: (profit: number, mass: number, pieces: Int32Array, raise: (need: number) => void) => void,
  ): void {
    this.#need = need;
    this.complete = true;
    const raise = (higher: number) => {
      this.#need = Math.max(this.#need, higher);
    };
    this.#emit = (profit, mass) => emit(profit, mass, this.#pieces, raise);
    this.#visit(0, this.#cell.high, 0);
  }

  /** The best pattern of at least `need` profit into `pieces`; -Infinity where none was found. */
  best(need: number, pieces: Int32Array): number {
    let best = -Infinity;
    this.each(need, (profit, _mass, found, raise) => {
      best = profit;
      pieces.set(found);
      raise(profit + 1);
    });
    return best;
  }

  #boundAt(place: number, room: number): number {
    const { bound, states, grid, stride } = this.#table;
    let state = Math.floor(room / grid[0]);
    for (let d = 0; d < this.#room.length; d++) state += stride[d + 1] * Math.floor(this.#room[d] / grid[d + 1]);
    return bound[place * states + state];
  }

  /** All ways to go on from a heat that has `profit` and `room`, with types from `from` on. */
  #visit(from: number, room: number, profit: number): void {
    const cell = this.#cell;
    const { mass } = cell;
    if (profit >= this.#need && room <= cell.high - cell.low && room < cell.high) this.#emit(profit, cell.high - room);
    for (let at = from; at < mass.length; at++) {
      if (
        ++this.steps > this.#limits.mostSteps ||
        this.#depth > mostDepth ||
        ((this.steps & 4095) === 0 && this.#limits.shouldStop())
      ) {
        this.complete = false;
        this.steps = this.#limits.mostSteps;
        return;
      }
      // The bound counts any use of this place and the ones after it, so none of them can do better.
      if (profit + this.#boundAt(at, room) < this.#need) return;
      if (mass[at] > room || this.#pieces[at] >= this.#most[at] || this.#barred[at] > 0 || !this.#take(at)) continue;
      const after = profit + this.#profit[at];
      if (after + this.#boundAt(at, room - mass[at]) >= this.#need) this.#visit(at, room - mass[at], after);
      this.#untake(at);
      if (!this.complete) return;
    }
  }

  #take(at: number): boolean {
    const { size, capacity, conflicts } = this.#cell;
    const dimensions = capacity.length;
    for (let d = 0; d < dimensions; d++) if (size[at * dimensions + d] > this.#room[d]) return false;
    for (let d = 0; d < dimensions; d++) this.#room[d] -= size[at * dimensions + d];
    this.#pieces[at]++;
    this.#depth++;
    if (conflicts) for (const other of conflicts[at]) this.#barred[other]++;
    return true;
  }

  #untake(at: number): void {
    const { size, capacity, conflicts } = this.#cell;
    const dimensions = capacity.length;
    for (let d = 0; d < dimensions; d++) this.#room[d] += size[at * dimensions + d];
    this.#pieces[at]--;
    this.#depth--;
    if (conflicts) for (const other of conflicts[at]) this.#barred[other]--;
  }
}

/** Weights are rounded down to the grid of their dimension, which only raises the bound. */
function boundTable(cell: Cell, profit: Float64Array, most: Int32Array, mostEntries: number): BoundTable {
  const { capacity, size, mass, high, low } = cell;
  const dimensions = capacity.length;
  const places = mass.length;
  const sizeGrids = Array.from(capacity, (room, d) => {
    const step = mass.reduce((divisor, _, at) => greatestCommonDivisor(divisor, size[at * dimensions + d]), 0) || 1;
    return step * Math.max(1, Math.ceil((room / step + 1) / mostSizeRooms));
  });
  const sizeRooms = Array.from(capacity, (room, d) => Math.floor(room / sizeGrids[d]) + 1);
  const sizeStates = sizeRooms.reduce((product, rooms) => product * rooms, 1);
  const massGrid = Math.max(1, Math.ceil((high + 1) / Math.max(8, mostEntries / (places + 1) / sizeStates)));
  const massRooms = Math.floor(high / massGrid) + 1;
  const states = massRooms * sizeStates;
  // On a grid each piece may weigh up to one step more than its rounded weight says.
  const slack = massGrid === 1 ? 0 : Math.ceil(high / Math.min(...mass));
  const span = Math.ceil((high - low) / massGrid) + slack;
  const bound = new Float64Array((places + 1) * states);
  for (let state = 0; state < states; state++) if (state % massRooms > span) bound[places * states + state] = -Infinity;
  const [firstRooms = 1, secondRooms = 1] = sizeRooms;
  const secondStride = massRooms * firstRooms;
  for (let at = places - 1; at >= 0; at--) {
    const row = at * states;
    bound.copyWithin(row, row + states, row + 2 * states);
    const massUnit = Math.floor(mass[at] / massGrid);
    const firstUnit = dimensions > 0 ? Math.floor(size[at * dimensions] / sizeGrids[0]) : 0;
    const secondUnit = dimensions > 1 ? Math.floor(size[at * dimensions + 1] / sizeGrids[1]) : 0;
    for (let lot = 1, rest = most[at]; rest > 0; lot *= 2) {
      const pieces = Math.min(lot, rest);
      rest -= pieces;
      const gain = pieces * profit[at];
      const step = pieces * massUnit;
      const shift = step + pieces * (firstUnit * massRooms + secondUnit * secondStride);
      if (shift === 0) {
        if (gain > 0) for (let state = row; state < row + states; state++) bound[state] += gain;
        continue;
      }
      for (let second = secondRooms - 1; second >= pieces * secondUnit; second--)
        for (let first = firstRooms - 1; first >= pieces * firstUnit; first--) {
          const base = row + second * secondStride + first * massRooms;
          for (let state = base + massRooms - 1; state >= base + step; state--) {
            const other = bound[state - shift] + gain;
            if (other > bound[state]) bound[state] = other;
          }
        }
    }
  }
  return { bound, states, grid: [massGrid, ...sizeGrids], stride: [1, massRooms, secondStride] };
}

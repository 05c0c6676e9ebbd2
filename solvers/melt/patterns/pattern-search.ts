/**
 * Patterns of a cell by depth-first search: all of at least some profit, or the best where a table of all masses would
 * be too large or where heats have further dimensions and incompatible types.
 *
 * Types are tried from heavy to light. What the types from a place on can still add is bounded by tables: one over
 * remaining mass with the window in its start values, one over the room in each further dimension; the least of them
 * holds. Where rooms are many the table is over a grid: weights are rounded down to it, which only raises the bound.
 *
 * @see Belov and Scheithauer (2006), European Journal of Operational Research 171:85-106, on enumeration with bounds.
 */
import type { Cell } from './problem.ts';

/** Rooms of one table row; finer masses go onto a grid. A coarse one does where only the best pattern is wanted. */
export const fineRooms = 16_384;
export const coarseRooms = 4096;
/** Entries of a table: 64 MB. */
const mostEntries = 8e6;
/** Pieces of a heat beyond which a search gives up: it goes one call deeper with each (some ten thousand calls fit). */
const mostDepth = 3000;

interface BoundTable {
  /** `bound[place * rooms + room]`: profit that the places from `place` on can add within the room. */
  readonly bound: Float64Array;
  readonly rooms: number;
  readonly grid: number;
}

export interface SearchLimits {
  /** Steps of the search after which it gives up. */
  readonly mostSteps: number;
  /** Rooms of a table row at most. */
  readonly mostRooms: number;
  shouldStop(): boolean;
}

export class PatternSearch {
  /** False once a search gave up: what it found is not all there is. */
  complete = true;
  steps = 0;
  readonly #cell: Cell;
  readonly #profit: Float64Array;
  readonly #most: Int32Array;
  readonly #tables: readonly BoundTable[];
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
    const rooms = limits.mostRooms;
    this.#tables = [
      massTable(cell, profit, most, rooms),
      ...Array.from(cell.capacity, (_, d) => sizeTable(cell, profit, most, d, rooms)),
    ];
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
    let least = Infinity;
    for (let k = 0; k < this.#tables.length; k++) {
      const { bound, rooms, grid } = this.#tables[k];
      const left = k === 0 ? room : this.#room[k - 1];
      const value = bound[place * rooms + (grid === 1 ? left : Math.min(rooms - 1, Math.floor(left / grid)))];
      if (value < least) least = value;
    }
    return least;
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

function massTable(cell: Cell, profit: Float64Array, most: Int32Array, mostRooms: number): BoundTable {
  const fewest = Math.min(...cell.mass);
  const grid = gridOf(cell.high, cell.mass.length, mostRooms);
  // On a grid each piece may weigh up to one step more than its rounded weight says.
  const slack = grid === 1 ? 0 : Math.ceil(cell.high / fewest);
  const span = Math.ceil((cell.high - cell.low) / grid) + slack;
  return table(cell.mass, profit, most, cell.high, span, grid);
}

function sizeTable(
  { size, capacity, mass }: Cell,
  profit: Float64Array,
  most: Int32Array,
  d: number,
  mostRooms: number,
): BoundTable {
  const use = Float64Array.from(mass, (_, at) => size[at * capacity.length + d]);
  return table(use, profit, most, capacity[d], Infinity, gridOf(capacity[d], mass.length, mostRooms));
}

function gridOf(capacity: number, places: number, mostRooms: number): number {
  return Math.max(1, Math.ceil((capacity + 1) / Math.min(mostRooms, Math.floor(mostEntries / (places + 1)))));
}

/** @param span - steps of the grid that may stay empty at the end. */
function table(
  weight: Float64Array,
  profit: Float64Array,
  most: Int32Array,
  capacity: number,
  span: number,
  grid: number,
): BoundTable {
  const rooms = Math.floor(capacity / grid) + 1;
  const bound = new Float64Array((weight.length + 1) * rooms);
  const last = weight.length * rooms;
  if (span < rooms) bound.fill(-Infinity, last + span + 1, last + rooms);
  for (let at = weight.length - 1; at >= 0; at--) {
    const row = at * rooms;
    bound.copyWithin(row, row + rooms, row + 2 * rooms);
    const unit = Math.floor(weight[at] / grid);
    for (let size = 1, rest = most[at]; rest > 0; size *= 2) {
      const lot = Math.min(size, rest);
      rest -= lot;
      const step = lot * unit;
      const gain = lot * profit[at];
      if (step >= rooms) break;
      if (step === 0) {
        if (gain > 0) for (let room = row; room < row + rooms; room++) bound[room] += gain;
        continue;
      }
      for (let room = row + rooms - 1; room >= row + step; room--) {
        const other = bound[room - step] + gain;
        if (other > bound[room]) bound[room] = other;
      }
    }
  }
  return { bound, rooms, grid };
}

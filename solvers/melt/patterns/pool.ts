/**
 * All patterns that a plan better than the best known can use, listed.
 *
 * With multipliers that prove a bound, a pattern whose reduced cost is above the distance from the bound to the best
 * plan can be in no better plan (reduced-cost fixing). Where the rest can be listed, the problem is a set partitioning
 * problem over the list: what follows, cuts and branches of any kind, prices by a walk over it.
 *
 * A second rule holds where every piece must be poured and fills bring nothing: heats within the cost of interest have
 * only so much room in all, hence no heat may leave more room than that.
 *
 * @see Baldacci, Christofides and Mingozzi (2008), Mathematical Programming 115:351-385, on route enumeration.
 */
import type { Clock } from './clock.ts';
import { cellCharge, type Multipliers, profitsOf } from './multipliers.ts';
import { fineEntries, PatternSearch } from './pattern-search.ts';
import type { Pattern, PatternProblem } from './problem.ts';

/** Steps of all searches together. */
const mostSteps = 60e6;

export class Pool {
  /** Entries of pattern p: `rows` and `pieces` from `starts[p]` to `starts[p + 1]`. */
  starts = new Int32Array(1024);
  rows = new Uint16Array(8192);
  pieces = new Uint16Array(8192);
  cell = new Uint16Array(1024);
  /** Reduced cost at the multipliers of the enumeration, scaled. */
  reducedCost = new Float64Array(1024);
  size = 0;

  add(cell: number, rowsOfCell: Int32Array, places: Int32Array, reducedCost: number): void {
    let end = this.starts[this.size];
    if (this.size + 2 > this.starts.length) {
      this.starts = grown(this.starts, Int32Array);
      this.cell = grown(this.cell, Uint16Array);
      this.reducedCost = grown(this.reducedCost, Float64Array);
    }
    for (let at = 0; at < places.length; at++) {
      if (places[at] === 0) continue;
      if (end === this.rows.length) {
        this.rows = grown(this.rows, Uint16Array);
        this.pieces = grown(this.pieces, Uint16Array);
      }
      this.rows[end] = rowsOfCell[at];
      this.pieces[end++] = places[at];
    }
    this.cell[this.size] = cell;
    this.reducedCost[this.size] = reducedCost;
    this.starts[++this.size] = end;
  }

  /** Keeps the patterns that pass, in their order. */
  filter(keeps: (pattern: number) => boolean): void {
    let size = 0;
    let end = 0;
    for (let p = 0; p < this.size; p++) {
      if (!keeps(p)) continue;
      const from = this.starts[p];
      const to = this.starts[p + 1];
      this.rows.copyWithin(end, from, to);
      this.pieces.copyWithin(end, from, to);
      this.cell[size] = this.cell[p];
      this.reducedCost[size] = this.reducedCost[p];
      end += to - from;
      this.starts[++size] = end;
    }
    this.size = size;
  }

  pattern(p: number, problem: PatternProblem): Pattern {
    const cell = this.cell[p];
    const placeOf = new Map(Array.from(problem.cells[cell].rows, (row, at) => [row, at]));
    const rows = this.rows.subarray(this.starts[p], this.starts[p + 1]);
    return {
      cell,
      places: Int32Array.from(rows, (row) => placeOf.get(row)!),
      pieces: Int32Array.from(this.pieces.subarray(this.starts[p], this.starts[p + 1])),
    };
  }
}

function grown<Kind extends { length: number; set(from: Kind): void }>(
  array: Kind,
  of: new (length: number) => Kind,
): Kind {
  const larger = new of(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * @param gap - scaled distance from the bound of the multipliers to the objective of interest.
 * @param mostWaste - room that a heat may leave at most, in mass units.
 * @returns undefined where there are more than `mostPatterns`, or time ran out.
 */
export function enumeratePatterns(
  problem: PatternProblem,
  multipliers: Multipliers,
  gap: number,
  mostWaste: number,
  mostPatterns: number,
  clock: Clock,
): Pool | undefined {
  const pool = new Pool();
  let steps = mostSteps;
  for (let index = 0; index < problem.cells.length; index++) {
    if (clock.expired) return undefined;
    const cell = problem.cells[index];
    const charge = cellCharge(problem, multipliers, index);
    const within = { ...cell, low: Math.max(cell.low, cell.high - mostWaste) };
    if (within.low > within.high) continue;
    const search = new PatternSearch(within, profitsOf(cell, multipliers), cell.most, {
      mostSteps: steps,
      mostEntries: fineEntries,
      shouldStop: () => clock.expired || pool.size > mostPatterns,
    });
    search.each(charge - gap, (profit, _mass, places) => pool.add(index, cell.rows, places, charge - profit));
    steps -= search.steps;
    if (!search.complete || pool.size > mostPatterns) return undefined;
  }
  return pool;
}

/**
 * Finds violated odd-set cuts (side-rows.ts): sets of types with an odd number of pieces in all. Every plan has a heat
 * that holds an odd number of the set's pieces, so the values of such patterns must add up to at least 1.
 *
 * Sets grow greedily from one type, two types at a time, each step to the least weight of odd patterns; every set on the
 * way is looked at. Three types give the subset-row cuts, pairs in a heat the odd cycles of matching.
 *
 * @see Jepsen, Petersen, Spoorendonk and Pisinger (2008), Operations Research 56:497-511; Caprara and Fischetti (1996),
 *   Mathematical Programming 74:221-235, on {0, 1/2}-cuts.
 */
import type { Pool } from './pool.ts';

/** Weight that the odd patterns must miss of 1. */
const leastViolation = 0.04;
const mostTypes = 15;
/** Sets whose odd patterns weigh more are not grown on. */
const hopelessWeight = 1.7;
/** First partners tried in each step. */
const firstTries = 6;
const usesOfType = 6;

export interface Support {
  readonly pattern: number;
  readonly value: number;
}

/** @returns sets of rows, most violated first. */
export function separateOddSets(pool: Pool, support: readonly Support[], demand: Int32Array, most: number): number[][] {
  const growth = new Growth(pool, support, demand.length);
  const found = new Map<string, { rows: number[]; weight: number }>();
  for (let start = 0; start < demand.length; start++) {
    if (demand[start] % 2 === 0 || !growth.isFractional(start)) continue;
    growth.begin(start);
    while (growth.rows.length + 2 <= mostTypes && growth.weight < hopelessWeight && growth.step(demand)) {
      if (growth.weight > 1 - leastViolation) continue;
      const rows = [...growth.rows].sort((a, b) => a - b);
      found.set(rows.join(' '), { rows, weight: growth.weight });
    }
  }
  const ranked = [...found.values()].sort(
    (a, b) => a.weight - b.weight || a.rows.length - b.rows.length || a.rows[0] - b.rows[0],
  );
  // Few cuts on the same type: the first ones usually mend the others.
  const uses = new Map<number, number>();
  const chosen: number[][] = [];
  for (const { rows } of ranked) {
    if (chosen.length >= most) break;
    if (rows.some((row) => (uses.get(row) ?? 0) >= usesOfType)) continue;
    for (const row of rows) uses.set(row, (uses.get(row) ?? 0) + 1);
    chosen.push(rows);
  }
  return chosen;
}

/** A set of types with the parity of each pattern's pieces in it. */
class Growth {
  rows: number[] = [];
  weight = 0;
  readonly #value: Float64Array;
  readonly #odd: Uint8Array;
  /** By row: places in the support of patterns with an odd number of its pieces. */
  readonly #holders: number[][];
  /** By place in the support: rows of which the pattern has an odd number. */
  readonly #held: number[][];
  readonly #inSet: Uint8Array;
  readonly #near: Int32Array;
  /** Stamp of the last look in which a row was met. */
  readonly #seen: Int32Array;
  #now = 0;

  constructor({ starts, rows, pieces }: Pool, support: readonly Support[], types: number) {
    this.#value = Float64Array.from(support, ({ value }) => value);
    this.#odd = new Uint8Array(support.length);
    this.#inSet = new Uint8Array(types);
    this.#near = new Int32Array(types);
    this.#seen = new Int32Array(types);
    this.#holders = Array.from({ length: types }, () => []);
    this.#held = support.map(({ pattern }, at) => {
      const own: number[] = [];
      for (let e = starts[pattern]; e < starts[pattern + 1]; e++) {
        if (pieces[e] % 2 === 0) continue;
        own.push(rows[e]);
        this.#holders[rows[e]].push(at);
      }
      return own;
    });
  }

  isFractional(row: number): boolean {
    return this.#holders[row].some((at) => Math.abs(this.#value[at] - Math.round(this.#value[at])) > 1e-6);
  }

  begin(row: number): void {
    this.#odd.fill(0);
    this.#inSet.fill(0);
    this.rows = [];
    this.weight = 0;
    this.#toggle(row);
  }

  /** Adds one type with an even demand or two with odd ones. @returns false where there is none to add. */
  step(demand: Int32Array): boolean {
    const near = this.#near;
    const first = Array.from(near.subarray(0, this.#neighbours(near)), (row) => ({ row, change: this.#change(row) }))
      .sort((a, b) => a.change - b.change || a.row - b.row)
      .slice(0, firstTries);
    let bestChange = Infinity;
    let best: number[] = [];
    for (const { row, change } of first) {
      if (demand[row] % 2 === 0) {
        if (change < bestChange) {
          bestChange = change;
          best = [row];
        }
        continue;
      }
      this.#toggle(row);
      const count = this.#neighbours(near);
      for (let k = 0; k < count; k++) {
        if (demand[near[k]] % 2 === 0) continue;
        const both = change + this.#change(near[k]);
        if (both < bestChange - 1e-9) {
          bestChange = both;
          best = [row, near[k]];
        }
      }
      this.#toggle(row);
    }
    for (const row of best) this.#toggle(row);
    return best.length > 0;
  }

  /** Rows outside the set that share an odd pattern with it, into `near`. @returns how many. */
  #neighbours(near: Int32Array): number {
    this.#now++;
    let count = 0;
    for (let k = 0; k < this.rows.length; k++) {
      const holders = this.#holders[this.rows[k]];
      for (let h = 0; h < holders.length; h++) {
        const at = holders[h];
        if (this.#odd[at] === 0) continue;
        const held = this.#held[at];
        for (let e = 0; e < held.length; e++) {
          const other = held[e];
          if (this.#inSet[other] === 1 || this.#seen[other] === this.#now) continue;
          this.#seen[other] = this.#now;
          near[count++] = other;
        }
      }
    }
    return count;
  }

  #change(row: number): number {
    const holders = this.#holders[row];
    let change = 0;
    for (let h = 0; h < holders.length; h++)
      change += this.#odd[holders[h]] === 1 ? -this.#value[holders[h]] : this.#value[holders[h]];
    return change;
  }

  #toggle(row: number): void {
    this.weight += this.#change(row);
    for (const at of this.#holders[row]) this.#odd[at] ^= 1;
    this.#inSet[row] ^= 1;
    if (this.#inSet[row] === 1) this.rows.push(row);
    else this.rows.splice(this.rows.indexOf(row), 1);
  }
}

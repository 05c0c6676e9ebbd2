/**
 * Finds violated triple cuts (side-rows.ts). A triple is violated only where fractional patterns hold two of its types
 * together, so candidates are pairs that share a pattern and the partners of either.
 */
import type { Pool } from './pool.ts';

const leastViolation = 0.02;

/** @returns triples of rows, most violated first. */
export function separateTriples(
  pool: Pool,
  support: readonly { readonly pattern: number; readonly value: number }[],
  demand: Int32Array,
  most: number,
): [number, number, number][] {
  const { starts, rows, pieces } = pool;
  const fractional = support.filter(({ value }) => Math.abs(value - Math.round(value)) > 1e-6);
  const partners = new Map<number, Set<number>>();
  const holders = new Map<number, { at: number; value: number; pieces: number }[]>();
  support.forEach(({ pattern, value }, at) => {
    for (let e = starts[pattern]; e < starts[pattern + 1]; e++) {
      const list = holders.get(rows[e]) ?? [];
      list.push({ at, value, pieces: pieces[e] });
      holders.set(rows[e], list);
    }
  });
  for (const { pattern } of fractional)
    for (let e = starts[pattern]; e < starts[pattern + 1]; e++)
      for (let other = starts[pattern]; other < starts[pattern + 1]; other++) {
        if (e === other) continue;
        const set = partners.get(rows[e]) ?? new Set();
        set.add(rows[other]);
        partners.set(rows[e], set);
      }
  const found: { rows: [number, number, number]; violation: number }[] = [];
  const held = new Uint16Array(support.length);
  const seen = new Set<string>();
  for (const [i, ofI] of partners)
    for (const j of ofI) {
      if (j <= i) continue;
      for (const k of new Set([...ofI, ...(partners.get(j) ?? [])])) {
        if (k === i || k === j) continue;
        const pieceCount = demand[i] + demand[j] + demand[k];
        if (pieceCount % 2 === 0) continue;
        const triple = [i, j, k].sort((a, b) => a - b) as [number, number, number];
        const key = triple.join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        let sum = -(pieceCount >> 1);
        for (const row of triple)
          for (const holder of holders.get(row)!) {
            const before = held[holder.at] >> 1;
            held[holder.at] += holder.pieces;
            sum += ((held[holder.at] >> 1) - before) * holder.value;
          }
        for (const row of triple) for (const { at } of holders.get(row)!) held[at] = 0;
        if (sum > leastViolation) found.push({ rows: triple, violation: sum });
      }
    }
  found.sort((a, b) => b.violation - a.violation || a.rows[0] - b.rows[0] || a.rows[1] - b.rows[1] || a.rows[2] - b.rows[2]);
  // Few cuts on the same type: the first ones usually mend the others.
  const uses = new Map<number, number>();
  const chosen: [number, number, number][] = [];
  for (const { rows: triple } of found) {
    if (chosen.length >= most) break;
    if (triple.some((row) => (uses.get(row) ?? 0) >= 5)) continue;
    for (const row of triple) uses.set(row, (uses.get(row) ?? 0) + 1);
    chosen.push(triple);
  }
  return chosen;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PatternSearch } from './pattern-search.ts';
import type { Cell } from './problem.ts';

const question = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc.record({
    types: fc.array(
      fc.record({
        mass: fc.integer({ min: 1, max: 40 }),
        most: fc.integer({ min: 0, max: 5 }),
        profit: fc.integer({ min: -9, max: 20 }),
        size: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40 })),
      }),
      { minLength: count, maxLength: count },
    ),
    high: fc.integer({ min: 1, max: 160 }),
    below: fc.constantFrom(0, 1, 5, 40, 200),
    dimensions: fc.constantFrom(0, 0, 1, 2),
    capacity: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 80 })),
    apart: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 2 }),
    // Below the masses: bounds over a grid.
    entries: fc.constantFrom(1, 100, 400, 20_000),
    need: fc.integer({ min: -20, max: 90 }),
  }),
);
type Question = typeof question extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function cellOf({ types, high, below, dimensions, capacity, apart }: Question): Cell {
  const pairs = apart.filter(([a, b]) => a !== b);
  const partners = types.map((_, at) => [
    ...new Set(pairs.flatMap(([a, b]) => (a === at ? [b] : b === at ? [a] : []))),
  ]);
  return {
    furnace: 0,
    grade: 0,
    cost: 1,
    low: Math.max(1, high - below),
    high,
    rows: Int32Array.from(types, (_, at) => at),
    mass: Float64Array.from(types, ({ mass }) => mass),
    most: Int32Array.from(types, ({ most }) => most),
    size: Float64Array.from(types.flatMap(({ size }) => size.slice(0, dimensions))),
    capacity: Float64Array.from(capacity.slice(0, dimensions)),
    conflicts: pairs.length > 0 ? partners : undefined,
  };
}

/** All patterns with their profits. */
function bruteForce(cell: Cell, types: Question['types']): Map<string, number> {
  const found = new Map<string, number>();
  const pieces = types.map(() => 0);
  const sum = (of: (at: number) => number) => pieces.reduce((total, count, at) => total + count * of(at), 0);
  const draw = (at: number): void => {
    if (at < types.length) {
      for (let count = 0; count <= types[at].most; count++) {
        pieces[at] = count;
        draw(at + 1);
      }
      pieces[at] = 0;
      return;
    }
    const load = sum((k) => cell.mass[k]);
    if (load < cell.low || load > cell.high) return;
    if (cell.capacity.some((room, d) => sum((k) => types[k].size[d]) > room)) return;
    if (pieces.some((count, a) => count > 0 && cell.conflicts?.[a].some((b) => pieces[b] > 0))) return;
    found.set(
      pieces.join(' '),
      sum((k) => types[k].profit),
    );
  };
  draw(0);
  return found;
}

test('lists exactly the patterns of the needed profit, finds the best, and bounds all of them', () => {
  const tally = { runs: 0, listed: 0, none: 0, gridded: 0, apart: 0, sized: 0 };
  fc.assert(
    fc.property(question, (drawn) => {
      const cell = cellOf(drawn);
      const profit = Float64Array.from(drawn.types, (type) => type.profit);
      const all = bruteForce(cell, drawn.types);
      const search = new PatternSearch(cell, profit, cell.most, {
        mostSteps: 1e6,
        mostEntries: drawn.entries,
        shouldStop: () => false,
      });
      const best = Math.max(-Infinity, ...all.values());
      expect(search.bound).toBeGreaterThanOrEqual(best);

      const found = new Map<string, number>();
      search.each(drawn.need, (value, mass, pieces) => {
        expect(found.has(pieces.join(' '))).toBe(false);
        expect(mass).toBe(pieces.reduce((sum, count, at) => sum + count * cell.mass[at], 0));
        found.set(pieces.join(' '), value);
      });
      expect(search.complete).toBe(true);
      const wanted = [...all].filter(([, value]) => value >= drawn.need);
      expect(new Map([...found].sort())).toEqual(new Map(wanted.sort()));

      const pieces = new Int32Array(profit.length);
      const reached = search.best(drawn.need, pieces);
      expect(reached).toBe(best >= drawn.need ? best : -Infinity);
      if (reached > -Infinity) expect(all.get(pieces.join(' '))).toBe(best);

      tally.runs++;
      tally.listed += found.size;
      if (all.size === 0) tally.none++;
      if (cell.high + 1 > Math.max(8, drawn.entries / (cell.mass.length + 1))) tally.gridded++;
      if (cell.conflicts) tally.apart++;
      if (cell.capacity.length > 0) tally.sized++;
    }),
    { numRuns: 2500, seed: 2 },
  );
  expect(tally.runs).toBe(2500);
  expect(tally.listed).toBeGreaterThan(2000);
  for (const count of [tally.none, tally.gridded, tally.apart, tally.sized]) expect(count).toBeGreaterThan(200);
});

test('what is cut short says so, and what it found is right as far as it goes', () => {
  let cut = 0;
  fc.assert(
    fc.property(question, fc.integer({ min: 1, max: 12 }), (drawn, mostSteps) => {
      const cell = cellOf(drawn);
      const all = bruteForce(cell, drawn.types);
      const profit = Float64Array.from(drawn.types, (type) => type.profit);
      const search = new PatternSearch(cell, profit, cell.most, {
        mostSteps,
        mostEntries: drawn.entries,
        shouldStop: () => false,
      });
      let found = 0;
      search.each(drawn.need, (value, _mass, pieces) => {
        expect(all.get(pieces.join(' '))).toBe(value);
        found++;
      });
      const wanted = [...all.values()].filter((value) => value >= drawn.need).length;
      if (search.complete) expect(found).toBe(wanted);
      else cut++;
      if (found < wanted) expect(search.complete).toBe(false);
    }),
    { numRuns: 1500, seed: 3 },
  );
  expect(cut).toBeGreaterThan(100);
});

test('a stop asked for from outside ends the search as incomplete', () => {
  const types = Array.from({ length: 12 }, (_, at) => ({ mass: 1 + at, most: 9 }));
  const cell: Cell = {
    furnace: 0,
    grade: 0,
    cost: 1,
    low: 1,
    high: 200,
    rows: Int32Array.from(types, (_, at) => at),
    mass: Float64Array.from(types, ({ mass }) => mass),
    most: Int32Array.from(types, ({ most }) => most),
    size: new Float64Array(0),
    capacity: new Float64Array(0),
    conflicts: undefined,
  };
  const search = new PatternSearch(cell, new Float64Array(12).fill(1), cell.most, {
    mostSteps: 1e9,
    mostEntries: 10_000,
    shouldStop: () => true,
  });
  search.each(0, () => {});
  expect(search.complete).toBe(false);
});

test('a heat of a hundred thousand small pieces is given up, not a stack that overflows', () => {
  const pieces = 100_000;
  const cell: Cell = {
    furnace: 0,
    grade: 0,
    cost: 1,
    low: 1,
    high: pieces,
    rows: Int32Array.of(0),
    mass: Float64Array.of(1),
    most: Int32Array.of(pieces),
    size: new Float64Array(0),
    capacity: new Float64Array(0),
    conflicts: undefined,
  };
  const search = new PatternSearch(cell, Float64Array.of(1), cell.most, {
    mostSteps: 1e6,
    mostEntries: 10_000,
    shouldStop: () => false,
  });
  search.best(1, new Int32Array(1));
  expect(search.complete).toBe(false);
  expect(search.bound).toBeGreaterThanOrEqual(pieces);
});

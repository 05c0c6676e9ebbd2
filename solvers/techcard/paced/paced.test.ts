import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { lowerBound } from './bound.ts';
import { type PacedProblem, type PacedResult, pacedInstance } from './problem.ts';
import { solvePaced } from './solve.ts';

interface Value {
  makespan: number;
  tardiness: number;
  objective: number;
  starts: Map<string, number>;
}

/** The rules played takt by takt with the jobs as they stand on the stations; shares nothing with the search. */
function play(problem: PacedProblem, entries: readonly ArrayLike<number>[]): Value {
  const { stations, work, releases, dues, weights } = problem;
  const starts = new Map<string, number>();
  let makespan = 0;
  let tardiness = 0;
  for (const line of entries) {
    let clock = 0;
    let onStations: (number | undefined)[] = Array.from({ length: stations });
    for (let next = 0; next < line.length || onStations.some((job) => job !== undefined); next++) {
      const entering = next < line.length && line[next] >= 0 ? line[next] : undefined;
      onStations = [entering, ...onStations.slice(0, -1)];
      if (entering !== undefined) clock = Math.max(clock, releases?.[entering] ?? 0);
      let takt = 0;
      for (const [station, job] of onStations.entries()) {
        if (job === undefined) continue;
        starts.set(`${job} ${station}`, clock);
        takt = Math.max(takt, work[job * stations + station]);
      }
      clock += takt;
      const leaving = onStations[stations - 1];
      if (leaving !== undefined && dues) tardiness += (weights?.[leaving] ?? 1) * Math.max(0, clock - dues[leaving]);
      if (leaving !== undefined) onStations[stations - 1] = undefined;
      if (next >= line.length - 1 || entering !== undefined) makespan = Math.max(makespan, clock);
    }
  }
  const objective = (problem.makespanWeight ?? 1) * makespan + (dues ? (problem.tardinessWeight ?? 1) * tardiness : 0);
  return { makespan, tardiness, objective, starts };
}

/** Checks every rule of a result and that its figures are those of its entries. */
function check(problem: PacedProblem, result: PacedResult): void {
  const jobs = problem.work.length / problem.stations;
  expect(result.entries).toHaveLength(problem.lines);
  const all = result.entries.flatMap((line) => [...line].filter((job) => job >= 0));
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: jobs }, (_, job) => job));
  if (!problem.emptyTakts) expect(result.entries.flatMap((line) => [...line])).not.toContain(-1);
  const { makespan, tardiness, objective, starts } = play(problem, result.entries);
  expect([result.makespan, result.tardiness, result.objective]).toEqual([makespan, tardiness, objective]);
  for (let job = 0; job < jobs; job++)
    for (let station = 0; station < problem.stations; station++)
      expect(result.starts[job * problem.stations + station]).toBe(starts.get(`${job} ${station}`));
  expect(result.lowerBound).toBeLessThanOrEqual(result.objective);
  expect(result.found === 'optimal').toBe(result.lowerBound === result.objective);
}

/** Least objective over all orders on all lines, and up to `most` empty takts before each job but a line's first. */
function bruteForce(problem: PacedProblem, most: number): number {
  const jobs = problem.work.length / problem.stations;
  const lines: number[][] = Array.from({ length: problem.lines }, () => []);
  let best = Infinity;
  const build = (used: number): void => {
    if (used === 2 ** jobs - 1) {
      best = Math.min(best, play(problem, lines).objective);
      return;
    }
    for (let job = 0; job < jobs; job++) {
      if (used & (1 << job)) continue;
      for (const line of lines) {
        const length = line.length;
        for (let empty = 0; empty <= (length > 0 && problem.emptyTakts ? most : 0); empty++) {
          if (empty > 0) line.push(-1);
          line.push(job);
          build(used | (1 << job));
          line.pop();
        }
        line.length = length;
        // Lines are alike: the second of two empty ones gives nothing new.
        if (length === 0) break;
      }
    }
  };
  build(0);
  return best;
}

const card = (stations: number) => fc.array(fc.nat(9), { minLength: stations, maxLength: stations });

const small = fc
  .record({ lines: fc.integer({ min: 1, max: 3 }), stations: fc.integer({ min: 1, max: 4 }), emptyTakts: fc.boolean() })
  .chain((shape) => {
    const most = shape.emptyTakts && shape.lines * shape.stations > 4 ? 3 : 4;
    return fc.record({
      shape: fc.constant(shape),
      cards: fc.array(card(shape.stations), { minLength: 1, maxLength: most }),
      kinds: fc.array(fc.nat(20), { minLength: 1, maxLength: most }),
      releases: fc.option(fc.array(fc.nat(25), { minLength: most, maxLength: most })),
      dues: fc.array(fc.nat(40), { minLength: most, maxLength: most }),
      weights: fc.array(fc.nat(3), { minLength: most, maxLength: most }),
    });
  })
  .map(({ shape, cards, kinds, releases, dues, weights }) => {
    const jobs = kinds.length;
    const problem: PacedProblem = {
      ...shape,
      work: Int32Array.from(kinds.flatMap((kind) => cards[kind % cards.length])),
      releases: releases ? Int32Array.from(releases.slice(0, jobs)) : undefined,
    };
    return { problem, dues: Int32Array.from(dues.slice(0, jobs)), weights: Int32Array.from(weights.slice(0, jobs)) };
  });

test('figure 2.7: three products of 4, 3, 6 on two lines of three stations are done at 20', () => {
  const problem = { lines: 2, stations: 3, work: Int32Array.of(4, 3, 6, 4, 3, 6, 4, 3, 6), emptyTakts: false };
  const result = solvePaced(problem, iterationBudget(50));
  check(problem, result);
  // The line with two products runs takts of 4, 4, 6 and 6.
  expect(result).toMatchObject({ objective: 20, lowerBound: 20, found: 'optimal', endedBy: 'proof' });
});

test('no jobs: an empty plan, proved', () => {
  const problem = { lines: 2, stations: 3, work: new Int32Array(0), emptyTakts: true };
  expect(solvePaced(problem, iterationBudget(5))).toMatchObject({ objective: 0, found: 'optimal', makespan: 0 });
});

test('an empty takt may save time', () => {
  // Of three stations (5, 0, 0), (0, 0, 5) after it: takts 5, 0, 0, 5; the other way round both share the takt of 5.
  const problem = { lines: 1, stations: 3, work: Int32Array.of(5, 0, 0, 0, 0, 5), emptyTakts: true };
  const result = solvePaced(problem, iterationBudget(50));
  check(problem, result);
  // Job 1 enters, one takt stays empty, job 0 enters when job 1 is on the last station: one takt of 5.
  expect([...result.entries[0]]).toEqual([1, -1, 0]);
  expect(result).toMatchObject({ objective: 5, found: 'optimal' });
  expect(solvePaced({ ...problem, emptyTakts: false }, iterationBudget(50))).toMatchObject({
    objective: 10,
    lowerBound: 10,
  });
});

test('a line waits for the release of the job that enters next, and is no worse than in any other order', () => {
  // Job 1 is released at 10: job 0 runs 3 + 4 before; job 1 enters at 10 beside nothing and leaves at 15.
  const problem: PacedProblem = {
    lines: 1,
    stations: 2,
    work: Int32Array.of(3, 4, 2, 3),
    releases: Int32Array.of(0, 10),
    emptyTakts: true,
  };
  const result = solvePaced(problem, iterationBudget(50));
  check(problem, result);
  expect(result).toMatchObject({ objective: 15, found: 'optimal' });
});

test('the makespan is that of the best of all sequences, and proved', () => {
  const tally = { runs: 0, gaps: 0, releases: 0 };
  fc.assert(
    fc.property(small, ({ problem }) => {
      const best = bruteForce(problem, problem.stations - 1);
      const result = solvePaced(problem, iterationBudget(100));
      check(problem, result);
      expect([result.objective, result.lowerBound]).toEqual([best, best]);
      expect(lowerBound(pacedInstance(problem))).toBeLessThanOrEqual(best);
      tally.runs++;
      if (result.entries.some((line) => line.includes(-1))) tally.gaps++;
      if (problem.releases) tally.releases++;
    }),
    { numRuns: 300, seed: 21 },
  );
  expect(tally.runs).toBe(300);
  expect(tally.gaps).toBeGreaterThan(4);
  expect(tally.releases).toBeGreaterThan(100);
});

test('with releases an earlier clock does not make up for a longer profile: 22, not 23', () => {
  // Found by the property below while partial plans were compared as if no line ever waited.
  const work = Int32Array.of(0, 6, 3, 3, 3, 3, 0, 6);
  const problem = { lines: 1, stations: 2, work, releases: Int32Array.of(0, 2, 16, 8), emptyTakts: true };
  expect(solvePaced(problem, iterationBudget(1, 5))).toMatchObject({ objective: 22, lowerBound: 22 });
});

test('the exact search alone, from a first plan without local search, proves the same', () => {
  let runs = 0;
  fc.assert(
    fc.property(small, ({ problem }) => {
      const best = bruteForce(problem, problem.stations - 1);
      // A single round leaves the proof to the exact search.
      const result = solvePaced(problem, iterationBudget(1, 5));
      expect([result.objective, result.lowerBound]).toEqual([best, best]);
      runs++;
    }),
    { numRuns: 200, seed: 22 },
  );
  expect(runs).toBe(200);
});

test('tardiness: bounds are never above the best plan, and the search finds it mostly', () => {
  const tally = { runs: 0, best: 0, proved: 0 };
  fc.assert(
    fc.property(small, fc.nat(2), fc.nat(3), ({ problem, dues, weights }, makespanWeight, tardinessWeight) => {
      const tardy: PacedProblem = { ...problem, dues, weights, makespanWeight, tardinessWeight };
      const best = bruteForce(tardy, problem.stations - 1);
      const result = solvePaced(tardy, iterationBudget(60));
      check(tardy, result);
      expect(result.objective).toBeGreaterThanOrEqual(best);
      expect(result.lowerBound).toBeLessThanOrEqual(best);
      tally.runs++;
      if (result.objective === best) tally.best++;
      if (result.found === 'optimal') tally.proved++;
    }),
    { numRuns: 250, seed: 23 },
  );
  expect(tally.runs).toBe(250);
  expect(tally.best).toBeGreaterThan(220);
  expect(tally.proved).toBeGreaterThan(50);
});

test('larger lines: rules kept, same seed same plan, incumbents get better, zero iterations give a first plan', () => {
  let runs = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 10, max: 60 }),
      fc.boolean(),
      fc.boolean(),
      fc.nat(1000),
      (lines, stations, jobs, emptyTakts, hasDues, seed) => {
        const drawn = (length: number, most: number) =>
          Int32Array.from({ length }, (_, at) => ((at + 7) * (seed + 13) * 7919 + at * at * 31) % most);
        const problem: PacedProblem = {
          lines,
          stations,
          work: drawn(jobs * stations, 50),
          emptyTakts,
          releases: hasDues ? drawn(jobs, 300) : undefined,
          dues: hasDues ? drawn(jobs, 900) : undefined,
        };
        const seen: number[] = [];
        const onIncumbent = (_: readonly Int32Array[], objective: number) => seen.push(objective);
        const result = solvePaced(problem, iterationBudget(3, seed), { onIncumbent });
        check(problem, result);
        expect(seen).toEqual(seen.toSorted((a, b) => b - a));
        expect(seen.at(-1)).toBe(result.objective);
        expect(solvePaced(problem, iterationBudget(3, seed))).toEqual(result);
        const first = solvePaced(problem, iterationBudget(0, seed));
        check(problem, first);
        expect(first.objective).toBeGreaterThanOrEqual(result.objective);
        runs++;
      },
    ),
    { numRuns: 12, seed: 24 },
  );
  expect(runs).toBe(12);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { onlyNamed, shortestByTrying } from './brute-force.ts';
import type { LagsProblem } from './problem.ts';
import { solveLags } from './solve.ts';

type Row = readonly [duration: number, ...demands: number[]];

function problemOf(
  capacities: readonly number[],
  rows: readonly Row[],
  arcs: readonly (readonly [from: number, to: number, weight: number])[],
  releases: readonly number[] = rows.map(() => 0),
  deadlines?: readonly number[],
): LagsProblem {
  return {
    durations: Int32Array.from(rows, ([duration]) => duration),
    capacities: Int32Array.from(capacities),
    demands: Int32Array.from(rows.flatMap(([, ...demands]) => demands)),
    arcFrom: Int32Array.from(arcs, ([from]) => from),
    arcTo: Int32Array.from(arcs, ([, to]) => to),
    arcWeight: Int32Array.from(arcs, ([, , weight]) => weight),
    releases: Int32Array.from(releases),
    deadlines: deadlines === undefined ? undefined : Int32Array.from(deadlines),
  };
}

const enough = iterationBudget(1_000_000);

describe('small problems solved by hand', () => {
  test('a greatest lag makes the first activity wait', () => {
    // B starts at least 3 and at most 4 after A (length 2); C (length 5) shares the machine. In the gap between A and B
    // there is room for 2 at most, so C goes before A or after B: 5 + 3 + 2 = 10 either way.
    const problem = problemOf(
      [1],
      [
        [2, 1],
        [2, 1],
        [5, 1],
      ],
      [
        [0, 1, 3],
        [1, 0, -4],
      ],
    );
    const result = solveLags(problem, enough);
    expect(result).toMatchObject({ found: 'optimal', makespan: 10, lowerBound: 10, endedBy: 'proof' });
  });

  test('a cycle of length zero fixes a distance', () => {
    // B exactly 4 after A; C of length 3 fits between A (length 1) and B (length 1): 5.
    const problem = problemOf(
      [1],
      [
        [1, 1],
        [1, 1],
        [3, 1],
      ],
      [
        [0, 1, 4],
        [1, 0, -4],
      ],
    );
    expect(solveLags(problem, enough)).toMatchObject({ found: 'optimal', makespan: 5 });
  });

  test('lags that contradict each other are named, and only they', () => {
    // Arcs 1, 2, 3 ask for 2 + 3 - 4 = +1 around the cycle.
    const problem = problemOf(
      [1],
      [
        [1, 1],
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      [
        [0, 3, 1],
        [0, 1, 2],
        [1, 2, 3],
        [2, 0, -4],
      ],
    );
    const result = solveLags(problem, enough);
    expect(result).toMatchObject({ found: 'infeasible', conflict: { arcs: Int32Array.of(1, 2, 3) } });
    expect(result.found === 'infeasible' && result.conflict.activities.length).toBe(0);
  });

  test('a scarce resource inside a window is named with the lags and activities concerned', () => {
    // A and B (length 3 each) must start within 2 of each other on one machine. C and the other lags have no part in it.
    const arcs = [
      [2, 3, 1],
      [0, 1, -2],
      [1, 0, -2],
      [3, 0, 0],
    ] as const;
    const result = solveLags(
      problemOf(
        [1, 5],
        [
          [3, 1, 1],
          [3, 1, 1],
          [2, 1, 4],
          [1, 0, 3],
        ],
        arcs,
      ),
      enough,
    );
    expect(result).toMatchObject({
      found: 'infeasible',
      conflict: { arcs: Int32Array.of(1, 2), activities: Int32Array.of(0, 1), resource: 0 },
    });
  });

  test('a release and a deadline too close for the lags between them', () => {
    // A not before 5, B 4 later, 2 long: ends at 11, which is after 10.
    const problem = problemOf(
      [1],
      [
        [1, 1],
        [2, 1],
        [1, 1],
      ],
      [
        [2, 0, 0],
        [0, 1, 4],
      ],
      [5, 0, 0],
      [90, 10, 90],
    );
    expect(solveLags(problem, enough)).toMatchObject({
      found: 'infeasible',
      conflict: { arcs: Int32Array.of(1), activities: Int32Array.of(0, 1) },
    });
  });

  test('an activity that needs more than there is', () => {
    expect(
      solveLags(
        problemOf(
          [2, 3],
          [
            [1, 1, 1],
            [1, 1, 4],
          ],
          [],
        ),
        enough,
      ),
    ).toMatchObject({
      found: 'infeasible',
      conflict: { arcs: new Int32Array(0), activities: Int32Array.of(1), resource: 1 },
    });
  });

  test('greatest lags so long that their sums leave the 32-bit integers are no lags at all', () => {
    const arcs = [
      [0, 1, -1_000_000_000],
      [1, 2, -1_000_000_000],
      [2, 3, -1_000_000_000],
    ] as const;
    const rows: Row[] = [
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ];
    expect(solveLags(problemOf([1], rows, arcs), enough)).toMatchObject({ found: 'optimal', makespan: 14 });
  });

  test('nothing to do takes no time', () => {
    expect(solveLags(problemOf([], [], []), enough)).toMatchObject({ found: 'optimal', makespan: 0 });
  });
});

describe('a larger problem', () => {
  /** Random work on two resources, with windows between neighbours that the plan of one after the other keeps. */
  function largerProblem(scale: number): LagsProblem {
    const rng = new Rng(3);
    const rows: Row[] = Array.from({ length: 20 }, () => [scale * (1 + rng.below(9)), 1 + rng.below(5), rng.below(6)]);
    const arcs = rows.flatMap(([duration], i): [number, number, number][] => {
      if (i % 3 === 0 || i === rows.length - 1) return [];
      return i % 3 === 1
        ? [
            [i, i + 1, duration],
            [i + 1, i, -duration - scale],
          ]
        : [[i - 2, i, 2 * scale]];
    });
    return problemOf([6, 7], rows, arcs);
  }

  test('times a hundred thousand times as long cost no more nodes than a few times as many', () => {
    const short = solveLags(largerProblem(1), enough);
    const long = solveLags(largerProblem(100_000), enough);
    expect([short.found, long.found]).toEqual(['optimal', 'optimal']);
    if (short.found !== 'optimal' || long.found !== 'optimal') return;
    expect(long.makespan).toBe(100_000 * short.makespan);
    expect(long.iterations).toBeLessThan(5 * short.iterations + 1000);
  });

  test('the same budget gives the same schedule, and incumbents only get better', () => {
    const told: number[] = [];
    const onIncumbent = (_: Int32Array, makespan: number): void => void told.push(makespan);
    const first = solveLags(largerProblem(1), iterationBudget(300), { onIncumbent });
    expect(solveLags(largerProblem(1), iterationBudget(300))).toEqual(first);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...new Set(told)].sort((a, b) => b - a));
  });

  test('a warm start is kept where nothing better is found, and left aside where it breaks a rule', () => {
    const problem = largerProblem(1);
    const best = solveLags(problem, enough);
    if (best.found !== 'optimal') throw new Error('not solved');
    const late = best.starts.map((start) => start + 7);
    const kept = solveLags(problem, iterationBudget(0), { warmStart: late });
    expect(kept).toMatchObject({ found: 'feasible', starts: late, makespan: best.makespan + 7, endedBy: 'iterations' });
    const wrong = solveLags(problem, iterationBudget(0), { warmStart: best.starts.map(() => 0) });
    expect(wrong.found).toBe('unknown');
  });
});

/** Tiny problems of every sort: cycles, several resources, empty activities, releases, deadlines. */
const tinyProblem = fc
  .record({ count: fc.integer({ min: 2, max: 5 }), resources: fc.integer({ min: 1, max: 2 }) })
  .chain(({ count, resources }) => {
    const activity = fc.integer({ min: 0, max: count - 1 });
    const row = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      ...Array.from({ length: resources }, () => fc.integer({ min: 0, max: 3 })),
    );
    return fc.record({
      capacities: fc.array(fc.integer({ min: 3, max: 4 }), { minLength: resources, maxLength: resources }),
      rows: fc.array(row, { minLength: count, maxLength: count }),
      arcs: fc.array(fc.tuple(activity, activity, fc.integer({ min: -5, max: 3 })), { maxLength: 2 * count }),
      releases: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 3 })), {
        minLength: count,
        maxLength: count,
      }),
      deadlines: fc.option(fc.array(fc.integer({ min: 4, max: 9 }), { minLength: count, maxLength: count }), {
        freq: 3,
        nil: undefined,
      }),
    });
  })
  .map(({ capacities, rows, arcs, releases, deadlines }) =>
    problemOf(
      capacities,
      rows as Row[],
      arcs.filter(([from, to]) => from !== to),
      releases,
      deadlines,
    ),
  );

/** Longer than any schedule that is worth having, see `sufficientHorizon`; by a simpler and weaker argument. */
function longEnough({ durations, arcWeight, releases }: LagsProblem): number {
  let most = 0;
  for (const weight of arcWeight) most = Math.max(most, weight);
  return Math.max(...releases) + durations.reduce((sum, duration) => sum + Math.max(duration, most), 0);
}

describe('against trying every start', () => {
  test('optimum, infeasibility and the conflicts named agree', () => {
    const seen = { optimal: 0, cycle: 0, scarce: 0, irreducible: 0 };
    fc.assert(
      fc.property(tinyProblem, (problem) => {
        const expected = shortestByTrying(problem, longEnough(problem));
        const result = solveLags(problem, enough);
        if (expected === undefined) {
          if (result.found !== 'infeasible') throw new Error(`found ${result.found} where nothing fits`);
          const { conflict } = result;
          const named = onlyNamed(problem, conflict);
          expect(shortestByTrying(named, longEnough(named))).toBeUndefined();
          if (conflict.activities.length === 0) seen.cycle++;
          else seen.scarce++;
          // Where windows alone contradict each other, demands have no part in it.
          const free = { ...problem, demands: problem.demands.map(() => 0) };
          const windows = onlyNamed(free, conflict);
          const judged = shortestByTrying(windows, longEnough(windows)) === undefined ? free : problem;
          for (const arc of conflict.arcs) {
            const without = onlyNamed(judged, { ...conflict, arcs: conflict.arcs.filter((other) => other !== arc) });
            expect(shortestByTrying(without, longEnough(without))).toBeDefined();
            seen.irreducible++;
          }
          return;
        }
        expect(result).toMatchObject({ found: 'optimal', makespan: expected, lowerBound: expected });
        if (result.found !== 'optimal') return;
        // The starts themselves: pinned by releases and deadlines, trying has one start each left to try.
        const deadlines = result.starts.map((start, i) =>
          Math.min(start + problem.durations[i], problem.deadlines?.[i] ?? 1e6),
        );
        for (let i = 0; i < deadlines.length; i++) expect(result.starts[i]).toBeGreaterThanOrEqual(problem.releases[i]);
        expect(shortestByTrying({ ...problem, releases: result.starts, deadlines }, 1e6)).toBe(expected);
        seen.optimal++;
      }),
      { numRuns: 1800, seed: 11 },
    );
    expect(seen.optimal).toBeGreaterThan(400);
    expect(seen.cycle).toBeGreaterThan(50);
    expect(seen.scarce).toBeGreaterThan(100);
    expect(seen.irreducible).toBeGreaterThan(150);
  });

  test('bounds hold and schedules are valid however early the search is stopped', () => {
    let counted = 0;
    fc.assert(
      fc.property(tinyProblem, fc.integer({ min: 0, max: 25 }), (problem, nodes) => {
        const best = shortestByTrying(problem, longEnough(problem));
        const result = solveLags(problem, iterationBudget(nodes));
        if (best === undefined) {
          expect(['infeasible', 'unknown']).toContain(result.found);
          if (result.found !== 'infeasible') return;
          const named = onlyNamed(problem, result.conflict);
          expect(shortestByTrying(named, longEnough(named))).toBeUndefined();
        } else {
          if (result.found === 'infeasible') throw new Error('infeasible, and yet there is a schedule');
          expect(result.lowerBound).toBeLessThanOrEqual(best);
          if (result.found !== 'unknown') expect(result.makespan).toBeGreaterThanOrEqual(best);
          if (result.found === 'optimal') expect(result.makespan).toBe(best);
        }
        counted++;
      }),
      { numRuns: 700, seed: 5 },
    );
    expect(counted).toBe(700);
  });
});

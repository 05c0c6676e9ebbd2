import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { type Budget, iterationBudget } from '../../solver.ts';
import { workBound } from './bound.ts';
import { ConflictSearch } from './learning/conflict-search.ts';
import { type ProjectProblem, toProject } from './problem.ts';
import { solveProject } from './solve.ts';
import { bruteForceMakespan, easyUpperBound, examine, randomProblem, type Shape, stretched } from './testing.ts';

function problemOf(durations: number[], capacity: number, demands: number[], arcs: number[][] = []): ProjectProblem {
  return {
    durations: Int32Array.from(durations),
    capacities: Int32Array.of(capacity),
    demands: Int32Array.from(demands),
    arcFrom: Int32Array.from(arcs, ([from]) => from),
    arcTo: Int32Array.from(arcs, ([, to]) => to),
    arcLag: Int32Array.from(arcs, ([, , lag]) => lag),
    releases: new Int32Array(durations.length),
    tails: new Int32Array(durations.length),
  };
}

/** Checks a result against the rules and its own figures. */
function expectSound(problem: ProjectProblem, budget: Budget) {
  const result = solveProject(problem, budget);
  const { faults, makespan } = examine(problem, result.starts);
  expect(faults).toEqual([]);
  expect(makespan).toBe(result.makespan);
  expect(result.lowerBound).toBeLessThanOrEqual(result.makespan);
  return result;
}

describe('golden cases', () => {
  test('three pairs of one unit on a capacity of two: 4 + 3 beside 5 + 2, 7 in all', () => {
    const result = expectSound(problemOf([4, 3, 5, 2], 2, [1, 1, 1, 1]), iterationBudget(500));
    expect([result.makespan, result.lowerBound, result.endedBy]).toEqual([7, 7, 'proof']);
  });

  test('demands of 2 of 3 exclude each other: one machine, 4 + 3 + 2 = 9 though the work is 6', () => {
    const result = expectSound(problemOf([4, 3, 2], 3, [2, 2, 2]), iterationBudget(0));
    expect([result.makespan, result.lowerBound]).toEqual([9, 9]);
  });

  test('lags from start to start: 1 starts at least 1 after 0, and both run together, so 6', () => {
    const result = expectSound(problemOf([5, 5], 2, [1, 1], [[0, 1, 1]]), iterationBudget(100));
    expect(result.makespan).toBe(6);
  });

  test('releases and tails: [3, 5) and a tail of 4 make 9', () => {
    const problem = { ...problemOf([2], 1, [1]), releases: Int32Array.of(3), tails: Int32Array.of(4) };
    const result = expectSound(problem, iterationBudget(10));
    expect([result.makespan, result.lowerBound, ...result.starts]).toEqual([9, 9, 3]);
  });

  test('nothing to do', () => {
    const result = solveProject(problemOf([], 1, []), iterationBudget(10));
    expect([result.makespan, result.lowerBound, result.endedBy]).toEqual([0, 0, 'proof']);
  });

  test('a demand above the capacity and a cycle are refused, a demand of an empty activity is not', () => {
    expect(() => solveProject(problemOf([1], 1, [2]), iterationBudget(1))).toThrow(RangeError);
    const cycle = problemOf(
      [1, 1],
      1,
      [1, 1],
      [
        [0, 1, 1],
        [1, 0, 1],
      ],
    ); // prettier-ignore
    expect(() => solveProject(cycle, iterationBudget(1))).toThrow(RangeError);
    expect(expectSound(problemOf([0, 3], 1, [2, 1]), iterationBudget(1)).makespan).toBe(3);
  });
});

const shapes: Shape[] = [
  { activities: 5, resources: 1, mostDuration: 4, mostCapacity: 4, arcShare: 0.2, general: false },
  { activities: 5, resources: 2, mostDuration: 3, mostCapacity: 6, arcShare: 0.3, general: true },
  { activities: 6, resources: 2, mostDuration: 3, mostCapacity: 3, arcShare: 0.15, general: false },
  { activities: 6, resources: 3, mostDuration: 3, mostCapacity: 5, arcShare: 0.3, general: true },
];

describe('against full enumeration', () => {
  test('bounds are at most the optimum, and exact search and portfolio find it', () => {
    const rng = new Rng(20);
    let compared = 0;
    let proved = 0;
    let boundMet = 0;
    for (let round = 0; round < 2400; round++) {
      const problem = randomProblem(rng, shapes[round % shapes.length]);
      const first = expectSound(problem, iterationBudget(0, round));
      const optimum = bruteForceMakespan(problem);
      expect(first.lowerBound).toBeLessThanOrEqual(optimum);

      const project = toProject(problem);
      expect(workBound(project) * project.unit).toBeLessThanOrEqual(optimum);
      if (workBound(project) * project.unit === optimum) boundMet++;

      // From one above the first schedule, so that the exact search has something to find.
      const exact = new ConflictSearch(project, first.makespan / project.unit + 1, project.criticalPath);
      let best = Infinity;
      for (let turn = 0; ; turn++) {
        const outcome = exact.run(40, turn % 2 === 0, () => false);
        expect(exact.lowerBound * project.unit).toBeLessThanOrEqual(optimum);
        if (outcome === 'proved') break;
        if (outcome === 'limit') continue;
        best = exact.makespan * project.unit;
        const found = exact.starts.map((start) => start * project.unit);
        expect(examine(problem, found)).toEqual({ faults: [], makespan: best });
        exact.lowerUpperBound(exact.makespan);
      }
      expect(best).toBe(optimum);

      const result = expectSound(problem, iterationBudget(3000, round));
      expect(result.makespan).toBe(optimum);
      if (result.endedBy === 'proof') proved++;
      compared++;
    }
    expect(compared).toBe(2400);
    expect(proved).toBeGreaterThan(2300);
    expect(boundMet).toBeGreaterThan(1000);
  });
});

describe('properties', () => {
  const middle: Shape = {
    activities: 25,
    resources: 3,
    mostDuration: 9,
    mostCapacity: 9,
    arcShare: 0.08,
    general: false,
  };

  test('long times: the same optimum in other units, by intervals where they have no common divisor', () => {
    const rng = new Rng(5);
    let compared = 0;
    for (let round = 0; round < 25; round++) {
      const problem = randomProblem(rng, { ...shapes[round % shapes.length], activities: 6 });
      const optimum = solveProject(problem, iterationBudget(3000));
      if (optimum.endedBy !== 'proof') continue;
      const seconds = expectSound(stretched(problem, 86_400), iterationBudget(3000));
      expect(seconds.makespan).toBe(86_400 * optimum.makespan);
      // One second more on one release: divisor 1, horizon of days in seconds.
      const odd = stretched(problem, 86_400);
      odd.releases[0] += 1;
      const result = expectSound(odd, iterationBudget(3000));
      expect(result.makespan).toBeGreaterThanOrEqual(seconds.makespan);
      expect(result.makespan).toBeLessThanOrEqual(seconds.makespan + 1);
      expect(result.lowerBound).toBeLessThanOrEqual(seconds.makespan + 1);
      compared++;
    }
    expect(compared).toBeGreaterThan(15);
  });

  test('durations up to a million with no divisor, and capacities that need several words', () => {
    const rng = new Rng(6);
    for (let round = 0; round < 4; round++) {
      const shape = { ...middle, resources: 5, mostDuration: 1_000_000, mostCapacity: 1_000_000_000 };
      const problem = randomProblem(rng, { ...shape, general: round % 2 === 1 });
      const first = expectSound(problem, iterationBudget(0));
      const result = expectSound(problem, iterationBudget(600));
      expect(result.makespan).toBeLessThanOrEqual(first.makespan);
    }
  });

  test('the same seed gives the same schedule, the budget is kept and the problem is not changed', () => {
    const problem = randomProblem(new Rng(8), middle);
    const before = JSON.stringify(problem);
    const result = expectSound(problem, iterationBudget(700, 3));
    expect(solveProject(problem, iterationBudget(700, 3))).toEqual(result);
    expect(result.schedules).toBeLessThanOrEqual(702);
    expect(JSON.stringify(problem)).toBe(before);
  });

  test('incumbents get better and the last one is the answer', () => {
    const problem = randomProblem(new Rng(11), middle);
    const told: number[] = [];
    const result = solveProject(problem, iterationBudget(900), {
      onIncumbent: (starts, makespan) => {
        expect(examine(problem, starts)).toEqual({ faults: [], makespan });
        told.push(makespan);
      },
    });
    expect(told).toEqual([...new Set(told)].sort((a, b) => b - a));
    expect(told.at(-1)).toBe(result.makespan);
  });

  test('a warm start is returned at zero iterations and never made worse', () => {
    const problem = randomProblem(new Rng(12), middle);
    const good = solveProject(problem, iterationBudget(2000));
    const again = solveProject(problem, iterationBudget(0), { warmStarts: good.starts });
    expect(again.makespan).toBe(good.makespan);
    expect([...again.starts]).toEqual([...good.starts]);
    expect(solveProject(problem, iterationBudget(50, 9), { warmStarts: good.starts }).makespan).toBeLessThanOrEqual(
      good.makespan,
    );
  });

  test('a stop is obeyed, and the schedule found so far comes back', () => {
    const problem = randomProblem(new Rng(13), { ...middle, activities: 60 });
    let asked = 0;
    const budget = { ...iterationBudget(1e9), shouldStop: () => ++asked > 100 };
    const result = expectSound(problem, budget);
    expect(['time', 'proof']).toContain(result.endedBy);
    expect(easyUpperBound(problem)).toBeGreaterThan(result.makespan);
  });
});

import { describe, expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { lowerBoundOf } from './bound.ts';
import { Generator, newCandidate } from './generation.ts';
import { buildInstance, type Instance } from './instance.ts';
import type { ModesProblem } from './problem.ts';
import { ListProfile, type Profile, UnitProfile } from './profile.ts';
import { type Reduction, reduce } from './reduction.ts';
import { solveModes } from './solve.ts';
import { bruteForce, checkSchedule, type Draft, problemOf } from './test-support.ts';

describe('hand-solved cases', () => {
  it('slows one of two activities to keep the stock', () => {
    // Each runs 2 for 3 units of stock or 5 for 1; a stock of 4 lets only one be quick. On a shared machine: 2 + 5.
    const modes = [
      [2, [1], [3]],
      [5, [1], [1]],
    ] as const;
    const problem = problemOf({ activities: [modes, modes], renewable: [1], stock: [4] });
    const result = solveModes(problem, iterationBudget(100));
    expect(result).toMatchObject({ found: 'feasible', makespan: 7, lowerBound: 7, endedBy: 'proof' });
    expect(checkSchedule(problem, result as never)).toEqual({ broken: [], makespan: 7 });
  });

  it('prefers the slow mode that leaves room beside it', () => {
    // Capacity 2: quick modes (3, demand 2) must follow each other, 6; slow ones (4, demand 1) run side by side, 4.
    const modes = [
      [3, [2], []],
      [4, [1], []],
    ] as const;
    const result = solveModes(
      problemOf({ activities: [modes, modes], renewable: [2], stock: [] }),
      iterationBudget(50),
    );
    expect(result).toMatchObject({ makespan: 4, lowerBound: 4 });
  });

  it('keeps lags and releases', () => {
    // 0 starts at 5, ends at 7; 1 waits 3 more and takes 1: 11.
    const problem = problemOf({
      activities: [[[2, [], []]], [[1, [], []]]],
      renewable: [],
      stock: [],
      arcs: [[0, 1, 3]],
      releases: [5, 0],
    });
    const result = solveModes(problem, iterationBudget(0));
    expect(result).toMatchObject({ makespan: 11, lowerBound: 11 });
    expect([...(result.starts as Int32Array)]).toEqual([5, 10]);
  });

  it('proves that stocks cannot be kept where each alone could', () => {
    // Each activity takes 2 of one stock or the other; of three, two take of the same one: 4 > 3.
    const modes = [
      [1, [], [2, 0]],
      [1, [], [0, 2]],
    ] as const;
    const problem = problemOf({ activities: [modes, modes, modes], renewable: [], stock: [3, 3] });
    expect(bruteForce(problem)).toBe(Infinity);
    expect(solveModes(problem, iterationBudget(100)).found).toBe('infeasible');
  });

  it('rejects an activity that no mode can run, and takes an empty project', () => {
    const problem = problemOf({ activities: [[[1, [3], []]]], renewable: [2], stock: [] });
    expect(solveModes(problem, iterationBudget(10))).toMatchObject({ found: 'infeasible', endedBy: 'proof' });
    const empty = problemOf({ activities: [], renewable: [], stock: [] });
    expect(solveModes(empty, iterationBudget(10))).toMatchObject({ found: 'feasible', makespan: 0, lowerBound: 0 });
  });

  it('takes capacities of 31 bits and times of a million seconds', () => {
    const most = 2 ** 31 - 1;
    const modes = [[999_983, [most, 1], []]] as const;
    const other = [[1_000_000, [1, 1], []]] as const;
    const problem = problemOf({ activities: [modes, other], renewable: [most, 1], stock: [] });
    expect(solveModes(problem, iterationBudget(10))).toMatchObject({ makespan: 1_999_983, lowerBound: 1_999_983 });
  });

  it('takes a horizon beyond 31 bits, and passes over schedules that end there', () => {
    // Four of 2^30 + 1 on two machines' worth of capacity: two rows of two, 1 between two of them, end at 2^31 + 3;
    // of 2^30 - 1, at 2^31 - 1, though all in a row would take 2^32 - 3.
    const four = (duration: number) =>
      problemOf({ activities: Array(4).fill([[duration, [1], []]]), renewable: [2], stock: [], arcs: [[0, 3, 1]] });
    const within = solveModes(four(2 ** 30 - 1), iterationBudget(50));
    expect(within).toMatchObject({ found: 'feasible', makespan: 2 ** 31 - 1 });
    expect(checkSchedule(four(2 ** 30 - 1), within as never).broken).toEqual([]);
    const beyond = solveModes(four(2 ** 30 + 1), { ...iterationBudget(50), gap: 0.5 });
    expect(beyond).toEqual({
      found: 'unknown',
      lowerBound: 2 ** 31 + 3,
      schedules: expect.any(Number),
      endedBy: 'iterations',
    });
  });
});

/** Arcs go upward, so that brute force may go by index. */
function drawProblem(rng: Rng, count: number, modesEach: number): ModesProblem {
  const renewable = Array.from({ length: rng.below(3) }, () => 1 + rng.below(4));
  const leastStock = count < 6 ? 0 : count * 2;
  const stock = Array.from({ length: rng.below(3) }, () => leastStock + rng.below(count * 3 - leastStock));
  const lagged = rng.below(3) === 0;
  const arcs: [number, number, number][] = [];
  for (let to = 1; to < count; to++)
    for (let from = 0; from < to; from++) if (rng.below(4) === 0) arcs.push([from, to, lagged ? rng.below(3) : 0]);
  const draft: Draft = {
    renewable,
    stock,
    arcs,
    releases: Array.from({ length: count }, () => (rng.below(5) === 0 ? rng.below(4) : 0)),
    activities: Array.from({ length: count }, () =>
      Array.from({ length: 1 + rng.below(modesEach) }, () => [
        rng.below(4),
        renewable.map((capacity) => (count < 6 && rng.below(20) === 0 ? capacity + 1 : rng.below(capacity + 1))),
        stock.map(() => rng.below(5)),
      ]),
    ),
  };
  return problemOf(draft);
}

describe('against brute force', () => {
  it('never claims a bound above the optimum or a wrong infeasibility, and finds the optimum of tiny projects', () => {
    const rng = new Rng(7);
    const seen = { infeasible: 0, feasible: 0, optimal: 0, proved: 0, aboveChain: 0 };
    for (let round = 0; round < 3000; round++) {
      const problem = drawProblem(rng, 1 + rng.below(4), 3);
      const optimum = bruteForce(problem);
      const result = solveModes(problem, iterationBudget(150, round));
      if (optimum === Infinity) {
        expect(result.found).toBe('infeasible');
        seen.infeasible++;
        continue;
      }
      expect(result.found).toBe('feasible');
      // Looked for beyond the optimum, so that a wrong refutation would show.
      const instance = buildInstance(problem, reduce(problem) as Reduction);
      const beyond = lowerBoundOf(instance, optimum / instance.unit + 5, () => false).makespan;
      expect(beyond * instance.unit).toBeLessThanOrEqual(optimum);
      const { broken, makespan } = checkSchedule(problem, result as never);
      expect(broken).toEqual([]);
      expect(makespan).toBe(result.makespan);
      expect(result.lowerBound).toBeLessThanOrEqual(optimum);
      expect(makespan).toBeGreaterThanOrEqual(optimum);
      seen.feasible++;
      if (makespan === optimum) seen.optimal++;
      if (result.lowerBound === optimum) seen.proved++;
      if (result.lowerBound > chainOf(problem)) seen.aboveChain++;
    }
    expect(seen.infeasible).toBeGreaterThan(100);
    expect(seen.aboveChain).toBeGreaterThan(100);
    expect(seen.proved).toBeGreaterThan(0.7 * seen.feasible);
    expect(seen.optimal).toBeGreaterThanOrEqual(0.99 * seen.feasible);
  });

  it('bounds no schedule from above with all weights at play', () => {
    // Larger projects, where schedules of a long search stand in for the optimum.
    const rng = new Rng(11);
    let ran = 0;
    for (let round = 0; round < 40; round++) {
      const problem = drawProblem(rng, 8 + rng.below(8), 3);
      const result = solveModes(problem, iterationBudget(3000, round));
      if (result.found !== 'feasible') continue;
      ran++;
      expect(checkSchedule(problem, result as never).broken).toEqual([]);
      const makespan = result.makespan as number;
      expect(result.lowerBound).toBeLessThanOrEqual(makespan);
      const instance = buildInstance(problem, reduce(problem) as Reduction);
      const beyond = lowerBoundOf(instance, makespan / instance.unit + 5, () => false).makespan;
      expect(beyond * instance.unit).toBeLessThanOrEqual(makespan);
    }
    expect(ran).toBeGreaterThan(15);
  });
});

/** The longest chain of quickest modes. */
function chainOf(problem: ModesProblem): number {
  const ends: number[] = [];
  for (let i = 0; i < problem.releases.length; i++) {
    let ready = problem.releases[i];
    problem.arcTo.forEach((to, a) => {
      if (to === i) ready = Math.max(ready, ends[problem.arcFrom[a]] + problem.arcLag[a]);
    });
    ends.push(ready + Math.min(...problem.durations.subarray(problem.modeFrom[i], problem.modeFrom[i + 1])));
  }
  return Math.max(0, ...ends);
}

describe('solveModes', () => {
  const problem = drawProblem(new Rng(12), 40, 3);

  it('replays from its seed and leaves the problem as it was', () => {
    const before = structuredClone(problem);
    const first = solveModes(problem, iterationBudget(2000, 3));
    expect(first.found).toBe('feasible');
    expect(solveModes(problem, iterationBudget(2000, 3))).toEqual(first);
    expect(problem).toEqual(before);
  });

  it('returns the first schedule at zero iterations and is never worse than its warm start', () => {
    const first = solveModes(problem, iterationBudget(0));
    const better = solveModes(problem, iterationBudget(5000));
    expect(better.makespan as number).toBeLessThan(first.makespan as number);
    const warmStart = { starts: better.starts as Int32Array, modes: better.modes as Int32Array };
    const again = solveModes(problem, iterationBudget(0, 9), { warmStart });
    expect(again.makespan as number).toBeLessThanOrEqual(better.makespan as number);
    // A warm start that breaks precedence or a stock is passed over.
    const wrong = { starts: warmStart.starts.map((time) => -time), modes: warmStart.modes };
    expect(
      checkSchedule(problem, solveModes(problem, iterationBudget(0), { warmStart: wrong }) as never).broken,
    ).toEqual([]);
  });

  it('tells of ever better schedules that keep all rules', () => {
    let last = Infinity;
    solveModes(problem, iterationBudget(3000), {
      onIncumbent(starts, modes, makespan, lowerBound) {
        expect(checkSchedule(problem, { starts, modes })).toEqual({ broken: [], makespan });
        expect(makespan).toBeLessThan(last);
        expect(lowerBound).toBeLessThanOrEqual(makespan);
        last = makespan;
      },
    });
    expect(last).toBeLessThan(Infinity);
  });

  it('scales with the unit of time', () => {
    const scaled = {
      ...problem,
      durations: problem.durations.map((time) => time * 3600),
      arcLag: problem.arcLag.map((time) => time * 3600),
      releases: problem.releases.map((time) => time * 3600),
    };
    const plain = solveModes(problem, iterationBudget(500));
    expect(solveModes(scaled, iterationBudget(500)).makespan).toBe(3600 * (plain.makespan as number));
  });
});

describe('profiles', () => {
  it('both forms give the same schedules, with one word and with several', () => {
    const rng = new Rng(3);
    let ran = 0;
    for (let round = 0; round < 300; round++) {
      const problem = drawProblem(rng, 12, 2);
      const wide = round % 2 === 0 ? problem : widened(problem);
      const reduction = reduce(wide);
      if (reduction === undefined) continue;
      const built = buildInstance(wide, reduction);
      // Starts below are up to 5 later than a pass would ever choose.
      const instance = { ...built, horizon: built.horizon + 6 };
      const [unit, list] = [new UnitProfile(instance), new ListProfile(instance)];
      for (let again = 0; again < 2; again++) expect(place(instance, unit, rng.below(99))).toBe(true);
      const seed = rng.below(1000);
      expect(starts(instance, unit, seed)).toEqual(starts(instance, list, seed));
      ran++;
    }
    expect(ran).toBeGreaterThan(150);
  });
});

/** The same problem with demands so large that each resource needs a word of its own. */
function widened(problem: ModesProblem): ModesProblem {
  const factor = 2 ** 26;
  return {
    ...problem,
    renewable: problem.renewable.map((capacity) => capacity * factor),
    demands: problem.demands.map((demand) => demand * factor),
  };
}

function starts(instance: Instance, profile: Profile, seed: number): number[] {
  const rng = new Rng(seed);
  profile.clear();
  return Array.from({ length: instance.activities }, (_, i) => {
    const mode = instance.modeFrom[i] + rng.below(instance.modeFrom[i + 1] - instance.modeFrom[i]);
    const start = profile.earliest(mode, rng.below(6));
    profile.occupy(mode, start);
    return start;
  });
}

function place(instance: Instance, profile: Profile, seed: number): boolean {
  return starts(instance, profile, seed).every((time) => time >= 0);
}

describe('passes', () => {
  it('forward, backward and forward again are never longer without changes of mode', () => {
    const rng = new Rng(21);
    let ran = 0;
    for (let round = 0; round < 200; round++) {
      const drawn = drawProblem(rng, 15, 2);
      const problem = { ...drawn, stock: drawn.stock.map(() => 1000), releases: drawn.releases.map(() => 0) };
      const reduction = reduce(problem);
      if (reduction === undefined) continue;
      const generator = new Generator(buildInstance(problem, reduction));
      const candidate = newCandidate(generator.instance);
      let last = generator.pass(candidate, 'forward', 0, rng);
      for (const direction of ['backward', 'forward', 'backward', 'forward'] as const) {
        generator.turn(candidate, direction);
        const next = generator.pass(candidate, direction, 0, rng);
        expect(next).toBeLessThanOrEqual(last);
        last = next;
      }
      expect(lowerBoundOf(generator.instance, last, () => false).makespan).toBeLessThanOrEqual(last);
      ran++;
    }
    expect(ran).toBeGreaterThan(100);
  });
});

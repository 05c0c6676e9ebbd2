/** Generated weeks: with a plan that is known to exist, and small ones against brute force. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MeltPlan, MeltProblem } from '../../models/melt.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { meltSolver } from './solve.ts';

beforeAll(meltSolver.prepare);

interface SmallFurnace {
  least: number;
  greatest: number;
  mostHeats: number;
}

const furnaceOf = fc
  .record({
    greatest: fc.integer({ min: 6, max: 20 }),
    share: fc.double({ min: 0, max: 0.8, noNaN: true }),
    mostHeats: fc.integer({ min: 1, max: 4 }),
  })
  .map(
    ({ greatest, share, mostHeats }): SmallFurnace => ({ greatest, least: Math.floor(greatest * share), mostHeats }),
  );

function problemOf(
  furnaces: readonly SmallFurnace[],
  pieces: readonly { mass: number; grade: number }[],
  extra: object,
) {
  return MeltProblem.parse({
    lines: pieces.map(({ mass, grade }, at) => ({ id: `l${at}`, pieceMass: mass, quantity: 1, grade: `g${grade}` })),
    furnaces: furnaces.map(({ least, greatest, mostHeats }, at) => ({
      id: `f${at}`,
      leastMass: least,
      greatestMass: greatest,
      mostHeats,
    })),
    grades: [{ id: 'g0' }, { id: 'g1' }],
    ...extra,
  });
}

/** Fewest heats by trying everything: each piece into each open heat of its grade or a new one of any furnace. */
function bruteForce(furnaces: readonly SmallFurnace[], pieces: readonly { mass: number; grade: number }[]): number {
  const heats: { furnace: number; grade: number; mass: number }[] = [];
  const left = furnaces.map((furnace) => furnace.mostHeats);
  let best = Infinity;
  const place = (at: number): void => {
    if (heats.length >= best) return;
    if (at === pieces.length) {
      if (heats.every(({ furnace, mass }) => mass >= furnaces[furnace].least)) best = heats.length;
      return;
    }
    const { mass, grade } = pieces[at];
    for (const heat of heats)
      if (heat.grade === grade && heat.mass + mass <= furnaces[heat.furnace].greatest) {
        heat.mass += mass;
        place(at + 1);
        heat.mass -= mass;
      }
    furnaces.forEach((furnace, f) => {
      if (left[f] === 0 || mass > furnace.greatest) return;
      left[f]--;
      heats.push({ furnace: f, grade, mass });
      place(at + 1);
      heats.pop();
      left[f]++;
    });
  };
  place(0);
  return best;
}

describe('against brute force', () => {
  test('never a better value, never a wrong proof, and nearly always the same', () => {
    const tally = { runs: 0, possible: 0, proved: 0, best: 0, impossibleProved: 0 };
    fc.assert(
      fc.property(
        fc.array(furnaceOf, { minLength: 1, maxLength: 3 }),
        fc.array(fc.record({ mass: fc.integer({ min: 1, max: 14 }), grade: fc.integer({ min: 0, max: 1 }) }), {
          minLength: 1,
          maxLength: 7,
        }),
        (furnaces, pieces) => {
          const problem = problemOf(furnaces, pieces, { whenImpossible: 'report' });
          const optimum = bruteForce(furnaces, pieces);
          const result = meltSolver.solve({ problem }, iterationBudget(300));
          tally.runs++;
          if (hasPlan(result)) {
            expect(meltSolver.check({ problem }, result.plan).violations).toEqual([]);
            expect(result.objective).toBeGreaterThanOrEqual(optimum);
            expect(result.lowerBound).toBeLessThanOrEqual(optimum);
            tally.possible++;
            if (result.found === 'optimal') tally.proved++;
            if (result.objective === optimum) tally.best++;
          } else {
            if (result.found === 'infeasible') expect(optimum).toBe(Infinity);
            if (optimum === Infinity) tally.impossibleProved += result.found === 'infeasible' ? 1 : 0;
            else throw new Error(`${optimum} heats would do, found ${result.found}`);
          }
        },
      ),
      { numRuns: 300, seed: 20261121 },
    );
    expect(tally.runs).toBe(300);
    expect(tally.possible).toBeGreaterThan(60);
    expect(tally.best).toBe(tally.possible);
    expect(tally.proved).toBeGreaterThan(0.9 * tally.possible);
    expect(tally.impossibleProved).toBeGreaterThan(20);
  });
});

/** A week made from heats that are known to work. */
const knownWeek = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    furnaces: fc.array(
      fc.record({ greatest: fc.integer({ min: 400, max: 3000 }), heats: fc.integer({ min: 1, max: 6 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    grades: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ seed, furnaces, grades }) => {
    let state = seed;
    const draw = (bound: number) => {
      state = (state * 48271) % 2147483647;
      return state % bound;
    };
    const lines = new Map<string, { mass: number; grade: string; quantity: number }>();
    let heats = 0;
    for (const { greatest, heats: count } of furnaces)
      for (let heat = 0; heat < count; heat++) {
        heats++;
        const grade = `g${draw(grades)}`;
        let room = greatest - draw(Math.ceil(greatest / 10));
        while (room > 0) {
          const mass = Math.min(room, [13, 40, 90, 210, 350][draw(5)] + draw(3));
          room -= mass;
          const key = `${grade} ${mass}`;
          const line = lines.get(key) ?? { mass, grade, quantity: 0 };
          line.quantity++;
          lines.set(key, line);
        }
      }
    return { furnaces, grades, heats, lines };
  });

function weekProblem(
  {
    furnaces,
    grades,
    lines,
  }: {
    furnaces: { greatest: number; heats: number }[];
    grades: number;
    lines: Map<string, { mass: number; grade: string; quantity: number }>;
  },
  factor = 1,
  prefix = '',
) {
  return MeltProblem.parse({
    lines: [...lines].map(([key, line]) => ({
      id: `${prefix}${key}`,
      pieceMass: line.mass * factor,
      quantity: line.quantity,
      grade: line.grade,
    })),
    furnaces: furnaces.map(({ greatest, heats }, at) => ({
      id: `${prefix}f${at}`,
      leastMass: Math.floor(greatest * 0.7) * factor,
      greatestMass: greatest * factor,
      mostHeats: heats,
    })),
    grades: Array.from({ length: grades }, (_, grade) => ({ id: `g${grade}` })),
  });
}

test('a week with a known plan: bound at most its heats, proofs right, and a complete plan nearly always', () => {
  const tally = { runs: 0, complete: 0 };
  fc.assert(
    fc.property(knownWeek, (week) => {
      const problem = weekProblem(week);
      const result = meltSolver.solve({ problem }, iterationBudget(400));
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      tally.runs++;
      expect(meltSolver.check({ problem }, result.plan).violations).toEqual([]);
      expect(result.plan.shortfall?.proved ?? false, 'a plan exists').toBe(false);
      if (result.plan.outcome === 'shortfall') return;
      tally.complete++;
      expect(result.lowerBound).toBeLessThanOrEqual(week.heats);
    }),
    { numRuns: 40, seed: 7 },
  );
  expect(tally.runs).toBe(40);
  expect(tally.complete).toBeGreaterThan(34);
});

test('other ids and other units change nothing but names', () => {
  const shape = (plan: MeltPlan) => plan.heats.map((heat) => [heat.grade, heat.contents.map((c) => c.pieces)]);
  fc.assert(
    fc.property(knownWeek, (week) => {
      const [plain, renamed, scaled] = [weekProblem(week), weekProblem(week, 1, 'x'), weekProblem(week, 10)].map(
        (problem) => {
          const result = meltSolver.solve({ problem }, iterationBudget(30));
          if (!hasPlan(result)) throw new Error(`found ${result.found}`);
          return result;
        },
      );
      expect(shape(renamed.plan)).toEqual(shape(plain.plan));
      expect(shape(scaled.plan)).toEqual(shape(plain.plan));
    }),
    { numRuns: 10, seed: 11 },
  );
});

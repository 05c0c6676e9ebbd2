import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { MeltProblem } from '../../../models/melt.ts';
import { loadBackends } from '../../milp/backends.ts';
import type { MilpBackend } from '../../milp/milp.ts';
import { closeByCounts } from './count-tree.ts';
import { scaleFor } from './multipliers.ts';
import { enumeratePatterns } from './pool.ts';
import { type PatternProblem, patternProblem } from './problem.ts';
import {
  checkLeaves,
  clockOf,
  heatsOf,
  instanceOf,
  leastStepsOf,
  smallWeek,
  stageOf,
  stages,
  viewOf,
} from './testing.ts';
import { Tree } from './tree.ts';

let backends: readonly MilpBackend[] = [];
beforeAll(async () => {
  backends = await loadBackends();
});

/** Pieces of a third to a half of a heat, of which few pairs fit together: LPs with fractions. */
const pairing = fc
  .record({
    masses: fc.array(fc.integer({ min: 7, max: 13 }), { minLength: 3, maxLength: 6 }),
    greatest: fc.integer({ min: 19, max: 27 }),
    least: fc.constantFrom(0, 0, 14, 17),
    apart: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 4 }),
    other: fc.constantFrom(undefined, 12, 21),
    grades: fc.constantFrom(1, 2),
    mostHeats: fc.constantFrom(2, 4, 6),
  })
  .map(({ masses, greatest, least, apart, other, grades, mostHeats }) =>
    MeltProblem.parse({
      lines: masses.map((pieceMass, at) => ({ id: `l${at}`, pieceMass, quantity: 1, grade: `g${at % grades}` })),
      furnaces: [
        { id: 'f0', leastMass: least, greatestMass: greatest, mostHeats, heatCost: 2 },
        ...(other ? [{ id: 'f1', greatestMass: other, mostHeats: 2, heatCost: 1 }] : []),
      ],
      grades: [{ id: 'g0' }, { id: 'g1' }],
      objective: 'cheapest-heats',
      incompatibleLines: apart
        .filter(([a, b]) => a < b && b < masses.length && a % grades === b % grades)
        .filter(([a, b], at, all) => all.findIndex(([c, d]) => a === c && b === d) === at)
        .map(([a, b]) => [`l${a}`, `l${b}`]),
    }),
  );

const drawn = fc.oneof(
  fc.tuple(smallWeek, fc.constantFrom(...stages), fc.boolean()),
  fc.tuple(pairing, fc.constant('cost' as const), fc.constant(false)),
);

function everyPattern(problem: PatternProblem) {
  return heatsOf(problem.instance).flatMap((heat) => viewOf(problem, heat) ?? []);
}

test('branch and cut ends closed at the optimum, and its leaves prove it', () => {
  const tally = { runs: 0, possible: 0, closed: 0, branched: 0, cuts: 0, plans: 0, impossible: 0 };
  fc.assert(
    fc.property(drawn, fc.constantFrom('below', 'at', 'above'), ([week, minimise, keepsCost], where) => {
      const instance = instanceOf(week);
      const problem = patternProblem(instance, stageOf(instance, minimise, keepsCost))!;
      if (problem.cells.length === 0) return;
      const best = leastStepsOf(problem);
      const scale = scaleFor(problem);
      const free = {
        scale,
        piece: new Float64Array(problem.types.length),
        limit: new Float64Array(problem.limits.length),
      };
      const pool = enumeratePatterns(problem, free, Infinity, Infinity, 1e5, clockOf(1e6))!;
      const far = problem.cells.reduce((most, { cost }) => Math.max(most, cost), 1) * (problem.mostHeats + 2);
      const target = best === Infinity ? far : { below: best - 1, at: best, above: best + far }[where];
      using tree = new Tree(backends, problem, pool, scale, clockOf(3000));
      let reached = target;
      let offered = Infinity;
      const end = tree.run({
        target,
        mostNodes: 200,
        onPlan: (plan, objective) => {
          const rest = problem.demand.slice();
          for (const { pattern, times } of plan)
            for (let e = pool.starts[pattern]; e < pool.starts[pattern + 1]; e++)
              rest[pool.rows[e]] -= times * pool.pieces[e];
          expect(rest.every((pieces, row) => (problem.penalty[row] === Infinity ? pieces === 0 : pieces >= 0))).toBe(
            true,
          );
          offered = Math.min(offered, objective);
          reached = Math.min(reached, objective - 1);
          return reached;
        },
      });
      tally.runs++;
      expect(offered).toBeGreaterThanOrEqual(best);
      if (end !== 'closed') return;
      tally.closed++;
      if (best === Infinity) tally.impossible++;
      else tally.possible++;
      expect(reached + 1).toBeLessThanOrEqual(best === Infinity ? far + 1 : best);
      if (where !== 'below' && best < Infinity) expect(offered).toBe(best);
      tally.plans += checkLeaves(problem, tree.leaves, reached, everyPattern(problem));
      if (tree.leaves.length > 1) tally.branched++;
      if (tree.leaves.some(({ side }) => side.some(({ row }) => row.rule.kind === 'odd-set'))) tally.cuts++;
    }),
    { numRuns: 800, seed: 9 },
  );
  expect(tally.runs).toBeGreaterThan(500);
  expect(tally.closed).toBeGreaterThan(0.95 * tally.runs);
  expect(tally.possible).toBeGreaterThan(400);
  expect(tally.impossible).toBeGreaterThan(30);
  expect(tally.branched).toBeGreaterThan(20);
  expect(tally.cuts).toBeGreaterThan(3);
  expect(tally.plans).toBeGreaterThan(5000);
});

test('branching on heat counts ends closed only where no plan is within the target', () => {
  const tally = { runs: 0, closed: 0, open: 0, branched: 0, wrongTarget: 0, plans: 0 };
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 2 }), ([week, minimise, keepsCost], above) => {
      const instance = instanceOf(week);
      const problem = patternProblem(instance, stageOf(instance, minimise, keepsCost))!;
      if (problem.cells.length === 0) return;
      const best = leastStepsOf(problem);
      const dearest = problem.cells.reduce((most, { cost }) => Math.max(most, cost), 1);
      const target = best === Infinity ? dearest * problem.mostHeats : Math.max(0, best - 2 + above);
      const leaves = closeByCounts(
        backends,
        problem,
        { target, mostNodes: 60, known: [], onPlan: () => {} },
        clockOf(2000),
      );
      tally.runs++;
      if (!leaves) {
        tally.open++;
        return;
      }
      tally.closed++;
      expect(best).toBeGreaterThan(target);
      tally.plans += checkLeaves(problem, leaves, target, everyPattern(problem));
      if (leaves.length > 1) tally.branched++;
    }),
    { numRuns: 800, seed: 10 },
  );
  expect(tally.runs).toBeGreaterThan(500);
  expect(tally.closed).toBeGreaterThan(200);
  expect(tally.open).toBeGreaterThan(100);
  expect(tally.branched).toBeGreaterThan(10);
});

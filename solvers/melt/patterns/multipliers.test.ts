import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MeltProblem } from '../../../models/melt.ts';
import { provedSteps, roundDuals, scaledBound, scaleFor } from './multipliers.ts';
import { patternProblem, type Stage } from './problem.ts';
import { instanceOf, leastReducedCost, optimumOf, smallWeek, stageOf, stages } from './testing.ts';

test('no multipliers prove more than the optimum, in any stage and with limits of any kind', () => {
  const tally = { runs: 0, possible: 0, aboveNone: 0, meets: 0, shed: 0, fillers: 0 };
  fc.assert(
    fc.property(
      smallWeek,
      fc.constantFrom(...stages),
      fc.boolean(),
      fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.double({ min: -1, max: 0.3, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (week, minimise, keepsCost, pieceDuals, limitDuals) => {
        const instance = instanceOf(week);
        const stage: Stage = stageOf(instance, minimise, keepsCost);
        const problem = patternProblem(instance, stage);
        tally.runs++;
        if (!problem) throw new Error('numbers this small are exact');
        const scale = scaleFor(problem);
        const unit = Math.max(1, ...problem.cells.map(({ cost }) => cost), ...problem.penalty.filter(Number.isFinite));
        const multipliers = roundDuals(
          problem,
          scale,
          Array.from(problem.demand, (_, row) => pieceDuals[row] * unit),
          problem.limits.map((_, l) => limitDuals[l] * unit),
        );
        const least = leastReducedCost(problem, multipliers);
        const proved = provedSteps(scaledBound(problem, multipliers, least), scale) * problem.step;
        const optimum = optimumOf(instance, stage);
        expect(proved).toBeLessThanOrEqual(optimum + 1e-9 * Math.max(1, optimum));
        if (optimum < Infinity) tally.possible++;
        if (proved > 0) tally.aboveNone++;
        if (proved > optimum - problem.step / 2) tally.meets++;
        if (problem.mayShed) tally.shed++;
        if (problem.types.some((type) => instance.period[type] > 0)) tally.fillers++;
      },
    ),
    { numRuns: 1500, seed: 5 },
  );
  expect(tally.runs).toBe(1500);
  expect(tally.possible).toBeGreaterThan(800);
  expect(tally.aboveNone).toBeGreaterThan(20);
  expect(tally.meets).toBeGreaterThan(10);
  expect(tally.shed).toBeGreaterThan(50);
  expect(tally.fillers).toBeGreaterThan(200);
});

test('sums too large to be exact prove nothing', () => {
  // 20,000 pieces, each at thousands of times the cost of a heat: more than pieces that are missing cost.
  const week = MeltProblem.parse({
    lines: [{ id: 'a', pieceMass: 1, quantity: 20_000, grade: 'A' }],
    furnaces: [{ id: 'F', greatestMass: 2000, mostHeats: 10, heatCost: 99_999.999 }],
    grades: [{ id: 'A' }],
    objective: 'cheapest-heats',
  });
  const problem = patternProblem(instanceOf(week), { minimise: 'cost' })!;
  const wide = { ...problem, cells: problem.cells.map((cell) => ({ ...cell, cost: 99_999_999 })) };
  const scale = scaleFor(wide);
  const price = 3000 * 99_999_999 * scale;
  const multipliers = { scale, piece: Float64Array.of(price), limit: new Float64Array(wide.limits.length) };
  expect(price * 20_000).toBeGreaterThan(2 ** 53);
  expect(scaledBound(wide, multipliers, 99_999_999 * scale - 2000 * price)).toBe(-Infinity);
  expect(scaledBound(wide, { ...multipliers, piece: Float64Array.of(Number.NaN) }, 0)).toBe(-Infinity);
  expect(scaledBound(wide, { ...multipliers, piece: Float64Array.of(5) }, 0)).toBe(100_000);
});

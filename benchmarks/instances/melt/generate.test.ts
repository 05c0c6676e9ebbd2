import { describe, expect, test } from 'vitest';
import { hasPlan } from '../../../models/result.ts';
import { registry } from '../../../solvers/registry.ts';
import { iterationBudget } from '../../../solvers/solver.ts';
import { generateWeek } from './generate.ts';
import { suiteFamilies, type WeekShape } from './shape.ts';

const shape: WeekShape = { family: 'loose', lines: 40, furnaces: 4, grades: 3, heats: 20 };

describe.each(suiteFamilies)('family %s', (family) => {
  test('the same seed gives the same week, another one another', () => {
    const week = generateWeek({ ...shape, family }, 5);
    expect(generateWeek({ ...shape, family }, 5)).toEqual(week);
    const other = generateWeek({ ...shape, family }, 6);
    expect(other.problem).not.toEqual(week.problem);
    expect(other.digest).not.toBe(week.digest);
  });

  test.each([
    { lines: 1, furnaces: 1, grades: 1, heats: 1 },
    { lines: 40, furnaces: 4, grades: 3, heats: 20 },
    { lines: 300, furnaces: 10, grades: 5, heats: 60 },
  ])('the planted heats pour period 0 of $lines lines', async (size) => {
    const { problem, planted } = generateWeek({ family, ...size }, 11);
    if (family === 'overfull') {
      expect(planted).toBeUndefined();
      expect(problem.lines.some(({ id }) => id === 'too-heavy')).toBe(true);
      return;
    }
    expect(planted).toHaveLength(size.heats);
    const solver = registry.melt;
    await solver.prepare();
    const request = { problem: { ...problem, spread: false as const }, warmStart: { heats: planted! } };
    const result = solver.solve(request, iterationBudget(0));
    if (!hasPlan(result)) throw new Error(result.found);
    expect(solver.check(request, result.plan).violations).toEqual([]);
    expect(result.plan).toMatchObject({ outcome: 'complete' });
    const costOf = new Map(problem.furnaces.map(({ id, heatCost }) => [id, heatCost ?? 1]));
    const cost = planted!.reduce((sum, { furnace }) => sum + costOf.get(furnace)!, 0);
    expect(result.objective).toBeLessThanOrEqual(cost);
  });
});

test('most castings of a big shape have a line, and every grade has one', () => {
  const { problem } = generateWeek({ family: 'many-types', lines: 300, furnaces: 10, grades: 5, heats: 60 }, 3);
  expect(problem.lines.length).toBeGreaterThan(280);
  expect(new Set(problem.lines.map(({ grade }) => grade)).size).toBe(5);
});

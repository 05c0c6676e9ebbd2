import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MeltProblem } from '../../../models/melt.ts';
import { buildInstance } from '../instance.ts';
import { patternProblem } from './problem.ts';

const group = fc.record({
  powerKw: fc.array(fc.constantFrom(300, 517.25, 1000, 66.6), { minLength: 3, maxLength: 3 }),
  minutes: fc.array(fc.constantFrom(45, 60, 90, 73.3), { minLength: 3, maxLength: 3 }),
  limitKw: fc.constantFrom(undefined, 600, 1100.5, 1800),
  days: fc.integer({ min: 1, max: 3 }),
  heats: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 }),
});

test('a row of power admits what its group admits over the whole period, in numbers that duals can be rounded for', () => {
  const tally = { runs: 0, rows: 0, admitted: 0, refused: 0 };
  fc.assert(
    fc.property(group, ({ powerKw, minutes, limitKw, days, heats }) => {
      const problem = patternProblem(
        buildInstance(
          MeltProblem.parse({
            lines: [{ id: 'a', pieceMass: 10, quantity: 200, grade: 'A' }],
            furnaces: powerKw.map((kw, at) => ({
              id: `f${at}`,
              greatestMass: 10,
              powerKw: kw,
              heatMinutes: minutes[at],
            })),
            grades: [{ id: 'A' }],
            powerGroups: [
              { id: 'cable', furnaces: ['f0', 'f1', 'f2'], ...(limitKw ? { limitKw } : { mostAtOnce: 1 }) },
            ],
            calendar: {
              shifts: [{ id: 's', start: '06:00', end: '14:00' }],
              days: Array.from({ length: days }, (_, day) => ({ date: `2026-11-${23 + day}` })),
            },
          }),
        ),
        { minimise: 'cost' },
      )!;
      // Furnace and grade limits have coefficients of 0 and 1; the others are of power.
      const rows = problem.limits.filter(({ coefficients }) => coefficients.some((value) => value > 1));
      tally.runs++;
      for (const { coefficients, most } of rows) {
        tally.rows++;
        expect(Number.isInteger(most) && coefficients.every(Number.isInteger)).toBe(true);
        expect(Math.max(...coefficients)).toBeLessThanOrEqual(2 ** 20);
        const hours = days * 8;
        const draw = limitKw ? powerKw : [1, 1, 1];
        const limit = limitKw ?? 1;
        const energy = heats.reduce((sum, count, f) => sum + (count * draw[f] * minutes[f]) / 60, 0);
        // Furnaces that never run together: their hours add up.
        const large = [0, 1, 2].filter((f) => 2 * draw[f] > limit && draw[f] <= limit);
        const alone = large.length > 1 ? large.reduce((sum, f) => sum + (heats[f] * minutes[f]) / 60, 0) : 0;
        if (energy > limit * hours || alone > hours) {
          tally.refused++;
          continue;
        }
        tally.admitted++;
        const used = problem.cells.reduce((sum, { furnace }, index) => sum + coefficients[index] * heats[furnace], 0);
        expect(used).toBeLessThanOrEqual(most);
      }
    }),
    { numRuns: 300, seed: 12 },
  );
  expect(tally.runs).toBe(300);
  expect(tally.rows).toBeGreaterThan(200);
  expect(tally.admitted).toBeGreaterThan(50);
  expect(tally.refused).toBeGreaterThan(50);
});

import { expect, test } from 'vitest';
import { MeltProblem } from '../../../models/melt.ts';
import { buildInstance } from '../instance.ts';
import { patternProblem } from './problem.ts';
import { mostWaste } from './room.ts';

const weekOf = (costs: readonly number[]) =>
  patternProblem(
    buildInstance(
      MeltProblem.parse({
        lines: [
          { id: 'a', pieceMass: 7, quantity: 3, grade: 'A' },
          { id: 'b', pieceMass: 1, quantity: 2, grade: 'A' },
        ],
        furnaces: costs.map((heatCost, at) => ({ id: `f${at}`, greatestMass: 10, mostHeats: 3, heatCost })),
        grades: [{ id: 'A' }],
        objective: 'cheapest-heats',
      }),
    ),
    { minimise: 'cost' },
  )!;

test('room of the heats within a cost less what must be poured: 3 heats of 9 hold 23 with 4 to spare', () => {
  // Loads of up to 9 = 7 + 1 + 1; 10 cannot be reached.
  expect(mostWaste(weekOf([1]), 3)).toBe(4);
  expect(mostWaste(weekOf([1]), 2)).toBe(-5);
});

test('heats whose cost is less than a step are as many as the cap of their furnace, not none', () => {
  // Wrong value: 0 / 0 heats, so that no plan seemed to fit within 0 steps.
  const problem = weekOf([1e-10, 5]);
  expect(problem.cells[0].cost).toBe(0);
  expect(mostWaste(problem, 0)).toBe(4);
});

test('costs finer than a thousandth have steps of a millionth, however small: never steps of 0', () => {
  expect(weekOf([1e-10]).step).toBe(1e-6);
  expect(weekOf([1e-10, 5]).step).toBe(1e-6);
  expect(weekOf([0.002, 5]).step).toBe(0.002);
});

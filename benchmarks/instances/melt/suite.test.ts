import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MeltProblem } from '../../../models/melt.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import { knownOf } from '../generated.ts';
import { generateWeek } from './generate.ts';
import { generatedMelt } from './generated.ts';
import { suiteFamilies } from './shape.ts';
import { meltSuite } from './suite.ts';

const weeks = meltSuite.map(({ name, shape, seed }) => ({ name, shape, ...generateWeek(shape, seed) }));

test('at least a hundred instances of distinct names and seeds, several of every family', () => {
  expect(meltSuite.length).toBeGreaterThanOrEqual(100);
  expect(new Set(meltSuite.map(({ name }) => name)).size).toBe(meltSuite.length);
  expect(new Set(meltSuite.map(({ seed }) => seed)).size).toBe(meltSuite.length);
  for (const family of suiteFamilies)
    expect(meltSuite.filter(({ shape }) => shape.family === family).length, family).toBeGreaterThanOrEqual(3);
});

/** Poured grams of a piece and pieces ordered by line of period 0. */
function ordersOf(problem: MeltProblem) {
  const lines = problem.lines.filter(({ period }) => period === 0);
  return new Map(lines.map((line) => [line.id, { grams: pouredGrams(problem, line), line }]));
}

describe.each(weeks.filter(({ planted }) => planted !== undefined))('$name', ({ problem, planted, shape }) => {
  const orders = ordersOf(problem);

  test('the planted heats pour every piece of period 0, within furnaces, grades and caps', () => {
    expect(planted).toHaveLength(shape.heats);
    const poured = new Map<string, number>();
    for (const { furnace: id, grade, contents } of planted!) {
      const furnace = problem.furnaces.find((one) => one.id === id)!;
      expect(furnace.grades).toContain(grade);
      let grams = 0;
      const used = new Map(problem.dimensions.map((dimension) => [dimension, 0]));
      for (const { line: lineId, pieces } of contents) {
        const { grams: each, line } = orders.get(lineId)!;
        expect(line.grade).toBe(grade);
        poured.set(lineId, (poured.get(lineId) ?? 0) + pieces);
        grams += pieces * each;
        for (const [name, sum] of used) used.set(name, sum + pieces * (line.sizes[name] ?? 0));
      }
      expect(grams).toBeGreaterThanOrEqual(furnace.leastMass * gramsPer.kg);
      expect(grams).toBeLessThanOrEqual(furnace.greatestMass * gramsPer.kg);
      for (const [name, sum] of used) expect(sum).toBeLessThanOrEqual(furnace.capacities[name]);
      if (shape.compose === 'exact') expect(grams).toBe(furnace.greatestMass * gramsPer.kg);
    }
    expect(Object.fromEntries(poured)).toEqual(
      Object.fromEntries([...orders].map(([id, { line }]) => [id, line.quantity])),
    );
    for (const { id, mostHeats } of problem.furnaces)
      expect(planted!.filter(({ furnace }) => furnace === id).length).toBeLessThanOrEqual(mostHeats!);
    for (const { id, mostHeats } of problem.grades)
      expect(planted!.filter(({ grade }) => grade === id).length).toBeLessThanOrEqual(mostHeats ?? Infinity);
  });
});

test('an overfull week orders more than the furnaces can pour', () => {
  for (const { name, problem, shape, planted } of weeks.filter(({ shape }) => shape.family === 'overfull')) {
    expect(planted, name).toBeUndefined();
    const lines = problem.lines.filter(({ id }) => id !== 'too-heavy');
    const grams = lines.reduce((sum, line) => sum + line.quantity * pouredGrams(problem, line), 0);
    const room = problem.furnaces.reduce((sum, one) => sum + one.mostHeats! * one.greatestMass * gramsPer.kg, 0);
    // What is planted fills at least six sevenths of the furnaces, and is ordered so many times over.
    expect(grams / room, name).toBeGreaterThan((shape.overload ?? 1.3) * (6 / 7));
    expect(grams, name).toBeGreaterThan(room);
  }
});

test('what is known is of these very weeks: a changed generator shows here', () => {
  expect(existsSync(generatedMelt.table)).toBe(true);
  const known = knownOf(generatedMelt);
  const digests = weeks.map(({ name, digest }) => [`generated/${name}`, digest]);
  expect([...known.values()].map(({ name, digest }) => [name, digest])).toEqual(digests);
});

import { expect, test } from 'vitest';
import { generateBuying } from './generate.ts';
import { generatedReorder, reorderSuite } from './suite.ts';

test('names and seeds are unique, and every listed request is of its size', () => {
  expect(new Set(reorderSuite.map(({ name }) => name)).size).toBe(reorderSuite.length);
  expect(new Set(reorderSuite.map(({ seed }) => seed)).size).toBe(reorderSuite.length);
  for (const { name, shape, seed } of reorderSuite) {
    const { problem } = generateBuying(shape, seed);
    expect(problem.items.length, name).toBe(shape.items);
    expect(problem.days, name).toBe(shape.days);
    expect(new Set(problem.offers.map(({ item }) => item)).size, name).toBe(shape.items);
  }
});

test('a listed request stays what it was', () => {
  const digests = generatedReorder.instances.map((instance) => [instance.name, instance.generate().digest]);
  expect(Object.fromEntries(digests)).toMatchInlineSnapshot();
});

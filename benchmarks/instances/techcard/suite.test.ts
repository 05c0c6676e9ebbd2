import { expect, test } from 'vitest';
import { generateShop } from './generate.ts';
import { generatedTechcard, techcardSuite } from './suite.ts';

test('names and seeds are unique, and every listed shop is a request of its size', () => {
  expect(new Set(techcardSuite.map(({ name }) => name)).size).toBe(techcardSuite.length);
  expect(new Set(techcardSuite.map(({ seed }) => seed)).size).toBe(techcardSuite.length);
  for (const { name, shape, seed } of techcardSuite) {
    const { problem, digest } = generateShop(shape, seed);
    const sizes = new Map(problem.cards.map(({ id, operations }) => [id, operations.length]));
    const operations = problem.orders.reduce((sum, { card, quantity }) => sum + quantity * sizes.get(card)!, 0);
    expect.soft(operations, name).toBeGreaterThanOrEqual(15);
    expect.soft(operations, name).toBeLessThanOrEqual(330);
    expect(problem.orders.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(shape.pieces);
    expect(generateShop(shape, seed).digest).toBe(digest);
  }
});

test('a listed shop stays what it was', () => {
  const digests = generatedTechcard.instances.map((instance) => [instance.name, instance.generate().digest]);
  expect(Object.fromEntries(digests)).toMatchInlineSnapshot(`
    {
      "generated/batch/01": "2df1613b6e29",
      "generated/batch/02": "b48fac1506d0",
      "generated/batch/03": "cc266481c151",
      "generated/batch/04": "6d17d5aa0b01",
      "generated/crew/01": "19aeae4c38f4",
      "generated/crew/02": "0c44f1a38e1f",
      "generated/crew/03": "06530f3994ac",
      "generated/crew/04": "e160c512be49",
      "generated/heat-treatment/01": "a203e5ffe500",
      "generated/heat-treatment/02": "094d1782d1cf",
      "generated/heat-treatment/03": "d148ee1fdf01",
      "generated/heat-treatment/04": "e4bd3b36b154",
      "generated/kitchen/01": "f2ed26a4eccc",
      "generated/kitchen/02": "fd9b305e52cf",
      "generated/kitchen/03": "8b6e33666666",
      "generated/kitchen/04": "cfdb708a691f",
      "generated/mixed/01": "8f9dcb259e48",
      "generated/mixed/02": "eae0f809ec60",
      "generated/mixed/03": "8b2e78806815",
      "generated/mixed/04": "65c35d2a6108",
      "generated/stock/01": "69c4ac520e59",
      "generated/stock/02": "8dc6ef32e791",
      "generated/stock/03": "f82dfab008d9",
      "generated/stock/04": "d562caf23698",
    }
  `);
});

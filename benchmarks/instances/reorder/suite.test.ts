import { expect, test } from 'vitest';
import { generateBuying } from './generate.ts';
import { reorderSuite } from './suite.ts';

test('names and seeds are unique; every listed request is of its size, and stays what it was', () => {
  const digests: [name: string, digest: string][] = [];
  expect(new Set(reorderSuite.map(({ name }) => name)).size).toBe(reorderSuite.length);
  expect(new Set(reorderSuite.map(({ seed }) => seed)).size).toBe(reorderSuite.length);
  for (const { name, shape, seed } of reorderSuite) {
    const { problem, digest } = generateBuying(shape, seed);
    digests.push([name, digest]);
    expect(problem.items.length, name).toBe(shape.items);
    expect(problem.days, name).toBe(shape.days);
    expect(new Set(problem.offers.map(({ item }) => item)).size, name).toBe(shape.items);
  }
  expect(Object.fromEntries(digests)).toMatchInlineSnapshot(`
    {
      "independent/01": "6cdb9b81938f",
      "independent/02": "c39045d7b4d8",
      "independent/03": "85cbbca3c05a",
      "independent/04": "09b177f82c5d",
      "large/01": "594a2529178b",
      "large/02": "c2c8485e028a",
      "large/03": "5325ee4e551b",
      "limits/01": "74a1d18bc383",
      "limits/02": "ef0d19735a68",
      "limits/03": "684d50db3d3b",
      "limits/04": "8a361be9c832",
      "perishable/01": "dcdec4978e9c",
      "perishable/02": "edbada41fb03",
      "perishable/03": "4e060509a92e",
      "perishable/04": "46ce73130bb5",
      "recipes/01": "c419b4506958",
      "recipes/02": "969f6570d814",
      "recipes/03": "e9c25fb88d78",
      "shared/01": "f2b37eab1b2b",
      "shared/02": "731ee5a394f5",
      "shared/03": "a60f23ba5fcf",
      "shared/04": "7d1ea14b4d3f",
      "tiny/01": "6596a3d952ca",
      "tiny/02": "fe59f7905a40",
      "tiny/03": "a99556f3d923",
      "tiny/04": "b7d2e92908da",
      "tiny/05": "0a0a99c2f4d3",
      "tiny/06": "a7a113d3e804",
    }
  `);
});

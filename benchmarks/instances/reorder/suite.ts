/**
 * The generated suite of plan kind `reorder`: every instance with its shape and seed. A listed instance is never changed,
 * so that figures compare over time; new ones go to the end of their family.
 */
import { fileURLToPath } from 'node:url';
import type { GeneratedSuite } from '../generated.ts';
import type { Family } from './families.ts';
import { generateBuying, type Shape } from './generate.ts';

export interface SuiteEntry {
  /** `<family>/<number>`. */
  readonly name: string;
  readonly shape: Shape;
  readonly seed: number;
}

type Listed = readonly [items: number, days: number, seed: number];

function family(name: Family, listed: readonly Listed[]): SuiteEntry[] {
  return listed.map(([items, days, seed], index) => ({
    name: `${name}/${String(index + 1).padStart(2, '0')}`,
    shape: { family: name, items, days },
    seed,
  }));
}

/** From one item over five days to ten thousand over four weeks. */
export const reorderSuite: readonly SuiteEntry[] = [
  ...family('tiny', [
    [1, 5, 101],
    [1, 7, 102],
    [2, 6, 103],
    [3, 7, 104],
    [3, 10, 105],
    [4, 7, 106],
  ]),
  ...family('independent', [
    [20, 14, 201],
    [100, 28, 202],
    [100, 90, 203],
    [500, 28, 204],
  ]),
  ...family('shared', [
    [10, 14, 301],
    [24, 14, 302],
    [60, 28, 303],
    [200, 28, 304],
  ]),
  ...family('perishable', [
    [10, 14, 401],
    [50, 14, 402],
    [50, 28, 403],
    [300, 14, 404],
  ]),
  ...family('limits', [
    [10, 14, 501],
    [30, 14, 502],
    [60, 28, 503],
    [200, 14, 504],
  ]),
  ...family('recipes', [
    [16, 14, 601],
    [40, 14, 602],
    [80, 28, 603],
  ]),
  ...family('large', [
    [2000, 28, 701],
    [10_000, 14, 702],
    [10_000, 28, 703],
  ]),
];

export const generatedReorder: GeneratedSuite = {
  table: fileURLToPath(new URL('optima.tsv', import.meta.url)),
  instances: reorderSuite.map(({ name, shape, seed }) => ({
    name: `generated/${name}`,
    generate: () => {
      const { problem, digest } = generateBuying(shape, seed);
      return { request: { problem }, digest };
    },
  })),
};

/**
 * The generated suite of plan kind `techcard`: every instance with its shape and seed. A listed instance is never changed,
 * so that figures compare over time; new ones go to the end of their family.
 */
import { fileURLToPath } from 'node:url';
import type { GeneratedSuite } from '../generated.ts';
import { generateShop, type Shape } from './generate.ts';
import type { Family } from './shops.ts';

export interface SuiteEntry {
  /** `<family>/<number>`. */
  readonly name: string;
  readonly shape: Shape;
  readonly seed: number;
}

type Listed = readonly [pieces: number, cards: number, seed: number];

function family(name: Family, listed: readonly Listed[]): SuiteEntry[] {
  return listed.map(([pieces, cards, seed], index) => ({
    name: `${name}/${String(index + 1).padStart(2, '0')}`,
    shape: { family: name, pieces, cards },
    seed,
  }));
}

/** From some 20 to some 300 operations in each family. */
export const techcardSuite: readonly SuiteEntry[] = [
  ...family('kitchen', [
    [8, 4, 101],
    [20, 6, 102],
    [45, 8, 103],
    [100, 10, 104],
  ]),
  ...family('heat-treatment', [
    [6, 3, 201],
    [15, 5, 202],
    [30, 8, 203],
    [60, 10, 204],
  ]),
  ...family('crew', [
    [6, 3, 301],
    [15, 5, 302],
    [30, 8, 303],
    [60, 10, 304],
  ]),
  ...family('batch', [
    [8, 3, 401],
    [20, 5, 402],
    [45, 8, 403],
    [100, 12, 404],
  ]),
  ...family('stock', [
    [8, 3, 501],
    [20, 5, 502],
    [45, 8, 503],
    [100, 12, 504],
  ]),
  ...family('mixed', [
    [4, 2, 601],
    [10, 4, 602],
    [24, 6, 603],
    [50, 8, 604],
  ]),
];

export const generatedTechcard: GeneratedSuite = {
  table: fileURLToPath(new URL('optima.tsv', import.meta.url)),
  instances: techcardSuite.map(({ name, shape, seed }) => ({
    name: `generated/${name}`,
    generate: () => {
      const { problem, digest } = generateShop(shape, seed);
      return { request: { problem }, digest };
    },
  })),
};

/**
 * The generated suite of plan kind `dispatch`: every instance with its shape and seed. A listed instance is never changed,
 * so that figures compare over time; new ones go to the end of their family.
 */
import { fileURLToPath } from 'node:url';
import type { GeneratedSuite } from '../generated.ts';
import { generateShift, type Shape } from './generate.ts';
import { seedCase } from './seed-case.ts';

export interface SuiteEntry {
  /** `<family>/<number>`. */
  readonly name: string;
  readonly shape: Shape;
  readonly seed: number;
}

type Listed = readonly [orders: number, trucks: number, plants: number, seed: number];

function family(name: string, load: number, listed: readonly Listed[]): SuiteEntry[] {
  return listed.map(([orders, trucks, plants, seed], index) => ({
    name: `${name}/${String(index + 1).padStart(2, '0')}`,
    shape: { orders, trucks, plants, load },
    seed,
  }));
}

export const dispatchSuite: readonly SuiteEntry[] = [
  ...family('easy', 0.7, [
    [20, 8, 1, 101],
    [50, 20, 2, 102],
    [100, 40, 3, 103],
    [200, 90, 5, 104],
    [300, 150, 8, 105],
  ]),
  ...family('tight', 1, [
    [20, 8, 1, 201],
    [50, 18, 2, 202],
    [100, 30, 3, 203],
    [200, 75, 5, 204],
    [300, 150, 8, 205],
  ]),
  ...family('overloaded', 1.3, [
    [20, 8, 1, 301],
    [50, 18, 2, 302],
    [100, 30, 3, 303],
    [200, 75, 5, 304],
    [300, 120, 8, 305],
  ]),
];

export const generatedDispatch: GeneratedSuite = {
  table: fileURLToPath(new URL('optima.tsv', import.meta.url)),
  instances: [
    ...dispatchSuite.map(({ name, shape, seed }) => ({
      name: `generated/${name}`,
      generate: () => generateShift(shape, seed),
    })),
    { name: 'generated/seed/01', generate: seedCase },
  ],
};

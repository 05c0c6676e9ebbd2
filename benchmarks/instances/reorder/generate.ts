/** Made-up buying, pure functions of family, size and seed. Every request has a plan: doing without is allowed or covered. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { buying, type Family } from './families.ts';

export interface Shape {
  readonly family: Family;
  readonly items: number;
  readonly days: number;
}

export interface GeneratedBuying {
  readonly problem: ReorderPlanProblem;
  /** Of the request as it was written, defaults of the schema not counted: the same where nothing of it has changed. */
  readonly digest: string;
}

/** Draws in the words that the families use. */
export interface Draw {
  whole(least: number, most: number): number;
  one<Item>(items: readonly Item[]): Item;
  /** True with so much probability. */
  chance(share: number): boolean;
  /** From least to most, evenly on a scale of ratios, to two digits: prices and demands are seldom even. */
  ratio(least: number, most: number): number;
}

export type ProblemInput = z.input<typeof ReorderPlanProblem>;

export function generateBuying(shape: Shape, seed: number): GeneratedBuying {
  const rng = new Rng(seed);
  const draw: Draw = {
    whole: (least, most) => least + rng.below(most - least + 1),
    one: (items) => items[rng.below(items.length)],
    chance: (share) => rng.float() < share,
    ratio: (least, most) => Number((least * (most / least) ** rng.float()).toPrecision(2)),
  };
  const written = buying[shape.family](shape, draw);
  const digest = createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 12);
  return { problem: ReorderPlanProblem.parse(written), digest };
}

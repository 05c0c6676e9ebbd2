/**
 * Made-up shops, pure functions of family, size and seed. Every one of them has a plan: resources can do each operation
 * one at a time, greatest lags are between operations of which the later one can always wait for nothing, and stocks are
 * supplied in full.
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { TechcardProblem } from '../../../models/techcard.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { type Family, shops } from './shops.ts';

export interface Shape {
  readonly family: Family;
  /** Pieces of all orders. */
  readonly pieces: number;
  /** Kinds of products. */
  readonly cards: number;
}

export interface GeneratedShop {
  readonly problem: TechcardProblem;
  /** Of the shop as it was written, defaults of the schema not counted: the same where nothing of it has changed. */
  readonly digest: string;
}

/** Draws of a shop, in the words that its families use. */
export interface Draw {
  /** A whole number of minutes from `least` to `most`, in seconds. */
  minutes(least: number, most: number): number;
  whole(least: number, most: number): number;
  one<Item>(items: readonly Item[]): Item;
  /** True with so much probability. */
  chance(share: number): boolean;
}

export type ProblemInput = z.input<typeof TechcardProblem>;

export function generateShop(shape: Shape, seed: number): GeneratedShop {
  const rng = new Rng(seed);
  const whole = (least: number, most: number) => least + rng.below(most - least + 1);
  const draw: Draw = {
    whole,
    minutes: (least, most) => 60 * whole(least, most),
    one: (items) => items[rng.below(items.length)],
    chance: (share) => rng.float() < share,
  };
  const written = shops[shape.family](shape, draw);
  const digest = createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 12);
  return { problem: TechcardProblem.parse(written), digest };
}

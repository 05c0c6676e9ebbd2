import type { Rng } from '../../../solvers/shared/rng.ts';

/** The same items in an order drawn by `rng`. */
export function shuffled<Item>(rng: Rng, items: readonly Item[]): Item[] {
  const order = rng.shuffle(items.map((_, index) => index));
  return order.map((index) => items[index]);
}

/** A first price of the shared budget. */
import type { Relaxed } from './relax.ts';

/** Bound evaluations at most. */
const mostRounds = 14;
const firstPrice = 0.25;
/** Growth of the price until the items keep the budget. */
const growth = 2.5;
/** Relative; a bound that moves less is settled for now. */
const settled = 1e-4;

/** L along the price, as one bound evaluation knows it: atZero + slope * price. */
interface Line {
  readonly slope: number;
  readonly atZero: number;
}

/**
 * Searches for the best price of the budget with all other multipliers as they are: L is concave and piecewise linear in
 * it, and each bound evaluation gives one of its lines; the next price is where the nearest rising and falling ones meet.
 * @param first - the evaluation at price 0.
 * @param evaluate - bound evaluation at a price; undefined: no more.
 * @see Kelley (1960), Journal of the Society for Industrial and Applied Mathematics 8(4):703-712.
 */
export function settleBudgetPrice(
  budget: number,
  first: Relaxed,
  evaluate: (price: number) => Relaxed | undefined,
): void {
  if (budget === Infinity) return;
  let rising = lineOf(budget, 0, first);
  if (rising.slope <= 0) return;
  let falling: Line | undefined;
  let bound = first.bound;
  let price = firstPrice;
  for (let round = 0; round < mostRounds; round += 1) {
    const relaxed = evaluate(price);
    if (!relaxed) return;
    const line = lineOf(budget, price, relaxed);
    if (line.slope > 0) rising = line;
    else falling = line;
    if (falling && Math.abs(relaxed.bound - bound) < settled * Math.abs(bound)) return;
    bound = Math.max(bound, relaxed.bound);
    price = falling ? (falling.atZero - rising.atZero) / (rising.slope - falling.slope) : price * growth;
  }
}

function lineOf(budget: number, price: number, { bound, columns }: Relaxed): Line {
  const slope = columns.reduce((sum, { value }) => sum + value, 0) - budget;
  return { slope, atZero: bound - slope * price };
}

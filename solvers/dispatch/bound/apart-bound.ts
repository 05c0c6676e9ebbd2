/**
 * Bounds by the relaxation of apart loads: first with one price for all time, by what trucks carry, which a line search finds, then
 * with a price for each class, then with prices by the hour; each begins with the prices of the one before.
 */
import type { ApartRelaxation } from './apart.ts';
import { ascend } from './ascent.ts';
import type { LegCosts } from './leg-costs.ts';
import type { Objective } from './load-kinds.ts';
import type { BoundTerms } from './relaxation.ts';

export interface ApartBound {
  readonly bound: number;
  readonly legs: LegCosts;
  readonly terms: BoundTerms;
  readonly objective: Objective;
  /** By class, times buckets. */
  readonly prices: Float64Array;
  readonly buckets: number;
}

/** Halvings of the range in which the one price lies: from the mean worth of a second by this factor either way. */
const searchRounds = 10;
const searchRange = 1000;

/** One price for each class at most: two evaluations where time is not scarce, else some ten and `rounds` of ascent. */
export function quickApartBound(
  relaxation: ApartRelaxation,
  objective: Objective,
  choices: readonly LegCosts[],
  rounds: number,
  shouldStop: () => boolean,
): ApartBound | undefined {
  let best: ApartBound | undefined;
  for (const legs of choices) {
    if (shouldStop()) break;
    relaxation.choose(objective, legs, 1);
    const prices = new Float64Array(relaxation.size);
    const free = evaluated(relaxation, objective, legs, prices);
    if (!best || free.bound > best.bound) best = free;
    const found = searchLine(relaxation, objective, legs, shouldStop);
    if (found.bound > best.bound) best = found;
  }
  if (!best || best.bound === -Infinity) return undefined;
  const isScarce = best.prices.some((price) => price > 0);
  return isScarce ? finerApartBound(relaxation, best, 1, rounds, shouldStop) : best;
}

/** Ascent from a bound that was found with fewer buckets, or as many. */
export function finerApartBound(
  relaxation: ApartRelaxation,
  from: ApartBound,
  buckets: number,
  rounds: number,
  shouldStop: () => boolean,
): ApartBound {
  const { objective, legs } = from;
  relaxation.choose(objective, legs, buckets);
  const own = relaxation.buckets;
  const prices = Float64Array.from({ length: relaxation.size }, (_, i) => {
    const at = Math.floor(i / own) * from.buckets;
    return from.prices[at + Math.floor(((i % own) * from.buckets) / own)];
  });
  // Steps are of the size of what is proved already; where time is not scarce that is far less than leaving all out costs.
  const scale = Math.max(1e-4 * scaleOf(relaxation, objective), Math.abs(from.bound - from.terms.base));
  const found = ascend(relaxation, prices, {
    rounds,
    shouldStop,
    enough: Infinity,
    tied: true,
    aim: 0.1 * scale,
    leastAim: 1e-4 * scale,
  });
  if (!(found.bound > from.bound)) return from;
  return { bound: found.bound, terms: found.terms, prices: found.prices, objective, legs, buckets: own };
}

/** What leaving out all orders costs: bounds lie below, but for what nobody avoids. */
function scaleOf({ programs }: ApartRelaxation, objective: Objective): number {
  return programs.reduce((sum, { outCost, outL }) => sum + (objective === 'cost' ? outCost : outL), 0);
}

/** The bound is concave in the price: it rises as long as more time is asked for than there is. */
function searchLine(
  relaxation: ApartRelaxation,
  objective: Objective,
  legs: LegCosts,
  shouldStop: () => boolean,
): ApartBound {
  const excess = new Float64Array(relaxation.size);
  const { worths } = relaxation;
  const at = (price: number) =>
    evaluated(
      relaxation,
      objective,
      legs,
      worths.map((worth) => price * worth),
      excess,
    );
  const isScarce = () => excess.reduce((sum, seconds, c) => sum + seconds * worths[c], 0) > 0;
  // At next to nothing, loads take as little time as they can: where that is there, time is worth nothing.
  let low = scaleOf(relaxation, objective) / (relaxation.seconds * searchRange);
  let best = at(low);
  if (!isScarce()) return best;
  let high = low * searchRange ** 2;
  for (let round = 0; round < searchRounds && !shouldStop(); round++) {
    const price = Math.sqrt(low * high);
    const found = at(price);
    if (found.bound > best.bound) best = found;
    if (isScarce()) low = price;
    else high = price;
  }
  return best;
}

function evaluated(
  relaxation: ApartRelaxation,
  objective: Objective,
  legs: LegCosts,
  prices: Float64Array,
  excess = new Float64Array(relaxation.size),
): ApartBound {
  const bound = relaxation.evaluate(prices, excess);
  return { bound, legs, terms: relaxation.terms, objective, prices, buckets: relaxation.buckets };
}

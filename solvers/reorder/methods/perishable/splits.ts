/** How an order of random life arrives: all splits by life left, with their multinomial probabilities. */

export interface OrderSplit {
  /** What a split adds to the index of a stock whose digits have base 2 maxOrder + 1. */
  readonly offsets: Int32Array;
  readonly probabilities: Float64Array;
}

/** Splits less likely than this are left out, and their probability spread over the others in proportion. */
const negligible = 1e-16;

/**
 * All splits of `quantity` units into 1, 2, ..., m periods of life left.
 * Pr{n_1, ..., n_m} = quantity! / (n_1! ... n_m!) p_1^n_1 ... p_m^n_m.
 * @param lives - probabilities p_1, ..., p_m of a unit's life left on arrival.
 * @param base - maxOrder + 1.
 */
export function splitsOf(quantity: number, lives: readonly number[], base: number): OrderSplit {
  const wide = 2 * base - 1;
  const logFactorial = [0];
  for (let k = 1; k <= quantity; k++) logFactorial.push(logFactorial[k - 1] + Math.log(k));
  const offsets: number[] = [];
  const probabilities: number[] = [];
  const place = (life: number, rest: number, offset: number, logProbability: number) => {
    if (life === lives.length) {
      const log = logProbability + rest * Math.log(lives[life - 1]) - logFactorial[rest];
      const probability = rest === 0 && lives[life - 1] === 0 ? Math.exp(logProbability) : Math.exp(log);
      if (!(probability > negligible)) return;
      offsets.push(offset + rest * wide ** (life - 1));
      probabilities.push(probability);
      return;
    }
    for (let units = 0; units <= (lives[life - 1] > 0 ? rest : 0); units++) {
      const log = units === 0 ? 0 : units * Math.log(lives[life - 1]) - logFactorial[units];
      place(life + 1, rest - units, offset + units * wide ** (life - 1), logProbability + log);
    }
  };
  place(1, quantity, 0, logFactorial[quantity]);
  const total = probabilities.reduce((sum, probability) => sum + probability, 0);
  return {
    offsets: Int32Array.from(offsets),
    probabilities: Float64Array.from(probabilities, (probability) => probability / total),
  };
}

/**
 * Multinomial logit of the life left on arrival: life 1 has logit 0, life k >= 2 has c0[k - 2] + c1[k - 2] q.
 * @returns function of the order quantity q that gives the probabilities of 1, ..., m periods.
 * @see Mirjalili (2022), Data-driven modelling and control of hospital blood inventory, PhD thesis, chapter 6.
 */
export function logitArrivalLife(
  c0: readonly number[],
  c1: readonly number[],
): (quantity: number) => readonly number[] {
  return (quantity) => {
    const logits = [0, ...c0.map((constant, k) => constant + c1[k] * quantity)];
    const largest = Math.max(...logits);
    const weights = logits.map((logit) => Math.exp(logit - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
}

/**
 * Chooses among ways to go on by what they brought lately: each way's weight follows the mean reward of its last uses.
 *
 * @see Ropke and Pisinger (2006), Transportation Science 40(4):455-472, section 3.4.
 */
import type { Rng } from '../../shared/rng.ts';

/** No way is chosen less often than with this weight; rewards are between 0 and 1. */
const leastWeight = 0.05;
/** Part of a weight that one use replaces. */
const learning = 0.02;

export class Roulette {
  readonly #weights: Float64Array;
  readonly #rng: Rng;

  constructor(ways: number, rng: Rng) {
    this.#weights = new Float64Array(ways).fill(0.2);
    this.#rng = rng;
  }

  spin(): number {
    let sum = 0;
    for (const weight of this.#weights) sum += leastWeight + weight;
    let left = this.#rng.float() * sum;
    for (let way = 0; way < this.#weights.length; way++) {
      left -= leastWeight + this.#weights[way];
      if (left < 0) return way;
    }
    return this.#weights.length - 1;
  }

  reward(way: number, reward: number): void {
    this.#weights[way] += learning * (reward - this.#weights[way]);
  }
}

/**
 * Acceptance by simulated annealing that needs no clock and no scale from outside: it cools in cycles that grow longer,
 * so that it may be stopped at any time, and takes its temperature from the worsenings it meets.
 *
 * @see Kirkpatrick, Gelatt and Vecchi (1983), Science 220:671-680.
 */
import type { Rng } from '../../shared/rng.ts';
import type { SearchParameters } from './parameters.ts';

/** Part of its value by which the typical worsening moves at most per step. */
const learning = 0.05;

export class Annealing {
  /** The quantile of worsenings so far, followed step by step; 0 before the first. */
  #typical = 0;
  #cycles = 0;
  #length: number;
  #at = 0;
  readonly #heat: number;
  readonly #parameters: SearchParameters;
  readonly #rng: Rng;

  /** @param heat - temperature of a cycle's start, as a share of a typical worsening. */
  constructor(heat: number, parameters: SearchParameters, rng: Rng) {
    this.#heat = heat;
    this.#parameters = parameters;
    this.#rng = rng;
    this.#length = parameters.cycle;
  }

  /** Counts a step. @returns whether it began a new cycle. */
  step(): boolean {
    if (this.#at++ < this.#length) return false;
    this.#at = 0;
    this.#cycles++;
    this.#length = Math.ceil(this.#length * 1.5);
    return true;
  }

  /** Every second cycle goes on from where the last one ended, even if that brought nothing. */
  get startsFromBest(): boolean {
    return this.#cycles % 2 === 0;
  }

  accepts(current: number, candidate: number): boolean {
    if (candidate <= current) return true;
    const worse = candidate - current;
    const { quantile } = this.#parameters;
    if (this.#typical === 0) this.#typical = worse;
    else this.#typical *= Math.exp(learning * (quantile - (worse < this.#typical ? 1 : 0)));
    return this.#rng.float() < Math.exp(-worse / this.#temperature());
  }

  #temperature(): number {
    const { heats, cool } = this.#parameters;
    return this.#typical * this.#heat * heats[this.#cycles % heats.length] * cool ** (this.#at / this.#length);
  }
}

/** When the requests of an open loop are meant to be sent. */
import { Rng } from '../../solvers/shared/rng.ts';

/**
 * A Poisson process: gaps between arrivals are exponential, as of callers who know nothing of each other.
 * @param rate - arrivals a second, in the mean.
 * @returns milliseconds from the start, ascending, below `durationMs`. The same for the same seed.
 */
export function poissonArrivals(rate: number, durationMs: number, seed: number): Float64Array {
  const rng = new Rng(seed);
  const times: number[] = [];
  // 1 - float lies in (0, 1], whose logarithm is finite.
  for (let at = gap(rng, rate); at < durationMs; at += gap(rng, rate)) times.push(at);
  return Float64Array.from(times);
}

function gap(rng: Rng, rate: number): number {
  return (-Math.log(1 - rng.float()) / rate) * 1000;
}

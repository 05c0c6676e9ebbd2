/** From the distribution that a request names to the functions that the methods ask for. */
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import type { Distribution } from './distribution.ts';
import { GammaDistribution } from './gamma.ts';
import { KatzDistribution, negativeBinomialFamily, poissonFamily } from './katz.ts';
import { ListedDistribution } from './listed.ts';
import { LognormalDistribution } from './lognormal.ts';
import { NormalDistribution } from './normal.ts';
import { UniformDistribution } from './uniform.ts';

/** Means and deviations below it are taken for 0: their squares, and quotients by them, are no numbers any more. */
const least = 1e-100;

/** Where the deviation is nothing, all the probability is at one point. */
export function distributionOf(spec: DemandDistribution): Distribution {
  switch (spec.type) {
    case 'normal':
      return normal(spec.mean, spec.sd);
    case 'lognormal':
      return new LognormalDistribution(spec.mu, spec.sigma);
    case 'poisson':
      return spec.mean > least ? new KatzDistribution(poissonFamily(spec.mean)) : certain(0, true);
    case 'gamma':
      return new GammaDistribution(spec.shape, spec.scale);
    case 'exponential':
      return new GammaDistribution(1, 1 / spec.rate);
    case 'uniform':
      return spec.min < spec.max ? new UniformDistribution(spec.min, spec.max) : certain(spec.min, false);
    case 'negative-binomial':
      return spec.p < 1 && spec.r * (1 - spec.p) > least
        ? new KatzDistribution(negativeBinomialFamily(spec.r, spec.p))
        : certain(0, true);
    case 'geometric':
      return spec.p < 1 ? new KatzDistribution(negativeBinomialFamily(1, spec.p), 1) : certain(1, true);
    case 'discrete':
      return new ListedDistribution(spec.pmf);
    case 'empirical':
      return new ListedDistribution(spec.samples.map((sample) => [sample, 1] as const));
  }
}

/** Normal distribution that may have no deviation. */
export function normal(mean: number, sd: number): Distribution {
  return sd > least ? new NormalDistribution(mean, sd) : certain(mean, false);
}

/** Exactly `value`. */
function certain(value: number, discrete: boolean): Distribution {
  return new ListedDistribution([[value, 1]], discrete);
}

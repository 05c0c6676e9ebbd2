/** Distributions of demand that a request can name. */
import { z } from 'zod';
import { addProblem } from '../common.ts';

const positive = z.number().gt(0);

export const DemandDistribution = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('normal'), mean: z.number(), sd: z.number().min(0) }),
    z.strictObject({ type: z.literal('lognormal'), mu: z.number(), sigma: positive }),
    z.strictObject({ type: z.literal('poisson'), mean: z.number().min(0) }),
    z.strictObject({ type: z.literal('gamma'), shape: positive, scale: positive }),
    z.strictObject({ type: z.literal('exponential'), rate: positive }),
    z.strictObject({ type: z.literal('uniform'), min: z.number(), max: z.number() }),
    z
      .strictObject({ type: z.literal('negative-binomial'), r: positive, p: positive.max(1) })
      .describe('failures before the r-th success of probability p: mean r (1 - p) / p'),
    z
      .strictObject({ type: z.literal('geometric'), p: positive.max(1) })
      .describe('trials up to and with the first success of probability p: mean 1 / p'),
    z.strictObject({
      type: z.literal('discrete'),
      pmf: z
        .array(z.tuple([z.number(), z.number().min(0)]))
        .min(1)
        .max(100_000),
    }),
    z
      .strictObject({ type: z.literal('empirical'), samples: z.array(z.number()).min(1).max(100_000) })
      .describe('each sample as likely as any other'),
  ])
  .superRefine((distribution, context) => {
    if (distribution.type === 'uniform' && distribution.min > distribution.max)
      addProblem(context, ['min'], {
        rule: 'min-not-above-max',
        message: `min ${distribution.min} is above max ${distribution.max}`,
        remedy: 'lower min or raise max',
        received: distribution.min,
      });
    if (distribution.type !== 'discrete') return;
    const total = distribution.pmf.reduce((sum, [, probability]) => sum + probability, 0);
    if (Math.abs(total - 1) > 1e-6)
      addProblem(context, ['pmf'], {
        rule: 'probabilities-sum-to-one',
        message: `the probabilities sum to ${total}`,
        remedy: 'give probabilities that sum to 1',
        received: total,
      });
  });
export type DemandDistribution = z.infer<typeof DemandDistribution>;

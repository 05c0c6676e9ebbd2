import { describe, expect, test } from 'vitest';
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import { demandOver } from './demand-over.ts';
import { distributionOf } from './distribution-of.ts';

describe('demand of several periods', () => {
  const families: DemandDistribution[] = [
    { type: 'normal', mean: 20, sd: 4 },
    { type: 'lognormal', mu: 1, sigma: 0.4 },
    { type: 'poisson', mean: 3.5 },
    { type: 'gamma', shape: 2.5, scale: 3 },
    { type: 'exponential', rate: 0.25 },
    { type: 'uniform', min: 2, max: 7 },
    { type: 'negative-binomial', r: 2.5, p: 0.4 },
    { type: 'geometric', p: 0.3 },
    {
      type: 'discrete',
      pmf: [
        [1, 0.5],
        [2.5, 0.25],
        [7, 0.25],
      ],
    },
    { type: 'empirical', samples: [0, 0, 1, 5] },
  ];

  test.each(families)('$type: mean and variance add up', (spec) => {
    const one = distributionOf(spec);
    const six = demandOver(spec, 6);
    expect(six.mean / (6 * one.mean)).toBeCloseTo(1, 10);
    expect(six.sd / (Math.sqrt(6) * one.sd)).toBeCloseTo(1, 10);
    expect(six.loss(six.mean) - six.complementaryLoss(six.mean)).toBeCloseTo(0, 6);
    expect(six.cdf(six.quantile(0.8))).toBeGreaterThanOrEqual(0.8 - 1e-9);
  });

  test.each(families.filter((spec) => distributionOf(spec).discrete))('$type: two periods, pair by pair', (spec) => {
    const one = distributionOf(spec);
    const two = demandOver(spec, 2);
    for (const x of [0, 2, 3.5, 4, 8, 11]) {
      let sum = 0;
      for (let a = 0; a <= 60; a += 0.5) for (let b = 0; a + b <= x; b += 0.5) sum += one.pdf(a) * one.pdf(b);
      expect(two.cdf(x)).toBeCloseTo(sum, 10);
    }
  });

  test('uniform: the losses of Irwin and Hall', () => {
    for (const n of [2, 3, 5]) {
      const sum = demandOver({ type: 'uniform', min: 0, max: 1 }, n);
      for (const x of [0.3, 1, n / 2, n - 0.4]) {
        let loss = 0;
        let ways = 1;
        let factorial = 1;
        for (let k = 2; k <= n + 1; k++) factorial *= k;
        for (let k = 0; k <= n; k++) {
          loss += ((k % 2 === 0 ? 1 : -1) * ways * Math.max(0, n - k - x) ** (n + 1)) / factorial;
          ways = (ways * (n - k)) / (k + 1);
        }
        expect(sum.loss(x)).toBeCloseTo(loss, 7);
      }
    }
  });

  test('lognormal: two periods by the integral over the first', () => {
    const spec: DemandDistribution = { type: 'lognormal', mu: 1, sigma: 0.5 };
    const one = distributionOf(spec);
    const two = demandOver(spec, 2);
    for (const x of [3, 6, 9, 15]) {
      let loss = 0;
      const points = 20_000;
      for (let i = 0; i < points; i++) {
        const first = one.quantile((i + 0.5) / points);
        loss += one.loss(x - first) / points;
      }
      expect(two.loss(x)).toBeCloseTo(loss, 3);
    }
  });

  test('decimals that add up to the same value are one value', () => {
    const two = demandOver(
      {
        type: 'discrete',
        pmf: [
          [0.1, 0.25],
          [0.2, 0.5],
          [0.3, 0.25],
        ],
      },
      2,
    );
    expect(two.pdf(0.4)).toBeCloseTo(0.375, 12);
    expect(two.cdf(0.4)).toBeCloseTo(0.6875, 12);
  });
});

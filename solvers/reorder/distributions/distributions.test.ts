import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import type { Distribution } from './distribution.ts';
import { distributionOf } from './distribution-of.ts';
import { negativeBinomialTerm, poissonTerm } from './saddle-point.ts';

/** Specs with a moderate spread, so that the direct sums and integrals below are short and sharp. */
const counting = fc.oneof(
  fc.record({ type: fc.constant('poisson' as const), mean: fc.double({ min: 0.01, max: 60, noNaN: true }) }),
  fc.record({
    type: fc.constant('negative-binomial' as const),
    r: fc.double({ min: 0.05, max: 30, noNaN: true }),
    p: fc.double({ min: 0.15, max: 0.95, noNaN: true }),
  }),
  fc.record({ type: fc.constant('geometric' as const), p: fc.double({ min: 0.1, max: 0.95, noNaN: true }) }),
  fc
    .array(fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 8 })
    .map((pairs) => {
      const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
      return {
        type: 'discrete' as const,
        pmf: pairs.map(([value, weight]): [number, number] => [value, weight / total]),
      };
    }),
  fc.record({
    type: fc.constant('empirical' as const),
    samples: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }),
  }),
);
const continuous = fc.oneof(
  fc.record({
    type: fc.constant('normal' as const),
    mean: fc.double({ min: -50, max: 500, noNaN: true }),
    sd: fc.double({ min: 0.01, max: 100, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('lognormal' as const),
    mu: fc.double({ min: -2, max: 5, noNaN: true }),
    sigma: fc.double({ min: 0.02, max: 1.2, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('gamma' as const),
    shape: fc.double({ min: 2, max: 400, noNaN: true }),
    scale: fc.double({ min: 0.01, max: 50, noNaN: true }),
  }),
  fc.record({ type: fc.constant('exponential' as const), rate: fc.double({ min: 0.01, max: 10, noNaN: true }) }),
  fc
    .record({
      min: fc.double({ min: -50, max: 50, noNaN: true }),
      width: fc.double({ min: 0.1, max: 50, noNaN: true }),
    })
    .map(({ min, width }) => ({ type: 'uniform' as const, min, max: min + width })),
);

/** Composite Simpson rule. */
function simpson(f: (x: number) => number, from: number, to: number, panels = 4000): number {
  const h = (to - from) / panels;
  let sum = f(from) + f(to);
  for (let i = 1; i < panels; i++) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2);
  return (sum * h) / 3;
}

function near(got: number, want: number, scale: number, tolerance: number): void {
  expect(Math.abs(got - want)).toBeLessThanOrEqual(tolerance * Math.max(scale, Math.abs(want)));
}

describe('every distribution against its own probabilities', () => {
  test('counting: distribution function, both losses, both second-order losses', () => {
    let ran = 0;
    fc.assert(
      fc.property(counting, fc.double({ min: -3, max: 8, noNaN: true }), fc.boolean(), (spec, away, whole) => {
        const d = distributionOf(DemandDistribution.parse(spec));
        const exactPlace = d.mean + away * d.sd;
        const x = whole ? Math.round(exactPlace) : exactPlace;
        const sums = [0, 0, 0, 0, 0];
        for (let k = -6; k <= d.mean + 60 * d.sd + 60; k++) {
          const p = d.pdf(k);
          if (k <= x) sums[0] += p;
          sums[1] += Math.max(0, k - x) * p;
          sums[2] += Math.max(0, x - k) * p;
          sums[3] += (Math.max(0, k - x) * Math.max(0, k - x - 1) * p) / 2;
          sums[4] += (Math.max(0, x - k) * Math.max(0, x - k + 1) * p) / 2;
        }
        near(d.cdf(x), sums[0], 1e-3, 1e-10);
        near(d.loss(x), sums[1], 1e-8, 1e-7);
        near(d.complementaryLoss(x), sums[2], 1e-8, 1e-7);
        near(d.secondLoss(x), sums[3], 1e-8, 1e-7);
        near(d.complementarySecondLoss(x), sums[4], 1e-8, 1e-7);
        ran++;
      }),
      { numRuns: 400 },
    );
    expect(ran).toBeGreaterThanOrEqual(400);
  });

  test('continuous: the density integrates to the distribution function, that to the losses, those to the second ones', () => {
    let ran = 0;
    fc.assert(
      fc.property(continuous, fc.double({ min: -4, max: 5, noNaN: true }), (spec, away) => {
        const d = distributionOf(spec);
        // A lower end where nothing lies below, an upper one where next to nothing lies above.
        const low = spec.type === 'normal' ? d.mean - 9 * d.sd : spec.type === 'uniform' ? spec.min : 0;
        const x = Math.max(low + 1e-3 * d.sd, d.mean + away * d.sd);
        const inside = spec.type === 'uniform' ? Math.min(x, spec.max) : x;
        near(
          d.cdf(x),
          simpson((t) => d.pdf(t), low, inside),
          1,
          1e-5,
        );
        near(
          d.complementaryLoss(x),
          simpson((t) => d.cdf(t), low, x),
          d.sd,
          1e-5,
        );
        near(
          d.complementarySecondLoss(x),
          simpson((t) => d.complementaryLoss(t), low, x),
          d.sd ** 2,
          1e-7,
        );
        near(d.loss(x), d.mean - x + d.complementaryLoss(x), d.sd, 1e-9);
        const both = (d.sd ** 2 + (d.mean - x) ** 2) / 2;
        near(d.secondLoss(x) + d.complementarySecondLoss(x), both, d.sd ** 2, 1e-9);
        ran++;
      }),
      { numRuns: 150 },
    );
    expect(ran).toBeGreaterThanOrEqual(150);
  });

  test('the quantile is the least point that has the probability below it', () => {
    let ran = 0;
    fc.assert(
      fc.property(fc.oneof(counting, continuous), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (spec, p) => {
        const d = distributionOf(spec);
        const x = d.quantile(p);
        if (d.discrete) {
          expect(d.pdf(x)).toBeGreaterThan(0);
          expect(d.cdf(x)).toBeGreaterThanOrEqual(p - 2e-12);
          expect(d.cdf(x - 1e-6)).toBeLessThan(p);
        } else near(d.cdf(x), p, 1e-9, 1e-7);
        ran++;
      }),
      { numRuns: 400 },
    );
    expect(ran).toBeGreaterThanOrEqual(400);
  });

  test('losses fall, are convex, and have the mean between them', () => {
    fc.assert(
      fc.property(fc.oneof(counting, continuous), fc.double({ min: -6, max: 6, noNaN: true }), (spec, away) => {
        const d = distributionOf(spec);
        const x = d.mean + away * d.sd;
        const h = 0.3 * d.sd;
        const noise = 1e-10 * (d.sd + Math.abs(d.mean));
        expect(d.loss(x)).toBeGreaterThanOrEqual(0);
        expect(d.complementaryLoss(x)).toBeGreaterThanOrEqual(0);
        expect(d.loss(x + h)).toBeLessThanOrEqual(d.loss(x) + noise);
        expect(2 * d.loss(x)).toBeLessThanOrEqual(d.loss(x - h) + d.loss(x + h) + noise);
        near(d.loss(x) - d.complementaryLoss(x), d.mean - x, d.sd + Math.abs(d.mean), 1e-10);
      }),
      { numRuns: 300 },
    );
  });
});

/** Computed with mpmath, 50 digits: distribution function, loss, complementary loss, second-order losses. */
const tails: readonly { spec: DemandDistribution; x: number; expected: readonly number[] }[] = [
  {
    spec: { type: 'normal', mean: 0, sd: 1 },
    x: -20,
    expected: [2.7536241186062337e-89, 20.0, 1.3700124947295798e-90, 200.5, 6.799564573536905e-92],
  },
  {
    spec: { type: 'normal', mean: 0, sd: 1 },
    x: -6,
    expected: [
      9.86587645037698e-10, 6.000000000156357, 1.5635697959709664e-10, 18.499999999975778, 2.4222883727559143e-11,
    ],
  },
  {
    spec: { type: 'normal', mean: 0, sd: 1 },
    x: 6,
    expected: [
      0.9999999990134123, 1.5635697959709664e-10, 6.000000000156357, 2.4222883727559143e-11, 18.499999999975778,
    ],
  },
  {
    spec: { type: 'normal', mean: 0, sd: 1 },
    x: 20,
    expected: [1.0, 1.3700124947295798e-90, 20.0, 6.799564573536905e-92, 200.5],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 0.01 },
    x: 6.958750970637272,
    expected: [
      9.865876450376991e-10, 0.43067459034566236, 1.086366225693894e-11, 0.09547061839953967, 1.1676563851764596e-13,
    ],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 0.01 },
    x: 7.845969810318449,
    expected: [
      0.9999999990134123, 1.2286755479868904e-11, 0.4565442493586649, 1.4979495941101451e-13, 0.10694664282510724,
    ],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 0.3 },
    x: 1.2214027581601699,
    expected: [
      9.86587645037697e-10, 6.507755779804456, 5.4745684156530536e-11, 23.98842339936239, 2.8506024526556244e-12,
    ],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 0.3 },
    x: 44.70118449330082,
    expected: [0.9999999990134123, 2.1988939201400604e-9, 36.972025957589835, 5.0189183189896454e-9, 686.2783323729642],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 2.5 },
    x: 2.2603294069810542e-6,
    expected: [
      9.86587645037698e-10, 168.17413939151604, 6.358004346600727e-16, 7325359.714096629, 3.1646323070222026e-22,
    ],
  },
  {
    spec: { type: 'lognormal', mu: 2.0, sigma: 2.5 },
    x: 24154952.7535753,
    expected: [0.9999999990134123, 0.015291217736912022, 24154784.594724864, 505030.0903949566, 291726815845611.1],
  },
  {
    spec: { type: 'gamma', shape: 0.5, scale: 0.5 },
    x: 2.371320343559643,
    expected: [0.997928731546161, 0.0009604736062240994, 2.122280817165867, 0.0004492925567787946, 2.312050707443222],
  },
  {
    spec: { type: 'gamma', shape: 9, scale: 0.5 },
    x: 13.5,
    expected: [0.9999816489528988, 1.2575325795325453e-5, 9.000012575325796, 8.489649336691514e-6, 41.62499151035066],
  },
  {
    spec: { type: 'gamma', shape: 10000.0, scale: 0.5 },
    x: 4700.0,
    expected: [4.64852460812127e-10, 300.0000000034671, 3.467086141672392e-9, 46249.99999997473, 2.5271948667972313e-8],
  },
  {
    spec: { type: 'gamma', shape: 10000.0, scale: 0.5 },
    x: 5300.0,
    expected: [0.9999999980378075, 1.6460095160707657e-8, 300.0000000164601, 1.3500578851031534e-7, 46249.999999864995],
  },
  {
    spec: { type: 'poisson', mean: 7 },
    x: 30.0,
    expected: [
      0.9999999999776554, 2.8472751340968687e-11, 23.00000000002847, 7.731766014473495e-12, 279.49999999999227,
    ],
  },
  {
    spec: { type: 'poisson', mean: 10000 },
    x: 9400.0,
    expected: [
      7.031178665869446e-10, 600.0000000104732, 1.0473154105251972e-8, 184699.99999983728, 1.6270774138304798e-7,
    ],
  },
  {
    spec: { type: 'poisson', mean: 10000 },
    x: 10600.0,
    expected: [0.9999999986428568, 2.2801999277350732e-8, 600.000000022802, 3.522588363897511e-7, 185299.99999964773],
  },
  {
    spec: { type: 'negative-binomial', r: 6, p: 0.3 },
    x: 80.0,
    expected: [0.9999999721519706, 1.0712092498861637e-7, 66.00000010712093, 3.030544840895258e-7, 2234.333333030279],
  },
  {
    spec: { type: 'negative-binomial', r: 200, p: 0.1 },
    x: 2700.0,
    expected: [0.9999999981206962, 5.368448476113656e-8, 900.0000000536846, 1.454163241671943e-6, 414449.9999985459],
  },
  {
    spec: { type: 'geometric', p: 0.2 },
    x: 60.25,
    expected: [0.9999984675044591, 7.279353819112966e-6, 55.25000727935382, 2.9002478110886918e-5, 1563.9062210262562],
  },
];

describe('far out, where differences of closed forms have no digits left', () => {
  test.each(tails)('$spec at $x', ({ spec, x, expected }) => {
    const d = distributionOf(spec);
    const got = [d.cdf(x), d.loss(x), d.complementaryLoss(x), d.secondLoss(x), d.complementarySecondLoss(x)];
    got.forEach((value, i) => {
      expect(Math.abs(value / expected[i] - 1)).toBeLessThan(1e-9);
    });
  });

  test('quantiles at 1e-9 and 1 - 1e-9 (SciPy 1.17)', () => {
    const d0 = distributionOf({ type: 'poisson', mean: 10000 });
    expect(d0.quantile(1e-9)).toBeCloseTo(9406.0, 7);
    expect(d0.quantile(1 - 1e-9)).toBeCloseTo(10606.0, 7);
    const d1 = distributionOf({ type: 'poisson', mean: 0.01 });
    expect(d1.quantile(1e-9)).toBeCloseTo(0.0, 7);
    expect(d1.quantile(1 - 1e-9)).toBeCloseTo(3.0, 7);
    const d2 = distributionOf({ type: 'normal', mean: 0, sd: 1 });
    expect(d2.quantile(1e-9)).toBeCloseTo(-5.9978070150076865, 7);
    expect(d2.quantile(1 - 1e-9)).toBeCloseTo(5.997807019601637, 7);
    const d3 = distributionOf({ type: 'gamma', shape: 9, scale: 0.5 });
    expect(d3.quantile(1e-9)).toBeCloseTo(0.2165160293931616, 7);
    expect(d3.quantile(1 - 1e-9)).toBeCloseTo(19.90414147435219, 7);
    const d4 = distributionOf({ type: 'gamma', shape: 10000, scale: 1 });
    expect(d4.quantile(1e-9)).toBeCloseTo(9411.828411445864, 7);
    expect(d4.quantile(1 - 1e-9)).toBeCloseTo(10611.486364888995, 7);
    const d5 = distributionOf({ type: 'negative-binomial', r: 6, p: 0.3 });
    expect(d5.quantile(1e-9)).toBeCloseTo(0.0, 7);
    expect(d5.quantile(1 - 1e-9)).toBeCloseTo(92.0, 7);
  });

  test('I_0.0127(0.0203, 171) is 0.99919, not 1: gamma(171) gamma(0.0203) overflows', () => {
    const d = distributionOf({ type: 'negative-binomial', r: 0.020296314431744757, p: 0.012667365197664114 });
    expect(d.cdf(170)).toBeCloseTo(0.9991917303551869, 12);
  });
});

describe('edges', () => {
  const certain: readonly (readonly [string, DemandDistribution, number])[] = [
    ['normal without deviation', { type: 'normal', mean: 12.5, sd: 0 }, 12.5],
    ['Poisson of mean 0', { type: 'poisson', mean: 0 }, 0],
    ['success at once', { type: 'negative-binomial', r: 3, p: 1 }, 0],
    ['first trial', { type: 'geometric', p: 1 }, 1],
    ['uniform on a point', { type: 'uniform', min: 4, max: 4 }, 4],
    ['one sample', { type: 'empirical', samples: [7, 7] }, 7],
  ];
  test.each(certain)('%s is a point', (_name, spec, at) => {
    const d = distributionOf(spec);
    expect([d.mean, d.sd, d.quantile(0.3), d.quantile(0.999)]).toEqual([at, 0, at, at]);
    expect([d.cdf(at - 1e-9), d.cdf(at)]).toEqual([0, 1]);
    expect([d.loss(at - 2), d.loss(at + 2), d.complementaryLoss(at + 2)]).toEqual([2, 0, 2]);
    const square = d.discrete ? [1, 0, 3] : [2, 0, 2];
    expect([d.secondLoss(at - 2), d.secondLoss(at + 2), d.complementarySecondLoss(at + 2)]).toEqual(square);
  });

  test.each([1e-3, 1e-9, 1e-50])('Poisson of mean %d at 40: no term overflows where the first underflows', (mean) => {
    const d = distributionOf({ type: 'poisson', mean });
    expect(d.complementaryLoss(40) / (40 - mean)).toBeCloseTo(1, 13);
    expect(d.complementarySecondLoss(40) / (820 - 40.5 * mean)).toBeCloseTo(1, 5);
    expect(d.loss(0) / mean).toBeCloseTo(1, 13);
  });

  test('decimal probabilities that sum to a level up to rounding reach that level', () => {
    const d = distributionOf({
      type: 'discrete',
      pmf: [
        [3, 0.1],
        [1, 0.1],
        [2, 0.1],
        [9, 0.7],
      ],
    });
    expect(0.1 + 0.1 + 0.1).not.toBe(0.3);
    expect([d.quantile(0.3), d.quantile(0.31)]).toEqual([3, 9]);
  });

  test('equal values are one, and probabilities nearly summing to 1 are scaled', () => {
    const d = distributionOf({
      type: 'discrete',
      pmf: [
        [2, 0.25],
        [5, 0.4999999],
        [2, 0.25],
      ],
    });
    expect(d.cdf(2)).toBeCloseTo(0.5, 6);
    expect(d.cdf(5)).toBe(1);
    expect(d.pdf(2)).toBeCloseTo(0.5, 6);
  });

  test('a million a day: no loop is as long as the mean, and the halves of a Poisson meet', () => {
    const d: Distribution = distributionOf({ type: 'poisson', mean: 1e6 });
    expect(d.cdf(1e6)).toBeCloseTo(0.5002659614862672, 8);
    expect(d.loss(1e6)).toBeCloseTo(1000 / Math.sqrt(2 * Math.PI), 2);
    expect(d.quantile(0.5)).toBe(1e6);
  });

  test('probabilities at large means keep their digits', () => {
    // ln of 10000^10000 e^-10000 / 10000! by Stirling's series; the difference of logarithms would leave eleven digits.
    expect(poissonTerm(10_000, 10_000) / 0.003989389558962826).toBeCloseTo(1, 13);
    expect(negativeBinomialTerm(9000, 1000, 0.1, 0.9) / 0.0013296955574591605).toBeCloseTo(1, 12);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import { type RandomQuestion, randomQuestions } from '../../../models/reorder-questions/random.ts';
import { checkRandomQuestion } from '../../../models/reorder-questions/random-rules.ts';
import type { AnswerCheck, Answerer } from './answerer.ts';
import { randomAnswers } from './random.ts';

const Question = z
  .discriminatedUnion('model', randomQuestions)
  .superRefine((question, context) => checkRandomQuestion(question, [], context));

function entry(model: RandomQuestion['model']) {
  return randomAnswers[model] as { answer: Answerer<RandomQuestion>; check: AnswerCheck<RandomQuestion> };
}

const normal = { type: 'normal', mean: 50, sd: 8 };
const rq = { holdingCost: 0.225, stockoutCost: 7.5, fixedCost: 8, demandMean: 1300 };
const rqNormal = { ...rq, demandSd: 150, leadTime: 1 / 12 };
const ss = { holdingCost: 1, stockoutCost: 9, fixedCost: 64 };
const dice = { type: 'discrete', pmf: [1, 2, 3, 4, 5, 6].map((value) => [value, 1 / 6]) };

/** One of each model and of each way to ask. */
const asked: readonly ({ readonly model: RandomQuestion['model'] } & Readonly<Record<string, unknown>>)[] = [
  { model: 'loss-function', distribution: { type: 'gamma', shape: 9, scale: 0.5 }, x: 7 },
  { model: 'loss-function', distribution: { type: 'uniform', min: 2, max: 9 }, x: 3 },
  { model: 'second-loss-function', distribution: { type: 'poisson', mean: 15 }, x: 18 },
  { model: 'second-loss-function', distribution: { type: 'lognormal', mu: 2, sigma: 0.3 }, x: 10 },
  { model: 'newsvendor', distribution: normal, holdingCost: 0.18, stockoutCost: 0.7, leadTime: 4 },
  {
    model: 'newsvendor',
    distribution: { type: 'uniform', min: 0, max: 9 },
    holdingCost: 1,
    stockoutCost: 3,
    leadTime: 2,
  },
  { model: 'newsvendor', distribution: dice, holdingCost: 1, stockoutCost: 3, leadTime: 3 },
  { model: 'newsvendor', distribution: dice, holdingCost: 1, stockoutCost: 3, baseStockLevel: 2.5 },
  { model: 'newsvendor-profit', distribution: normal, revenue: 1, purchaseCost: 0.3, salvageValue: 0.12 },
  { model: 'newsvendor-profit', distribution: dice, revenue: 7, purchaseCost: 9, baseStockLevel: 3 },
  {
    model: 'newsvendor-myopic',
    distribution: normal,
    holdingCost: 0.18,
    stockoutCost: 0.7,
    purchaseCost: 0.3,
    purchaseCostNextPeriod: 0.35,
    discountFactor: 0.98,
  },
  { model: 'rq-normal-cost', ...rqNormal, reorderPoint: 100, orderQuantity: 250 },
  { model: 'rq-normal-optimal', ...rqNormal },
  { model: 'rq-normal-r-for-q', ...rqNormal, orderQuantity: 318 },
  { model: 'rq-approx-eil', ...rqNormal },
  { model: 'rq-approx-eoqb', ...rqNormal },
  { model: 'rq-approx-eoqss', ...rqNormal },
  { model: 'rq-approx-loss', ...rqNormal },
  { model: 'rq-poisson-optimal', ...rq, demandMean: 12, leadTime: 0.5 },
  { model: 'rq-poisson-cost', ...rq, demandMean: 12, leadTime: 0.5, reorderPoint: 3, orderQuantity: 9 },
  { model: 'rq-optimal', ...rq, distribution: { type: 'gamma', shape: 4, scale: 30 } },
  { model: 'rq-optimal', ...rq, distribution: { type: 'negative-binomial', r: 3, p: 0.2 }, demandMean: 12 },
  { model: 'rq-optimal', ...rq, distribution: dice, orderQuantity: 40 },
  { model: 'rq-optimal', ...rq, distribution: dice, orderQuantity: 40, reorderPoint: 2 },
  { model: 'ss-poisson-optimal', ...ss, demandMean: 20 },
  { model: 'ss-poisson-optimal', ...ss, demandMean: 3, leadTime: 2 },
  { model: 'ss-poisson-cost', ...ss, demandMean: 6, reorderPoint: 6, orderUpTo: 18 },
  { model: 'ss-optimal', ...ss, distribution: dice, leadTime: 1 },
  { model: 'ss-optimal', ...ss, distribution: { type: 'geometric', p: 0.2 }, reorderPoint: 3, orderUpTo: 30 },
  { model: 'ss-power-approximation', ...ss, demandMean: 50, demandSd: 8 },
  { model: 'safety-stock', demandMean: 2500, demandSd: 500, leadTime: 2, orderQuantity: 10_000, reorderPoint: 6000 },
  { model: 'safety-stock', demandMean: 2500, demandSd: 500, leadTime: 2, leadTimeSd: 1, targetCycleServiceLevel: 0.9 },
  {
    model: 'safety-stock',
    policy: 'periodic-review',
    demandMean: 30,
    demandSd: 7,
    leadTime: 7,
    reviewPeriod: 70,
    targetFillRate: 0.99,
  },
];

describe('every question is answered, and the answer passes its check', () => {
  test('each model is among them', () => {
    expect(new Set(asked.map(({ model }) => model))).toEqual(new Set(Object.keys(randomAnswers)));
  });

  test.each(asked)('$model', (input) => {
    const question = Question.parse(input);
    const { answer, check } = entry(question.model);
    const found = answer(question);
    expect(MethodAnswer.parse(found)).toEqual(found);
    expect(check(question, found)).toEqual([]);
    for (const [name, given] of Object.entries(input))
      if (['baseStockLevel', 'reorderPoint', 'orderQuantity', 'orderUpTo'].includes(name) && name in found.values)
        expect(found.values[name]).toBe(given);
    // The curve passes through the answer or above it, and nothing on it is cheaper than an optimum.
    if (found.curve && found.exact && input.baseStockLevel === undefined)
      expect(Math.min(...found.curve.map(({ cost }) => cost))).toBeGreaterThanOrEqual((found.cost ?? 0) * (1 - 1e-9));
    if (found.lowerBound !== undefined) expect(found.lowerBound).toBeLessThanOrEqual(found.cost ?? 0);
  });

  test.each(asked)('$model: a figure that is off is found', (input) => {
    const question = Question.parse(input);
    const { answer, check } = entry(question.model);
    const found = answer(question);
    const wrong = { loss: 1, costPerPeriod: 1, costPerTime: 1, expectedProfit: 1, safetyStock: 1, orderUpTo: 1 };
    const name = Object.keys(wrong).find((key) => typeof found.values[key] === 'number');
    expect(name).toBeDefined();
    const off = { ...found, values: { ...found.values, [name ?? '']: Number(found.values[name ?? '']) * 1.01 + 0.01 } };
    expect(check(question, off)).not.toEqual([]);
  });

  test('a policy that is not the best is found, its cost being right', () => {
    const optimal = Question.parse({ model: 'rq-poisson-optimal', ...rq, demandMean: 12, leadTime: 0.5 });
    const worse = Question.parse({
      model: 'rq-poisson-cost',
      ...rq,
      demandMean: 12,
      leadTime: 0.5,
      reorderPoint: 3,
      orderQuantity: 9,
    });
    expect(entry(optimal.model).check(optimal, entry(worse.model).answer(worse))).not.toEqual([]);
    const best = Question.parse({ model: 'ss-poisson-optimal', ...ss, demandMean: 20 });
    const other = Question.parse({ model: 'ss-poisson-cost', ...ss, demandMean: 20, reorderPoint: 10, orderUpTo: 62 });
    expect(entry(best.model).check(best, entry(other.model).answer(other))).not.toEqual([]);
  });
});

describe('questions that have no answer are refused with a reason', () => {
  const refused: readonly (readonly [string, object])[] = [
    ['demand-in-range', { model: 'loss-function', distribution: { type: 'lognormal', mu: 1, sigma: 40 }, x: 1 }],
    ['whole-periods', { model: 'newsvendor', distribution: dice, holdingCost: 1, stockoutCost: 3, leadTime: 0.5 }],
    [
      'sum-of-lognormal',
      {
        model: 'newsvendor',
        distribution: { type: 'lognormal', mu: 1, sigma: 1.5 },
        holdingCost: 1,
        stockoutCost: 3,
        leadTime: 2,
      },
    ],
    [
      'sums-of-listed-values',
      {
        model: 'newsvendor',
        distribution: { type: 'empirical', samples: [0, 99_999] },
        holdingCost: 1,
        stockoutCost: 3,
        leadTime: 2,
      },
    ],
    ['selling-pays', { model: 'newsvendor-profit', distribution: normal, revenue: 1, purchaseCost: 2 }],
    [
      'leftovers-cost',
      { model: 'newsvendor-profit', distribution: normal, revenue: 3, purchaseCost: 1, salvageValue: 2 },
    ],
    [
      'level-exists',
      {
        model: 'newsvendor-myopic',
        distribution: normal,
        holdingCost: 0.1,
        stockoutCost: 1,
        purchaseCost: 1,
        purchaseCostNextPeriod: 3,
      },
    ],
    ['shortages-dear-enough', { model: 'rq-approx-eil', ...rqNormal, stockoutCost: 0.01 }],
    ['policy-is-whole', { model: 'rq-optimal', ...rq, distribution: dice, reorderPoint: 3 }],
    ['whole-units', { model: 'rq-optimal', ...rq, distribution: { type: 'empirical', samples: [0.5, 2] } }],
    ['whole-units', { model: 'ss-optimal', ...ss, distribution: normal }],
    ['whole-units', { model: 'ss-optimal', ...ss, distribution: { type: 'empirical', samples: [-1, 2] } }],
    ['some-demand', { model: 'ss-optimal', ...ss, distribution: { type: 'empirical', samples: [0, 0] } }],
    ['positions-in-reach', { model: 'ss-poisson-optimal', ...ss, fixedCost: 1e9, demandMean: 5000 }],
    [
      'order-up-to-above-reorder-point',
      { model: 'ss-poisson-cost', ...ss, demandMean: 5, reorderPoint: 7, orderUpTo: 7 },
    ],
    [
      'fits-the-policy',
      { model: 'safety-stock', policy: 'periodic-review', demandMean: 3, leadTime: 1, targetCycleServiceLevel: 0.9 },
    ],
    ['something-to-find', { model: 'safety-stock', demandMean: 3, demandSd: 1, leadTime: 1 }],
    [
      'fill-rate-needs-quantity',
      { model: 'safety-stock', demandMean: 3, demandSd: 1, leadTime: 1, targetFillRate: 0.9 },
    ],
  ];
  test.each(refused)('%s', (rule, input) => {
    const { error } = Question.safeParse(input);
    const rules = error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.rule : issue.code));
    expect(rules).toEqual([rule]);
  });
});

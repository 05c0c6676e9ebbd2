import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Figure, MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import { type SteadyQuestion, steadyQuestions } from '../../../models/reorder-questions/steady.ts';
import { checkSteadyQuestion } from '../../../models/reorder-questions/steady-rules.ts';
import type { AnswerCheck, Answerer } from './answerer.ts';
import { steadyAnswers } from './steady.ts';

const Question = z
  .discriminatedUnion('model', steadyQuestions)
  .superRefine((question, context) => checkSteadyQuestion(question, [], context));

type Entry = { answer: Answerer<SteadyQuestion>; check: AnswerCheck<SteadyQuestion> };
const entryOf = (model: SteadyQuestion['model']) => steadyAnswers[model] as unknown as Entry;

/** Parses, answers and checks. */
function ask(question: unknown): MethodAnswer {
  const parsed = Question.parse(question);
  const { answer, check } = entryOf(parsed.model);
  const given = MethodAnswer.parse(answer(parsed));
  expect(check(parsed, given), JSON.stringify([question, given.values])).toEqual([]);
  return given;
}

/** Rules that a refused question breaks. */
function refusals(question: unknown): unknown[] {
  const parsed = Question.safeParse(question);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => ('params' in issue ? issue.params?.['rule'] : issue.code));
}

/** Four orders of magnitude, and now and then a round number. */
const size = fc.oneof(
  fc.double({ min: -2, max: 4, noNaN: true }).map((exponent) => 10 ** exponent),
  fc.integer({ min: 1, max: 500 }),
);
const sizeOrNone = fc.oneof({ weight: 9, arbitrary: size }, { weight: 1, arbitrary: fc.constant(0) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const prices = fc.array(fc.tuple(size, share), { minLength: 0, maxLength: 4 }).chain((steps) =>
  size.map((first) => {
    const breakpoints = [0, ...new Set(steps.map(([at]) => Math.ceil(at * 100) / 100))].sort((a, b) => a - b);
    return { breakpoints, unitCosts: breakpoints.map((_, at) => first * 0.9 ** at) };
  }),
);
const timing = {
  unitCost: maybe(size),
  leadTime: maybe(share),
  openDaysPerYear: maybe(fc.integer({ min: 200, max: 366 })),
};
const items = fc.integer({ min: 1, max: 7 });
const lists = <T>(fields: Record<string, fc.Arbitrary<T>>) =>
  items.chain((count) =>
    fc.record(
      Object.fromEntries(
        Object.entries(fields).map(([name, item]) => [name, fc.array(item, { minLength: count, maxLength: count })]),
      ),
    ),
  );
const continuousYield = fc.oneof(
  fc.record({
    type: fc.constant('normal'),
    mean: fc.double({ min: 0.8, max: 1.2, noNaN: true }),
    sd: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('uniform'),
    min: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    max: fc.double({ min: 0.6, max: 1.5, noNaN: true }),
  }),
  fc.record({ type: fc.constant('gamma'), shape: fc.double({ min: 2, max: 30, noNaN: true }), scale: share }),
  fc.constant({
    type: 'discrete',
    pmf: [
      [0.5, 0.25],
      [0.8, 0.25],
      [1, 0.5],
    ],
  }),
  fc.record({ type: fc.constant('empirical'), samples: fc.array(share, { minLength: 1, maxLength: 9 }) }),
);
const newsvendor = { holdingCost: size, stockoutCost: size, demand: sizeOrNone };

const questions: Record<SteadyQuestion['model'], fc.Arbitrary<object>> = {
  eoq: fc.record({
    fixedCost: sizeOrNone,
    holdingCost: size,
    demandRate: sizeOrNone,
    orderQuantity: maybe(size),
    ...timing,
  }),
  'eoq-backorders': fc.record({
    fixedCost: sizeOrNone,
    holdingCost: size,
    stockoutCost: size,
    demandRate: sizeOrNone,
    orderQuantity: maybe(size),
    stockoutFraction: maybe(share),
    ...timing,
  }),
  epq: fc
    .record({
      fixedCost: sizeOrNone,
      holdingCost: size,
      demandRate: sizeOrNone,
      more: size,
      orderQuantity: maybe(size),
    })
    .map(({ more, ...rest }) => ({ ...rest, productionRate: rest.demandRate + more })),
  'eoq-discount-all-units': fc
    .record({ fixedCost: sizeOrNone, holdingCostRate: share, demandRate: size, prices, orderQuantity: maybe(size) })
    .map(({ prices: list, ...rest }) => ({ ...rest, ...list })),
  'eoq-discount-incremental': fc
    .record({ fixedCost: sizeOrNone, holdingCostRate: share, demandRate: size, prices, orderQuantity: maybe(size) })
    .map(({ prices: list, ...rest }) => ({ ...rest, ...list })),
  'eoq-practical-constraints': fc
    .record({
      fixedCost: sizeOrNone,
      holdingCostRate: maybe(share),
      holdingCost: size,
      demandRate: sizeOrNone,
      prices,
      discount: maybe(fc.constantFrom('all-units', 'incremental')),
      packSize: fc.option(fc.oneof(fc.constantFrom(0.1, 0.3, 0.5, 12), size)),
      minOrder: fc.option(sizeOrNone),
      maxOrder: fc.option(size),
      shelfLifeDays: fc.option(fc.integer({ min: 1, max: 400 })),
      orderQuantity: maybe(size),
    })
    .map(({ prices: list, ...rest }) => ({ ...rest, ...list })),
  'eoq-multi-item-storage': fc
    .record({
      list: lists({
        fixedCosts: sizeOrNone,
        demandRates: sizeOrNone,
        holdingCosts: size,
        unitSpace: sizeOrNone,
        packSizes: size,
      }),
      storageLimit: size,
      packed: fc.boolean(),
    })
    .map(({ list, storageLimit, packed }) => ({
      ...list,
      storageLimit,
      packSizes: packed ? list['packSizes'] : undefined,
    })),
  'eoq-multi-item-budget': fc
    .record({
      list: lists({ fixedCosts: sizeOrNone, demandRates: sizeOrNone, unitCosts: size, packSizes: size }),
      budgetLimit: size,
      holdingCostRate: share,
      packed: fc.boolean(),
      basis: maybe(fc.constantFrom('full-orders', 'average-stock')),
    })
    .map(({ list, packed, ...rest }) => ({ ...list, ...rest, packSizes: packed ? list['packSizes'] : undefined })),
  'joint-replenishment': fc
    .record({
      list: lists({ itemFixedCosts: sizeOrNone, holdingCosts: size, demandRates: sizeOrNone }),
      sharedFixedCost: size,
      policy: maybe(fc.constantFrom('cyclic', 'strict')),
    })
    .map(({ list, ...rest }) => ({ ...list, ...rest })),
  'joint-replenishment-power-of-two': fc
    .record({
      list: lists({ itemFixedCosts: sizeOrNone, holdingCosts: size, demandRates: sizeOrNone }),
      sharedFixedCost: size,
      basePeriodsPerTime: maybe(fc.constantFrom(1, 12, 52, 365)),
    })
    .map(({ list, ...rest }) => ({ ...list, ...rest })),
  'eoq-disruptions': fc.record({
    fixedCost: size,
    holdingCost: size,
    stockoutCost: sizeOrNone,
    demandRate: size,
    disruptionRate: sizeOrNone,
    recoveryRate: size,
    approximate: maybe(fc.boolean()),
    orderQuantity: maybe(size),
  }),
  'newsvendor-disruptions': fc.record({
    ...newsvendor,
    disruptionProb: fc.double({ min: 0, max: 1, noNaN: true }),
    recoveryProb: share,
    baseStockLevel: maybe(size),
  }),
  'eoq-yield-additive': fc.record({
    fixedCost: size,
    holdingCost: size,
    demandRate: size,
    yieldMean: fc.double({ min: -100, max: 10, noNaN: true }),
    yieldSd: sizeOrNone,
  }),
  'eoq-yield-multiplicative': fc.record({
    fixedCost: size,
    holdingCost: size,
    demandRate: size,
    yieldMean: share,
    yieldSd: share,
    orderQuantity: maybe(size),
  }),
  'newsvendor-yield-additive-uniform': fc
    .record({
      ...newsvendor,
      yieldLo: fc.double({ min: -50, max: 50, noNaN: true }),
      width: sizeOrNone,
      baseStockLevel: maybe(size),
    })
    .map(({ width, ...rest }) => ({ ...rest, yieldHi: rest.yieldLo + width })),
  'newsvendor-yield-additive': fc.record({ ...newsvendor, yield: continuousYield, baseStockLevel: maybe(size) }),
  'newsvendor-yield-multiplicative': fc.record({ ...newsvendor, yield: continuousYield, baseStockLevel: maybe(size) }),
};

function numbersIn(value: Figure): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(numbersIn);
}

describe.each(Object.entries(questions))('%s', (model, inputs) => {
  test('any question has an answer that its check finds nothing against, with finite figures', () => {
    let asked = 0;
    fc.assert(
      fc.property(inputs, (drawn) => {
        const answer = ask({ model, ...drawn });
        asked++;
        expect(numbersIn(answer.values).every(Number.isFinite)).toBe(true);
        expect(answer.curve?.every((point) => Number.isFinite(point.cost)) ?? true).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(asked).toBe(150);
  });

  test('the check finds a cost that is a thousandth too low', () => {
    let wrong = 0;
    fc.assert(
      fc.property(inputs, (drawn) => {
        const question = Question.parse({ model, ...drawn });
        const { answer, check } = entryOf(question.model);
        const given = answer(question);
        const lowered = (value: Figure | undefined) => (typeof value === 'number' ? value * 0.999 : value);
        const { costPerTime, costPerPeriod, exactOptimum } = given.values;
        const optimum =
          typeof exactOptimum === 'object'
            ? { exactOptimum: { ...exactOptimum, costPerTime: lowered(given.cost) } }
            : {};
        const values = {
          ...given.values,
          ...(costPerTime === undefined ? {} : { costPerTime: lowered(costPerTime) }),
          ...(costPerPeriod === undefined ? {} : { costPerPeriod: lowered(costPerPeriod) }),
          ...optimum,
        };
        if (given.cost === undefined || Math.abs(given.cost) < 1e-6) return;
        wrong++;
        expect(check(question, { ...given, values } as MethodAnswer)).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(wrong).toBeGreaterThan(20);
  });
});

describe('answers that are no quantity', () => {
  const milk = {
    model: 'eoq-practical-constraints',
    fixedCost: 20,
    holdingCostRate: 0.3,
    demandRate: 3650,
    unitCosts: [2],
  };

  test('a pack that lasts longer than it keeps is said to, and is no error', () => {
    // 10 a day: a pack of 100 lasts 10 days and keeps 7.
    const answer = ask({ ...milk, packSize: 100, shelfLifeDays: 7 });
    expect(answer.values).toMatchObject({ feasible: false, reason: 'pack-outlives-shelf-life' });
    expect(answer.cost).toBeUndefined();
  });

  test('without a holding cost and a limit there is no best order', () => {
    const answer = ask({ ...milk, holdingCostRate: 0 });
    expect(answer.cost).toBeUndefined();
    expect(answer.values['orderQuantity']).toBeUndefined();
    // 7 days of 10 a day: the shelf life is a limit.
    expect(ask({ ...milk, holdingCostRate: 0, shelfLifeDays: 7 }).values['orderQuantity']).toBeCloseTo(70, 9);
  });

  test('packs that do not fit a store together are said to', () => {
    const answer = ask({
      model: 'eoq-multi-item-storage',
      fixedCosts: [1, 1],
      demandRates: [9, 9],
      holdingCosts: [1, 1],
      unitSpace: [1, 2],
      packSizes: [10, 10],
      storageLimit: 29,
    });
    expect(answer.values).toMatchObject({ feasible: false, leastUse: 30 });
  });
});

describe('questions that contradict themselves are refused by rule', () => {
  const eoq = { model: 'eoq', fixedCost: 8, holdingCost: 1, demandRate: 100 };
  const breaks = { model: 'eoq-discount-all-units', fixedCost: 8, holdingCostRate: 0.3, demandRate: 1300 };
  const storage = {
    model: 'eoq-multi-item-storage',
    fixedCosts: [1, 2],
    demandRates: [1, 2],
    holdingCosts: [1, 2],
    unitSpace: [1, 2],
    storageLimit: 9,
  };
  const share = { model: 'newsvendor-yield-multiplicative', holdingCost: 1, stockoutCost: 2, demand: 10 };
  test.each([
    ['one-lead-time', { ...eoq, leadTime: 0.1, leadTimeDays: 10 }],
    ['production-above-demand', { ...eoq, model: 'epq', productionRate: 100 }],
    ['a-price-per-region', { ...breaks, breakpoints: [0, 10], unitCosts: [1] }],
    ['first-break-at-zero', { ...breaks, breakpoints: [1, 10], unitCosts: [2, 1] }],
    ['breakpoints-ascend', { ...breaks, breakpoints: [0, 10, 10], unitCosts: [3, 2, 1] }],
    ['a-value-per-item', { ...storage, unitSpace: [1] }],
    ['one-holding-cost', { model: 'eoq-practical-constraints', fixedCost: 8, demandRate: 9, unitCosts: [1] }],
    [
      'base-cycle-with-multiples',
      {
        model: 'joint-replenishment',
        sharedFixedCost: 1,
        itemFixedCosts: [1],
        holdingCosts: [1],
        demandRates: [1],
        baseCycle: 2,
      },
    ],
    ['something-arrives', { ...eoq, model: 'eoq-yield-additive', yieldMean: -5, yieldSd: 1, orderQuantity: 5 }],
    ['yield-lo-not-above-hi', { ...share, model: 'newsvendor-yield-additive-uniform', yieldLo: 2, yieldHi: 1 }],
    ['share-not-below-zero', { ...share, yield: { type: 'uniform', min: -0.5, max: 1 } }],
  ])('%s', (rule, question) => {
    expect(refusals(question)).toContain(rule);
  });
});

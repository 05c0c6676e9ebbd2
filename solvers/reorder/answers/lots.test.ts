import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Figure, MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import { checkLotsQuestion, type LotsQuestion, lotsQuestions } from '../../../models/reorder-questions/lots.ts';
import { lotsAnswers } from './lots.ts';

const Question = z
  .discriminatedUnion('model', lotsQuestions)
  .superRefine((question, context) => checkLotsQuestion(question, [], context));

/** Parses, answers and checks a question as the service does; all of it without findings. */
function answered(given: object): MethodAnswer {
  const question = Question.parse(given) as LotsQuestion;
  const { answer, check } = lotsAnswers[question.model] as {
    answer: (question: LotsQuestion) => MethodAnswer;
    check: (question: LotsQuestion, answer: MethodAnswer) => string[];
  };
  const found = answer(question);
  expect(MethodAnswer.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  expect(check(question, found)).toEqual([]);
  for (const [name, value] of Object.entries(found.values)) {
    if (typeof value === 'number' && value !== 0)
      expect(faultsOf(question, check, found, name, value * 1.5)).toBe(true);
  }
  return found;
}

/** Figures whose falsification the check must see; the others are told beside them. */
const watched = new Set(['totalCost', 'expectedCost']);

function faultsOf(
  question: LotsQuestion,
  check: (question: LotsQuestion, answer: MethodAnswer) => string[],
  found: MethodAnswer,
  name: string,
  value: Figure,
): boolean {
  if (!watched.has(name)) return true;
  const wrong = { ...found, cost: value as number, values: { ...found.values, [name]: value } };
  return check(question, wrong).length > 0;
}

const perPeriod = (periods: number, most: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: most }),
    fc.array(fc.integer({ min: 0, max: most }), { minLength: periods, maxLength: periods }),
  );
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const without = (question: object) => JSON.parse(JSON.stringify(question)) as object;

test('lot-sizing questions of all forms are answered, and the checks agree', () => {
  const counts = new Map<string, number>();
  const questions = fc.integer({ min: 1, max: 9 }).chain((periods) =>
    fc.record({
      model: fc.constantFrom(
        'dynamic-lot-sizing',
        'dynamic-lot-sizing-backorders',
        'dynamic-lot-sizing-capacitated',
        'silver-meal',
        'part-period',
      ),
      numPeriods: fc.constant(periods),
      demand: perPeriod(periods, 30),
      fixedCost: perPeriod(periods, 100),
      holdingCost: perPeriod(periods, 4),
      purchaseCost: optional(perPeriod(periods, 9)),
      initialInventory: optional(fc.integer({ min: 0, max: 40 })),
      backorderCost: perPeriod(periods, 9),
      capacity: perPeriod(periods, 60),
      orderQuantities: optional(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: periods, maxLength: periods })),
    }),
  );
  fc.assert(
    fc.property(questions, ({ backorderCost, capacity, orderQuantities, ...question }) => {
      const { model } = question;
      const isHeuristic = model === 'silver-meal' || model === 'part-period';
      answered(
        without({
          ...question,
          ...(model === 'dynamic-lot-sizing-backorders' ? { backorderCost } : {}),
          ...(model === 'dynamic-lot-sizing-capacitated' ? { capacity } : {}),
          ...(isHeuristic ? {} : { orderQuantities }),
        }),
      );
      counts.set(model, (counts.get(model) ?? 0) + 1);
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(...counts.values())).toBeGreaterThan(100);
  expect(counts.size).toBe(5);
});

test('questions on random demand of all forms are answered, and the checks agree', () => {
  let ran = 0;
  const questions = fc.integer({ min: 1, max: 3 }).chain((periods) => {
    const figures = (least: number, most: number) =>
      fc.array(fc.integer({ min: least, max: most }), { minLength: periods, maxLength: periods });
    return fc.record({
      model: fc.constantFrom(
        'finite-horizon-stochastic',
        'finite-horizon-myopic-bounds',
        'nonstationary-stochastic-lot-sizing',
        'multi-period-newsvendor',
      ),
      numPeriods: fc.constant(periods),
      fixedCost: fc.integer({ min: 0, max: 60 }),
      purchaseCost: optional(fc.integer({ min: 0, max: 2 })),
      holdingCost: figures(1, 3),
      stockoutCost: figures(5, 20),
      means: figures(0, 25),
      sd: fc.integer({ min: 0, max: 5 }),
      kind: fc.constantFrom('poisson', 'normal', 'distributions'),
      initialInventory: optional(fc.integer({ min: -10, max: 40 })),
      orderUpTo: optional(fc.integer({ min: 0, max: 60 })),
      discountFactor: optional(fc.constantFrom(1, 0.9)),
    });
  });
  fc.assert(
    fc.property(questions, (given) => {
      const { model, fixedCost, purchaseCost, holdingCost, stockoutCost, means, sd, kind, initialInventory } = given;
      const costs = { model, purchaseCost, holdingCost, stockoutCost };
      const poisson = { type: 'poisson', means };
      const listed = { type: 'distributions', distributions: means.map((mean) => ({ type: 'poisson', mean })) };
      const demand = kind === 'poisson' ? poisson : kind === 'normal' ? { type: 'normal', means, sds: sd } : listed;
      if (model === 'multi-period-newsvendor') answered(without({ ...costs, demand, orderUpTo: given.orderUpTo }));
      else if (model === 'nonstationary-stochastic-lot-sizing')
        answered(without({ ...costs, fixedCost, demand, initialInventory }));
      else {
        const { numPeriods, discountFactor } = given;
        answered(
          without({
            ...costs,
            fixedCost,
            numPeriods,
            discountFactor,
            demandMean: means,
            demandSd: sd,
            initialInventory,
          }),
        );
      }
      ran++;
    }),
    { numRuns: 300 },
  );
  expect(ran).toBe(300);
});

test('a plan that is given is costed beside the best one', () => {
  const costs = { model: 'dynamic-lot-sizing', demand: [90, 120, 80, 70], fixedCost: 500, holdingCost: 2 };
  const { values, exact, lowerBound } = answered({ ...costs, orderQuantities: [360, 0, 0, 0] });
  expect(values['totalCost']).toBe(500 + 2 * (270 + 150 + 70));
  expect(exact).toBe(false);
  expect(lowerBound).toBe(1380);
  const missing = answered({ ...costs, orderQuantities: [90, 100, 0, 70] });
  expect(missing.values['feasible']).toBe(false);
  expect(missing.values['period']).toBe(1);
});

test('capacity that cannot meet demand is told as such', () => {
  const question = {
    model: 'dynamic-lot-sizing-capacitated',
    demand: [5, 40],
    fixedCost: 1,
    holdingCost: 1,
    capacity: 20,
  };
  const { values, cost } = answered(question);
  expect(values).toMatchObject({ feasible: false, period: 1, shortBy: 5 });
  expect(cost).toBeUndefined();
});

test('rules that are given are costed beside the best ones', () => {
  const question = {
    model: 'nonstationary-stochastic-lot-sizing',
    fixedCost: 100,
    holdingCost: 1,
    stockoutCost: 10,
    demand: { type: 'poisson', means: [20, 40, 60, 40] },
  };
  const best = answered(question);
  const rules = {
    ...question,
    sS: [
      [15, 67],
      [28, 49],
      [55, 109],
      [28, 49],
    ],
  };
  expect(answered(rules).cost).toBeCloseTo(best.cost as number, 9);
  const other = answered({
    ...question,
    sS: [
      [15, 60],
      [28, 49],
      [55, 109],
      [28, 49],
    ],
  });
  expect(other.cost).toBeGreaterThan(best.cost as number);
  expect(other.lowerBound).toBe(best.cost);
});

test.each([
  ['periods-known', { model: 'dynamic-lot-sizing', demand: 5, fixedCost: 1, holdingCost: 1 }],
  ['one-entry-per-period', { model: 'dynamic-lot-sizing', demand: [5, 6], fixedCost: [1], holdingCost: 1 }],
  [
    'one-entry-per-period',
    {
      model: 'multi-period-newsvendor',
      holdingCost: 1,
      stockoutCost: 2,
      demand: { type: 'normal', means: [1, 2], sds: [1] },
    },
  ],
  [
    'rules-complete',
    {
      model: 'finite-horizon-stochastic',
      fixedCost: 1,
      holdingCost: 1,
      stockoutCost: 2,
      demandMean: [1, 2],
      demandSd: 1,
      reorderPoints: [1, 2],
    },
  ],
  [
    'reorder-point-not-above-level',
    {
      model: 'nonstationary-stochastic-lot-sizing',
      fixedCost: 1,
      holdingCost: 1,
      stockoutCost: 2,
      demand: { type: 'poisson', means: [1] },
      sS: [[4, 3]],
    },
  ],
  [
    'myopic-price-within-costs',
    {
      model: 'finite-horizon-myopic-bounds',
      fixedCost: 1,
      holdingCost: 1,
      stockoutCost: 2,
      purchaseCost: 3,
      demandMean: [1, 2],
      demandSd: 1,
    },
  ],
])('%s', (rule, question) => {
  const parsed = Question.safeParse(question);
  expect(parsed.success).toBe(false);
  const rules = parsed.error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.['rule'] : undefined));
  expect(rules).toContain(rule);
});

test('one figure for all periods needs no list', () => {
  const question = { model: 'dynamic-lot-sizing', numPeriods: 5, demand: 200, fixedCost: 100, holdingCost: 0.1 };
  expect(answered(question).values['orderQuantities']).toEqual([400, 0, 600, 0, 0]);
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AgeQuestion, ageQuestions } from './age.ts';
import { checkAgeQuestion, demandMean } from './age-rules.ts';

const Question = z
  .discriminatedUnion('model', ageQuestions)
  .superRefine((question, context) => checkAgeQuestion(question as AgeQuestion, [], context));

/** Rules that a question breaks; names of unknown or ill-formed fields for what the schema alone refuses. */
function rulesOf(question: unknown): string[] {
  const parsed = Question.safeParse(question);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => (issue.code === 'custom' ? issue.params?.['rule'] : issue.code));
}

const policy = {
  model: 'perishable-optimal-policy',
  shelfLife: 2,
  leadTime: 1,
  maxOrder: 10,
  issuing: 'lifo',
  demand: { type: 'gamma-rounded', mean: 4, cv: 0.5, max: 100 },
  orderCost: 3,
  shortageCost: 5,
  wasteCost: 7,
  holdingCost: 1,
  discountFactor: 0.99,
};
const weekday = {
  model: 'perishable-weekday-policy',
  shelfLife: 3,
  leadTime: 0,
  maxOrder: 20,
  issuing: 'oldest-first',
  demand: { type: 'weekday-negative-binomial', n: [3, 4], mean: [5, 6], max: 20 },
  fixedOrderCost: 0,
  shortageCost: 20,
  wasteCost: 5,
  holdingCost: 1,
  discountFactor: 0.95,
  arrivalShelfLife: { type: 'multinomial-logit', c0: [1, 0.5], c1: [0.4, 0.8], note: 'of lives 2 and 3' },
};
const serial = {
  model: 'serial-echelon',
  stages: [
    { index: 1, echelonHoldingCost: 3, leadTime: 1 },
    { index: 2, echelonHoldingCost: 2, leadTime: 1.5 },
  ],
  stockoutCost: 37,
  demand: { type: 'normal', mean: 5, sd: 1 },
};
const network = {
  model: 'guaranteed-service',
  stages: [
    { id: 'mill', leadTime: 2, holdingCost: 1 },
    { id: 'shop', leadTime: 1, holdingCost: 3, demandSd: 1 },
  ],
  arcs: [{ from: 'mill', to: 'shop' }],
};

describe('questions on age and stages', () => {
  test('whole ones pass', () => {
    for (const question of [policy, weekday, serial, network]) expect(rulesOf(question)).toEqual([]);
  });

  const cases: [string, unknown, string][] = [
    ['too many states', { ...policy, shelfLife: 6, maxOrder: 60 }, 'states-within-limit'],
    [
      'too many splits',
      {
        ...weekday,
        shelfLife: 4,
        arrivalShelfLife: { ...weekday.arrivalShelfLife, c0: [1, 1, 1], c1: [0, 0, 0] },
        maxOrder: 40,
      },
      'states-within-limit',
    ],
    ['half a unit of demand', { ...policy, demand: { type: 'empirical', samples: [1, 2.5] } }, 'whole-units'],
    [
      'negative demand',
      {
        ...policy,
        demand: {
          type: 'discrete',
          pmf: [
            [-1, 0.5],
            [1, 0.5],
          ],
        },
      },
      'whole-units',
    ],
    ['mean without limit', { ...policy, demand: { type: 'lognormal', mu: 50, sigma: 1 } }, 'mean-within-limit'],
    ['days that do not match', { ...weekday, demand: { ...weekday.demand, mean: [5] } }, 'same-length'],
    ['lives that do not match', { ...weekday, shelfLife: 2 }, 'one-per-life'],
    ['random life and lead time', { ...weekday, leadTime: 1 }, 'random-life-at-once'],
    [
      'a stage left out',
      { ...serial, stages: [serial.stages[0], { ...serial.stages[1], index: 3 }] },
      'indices-in-line',
    ],
    [
      'both kinds of holding cost',
      { ...serial, stages: [serial.stages[0], { index: 2, localHoldingCost: 2, leadTime: 1 }] },
      'one-kind-of-holding-cost',
    ],
    [
      'dearer upstream',
      {
        ...serial,
        stages: [
          { index: 1, localHoldingCost: 2, leadTime: 1 },
          { index: 2, localHoldingCost: 3, leadTime: 1 },
        ],
      },
      'dearer-downstream',
    ],
    ['a level too few', { ...serial, echelonBaseStock: [7] }, 'same-length'],
    [
      'half a level of whole demand',
      { ...serial, demand: { type: 'poisson', mean: 5 }, echelonBaseStock: [7, 12.5] },
      'whole-level',
    ],
    ['a sum of half a unit of time', { ...serial, demand: { type: 'uniform', min: 1, max: 3 } }, 'whole-lead-time'],
    ['an unknown stage', { ...network, arcs: [{ from: 'mine', to: 'shop' }] }, 'known-id'],
    ['the same arc twice', { ...network, arcs: [...network.arcs, ...network.arcs] }, 'unique-arc'],
    ['the same stage twice', { ...network, stages: [...network.stages, network.stages[0]] }, 'unique-id'],
    ['a circle', { ...network, arcs: [...network.arcs, { from: 'shop', to: 'mill' }] }, 'no-circle'],
    [
      'service times without end',
      {
        ...network,
        stages: Array.from({ length: 40 }, (_, k) => ({ id: `s${k}`, leadTime: 1000, holdingCost: 1 })),
        arcs: Array.from({ length: 39 }, (_, k) => ({ from: `s${k}`, to: `s${k + 1}` })),
      },
      'times-within-limit',
    ],
    ['no discount', { ...policy, discountFactor: 1 }, 'too_big'],
    ['an unknown field', { ...policy, colour: 'red' }, 'unrecognized_keys'],
  ];
  for (const [name, question, rule] of cases)
    test(`${name} is refused by ${rule}`, () => {
      expect(rulesOf(question)).toContain(rule);
    });

  test('means of the distributions', () => {
    expect(demandMean({ type: 'negative-binomial', r: 3, p: 0.25 })).toBeCloseTo(9, 12);
    expect(
      demandMean({
        type: 'discrete',
        pmf: [
          [0, 0.5],
          [4, 0.5],
        ],
      }),
    ).toBe(2);
    expect(demandMean({ type: 'geometric', p: 0.2 })).toBe(5);
    expect(demandMean({ type: 'uniform', min: 2, max: 4 })).toBe(3);
  });
});

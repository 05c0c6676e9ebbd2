/** Questions that are refused: each says where, which rule, what would do. Those on age and stages: age-rules.test.ts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ReorderPlanRequest } from '../plan-request.ts';
import { refusalsOf } from '../testing/refusals.ts';

function refusals(...questions: object[]) {
  const asked = questions.map((question, at) => ({ id: `q${at}`, ...question }));
  return refusalsOf(ReorderPlanRequest, { kind: 'reorder', problem: { mode: 'calculate', questions: asked } });
}

const normal = { type: 'normal', mean: 50, sd: 8 };
const poisson = { type: 'poisson', mean: 4 };
const costs = { holdingCost: 1, stockoutCost: 9 };
const eoq = { model: 'eoq', fixedCost: 8, holdingCost: 0.2, demandRate: 1300 };
const breaks = {
  ...{ model: 'eoq-discount-all-units', fixedCost: 8, holdingCostRate: 0.3, demandRate: 1300 },
  ...{ breakpoints: [0, 400], unitCosts: [0.8, 0.7] },
};
const practical = { model: 'eoq-practical-constraints', fixedCost: 8, demandRate: 100, unitCosts: [2] };
const several = { fixedCosts: [5, 6], demandRates: [10, 20] };
const storage = {
  ...{ model: 'eoq-multi-item-storage', ...several, holdingCosts: [1, 1], unitSpace: [1, 2] },
  storageLimit: 40,
};
const budget = { model: 'eoq-multi-item-budget', ...several, unitCosts: [3, 4], budgetLimit: 100 };
const joint = {
  ...{ model: 'joint-replenishment', sharedFixedCost: 9, itemFixedCosts: [1, 2] },
  ...{ holdingCosts: [1, 1], demandRates: [10, 20] },
};
const yieldOf = { holdingCost: 1, stockoutCost: 9, demand: 20 };
const newsvendor = { model: 'newsvendor', distribution: normal, ...costs };
const profit = { model: 'newsvendor-profit', distribution: normal, revenue: 5, purchaseCost: 2 };
const myopic = {
  model: 'newsvendor-myopic',
  distribution: normal,
  ...costs,
  purchaseCost: 3,
  purchaseCostNextPeriod: 3,
};
const rq = { ...costs, fixedCost: 20, demandMean: 100, leadTime: 1 };
const rqOptimal = { model: 'rq-optimal', distribution: poisson, ...costs, fixedCost: 20, demandMean: 4 };
const ss = { model: 'ss-optimal', distribution: poisson, ...costs, fixedCost: 20 };
const safety = { model: 'safety-stock', demandMean: 10, demandSd: 3, leadTime: 2 };
const lots = { model: 'dynamic-lot-sizing', demand: [3, 4], fixedCost: 5, holdingCost: 1 };
const horizon = { numPeriods: 2, fixedCost: 5, ...costs, demandMean: 10, demandSd: 2 };
const stochastic = { ...{ model: 'finite-horizon-stochastic', ...horizon } };

test('the questions that all others are made from are taken', () => {
  const good = [
    ...[eoq, breaks, { ...practical, holdingCostRate: 0.2 }, storage, { ...budget, holdingCostRate: 0.2 }, joint],
    ...[newsvendor, profit, myopic, rqOptimal, ss, { ...safety, targetCycleServiceLevel: 0.9 }, lots, stochastic],
  ];
  expect(refusals(...good)).toEqual([]);
});

/** A question, the rule that it breaks, and the field that is named. */
const broken: [why: string, question: object, rule: string, field: string][] = [
  ['two lead times', { ...eoq, leadTime: 1, leadTimeDays: 10 }, 'one-lead-time', 'leadTimeDays'],
  ['slow production', { ...eoq, model: 'epq', productionRate: 1300 }, 'production-above-demand', 'productionRate'],
  ['holding costs of no kind', practical, 'one-holding-cost', 'holdingCostRate'],
  ['holding costs of no kind under a budget', budget, 'one-holding-cost', 'holdingCosts'],
  ['a cycle for no multiples', { ...joint, baseCycle: 1 }, 'base-cycle-with-multiples', 'baseCycle'],
  ['a price too many', { ...breaks, unitCosts: [3, 2, 1] }, 'a-price-per-region', 'unitCosts'],
  ['prices from 10 on only', { ...breaks, breakpoints: [10, 400] }, 'first-break-at-zero', 'breakpoints/0'],
  ['breaks out of order', { ...breaks, breakpoints: [0, 0] }, 'breakpoints-ascend', 'breakpoints/1'],
  ['an item without space', { ...storage, unitSpace: [1] }, 'a-value-per-item', 'unitSpace'],
  [
    'nothing arrives',
    {
      ...{ model: 'eoq-yield-additive', fixedCost: 5, holdingCost: 1, demandRate: 10 },
      ...{ yieldMean: -8, yieldSd: 1, orderQuantity: 7 },
    },
    'something-arrives',
    'orderQuantity',
  ],
  [
    'a yield from 3 to 2',
    { model: 'newsvendor-yield-additive-uniform', ...yieldOf, yieldLo: 3, yieldHi: 2 },
    'yield-lo-not-above-hi',
    'yieldLo',
  ],
  [
    'a share below 0',
    { model: 'newsvendor-yield-multiplicative', ...yieldOf, yield: { type: 'uniform', min: -0.1, max: 1 } },
    'share-not-below-zero',
    'yield',
  ],
  [
    'a mean of e^100',
    { ...newsvendor, distribution: { type: 'lognormal', mu: 100, sigma: 1 } },
    'demand-in-range',
    'distribution',
  ],
  [
    'half a period of uniform demand',
    { ...newsvendor, distribution: { type: 'uniform', min: 0, max: 9 }, leadTime: 0.5 },
    'whole-periods',
    'leadTime',
  ],
  [
    'sums of a wide lognormal',
    { ...newsvendor, distribution: { type: 'lognormal', mu: 1, sigma: 2 }, leadTime: 2 },
    'sum-of-lognormal',
    'distribution/sigma',
  ],
  [
    'too many sums of samples',
    { ...newsvendor, distribution: { type: 'empirical', samples: [0, 1_000_000] }, leadTime: 2 },
    'sums-of-listed-values',
    'leadTime',
  ],
  ['selling at a loss', { ...profit, revenue: 2 }, 'selling-pays', 'revenue'],
  ['leftovers that pay', { ...profit, salvageValue: 2 }, 'leftovers-cost', 'salvageValue'],
  ['prices that soar', { ...myopic, purchaseCostNextPeriod: 4 }, 'level-exists', 'purchaseCostNextPeriod'],
  [
    'shortages cheaper than stock',
    { model: 'rq-approx-eil', ...rq, demandSd: 5, stockoutCost: 0.001 },
    'shortages-dear-enough',
    'stockoutCost',
  ],
  [
    'positions without number',
    { model: 'ss-poisson-optimal', ...costs, fixedCost: 1e12, demandMean: 1e5 },
    'positions-in-reach',
    'demandMean',
  ],
  ['half a policy', { ...rqOptimal, reorderPoint: 5 }, 'policy-is-whole', 'orderQuantity'],
  ['half an (s, S) policy', { ...ss, reorderPoint: 5 }, 'policy-is-whole', 'orderUpTo'],
  ['S at s', { ...ss, reorderPoint: 5, orderUpTo: 5 }, 'order-up-to-above-reorder-point', 'orderUpTo'],
  ['half a unit', { ...rqOptimal, reorderPoint: 5.5, orderQuantity: 4 }, 'whole-units', 'reorderPoint'],
  ['demand that does not come in units', { ...ss, distribution: normal }, 'whole-units', 'distribution'],
  ['no demand at all', { ...ss, distribution: { type: 'empirical', samples: [0, 0] } }, 'some-demand', 'distribution'],
  [
    'a review period of a continuous review',
    { ...safety, targetFillRate: 0.9, orderQuantity: 20, reviewPeriod: 7 },
    'fits-the-policy',
    'reviewPeriod',
  ],
  ['nothing to find', safety, 'something-to-find', 'targetCycleServiceLevel'],
  ['a fill rate of nothing', { ...safety, targetFillRate: 0.9 }, 'fill-rate-needs-quantity', 'orderQuantity'],
  ['periods that nothing tells', { ...lots, demand: 3 }, 'periods-known', 'numPeriods'],
  ['a cost too few', { ...lots, fixedCost: [5] }, 'one-entry-per-period', 'fixedCost'],
  ['reorder points alone', { ...stochastic, reorderPoints: [3, 3] }, 'rules-complete', 'orderUpToLevels'],
  [
    'a reorder point above its level',
    { ...stochastic, reorderPoints: [3, 9], orderUpToLevels: [8, 8] },
    'reorder-point-not-above-level',
    '',
  ],
  [
    'prices that myopic bounds do not bear',
    { model: 'finite-horizon-myopic-bounds', ...horizon, purchaseCost: [30, 1] },
    'myopic-price-within-costs',
    'purchaseCost',
  ],
];

test.each(broken)('%s', (_why, question, rule, field) => {
  const found = refusals(eoq, question);
  const pointer = `/problem/questions/1${field === '' ? '' : `/${field}`}`;
  expect(found.map((error) => [error.pointer, error.rule])).toContainEqual([pointer, rule]);
  const error = found.find((one) => one.rule === rule)!;
  expect(error.message.length).toBeGreaterThan(15);
  expect(error.remedy).toMatch(/\w+ -?\w+/);
});

test('every rule of the schemas has its bad question here or with those on age', () => {
  const rulesIn = (name: string) => [
    ...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(/rule: '([a-z-]+)'/g),
  ];
  const rules = ['steady-rules.ts', 'random-rules.ts', 'lots.ts'].flatMap(rulesIn).map(([, rule]) => rule);
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((rule) => !broken.some(([, , tested]) => tested === rule))).toEqual([]);
  const ofAge = readFileSync(new URL('age-rules.test.ts', import.meta.url), 'utf8');
  expect(rulesIn('age-rules.ts').filter(([, rule]) => !ofAge.includes(`'${rule}'`))).toEqual([]);
});

/** Answers come back by the id of their question. Two questions of one id were taken. */
test('two questions of one name are refused', () => {
  expect(refusals({ ...eoq, id: 'flour' }, { ...eoq, id: 'flour' })).toMatchObject([
    { pointer: '/problem/questions/1/id', rule: 'unique-id', received: 'flour' },
  ]);
});

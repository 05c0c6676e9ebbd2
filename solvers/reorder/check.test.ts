import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReorderAnswers, ReorderPlanProblem, ReorderPurchasePlan } from '../../models/reorder.ts';
import { type AnswerChecks, checkAnswers } from './check/answers.ts';
import { handMade } from './check/hand-made.ts';
import { checkReorder } from './check.ts';

const rulesOf = (violations: readonly { rule: string }[]) => [...new Set(violations.map(({ rule }) => rule))];

test('the plan made by hand keeps every rule, and costs what it says', () => {
  const { problem, plan } = handMade();
  const report = checkReorder({ problem }, plan);
  expect(report.violations).toEqual([]);
  expect(report.objective).toBeCloseTo(73.87394, 9);
});

type Parts = { problem: ReorderPlanProblem; plan: ReorderPurchasePlan };
type Spoiled = readonly [string, (parts: Parts) => unknown, ...string[]];

/** What is done to request or plan, and the rules that must speak then. */
const spoiled: readonly Spoiled[] = [
  ['no forecast', ({ plan }) => plan.forecasts.pop(), 'forecasts', 'demand'],
  ['a forecast twice', ({ plan }) => plan.forecasts.push(plan.forecasts[0]), 'forecasts'],
  ['a forecast of nothing', ({ plan }) => plan.forecasts.push({ ...plan.forecasts[0], of: 'tea' }), 'forecasts'],
  [
    'a forecast of three days',
    ({ plan }) => {
      plan.forecasts[0].mean = [1, 1, 1];
    },
    'forecasts',
  ],
  [
    'a forecast below 0',
    ({ plan }) => {
      plan.forecasts[0].sd[0] = -1;
    },
    'forecasts',
  ],
  [
    'demand without the waste of dough',
    ({ plan }) => {
      plan.projection[1].demand = [0, 3.75, 1.875, 0];
    },
    'demand',
  ],
  [
    'demand on the day of sale',
    ({ plan }) => {
      plan.projection[1].demand = [0, 0, 5, 2.5];
    },
    'demand',
  ],
  ['demand of three days', ({ plan }) => plan.projection[0].demand.pop(), 'demand'],
  ['a policy missing', ({ plan }) => plan.policies.pop(), 'policies'],
  ['policies in another order', ({ plan }) => plan.policies.reverse(), 'policies'],
  ['a policy too many', ({ plan }) => plan.policies.push(plan.policies[0]), 'policies'],
  [
    'a policy by a stranger',
    ({ plan }) => {
      plan.policies[0].supplier = 'mill';
    },
    'policy-supplier',
  ],
  [
    'a mean that is not the mean',
    ({ plan }) => {
      plan.policies[1].meanPerDay = 2.5;
    },
    'mean-per-day',
  ],
  [
    'a deviation of a Poisson demand like its mean',
    ({ plan }) => {
      plan.policies[3].sdPerDay = 0.5;
    },
    'sd-per-day',
  ],
  [
    'protection without the wait for Thursday',
    ({ plan }) => {
      plan.policies[1].protectionDays = 2;
    },
    'protection-days',
  ],
  [
    'an order quantity below 0',
    ({ plan }) => {
      plan.policies[0].orderQuantity = -1;
    },
    'order-quantity',
  ],
  [
    'another level of service',
    ({ plan }) => {
      plan.policies[3].service = 0.95;
    },
    'service',
  ],
  [
    'a level where none is asked for',
    ({ plan }) => {
      plan.policies[0].service = 0.95;
    },
    'service',
  ],
  [
    'too little safety stock',
    ({ plan }) => {
      plan.policies[4].safetyStock = 0.465;
    },
    'safety-stock',
    'belowSafety',
  ],
  [
    'too much safety stock',
    ({ plan }) => {
      plan.policies[4].safetyStock = 0.467;
    },
    'safety-stock',
  ],
  [
    'a safety stock of half a unit for whole demand',
    ({ plan }) => {
      plan.policies[3].safetyStock = 0.999;
    },
    'safety-stock',
  ],
  [
    'a safety stock that nobody wants',
    ({ plan }) => {
      plan.policies[0].safetyStock = 1;
    },
    'safety-stock',
  ],
  [
    'another safety stock than the request',
    ({ plan }) => {
      plan.policies[1].safetyStock = 0;
    },
    'safety-stock',
  ],
  [
    'a safety stock of half a thousandth',
    ({ plan }) => {
      plan.policies[4].safetyStock = 0.4655;
    },
    'safety-stock',
  ],
  [
    'a fill rate met by too much',
    ({ problem }) => {
      problem.items[4].safety = { type: 'fill-rate', level: 0.95 };
    },
    'safety-stock',
  ],
  [
    'an unknown supplier',
    ({ plan }) => {
      plan.orders[0].supplier = 'farm';
    },
    'known-supplier',
  ],
  ['an order twice', ({ plan }) => plan.orders.push(plan.orders[0]), 'one-order', 'orders', 'purchase'],
  ['a line twice', ({ plan }) => plan.orders[0].lines.push(plan.orders[0].lines[0]), 'one-line', 'order-amount'],
  [
    'a line that is not offered',
    ({ plan }) => {
      plan.orders[0].lines[0].item = 'beans';
    },
    'known-offer',
  ],
  [
    'delivery on a weekday that is none',
    ({ plan }) => {
      plan.orders[1].delivery = '2026-11-25';
    },
    'delivery-day',
  ],
  [
    'delivery on a closed day',
    ({ problem }) => {
      problem.suppliers[0].closed = ['2026-11-25'];
    },
    'delivery-day',
  ],
  [
    'delivery before the first chance',
    ({ plan }) => {
      plan.orders[0].delivery = '2026-11-23';
    },
    'delivery-day',
  ],
  [
    'delivery after the plan',
    ({ plan }) => {
      plan.orders[0].delivery = '2026-11-27';
    },
    'delivery-day',
  ],
  [
    'delivery after the offer ends',
    ({ problem }) => {
      problem.offers[0].until = '2026-11-24';
    },
    'delivery-day',
  ],
  [
    'delivery before the offer begins',
    ({ problem }) => {
      problem.offers[0].from = '2026-11-26';
    },
    'delivery-day',
  ],
  [
    'no day on which the order is taken in time',
    ({ problem }) => {
      problem.suppliers[1].closed = ['2026-11-23'];
    },
    'delivery-day',
  ],
  [
    'an order placed too late',
    ({ plan }) => {
      plan.orders[0].order = '2026-11-25';
    },
    'order-day',
  ],
  [
    'an order placed sooner than needed',
    ({ plan }) => {
      plan.orders[0].order = '2026-11-23';
    },
    'order-day',
  ],
  [
    'a closed day that calls for an earlier order',
    ({ problem }) => {
      problem.suppliers[0].closed = ['2026-11-24'];
    },
    'order-day',
  ],
  [
    'an order of too little worth',
    ({ problem }) => {
      problem.suppliers[0].leastOrderValue = 5.01;
    },
    'least-order-value',
  ],
  [
    'half a thousandth',
    ({ plan }) => {
      plan.orders[0].lines[0].quantity = 4.0004;
    },
    'whole-thousandths',
  ],
  [
    'half a pack',
    ({ plan }) => {
      Object.assign(plan.orders[0].lines[0], { quantity: 5, packs: 2.5, amount: 6.25 });
    },
    'pack',
    'stock',
  ],
  [
    'a line too small',
    ({ plan }) => {
      Object.assign(plan.orders[0].lines[0], { quantity: 2, packs: 1, amount: 3, unitPrice: 1.5 });
    },
    'least-quantity',
    'least-order-value',
  ],
  [
    'a line too great',
    ({ plan }) => {
      Object.assign(plan.orders[0].lines[0], { quantity: 10, packs: 5, amount: 12.5 });
    },
    'greatest-quantity',
    'budget',
    'storage',
  ],
  [
    'packs left out',
    ({ plan }) => {
      plan.orders[0].lines[0].packs = undefined;
    },
    'packs',
  ],
  [
    'packs of what has none',
    ({ problem }) => {
      problem.offers[0].packSize = undefined;
    },
    'packs',
  ],
  [
    'the price before the break',
    ({ plan }) => {
      Object.assign(plan.orders[0].lines[0], { amount: 6, unitPrice: 1.5 });
    },
    'amount',
    'unit-price',
  ],
  [
    'the last price for all of an incremental line',
    ({ plan }) => {
      plan.orders[1].lines[0].amount = 3.6;
    },
    'amount',
  ],
  [
    'an incremental break as if for all',
    ({ problem }) => {
      problem.offers[1].breakKind = 'all-units';
    },
    'amount',
    'order-amount',
    'purchase',
  ],
  [
    'a unit price that is not',
    ({ plan }) => {
      plan.orders[0].lines[0].unitPrice = 1.3;
    },
    'unit-price',
  ],
  [
    'a line cost left out',
    ({ plan }) => {
      plan.orders[0].lines[0].lineCost = 0;
    },
    'line-cost',
  ],
  [
    'an order that does not add up',
    ({ plan }) => {
      plan.orders[0].amount = 5.3;
    },
    'order-amount',
  ],
  [
    'an order without its cost',
    ({ plan }) => {
      plan.orders[0].orderCost = 0;
    },
    'order-cost',
  ],
  ['a projection missing', ({ plan }) => plan.projection.pop(), 'projection'],
  ['a projection too many', ({ plan }) => plan.projection.push(plan.projection[0]), 'projection'],
  ['projections in another order', ({ plan }) => plan.projection.reverse(), 'projection'],
  [
    'stock as if the freshest were served first',
    ({ plan }) => {
      Object.assign(plan.projection[0], { stock: [4, 0, 2, 0], wasted: [{ day: 1, quantity: 2 }] });
    },
    'stock',
    'wasted',
  ],
  [
    'stock as if nothing expired',
    ({ plan }) => {
      Object.assign(plan.projection[0], { stock: [4, 2, 4, 2], wasted: [] });
    },
    'stock',
    'wasted',
  ],
  ['stock of three days', ({ plan }) => plan.projection[0].stock.pop(), 'stock'],
  ['what is on order left out', ({ plan }) => plan.projection[1].arriving.shift(), 'arriving'],
  ['an arrival after the plan', ({ plan }) => plan.projection[1].arriving.push({ day: 4, quantity: 7 }), 'arriving'],
  ['waste left out', ({ plan }) => plan.projection[0].wasted.pop(), 'wasted'],
  ['what is owed left out', ({ plan }) => plan.projection[1].short.pop(), 'short'],
  [
    'demand unserved that must be served',
    ({ problem, plan }) => {
      problem.items[2].onHand = 2.5;
      plan.projection[2].stock[0] = 1.5;
      plan.projection[2].short = [{ day: 1, quantity: 0.5 }];
    },
    'never-short',
  ],
  [
    'stock that expired is used',
    ({ problem }) => {
      problem.items[2].lots = [{ quantity: 3, expires: '2026-11-24' }];
      problem.items[2].onHand = 0;
    },
    'never-short',
    'wasted',
  ],
  [
    'a smaller budget',
    ({ problem }) => {
      problem.limits.budget = 9.19;
    },
    'budget',
  ],
  [
    'fewer orders',
    ({ problem }) => {
      problem.limits.orders = 1;
    },
    'orders',
  ],
  [
    'less space than the delivery takes',
    ({ problem }) => {
      problem.limits.storage = 4.9;
    },
    'storage',
  ],
  [
    'less money than lies in stock',
    ({ problem }) => {
      problem.limits.money = 30.2;
    },
    'money',
  ],
  ...(
    ['purchase', 'ordering', 'lines', 'holding', 'shortage', 'belowSafety', 'waste', 'stockChange', 'total'] as const
  ).map(
    (part) =>
      [
        `another figure of ${part}`,
        ({ plan }: Parts) => {
          plan.costs[part] += 0.001;
        },
        part,
      ] as const,
  ),
  [
    'a shadow price below 0',
    ({ plan }) => {
      plan.shadowPrices[0].price = -1;
    },
    'shadow-price',
  ],
  [
    'more served than asked for',
    ({ plan }) => {
      plan.replay[0].proposed.fillRate = 1.1;
    },
    'replay',
  ],
  [
    'no unit',
    ({ plan }) => {
      plan.objectiveUnit = '';
    },
    'objective-unit',
  ],
];

describe('a spoiled plan is reported', () => {
  test.each(spoiled.map(([name, spoil, ...rules]) => ({ name, spoil, rules })))('$name', ({ spoil, rules }) => {
    const parts = handMade();
    spoil(parts);
    const { violations } = checkReorder({ problem: parts.problem }, parts.plan);
    expect(rulesOf(violations)).toEqual(expect.arrayContaining(rules));
  });

  test('answers to a plan', () => {
    const { problem } = handMade();
    const answers: ReorderAnswers = { mode: 'calculate', objectiveUnit: 'questions', answers: [], unanswered: [] };
    expect(rulesOf(checkReorder({ problem }, answers).violations)).toEqual(['mode']);
  });
});

describe('answers', () => {
  const questions = [
    { id: 'a', model: 'eoq' },
    { id: 'b', model: 'eoq' },
    { id: 'c', model: 'eoq' },
  ];
  type Answer = ReorderAnswers['answers'][number];
  const answer = (id: string): Answer => ({
    ...{ id, model: 'eoq', method: 'Economic order quantity', reference: 'Harris (1913)', exact: true },
    ...{ values: { orderQuantity: 100 }, cost: 20, lowerBound: 20, curve: [{ quantity: 100, cost: 20 }] },
  });
  /** Of a, exact; of b, not; c is not answered. */
  const answered = () => ({ answers: [answer('a'), { ...answer('b'), exact: false }], unanswered: ['c'] });
  type Given = { answers: Answer[]; unanswered: string[] };
  const check = (given: Given, checks: AnswerChecks = {}) =>
    checkAnswers(
      { mode: 'calculate', questions } as Parameters<typeof checkAnswers>[0],
      { mode: 'calculate', objectiveUnit: 'questions', ...given } as ReorderAnswers,
      checks,
    );

  test('objective: one is inexact, one is left', () => {
    expect(check(answered())).toEqual({ violations: [], objective: 2 });
  });

  const table: readonly (readonly [string, (given: Given) => unknown, string])[] = [
    ['an answer to no question', ({ answers }) => answers.push(answer('d')), 'known-question'],
    ['no such question left', ({ unanswered }) => unanswered.push('d'), 'known-question'],
    ['answered twice', ({ answers }) => answers.push(answer('a')), 'answered-once'],
    ['answered and left', ({ unanswered }) => unanswered.push('a'), 'answered-once'],
    ['neither answered nor left', ({ unanswered }) => unanswered.pop(), 'every-question'],
    [
      'another model',
      ({ answers }) => {
        answers[0].model = 'epq';
      },
      'model',
    ],
    [
      'no method named',
      ({ answers }) => {
        answers[0].method = '';
      },
      'method',
    ],
    [
      'no figure',
      ({ answers }) => {
        answers[0].values = {};
      },
      'values',
    ],
    [
      'a figure that is none',
      ({ answers }) => {
        answers[0].values = { policy: [{ level: Number.NaN }] };
      },
      'values',
    ],
    [
      'a bound above the cost',
      ({ answers }) => {
        answers[0].lowerBound = 21;
      },
      'bound',
    ],
    [
      'a bound of no cost',
      ({ answers }) => {
        answers[0].cost = undefined;
      },
      'bound',
    ],
    ['a curve without end', ({ answers }) => answers[0].curve?.push({ quantity: 1, cost: Infinity }), 'curve'],
  ];
  test.each(table)('%s', (_name, spoil, rule) => {
    const given = answered();
    spoil(given);
    expect(rulesOf(check(given).violations)).toEqual([rule]);
  });

  test('the check of its model gets the question without its id', () => {
    const seen: unknown[] = [];
    const { violations } = check(answered(), {
      eoq: (inputs, { values }) => {
        seen.push(inputs);
        return values['orderQuantity'] === 100 ? ['it should be 99'] : [];
      },
    });
    expect(violations).toEqual([
      { rule: 'answer', message: 'a: it should be 99' },
      { rule: 'answer', message: 'b: it should be 99' },
    ]);
    expect(seen).toEqual([{ model: 'eoq' }, { model: 'eoq' }]);
  });

  test('every rule of the checker has a spoiled plan', () => {
    const folder = new URL('check/', import.meta.url);
    const sources = readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => new URL(file, folder));
    const text = [...sources, new URL('check.ts', import.meta.url)]
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const rules = new Set([...text.matchAll(/(?:report|compare|standing)\(\s*'([a-z-]+)'/g)].map((match) => match[1]));
    const covered = new Set([
      ...spoiled.flatMap(([, , ...names]) => names),
      ...table.map(([, , rule]) => rule),
      'answer',
    ]);
    expect(rules.size).toBeGreaterThan(40);
    expect([...rules].filter((rule) => !covered.has(rule))).toEqual([]);
  });
});

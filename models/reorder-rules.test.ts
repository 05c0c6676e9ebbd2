/** Purchase plans that are refused: each says where, which rule, what came and what would do. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ReorderPlanRequest } from './plan-request.ts';
import { refusalsWith } from './testing/refusals.ts';

/** Something of everything; nothing wrong with it. */
function good() {
  return {
    kind: 'reorder',
    problem: {
      mode: 'plan',
      start: '2026-11-23',
      days: 7,
      items: [
        {
          id: 'flour',
          onOrder: [{ quantity: 5, arrives: '2026-11-24', expires: '2026-12-24' }],
          demand: { type: 'constant', perDay: 2 },
        },
        { id: 'yeast', demand: { type: 'dated', amounts: [{ date: '2026-11-23', quantity: 1 }] } },
      ],
      products: [{ id: 'bread', demand: { type: 'history', from: '2026-11-20', perDay: [4, 5, 6] } }],
      recipes: [
        { makes: 'bread', ingredients: [{ use: 'dough', quantity: 0.8 }] },
        {
          makes: 'dough',
          ingredients: [
            { use: 'flour', quantity: 0.6 },
            { use: 'yeast', quantity: 0.02 },
          ],
        },
      ],
      suppliers: [{ id: 'mill' }, { id: 'market' }],
      offers: [
        { item: 'flour', supplier: 'mill', price: 2, breaks: [{ from: 10, price: 1.8 }], packSize: 5 },
        { item: 'yeast', supplier: 'market', price: 9, leastQuantity: 1, greatestQuantity: 20 },
      ],
    },
    warmStart: { orders: [{ supplier: 'mill', delivery: '2026-11-25', lines: [{ item: 'flour', quantity: 5 }] }] },
  };
}

const refusals = (pointer: string, value: unknown) => refusalsWith(ReorderPlanRequest, good(), pointer, value);

test('the request that all others are made from is accepted', () => {
  expect(refusals('/kind', 'reorder')).toEqual([]);
});

const [item, yeast, offer] = ['/problem/items/0', '/problem/items/1', '/problem/offers/0'];
const demand = `${item}/demand`;
const distribution = (perDay: object) => ({ type: 'distribution', perDay });
const recipe = (makes: string, use: string, quantity = 1) => ({ makes, ingredients: [{ use, quantity }] });

/** What is set where; then the rule, and pointer and part of what came back where they are others. */
const broken: [why: string, at: string, value: unknown, rule: string, pointer?: string, received?: RegExp][] = [
  ['two items of one name', '/problem/items/-', { id: 'flour' }, 'unique-id', '/problem/items/2/id', /flour/],
  [
    'two products of one name',
    '/problem/products/-',
    { id: 'bread', demand: { type: 'constant', perDay: 1 } },
    'unique-id',
    '/problem/products/1/id',
    /bread/,
  ],
  ['two suppliers of one name', '/problem/suppliers/-', { id: 'mill' }, 'unique-id', '/problem/suppliers/2/id', /mill/],
  [
    'too many items and days',
    '/problem',
    {
      ...good().problem,
      days: 366,
      items: [...good().problem.items, ...Array.from({ length: 14_000 }, (_, at) => ({ id: `i${at}` }))],
    },
    'at-most-5000000-item-days',
    '/problem/days',
    /366/,
  ],
  ['something owed that gets lost', `${item}/backOrders`, 3, 'back-orders-need-backorder', undefined, /3/],
  [
    'a delivery in the past',
    `${item}/onOrder/0/arrives`,
    '2026-11-22',
    'arrives-from-start-on',
    undefined,
    /2026-11-22/,
  ],
  ['a delivery by a stranger', `${item}/onOrder/0/supplier`, 'nobody', 'known-supplier', undefined, /nobody/],
  [
    'goods that come when they are no more of use',
    `${item}/onOrder/0/expires`,
    '2026-11-24',
    'expires-after-arrival',
    undefined,
    /2026-11-24/,
  ],
  [
    'a history that goes on after the start',
    '/problem/products/0/demand/from',
    '2026-11-21',
    'history-before-start',
    '/problem/products/0/demand/perDay',
    /3/,
  ],
  [
    'demand of the past',
    `${yeast}/demand/amounts/0/date`,
    '2026-11-01',
    'demand-from-start-on',
    undefined,
    /2026-11-01/,
  ],
  [
    'a mean below 0',
    demand,
    distribution({ type: 'normal', mean: -2, sd: 1 }),
    'demand-not-negative',
    `${demand}/perDay`,
    /-2/,
  ],
  [
    'samples below 0',
    demand,
    distribution({ type: 'empirical', samples: [4, -1] }),
    'demand-not-negative',
    `${demand}/perDay`,
    /-1/,
  ],
  [
    'least above most',
    demand,
    distribution({ type: 'uniform', min: 5, max: 4 }),
    'min-not-above-max',
    `${demand}/perDay/min`,
    /5/,
  ],
  [
    'chances that are not all',
    demand,
    distribution({ type: 'discrete', pmf: [[1, 0.5]] }),
    'probabilities-sum-to-one',
    `${demand}/perDay/pmf`,
    /0.5/,
  ],
  [
    'a recipe for what is bought',
    '/problem/recipes/-',
    recipe('flour', 'yeast'),
    'one-source',
    '/problem/recipes/2/makes',
    /flour/,
  ],
  [
    'two recipes for one thing',
    '/problem/recipes/-',
    recipe('bread', 'yeast'),
    'one-source',
    '/problem/recipes/2/makes',
    /bread/,
  ],
  ['an unknown ingredient', '/problem/recipes/1/ingredients/0/use', 'flower', 'known-ingredient', undefined, /flower/],
  ['a product without a recipe', '/problem/products/0/id', 'cake', 'known-recipe', undefined, /cake/],
  [
    'recipes in a circle',
    '/problem/recipes/1/ingredients/1/use',
    'bread',
    'recipes-without-loop',
    '/problem/recipes/0/ingredients',
    /bread.*dough.*bread/,
  ],
  ['an offer of nothing', `${offer}/item`, 'rye', 'known-item', undefined, /rye/],
  ['an offer of nobody', `${offer}/supplier`, 'mil', 'known-supplier', undefined, /mil/],
  [
    'two offers of one item and supplier',
    '/problem/offers/-',
    { item: 'flour', supplier: 'mill', price: 1 },
    'one-offer-per-item-and-supplier',
    '/problem/offers/2',
    /flour.*mill/,
  ],
  ['stock worth more than it costs', `${item}/stockValue`, 1.9, 'worth-no-more-than-it-costs', undefined, /1\.9/],
  ['breaks out of order', `${offer}/breaks/-`, { from: 10, price: 1 }, 'breaks-ascend', `${offer}/breaks/1/from`, /10/],
  ['a pack above the greatest quantity', `${offer}/greatestQuantity`, 4, 'least-not-above-greatest', undefined, /4/],
  [
    'an offer that ends before it begins',
    offer,
    { ...good().problem.offers[0], from: '2026-11-25', until: '2026-11-24' },
    'until-not-before-from',
    `${offer}/until`,
    /2026-11-24/,
  ],
  [
    'a first plan with what nobody sells',
    '/warmStart/orders/0/lines/0/item',
    'yeast',
    'known-offer',
    undefined,
    /yeast/,
  ],
  [
    'demand that nobody can count: a mean of e^1000',
    demand,
    distribution({ type: 'lognormal', mu: 1000, sigma: 1 }),
    'at-most-1000000000-a-day',
    demand,
    /Infinity/,
  ],
  [
    'a Poisson mean of 1e300',
    demand,
    distribution({ type: 'poisson', mean: 1e300 }),
    'at-most-1000000000-a-day',
    demand,
    /1e\+300/,
  ],
  [
    'orders of one day that add up to too much',
    `${yeast}/demand/amounts`,
    Array.from({ length: 3 }, () => ({ date: '2026-11-24', quantity: 5e8 })),
    'at-most-1000000000-a-day',
    `${yeast}/demand`,
    /1500000000/,
  ],
  [
    'recipes that multiply without end',
    '/problem/recipes',
    [
      ...Array.from({ length: 999 }, (_, at) => recipe(at === 0 ? 'bread' : `part-${at}`, `part-${at + 1}`, 1000)),
      recipe('part-999', 'flour'),
    ],
    'at-most-1000000000-a-day',
    `${item}/id`,
    /flour/,
  ],
];

test.each(broken)('%s', (_why, at, value, rule, pointer = at, received = /./) => {
  const found = refusals(at, value);
  expect(found.map((error) => [error.pointer, error.rule])).toContainEqual([pointer, rule]);
  const error = found.find((one) => one.rule === rule)!;
  expect(JSON.stringify(error.received)).toMatch(received);
  expect(error.message.length).toBeGreaterThan(15);
  expect(error.remedy).toMatch(/\w+ \w+/);
});

test('every rule of the schema has its bad request here', () => {
  const sources = ['reorder-rules.ts', 'reorder-need-rules.ts'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  );
  // known-item and known-supplier are put together from the name of the field.
  const rules = sources.flatMap((source) => [...source.matchAll(/rule: '([a-z0-9-]+)'/g)].map(([, rule]) => rule));
  expect(rules.length).toBeGreaterThan(15);
  expect(rules.filter((rule) => !broken.some(([, , , tested]) => tested === rule))).toEqual([]);
});

/** In decimals 2 x 0.0015 = 0.003 lies below 0.0031; counted, a pack is of 2 thousandths, and neither 2 nor 4 is 3. */
test('least and greatest are compared in whole thousandths: no pack fits between 0.0029 and 0.0031', () => {
  const { price, item: name, supplier } = good().problem.offers[0];
  const narrow = { item: name, supplier, price, packSize: 0.0015, leastQuantity: 0.0029, greatestQuantity: 0.0031 };
  expect(refusals(offer, narrow).map(({ rule }) => rule)).toEqual(['least-not-above-greatest']);
});

/** Any number of parts and any depth is fine as long as the needs are countable. */
test('a thousand levels of recipes are taken', () => {
  const deep = Array.from({ length: 1000 }, (_, at) =>
    recipe(at === 0 ? 'bread' : `part-${at}`, at === 999 ? 'flour' : `part-${at + 1}`),
  );
  expect(refusals('/problem/recipes', deep)).toEqual([]);
});

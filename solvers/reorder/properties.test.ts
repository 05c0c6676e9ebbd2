/** Laws that plans of any request keep: nothing ordered twice, nothing served from what expired, no cost from more freedom. */
import { expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { dateOf, dayIndex } from '../../models/reorder-days.ts';
import { hasPlan } from '../../models/result.ts';
import { Rng } from '../shared/rng.ts';
import { iterationBudget } from '../solver.ts';
import { reorderSolver } from './solve.ts';
import { tinyRequest } from './testing/tiny-requests.ts';

const iterations = 10_000;

/** @returns the plan where it is proved optimal; undefined where there is none, or no proof. */
function proved(problem: ReorderPlanProblem) {
  const result = reorderSolver.solve({ problem }, iterationBudget(iterations));
  if (!hasPlan(result) || result.found !== 'optimal' || result.plan.mode !== 'plan') return undefined;
  expect(reorderSolver.check({ problem }, result.plan).violations).toEqual([]);
  return { cost: result.objective, plan: result.plan };
}
type Proved = NonNullable<ReturnType<typeof proved>>;

const close = (cost: number) => 1e-6 * Math.max(1, Math.abs(cost));
const orderedOf = ({ plan }: Proved, item: string): number =>
  plan.orders.flatMap(({ lines }) => lines).reduce((sum, line) => sum + (line.item === item ? line.quantity : 0), 0);

/** The first item changed. */
function withItem(problem: ReorderPlanProblem, change: object): ReorderPlanProblem {
  const [first, ...rest] = problem.items;
  return { ...problem, items: [{ ...first, ...change }, ...rest] };
}

/** Pairs of requests, of which the second is made from the first; only pairs of two proved plans count. */
function pairs(
  seed: number,
  count: number,
  change: (problem: ReorderPlanProblem, rng: Rng) => ReorderPlanProblem | undefined,
  law: (before: Proved, after: Proved, said: string, changed: ReorderPlanProblem) => void,
  shape: { readonly items: number; readonly limits?: boolean } = { items: 1 },
): number {
  const rng = new Rng(seed);
  let ran = 0;
  for (let round = 0; round < count; round++) {
    const problem = tinyRequest(rng, { days: 5, decisions: 1500, ...shape });
    const changed = change(problem, rng);
    const before = changed && proved(problem);
    const after = before && proved(changed);
    if (!before || !after) continue;
    law(before, after, JSON.stringify(changed), changed);
    ran++;
  }
  return ran;
}

const whole = (rng: Rng, least: number, most: number) => least + rng.below(most - least + 1);

test('what is on order counts: all demand on order in time leaves nothing to be ordered', () => {
  const ran = pairs(
    31,
    150,
    (problem) => {
      const [{ demand, backOrders }] = problem.items;
      if (demand.type !== 'series') return undefined;
      const onOrder = demand.perDay.map((quantity, day) => ({
        quantity: quantity + (day === 0 ? backOrders : 0),
        arrives: dateOf(problem.start, day),
      }));
      // No pull of its own: no wish for stock, and what is left is worth less than it costs.
      return withItem(problem, { onOrder, stockValue: 0, safety: { type: 'none' }, belowSafetyCost: undefined });
    },
    (_, after, said) => expect(orderedOf(after, 'item-1'), said).toBe(0),
  );
  expect(ran).toBeGreaterThan(100);
});

test('a lot that arrives after the plan counts nowhere', () => {
  const ran = pairs(
    32,
    120,
    (problem, rng) => {
      const late = { quantity: whole(rng, 1, 9), arrives: dateOf(problem.start, problem.days + whole(rng, 0, 3)) };
      return withItem(problem, { onOrder: [...problem.items[0].onOrder, late] });
    },
    (before, after, said) => expect(after.plan, said).toEqual(before.plan),
  );
  expect(ran).toBeGreaterThan(80);
});

test('a lot that is no more of use on day 0 counts nowhere', () => {
  const ran = pairs(
    33,
    120,
    (problem, rng) => {
      const gone = { quantity: whole(rng, 1, 9), expires: dateOf(problem.start, -whole(rng, 0, 3)) };
      return withItem(problem, { lots: [...problem.items[0].lots, gone] });
    },
    (before, after, said) => expect(after.plan, said).toEqual(before.plan),
  );
  expect(ran).toBeGreaterThan(80);
});

/** Goods that keep, free holding, demand that waits: else coming later may spare waste, holding, or a sale better lost. */
test('a lot on order that arrives a day later never lowers the cost', () => {
  const ran = pairs(
    34,
    250,
    (problem, rng) => {
      const quantity = whole(rng, 1, 6);
      const day = rng.below(problem.days - 1);
      const lot = (at: number) => ({ quantity, arrives: dateOf(problem.start, at) });
      const shortage = { type: 'backorder', costPerUnitDay: whole(rng, 1, 9) };
      const kept = { shelfLifeDays: undefined, lots: [], holdingCost: 0, shortage };
      const offers = problem.offers.map((offer) => ({ ...offer, shelfLifeDays: undefined }));
      const early = withItem({ ...problem, offers }, { ...kept, onOrder: [lot(day)] });
      const late = withItem(early, { onOrder: [lot(day + 1)] });
      const [one, other] = [proved(early), proved(late)];
      if (one && other) expect(other.cost, JSON.stringify(late)).toBeGreaterThanOrEqual(one.cost - close(one.cost));
      return one && other && late;
    },
    () => {},
  );
  expect(ran).toBeGreaterThan(100);
});

/** One price, any quantity, goods that keep: then what is on order can only take the place of what would be ordered. */
test('a further lot on order never raises the total ordered', () => {
  let fewer = 0;
  const ran = pairs(
    35,
    250,
    (problem, rng) => {
      const offers = problem.offers.map((offer) => ({
        ...offer,
        ...{ breaks: [], packSize: 1, leastQuantity: 0, greatestQuantity: 30, shelfLifeDays: undefined, price: 3 },
      }));
      const suppliers = problem.suppliers.map((supplier) => ({ ...supplier, leastOrderValue: 0 }));
      // Losing a sale never pays, so that no saved order makes a sale worth serving.
      const kept = { shelfLifeDays: undefined, lots: [], stockValue: 0, shortage: { type: 'lost', costPerUnit: 1e4 } };
      const plain = withItem({ ...problem, offers, suppliers }, { ...kept, backOrders: 0 });
      const lot = { quantity: whole(rng, 1, 6), arrives: dateOf(problem.start, rng.below(problem.days)) };
      const more = withItem(plain, { onOrder: [...plain.items[0].onOrder, lot] });
      const [one, other] = [proved(plain), proved(more)];
      if (one && other) {
        const [before, after] = [orderedOf(one, 'item-1'), orderedOf(other, 'item-1')];
        expect(after, JSON.stringify(more)).toBeLessThanOrEqual(before + 1e-9);
        if (after < before) fewer++;
      }
      return one && other && more;
    },
    () => {},
  );
  expect(ran).toBeGreaterThan(150);
  expect(fewer).toBeGreaterThan(50);
});

/** Lot by lot from the plan's own orders: what stands on no lot's last day, and is taken from the one that ends first. */
test('stock past its last day never serves: the projection is what first-expired-first-out gives', () => {
  const rng = new Rng(36);
  let wasted = 0;
  let ran = 0;
  for (let round = 0; round < 300; round++) {
    const problem = tinyRequest(rng, { items: 1, days: 6, decisions: 1500 });
    const found = proved(problem);
    if (!found) continue;
    const [item] = problem.items;
    const life = item.shelfLifeDays ?? Infinity;
    const day = (date: string) => dayIndex(problem.start, date);
    const lots = [
      { from: 0, left: item.onHand, last: life - 1 },
      ...item.lots.map(({ quantity, expires }) => ({ from: 0, left: quantity, last: day(expires) - 1 })),
      ...item.onOrder.map(({ quantity, arrives }) => {
        return { from: day(arrives), left: quantity, last: day(arrives) + life - 1 };
      }),
      ...found.plan.orders.map(({ supplier, delivery, lines }) => {
        const offer = problem.offers.find((one) => one.supplier === supplier);
        return {
          from: day(delivery),
          left: lines[0].quantity,
          last: day(delivery) + (offer?.shelfLifeDays ?? life) - 1,
        };
      }),
    ];
    const [shown] = found.plan.projection;
    let owed = item.backOrders;
    for (let at = 0; at < problem.days; at++) {
      const usable = lots.filter(({ from, last }) => from <= at && at <= last).sort((a, b) => a.last - b.last);
      let open = owed + shown.demand[at];
      for (const lot of usable) {
        const taken = Math.min(open, lot.left);
        lot.left -= taken;
        open -= taken;
      }
      owed = item.shortage.type === 'backorder' ? open : 0;
      expect(shown.short.find((one) => one.day === at)?.quantity ?? 0).toBeCloseTo(open, 6);
      const standing = usable.reduce((sum, { left, last }) => sum + (last > at ? left : 0), 0);
      expect(shown.stock[at], JSON.stringify(problem)).toBeCloseTo(standing, 6);
    }
    if (shown.wasted.length > 0) wasted++;
    ran++;
  }
  expect(ran).toBeGreaterThan(200);
  expect(wasted).toBeGreaterThan(40);
});

const looser: [string, (problem: ReorderPlanProblem, rng: Rng) => ReorderPlanProblem | undefined][] = [
  [
    'a further offer',
    (problem, rng) => {
      const [{ item, supplier }] = problem.offers;
      const other = problem.suppliers.find(({ id }) => id !== supplier)!;
      if (problem.offers.some((offer) => offer.item === item && offer.supplier === other.id)) return undefined;
      const { stockValue, holdingCost } = problem.items[0];
      // The cheapest price is what stock is worth and what holding is a share of: it has to stay.
      const prices = [problem.offers[0].price, ...problem.offers[0].breaks.map((part) => part.price)];
      const dear = {
        price: Math.max(...prices),
        breaks: [],
        lineCost: 0,
        leastQuantity: 0,
        packSize: 1,
        greatestQuantity: whole(rng, 1, 4),
      };
      const pinned = withItem(problem, {
        stockValue: stockValue ?? Math.min(...prices),
        holdingCost: holdingCost ?? 0.1,
        shortage:
          problem.items[0].shortage.type === 'lost' ? { type: 'lost', costPerUnit: 8 } : problem.items[0].shortage,
      });
      return { ...pinned, offers: [...problem.offers, { ...problem.offers[0], ...dear, supplier: other.id }] };
    },
  ],
  [
    'half the pack',
    (problem) => ({
      ...problem,
      offers: problem.offers.map((offer) => ({ ...offer, packSize: (offer.packSize ?? 1) / 2 })),
    }),
  ],
  ['no least quantity', (problem) => ({ ...problem, offers: problem.offers.map((o) => ({ ...o, leastQuantity: 0 })) })],
  [
    'a larger greatest quantity',
    (problem) => ({
      ...problem,
      offers: problem.offers.map((o) => ({ ...o, greatestQuantity: o.greatestQuantity! + 2 * o.packSize! })),
    }),
  ],
  [
    'no least order value',
    (problem) => ({ ...problem, suppliers: problem.suppliers.map((s) => ({ ...s, leastOrderValue: 0 })) }),
  ],
  ['no order cost', (problem) => ({ ...problem, suppliers: problem.suppliers.map((s) => ({ ...s, orderCost: 0 })) })],
  ['no closed days', (problem) => ({ ...problem, suppliers: problem.suppliers.map((s) => ({ ...s, closed: [] })) })],
];

test.each(looser)('%s never costs more', { timeout: 60_000 }, (name, change) => {
  const rng = new Rng(37);
  let [ran, better] = [0, 0];
  for (let round = 0; round < 150; round++) {
    const problem = tinyRequest(rng, { items: 1, days: 4, decisions: 800 });
    const changed = change(problem, rng);
    // What the change pins for the item is pinned in the first request, too.
    const before = changed && proved(name === 'a further offer' ? { ...changed, offers: problem.offers } : problem);
    const after = before && proved(changed);
    if (!before || !after) continue;
    expect(after.cost, JSON.stringify(changed)).toBeLessThanOrEqual(before.cost + close(before.cost));
    ran++;
    if (after.cost < before.cost - close(before.cost)) better++;
  }
  expect(ran).toBeGreaterThan(50);
  expect(better).toBeGreaterThan(2);
});

test('no limits, or looser ones, never cost more', { timeout: 60_000 }, () => {
  const rng = new Rng(38);
  let ran = 0;
  for (let round = 0; round < 250; round++) {
    const problem = tinyRequest(rng, { items: 2, days: 3, decisions: 60, limits: true });
    const before = proved(problem);
    const free = before && proved({ ...problem, limits: {} });
    if (!before || !free) continue;
    expect(free.cost).toBeLessThanOrEqual(before.cost + close(before.cost));
    ran++;
  }
  expect(ran).toBeGreaterThan(100);
});

/**
 * 20 are wanted at 3 each, a lost sale costs 11, and 12 may be spent: 8 are saved for each 3 more. For packs and fixed
 * costs "no more is saved than the price says" is no law: one more may let a whole order in.
 */
test('the shadow price of a budget that buys any quantity is what one more of it saves', () => {
  const limited = (budget: number) =>
    ReorderPlanProblem.parse({
      ...{ mode: 'plan', start: '2026-11-23', days: 1, limits: { budget } },
      items: [
        {
          ...{ id: 'i', stockValue: 0, shortage: { type: 'lost', costPerUnit: 11 } },
          demand: { type: 'constant', perDay: 20 },
        },
      ],
      suppliers: [{ id: 's', leadTimeDays: 0 }],
      offers: [{ item: 'i', supplier: 's', price: 3 }],
    });
  const [before, after] = [12, 15].map((budget) => proved(limited(budget))!);
  expect(before.cost - after.cost).toBeCloseTo(8, 9);
  expect(before.plan.shadowPrices).toMatchObject([{ limit: 'budget', price: expect.closeTo(8 / 3, 2) }]);
});

test('units of a tenth, money in cents, other names: the same plan in other figures', { timeout: 60_000 }, () => {
  const rng = new Rng(39);
  let ran = 0;
  for (let round = 0; round < 120; round++) {
    const problem = tinyRequest(rng, { items: 2, days: 4, decisions: 60 });
    const before = proved(problem);
    if (!before) continue;
    const said = JSON.stringify(problem);
    const tenth = proved(scaled(problem, 10, 1));
    if (tenth) expect(tenth.cost, said).toBeCloseTo(before.cost, 6);
    const cents = proved(scaled(problem, 1, 100));
    if (cents) expect(cents.cost / 100, said).toBeCloseTo(before.cost, 6);
    const renamed = ReorderPlanProblem.parse(
      JSON.parse(said.replaceAll('item-1', 'zucchini').replaceAll('"near"', '"yard"').replaceAll('"far"', '"alpine"')),
    );
    const reversed = { ...renamed, items: [...renamed.items].reverse(), offers: [...renamed.offers].reverse() };
    const named = proved(reversed);
    if (named) expect(named.cost, said).toBeCloseTo(before.cost, 6);
    if (tenth && cents && named) ran++;
  }
  expect(ran).toBeGreaterThan(80);
});

/** `units` of the new unit are one of the old, `money` of the new currency one of the old. */
function scaled(problem: ReorderPlanProblem, units: number, money: number): ReorderPlanProblem {
  const price = money / units;
  const times = (factor: number) => (figure: number | undefined) =>
    figure === undefined ? undefined : figure * factor;
  const [amount, cost, perUnit] = [units, money, price].map(times) as ((figure?: number) => number)[];
  return ReorderPlanProblem.parse({
    ...problem,
    items: problem.items.map((item) => ({
      ...item,
      onHand: amount(item.onHand),
      backOrders: amount(item.backOrders),
      lots: item.lots.map((lot) => ({ ...lot, quantity: amount(lot.quantity) })),
      onOrder: item.onOrder.map((lot) => ({ ...lot, quantity: amount(lot.quantity) })),
      holdingCost: perUnit(item.holdingCost),
      stockValue: perUnit(item.stockValue),
      wasteCost: perUnit(item.wasteCost),
      belowSafetyCost: perUnit(item.belowSafetyCost),
      shortage:
        item.shortage.type === 'backorder'
          ? { ...item.shortage, costPerUnitDay: perUnit(item.shortage.costPerUnitDay) }
          : item.shortage.type === 'lost'
            ? { ...item.shortage, costPerUnit: perUnit(item.shortage.costPerUnit) }
            : item.shortage,
      safety: item.safety?.type === 'stock' ? { ...item.safety, quantity: amount(item.safety.quantity) } : item.safety,
      demand:
        item.demand.type === 'series'
          ? { ...item.demand, perDay: item.demand.perDay.map((d) => amount(d)) }
          : item.demand,
    })),
    suppliers: problem.suppliers.map((supplier) => ({
      ...supplier,
      orderCost: cost(supplier.orderCost),
      leastOrderValue: cost(supplier.leastOrderValue),
    })),
    offers: problem.offers.map((offer) => ({
      ...offer,
      price: perUnit(offer.price),
      breaks: offer.breaks.map((part) => ({ from: amount(part.from), price: perUnit(part.price) })),
      lineCost: cost(offer.lineCost),
      packSize: amount(offer.packSize),
      leastQuantity: amount(offer.leastQuantity),
      greatestQuantity: amount(offer.greatestQuantity),
    })),
  });
}

test(
  'a warm start is never left for a dearer plan, and comes back where nothing may be searched',
  { timeout: 60_000 },
  () => {
    const rng = new Rng(40);
    let ran = 0;
    for (let round = 0; round < 80; round++) {
      const problem = tinyRequest(rng, { items: 2, days: 4, decisions: 60, limits: round % 2 === 0 });
      const best = proved(problem);
      if (!best) continue;
      const request = reorderSolver.resumeFrom({ problem }, best.plan);
      const again = reorderSolver.solve(request, iterationBudget(0));
      if (!hasPlan(again)) expect.fail(`${again.found} with a warm start: ${JSON.stringify(problem)}`);
      expect(again.objective, JSON.stringify(problem)).toBeLessThanOrEqual(best.cost + close(best.cost));
      ran++;
    }
    expect(ran).toBeGreaterThan(50);
  },
);

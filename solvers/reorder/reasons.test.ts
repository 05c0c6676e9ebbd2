/** Reasons of lines are true: by hand, and against every decision of tiny requests. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import { hasPlan } from '../../models/result.ts';
import { Rng } from '../shared/rng.ts';
import { iterationBudget } from '../solver.ts';
import { reorderSolver } from './solve.ts';
import { bruteForce } from './testing/brute-force.ts';
import { tinyRequest } from './testing/tiny-requests.ts';

type Input = Omit<z.input<typeof ReorderPlanProblem>, 'mode' | 'start' | 'days'>;

function solved(problem: ReorderPlanProblem) {
  const result = reorderSolver.solve({ problem }, iterationBudget(1000));
  if (!hasPlan(result) || result.plan.mode !== 'plan') return undefined;
  return { ...result, plan: result.plan };
}

/** Lines of a week from a Monday on. */
function lines(input: Input) {
  const problem = ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days: 7, ...input });
  return solved(problem)!.plan.orders.flatMap((order) => order.lines);
}

const shop = { id: 's', leadTimeDays: 0 };
const steady = { id: 'i', holdingCost: 0.001, demand: { type: 'constant', perDay: 2 } } as const;

test('a week at once is for the cost of another order, not since "the supplier gives no more than 14"', () => {
  const [line, ...others] = lines({
    items: [steady],
    suppliers: [{ ...shop, orderCost: 100 }],
    offers: [{ item: 'i', supplier: 's', price: 1 }],
  });
  expect(others).toEqual([]);
  expect([line.quantity, line.reason.decidedBy]).toEqual([14, 'order-cost']);
});

test('50 orders may be placed and one is: the number of orders decides nothing', () => {
  const [line] = lines({
    items: [steady],
    suppliers: [{ ...shop, orderCost: 100 }],
    offers: [{ item: 'i', supplier: 's', price: 1 }],
    limits: { orders: 50 },
  });
  expect(line.reason.decidedBy).toBe('order-cost');
});

test('the greatest quantity decides where more would be taken', () => {
  const [line] = lines({
    items: [steady],
    suppliers: [{ ...shop, orderCost: 10 }],
    offers: [{ item: 'i', supplier: 's', price: 1, greatestQuantity: 8 }],
  });
  expect([line.quantity, line.reason.decidedBy]).toEqual([8, 'greatest-quantity']);
});

test('a price that rises at 5 is no reason to order 5', () => {
  const found = lines({
    items: [{ id: 'i', demand: { type: 'dated', amounts: [{ date: '2026-11-23', quantity: 5 }] } }],
    suppliers: [shop],
    offers: [{ item: 'i', supplier: 's', price: 1, breaks: [{ from: 5, price: 2 }], packSize: 5 }],
  });
  expect(found.map(({ quantity, reason }) => [quantity, reason.decidedBy])).toEqual([[5, 'demand']]);
});

test('a single line that fills its order to the least value says so, and less of it is no choice', () => {
  const [line] = lines({
    items: [{ id: 'i', holdingCost: 0.01, demand: { type: 'constant', perDay: 0.1 } }],
    suppliers: [{ ...shop, leastOrderValue: 10 }],
    offers: [{ item: 'i', supplier: 's', price: 3 }],
  });
  expect([line.quantity, line.reason.decidedBy]).toEqual([3.334, 'least-order-value']);
  // The same a day later: 0.1 is lost at 30 and not bought at 3, 3.234 are not held today, and 0.1 more on the six days after.
  expect(line.reason.nextBest?.extraCost).toBeCloseTo(3 - 0.3 - 0.03234 + 6 * 0.001, 9);
});

test('a line says in a sentence that reads for one pack as for many, and for names of any number', () => {
  const text = (perDay: number) =>
    lines({
      items: [{ id: 'tomatoes', unit: 'kg', holdingCost: 1, demand: { type: 'series', perDay: [perDay] } }],
      suppliers: [shop],
      offers: [{ item: 'tomatoes', supplier: 's', price: 1, packSize: 2 }],
    })[0].reason.text;
  const short = 'Without it stock of tomatoes runs short on 2026-11-23';
  expect(text(1)).toBe(`${short}; one pack of 2 kg will do.`);
  expect(text(5)).toBe(`${short}; 3 packs of 2 kg will do, fewer will not.`);
});

test('storage with room for another pack decides nothing', () => {
  const [line] = lines({
    items: [{ ...steady, space: 1 }],
    suppliers: [{ ...shop, orderCost: 100 }],
    offers: [{ item: 'i', supplier: 's', price: 1, packSize: 7 }],
    limits: { storage: 14 },
  });
  expect([line.quantity, line.reason.decidedBy]).toEqual([14, 'order-cost']);
});

test('what is sold by any quantity is not offered a thousandth more as its next-best choice', () => {
  const found = lines({
    items: [{ id: 'i', holdingCost: 0.1, demand: { type: 'constant', perDay: 2 } }],
    suppliers: [{ ...shop, deliveryDays: ['tuesday', 'thursday'] }],
    offers: [{ item: 'i', supplier: 's', price: 1 }],
  });
  expect(found).toHaveLength(2);
  for (const { quantity, reason } of found)
    expect(Math.abs(reason.nextBest!.quantity - quantity)).toBeGreaterThan(quantity / 20 - 1e-9);
});

/** Brute force with the quantity of one line ruled, as the request itself says it: by an offer of that day alone. */
test('what the next-best choice costs more is so by every decision', { timeout: 120_000 }, () => {
  const rng = new Rng(21);
  let compared = 0;
  let without = 0;
  for (let round = 0; round < 250; round++) {
    const problem = tinyRequest(rng, { items: 1, days: 4, decisions: 400 });
    const found = solved(problem);
    if (found?.found !== 'optimal') continue;
    for (const { supplier, delivery, lines } of found.plan.orders) {
      const [{ item, quantity, reason }] = lines;
      const day = Array.from({ length: problem.days }, (_, at) => at).find(
        (at) => dateOf(problem.start, at) === delivery,
      );
      const best = bruteForce(problem, (line) => {
        const own = line.find((one) => one.supplier === supplier && one.day === day && one.item === item);
        return own?.quantity !== quantity * 1000;
      });
      const said = JSON.stringify({ problem, delivery, supplier, reason });
      if (!best) {
        expect(reason.nextBest, said).toBeUndefined();
        continue;
      }
      expect(reason.nextBest, said).toBeDefined();
      expect(reason.nextBest!.extraCost, said).toBeCloseTo(best.cost - found.plan.costs.total, 6);
      compared++;
      if (reason.nextBest!.quantity === 0) without++;
    }
  }
  expect(compared).toBeGreaterThan(150);
  expect(without).toBeGreaterThan(50);
  expect(compared - without).toBeGreaterThan(50);
});

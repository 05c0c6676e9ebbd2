import { beforeAll, describe, expect, test } from 'vitest';
import { ReorderPlanRequest } from '../../models/plan-request.ts';
import type { ReorderPlan } from '../../models/reorder.ts';
import { hasPlan } from '../../models/result.ts';
import { reorderSolver } from '../../solvers/reorder/solve.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { wellFormed } from '../testing/xml.ts';
import { presentationOf } from './presentation.ts';

function planOf(request: ReorderPlanRequest): { plan: ReorderPlan; objective: number } {
  const result = reorderSolver.solve(request, iterationBudget(50));
  if (!hasPlan(result)) throw new Error(result.reason);
  return result;
}

/** Two a day for a week at 3 an order: one order holds 4.2, two cost 3 more and spare 2.4. One item that nobody offers. */
const request = ReorderPlanRequest.parse({
  kind: 'reorder',
  problem: {
    mode: 'plan',
    start: '2026-11-23',
    days: 7,
    items: [
      {
        ...{ id: 'salt & <pepper>', unit: 'kg', holdingCost: 0.1 },
        demand: { type: 'history', from: '2026-11-02', perDay: new Array(21).fill(2), method: 'moving-average' },
        present: { type: 'min-max', reorderPoint: 2, orderUpTo: 14 },
      },
      { id: 'saffron', shortage: { type: 'lost', costPerUnit: 5 }, demand: { type: 'constant', perDay: 1 } },
    ],
    suppliers: [{ id: 'Groß & Co', orderCost: 3, leadTimeDays: 0 }],
    offers: [{ item: 'salt & <pepper>', supplier: 'Groß & Co', price: 1, packSize: 2 }],
  },
});

describe('a purchase plan for people', () => {
  const { report, gantt, sizes } = presentationOf(request);
  let plan: ReorderPlan;
  let text: string;
  beforeAll(() => {
    const result = planOf(request);
    plan = result.plan;
    text = report(plan, result).join('\n');
  });

  test('says how large the problem is, and what the plan comes to', () => {
    expect(sizes).toBe('2 items, 1 suppliers, 1 offers, 7 days');
    expect(text).toMatch(/^1 draft order with 1 line for 7 days from 2026-11-23, goods for 14 EUR\./);
    expect(text).toMatch(/items that run short: 1 \(saffron\); items with waste: none/);
    expect(text).toMatch(/shortage +35\.00/);
  });

  test('lists each draft order with its reason and what else could be done', () => {
    expect(text).toMatch(/Groß & Co: order on 2026-11-23, delivery on 2026-11-23: 14\.00 EUR \+ 3\.00 for the order/);
    expect(text).toMatch(
      /salt & <pepper> +14 kg +7 +14\.00 +Without it .* runs short on 2026-11-23; a larger order now/,
    );
    expect(text).toMatch(/6 kg on 2026-11-23: \+0\.60 EUR/);
  });

  test('shows the rule and its replay beside the present one', () => {
    expect(text).toMatch(/salt & <pepper> +Groß & Co +2/);
    expect(text).toMatch(/100\.0 % \/ 100\.0 %/);
    expect(text).toContain('no offer');
  });

  test('draws a well-formed chart', () => {
    const svg = gantt(plan, 'Salt & more');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toContain('salt &#38; &#60;pepper&#62;');
  });

  test('a plan of a day without any stock is a chart, too', () => {
    const empty = ReorderPlanRequest.parse({
      kind: 'reorder',
      problem: { mode: 'plan', start: '2026-11-23', days: 1, items: [{ id: 'i' }] },
    });
    const svg = presentationOf(empty).gantt(planOf(empty).plan, 'nothing');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test('answers of named methods are a table, and have no chart', () => {
  const asked = ReorderPlanRequest.parse({
    kind: 'reorder',
    problem: {
      mode: 'calculate',
      questions: [{ id: 'flour', model: 'eoq', fixedCost: 8, holdingCost: 0.225, demandRate: 1300 }],
    },
  });
  const { report, gantt, sizes } = presentationOf(asked);
  const { plan, ...value } = planOf(asked);
  expect(sizes).toBe('1 questions');
  // Q* = sqrt(2 x 8 x 1300 / 0.225) = 304.06 (Snyder and Shen 2019, example 3.1).
  expect(report(plan, value).join('\n')).toMatch(/flour .* exact +68\.41\d* .*304\.0/);
  expect(gantt(plan, 'none')).toBe('');
});

import { beforeAll, describe, expect, test } from 'vitest';
import { TechcardPlanRequest } from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import type { TechcardPlan } from '../../models/techcard.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { techcardSolver } from '../../solvers/techcard/solve.ts';
import { ovenHeats } from '../bridge/oven-heats.ts';
import { wellFormed } from '../testing/xml.ts';
import { presentationOf } from './presentation.ts';
import { duration } from './techcard-report.ts';

/** Two pieces through one oven that has to warm up, watched by one of two people. */
const request = TechcardPlanRequest.parse({
  kind: 'techcard',
  problem: {
    mode: 'simulate',
    start: '2026-11-23T08:00:00+03:00',
    calendars: [],
    resources: [
      { type: 'batch-oven', id: 'oven', capacity: 1, heating: { warmUpSeconds: 600 } },
      { type: 'workers', id: 'crew', workers: [{ id: 'Ann & Bo' }, { id: 'Cy' }] },
    ],
    cards: [
      {
        id: 'bun',
        operations: [
          {
            id: 'bake',
            modes: [{ durationSeconds: 900, demands: [{ resource: 'oven', state: 'hot' }, { resource: 'crew' }] }],
          },
        ],
      },
    ],
    orders: [{ id: 'early', card: 'bun', quantity: 2, due: '2026-11-23T08:30:00+03:00' }],
    volume: { periods: 2 },
  },
});

describe('a techcard plan for people', () => {
  let plan: TechcardPlan;
  let text: string;
  const { report, gantt, sizes } = presentationOf(request);

  beforeAll(async () => {
    await techcardSolver.prepare();
    const result = techcardSolver.solve(request, iterationBudget(1));
    if (!hasPlan(result)) throw new Error(result.reason);
    plan = result.plan;
    text = report(plan, result).join('\n');
  });

  test('says how large the problem is and what the plan comes to', () => {
    expect(sizes).toBe('1 orders, 2 pieces, 1 cards, 2 resources');
    // 600 s of warm-up, then twice 900 s: 40 min; the second piece is 10 min late.
    expect(text).toMatch(/2 operations of 1 orders, all done 40 min after the start\./);
    expect(text).toMatch(/orders late: 1, the worst by 10 min/);
    expect(text).toMatch(/early +bun +2 +08:40 +08:30 +10 min/);
    expect(text).toMatch(/oven +30 min +75\.0 % +bottleneck/);
  });

  test('names what an operation waited for', () => {
    expect(text).toMatch(/early #1 bake +08:25 +25 min/);
  });

  test('draws a row for each thing at work', () => {
    expect(text).toMatch(/^oven +a+$/m);
    expect(text).toMatch(/^crew: Ann & Bo /m);
    expect(text).toContain('a = bun');
    expect(text).toMatch(/main {2}bun +2/);
  });

  test('is a well-formed chart', () => {
    const svg = gantt(plan, 'Buns & more');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).toContain('set-up or warm-up');
  });

  test('has no chart and no rows of operations where it is of volumes only', () => {
    const volume = { ...plan, operations: [], orders: [], resources: [], runs: [], criticalPath: [] };
    expect(gantt(volume, 'none')).toBe('');
  });

  test('heats its oven from the moment of the warm-up', () => {
    expect(ovenHeats('techcard', plan)).toEqual([
      {
        id: 'oven-1',
        grade: 'hot',
        furnace: 'oven',
        start: Date.parse('2026-11-23T05:00:00Z'),
        end: Date.parse('2026-11-23T05:40:00Z'),
        fixed: false,
      },
    ]);
  });
});

test.each([
  [45, '45 s'],
  [600, '10 min'],
  [630, '10 min 30 s'],
  [7500, '2 h 05 min'],
])('%i seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { RepairMeltProblem } from '../../models/repair-melt.ts';
import { RepairTechcardProblem } from '../../models/repair-techcard.ts';
import { hasPlan } from '../../models/result.ts';
import { meltSolver } from '../../solvers/melt/solve.ts';
import { repairMelt } from '../../solvers/repair/melt/repair.ts';
import { randomWeek, withEvents as withMeltEvents } from '../../solvers/repair/melt/testing/random-repair.ts';
import { repairTechcard } from '../../solvers/repair/techcard/repair.ts';
import { randomShop, withEvents as withShopEvents } from '../../solvers/repair/techcard/testing/random-repair.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { techcardSolver } from '../../solvers/techcard/solve.ts';
import { wellFormed } from '../testing/xml.ts';
import { repairPresentation } from './repair-presentation.ts';

const { report, sizes, gantt } = repairPresentation;
const linesOf = (part: string) => part.split('\n').map((line) => line.trimEnd());

beforeAll(async () => {
  await Promise.all([meltSolver.prepare(), techcardSolver.prepare()]);
});

/** What must hold of any report and chart. */
function expectReadable(parts: readonly string[], svg: string): void {
  const heads = parts.filter((part) => part !== '').map((part) => part.split('\n')[0]);
  expect(new Set(heads).size).toBe(heads.length);
  expect(parts.join('\n')).not.toMatch(/undefined|NaN|Infinity|\[object/);
  if (svg !== '') expect(wellFormed(svg)).toBe('svg');
  expect(svg).not.toMatch(/undefined|NaN|Infinity|width="-/);
}

describe('mode techcard', () => {
  // Two pieces are cut on the saw and milled on A (1000 s) or B (1500 s); A is down from 1500 s on, while q waits for it.
  const problem = RepairTechcardProblem.parse({
    mode: 'techcard',
    problem: {
      resources: ['saw', 'A', 'B'].map((id) => ({ type: 'machine', id })),
      cards: [
        {
          id: 'part',
          operations: [
            { id: 'cut', modes: [{ durationSeconds: 1000, demands: [{ resource: 'saw' }] }] },
            {
              id: 'mill',
              after: [{ operation: 'cut' }],
              modes: [
                { durationSeconds: 1000, demands: [{ resource: 'A' }] },
                { durationSeconds: 1500, demands: [{ resource: 'B' }] },
              ],
            },
          ],
        },
      ],
      orders: [
        { id: 'p', card: 'part' },
        { id: 'q<', card: 'part' },
      ],
    },
    operations: [
      { order: 'p', serial: 0, operation: 'cut', start: 0, end: 1000, resources: [{ resource: 'saw' }] },
      { order: 'q<', serial: 1, operation: 'cut', start: 1000, end: 2000, resources: [{ resource: 'saw' }] },
      { order: 'p', serial: 0, operation: 'mill', start: 1000, end: 2000, resources: [{ resource: 'A' }] },
      { order: 'q<', serial: 1, operation: 'mill', start: 2000, end: 3000, resources: [{ resource: 'A' }] },
    ],
    now: 1500,
    events: [{ type: 'resource-down', resource: 'A', from: 2000, until: 9000 }],
  });
  const solve = () => {
    const found = repairTechcard(problem, iterationBudget(100));
    if (!hasPlan(found) || found.plan.mode !== 'techcard') throw new Error(found.found);
    return found.plan;
  };

  test('the mill that is down, and what goes to the other one', () => {
    const plan = solve();
    expect(sizes(problem)).toBe('1 event, 4 operations, 3 resources');
    const parts = report(problem, plan);
    expectReadable(parts, gantt(problem, plan, 'a shop'));
    const [happened, figures, changes] = parts;
    expect(linesOf(happened).slice(0, 3)).toEqual([
      '1500: 1 event',
      '  1. A is out from 2000 until 9000',
      '  operations of the plan: 1 done, 2 under way, 0 held, 1 open, 0 gone',
    ]);
    expect(figures).toContain(`* ${plan.recommended}`);
    expect(linesOf(changes)[3]).toMatch(/^q< #1 mill {2}mode +A -> B {2}2000 +1 +1 {2}/);
  });

  test('charts before and after, what changes with a red edge and its reason', () => {
    const svg = gantt(problem, solve(), 'a shop');
    const [before, after] = svg.split('>After: option ');
    expect(before).toContain('>Before: the plan that runs');
    for (const chart of [before, after]) expect(chart).toContain('q&#60; #1 mill: ');
    for (const chart of [before, after]) expect(chart.split('stroke="#b3261e"')).toHaveLength(2);
    expect(after).toContain('mode because ');
  });

  test('whatever happens', () => {
    let answers = 0;
    for (let seed = 0; seed < 25; seed++) {
      const rng = new Rng(seed);
      const shop = randomShop(rng, seed % 2 === 0 ? 'project' : 'mixed');
      const parsed = shop && RepairTechcardProblem.safeParse(withShopEvents(shop, rng));
      if (!parsed?.success) continue;
      const found = repairTechcard(parsed.data, iterationBudget(5, seed));
      if (!hasPlan(found) || found.plan.mode !== 'techcard') continue;
      expectReadable(report(parsed.data, found.plan), gantt(parsed.data, found.plan, 'random'));
      answers++;
    }
    expect(answers).toBeGreaterThan(8);
  });
});

describe('mode melt', () => {
  const heat = (id: string, furnace: string, hour: number) => ({
    ...{ id, furnace, grade: 'A', contents: [{ line: 'wheel', pieces: 2 }], day: '2026-11-23', shift: 'day' },
    start: `2026-11-23T${String(hour).padStart(2, '0')}:00:00Z`,
    end: `2026-11-23T${String(hour + 2).padStart(2, '0')}:00:00Z`,
  });
  // A ton of wheels in each of F1 and F2 at 06:00, another one in F1 at 10:00; at 08:30 F1 is down for good.
  const problem = RepairMeltProblem.parse({
    mode: 'melt',
    problem: {
      lines: [{ id: 'wheel', pieceMass: 500, quantity: 6, grade: 'A' }],
      furnaces: ['F1', 'F2'].map((id) => ({ id, leastMass: 600, greatestMass: 1000, heatMinutes: 120, powerKw: 300 })),
      grades: [{ id: 'A' }],
      calendar: { shifts: [{ id: 'day', start: '06:00', end: '18:00' }], days: [{ date: '2026-11-23' }] },
    },
    heats: [heat('w1', 'F1', 6), heat('w2', 'F2', 6), heat('w3', 'F1', 10)],
    now: '2026-11-23T08:30:00Z',
    events: [{ type: 'furnace-down', furnace: 'F1' }],
  });

  test('the heat of the furnace that is down goes to the other one', () => {
    const found = repairMelt(problem, iterationBudget(100));
    if (!hasPlan(found) || found.plan.mode !== 'melt') throw new Error(found.found);
    const { plan } = found;
    expect(sizes(problem)).toBe('1 event, 3 heats, 2 furnaces');
    const svg = gantt(problem, plan, 'a week');
    const parts = report(problem, plan);
    expectReadable(parts, svg);
    expect(linesOf(parts[0]).slice(0, 3)).toEqual([
      '11-23 08:30: 1 event',
      '  1. furnace F1 is down for good',
      '  heats of the plan: 2 done, 0 under way, 1 open, 0 lost',
    ]);
    expect(linesOf(parts[2])[3]).toMatch(/^w3 +furnace.* F1 -> F2 /);
    const [before, after] = svg.split('>After: option ');
    expect(before).toContain('w3 F1 A 10:00-12:00, 1 000 kg (100.0 %): 2 x wheel\nfurnace');
    expect(after).toContain('w3 F2 A ');
  });

  test('whatever happens', () => {
    let answers = 0;
    for (let seed = 0; seed < 20; seed++) {
      const rng = new Rng(seed);
      const week = randomWeek(rng);
      const parsed = week && RepairMeltProblem.safeParse(withMeltEvents(week, rng));
      if (!parsed?.success) continue;
      const found = repairMelt(parsed.data, iterationBudget(5, seed));
      if (!hasPlan(found) || found.plan.mode !== 'melt') continue;
      expectReadable(report(parsed.data, found.plan), gantt(parsed.data, found.plan, 'random'));
      answers++;
    }
    expect(answers).toBeGreaterThan(8);
  });
});

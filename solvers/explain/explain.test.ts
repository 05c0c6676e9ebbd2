import { beforeAll, describe, expect, test } from 'vitest';
import { heatTreatmentWeek } from '../../models/examples/heat-treatment-week.ts';
import { kindExamples } from '../../models/examples.ts';
import { Explanation } from '../../models/explanation.ts';
import { PlanRequest, planKinds } from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import { registry } from '../registry.ts';
import { iterationBudget } from '../solver.ts';
import { explain } from './explain.ts';

beforeAll(() => Promise.all(planKinds.map((kind) => registry[kind].prepare())));

/** Solves a request and explains what came out. */
function explained(input: unknown, iterations = 10) {
  const request = PlanRequest.parse(input);
  const result = registry[request.kind].solve(request, iterationBudget(iterations));
  const asked = { kind: request.kind, problem: request.problem, ...result };
  const before = structuredClone(asked);
  const explanation = explain(asked, iterationBudget(iterations));
  expect(asked, 'what it explains stays as it is').toEqual(before);
  expect(Explanation.parse(explanation)).toEqual(JSON.parse(JSON.stringify(explanation)));
  return { request, result, explanation };
}

const melt = (problem: object) => ({
  kind: 'melt',
  problem: {
    lines: [
      { id: 'A', pieceMass: 300, quantity: 2, grade: 'G' },
      { id: 'B', pieceMass: 450, quantity: 1, grade: 'G' },
    ],
    furnaces: [{ id: 'F', greatestMass: 800 }],
    grades: [{ id: 'G' }],
    ...problem,
  },
});

const requests: readonly (readonly [string, unknown])[] = [
  // The week of a foundry would take seconds; the small requests below stand for its kind.
  ...planKinds.filter((kind) => kind !== 'melt').map((kind) => [`the example of ${kind}`, kindExamples[kind]] as const),
  ['heat treatment', heatTreatmentWeek],
  [
    'melt, cheapest heats',
    melt({ objective: 'cheapest-heats', furnaces: [{ id: 'F', greatestMass: 800, heatCost: 7 }] }),
  ],
  ['melt, not enough heats', melt({ furnaces: [{ id: 'F', greatestMass: 800, mostHeats: 1 }] })],
  [
    'melt, penalties',
    melt({
      furnaces: [{ id: 'F', greatestMass: 800, mostHeats: 1 }],
      lines: [{ id: 'A', pieceMass: 500, quantity: 3, grade: 'G', penaltyPerPiece: 11 }],
    }),
  ],
  [
    'melt, fillers in all heats',
    melt({
      fill: 'all-heats',
      furnaces: [{ id: 'F', greatestMass: 800, mostHeats: 3 }],
      lines: [
        { id: 'A', pieceMass: 300, quantity: 2, grade: 'G' },
        { id: 'B', pieceMass: 300, quantity: 9, grade: 'G', period: 2, priority: 3 },
        { id: 'C', pieceMass: 100, quantity: 50, grade: 'G', period: 1 },
      ],
    }),
  ],
  [
    'techcard, late and with set-ups',
    {
      kind: 'techcard',
      problem: {
        objective: { tardiness: 2, setupTime: 1 },
        resources: [{ type: 'machine', id: 'M', setups: { otherwise: 30 } }],
        cards: ['a', 'b'].map((state) => ({
          id: state,
          operations: [{ id: 'cut', modes: [{ durationSeconds: 600, demands: [{ resource: 'M', state }] }] }],
        })),
        orders: ['a', 'b'].map((card) => ({ id: `order ${card}`, card, quantity: 2, due: 900 })),
      },
    },
  ],
  [
    'techcard, volume',
    {
      kind: 'techcard',
      problem: {
        mode: 'volume',
        volume: { periods: 2, daysPerPeriod: 1 },
        resources: [{ type: 'pool', id: 'P', capacity: 1 }],
        cards: [
          { id: 'c', operations: [{ id: 'o', modes: [{ durationSeconds: 30_000, demands: [{ resource: 'P' }] }] }] },
        ],
        orders: [{ id: 'O', card: 'c', quantity: 9, due: 80_000 }],
      },
    },
  ],
  [
    'reorder, questions',
    {
      kind: 'reorder',
      problem: {
        mode: 'calculate',
        questions: [{ id: 'lot', model: 'eoq', demandRate: 1000, fixedCost: 50, holdingCost: 2 }],
      },
    },
  ],
  ['dispatch, an order too large', unplaceable()],
  ['rounds', rounds()],
];

function unplaceable() {
  const { problem, ...request } = kindExamples.dispatch;
  if (problem.mode !== 'plan') throw new Error('the example is a plan');
  return { ...request, problem: { ...problem, trucks: problem.trucks.slice(0, 1) } };
}

function rounds() {
  const places = [0, 3, 6, 9].map((xKm, at) => ({ id: `p${at}`, xKm, yKm: 0 }));
  const drops = [1, 2, 3].map((at) => ({ id: `d${at}`, place: `p${at}`, demand: 5, unservedCost: 40 }));
  const problem = {
    mode: 'rounds',
    depot: 'p0',
    places,
    vans: [{ id: 'v', capacity: 10 }],
    drops,
    objective: 'vans-then-distance',
  };
  return { kind: 'dispatch', problem };
}

describe('an explanation', () => {
  test.each(
    requests,
  )('of %s: its terms add up to what the checker says, and its bound is that of the result', (_, input) => {
    const { request, result, explanation } = explained(input);
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    const { objective } = registry[request.kind].check(request, result.plan);
    const total = explanation.terms.reduce((sum, { value }) => sum + value, 0);
    // A list of recommendations has the objective of the best of them, which is no sum.
    expect(Math.abs(total - objective)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(objective)));
    expect(explanation.objective).toBe(objective);
    expect(explanation.bound).toMatchObject({
      proved: result.found === 'optimal' || result.lowerBound === result.objective,
    });
    expect(explanation.bound?.lowerBound).toBe(result.lowerBound);
    expect(explanation.summary.length).toBeGreaterThan(1);
    const text = JSON.stringify(explanation);
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
    const ids = new Set(JSON.stringify([request.problem, result.plan]).match(/"(?:[^"\\]|\\.)*"/g));
    for (const { about = {} } of [...explanation.terms, ...explanation.binding, ...explanation.help])
      for (const id of Object.values(about)) expect([id, ids.has(JSON.stringify(id))]).toEqual([id, true]);
  });

  test('of a plan that leaves something out says what, why, what it costs and what would make room', () => {
    const { explanation } = explained(melt({ furnaces: [{ id: 'F', greatestMass: 800, mostHeats: 1 }] }), 2000);
    expect(explanation.binding).toContainEqual(
      expect.objectContaining({ code: 'furnace-heats', about: { line: 'A' }, cost: 300 }),
    );
    expect(explanation.help.map(({ message }) => message).join()).toMatch(/makes room for everything: 2 heats/);
    expect(explanation.melt?.impossible?.ways.length).toBeGreaterThan(0);
  });

  test('of a request that only wanted to hear that not everything can be poured still says what would make room', () => {
    const { result, explanation } = explained(
      melt({ whenImpossible: 'report', furnaces: [{ id: 'F', greatestMass: 800, mostHeats: 1 }] }),
      2000,
    );
    expect(result.found).toBe('infeasible');
    expect(explanation.objective).toBeUndefined();
    expect(explanation.summary.join(' ')).toMatch(/No plan was found\..*It is proved that there is none\./);
    expect(explanation.help.map(({ message }) => message).join()).toMatch(/makes room for everything/);
  });

  test('of an order that has no place names its reasons and the smallest changes that place it', () => {
    const { result, explanation } = explained(unplaceable());
    const { unplaced } = (result as { plan: { unplaced: { order: string; relaxations: unknown[] }[] } }).plan;
    expect(unplaced.length).toBeGreaterThan(0);
    expect(explanation.binding.filter(({ about }) => about.order === unplaced[0].order).length).toBeGreaterThan(0);
    const tried = unplaced.flatMap(({ relaxations }) => relaxations).length;
    expect(explanation.inAll.help).toBe(tried);
  });

  test('of no plan gives the reason, and does not claim a proof where there is none', () => {
    const asked = {
      kind: 'dispatch' as const,
      problem: {},
      found: 'unknown',
      endedBy: 'time' as const,
      reason: 'nothing fits',
    };
    const { summary, terms } = explain(asked, iterationBudget(1));
    expect([summary, terms]).toEqual([
      [
        'No plan was found.',
        'nothing fits',
        'Nothing is proved either: more time may find one.',
        'The search ended because its time was up.',
      ],
      [],
    ]);
  });
});

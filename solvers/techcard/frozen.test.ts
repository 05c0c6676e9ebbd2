/** What is given for later leaves the room before it to others, and a plan with a frozen part is never worse than it was. */
import { expect, test } from 'vitest';
import { hasPlan } from '../../models/result.ts';
import { type TechcardPlan, TechcardProblem } from '../../models/techcard.ts';
import { Rng } from '../shared/rng.ts';
import { iterationBudget } from '../solver.ts';
import { techcardSolver } from './solve.ts';
import { flavours, randomRequest, small } from './testing/random-request.ts';

type Input = Parameters<typeof TechcardProblem.parse>[0] & object;

function startsOf(input: Input, iterations = 200): Record<string, number> {
  const problem = TechcardProblem.parse(input);
  const result = techcardSolver.solve({ problem }, iterationBudget(iterations));
  if (!hasPlan(result)) throw new Error(result.reason);
  expect(techcardSolver.check({ problem }, result.plan).violations).toEqual([]);
  return Object.fromEntries(result.plan.operations.map(({ order, start }) => [order, start.seconds]));
}

/** One operation for each order, on one resource; "kept" is given from 100 on. */
function shop(resource: object, orders: Record<string, { seconds: number; state?: string }>, end = 110): Input {
  return {
    resources: [{ id: 'r', ...resource }],
    cards: Object.entries(orders).map(([id, { seconds, state }]) => ({
      id,
      operations: [
        { id: 'do', modes: [{ durationSeconds: seconds, demands: [{ resource: 'r', ...(state && { state }) }] }] },
      ],
    })),
    orders: Object.keys(orders).map((id) => ({ id, card: id })),
    objective: { makespan: 1, flowTime: 1 },
    given: [{ order: 'kept', serial: 0, operation: 'do', start: 100, end }],
  };
}

test('a machine works before what is given for later, and after it what is too long for that', () => {
  const orders = { kept: { seconds: 10 }, short: { seconds: 100 }, long: { seconds: 101 } };
  expect(startsOf(shop({ type: 'machine' }, orders))).toEqual({ kept: 100, short: 0, long: 110 });
});

test('the set-up to what is given for later must fit before it', () => {
  const setups = { times: [], otherwise: 20 };
  // 80 s of another state and 20 s of set-up end at 100; with 81 s the room is too small.
  const orders = { kept: { seconds: 10, state: 'A' }, other: { seconds: 80, state: 'B' } };
  expect(startsOf(shop({ type: 'machine', setups }, orders))).toEqual({ kept: 100, other: 0 });
  const longer = { ...orders, other: { seconds: 81, state: 'B' } };
  expect(startsOf(shop({ type: 'machine', setups }, longer))).toEqual({ kept: 100, other: 130 });
});

test('what is given for later finds the oven as warm as it needs', () => {
  const heating = { warmUpSeconds: 30, coolDownSeconds: 20, keepWarmSeconds: 10 };
  // Idle for at most 10 s, or for 50 s and more: work of 30 s from 30 on ends at 60, 40 s before the fact, and so waits.
  const orders = { kept: { seconds: 10 }, other: { seconds: 30 } };
  expect(startsOf(shop({ type: 'machine', heating }, orders))).toEqual({ kept: 100, other: 60 });
});

test('a pool keeps the units of what is given for later, and no others', () => {
  const orders = { kept: { seconds: 50 }, one: { seconds: 120 }, two: { seconds: 120 }, three: { seconds: 100 } };
  const starts = startsOf(shop({ type: 'pool', capacity: 2 }, orders, 150));
  // One of the two long ones runs beside the fact; the short one ends when it begins.
  expect([starts.one, starts.two].sort((a, b) => a - b)).toEqual([0, 120]);
  expect(starts.three).toBe(0);
});

test('workers do other things until what is given for later, each for himself', () => {
  const workers = [
    { id: 'ann', skills: [] },
    { id: 'bob', skills: [] },
  ];
  const input = shop(
    { type: 'workers', workers },
    { kept: { seconds: 10 }, one: { seconds: 150 }, two: { seconds: 90 } },
  );
  expect(startsOf(input)).toEqual({ kept: 100, one: 0, two: 0 });
});

test('a batch fits before the given one, or joins it', () => {
  const oven = { type: 'batch-oven', capacity: 2 };
  const like = { seconds: 10, state: 'A' };
  const orders = {
    kept: like,
    before: { seconds: 95, state: 'B' },
    with: { ...like },
    after: { seconds: 101, state: 'B' },
  };
  const starts = startsOf(shop(oven, orders));
  expect(starts).toEqual({ kept: 100, before: 0, with: 100, after: 110 });
});

/** Freezes a part of a plan at its own times. */
function frozen(problem: TechcardProblem, { operations }: TechcardPlan, rng: Rng): TechcardProblem {
  const given = operations
    .filter(() => rng.float() < 0.4)
    .map(({ order, serial, operation, mode, start, end, resources }) => ({
      ...{ order, serial, operation, mode, start: start.seconds, end: end.seconds },
      ...(rng.float() < 0.7 && start.seconds < end.seconds && { resources }),
    }));
  return { ...problem, given };
}

test.each(flavours)('a %s plan with a frozen part stays as good', (flavour) => {
  let cases = 0;
  for (let seed = 1; seed <= Number(process.env.TAKT_CASES ?? 25); seed += 1) {
    const rng = new Rng(seed);
    const problem = TechcardProblem.parse(randomRequest(rng, flavour, small));
    const known = techcardSolver.solve({ problem }, iterationBudget(20, seed));
    if (!hasPlan(known) || problem.given.length > 0) continue;
    const again = frozen(problem, known.plan, rng);
    const warm = techcardSolver.resumeFrom({ problem: again }, known.plan);
    for (const request of [warm, { problem: again }]) {
      const result = techcardSolver.solve(request, iterationBudget(20, seed));
      if (!hasPlan(result)) {
        expect(request, `seed ${seed}: ${result.reason}`).not.toBe(warm);
        expect(result.found).toBe('unknown');
        continue;
      }
      const report = techcardSolver.check({ problem: again }, result.plan);
      expect(report.violations, `seed ${seed}`).toEqual([]);
      expect(report.objective).toBeCloseTo(result.objective, 3);
      expect(result.lowerBound!).toBeLessThanOrEqual(known.objective * (1 + 1e-9) + 1e-6);
      if (request === warm) expect(result.objective).toBeLessThanOrEqual(known.objective * (1 + 1e-9) + 1e-6);
    }
    cases += 1;
  }
  expect(cases).toBeGreaterThan(2);
});

/** Solver and checker are written apart from each other: on random shifts, in all modes, they agree. */
import { describe, expect, test } from 'vitest';
import { type DispatchLoad, DispatchProblem, type DispatchShiftPlan } from '../../models/dispatch.ts';
import { hasPlan } from '../../models/result.ts';
import { Rng } from '../shared/rng.ts';
import { iterationBudget } from '../solver.ts';
import { randomShift } from './check/random-shift.ts';
import { dispatchSolver } from './solve.ts';

/** Solves, and expects a plan that the checker takes for what it says. */
function solved(problem: DispatchProblem, iterations: number, seed: number) {
  const result = dispatchSolver.solve({ problem }, iterationBudget(iterations, seed));
  if (!hasPlan(result)) throw new Error(`found ${result.found}`);
  const report = dispatchSolver.check({ problem }, result.plan);
  expect(report.violations).toEqual([]);
  const tolerance = 1e-6 * Math.max(1, Math.abs(result.objective));
  expect(Math.abs(report.objective - result.objective)).toBeLessThanOrEqual(tolerance);
  if (result.lowerBound !== undefined) expect(result.lowerBound).toBeLessThanOrEqual(result.objective + tolerance);
  return result.plan;
}

const given = (loads: readonly DispatchLoad[]) =>
  loads.map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) => ({
    ...{ order, truck, plant, dock, volumeM3, loadStart, unloadStart },
  }));

const secondsAt = ({ loadStart }: DispatchLoad) => Date.parse(loadStart) / 1000;

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('random shifts', () => {
  let served = 0;
  const plans = new Map<number, DispatchShiftPlan>();

  test('plans keep the rules, and say what is so', () => {
    for (const seed of seeds) {
      const plan = solved(DispatchProblem.parse({ ...randomShift(seed).request, mode: 'plan' }), 20, seed);
      if (plan.mode !== 'plan') throw new Error('a plan of another mode');
      plans.set(seed, plan);
      served += plan.loads.length;
    }
    expect(served).toBeGreaterThan(60);
  });

  test('nothing is wrong with a plan of ours that comes in as a hand-made one', () => {
    for (const [seed, plan] of plans) {
      const checked = solved(
        DispatchProblem.parse({ ...randomShift(seed).request, mode: 'check', loads: given(plan.loads) }),
        0,
        seed,
      );
      expect(checked).toMatchObject({ mode: 'check', violations: [] });
    }
  });

  test('loads of an order at the same time are numbered by loading, then as listed', () => {
    for (const seed of seeds) {
      const { request, loads } = randomShift(seed);
      const { order, unloadStart } = loads[0];
      // Loadings a few minutes apart, some at the same time, in no order.
      const together = loads.map((load, index) => {
        const loadStart = unloadStart - 600 * ((7 * index) % 3);
        return { ...load, order, loadStart, unloadStart };
      });
      const plan = solved(DispatchProblem.parse({ ...request, mode: 'check', loads: together }), 0, seed);
      const numbered = plan.mode === 'check' ? plan.loads : [];
      const listed = together.toSorted((a, b) => a.loadStart - b.loadStart).map(({ truck }) => truck);
      expect(numbered.map(({ truck }) => truck)).toEqual(listed);
    }
  });

  test('one truck more that another try can do without is no help (the solve ended in a TypeError)', () => {
    const seed = 20_376;
    expect(solved(DispatchProblem.parse(randomShift(seed).request), 5, seed).mode).toBe('plan');
  });

  test('a hand-made plan is not said to be the best', () => {
    const { request, loads } = randomShift(1);
    const problem = DispatchProblem.parse({ ...request, mode: 'check', loads });
    const result = dispatchSolver.solve({ problem }, iterationBudget(0));
    expect(result).toMatchObject({ found: 'feasible' });
    expect(result).not.toHaveProperty('lowerBound');
  });

  test('what is wrong with a plan in breach is told by the same rules', () => {
    let violations = 0;
    for (const seed of seeds) {
      const { request, loads } = randomShift(seed);
      const bare = loads.map((load, index) => {
        const { loadStart, unloadStart, volumeM3, dock, ...who } = load;
        const kept = (every: number, field: object) => ((seed + index) % every === 0 ? {} : field);
        return {
          ...who,
          ...kept(3, { loadStart }),
          ...kept(4, { unloadStart }),
          ...kept(5, { volumeM3 }),
          ...kept(7, { dock }),
        };
      });
      const checked = solved(DispatchProblem.parse({ ...request, mode: 'check', loads: bare }), 0, seed);
      if (checked.mode === 'check') violations += checked.violations.length;
    }
    expect(violations).toBeGreaterThan(100);
  });

  test('fixed loads stay, and the rest is planned around them', () => {
    let goneOn = 0;
    for (const [seed, plan] of plans) {
      // Any of them, or those that begin first, as when a day is under way.
      const loads = seed % 3 === 0 ? plan.loads : plan.loads.toSorted((a, b) => secondsAt(a) - secondsAt(b));
      const kept = (index: number) => (seed % 3 === 0 ? index % 2 === 0 : index < loads.length / 2);
      const fixed = given(loads.filter((_, index) => kept(index)));
      const problem = DispatchProblem.parse({ ...randomShift(seed).request, mode: 'plan', fixed });
      const around = solved(problem, 10, seed);
      if (around.mode !== 'plan' || problem.mode !== 'plan') throw new Error('a plan of another mode');
      goneOn += problem.trucks.filter(({ id, standing }) => {
        const own = around.loads.filter(({ truck }) => truck === id);
        return standing && own.some((load) => load.fixed) && own.some((load) => !load.fixed);
      }).length;
    }
    // Trucks that stand somewhere after a fixed load, and have others too.
    expect(goneOn).toBeGreaterThan(3);
  });

  test.each(['stay', 'shift'] as const)('a place is found for an order taken out, the others %s', (others) => {
    let recommended = 0;
    for (const [seed, plan] of plans) {
      const order = plan.loads[seed % Math.max(1, plan.loads.length)]?.order;
      if (order === undefined) continue;
      const loads = given(plan.loads.filter((load) => load.order !== order));
      const recommend = { orders: [order], places: 3, others };
      const problem = DispatchProblem.parse({ ...randomShift(seed).request, mode: 'recommend', loads, recommend });
      const answer = solved(problem, 0, seed);
      if (answer.mode === 'recommend') recommended += answer.recommendations.length;
    }
    expect(recommended).toBeGreaterThan(20);
  });
});

test('random rounds keep the rules, and say what is so', () => {
  for (let seed = 1; seed <= 60; seed++) solved(randomRounds(seed), 50, seed);
});

function randomRounds(seed: number): DispatchProblem {
  const rng = new Rng(seed);
  const from = (low: number, high: number) => low + rng.below(high - low + 1);
  const maybe = <Value>(share: number, value: () => Value) => (rng.float() < share ? value() : undefined);
  const span = (latest: number, least: number) => {
    const start = from(0, latest);
    return { from: start, to: start + least + from(0, 20_000) };
  };
  const count = { places: 7, vans: from(1, 3), drops: 8 };
  return DispatchProblem.parse({
    mode: 'rounds',
    depot: 'place-0',
    places: Array.from({ length: count.places }, (_, index) => ({
      id: `place-${index}`,
      xKm: from(0, 30),
      yKm: from(0, 30),
    })),
    vans: Array.from({ length: count.vans }, (_, index) => ({
      id: `van-${index}`,
      capacity: from(5, 13),
      shift: maybe(0.5, () => span(5000, 300)),
    })),
    drops: Array.from({ length: count.drops }, (_, index) => ({
      id: `drop-${index}`,
      place: `place-${from(0, count.places - 1)}`,
      demand: from(0, 6000) / 1000,
      window: maybe(0.6, () => span(20_000, 300)),
      serviceSeconds: from(0, 900),
      release: maybe(0.3, () => from(0, 8000)),
      vans: maybe(0.2, () => ['van-0']),
      unservedCost: maybe(0.6, () => from(0, 60)),
    })),
    roundsPerVan: from(1, 3),
    reloadSeconds: from(0, 1000),
    objective: rng.float() < 0.5 ? 'distance' : 'vans-then-distance',
  });
}

/** What every kind promises, run over every kind in the registry on its example. */
import { beforeAll, describe, expect, test } from 'vitest';
import { kindExamples } from '../models/examples.ts';
import { PlanRequest, planKinds } from '../models/plan-request.ts';
import { hasPlan, type Incumbent, isWorse } from '../models/result.ts';
import { registry } from './registry.ts';
import { type Budget, iterationBudget } from './solver.ts';

/** Enough for every example to find a good plan, few enough for a test. */
const iterations = 400;
const tolerance = (value: number) => 1e-6 * Math.max(1, Math.abs(value));

describe.each(planKinds)('%s keeps the contract', (kind) => {
  const { prepare, solve, check, resumeFrom } = registry[kind];
  const request = PlanRequest.parse(kindExamples[kind]);

  beforeAll(prepare);

  test('its plan and every incumbent pass the check, bounds stay below objectives', () => {
    const incumbents: Incumbent[] = [];
    const result = solve(
      request,
      iterationBudget(iterations, 1, (found) => incumbents.push(found)),
    );
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    expect(incumbents.length).toBeGreaterThan(0);
    for (const [at, incumbent] of incumbents.entries())
      if (at > 0) expect(isWorse(incumbent, incumbents[at - 1]), 'each incumbent is at least as good').toBe(false);
    for (const { plan, objective, lowerBound } of [...incumbents, result]) {
      const report = check(request, plan);
      expect(report.violations).toEqual([]);
      expect(Math.abs(report.objective - objective)).toBeLessThanOrEqual(tolerance(objective));
      if (lowerBound !== undefined) expect(lowerBound).toBeLessThanOrEqual(objective + tolerance(objective));
    }
    if (result.found === 'optimal') expect(result.lowerBound).toBeCloseTo(result.objective, 6);
    expect(result.lowerBound, 'a bound is always given').toBeDefined();
  });

  test('same seed and iterations, same plan', () => {
    const [one, other] = [1, 2].map(() => solve(request, iterationBudget(iterations, 7)));
    expect(other).toEqual(one);
  });

  test('leaves the request as it was', () => {
    const before = structuredClone(request);
    solve(request, iterationBudget(20));
    expect(request).toEqual(before);
  });

  test('is never worse than its warm start, with no iterations and with some', () => {
    const good = solve(request, iterationBudget(iterations));
    if (!hasPlan(good)) throw new Error(`found ${good.found}`);
    const again = resumeFrom(request, good.plan);
    for (const budget of [iterationBudget(0), iterationBudget(50, 3)]) {
      const result = solve(again, budget);
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      expect(isWorse(result, { ...good, objective: good.objective + tolerance(good.objective) })).toBe(false);
      expect(check(again, result.plan).violations).toEqual([]);
    }
  });

  test('stops when told to, with a checked plan', () => {
    const stopAfter = (asks: number): Budget => {
      let left = asks;
      return { ...iterationBudget(1_000_000_000), shouldStop: () => left-- <= 0 };
    };
    for (const asks of [0, 1, 5, 50]) {
      const result = solve(request, stopAfter(asks));
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      expect(check(request, result.plan).violations).toEqual([]);
      expect(result.statistics.iterations).toBeLessThanOrEqual(asks);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondsOf } from '../../../models/moments.ts';
import { RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import type { Incumbent } from '../../../models/result.ts';
import { example, five, ten } from '../../dispatch/check/hand-made.ts';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { violationsOf } from '../../dispatch/check.ts';
import { iterationBudget } from '../../solver.ts';
import { checkWarning } from '../check/warning.ts';
import { savingOf } from './advice/advise.ts';
import { townShift, warningAbout } from './testing/solved.ts';
import { warn } from './warn.ts';

function told(problem: RepairWarningProblem, plan: RepairWarningPlan): string[] {
  const messages: string[] = [];
  checkWarning(problem, plan, (rule, message) => messages.push(`${rule}: ${message}`));
  return messages;
}

describe('a warning about a plan', () => {
  const problem = warningAbout(townShift(2), { simulation: { runs: 200 } })!;
  const before = structuredClone(problem);
  const answers: Incumbent[] = [];
  const answer = warn(
    problem,
    iterationBudget(200, 5, (found) => answers.push(found)),
  );

  test('says what is so, in its schema, and leaves the request as it was', () => {
    expect(RepairWarningPlan.parse(JSON.parse(JSON.stringify(answer.plan)))).toEqual(answer.plan);
    expect(told(problem, answer.plan)).toEqual([]);
    expect(problem).toEqual(before);
    expect(answer).toMatchObject({
      found: 'feasible',
      endedBy: 'iterations',
      lowerBound: 0,
      unit: 'violations',
      phase: 1,
    });
    expect(answer.objective).toBeCloseTo(
      answer.plan.loads.reduce((sum, { violations }) => sum + violations, 0),
      9,
    );
    expect(answer.plan.simulation.runs).toBe(200);
    expect(answer.objective).toBeGreaterThan(0);
    expect(answer.plan.cascades.length).toBeGreaterThan(0);
  });

  test('the first answer has fewer runs and no advice', () => {
    expect(answers).toHaveLength(1);
    const first = answers[0].plan as RepairWarningPlan;
    expect([first.simulation.runs, first.advice.length, answers[0].phase]).toEqual([100, 0, 0]);
    expect(told(problem, first)).toEqual([]);
    const atZero = warn(problem, iterationBudget(0, 5));
    expect(atZero.plan).toEqual(first);
    expect(atZero.statistics.iterations).toBe(100);
  });

  test('the same seed gives the same answer; index and stress points need no seed', () => {
    expect(warn(problem, iterationBudget(200, 5))).toEqual(answer);
    const other = warn(problem, iterationBudget(200, 6)).plan;
    expect(other.simulation).not.toEqual(answer.plan.simulation);
    expect(other.stressPoints).toEqual(answer.plan.stressPoints);
    expect(other.loads.map(({ load, index }) => [load, index])).toEqual(
      answer.plan.loads.map(({ load, index }) => [load, index]),
    );
  });

  test('told to stop, it comes back with the runs that it has', () => {
    let asked = 0;
    const stopped = warn(problem, { ...iterationBudget(200, 5), shouldStop: () => ++asked > 3 });
    expect(stopped.endedBy).toBe('time');
    expect(stopped.plan.simulation.runs).toBeLessThan(100);
    expect(stopped.plan.simulation.runs).toBeGreaterThanOrEqual(10);
    expect(told(problem, stopped.plan)).toEqual([]);
  });

  test('before now nothing is simulated', () => {
    const now = 4 * 3600;
    const later = RepairWarningProblem.parse({ ...problem, now });
    const { plan } = warn(later, iterationBudget(100, 5));
    expect(told(later, plan)).toEqual([]);
    const started = plan.loads.filter((load) => load.started);
    expect(started.length).toBeGreaterThan(0);
    expect(started.length).toBeLessThan(plan.loads.length);
    expect(started.every(({ violations, index }) => violations === 0 && index === 0)).toBe(true);
  });
});

describe('advice', () => {
  const quiet = { breakdownsPerHour: 0, runs: 300 };
  const shift = {
    ...example,
    orders: [{ ...example.orders[0], continuous: false, window: { from: 7200, to: 10_200 } }],
  };

  test('a load on a truck that hurries goes to one that has time', () => {
    // t5 is free at 8700, at the plant at 9600 with nothing to spare, buffer and all; t4 stands at home all day.
    const orders = [{ ...shift.orders[0], window: { from: 7200, to: 13_200 } }];
    const again = { ...ten, volumeM3: 5, loadStart: 9795, unloadStart: 11_790 };
    const problem = RepairWarningProblem.parse({
      ...{ mode: 'warning', shift: { ...shift, orders }, loads: [ten, again], simulation: quiet, hired: [] },
    });
    const { plan } = warn(problem, iterationBudget(300, 1));
    expect(told(problem, plan)).toEqual([]);
    const truck = plan.advice.find(({ action }) => action === 'truck');
    expect(truck).toMatchObject({ load: 'o/2', minutes: 0 });
    expect(truck!.changes[0].truck).not.toBe('t5');
    expect(truck!.saves).toBeGreaterThan(0.05);
    expect(truck!.message).toContain('give o/2 to');
  });

  test('a load near the end of its window goes earlier where there is room', () => {
    // Unloaded until 10,050 of 10,200, though dock, site and truck are free from 8700 on.
    const late = { ...five, loadStart: 7305, unloadStart: 9300 };
    const problem = RepairWarningProblem.parse({
      mode: 'warning',
      shift,
      loads: [ten, late],
      simulation: quiet,
      hired: [],
    });
    const { plan } = warn(problem, iterationBudget(300, 1));
    expect(told(problem, plan)).toEqual([]);
    const best = plan.advice.find(({ action }) => action === 'earlier')!;
    expect(best).toMatchObject({ load: 'o/2', minutes: 10 });
    expect(best.violations).toBeLessThan(0.8 * plan.simulation.violations.mean);
  });

  test('a hired truck where the fleet has none, at its price', () => {
    const orders = [{ ...shift.orders[0], window: { from: 7200, to: 13_200 } }];
    const again = { ...ten, volumeM3: 5, loadStart: 9795, unloadStart: 11_790 };
    const trucks = example.trucks.filter(({ id }) => id === 't5');
    const request = { mode: 'warning', shift: { ...shift, orders, trucks }, loads: [ten, again], simulation: quiet };
    const problem = RepairWarningProblem.parse({ ...request, hirePrice: 900 });
    const { plan } = warn(problem, iterationBudget(300, 1));
    expect(told(problem, plan)).toEqual([]);
    const hire = plan.advice.find(({ action }) => action === 'hire')!;
    expect(hire.hired).toMatchObject({ id: 'hired truck', capacityM3: 10, home: 'plant' });
    expect(hire.cost).toBeGreaterThan(900 - 100);
    // Too dear is not offered.
    const dear = RepairWarningProblem.parse({ ...request, hirePrice: 900, mostCost: 500 });
    expect(warn(dear, iterationBudget(300, 1)).plan.advice.some(({ action }) => action === 'hire')).toBe(false);
  });

  test('what is advised for whole shifts keeps their rules and does save, in the same runs', () => {
    let pieces = 0;
    for (const seed of [1, 4]) {
      const problem = warningAbout(townShift(seed), { simulation: { runs: 100 }, mostAdvice: 4 }, 40)!;
      const { plan, objective } = warn(problem, iterationBudget(100, seed));
      expect(told(problem, plan)).toEqual([]);
      for (const one of plan.advice) {
        pieces++;
        const changes = new Map(one.changes.map((change) => [change.load, change]));
        const ids = idsOf(problem);
        const loads = problem.loads.map((load, index) => {
          const change = changes.get(ids[index]);
          return change
            ? { ...load, truck: change.truck, loadStart: change.loadStart, unloadStart: change.unloadStart }
            : load;
        });
        const trucks = one.hired ? [...problem.shift.trucks, one.hired] : problem.shift.trucks;
        const changed = RepairWarningProblem.parse({
          ...problem,
          shift: { ...problem.shift, trucks },
          loads,
          mostAdvice: 0,
        });
        const timed = changed.loads.map((load) => ({
          ...load,
          loadStart: secondsOf(changed.shift, load.loadStart),
          unloadStart: secondsOf(changed.shift, load.unloadStart),
        }));
        expect(violationsOf(changed.shift, timed)).toEqual([]);
        const again = warn(changed, iterationBudget(100, seed));
        expect(again.objective).toBeCloseTo(one.violations, 9);
        expect(again.objective).toBeLessThan(objective);
      }
    }
    expect(pieces).toBeGreaterThan(2);
  });

  test('savings are means of differences', () => {
    // Differences 1, 0, 2, 1: mean 1, variance 2/3, of the mean 1/6.
    const saving = savingOf(Float64Array.of(2, 1, 3, 1), Float64Array.of(1, 1, 1, 0));
    expect(saving.mean).toBe(1);
    expect(saving.error).toBeCloseTo(Math.sqrt(1 / 6), 12);
  });
});

/** Ids of the loads of a request, in its order, worked out from the definition. */
function idsOf({ shift, loads }: RepairWarningProblem): string[] {
  return loads.map((load, index) => {
    const at = (one: (typeof loads)[number]) => [secondsOf(shift, one.unloadStart), secondsOf(shift, one.loadStart)];
    const before = loads.filter((other, place) => {
      if (other.order !== load.order) return false;
      const [a, b] = [at(other), at(load)];
      return a[0] - b[0] || a[1] - b[1] ? (a[0] - b[0] || a[1] - b[1]) < 0 : place < index;
    });
    return `${load.order}/${before.length + 1}`;
  });
}

test('plans in breach of any rule are warned about all the same', () => {
  const seen = { requests: 0, advice: 0, points: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.boolean(), (seed, later) => {
      const { request, loads } = randomShift(seed);
      const parsed = RepairWarningProblem.safeParse({
        ...{ mode: 'warning', shift: request, loads, simulation: { runs: 30 }, now: later ? 12_000 : undefined },
      });
      if (!parsed.success) return;
      const { plan } = warn(parsed.data, iterationBudget(30, seed));
      RepairWarningPlan.parse(plan);
      expect(told(parsed.data, plan)).toEqual([]);
      seen.requests++;
      seen.advice += plan.advice.length;
      seen.points += plan.stressPoints.length;
    }),
    { numRuns: 80 },
  );
  expect(seen.requests).toBeGreaterThan(20);
  expect(seen.points).toBeGreaterThan(100);
});

import { describe, expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import type { RepairDispatchPlan, RepairOption } from '../../../models/repair.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import { hasPlan } from '../../../models/result.ts';
import { dispatchSolver } from '../../../solvers/dispatch/solve.ts';
import { repairSolver } from '../../../solvers/repair/solve.ts';
import type { KindSolver } from '../../../solvers/solver.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { NothingToHit, type RepairScenario } from '../../instances/repair/scenario.ts';
import { smallShift } from '../../instances/repair/testing/small-plan.ts';
import { BasePlans } from './base-plans.ts';
import { sampleOf } from './check-answer.ts';
import { type RepairRunOptions, runScenario } from './run.ts';

type Solver = KindSolver<unknown, unknown>;
const [dispatch, repair] = [dispatchSolver, repairSolver] as unknown as [Solver, Solver];

/** A clock that goes on by a millisecond whenever someone looks: budgets end after so many looks. */
function ticking(): RepairRunOptions['clocks'] {
  let ticks = 0;
  return { now: () => ticks++, cpuMs: () => ticks / 2 };
}

function scenario(events: (loads: readonly RunningLoad[]) => readonly RepairEvent[]): RepairScenario {
  return {
    ...{ name: 'x', group: 'truck-out', base: { name: 'small', problem: () => smallShift() } },
    happening: (_, loads) => ({ now: 45 * 60, events: events(loads) }),
  };
}

function run(one: RepairScenario, changes: Partial<RepairRunOptions> = {}) {
  const clocks = ticking();
  return runScenario(one, {
    ...{ repair, dispatch, timeMs: 40, replanMs: 40, seed: 1, others: 1, clocks },
    bases: new BasePlans({ solver: dispatch, timeMs: 40, seed: 1, clocks }),
    options: ['fewest-changes', 'least-cost'],
    ...changes,
  });
}

const busiest = (loads: readonly RunningLoad[]) =>
  [...Map.groupBy(loads, ({ truck }) => truck)].sort(([, one], [, other]) => other.length - one.length)[0][0];
const breakdown = scenario((loads) => [{ type: 'truck-out', truck: busiest(loads), onBoard: 'delivered' }]);

/** The solver, its answers changed before they are handed out. */
function forging(forge: (option: RepairOption) => RepairOption): Solver {
  return {
    ...repair,
    solve: (request, budget) => {
      const result = repair.solve(request, { ...budget, onIncumbent: undefined });
      if (!hasPlan(result)) return result;
      const plan = result.plan as RepairDispatchPlan;
      return { ...result, plan: { ...plan, options: plan.options.map(forge) } };
    },
  };
}

describe('a scenario', () => {
  test('has a row whose figures fit together', () => {
    const { row, findings } = run(breakdown);
    expect(findings).toEqual([]);
    expect(row).toMatchObject({ scenario: 'x', group: 'truck-out', orders: 4, violations: 0 });
    const { firstMs, finalMs, openLoads, loads, served, replanServed, frozenServed, changed, least } = row!;
    expect(firstMs).toBeGreaterThan(0);
    expect(finalMs).toBeGreaterThanOrEqual(firstMs);
    expect(openLoads).toBeGreaterThan(0);
    expect(openLoads).toBeLessThan(loads);
    expect(frozenServed).toBeGreaterThan(0);
    expect(row!.share).toBeCloseTo(served / replanServed, 9);
    expect(row!.openShare).toBeCloseTo((served - frozenServed) / (replanServed - frozenServed), 9);
    expect(least).toBeLessThanOrEqual(changed);
    expect(row!.ratio).toBeGreaterThanOrEqual(1);
  });

  test('what hits nothing is passed over, and what cannot be asked is an error', () => {
    const nothing = scenario(() => {
      throw new NothingToHit('the plan has nothing');
    });
    expect(run(nothing)).toEqual({ findings: [], passedOver: 'the plan has nothing' });
    const unknown = scenario(() => [{ type: 'order-cancelled', order: 'nobody' }]);
    const { row, findings } = run(unknown);
    expect(row).toBeUndefined();
    expect(findings).toMatchObject([{ instance: 'x', finding: 'error' }]);
  });

  test('a solver that throws, or has no answer, is an error', () => {
    const throwing: Solver = {
      ...repair,
      solve: () => {
        throw new Error('out of order');
      },
    };
    expect(run(breakdown, { repair: throwing }).findings[0].message).toContain('out of order');
    const none: Solver = {
      ...repair,
      solve: () => ({ found: 'unknown', endedBy: 'time', statistics: { iterations: 0 } }),
    };
    expect(run(breakdown, { repair: none }).findings[0].message).toContain('no answer: unknown');
  });

  test('an answer that moves what has begun is found out, without the checker of repairs', () => {
    const silent: Solver = {
      ...forging((option) => ({
        ...option,
        plan: {
          ...option.plan,
          loads: option.plan.loads.map((load): DispatchShiftPlan['loads'][number] =>
            load.fixed ? { ...load, dock: load.dock + 1 } : load,
          ),
        },
      })),
      check: (_, plan) => ({
        violations: [],
        objective: (plan as RepairDispatchPlan).options.reduce((least, { total }) => Math.min(least, total), Infinity),
      }),
    };
    const { findings } = run(breakdown, { repair: silent, others: 0 });
    const messages = findings.map(({ message }) => message).join('\n');
    expect(messages).toMatch(/option fewest-changes: load [a-d]\/\d, which began at .* dock 1/);
    // The checker of dispatch finds it too.
    expect(messages).toMatch(/option fewest-changes: (fixed|loads|dock)/);
  });
});

test('of many answers the first, the last and some between are checked', () => {
  expect(sampleOf([1, 2, 3], 3)).toEqual([1, 2, 3]);
  const sample = sampleOf(
    Array.from({ length: 100 }, (_, index) => index),
    8,
  );
  expect(sample).toHaveLength(8);
  expect([sample[0], sample.at(-1)]).toEqual([0, 99]);
});

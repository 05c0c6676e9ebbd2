import { describe, expect, test } from 'vitest';
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { RepairEvent } from '../../../models/repair-events.ts';
import { hasPlan } from '../../../models/result.ts';
import { dispatchSolver } from '../../../solvers/dispatch/solve.ts';
import { iterationBudget } from '../../../solvers/solver.ts';
import { repairProblem } from './request.ts';
import { type RunningLoad, runningLoads } from './running-loads.ts';
import type { BaseShift } from './scenario.ts';
import { generatedScenarios, repairSuite } from './suite.ts';

interface Planned {
  readonly problem: DispatchPlanProblem;
  readonly loads: readonly RunningLoad[];
}

const planned = new Map<string, Planned>();

/** A first plan of the shift is enough to be hit. */
function planOf({ name, problem: build }: BaseShift): Planned {
  const known = planned.get(name);
  if (known) return known;
  const problem = build();
  const result = dispatchSolver.solve({ problem }, iterationBudget(0));
  if (!hasPlan(result)) throw new Error(`${name} has no plan`);
  const made = { problem, loads: runningLoads(problem, result.plan as DispatchShiftPlan) };
  planned.set(name, made);
  return made;
}

/** Shifts of a hundred orders take seconds to plan: they are drawn from like the others. */
const small = repairSuite.filter(({ base }) => /(tight|easy|overloaded)\/0[12]$/.test(base.name));

describe('generated scenarios', () => {
  test('names are one for each, and every type of event is there', () => {
    expect(new Set(repairSuite.map(({ name }) => name)).size).toBe(repairSuite.length);
    const types = RepairEvent.options.map(({ shape }) => shape.type.value);
    expect(new Set(repairSuite.map(({ group }) => group))).toEqual(new Set([...types, 'several']));
  });

  test.each(small)('$name makes a request, the same every time, whose events hit what is not over', (scenario) => {
    const { problem, loads } = planOf(scenario.base);
    const made = repairProblem(scenario, problem, loads, ['least-cost']);
    expect(scenario.happening(problem, loads)).toMatchObject({ now: made.now, events: made.events });
    const now = secondsOf(problem, made.now);
    expect(loads.some(({ loadStart }) => loadStart < now)).toBe(true);
    expect(loads.some(({ loadStart }) => loadStart >= now)).toBe(true);
    for (const event of made.events) {
      const hit = loads.filter(
        (load) =>
          ('truck' in event && load.truck === event.truck) ||
          ('order' in event && load.order === event.order) ||
          ('load' in event && load.id === event.load) ||
          ('plant' in event && load.plant === event.plant),
      );
      const bites = !['traffic', 'order-added', 'truck-added'].includes(event.type);
      expect(hit.some(({ unloadEnd }) => unloadEnd > now)).toBe(bites);
    }
  });

  test('sets are found by group and by name', () => {
    expect(generatedScenarios('generated')).toHaveLength(70);
    expect(generatedScenarios('generated/several')).toHaveLength(10);
    expect(generatedScenarios('generated/accident/02').map(({ name }) => name)).toEqual(['generated/accident/02']);
    expect(() => generatedScenarios('generated/cake')).toThrow('there are generated/truck-out, generated/truck-down');
  });
});

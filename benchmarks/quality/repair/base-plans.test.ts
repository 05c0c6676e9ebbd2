import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dispatchSolver } from '../../../solvers/dispatch/solve.ts';
import { iterationBudget, type KindSolver } from '../../../solvers/solver.ts';
import { smallShift } from '../../instances/repair/testing/small-plan.ts';
import { BasePlans } from './base-plans.ts';

const shift = { name: 'small', problem: () => smallShift() };
let folder: string;
let solves: number;

/** The solver itself, without a look at the clock. */
const solver = {
  check: dispatchSolver.check,
  solve: (request, { seed }) => {
    solves++;
    return dispatchSolver.solve(request as never, iterationBudget(5, seed));
  },
} as Pick<KindSolver<unknown, unknown>, 'solve' | 'check'>;
const plans = (seed = 1) =>
  new BasePlans({ solver, timeMs: 1000, seed, folder, clocks: { now: () => 0, cpuMs: () => 0 } });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-plans-'));
  solves = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('plans that run', () => {
  test('are made once in a run, and are there in the next one', () => {
    const first = plans();
    const made = first.of(shift);
    expect(first.of(shift)).toBe(made);
    expect(made.kept).toBe(false);
    expect(made.loads.length).toBeGreaterThan(4);
    expect(plans().of(shift)).toEqual({ ...made, kept: true });
    expect(solves).toBe(1);
  });

  test('are made again for another seed or another shift', () => {
    plans().of(shift);
    expect(plans(2).of(shift).kept).toBe(false);
    const longer = { name: 'small', problem: () => smallShift({ shiftMinutes: 900 }) };
    expect(plans().of(longer).kept).toBe(false);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('are made again where what is kept is no plan, or one that breaks a rule', () => {
    plans().of(shift);
    const [file] = readdirSync(folder).map((name) => join(folder, name));
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    kept.plan.loads[0].volumeM3 += 1;
    writeFileSync(file, JSON.stringify(kept));
    expect(plans().of(shift).kept).toBe(false);
    writeFileSync(file, 'nothing');
    expect(plans().of(shift).kept).toBe(false);
    expect(solves).toBe(3);
  });
});

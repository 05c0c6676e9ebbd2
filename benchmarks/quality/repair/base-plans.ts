/** Plans that run before anything happens: made once for each shift, and kept in a folder where one is given. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { hasPlan } from '../../../models/result.ts';
import type { KindSolver } from '../../../solvers/solver.ts';
import { type RunningLoad, runningLoads } from '../../instances/repair/running-loads.ts';
import type { BaseShift } from '../../instances/repair/scenario.ts';
import { type Clocks, timedSolve } from './timed-solve.ts';

export interface BasePlan {
  readonly problem: DispatchPlanProblem;
  readonly loads: readonly RunningLoad[];
  /** It was found in the folder, and not made in this run. */
  readonly kept: boolean;
}

export interface BasePlansOptions {
  /** Of kind `dispatch`. */
  readonly solver: Pick<KindSolver<unknown, unknown>, 'solve' | 'check'>;
  readonly timeMs: number;
  readonly seed: number;
  /** Where plans are kept from run to run; absent: nowhere. */
  readonly folder?: string;
  readonly clocks: Clocks;
}

export class BasePlans {
  readonly #options: BasePlansOptions;
  readonly #made = new Map<string, BasePlan>();

  constructor(options: BasePlansOptions) {
    this.#options = options;
    if (options.folder !== undefined) mkdirSync(options.folder, { recursive: true });
  }

  /** @throws Error where the shift has no plan, or the plan breaks a rule. */
  of(shift: BaseShift): BasePlan {
    const made = this.#made.get(shift.name) ?? this.#planOf(shift);
    this.#made.set(shift.name, made);
    return made;
  }

  #planOf({ name, problem: build }: BaseShift): BasePlan {
    const { solver, timeMs, seed, clocks } = this.#options;
    const problem = build();
    const file = this.#fileOf(problem);
    const kept = file !== undefined && existsSync(file) ? readPlan(file) : undefined;
    // Rules may have changed since it was kept.
    if (kept !== undefined && solver.check({ problem }, kept).violations.length === 0)
      return { problem, loads: runningLoads(problem, kept), kept: true };
    const { result } = timedSolve(solver.solve, { problem }, { timeMs, seed }, clocks);
    if (!hasPlan(result)) throw new Error(`${name}: no plan to begin with: ${result.found}`);
    const [broken] = solver.check({ problem }, result.plan).violations;
    if (broken) throw new Error(`${name}: the plan to begin with breaks a rule: ${broken.rule}: ${broken.message}`);
    const plan = result.plan as DispatchShiftPlan;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ name, timeMs, seed, plan }));
    return { problem, loads: runningLoads(problem, plan), kept: false };
  }

  /** Named by all that the plan depends on but the code. */
  #fileOf(problem: DispatchPlanProblem): string | undefined {
    const { folder, timeMs, seed } = this.#options;
    if (folder === undefined) return undefined;
    const digest = createHash('sha256').update(JSON.stringify({ problem, timeMs, seed })).digest('hex');
    return join(folder, `${digest.slice(0, 16)}.json`);
  }
}

/** @returns undefined where the file is not one that was written here. */
function readPlan(file: string): DispatchShiftPlan | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { plan: DispatchShiftPlan }).plan;
  } catch {
    return undefined;
  }
}

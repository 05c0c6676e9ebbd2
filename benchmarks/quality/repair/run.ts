/** One scenario by the protocol: plan, event, repair, and what a plan without regard to changes would have been. */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import type { RepairDispatchPlan } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import { hasPlan, type Incumbent, type SolveResult } from '../../../models/result.ts';
import type { KindSolver } from '../../../solvers/solver.ts';
import { repairProblem } from '../../instances/repair/request.ts';
import { NothingToHit, type RepairScenario } from '../../instances/repair/scenario.ts';
import { brokenRules, type Finding } from '../judge.ts';
import type { BasePlans } from './base-plans.ts';
import { answerFaults, sampleOf } from './check-answer.ts';
import { frozenFaults } from './frozen.ts';
import { keptPlan } from './kept-plan.ts';
import { disobeyed } from './obeyed.ts';
import { compare, type OtherPlan, type RepairRow } from './row.ts';
import { type Clocks, type TimedSolve, timedSolve } from './timed-solve.ts';

export interface RepairRunOptions {
  readonly repair: KindSolver<unknown, unknown>;
  readonly dispatch: KindSolver<unknown, unknown>;
  readonly bases: BasePlans;
  /** Wall time of the repair, and of the plan made anew. */
  readonly timeMs: number;
  readonly replanMs: number;
  readonly seed: number;
  /** Runs of the repair with other seeds, in search of plans with fewer changes. */
  readonly others: number;
  readonly options: readonly RepairOptionName[];
  readonly clocks: Clocks;
}

export interface RepairOutcome {
  /** Absent where there is no answer, or nothing to hit. */
  readonly row?: RepairRow;
  readonly findings: readonly Finding[];
  /** The plan that runs has nothing that the scenario asks for. */
  readonly passedOver?: string;
}

/** Answers of one run that are checked: a check lays out every option, and there may be hundreds of answers. */
const mostChecked = 8;
/** A plan around what holds is asked for some times over, each with this part of the time of the repair. */
const keptShare = 4;

export function runScenario(scenario: RepairScenario, options: RepairRunOptions): RepairOutcome {
  try {
    return measureScenario(scenario, options);
  } catch (error) {
    if (error instanceof NothingToHit) return { findings: [], passedOver: error.message };
    return { findings: [{ instance: scenario.name, finding: 'error', message: describe(error) }] };
  }
}

function measureScenario(scenario: RepairScenario, options: RepairRunOptions): RepairOutcome {
  const { repair, dispatch, bases, timeMs, replanMs, seed, clocks } = options;
  const { problem: shift, loads } = bases.of(scenario.base);
  const problem = repairProblem(scenario, shift, loads, options.options);
  const repairOf = (ofSeed: number) =>
    timedSolve(repair.solve, { problem }, { timeMs, seed: ofSeed }, clocks) as TimedSolve<RepairDispatchPlan>;
  const { result, plans, ...times } = repairOf(seed);
  if (!hasPlan(result)) throw new Error(`no answer: ${result.found}`);
  const broken: string[] = [];
  const others: OtherPlan[] = [];
  /** Options of an answer that passes its check count for what can be reached. */
  const judge = (found: Incumbent<RepairDispatchPlan>, by?: string) => {
    const faults = answerFaults(repair.check, problem, loads, found);
    broken.push(...faults.map((fault) => (by === undefined ? fault : `${by}: ${fault}`)));
    if (faults.length === 0 && by !== undefined)
      others.push(...found.plan.options.map(({ name, plan }) => ({ by: `${by}, ${name}`, plan })));
  };
  judge(result);
  // What a shorter budget would have given.
  for (const found of sampleOf(plans, mostChecked)) if (found.plan !== result.plan) judge(found, 'answer on the way');

  const asItIsNow = { problem: result.plan.shift };
  const anew = timedSolve(dispatch.solve, asItIsNow, { timeMs: replanMs, seed }, clocks).result;
  if (!hasPlan(anew)) throw new Error(`no plan of the shift as it is now: ${anew.found}`);
  const faultsAnew = [
    ...brokenRules(dispatch.check, asItIsNow, anew),
    ...frozenFaults(problem, loads, result.plan.rescues, anew.plan as DispatchShiftPlan),
    ...disobeyed(problem, anew.plan as DispatchShiftPlan),
  ];
  broken.push(...faultsAnew.map((fault) => `new plan: ${fault}`));

  for (let other = seed + 1; other <= seed + options.others; other++) {
    const by = `seed ${other}`;
    const { result } = repairOf(other);
    if (!hasPlan(result)) throw new Error(`no answer with ${by}: ${result.found}`);
    judge(result, by);
  }
  const openIds = new Set(result.plan.loads.open);
  const kept = keptPlan(
    result.plan.shift,
    loads.filter(({ id }) => openIds.has(id)),
    (around) =>
      timedSolve(dispatch.solve, { problem: around }, { timeMs: timeMs / keptShare, seed }, clocks)
        .result as SolveResult<DispatchShiftPlan>,
  );
  const row: RepairRow = {
    ...{ scenario: scenario.name, group: scenario.group, endedBy: result.endedBy },
    ...times,
    ...compare(problem, loads, result.plan, anew.plan as DispatchShiftPlan, others, kept),
    violations: broken.length,
  };
  return {
    row,
    findings: broken.map((message) => ({ instance: scenario.name, finding: 'violation', message })),
  };
}

function describe(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}

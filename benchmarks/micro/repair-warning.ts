/**
 * What an early warning costs and whether its index is right: the concrete day of 100 orders and generated shifts, each planned
 * briefly, then 1,000 runs. The index knows nothing of the runs; the tenth of the loads that it puts first should hold at
 * least half of the violations there. No tenth can hold more than `best`. Answers are checked before anything is timed.
 */
import { type DispatchPlanProblem, DispatchProblem } from '../../models/dispatch.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { RepairWarningProblem } from '../../models/repair-warning.ts';
import { hasPlan } from '../../models/result.ts';
import { dispatchSolver } from '../../solvers/dispatch/solve.ts';
import { checkWarning } from '../../solvers/repair/check/warning.ts';
import { forecastOf } from '../../solvers/repair/warning/forecast.ts';
import { simulate } from '../../solvers/repair/warning/simulate.ts';
import { subjectOf } from '../../solvers/repair/warning/subject.ts';
import { warn } from '../../solvers/repair/warning/warn.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { concreteDay } from '../../src/demo/concrete-day.ts';
import { generateShift } from '../instances/dispatch/generate.ts';
import { dispatchSuite } from '../instances/dispatch/suite.ts';
import { cpuMs } from '../meta.ts';

const runs = 1000;
const seed = 1;
/** Enough for plans that a dispatcher would work with. */
const searchSteps = 400;
/** Shifts of 20, 50 and 100 orders; the larger ones take a minute to plan. */
const greatestShift = 100;

export interface WarningRow {
  readonly shift: string;
  readonly loads: number;
  /** Processor time of the runs alone, of the forecast alone, and of the whole answer with its advice. */
  readonly runsMs: number;
  readonly forecastMs: number;
  readonly answerMs: number;
  /** Violations per run, simulated and expected from the plan alone. */
  readonly violations: number;
  readonly forecast: number;
  /** Share of the violations that the tenth of the loads with the highest index holds, and the tenth that holds most. */
  readonly held: number;
  readonly best: number;
  readonly advice: number;
}

/** For the command `micro`. @throws Error where an answer does not pass its check. */
export function measureWarning(): WarningRow[] {
  const shifts = shiftsMeasured();
  // The first answer of a process pays for the compiler.
  measure(shifts[1]);
  return shifts.map(measure);
}

function shiftsMeasured(): { name: string; problem: DispatchPlanProblem }[] {
  const generated = dispatchSuite.filter(({ shape }) => shape.orders <= greatestShift);
  return [
    { name: 'concrete day', request: concreteDay },
    ...generated.map(({ name, shape, seed: drawn }) => ({ name, request: generateShift(shape, drawn).request })),
  ].map(({ name, request }) => {
    const { problem } = PlanRequest.parse(request);
    return { name, problem: DispatchProblem.parse(problem) as DispatchPlanProblem };
  });
}

function measure({ name, problem: shift }: { name: string; problem: DispatchPlanProblem }): WarningRow {
  const planned = dispatchSolver.solve({ problem: shift }, iterationBudget(searchSteps, seed));
  if (!hasPlan(planned) || planned.plan.mode !== 'plan') throw new Error(`${name} has no plan`);
  const { loads } = planned.plan;
  const problem = RepairWarningProblem.parse({ mode: 'warning', shift, loads, simulation: { runs } });
  const from = cpuMs();
  const answer = warn(problem, iterationBudget(runs, seed));
  const answerMs = cpuMs() - from;
  checkWarning(problem, answer.plan, (rule, message) => {
    throw new Error(`${name}: ${rule}: ${message}`);
  });
  const { network, model } = subjectOf(problem);
  const begun = cpuMs();
  simulate(network, model, { runs, least: runs, seed }, () => false);
  const runsMs = cpuMs() - begun;
  const before = cpuMs();
  forecastOf(network, model);
  const forecastMs = cpuMs() - before;
  const { plan } = answer;
  const total = plan.loads.reduce((sum, { violations }) => sum + violations, 0);
  const held = (sorted: readonly { readonly violations: number }[]) =>
    sorted.slice(0, Math.ceil(sorted.length / 10)).reduce((sum, { violations }) => sum + violations, 0) / total;
  return {
    shift: name,
    loads: loads.length,
    ...{ runsMs, forecastMs, answerMs },
    violations: total,
    forecast: plan.loads.reduce((sum, { forecast }) => sum + forecast, 0),
    held: held(plan.loads),
    best: held(plan.loads.toSorted((one, other) => other.violations - one.violations)),
    advice: plan.advice.length,
  };
}

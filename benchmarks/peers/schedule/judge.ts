/** Turns a run on a schedule into a row: the plan is built and checked, and what solvers claim is compared. */
import type { TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import { checkTechcardPlan } from '../../../solvers/techcard/check.ts';
import type { Reference } from '../../instances/family.ts';
import { isAbove, referenceValue } from '../../quality/judge.ts';
import { type SolverRun, type Standard, type Verdict, verdictsOn } from '../verdicts.ts';
import type { ScheduleModel } from './schedule-model.ts';

/** A row of the table; null where there is nothing to tell. */
export interface Row extends Verdict {
  readonly operations: number;
  readonly modes: number;
  /** Known optimum, else the best known value. */
  readonly reference: number | null;
  readonly criticalPath: number | null;
}

/** The rows of one instance, in the order of the runs. */
export function judge(
  { name, reference }: { readonly name: string; readonly reference?: Reference },
  problem: TechcardProblem,
  model: ScheduleModel,
  runs: readonly SolverRun[],
  inTime: Standard['inTime'],
): readonly Row[] {
  const answers = runs.map((run) => ({ run, ...checkRun(problem, model, run), bound: boundOf(run, model) }));
  return verdictsOn(name, answers, { reference, inTime }).map((verdict) => ({
    ...verdict,
    operations: model.operations,
    modes: model.modes,
    reference: referenceValue(reference) ?? null,
    criticalPath: reference?.criticalPath ?? null,
  }));
}

/** Ends are whole seconds, so a bound is as good as the next one. */
function boundOf({ solver, outcome: { bound } }: SolverRun, { weight }: ScheduleModel): number | null {
  if (bound === undefined) return null;
  return solver === 'takt' ? bound : weight * Math.ceil(bound - 1e-6);
}

/** The plan of a run, checked; a plan that breaks a rule has no value. */
function checkRun(problem: TechcardProblem, model: ScheduleModel, { solver, outcome }: SolverRun) {
  const { objective, solution } = outcome;
  if (objective === undefined || solution === undefined) return { value: null, wrong: [] };
  const claimed = solver === 'takt' ? objective : model.weight * objective;
  const plan = 'values' in solution ? model.planOf(solution.values) : (solution.plan as TechcardPlan);
  const { violations, objective: value } = checkTechcardPlan({ problem }, plan);
  const wrong = violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (isAbove(claimed, value) || isAbove(value, claimed)) wrong.push(`${claimed} is claimed, the plan gives ${value}`);
  return { value: wrong.length > 0 ? null : value, wrong };
}

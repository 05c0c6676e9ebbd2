/** Turns a run on a schedule into a row: the plan is built and checked, and what solvers claim is compared. */
import type { TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import { checkTechcardPlan } from '../../../solvers/techcard/check.ts';
import type { Reference } from '../../instances/family.ts';
import { isAbove, referenceValue } from '../../quality/judge.ts';
import { compare, type Row as MeltRow, refutations, type SolverRun, spentOn } from '../judge.ts';
import type { ScheduleModel } from './schedule-model.ts';

/** A row of the table; null where there is nothing to tell. */
export interface Row extends Omit<MeltRow, 'aim' | 'types' | 'heats' | 'columns'> {
  readonly operations: number;
  readonly modes: number;
  /** Known optimum, else the best known value. */
  readonly reference: number | null;
  readonly criticalPath: number | null;
}

/**
 * The rows of one instance, in the order of the runs.
 * @param inTime - whether a run came back within what it was given: a proof that came later is none.
 */
export function judge(
  instance: { readonly name: string; readonly reference?: Reference },
  problem: TechcardProblem,
  model: ScheduleModel,
  runs: readonly SolverRun[],
  inTime: (run: SolverRun) => boolean,
): readonly Row[] {
  const { reference } = instance;
  const answers = runs.map((run) => ({ run, ...checkRun(problem, model, run), bound: boundOf(run, model) }));
  const best = Math.min(reference?.upperBound ?? Infinity, ...answers.flatMap(({ value }) => value ?? []));
  const takt = answers.find(({ run }) => run.solver === 'takt');
  return answers.map(({ run, value, wrong, bound }): Row => {
    const { solver, outcome } = run;
    const refuted = [...refutations(outcome, value, bound, best), ...againstTruth(value, reference)];
    const closed = outcome.status === 'optimal' || (value !== null && bound !== null && !isAbove(value, bound));
    const claims = outcome.status === 'infeasible' || (value !== null && closed);
    const proved = claims && inTime(run) && wrong.length + refuted.length === 0;
    return {
      instance: instance.name,
      solver,
      operations: model.operations,
      modes: model.modes,
      status: outcome.status,
      value,
      bound,
      proved,
      ...spentOn(outcome, value, proved),
      reference: referenceValue(reference) ?? null,
      criticalPath: reference?.criticalPath ?? null,
      againstTakt: solver === 'takt' || takt === undefined ? null : compare(value, takt.value),
      wrong: [...wrong, ...refuted],
      reason: outcome.reason ?? null,
    };
  });
}

/** Ends are whole seconds, so a bound is as good as the next one. */
function boundOf({ solver, outcome: { bound } }: SolverRun, { weight }: ScheduleModel): number | null {
  if (bound === undefined) return null;
  return solver === 'takt' ? bound : weight * Math.ceil(bound - 1e-6);
}

function againstTruth(value: number | null, reference: Reference | undefined): string[] {
  if (value === null) return [];
  if (reference?.infeasible) return ['a plan, and it is known that there is none'];
  const least = reference?.optimum ?? reference?.lowerBound;
  return least !== undefined && isAbove(least, value) ? [`${value} is below the known bound of ${least}`] : [];
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

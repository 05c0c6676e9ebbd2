/** Turns a run on a purchase plan into a row: the plan is built and checked, and what solvers claim is compared. */
import type { ReorderPlan, ReorderPlanProblem } from '../../../models/reorder.ts';
import { relativeGap } from '../../../models/result.ts';
import { integralityTolerance } from '../../../solvers/milp/verify.ts';
import { checkReorder } from '../../../solvers/reorder/check.ts';
import type { Reference } from '../../instances/family.ts';
import { isAbove } from '../../quality/judge.ts';
import { type SolverRun, type Standard, type Verdict, verdictsOn } from '../verdicts.ts';
import type { PurchaseModel } from './purchase-model.ts';

/** A row of the table; null where there is nothing to tell. */
export interface Row extends Verdict {
  readonly items: number;
  readonly days: number;
  readonly columns: number;
  /** Of value and bound, as claimed. */
  readonly gap: number | null;
  /** `(value - best) / |best|`, best being the least value that any of the solvers has. */
  readonly aboveBest: number | null;
}

/** The rows of one instance, in the order of the runs. */
export function judge(
  { name, reference }: { readonly name: string; readonly reference?: Reference },
  problem: ReorderPlanProblem,
  model: PurchaseModel,
  runs: readonly SolverRun[],
  inTime: Standard['inTime'],
): readonly Row[] {
  const answers = runs.map((run) => ({ run, ...checkRun(problem, model, run), bound: boundOf(run, model) }));
  const found = Math.min(...answers.flatMap(({ value }) => value ?? []));
  return verdictsOn(name, answers, { reference, inTime }).map((verdict): Row => {
    const { value, bound } = verdict;
    return {
      ...verdict,
      items: model.items,
      days: model.days,
      columns: model.model.columns.length,
      gap: value === null || bound === null ? null : Math.max(0, relativeGap(value, bound) ?? 0),
      aboveBest: value === null ? null : (value - found) / Math.max(1e-9, Math.abs(found)),
    };
  });
}

function boundOf({ solver, outcome: { bound } }: SolverRun, model: PurchaseModel): number | null {
  if (bound === undefined) return null;
  return solver === 'takt' ? bound : model.toPlanValue(bound);
}

/** The plan of a run, checked; a plan that breaks a rule has no value. */
function checkRun(problem: ReorderPlanProblem, model: PurchaseModel, { outcome }: SolverRun) {
  const { objective, solution } = outcome;
  if (objective === undefined || solution === undefined) return { value: null, wrong: [] };
  const isTakt = !('values' in solution);
  const fault = isTakt ? undefined : faultOf(model, solution.values);
  if (fault) return { value: null, wrong: [fault] };
  const plan = isTakt ? (solution.plan as ReorderPlan) : model.planOf(solution.values);
  const claimed = isTakt ? objective : model.toPlanValue(objective);
  const { violations, objective: value } = checkReorder({ problem }, plan);
  const wrong = violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (isAbove(claimed, value) || isAbove(value, claimed)) wrong.push(`${claimed} is claimed, the plan gives ${value}`);
  return { value: wrong.length > 0 ? null : value, wrong };
}

function faultOf({ model: { columns } }: PurchaseModel, values: readonly number[]): string | undefined {
  if (values.length !== columns.length) return `${values.length} values for ${columns.length} columns`;
  const isFractional = (value: number) => Math.abs(value - Math.round(value)) > integralityTolerance;
  const fractional = values.findIndex((value, column) => columns[column].integer && isFractional(value));
  return fractional < 0 ? undefined : `column ${fractional} is ${values[fractional]}, not whole`;
}

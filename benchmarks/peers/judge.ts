/** Turns a run's outcome into a row: the plan is built and checked, and what solvers claim is compared. */
import type { MeltPlan } from '../../models/melt.ts';
import { checkMeltPlan } from '../../solvers/melt/check.ts';
import { buildPlan } from '../../solvers/melt/plan.ts';
import { integralityTolerance } from '../../solvers/milp/verify.ts';
import type { Reference } from '../instances/family.ts';
import { isAbove } from '../quality/judge.ts';
import { type Aim, type DirectModel, type Question, valueStepOf } from './direct-model.ts';
import type { Solution } from './protocol.ts';
import type { RunOutcome } from './run-solver.ts';
import { type Answer, type SolverRun, type Standard, type Verdict, verdictsOn } from './verdicts.ts';

/** A row of the table. */
export interface Row extends Verdict {
  readonly aim: Aim;
  /** Kinds of pieces that a solver can tell apart, and potential heats and columns of the direct model. */
  readonly types: number;
  readonly heats: number;
  readonly columns: number;
}

/** A plan and the objective that the check gives it. */
type Checked = Pick<Answer, 'value' | 'wrong'>;

/** The rows of one instance, in the order of the runs. */
export function judge(
  instance: { readonly name: string; readonly reference?: Reference },
  question: Question,
  direct: DirectModel,
  runs: readonly SolverRun[],
  inTime: Standard['inTime'],
): readonly Row[] {
  const step = valueStepOf(question);
  const answers = runs.map((run): Answer => {
    return { run, ...checkRun(question, direct, run.outcome), bound: boundOf(run, direct, step) };
  });
  const { aim, instance: asked } = question;
  const reference = aim === 'least-cost' ? instance.reference : undefined;
  const sizes = { types: asked.mass.length, heats: direct.heats, columns: direct.model.columns.length };
  return verdictsOn(instance.name, answers, { reference, inTime }).map((verdict) => ({ ...verdict, aim, ...sizes }));
}

/** The bound in the plan's unit, rounded up to the next value that a plan can have. */
function boundOf({ solver, outcome: { bound } }: SolverRun, direct: DirectModel, step: number): number | null {
  if (bound === undefined) return null;
  const value = solver === 'takt' ? bound : direct.toPlanValue(bound);
  // The nudge keeps a bound that is a value but for its last bits from being rounded up to the next; + 0 makes -0 a 0.
  return step === 0 ? value : Math.ceil(value / step - 1e-6) * step + 0;
}

/** The plan of a run, checked; a plan that breaks a rule has no value. */
function checkRun(question: Question, direct: DirectModel, outcome: RunOutcome): Checked {
  const { objective, solution } = outcome;
  if (objective === undefined || solution === undefined) return { value: null, wrong: [] };
  const claimed = 'values' in solution ? direct.toPlanValue(objective) : objective;
  const built = planOf(question, direct, claimed, solution);
  if (typeof built === 'string') return { value: null, wrong: [built] };
  const { violations, objective: value } = checkMeltPlan({ problem: question.problem }, built);
  const wrong = violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (question.aim !== 'least-left' && built.outcome !== 'complete') wrong.push('period 0 is not poured in full');
  if (isAbove(claimed, value) || isAbove(value, claimed)) wrong.push(`${claimed} is claimed, the plan gives ${value}`);
  return { value: wrong.length > 0 ? null : value, wrong };
}

/** @returns the plan that the check can look at, or why there is none. */
function planOf(question: Question, direct: DirectModel, claimed: number, solution: Solution): MeltPlan | string {
  if (!('values' in solution)) return solution.plan as MeltPlan;
  const { values } = solution;
  const fractional = values.findIndex((value) => Math.abs(value - Math.round(value)) > integralityTolerance);
  if (fractional >= 0) return `column ${fractional} is ${values[fractional]}, not whole`;
  if (values.length !== direct.model.columns.length)
    return `${values.length} values for ${direct.model.columns.length} columns`;
  const { problem } = question;
  const [stage, unit] = {
    'least-cost': [problem.objective === 'cheapest-heats' ? 'cheapest-heats' : 'fewest-heats', 'heats'] as const,
    'least-left': ['most-mass', `${problem.massUnit} of period 0 left out`] as const,
    'least-open': ['filler', `${problem.massUnit} of later periods left open`] as const,
  }[question.aim];
  return buildPlan(question.instance, {
    heats: direct.heatsOf(values.map(Math.round)),
    stages: [{ stage, objective: claimed, proved: false, unit }],
    objectiveUnit: unit,
    shortfall: { proved: false, message: 'as the model leaves it' },
    noteOnLeft: () => ({ reason: 'not-found', message: 'the solution leaves it out' }),
  });
}

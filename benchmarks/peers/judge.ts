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

/** A row of the table; null where there is nothing to tell. */
export interface Row {
  readonly instance: string;
  readonly solver: string;
  readonly aim: Aim;
  /** Kinds of pieces that a solver can tell apart, and potential heats and columns of the direct model. */
  readonly types: number;
  readonly heats: number;
  readonly columns: number;
  readonly status: RunOutcome['status'];
  /** Of the checked plan, in the plan's unit. */
  readonly value: number | null;
  /** As claimed, rounded up to what a plan can have. */
  readonly bound: number | null;
  /** The value is proved, or that there is no plan; in time, and nobody has shown otherwise. */
  readonly proved: boolean;
  readonly proofMs: number | null;
  readonly firstMs: number | null;
  readonly timeMs: number | null;
  readonly cpuMs: number | null;
  readonly peakRssMb: number | null;
  /** Against takt's plan; null for takt itself, and where neither has a plan. */
  readonly againstTakt: 'better' | 'equal' | 'worse' | null;
  /** What is wrong with plan or claims. */
  readonly wrong: readonly string[];
  /** Why there is no answer. */
  readonly reason: string | null;
}

/** A plan and the objective that the check gives it. */
interface Checked {
  readonly value: number | null;
  readonly wrong: readonly string[];
}

export interface SolverRun {
  readonly solver: string;
  readonly outcome: RunOutcome;
}

/** What a run may be late by and still count as in time: as for the service's budgets. */
export function allowanceMs(timeMs: number): number {
  return Math.max(150, 0.05 * timeMs);
}

/**
 * The rows of one instance, in the order of the runs.
 * @param timeMs - budget of each run: a proof that came later than its allowance is none.
 */
export function judge(
  instance: { readonly name: string; readonly reference?: Reference },
  question: Question,
  direct: DirectModel,
  runs: readonly SolverRun[],
  timeMs: number,
): readonly Row[] {
  const step = valueStepOf(question);
  const answers = runs.map((run) => {
    const checked = checkRun(question, direct, run.outcome);
    return { ...run, ...checked, bound: boundOf(run, direct, step) };
  });
  const values = answers.flatMap(({ value }) => value ?? []);
  const best = Math.min(
    ...values,
    question.aim === 'least-cost' ? (instance.reference?.upperBound ?? Infinity) : Infinity,
  );
  const takt = answers.find(({ solver }) => solver === 'takt');
  return answers.map(({ solver, outcome, value, wrong, bound }): Row => {
    const refuted = refutations(outcome, value, bound, best);
    const closed = outcome.status === 'optimal' || (value !== null && bound !== null && !isAbove(value, bound));
    const inTime = outcome.timeMs !== undefined && outcome.timeMs <= timeMs + allowanceMs(timeMs);
    const claims = outcome.status === 'infeasible' || (value !== null && closed);
    const proved = claims && inTime && wrong.length + refuted.length === 0;
    return {
      instance: instance.name,
      solver,
      aim: question.aim,
      types: question.instance.mass.length,
      heats: direct.heats,
      columns: direct.model.columns.length,
      status: outcome.status,
      value,
      bound,
      proved,
      ...spentOn(outcome, value, proved),
      againstTakt: solver === 'takt' || takt === undefined ? null : compare(value, takt.value),
      wrong: [...wrong, ...refuted],
      reason: outcome.reason ?? null,
    };
  });
}

/** The bound in the plan's unit, rounded up to the next value that a plan can have. */
function boundOf({ solver, outcome: { bound } }: SolverRun, direct: DirectModel, step: number): number | null {
  if (bound === undefined) return null;
  const value = solver === 'takt' ? bound : direct.toPlanValue(bound);
  // The nudge keeps a bound that is a value but for its last bits from being rounded up to the next; + 0 makes -0 a 0.
  return step === 0 ? value : Math.ceil(value / step - 1e-6) * step + 0;
}

export function refutations(outcome: RunOutcome, value: number | null, bound: number | null, best: number): string[] {
  if (best === Infinity) return [];
  if (outcome.status === 'infeasible') return [`called infeasible, a plan of ${best} is known`];
  const refuted: string[] = [];
  if (bound !== null && isAbove(bound, best)) refuted.push(`the bound ${bound} is above the known plan of ${best}`);
  if (outcome.status === 'optimal' && value !== null && isAbove(value, best))
    refuted.push(`${value} is called optimal, a plan of ${best} is known`);
  return refuted;
}

/** What a run took, in the columns of every comparison. */
export function spentOn(
  outcome: RunOutcome,
  value: number | null,
  proved: boolean,
): Pick<Row, 'proofMs' | 'firstMs' | 'timeMs' | 'cpuMs' | 'peakRssMb'> {
  return {
    proofMs: proved ? (outcome.timeMs ?? null) : null,
    firstMs: value === null ? null : (outcome.firstMs ?? null),
    timeMs: outcome.timeMs ?? null,
    cpuMs: outcome.cpuMs ?? null,
    peakRssMb: outcome.peakRssMb ?? null,
  };
}

export function compare(value: number | null, takt: number | null): Row['againstTakt'] {
  if (value === null || takt === null) return value === takt ? null : value === null ? 'worse' : 'better';
  return isAbove(value, takt) ? 'worse' : isAbove(takt, value) ? 'better' : 'equal';
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

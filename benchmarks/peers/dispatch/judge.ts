/** Turns a run on a dispatch request into a row: the plan is built and checked, and what solvers claim is compared. */
import type {
  DispatchGivenLoad,
  DispatchPlan,
  DispatchPlanProblem,
  DispatchShiftPlan,
} from '../../../models/dispatch.ts';
import { checkDispatch } from '../../../solvers/dispatch/check.ts';
import { denseShift, placementsOf } from '../../../solvers/dispatch/dense.ts';
import { scheduleOf } from '../../../solvers/dispatch/plan.ts';
import { unplacedInBrief } from '../../../solvers/dispatch/unplaced-report.ts';
import type { BenchmarkInstance } from '../../instances/data-folder.ts';
import { publishedFaults, referenceGap, referenceValue } from '../../quality/judge.ts';
import type { CpModelProto } from '../cp-model.ts';
import type { Solution } from '../protocol.ts';
import { type SolverRun, type Standard, type Verdict, verdictsOn } from '../verdicts.ts';
import { matrixOf, planOfRoutes, type RoundsMatrix, type Routes } from './rounds-matrix.ts';
import { buildRoundsModel } from './rounds-model.ts';
import { buildShiftModel } from './shift-model.ts';
import type { AskedProblem } from './told.ts';

/** A row of the table; null where there is nothing to tell. */
export interface Row extends Verdict {
  /** Loads that the model may use, or drops. */
  readonly stops: number;
  /** Variables of the model of CP-SAT. */
  readonly variables: number;
  /** Known optimum, else the best known value. */
  readonly reference: number | null;
  readonly referenceGap: number | null;
}

/** A request in the words of each solver. */
export interface DispatchQuestion {
  readonly problem: AskedProblem;
  readonly stops: number;
  readonly proto: CpModelProto;
  /** Of rounds. */
  readonly matrix?: RoundsMatrix;
  /** @param values - of the variables of `proto`. */
  planOf(values: readonly number[]): DispatchPlan;
}

/** Litres and metres are a thousandth of what plans count. */
const perUnit = 1000;
/** Half of the smallest difference of two plans; beside vans of a million each, a millionth is kilometres. */
const halfStep = 0.5 / perUnit;
const isAbove = (value: number, other: number): boolean => value - other > halfStep;

export function questionOf(problem: AskedProblem): DispatchQuestion {
  if (problem.mode === 'plan') {
    const { proto, loads, loadsOf } = buildShiftModel(problem);
    return { problem, stops: loads, proto, planOf: (values) => planOfLoads(problem, loadsOf(values)) };
  }
  const matrix = matrixOf(problem);
  const { proto, routesOf } = buildRoundsModel(matrix);
  const planOf = (values: readonly number[]) => planOfRoutes(problem, routesOf(values));
  return { problem, stops: problem.drops.length, proto, matrix, planOf };
}

/** The rows of one instance, in the order of the runs. */
export function judge(
  instance: Pick<BenchmarkInstance, 'name' | 'reference' | 'published'>,
  question: DispatchQuestion,
  runs: readonly SolverRun[],
  inTime: Standard['inTime'],
): readonly Row[] {
  const { name, reference } = instance;
  const answers = runs.map((run) => ({ run, ...checkRun(instance, question, run), bound: boundOf(run) }));
  const known = referenceValue(reference);
  return verdictsOn(name, answers, { reference, inTime, isAbove }).map((verdict) => ({
    ...verdict,
    stops: question.stops,
    variables: question.proto.variables.length,
    reference: known ?? null,
    referenceGap: verdict.value === null || !known ? null : referenceGap(verdict.value, known),
  }));
}

/** Models count in whole litres and metres, so their bound is as good as the next of those. */
function boundOf({ solver, outcome: { bound } }: SolverRun): number | null {
  if (bound === undefined) return null;
  return solver === 'takt' ? bound : Math.ceil(bound - 1e-6) / perUnit + 0;
}

/** The plan of a run, checked; a plan that breaks a rule has no value. */
function checkRun(
  { published }: Pick<BenchmarkInstance, 'published'>,
  question: DispatchQuestion,
  { solver, outcome: { objective, solution } }: SolverRun,
) {
  if (objective === undefined || solution === undefined) return { value: null, wrong: [] };
  const claimed = solver === 'takt' ? objective : objective / perUnit;
  const plan = planOf(question, solution);
  const { violations, objective: value } = checkDispatch(question, plan);
  const wrong = violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (Math.abs(claimed - value) > halfStep) wrong.push(`${claimed} is claimed, the plan gives ${value}`);
  wrong.push(...publishedFaults(published, { plan, objective: value }));
  return { value: wrong.length > 0 ? null : value, wrong };
}

function planOf(question: DispatchQuestion, solution: Solution): DispatchPlan {
  if ('values' in solution) return question.planOf(solution.values);
  const told = solution.plan as DispatchPlan | { readonly routes: Routes };
  if (!('routes' in told)) return told;
  if (question.problem.mode !== 'rounds') throw new Error('routes are no answer to a shift');
  return planOfRoutes(question.problem, told.routes);
}

/** The plan that takt hands out for loads at these times. */
function planOfLoads(problem: DispatchPlanProblem, loads: readonly DispatchGivenLoad[]): DispatchShiftPlan {
  const dense = denseShift(problem, []);
  const placements = placementsOf(problem, dense.instance, dense, loads);
  return { mode: 'plan', ...scheduleOf(dense, placements), unplaced: [...unplacedInBrief(dense, placements)] };
}

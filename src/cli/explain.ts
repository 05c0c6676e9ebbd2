/** `takt explain`: why a plan is as it is and what would help, in this process: the solves need no server and no store. */
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { MeltPlan } from '../../models/melt.ts';
import {
  BudgetRequest,
  deterministicIterations,
  type MeltPlanRequest,
  type PlanRequest,
} from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import { explainMelt } from '../../solvers/melt/explain/explain.ts';
import { meltSolver } from '../../solvers/melt/solve.ts';
import type { Budget } from '../../solvers/solver.ts';
import { planOf } from './check.ts';
import { naming, parseRequest, readJsonFile, writeTextFile } from './files.ts';
import { explanationReport } from './melt-explanation-report.ts';

export interface ExplainCommandOptions {
  /** A plan, or the result of a solve that holds one; absent: the request is solved first. */
  readonly plan?: string;
  readonly timeMs?: number;
  readonly seed?: number;
  /** File for the explanation as JSON, beside the tables. */
  readonly json?: string;
}

/** Share of the budget that goes to a first plan where none is handed in. */
const firstPlanShare = 0.2;

export async function explainCommand(file: string, options: ExplainCommandOptions): Promise<void> {
  const body = await readJsonFile(file);
  const request = naming(file, () => meltRequest(parseRequest(body)));
  const { timeMs = request.budget.timeMs, seed = request.budget.seed } = options;
  const budget = parseInput(BudgetRequest, { ...request.budget, timeMs, seed });
  const handedIn = options.plan === undefined ? undefined : await readPlan(request, options.plan);
  await meltSolver.prepare();
  const whole = budgetOf(budget, 1);
  const plan = handedIn ?? firstPlan(request, budgetOf(budget, firstPlanShare));
  const explanation = explainMelt({ problem: request.problem }, plan, whole);
  console.log(explanationReport(request.problem, explanation));
  if (options.json) await writeTextFile(options.json, `${JSON.stringify(explanation, null, 2)}\n`);
}

function meltRequest(request: PlanRequest): MeltPlanRequest {
  if (request.kind === 'melt') return request;
  throw new TaktError(
    'invalid-request',
    `/kind: takt explain knows plans of kind melt, and this request is of kind ${request.kind}`,
  );
}

async function readPlan(request: MeltPlanRequest, file: string): Promise<MeltPlan> {
  const { value } = await readJsonFile(file);
  const plan = naming(file, () => parseInput(MeltPlan, planOf(value)));
  const { violations } = meltSolver.check(request, plan);
  if (violations.length > 0)
    throw new TaktError(
      'inconsistent-request',
      `${file}: the plan does not keep the rules of the request, so there is nothing to explain; takt check names all ${violations.length}, the first is ${violations[0].rule}: ${violations[0].message}`,
    );
  return plan;
}

function firstPlan({ problem }: MeltPlanRequest, budget: Budget): MeltPlan {
  const request = { problem: { ...problem, whenImpossible: 'most-mass' as const } };
  const result = meltSolver.solve(request, budget);
  if (!hasPlan(result)) throw new TaktError('internal-error', `the solver gave no plan: ${result.found}`);
  return result.plan;
}

/** @param share - of the time or the iterations, counted from now. */
function budgetOf({ timeMs, seed, deterministic, maxIterations }: BudgetRequest, share: number): Budget {
  const stopAt = deterministic ? Infinity : performance.now() + timeMs * share;
  const iterations = maxIterations ?? (deterministic ? explainingIterations : Infinity);
  return {
    seed,
    gap: 0,
    maxIterations: Math.ceil(iterations * share),
    shouldStop: () => performance.now() >= stopAt,
    remainingMs: () => Math.max(0, stopAt - performance.now()),
  };
}

/** Some hundred solves, most of them short. */
const explainingIterations = 10 * deterministicIterations;

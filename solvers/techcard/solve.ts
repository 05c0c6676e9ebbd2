/** Plan kind `techcard`: runs a request by a rule, searches a plan for it, or counts quantities by period. */
import type { SolveResult } from '../../models/result.ts';
import type { TechcardPlan, TechcardProblem, TechcardWarmStart } from '../../models/techcard.ts';
import { loadBackends } from '../milp/backends.ts';
import type { MilpBackend } from '../milp/milp.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { checkTechcardPlan } from './check.ts';
import { optimizeProblem } from './optimize.ts';
import { simulateProblem } from './simulate.ts';
import { solveVolumeOnly, volumePlan } from './volume-plan.ts';

export interface TechcardRequest {
  readonly problem: TechcardProblem;
  readonly warmStart?: TechcardWarmStart;
}

let backends: readonly MilpBackend[] = [];
/** Share of the time that a volume plan beside another mode may take. */
const volumeShare = 0.2;

export const techcardSolver: KindSolver<TechcardRequest, TechcardPlan> = {
  prepare: async () => {
    backends = await loadBackends();
  },
  solve: solveTechcard,
  check: checkTechcardPlan,
  resumeFrom: ({ problem }, plan) => ({
    problem,
    warmStart: {
      operations: plan.operations.map(({ order, serial, operation, mode, start, end, resources }) => ({
        order,
        serial,
        operation,
        mode,
        start: start.seconds,
        end: end.seconds,
        resources,
      })),
    },
  }),
};

function solveTechcard(request: TechcardRequest, budget: Budget): SolveResult<TechcardPlan> {
  const { problem } = request;
  if (problem.mode === 'volume') return solveVolumeOnly(problem, budget, backends);
  if (!problem.volume) return operational(request, budget);
  // It comes first, since every incumbent must hold it: the check of a request that asks for it wants it there.
  const until = budget.remainingMs() * (1 - volumeShare);
  const share = { ...budget, remainingMs: () => Math.max(0, budget.remainingMs() - until) };
  const timed = Number.isFinite(until)
    ? { ...share, shouldStop: () => share.remainingMs() <= 0 || budget.shouldStop() }
    : budget;
  const { volume } = volumePlan(problem, timed, backends);
  const { onIncumbent } = budget;
  const result = operational(request, {
    ...budget,
    onIncumbent:
      onIncumbent && ((found) => onIncumbent({ ...found, plan: { ...(found.plan as TechcardPlan), volume } })),
  });
  return 'plan' in result ? { ...result, plan: { ...result.plan, volume } } : result;
}

function operational(request: TechcardRequest, budget: Budget): SolveResult<TechcardPlan> {
  return request.problem.mode === 'simulate' ? simulateProblem(request, budget) : optimizeProblem(request, budget);
}

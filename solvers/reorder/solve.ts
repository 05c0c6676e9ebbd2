/** Plan kind `reorder`: a purchase plan of many items, or answers of named methods. */
import type { ReorderPlan, ReorderProblem, ReorderWarmStart } from '../../models/reorder.ts';
import type { SolveResult } from '../../models/result.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { answerQuestions } from './answer-questions.ts';
import { checkReorder } from './check.ts';
import { purchasePlan } from './purchase-plan.ts';

export interface ReorderRequest {
  readonly problem: ReorderProblem;
  readonly warmStart?: ReorderWarmStart;
}

export const reorderSolver: KindSolver<ReorderRequest, ReorderPlan> = {
  prepare: async () => {},
  solve: ({ problem, warmStart }: ReorderRequest, budget: Budget): SolveResult<ReorderPlan> =>
    problem.mode === 'plan' ? purchasePlan(problem, warmStart, budget) : answerQuestions(problem, budget),
  check: checkReorder,
  resumeFrom: ({ problem }, plan) => ({
    problem,
    ...(plan.mode === 'plan' && {
      warmStart: {
        orders: plan.orders.map(({ supplier, delivery, lines }) => ({
          supplier,
          delivery,
          lines: lines.map(({ item, quantity }) => ({ item, quantity })),
        })),
      },
    }),
  }),
};

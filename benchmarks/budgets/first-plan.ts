/** The first plan that a solver finds, without the search that would follow. */
import { hasPlan, type Incumbent } from '../../models/result.ts';
import { type Budget, iterationBudget, type KindSolver } from '../../solvers/solver.ts';

/** @returns undefined where the budget ends without a plan, or there is none. */
export function firstPlan(
  solver: Pick<KindSolver<unknown, unknown>, 'solve'>,
  request: unknown,
  budget: Budget = iterationBudget(0),
): Incumbent | undefined {
  let first: Incumbent | undefined;
  const result = solver.solve(request, {
    ...budget,
    maxIterations: 0,
    shouldStop: () => first !== undefined || budget.shouldStop(),
    onIncumbent: (found) => {
      first ??= found;
    },
  });
  return first ?? (hasPlan(result) ? result : undefined);
}

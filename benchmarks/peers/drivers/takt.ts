/** takt's own solver, asked for the first decision only: it stops once that is proved. */
import type { MeltPlan } from '../../../models/melt.ts';
import { hasPlan } from '../../../models/result.ts';
import { meltSolver } from '../../../solvers/melt/solve.ts';
import type { Driver } from './driver.ts';

export const takt: Driver = async () => {
  await meltSolver.prepare();
  return {
    solve: (task) => {
      let isProved = false;
      const remainingMs = () => Math.max(0, task.timeMs - task.elapsedMs());
      const result = meltSolver.solve(
        { problem: task.problem() },
        {
          seed: task.seed,
          maxIterations: Number.POSITIVE_INFINITY,
          gap: 0,
          shouldStop: () => isProved || remainingMs() === 0,
          remainingMs,
          onIncumbent: ({ plan, objective }) => {
            task.found(objective, { plan });
            isProved = (plan as MeltPlan).stages[0].proved;
          },
        },
      );
      if (hasPlan(result))
        return {
          status: result.found,
          objective: result.objective,
          bound: result.lowerBound,
          solution: { plan: result.plan },
        };
      return { status: result.found === 'infeasible' ? 'infeasible' : 'unknown', reason: result.reason };
    },
  };
};

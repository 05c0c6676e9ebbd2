/** takt's own solver of a plan kind other than melt. */
import { hasPlan } from '../../../models/result.ts';
import { registry } from '../../../solvers/registry.ts';
import type { KindSolver } from '../../../solvers/solver.ts';
import type { Driver } from './driver.ts';

export function taktOf(kind: string): Driver {
  return async () => {
    const solver = (registry as Record<string, KindSolver<unknown, unknown> | undefined>)[kind];
    if (!solver) throw new Error(`takt has no plan kind ${kind}`);
    await solver.prepare();
    return {
      solve: (task) => {
        const remainingMs = () => Math.max(0, task.timeMs - task.elapsedMs());
        const result = solver.solve(task.request(), {
          seed: task.seed,
          maxIterations: Number.POSITIVE_INFINITY,
          gap: 0,
          shouldStop: () => remainingMs() === 0,
          remainingMs,
          onIncumbent: ({ objective }) => task.found(objective),
        });
        if (!hasPlan(result))
          return { status: result.found === 'infeasible' ? 'infeasible' : 'unknown', reason: result.reason };
        const { found: status, objective, lowerBound: bound, plan } = result;
        return { status, objective, bound, solution: { plan } };
      },
    };
  };
}

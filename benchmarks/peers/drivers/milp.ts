/** The libraries that takt has behind `solvers/milp`, given the direct model; their answers are checked there. */
import { type BackendName, loadBackends } from '../../../solvers/milp/backends.ts';
import type { Driver } from './driver.ts';
import { warmUpModel } from './driver.ts';

export function milpDriver(name: BackendName): Driver {
  return async () => {
    const [backend] = await loadBackends([name]);
    backend.solve(warmUpModel, { timeLimitMs: 1000 });
    return {
      version: backend.version,
      solve: (task) => {
        const answer = backend.solve(task.model(), {
          timeLimitMs: task.timeMs - task.elapsedMs(),
          shouldStop: () => task.elapsedMs() >= task.timeMs,
          onIncumbent: (values, objective) => task.found(objective, { values: Array.from(values) }),
        });
        return {
          // Costs are never negative without end in a direct model: "unbounded" would be a fault of the library.
          status: answer.status === 'unbounded' ? 'unknown' : answer.status,
          objective: answer.objective,
          bound: answer.bound,
          solution: answer.values && { values: Array.from(answer.values) },
          reason: answer.reason,
        };
      },
    };
  };
}

/** A registry whose only kind cannot load its library. */
import { iterationBudget, type KindSolver } from '../../solvers/solver.ts';
import { registry as whole } from './fixture-registry.ts';

const broken: KindSolver<unknown, unknown> = {
  prepare: () => Promise.reject(new Error('the library is missing')),
  solve: () => whole.trivial.solve({ value: 0 }, iterationBudget(0)),
  check: () => ({ violations: [], objective: 0 }),
  resumeFrom: (request) => request,
};

export const registry = { broken };

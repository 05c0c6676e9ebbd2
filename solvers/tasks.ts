/** All that a solver thread can be asked: to solve a request of a kind, or to explain a plan. */
import { explainSolver } from './explain/explain.ts';
import { registry as kinds } from './registry.ts';
import type { KindSolver } from './solver.ts';

/** The pool's name for an explanation; no plan kind is called so. */
export const explainTask = 'explain';

// biome-ignore lint/suspicious/noExplicitAny: as in the registry of kinds
export const registry: Readonly<Record<string, KindSolver<any, any>>> = { ...kinds, [explainTask]: explainSolver };

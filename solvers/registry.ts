/** Kind -> solver. A new kind is a folder beside `melt/` and a line here. */
import type { PlanKind } from '../models/plan-request.ts';
import { dispatchSolver } from './dispatch/solve.ts';
import { meltSolver } from './melt/solve.ts';
import { reorderSolver } from './reorder/solve.ts';
import { repairSolver } from './repair/solve.ts';
import type { KindSolver } from './solver.ts';
import { techcardSolver } from './techcard/solve.ts';

// biome-ignore lint/suspicious/noExplicitAny: each kind has request and plan types of its own; the envelope's schema ties them together
export const registry: Record<PlanKind, KindSolver<any, any>> = {
  melt: meltSolver,
  techcard: techcardSolver,
  reorder: reorderSolver,
  dispatch: dispatchSolver,
  repair: repairSolver,
};

/** What a single field's schema cannot see of a repair request. */
import type { z } from 'zod';
import type { RepairProblem } from './repair.ts';

export function checkRepair(problem: RepairProblem, context: z.RefinementCtx): void {
  void problem;
  void context;
}

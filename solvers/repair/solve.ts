/** Plan kind `repair`: options after an event, for shifts of mixers, heats and operations; and warnings before one. */
import type { RepairPlan, RepairProblem, RepairWarmStart } from '../../models/repair.ts';
import type { SolveResult } from '../../models/result.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { checkRepair } from './check.ts';
import { repairDispatch } from './dispatch/repair.ts';

export interface RepairRequest {
  readonly problem: RepairProblem;
  readonly warmStart?: RepairWarmStart;
}

export const repairSolver: KindSolver<RepairRequest, RepairPlan> = {
  prepare: async () => {},
  solve: ({ problem, warmStart }: RepairRequest, budget: Budget): SolveResult<RepairPlan> => {
    switch (problem.mode) {
      case 'dispatch':
        return repairDispatch(problem, warmStart, budget);
      default:
        throw new Error(`mode ${problem.mode} is not there yet`);
    }
  },
  check: checkRepair,
  resumeFrom: ({ problem }, plan) => ({ problem, warmStart: warmStartOf(plan) }),
};

function warmStartOf(plan: RepairPlan): RepairWarmStart | undefined {
  if (plan.mode !== 'dispatch') return undefined;
  const option = plan.options.find(({ name }) => name === plan.recommended);
  return {
    loads: (option?.plan.loads ?? []).map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) => ({
      ...{ order, truck, plant, dock, volumeM3, loadStart, unloadStart },
    })),
  };
}

/** Plan kind `repair`: options after an event, for shifts of mixers, heats and operations; and warnings before one. */
import type { RepairPlan, RepairProblem, RepairWarmStart } from '../../models/repair.ts';
import type { SolveResult } from '../../models/result.ts';
import { meltSolver } from '../melt/solve.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { techcardSolver } from '../techcard/solve.ts';
import { checkRepair } from './check.ts';
import { repairDispatch } from './dispatch/repair.ts';
import { repairMelt } from './melt/repair.ts';
import { repairTechcard } from './techcard/repair.ts';
import { warn } from './warning/warn.ts';

export interface RepairRequest {
  readonly problem: RepairProblem;
  readonly warmStart?: RepairWarmStart;
}

export const repairSolver: KindSolver<RepairRequest, RepairPlan> = {
  prepare: async () => {
    await Promise.all([meltSolver.prepare(), techcardSolver.prepare()]);
  },
  solve: ({ problem, warmStart }: RepairRequest, budget: Budget): SolveResult<RepairPlan> => {
    switch (problem.mode) {
      case 'dispatch':
        return repairDispatch(problem, warmStart, budget);
      case 'melt':
        return repairMelt(problem, budget);
      case 'techcard':
        return repairTechcard(problem, budget);
      case 'warning':
        return warn(problem, budget);
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

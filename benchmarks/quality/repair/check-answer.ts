/** Everything that is wrong with an answer, before its figures count. */
import { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { checkShift } from '../../../models/dispatch-rules.ts';
import type { RepairDispatchPlan, RepairDispatchProblem, RepairOption } from '../../../models/repair.ts';
import type { Incumbent } from '../../../models/result.ts';
import { checkDispatch } from '../../../solvers/dispatch/check.ts';
import type { Check } from '../../../solvers/solver.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { brokenRules } from '../judge.ts';
import { frozenFaults } from './frozen.ts';
import { disobeyed } from './obeyed.ts';

const AmendedShift = DispatchPlanProblem.superRefine(checkShift);

/** @param check - of kind `repair`. */
export function answerFaults(
  check: Check<unknown, unknown>,
  problem: RepairDispatchProblem,
  loads: readonly RunningLoad[],
  incumbent: Incumbent<RepairDispatchPlan>,
): string[] {
  const { shift, options, rescues, recommended } = incumbent.plan;
  const parsed = AmendedShift.safeParse(shift);
  const refused = parsed.success
    ? []
    : parsed.error.issues.map(
        ({ path, message }) => `the shift as it is now is refused: ${path.join('.')}: ${message}`,
      );
  return [
    ...brokenRules(check, { problem }, incumbent),
    ...refused,
    ...(options.some(({ name }) => name === recommended) ? [] : [`there is no option ${recommended}`]),
    ...options.flatMap((option) =>
      [
        ...shiftFaults(shift, option),
        ...frozenFaults(problem, loads, rescues, option.plan),
        ...disobeyed(problem, option.plan),
      ].map((fault) => `option ${option.name}: ${fault}`),
    ),
  ];
}

/** What the plan of an option breaks as a plan of the shift as it is now. */
function shiftFaults(shift: DispatchPlanProblem, { plan, hired }: Pick<RepairOption, 'plan' | 'hired'>): string[] {
  const problem = { ...shift, trucks: [...shift.trucks, ...hired] };
  return checkDispatch({ problem }, plan).violations.map(({ rule, message }) => `${rule}: ${message}`);
}

/** The first and the last of them, and some spread over what is between: checking all takes longer than finding them. */
export function sampleOf<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))]);
}

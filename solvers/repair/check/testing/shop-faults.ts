/** Faults that are put into right answers of modes `melt` and `techcard`, for the tests of their checks. */
import type { RepairMeltPlan } from '../../../../models/repair-melt.ts';
import type { RepairTechcardPlan } from '../../../../models/repair-techcard.ts';
import { hasPlan, type SolveResult } from '../../../../models/result.ts';

export type Fault<Plan> = [what: string, rule: string, change: (answer: Plan) => void];

/** Rules that a check finds broken in the answer of a solve, once it is changed. */
export function rulesBroken<Plan>(
  result: SolveResult<Plan>,
  change: (answer: Plan) => void,
  check: (answer: Plan, report: (rule: string) => void) => void,
): string[] {
  if (!hasPlan(result)) throw new Error('no answer');
  const answer = structuredClone(result.plan);
  change(answer);
  const rules = new Set<string>();
  check(answer, (rule) => rules.add(rule));
  return [...rules];
}

/** In what both answers hold. */
export const sharedFaults: Fault<RepairMeltPlan | RepairTechcardPlan>[] = [
  ['a change is not told', 'changes', ({ options: [first] }) => void first.changes.pop()],
  [
    'a change is too cheap',
    'changes',
    ({ options: [first] }) => {
      first.changes[0].points = 0;
    },
  ],
  [
    'a cascade has a gap',
    'depth',
    ({ options: [first] }) => {
      first.changes[0].depth = 9;
    },
  ],
  [
    'the cost is another',
    'cost',
    ({ options: [first] }) => {
      first.cost -= 1;
    },
  ],
  [
    'the total is another',
    'total',
    ({ options: [first] }) => {
      first.total -= 1;
    },
  ],
  [
    'nobody is told',
    'notices',
    ({ options: [first] }) => {
      first.notices = [];
    },
  ],
  [
    'the point is cheaper',
    'point-price',
    (answer) => {
      answer.pointPrice /= 2;
    },
  ],
];

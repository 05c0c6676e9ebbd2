/**
 * Generated scenarios: shifts of the suite of kind `dispatch` and drawn events of every type, one to three at once. A listed
 * scenario is never changed, so that figures compare over time; new ones go to the end of their family. Their events are
 * drawn on the plan that runs, so another plan of the same shift may be hit elsewhere.
 */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { TaktError } from '../../../models/errors.ts';
import type { RepairEventType } from '../../../models/repair-events.ts';
import { generatedDispatch } from '../dispatch/suite.ts';
import { drawHappening } from './draw-events.ts';
import { type BaseShift, groupOf, type RepairScenario } from './scenario.ts';

/** From small to large, and from easy to more than can be served. */
const shifts = ['tight/01', 'easy/02', 'tight/02', 'overloaded/02', 'tight/03', 'seed/01'];

const singles: readonly RepairEventType[] = [
  ...(['truck-out', 'truck-down', 'accident', 'unload-delay', 'traffic'] as const),
  ...(['order-cancelled', 'order-changed', 'order-added', 'truck-added', 'plant-stop'] as const),
];
const several: readonly (readonly RepairEventType[])[] = [
  ['truck-out', 'unload-delay'],
  ['truck-down', 'order-added'],
  ['traffic', 'order-changed'],
  ['accident', 'truck-added'],
  ['order-cancelled', 'order-added'],
  ['truck-out', 'truck-down', 'unload-delay'],
  ['traffic', 'accident', 'order-changed'],
  ['truck-out', 'order-added', 'truck-added'],
  ['unload-delay', 'unload-delay', 'truck-out'],
  ['order-changed', 'order-cancelled', 'truck-down'],
];

const bases = new Map(shifts.map((shift) => [shift, baseShift(`generated/${shift}`)]));

/** The scenarios of one group, over the shifts in turn; their seeds are `seed + 1`, `seed + 2` and so on. */
function family(listed: readonly (readonly RepairEventType[])[], seed: number): RepairScenario[] {
  return listed.map((types, index) => {
    const group = groupOf(types);
    return {
      name: `generated/${group}/${String(index + 1).padStart(2, '0')}`,
      group,
      base: bases.get(shifts[index % shifts.length])!,
      happening: (problem, loads) => drawHappening(types, seed + index + 1, problem, loads),
    };
  });
}

export const repairSuite: readonly RepairScenario[] = [
  ...singles.flatMap((type, index) =>
    family(
      shifts.map(() => [type]),
      100 * (index + 1),
    ),
  ),
  ...family(several, 10_000),
];

/**
 * @param set - `generated`, `generated/<group>` or the name of one scenario.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export function generatedScenarios(set: string): readonly RepairScenario[] {
  const whole = set.replace(/\/+$/, '');
  const found = repairSuite.filter(({ name }) => name === whole || name.startsWith(`${whole}/`));
  if (found.length > 0) return found;
  const groups = [...new Set(repairSuite.map(({ group }) => `generated/${group}`))];
  throw new TaktError('invalid-parameter', `there is no generated set "${set}"; there are ${groups.join(', ')}`);
}

function baseShift(name: string): BaseShift {
  const instance = generatedDispatch.instances.find((one) => one.name === name)!;
  return {
    name,
    problem: () => (instance.generate().request as { problem: DispatchPlanProblem }).problem,
  };
}

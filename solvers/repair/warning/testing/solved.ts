/** Small shifts with a plan, for tests of warnings. */

import type { z } from 'zod';
import { DispatchProblem } from '../../../../models/dispatch.ts';
import { RepairWarningProblem } from '../../../../models/repair-warning.ts';
import { hasPlan } from '../../../../models/result.ts';
import type { ShiftInput } from '../../../dispatch/check/hand-made.ts';
import { randomShift } from '../../../dispatch/check/random-shift.ts';
import { dispatchSolver } from '../../../dispatch/solve.ts';
import { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';

type WarningInput = z.input<typeof RepairWarningProblem>;
type More = Partial<Omit<WarningInput, 'mode' | 'shift' | 'loads'>>;

/** A request about the plan that the solver finds for a shift; undefined where it serves nothing. */
export function warningAbout(shift: ShiftInput, more: More = {}, steps = 20): RepairWarningProblem | undefined {
  const problem = DispatchProblem.parse(shift);
  const result = dispatchSolver.solve({ problem }, iterationBudget(steps, 1));
  if (!hasPlan(result) || result.plan.mode !== 'plan' || result.plan.loads.length === 0) return undefined;
  return RepairWarningProblem.parse({ ...more, mode: 'warning', shift, loads: result.plan.loads });
}

/** Four orders with any of the rules in them. */
export function randomWarning(seed: number, more: More = {}): RepairWarningProblem | undefined {
  return warningAbout(randomShift(seed).request, more, 0);
}

/** A town of one or two plants, a dozen orders, too few trucks for them to be idle. */
export function townShift(seed: number): ShiftInput {
  const rng = new Rng(seed);
  const between = (least: number, most: number) => least + rng.below(most - least + 1);
  const sites = Array.from({ length: 14 }, (_, index) => ({
    id: `site ${index}`,
    xKm: between(-90, 90) / 10,
    yKm: between(-90, 90) / 10,
  }));
  return {
    mode: 'plan',
    shiftMinutes: 660,
    places: [{ id: 'yard', xKm: 0, yKm: 0 }, ...sites],
    plants: [{ id: 'plant', place: 'yard', docks: 2, loadMinutesPerM3: 1, leastLoadMinutes: 6 }],
    trucks: Array.from({ length: 6 }, (_, index) => ({
      id: `truck ${index}`,
      capacityM3: [10, 8, 7][index % 3],
      home: 'yard',
    })),
    orders: sites.map(({ id }, index) => {
      const from = between(1, 6) * 3600;
      const isPour = index % 3 === 0;
      return {
        id: `order ${index}`,
        place: id,
        volumeM3: isPour ? between(20, 36) : between(4, 16),
        window: { from, to: from + between(2, 4) * 3600 },
        ...(isPour ? { continuous: true, greatestGapMinutes: between(12, 30) } : {}),
      };
    }),
  };
}

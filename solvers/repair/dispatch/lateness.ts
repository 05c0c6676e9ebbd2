/** How much of an option comes later than promised. */
import type { RepairOption } from '../../../models/repair.ts';
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';

/**
 * Matched loads count by how much later they are unloaded; loads more for an order that the plan that runs serves by how
 * long after its last planned unloading they begin.
 */
export function latenessOf({ amended }: RepairContext, pairs: readonly PairedLoad[]): RepairOption['lateness'] {
  const lastPlanned = new Map<string, number>();
  for (const { order, unloadStart } of amended.loads)
    lastPlanned.set(order, Math.max(unloadStart, lastPlanned.get(order) ?? -Infinity));
  let [loads, litres, seconds, greatest] = [0, 0, 0, 0];
  for (const { order, load, is, laterSeconds } of pairs) {
    if (!is) continue;
    const late = load ? laterSeconds : is.unloadStart - (lastPlanned.get(order) ?? Infinity);
    if (late <= amended.problem.promiseMinutes * 60) continue;
    loads++;
    litres += is.volumeL;
    seconds += late;
    greatest = Math.max(greatest, late);
  }
  return { loads, m3: litres / 1000, minutes: seconds / 60, greatestMinutes: greatest / 60 };
}

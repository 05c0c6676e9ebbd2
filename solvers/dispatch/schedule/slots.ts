/** How many loads a schedule must have room for. */
import type { DispatchInstance } from '../instance.ts';

/** Twice the loads that the smallest trucks allowed would need (loads may be smaller than trucks), and those that stand. */
export function slotsNeeded(instance: DispatchInstance): number {
  let slots = 2 * instance.fixed.length + 1;
  for (let order = 0; order < instance.orders; order++) {
    let least = 0;
    for (let truck = 0; truck < instance.trucks; truck++) {
      const capacity = instance.capacityL[truck];
      if (
        instance.mayServe[order * instance.trucks + truck] === 1 &&
        capacity > 0 &&
        (least === 0 || capacity < least)
      ) {
        least = capacity;
      }
    }
    if (least > 0) slots += 2 * Math.ceil(instance.volumeL[order] / least) + 1;
  }
  return slots;
}

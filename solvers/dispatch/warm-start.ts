/**
 * What of a plan to begin from can be in a plan at all. It may come from yesterday, from another system or from a screen:
 * loads that trucks, plants or orders do not admit are left out, and so are orders of which not all is left then.
 */
import { placementKey } from './fresh-loading.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import type { Schedule } from './schedule.ts';

/** Adds to a schedule without loads, but for fixed ones, as much of the given plan as keeps all rules. */
export function loadWarmStart(schedule: Schedule, given: readonly Placement[]): void {
  const empty = schedule.copy();
  schedule.load(admitted(schedule.instance, given));
  if (!removeFragments(schedule)) schedule.restore(empty);
}

/** Loads that no rule forbids by themselves, as many as their orders take. */
function admitted(instance: DispatchInstance, given: readonly Placement[]): Placement[] {
  const { orders, trucks, plants, mayServe, mayLoad, capacityL, leastLoadL, sentFull, onePlant } = instance;
  const left = Float64Array.from(instance.volumeL);
  const plantOf = new Int32Array(orders).fill(-1);
  const take = ({ order, plant, volumeL }: Placement) => {
    left[order] -= volumeL;
    if (plantOf[order] < 0) plantOf[order] = plant;
  };
  instance.fixed.forEach(take);
  const fixed = new Set(instance.fixed.map(placementKey));
  return given.filter((placement) => {
    const { order, truck, plant, volumeL } = placement;
    const isFull = sentFull[order] === 1;
    const fits =
      mayServe[order * trucks + truck] === 1 &&
      mayLoad[order * plants + plant] === 1 &&
      volumeL >= leastLoadL[order] &&
      (isFull ? volumeL === capacityL[truck] && left[order] > 0 : volumeL <= Math.min(capacityL[truck], left[order])) &&
      (onePlant[order] === 0 || plantOf[order] < 0 || plantOf[order] === plant) &&
      !fixed.has(placementKey(placement));
    if (fits) take(placement);
    return fits;
  });
}

/** Takes out orders that are served in part and may not be. @returns whether the rest can be timed without them. */
function removeFragments(schedule: Schedule): boolean {
  const { orders, wholeOnly, volumeL } = schedule.instance;
  for (let order = 0; order < orders; order++) {
    const isFragment =
      wholeOnly[order] === 1 && schedule.servedL[order] > 0 && schedule.servedL[order] < volumeL[order];
    if (isFragment && !schedule.removeOrder(order)) return false;
  }
  return true;
}

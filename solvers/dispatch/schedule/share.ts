/** What a truck takes of what an order still needs. */
import type { DispatchInstance } from '../instance.ts';

/**
 * As much as it holds; a little less where the rest would be too small for a load; 0 where the truck makes no sense.
 * Where trucks are sent full, always its capacity.
 */
export function shareOf(instance: DispatchInstance, order: number, truck: number, leftL: number): number {
  const capacity = instance.capacityL[truck];
  if (leftL <= 0) return 0;
  const least = Math.min(instance.leastLoadL[order], instance.volumeL[order]);
  if (instance.sentFull[order] === 1) return capacity >= least ? capacity : 0;
  if (capacity >= leftL) return leftL >= least ? leftL : 0;
  const share = leftL - capacity < least ? leftL - least : capacity;
  return share >= least ? share : 0;
}

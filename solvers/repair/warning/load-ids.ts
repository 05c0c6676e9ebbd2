/** Ids of the loads of a plan as given: of each order, numbered by unloading, then loading, then as listed. */
import type { Placement } from '../../dispatch/instance.ts';

export function loadIds(placements: readonly Placement[], orders: readonly { readonly id: string }[]): string[] {
  const sorted = placements
    .map((_, index) => index)
    .sort(
      (a, b) =>
        placements[a].unloadStart - placements[b].unloadStart || placements[a].loadStart - placements[b].loadStart,
    );
  const numbers = new Int32Array(orders.length);
  const ids: string[] = new Array(placements.length);
  for (const index of sorted) {
    const { order } = placements[index];
    ids[index] = `${orders[order].id}/${++numbers[order]}`;
  }
  return ids;
}

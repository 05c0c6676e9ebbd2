/** Slacks of the planned times, seconds; Infinity where there is no limit, negative where the plan itself breaks it. */
import { leaveAt, legToPlant } from './legs.ts';
import type { Network } from './network.ts';

/** Between the return of the truck from the load before and this loading, buffers spent; Infinity for first loads. */
export function truckSlackOf(network: Network, load: number): number {
  const before = network.previousOfTruck[load];
  if (before < 0) return Infinity;
  const free = network.plannedUnload[before] + network.unloading[before] + network.wash[before];
  const from = leaveAt(network, load, free);
  return network.plannedLoad[load] - from - legToPlant(network, load, from);
}

/** Until its window, latest first unloading or last unloading of its truck is missed. */
export function windowSlackOf(network: Network, load: number): number {
  const unload = network.plannedUnload[load];
  const first = network.previousOfOrder[load] < 0 ? network.firstBy[load] : Infinity;
  return Math.min(
    network.endBy[load] - unload - network.unloading[load],
    network.startBy[load] - unload,
    first - unload,
  );
}

/** Until the gap behind the load before of its order is too long. */
export function gapSlackOf(network: Network, load: number): number {
  const before = network.previousOfOrder[load];
  if (before < 0 || network.greatestGap[load] === Infinity) return Infinity;
  const fromStart = network.instance.gapFromStart[network.placements[load].order] === 1;
  const mark = network.plannedUnload[before] + (fromStart ? 0 : network.unloading[before]);
  return network.greatestGap[load] - (network.plannedUnload[load] - mark);
}

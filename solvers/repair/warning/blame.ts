/**
 * Whose delay is behind a violation of a run: from the event that is late back along whatever each event waited for, until one
 * that was on time. The load whose own delays along that way add up to most is the cause.
 */
import type { Network } from './network.ts';
import { broken, type RunState, waited } from './run.ts';

/** @returns the load that caused what load `index` breaks; itself where nobody else's delay was greater. */
export function causeOf(network: Network, state: RunState, index: number): number {
  if (state.broken[index] & broken.lost) return state.outAt[network.placements[index].truck];
  const before = network.previousOfOrder[index];
  // The gap is too long because what should have come before never came.
  if (state.broken[index] & broken.gap && before >= 0 && state.broken[before] & broken.lost)
    return state.outAt[network.placements[before].truck];
  let cause = index;
  let most = 0;
  let load = index;
  // All that is broken but the gap counts until the end of unloading or later.
  let own = (state.broken[index] & ~broken.gap) === 0 ? 0 : state.ownUnloading[index];
  let unloading = true;
  for (let steps = 2 * network.count; steps > 0; steps--) {
    const reason = unloading ? state.unloadWaited[load] : state.loadWaited[load];
    let next = -1;
    let begins = 0;
    if (reason === waited.way) own += state.ownToSite[load] + state.ownLoading[load];
    else if (reason === waited.site) {
      next = lastDelivered(network.previousAtSite, state, load);
      begins = next < 0 ? 0 : state.ownUnloading[next];
    } else if (reason === waited.truck) {
      own += state.ownToPlant[load];
      next = network.previousOfTruck[load];
      begins = next < 0 ? 0 : state.ownUnloading[next] + state.ownAfter[next];
    } else if (reason === waited.dock) {
      next = lastLoaded(network.previousOnDock, state, load);
      begins = next < 0 ? 0 : state.ownLoading[next];
    }
    if (reason === waited.way) {
      unloading = false;
      continue;
    }
    if (own > most) {
      most = own;
      cause = load;
    }
    if (next < 0) break;
    unloading = reason !== waited.dock;
    load = next;
    own = begins;
  }
  return cause;
}

function lastDelivered(previous: Int32Array, state: RunState, index: number): number {
  let before = previous[index];
  while (before >= 0 && state.broken[before] & broken.lost) before = previous[before];
  return before;
}

/** A load that is lost with concrete on board has used its dock all the same. */
function lastLoaded(previous: Int32Array, state: RunState, index: number): number {
  let before = previous[index];
  while (
    before >= 0 &&
    state.dockFree[before] === (previous[before] < 0 ? -Infinity : state.dockFree[previous[before]])
  )
    before = previous[before];
  return before;
}

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
  let at: Step = { load: index, unloading: true };
  // All that is broken but the gap counts until the end of unloading or later.
  let own = (state.broken[index] & ~broken.gap) === 0 ? 0 : state.ownUnloading[index];
  for (let steps = 2 * network.count; steps > 0; steps--) {
    const reached: Step | undefined = waitedFor(network, state, at);
    own += ownDelay(state, at);
    if (reached?.load !== at.load) {
      if (own > most) {
        most = own;
        cause = at.load;
      }
      own = 0;
    }
    if (!reached) break;
    if (reached.load !== at.load) own = passedDelay(state, at, reached);
    at = reached;
  }
  return cause;
}

/** An event of a load: its unloading, or its loading. */
interface Step {
  readonly load: number;
  readonly unloading: boolean;
}

/** What the event waited for; undefined where it was on time, or late by itself alone. */
function waitedFor(network: Network, state: RunState, { load, unloading }: Step): Step | undefined {
  const before = (next: number, event: 'load' | 'unload'): Step | undefined =>
    next < 0 ? undefined : { load: next, unloading: event === 'unload' };
  switch (unloading ? state.unloadWaited[load] : state.loadWaited[load]) {
    case waited.way:
      return before(load, 'load');
    case waited.site:
      return before(lastWaitedFor(network.previousAtSite, state.siteEnd, load), 'unload');
    case waited.truck:
      return before(network.previousOfTruck[load], 'unload');
    case waited.dock:
      return before(lastWaitedFor(network.previousOnDock, state.dockFree, load), 'load');
    default:
      return undefined;
  }
}

/** What the load itself added on the way to its event. */
function ownDelay(state: RunState, { load, unloading }: Step): number {
  const reason = unloading ? state.unloadWaited[load] : state.loadWaited[load];
  if (reason === waited.way) return state.ownToSite[load] + state.ownLoading[load];
  return reason === waited.truck ? state.ownToPlant[load] : 0;
}

/** What the load that was waited for added behind its event. */
function passedDelay(state: RunState, waiting: Step, { load }: Step): number {
  if (waiting.unloading) return state.ownUnloading[load];
  if (state.loadWaited[waiting.load] === waited.dock) return state.ownLoading[load];
  return state.ownUnloading[load] + state.ownAfter[load];
}

/** Passes over loads that were lost or not waited for: they left the resource as they found it. */
function lastWaitedFor(previous: Int32Array, freeAfter: Float64Array, index: number): number {
  let before = previous[index];
  while (before >= 0) {
    const found = previous[before] < 0 ? -Infinity : freeAfter[previous[before]];
    if (freeAfter[before] !== found) return before;
    before = previous[before];
  }
  return -1;
}

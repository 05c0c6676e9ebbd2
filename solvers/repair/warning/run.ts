/**
 * One shift played through: times of all events under the draws of a run, in one pass over the events.
 *
 * A truck that is down stands where it is, its concrete with it, and goes on. One that is out for good carries nothing any
 * more: what is on board until unloading has begun is lost, and so are its later loads. Nobody replans; but dock, site and
 * pour go on without a load that is lost, and do not wait for a truck that is later than their patience.
 */
import { type Draws, hourFactor } from './draws.ts';
import { leaveAt, leaveHomeAt, legHome, legToPlant, legToSite } from './legs.ts';
import type { Network } from './network.ts';

/** Bits: what a load breaks in a run. */
export const broken = { window: 1, gap: 2, lifetime: 4, shift: 8, hours: 16, lost: 32 } as const;

/** What an event that is late waited for last. */
export const waited = { none: 0, truck: 1, dock: 2, site: 3, way: 4 } as const;

/** Guards sums of floats: nothing is late by less. */
const tolerance = 1e-6;

/** Times, seconds, by load; overwritten by every run. */
export interface RunState {
  readonly load: Float64Array;
  readonly unload: Float64Array;
  readonly end: Float64Array;
  /** Done at the site and washed. */
  readonly free: Float64Array;
  readonly dockFree: Float64Array;
  /** Of the last delivered load at the site, and of its order, this one included; -Infinity: none yet. */
  readonly siteStart: Float64Array;
  readonly siteEnd: Float64Array;
  readonly orderMark: Float64Array;
  readonly orderEnd: Float64Array;
  /** Bits of `broken`. */
  readonly broken: Uint8Array;
  readonly loadWaited: Uint8Array;
  readonly unloadWaited: Uint8Array;
  /** Own delays: seconds beyond the plan, on the way to the plant, while loading, to the site, while unloading, after it. */
  readonly ownToPlant: Float64Array;
  readonly ownLoading: Float64Array;
  readonly ownToSite: Float64Array;
  readonly ownUnloading: Float64Array;
  readonly ownAfter: Float64Array;
  /** By truck: the load during which it broke down for good, -1 while it runs. */
  readonly outAt: Int32Array;
  readonly breakdowns: { count: number };
}

export function runState({ count, instance }: Network): RunState {
  const numbers = () => new Float64Array(count);
  return {
    load: numbers(),
    unload: numbers(),
    end: numbers(),
    free: numbers(),
    dockFree: numbers(),
    siteStart: numbers(),
    siteEnd: numbers(),
    orderMark: numbers(),
    orderEnd: numbers(),
    broken: new Uint8Array(count),
    loadWaited: new Uint8Array(count),
    unloadWaited: new Uint8Array(count),
    ownToPlant: numbers(),
    ownLoading: numbers(),
    ownToSite: numbers(),
    ownUnloading: numbers(),
    ownAfter: numbers(),
    outAt: new Int32Array(instance.trucks),
    breakdowns: { count: 0 },
  };
}

/** Plays the shift; `draws.breakdownAt` is used up on the way. */
export function play(network: Network, draws: Draws, state: RunState): void {
  state.outAt.fill(-1);
  state.broken.fill(0);
  state.breakdowns.count = 0;
  const { events } = network;
  for (let at = 0; at < events.length; at++) {
    const index = events[at] >> 1;
    if (events[at] & 1) unloadOne(network, draws, state, index);
    else loadOne(network, draws, state, index);
  }
}

function loadOne(network: Network, draws: Draws, state: RunState, index: number): void {
  const truck = network.placements[index].truck;
  const onDock = network.previousOnDock[index];
  const dockFree = onDock < 0 ? -Infinity : state.dockFree[onDock];
  state.dockFree[index] = dockFree;
  state.ownToPlant[index] = 0;
  const started = network.started[index] === 1;
  if (state.outAt[truck] >= 0 && !started) {
    state.broken[index] |= broken.lost;
    return;
  }
  const planned = network.plannedLoad[index];
  let load = planned;
  let there = -Infinity;
  let loading = network.loading[index];
  state.loadWaited[index] = waited.none;
  if (!started) {
    const before = network.previousOfTruck[index];
    const from = leaveAt(network, index, before < 0 ? network.truckFrom[index] : state.free[before]);
    const leg = legToPlant(network, index, from);
    there = from + leg * draws.toPlant[index] * hourFactor(draws, from);
    load = Math.max(planned, there, dockFree);
    if (draws.breakdownAt[truck] < load) {
      const up = breakDown(draws, state, truck, index, there);
      if (up === Infinity) {
        state.broken[index] |= broken.lost;
        return;
      }
      there = up;
      load = Math.max(planned, there, dockFree);
    }
    state.ownToPlant[index] = there - from - leg;
    if (load > planned) state.loadWaited[index] = there >= dockFree ? waited.truck : waited.dock;
    loading *= draws.loading[index];
  }
  state.ownLoading[index] = loading - network.loading[index];
  state.load[index] = load;
  const hold = network.hold[index];
  if (there - planned <= network.patience) state.dockFree[index] = load + (hold < 0 ? loading : hold);
  if (!started && load + loading > network.loadedBy[index] + tolerance) state.broken[index] |= broken.hours;
}

function unloadOne(network: Network, draws: Draws, state: RunState, index: number): void {
  const { truck } = network.placements[index];
  const atSite = network.previousAtSite[index];
  const ofOrder = network.previousOfOrder[index];
  const siteEnd = atSite < 0 ? -Infinity : state.siteEnd[atSite];
  const siteStart = atSite < 0 ? -Infinity : state.siteStart[atSite];
  const orderMark = ofOrder < 0 ? -Infinity : state.orderMark[ofOrder];
  state.siteEnd[index] = siteEnd;
  state.siteStart[index] = siteStart;
  state.orderMark[index] = orderMark;
  state.orderEnd[index] = ofOrder < 0 ? -Infinity : state.orderEnd[ofOrder];
  if (state.broken[index] & broken.lost) return;
  const planned = network.plannedUnload[index];
  let unload = planned;
  let there = -Infinity;
  let unloading = network.unloading[index];
  state.unloadWaited[index] = waited.none;
  state.ownToSite[index] = 0;
  state.ownAfter[index] = 0;
  const started = network.started[index] === 1;
  if (!started) {
    const depart = state.load[index] + network.loading[index] + state.ownLoading[index] + network.afterLoading[index];
    const leg = legToSite(network, index, depart);
    there = depart + leg * draws.toSite[index] * hourFactor(draws, depart);
    const siteFree = Math.max(siteEnd + network.afterEnd[index], siteStart + network.afterStart[index]);
    // Where the load before was done early, the pour does not stand longer than it may for a truck that is there.
    const called = orderMark === -Infinity ? planned : Math.min(planned, orderMark + network.greatestGap[index]);
    unload = Math.max(called, there, siteFree);
    if (draws.breakdownAt[truck] < unload) {
      const up = breakDown(draws, state, truck, index, there);
      if (up === Infinity) {
        state.broken[index] |= broken.lost;
        return;
      }
      there = up;
      unload = Math.max(called, there, siteFree);
    }
    state.ownToSite[index] = there - depart - leg;
    if (unload > planned) state.unloadWaited[index] = there >= siteFree ? waited.way : waited.site;
    unloading *= draws.unloading[index];
  }
  const end = unload + unloading;
  state.ownUnloading[index] = unloading - network.unloading[index];
  state.unload[index] = unload;
  state.end[index] = end;
  if (there - planned <= network.patience) {
    state.siteStart[index] = unload;
    state.siteEnd[index] = end;
    state.orderMark[index] = network.instance.gapFromStart[network.placements[index].order] === 1 ? unload : end;
    state.orderEnd[index] = Math.max(end, state.orderEnd[index]);
  }
  let free = end + network.wash[index];
  if (draws.breakdownAt[truck] < free) {
    // Once unloading has begun, the load is delivered.
    const up = breakDown(draws, state, truck, index, free);
    state.ownAfter[index] = up === Infinity ? 0 : up - free;
    if (up < Infinity) free = up;
  }
  state.free[index] = free;
  if (!started) state.broken[index] |= brokenBy(network, draws, state, index, orderMark);
}

/**
 * The truck of load `index` breaks down before it would be ready at `ready`.
 * @returns when it is ready then; Infinity: never.
 */
function breakDown(draws: Draws, state: RunState, truck: number, index: number, ready: number): number {
  const at = draws.breakdownAt[truck];
  const time = draws.breakdownTime[truck];
  draws.breakdownAt[truck] = Infinity;
  state.breakdowns.count++;
  if (time === Infinity) {
    state.outAt[truck] = index;
    return Infinity;
  }
  // On the way all of it is lost time; while it waits, only what goes beyond the waiting.
  return at < ready ? ready + time : at + time;
}

function brokenBy(network: Network, draws: Draws, state: RunState, index: number, orderMark: number): number {
  const unload = state.unload[index];
  const end = state.end[index];
  let bits = 0;
  const isFirst = orderMark === -Infinity;
  if (
    end > network.endBy[index] + tolerance ||
    unload > network.startBy[index] + tolerance ||
    (isFirst && unload > network.firstBy[index] + tolerance)
  )
    bits |= broken.window;
  if (!isFirst && unload - orderMark > network.greatestGap[index] + tolerance) bits |= broken.gap;
  const leader = network.follows[index];
  if (leader >= 0 && unload - state.orderEnd[leader] > network.greatestFollow[index] + tolerance) bits |= broken.gap;
  if (end - state.load[index] > network.lifetime[index] + tolerance) bits |= broken.lifetime;
  if (network.isLast[index]) {
    const from = leaveHomeAt(network, index, state.free[index]);
    const leg = legHome(network, index, from);
    const back = from + leg * draws.toHome[index] * hourFactor(draws, from);
    if (back > network.backBy[index] + tolerance) bits |= broken.shift;
  }
  return bits;
}

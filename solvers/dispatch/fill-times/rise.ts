/** Raises absent times to the least that the loads around them allow. */
import type { DispatchInstance } from '../instance.ts';
import { never } from '../instance.ts';
import { firstNotBefore } from '../schedule.ts';
import {
  atPlant,
  atSite,
  beforeTravelOf,
  departureFor,
  holdOf,
  loadingOf,
  releaseOf,
  slackBeforeOf,
  unloadingOf,
} from './legs.ts';
import type { Sequences } from './sequences.ts';
import type { FilledLoad } from './types.ts';

/** A time that nothing has raised yet. */
export const unset = -never;

/** Per order: 1 where the wish counts too. */
export interface Wishes {
  /** Lifetime and greatest gap are kept by raising what comes too early for them. */
  readonly pulled: Uint8Array;
  /** The first unloading waits for its ideal time. */
  readonly ideal: Uint8Array;
}

/**
 * Passes over all sequences until nothing rises; sequences that contradict each other would rise for ever, and are then
 * cut down to trucks and docks.
 * @returns false where wishes would rise for ever (times are then undefined).
 */
export function rise(
  instance: DispatchInstance,
  loads: readonly FilledLoad[],
  sequences: Sequences,
  wishes?: Wishes,
): boolean {
  const before = loads.map(({ loadStart, unloadStart }) => ({ loadStart, unloadStart }));
  if (settles(instance, loads, sequences, wishes)) return true;
  if (wishes) return false;
  loads.forEach((load, at) => {
    Object.assign(load, before[at]);
  });
  settles(instance, loads, { ...sequences, ofOrder: [], atSite: [] });
  return true;
}

/** Sequences of a plan that can be carried out settle in some ten passes; someone waits for the others to give up. */
const mostPasses = 100;

/** A chain of causes has at most two links per load: whatever still rises after that many passes goes in a circle. */
function settles(
  instance: DispatchInstance,
  loads: readonly FilledLoad[],
  sequences: Sequences,
  wishes?: Wishes,
): boolean {
  for (let pass = 0; pass < Math.min(2 * loads.length + 2, mostPasses); pass++) {
    let raised = false;
    for (const list of sequences.onDock) raised = alongDock(instance, loads, list) || raised;
    for (const list of sequences.ofTruck) raised = alongTruck(instance, loads, list) || raised;
    for (const list of sequences.ofOrder) raised = alongOrder(instance, loads, list) || raised;
    for (const list of sequences.atSite) raised = alongSite(instance, loads, list, sequences.ofOrder) || raised;
    if (wishes) raised = grant(instance, loads, sequences, wishes) || raised;
    if (!raised) return true;
  }
  return false;
}

function raiseStart(load: FilledLoad, time: number): boolean {
  if (load.givenStart !== undefined || time <= load.loadStart) return false;
  load.loadStart = time;
  return true;
}

function raiseUnload(load: FilledLoad, time: number): boolean {
  if (load.givenUnload !== undefined || time <= load.unloadStart) return false;
  load.unloadStart = time;
  return true;
}

function alongDock(instance: DispatchInstance, loads: readonly FilledLoad[], list: readonly number[]): boolean {
  let raised = false;
  for (let at = 1; at < list.length; at++) {
    const before = loads[list[at - 1]];
    raised = raiseStart(loads[list[at]], before.loadStart + holdOf(instance, before)) || raised;
  }
  return raised;
}

function alongTruck(instance: DispatchInstance, loads: readonly FilledLoad[], list: readonly number[]): boolean {
  if (list.length === 0) return false;
  const { truck } = loads[list[0]];
  let raised = false;
  let free = instance.shiftFrom[truck] <= -never ? 0 : instance.shiftFrom[truck];
  let pending = instance.breakOf[truck];
  list.forEach((index, at) => {
    const load = loads[index];
    const before = at === 0 ? undefined : loads[list[at - 1]];
    for (; pending < instance.breakOf[truck + 1]; pending++) {
      const rested = Math.max(free, instance.breakFrom[pending]) + instance.breakTime[pending];
      if (free < instance.breakFrom[pending] && !mustRestBefore(instance, before, load, free, pending)) break;
      free = rested;
    }
    const arrival = atPlant(instance, before, load, free);
    raised = raiseStart(load, Math.max(arrival, instance.plantFrom[load.plant])) || raised;
    raised = raiseUnload(load, unloadingAfter(instance, load)) || raised;
    free = load.unloadStart + releaseOf(instance, load);
  });
  return raised;
}

/** Whether the break comes too late once this load is done. */
function mustRestBefore(
  instance: DispatchInstance,
  before: FilledLoad | undefined,
  load: FilledLoad,
  free: number,
  pending: number,
): boolean {
  const start = Math.max(load.loadStart, atPlant(instance, before, load, free));
  const unload = Math.max(load.unloadStart, unloadingAfter(instance, load, start));
  return unload + releaseOf(instance, load) > instance.breakTo[pending];
}

/** Earliest unloading by the way from the plant. */
export function unloadingAfter(instance: DispatchInstance, load: FilledLoad, start = load.loadStart): number {
  const departure = start + beforeTravelOf(instance, load);
  return atSite(instance, load, departure) + slackBeforeOf(instance, load);
}

function alongOrder(instance: DispatchInstance, loads: readonly FilledLoad[], list: readonly number[]): boolean {
  let raised = false;
  list.forEach((index, at) => {
    const load = loads[index];
    const { order } = load;
    raised = raiseUnload(load, instance.windowFrom[order]) || raised;
    if (at > 0) {
      const before = loads[list[at - 1]];
      const ends = instance.gapFromStart[order] === 1 ? 0 : unloadingOf(instance, before);
      const least = before.unloadStart + ends + instance.gapLeast[order];
      raised = raiseUnload(load, least) || raised;
    }
  });
  return raised;
}

function alongSite(
  instance: DispatchInstance,
  loads: readonly FilledLoad[],
  orders: readonly number[],
  ofOrder: readonly (readonly number[])[],
): boolean {
  let raised = false;
  for (let at = 1; at < orders.length; at++) {
    const order = orders[at];
    const least = instance.follows[order] === orders[at - 1] ? instance.followLeast[order] : 0;
    const first = loads[ofOrder[order][0]];
    for (const index of ofOrder[orders[at - 1]]) {
      const before = loads[index];
      raised = raiseUnload(first, before.unloadStart + unloadingOf(instance, before) + least) || raised;
    }
  }
  return raised;
}

/** Concrete is not loaded too early for its unloading, a pour does not begin too early for its next load. */
function grant(
  instance: DispatchInstance,
  loads: readonly FilledLoad[],
  sequences: Sequences,
  { pulled, ideal }: Wishes,
): boolean {
  let raised = false;
  for (const load of loads) {
    if (pulled[load.order] === 0) continue;
    const oldest = load.unloadStart + unloadingOf(instance, load) - instance.lifetime[load.order];
    raised = raiseStart(load, oldest) || raised;
  }
  sequences.ofOrder.forEach((list, order) => {
    if (ideal[order] === 1) raised = raiseUnload(loads[list[0]], firstNotBefore(instance, order)) || raised;
    if (pulled[order] === 0) return;
    for (let at = list.length - 1; at > 0; at--) {
      const before = loads[list[at - 1]];
      const ends = instance.gapFromStart[order] === 1 ? 0 : unloadingOf(instance, before);
      const least = loads[list[at]].unloadStart - instance.gapGreatest[order] - ends;
      raised = raiseUnload(before, least) || raised;
    }
    const leader = sequences.ofOrder[instance.follows[order]];
    if (leader === undefined || leader.length === 0 || list.length === 0) return;
    const last = loads[leader[leader.length - 1]];
    const least = loads[list[0]].unloadStart - instance.followGreatest[order] - unloadingOf(instance, last);
    raised = raiseUnload(last, least) || raised;
  });
  return raised;
}

/** Puts absent loadings off, as far as their unloading, the next loading on the dock and the hours of the plant allow. */
export function loadLate(instance: DispatchInstance, loads: readonly FilledLoad[], sequences: Sequences): void {
  const nextOnDock = new Map<number, FilledLoad>();
  for (const list of sequences.onDock) {
    for (let at = 1; at < list.length; at++) nextOnDock.set(list[at - 1], loads[list[at]]);
  }
  const backwards = loads.map((_, at) => at);
  const places = new Map(sequences.onDock.flatMap((list) => list.map((index, at) => [index, at] as const)));
  backwards.sort((a, b) => (places.get(b) ?? 0) - (places.get(a) ?? 0) || b - a);
  for (const index of backwards) {
    const load = loads[index];
    const arrival = load.unloadStart - slackBeforeOf(instance, load);
    let latest = departureFor(instance, load, arrival) - beforeTravelOf(instance, load);
    const next = nextOnDock.get(index);
    if (next) latest = Math.min(latest, next.loadStart - holdOf(instance, load));
    raiseStart(load, Math.min(latest, instance.plantTo[load.plant] - loadingOf(instance, load)));
  }
}

/**
 * Times of a plan made by hand, of any plan, also one that cannot be carried out: what is given stays, what is absent
 * becomes the earliest that the way to the plant and to the site, docks, sites, shifts and the starts of windows allow.
 *
 * Three passes, each of them monotone:
 * 1. times rise along travel, docks and sites until nothing rises any more;
 * 2. limits that pull from the other side (lifetime, greatest gap), and then ideal times, raise what is absent, order by
 *    order, where no load is driven out of a limit by it that it kept before;
 * 3. a loading without a given time is put off as long as its unloading allows: concrete waits better as sand and cement.
 *
 * Loads of a truck, an order, a dock, and orders of a site come in order of their given times, else as they are listed.
 * Naive on purpose: a plan of a day has hundreds of loads, and this is the code that says what times mean.
 */
import { chooseDocks } from './fill-times/docks.ts';
import { loadLate, rise, unset } from './fill-times/rise.ts';
import { sequencesOf } from './fill-times/sequences.ts';
import type { FilledLoad, GivenLoad } from './fill-times/types.ts';
import { grantWishes } from './fill-times/wishes.ts';
import type { DispatchInstance, Placement } from './instance.ts';

export type { GivenLoad } from './fill-times/types.ts';

/** @returns a placement for each of the loads, in their order. */
export function fillTimes(instance: DispatchInstance, given: readonly GivenLoad[]): Placement[] {
  const volumes = fillVolumes(instance, given);
  const loads: FilledLoad[] = given.map((load, at) => ({
    order: load.order,
    truck: load.truck,
    plant: load.plant,
    dock: load.dock ?? -1,
    volumeL: volumes[at],
    givenStart: load.loadStart,
    givenUnload: load.unloadStart,
    loadStart: load.loadStart ?? unset,
    unloadStart: load.unloadStart ?? unset,
  }));
  // Docks depend on times and times on docks: times as if each load had a dock of its own come first.
  const withoutDocks = sequencesOf(instance, loads, false);
  rise(instance, loads, withoutDocks);
  grantWishes(instance, loads, withoutDocks);
  const earliest = loads.map(({ loadStart }) => loadStart);
  loadLate(instance, loads, withoutDocks);
  chooseDocks(instance, loads, earliest);
  const sequences = sequencesOf(instance, loads, true);
  for (const load of loads) {
    load.loadStart = load.givenStart ?? unset;
    load.unloadStart = load.givenUnload ?? unset;
  }
  rise(instance, loads, sequences);
  grantWishes(instance, loads, sequences);
  loadLate(instance, loads, sequences);
  return loads.map(({ order, truck, plant, dock, volumeL, loadStart, unloadStart }) => ({
    order,
    truck,
    plant,
    dock,
    volumeL,
    loadStart,
    unloadStart,
  }));
}

/** An absent volume is as much as the truck takes of what given volumes and earlier loads leave; a full truck where nothing is left. */
function fillVolumes(instance: DispatchInstance, given: readonly GivenLoad[]): number[] {
  const left = Array.from(instance.volumeL);
  for (const load of given) left[load.order] -= load.volumeL ?? 0;
  return given.map(({ order, truck, volumeL }) => {
    if (volumeL !== undefined) return volumeL;
    const capacity = instance.capacityL[truck];
    const taken = instance.sentFull[order] === 1 || left[order] <= 0 ? capacity : Math.min(capacity, left[order]);
    left[order] -= taken;
    return taken;
  });
}

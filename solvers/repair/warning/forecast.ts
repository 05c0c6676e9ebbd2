/**
 * Chances of every load to break a limit, worked out from the plan without any draw: distributions of delays are passed on
 * along the events of the network, each event taking the latest of what it waits for.
 *
 * First order: delays that meet are taken as half related, sums of times as log-normal, legs as long as at their planned
 * hour. `index` of a load, the cascade-risk index, is the probability that it breaks at least one of its limits; those limits
 * are all driven by the same delay, so the greatest of their chances stands for them together. Breakdowns come on top.
 */
import { type BreakdownChances, breakdownChances } from './breakdowns.ts';
import type { DelayGrid } from './delay-grid.ts';
import type { DelayModel } from './delay-model.ts';
import { DelayPass, type UsualChances, usualKinds } from './delay-pass.ts';
import type { Network } from './network.ts';

export interface Forecast {
  readonly network: Network;
  /** Per load: delays of its two events, breakdowns left out. */
  readonly load: readonly DelayGrid[];
  readonly unload: readonly DelayGrid[];
  /** Per load: chances to break each sort of limit without any breakdown. */
  readonly usual: readonly UsualChances[];
  readonly breakdowns: BreakdownChances;
  /** Per load: violations to be expected, and the index; breakdowns included. */
  readonly violations: Float64Array;
  readonly index: Float64Array;
  /** Violations of all loads. */
  readonly total: number;
}

/**
 * @param known - forecast of the same loads in another plan of the same shift: what is the same is not worked out anew, and
 * breakdowns count as there.
 */
export function forecastOf(network: Network, model: DelayModel, known?: Forecast): Forecast {
  const { count, events } = network;
  const work = new DelayPass(network, model);
  const changed = changedLoads(network, known?.network);
  const { load, unload, loadIsNew, unloadIsNew } = work;
  for (let at = 0; at < events.length; at++) {
    const index = events[at] >> 1;
    if (events[at] & 1) {
      const isNew = changed[index] || loadIsNew[index] || isAnew(unloadIsNew, network.previousAtSite[index]);
      unloadIsNew[index] = isNew ? 1 : 0;
      unload[index] = isNew || !known ? work.unloading(index) : known.unload[index];
    } else {
      const { previousOfTruck, previousOnDock } = network;
      const isNew =
        changed[index] || isAnew(unloadIsNew, previousOfTruck[index]) || isAnew(loadIsNew, previousOnDock[index]);
      loadIsNew[index] = isNew ? 1 : 0;
      load[index] = isNew || !known ? work.loading(index) : known.load[index];
    }
  }
  const usual = Array.from({ length: count }, (_, index) => {
    const isNew =
      loadIsNew[index] ||
      unloadIsNew[index] ||
      isAnew(unloadIsNew, network.previousOfOrder[index]) ||
      isAnew(unloadIsNew, network.follows[index]);
    return isNew || !known ? work.chances(index) : known.usual[index];
  });
  const breakdowns = known?.breakdowns ?? breakdownChances(network, model);
  const violations = new Float64Array(count);
  const indices = new Float64Array(count);
  let total = 0;
  usual.forEach((chances, index) => {
    violations[index] = breakdowns.kinds.lost[index];
    for (const kind of usualKinds) violations[index] += either(chances[kind], breakdowns.kinds[kind][index]);
    indices[index] = either(Math.max(...usualKinds.map((kind) => chances[kind])), breakdowns.any[index]);
    total += violations[index];
  });
  return { network, load, unload, usual, breakdowns, violations, index: indices, total };
}

/** Probability of one or the other, which have nothing to do with each other. */
const either = (one: number, other: number): number => Math.min(1, one + other - one * other);

const isAnew = (flags: Uint8Array, index: number): boolean => index >= 0 && flags[index] === 1;

/** Loads whose own times, truck, dock or neighbours are others than in the network known. */
function changedLoads(network: Network, known: Network | undefined): Uint8Array {
  const changed = new Uint8Array(network.count);
  if (!known) return changed.fill(1);
  const links = ['previousOfTruck', 'previousOnDock', 'previousAtSite', 'previousOfOrder', 'follows'] as const;
  for (let index = 0; index < network.count; index++) {
    const [now, before] = [network.placements[index], known.placements[index]];
    const same =
      (now === before ||
        (now.truck === before.truck && now.loadStart === before.loadStart && now.unloadStart === before.unloadStart)) &&
      now.plant === before.plant &&
      now.dock === before.dock &&
      links.every((link) => network[link][index] === known[link][index]) &&
      network.isLast[index] === known.isLast[index] &&
      network.dutyFrom[now.truck] === known.dutyFrom[before.truck] &&
      network.truckFrom[index] === known.truckFrom[index] &&
      network.breakOf[index + 1] - network.breakOf[index] === known.breakOf[index + 1] - known.breakOf[index] &&
      (network.breaksBehind.get(index)?.length ?? 0) === (known.breaksBehind.get(index)?.length ?? 0);
    changed[index] = same ? 0 : 1;
  }
  return changed;
}

/** Loads that a request gives: what is absent of them filled in, and their counterparts in a plan. */
import type { DispatchGivenLoad } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { type Facts, litresOf, loadId, loadingSeconds } from './facts.ts';
import type { Laid, NamedLoad } from './laid-out.ts';

/**
 * Litres of each given load. Those with a volume come first; then, as listed, each takes as much as its truck takes of what
 * is left, or is full where nothing is left.
 */
export function givenLitres(facts: Facts, given: readonly DispatchGivenLoad[]): number[] {
  const left = new Map<string, number>();
  const take = (order: string, litres: number) =>
    left.set(order, (left.get(order) ?? facts.orders.get(order)!.litres) - litres);
  for (const { order, volumeM3 } of given) take(order, volumeM3 === undefined ? 0 : litresOf(volumeM3));
  return given.map(({ order, truck, volumeM3 }) => {
    if (volumeM3 !== undefined) return litresOf(volumeM3);
    const capacity = facts.trucks.get(truck)!.litres;
    const rest = left.get(order)!;
    const litres = facts.orders.get(order)!.order.fullTrucks || rest <= 0 ? capacity : Math.min(capacity, rest);
    take(order, litres);
    return litres;
  });
}

/** Of each given load, the load of the plan that is the same in all that is given; undefined where there is none. */
export function matchGiven(
  facts: Facts,
  given: readonly DispatchGivenLoad[],
  loads: readonly Laid[],
): readonly (Laid | undefined)[] {
  const litres = givenLitres(facts, given);
  const groups = new Map<string, { readonly wanted: number[]; readonly loads: Laid[] }>();
  const groupOf = (order: string, truck: string, plant: string) => {
    const key = `${order}\n${truck}\n${plant}`;
    const group = groups.get(key) ?? { wanted: [], loads: [] };
    groups.set(key, group);
    return group;
  };
  given.forEach(({ order, truck, plant }, index) => {
    groupOf(order, truck, plant).wanted.push(index);
  });
  for (const load of loads) groupOf(load.order.order.id, load.truck.truck.id, load.plant.plant.id).loads.push(load);
  const { problem } = facts;
  const fits = (index: number, load: Laid) => {
    const { dock, loadStart, unloadStart } = given[index];
    return (
      load.litres === litres[index] &&
      (dock === undefined || dock === load.dock) &&
      (loadStart === undefined || secondsOf(problem, loadStart) === load.loadStart) &&
      (unloadStart === undefined || secondsOf(problem, unloadStart) === load.unloadStart)
    );
  };
  const found: (Laid | undefined)[] = given.map(() => undefined);
  for (const group of groups.values()) matchGroup(group.wanted, group.loads, fits, found);
  return found;
}

/** A greatest matching by augmenting paths, after Kuhn. */
function matchGroup(
  wanted: readonly number[],
  loads: readonly Laid[],
  fits: (index: number, load: Laid) => boolean,
  found: (Laid | undefined)[],
): void {
  const taker = new Map<Laid, number>();
  const place = (index: number, tried: Set<Laid>): boolean => {
    for (const load of loads) {
      if (tried.has(load) || !fits(index, load)) continue;
      tried.add(load);
      const other = taker.get(load);
      if (other !== undefined && !place(other, tried)) continue;
      taker.set(load, index);
      found[index] = load;
      return true;
    }
    return false;
  };
  for (const index of wanted) place(index, new Set());
}

/** Given loads with both times, as loads that can be laid out; docks that are not named are chosen so as to be free. */
export function timedOf(facts: Facts, given: readonly DispatchGivenLoad[]): (NamedLoad & { readonly id: string })[] {
  const litres = givenLitres(facts, given);
  const loads = given.map((load, index) => ({
    ...load,
    id: '',
    dock: load.dock ?? -1,
    volumeM3: litres[index] / 1000,
    loadStart: secondsOf(facts.problem, load.loadStart!),
    unloadStart: secondsOf(facts.problem, load.unloadStart!),
  }));
  const numbers = new Map<string, number>();
  const inOrder = loads.toSorted(
    (one, other) => one.unloadStart - other.unloadStart || one.loadStart - other.loadStart,
  );
  for (const load of inOrder) {
    const number = (numbers.get(load.order) ?? 0) + 1;
    numbers.set(load.order, number);
    load.id = loadId(load.order, number);
  }
  return loads;
}

interface Held {
  readonly from: number;
  readonly to: number;
}

/** Loads at dock -1 come to a dock: one that is free while they load and, of those, the one that became free last. */
export function chooseDocks<Load extends NamedLoad>(facts: Facts, loads: readonly Load[]): Load[] {
  const held = new Map<string, Held[][]>();
  const holdOf = ({ plant, volumeM3, loadStart }: Load): Held => {
    const { spacing, ...rest } = facts.plants.get(plant)!;
    return { from: loadStart, to: loadStart + (spacing ?? loadingSeconds(rest, litresOf(volumeM3))) };
  };
  for (const [id, { plant }] of facts.plants)
    held.set(
      id,
      Array.from({ length: plant.docks ?? 0 }, () => []),
    );
  for (const load of loads) if (load.dock >= 0) held.get(load.plant)![load.dock]?.push(holdOf(load));
  const chosen = new Map<Load, number>();
  for (const load of loads.toSorted((one, other) => one.loadStart - other.loadStart)) {
    if (load.dock >= 0) continue;
    const docks = held.get(load.plant)!;
    const hold = holdOf(load);
    let [best, since] = [0, -Infinity];
    docks.forEach((others, dock) => {
      if (others.some(({ from, to }) => from < hold.to && hold.from < to)) return;
      const last = others.reduce((latest, { to }) => (to <= hold.from ? Math.max(latest, to) : latest), -1e15);
      if (last > since) [best, since] = [dock, last];
    });
    docks[best]?.push(hold);
    chosen.set(load, best);
  }
  return loads.map((load) => ({ ...load, dock: chosen.get(load) ?? load.dock }));
}

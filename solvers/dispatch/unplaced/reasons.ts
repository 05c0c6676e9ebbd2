/**
 * Why an order has no place: rules are dropped one after the other, each family alone, and those without which a place
 * is found are the binding ones. Where no single family is enough, they are dropped on top of each other until there is a
 * place, and then taken back one by one as far as that does no harm: what remains is binding together.
 */
import type { dispatchReasons } from '../../../models/dispatch.ts';
import type { DispatchInstance } from '../instance.ts';
import { loadingTime, never } from '../instance.ts';
import type { Attempts } from './attempt.ts';
import type { Change } from './changed-shift.ts';
import * as change from './changed-shift.ts';

type Code = (typeof dispatchReasons)[number];

export interface Reason {
  readonly code: Code;
  /** Whether this rule alone is in the way; if not, all those listed are so together. */
  readonly alone: boolean;
}

const day = 24 * 3600;

/** More of them at once would only cost time: a load finds an idle one among few. */
const mostSpares = 6;

/** Reasons that lie in the request itself, whatever the plan. */
export function plainReasons(instance: DispatchInstance, order: number): Reason[] {
  const trucks = allowedTrucks(instance, order);
  const plants = allowedPlants(instance, order);
  const reasons: Code[] = [];
  if (trucks.length === 0) reasons.push('no-truck-allowed');
  if (plants.length === 0) reasons.push('no-plant-allowed');
  if (reasons.length > 0) return reasons.map((code) => ({ code, alone: reasons.length === 1 }));
  const site = instance.site[order];
  const way = plants.some((plant) => {
    if (instance.travelOut[plant * instance.sites + site] >= never) return false;
    return trucks.some((truck) => {
      const home = instance.travelEnd[truck * instance.sites + site];
      return comesTo(instance, truck, plant) && home < never;
    });
  });
  return way ? [] : [{ code: 'no-way', alone: true }];
}

/** From home, or from where it stands. */
function comesTo(instance: DispatchInstance, truck: number, plant: number): boolean {
  const { standing, plants } = instance;
  const leg = truck * plants + plant;
  return (standing?.stands[truck] === 1 ? standing.travel : instance.travelStart)[leg] < never;
}

/** @param stop - asked before each insertion; reasons found so far are returned, maybe none. */
export function bindingReasons(
  attempts: Attempts,
  instance: DispatchInstance,
  order: number,
  stop: () => boolean,
): Reason[] {
  const families = droppable(instance, order);
  const alone: Reason[] = [];
  for (const [code, drop] of families) {
    if (stop()) return alone;
    if (attempts.insertion(order, drop)) alone.push({ code, alone: true });
  }
  if (alone.length > 0) return alone;
  let dropped: [Code, Change][] = [];
  let placed = false;
  for (const family of families) {
    if (stop()) return [];
    dropped.push(family);
    placed = dropped.length > 1 && attempts.insertion(order, together(dropped)) !== undefined;
    if (placed) break;
  }
  if (!placed) return [];
  for (const family of [...dropped]) {
    const rest = dropped.filter((other) => other !== family);
    if (!stop() && attempts.insertion(order, together(rest))) dropped = rest;
  }
  return dropped.map(([code]) => ({ code, alone: false }));
}

function together(families: readonly (readonly [Code, Change])[]): Change {
  return (shift) => families.reduce((changedSoFar, [, drop]) => drop(changedSoFar), shift);
}

function droppable(instance: DispatchInstance, order: number): [Code, Change][] {
  const families: [Code, Change][] = [
    [
      'window-too-short',
      (shift) =>
        change.windowLater(
          order,
          day,
          true,
        )(change.windowEarlier(order, Math.max(0, instance.windowFrom[order]))(shift)),
    ],
  ];
  if (instance.lifetime[order] < never) families.push(['lifetime-too-short', change.longerLifetime(order, day)]);
  const limited = instance.gapGreatest[order] < never || instance.followGreatest[order] < never;
  if (limited) families.push(['gap-too-short', change.longerGap(order, day)]);
  if (instance.site.filter((site) => site === instance.site[order]).length > 1) {
    families.push(['site-busy', change.ownSite(order)]);
  }
  const queues = allowedPlants(instance, order).filter((plant) => instance.dockHold[plant] !== 0);
  if (queues.length > 0) families.push(['docks-busy', change.moreDocks(queues, 2)]);
  families.push(['trucks-busy', change.moreTrucks(order, spareTrucks(instance, order))]);
  families.push(['shift-too-short', change.endlessShifts]);
  if (instance.leastLoadL[order] > 1) families.push(['volume-too-small', change.anyLoadSize(order)]);
  return families;
}

/** Trucks to be copied: the largest allowed ones in turn. */
function spareTrucks(instance: DispatchInstance, order: number): number[] {
  const allowed = allowedTrucks(instance, order);
  const largest = Math.max(...allowed.map((truck) => instance.capacityL[truck]));
  const best = allowed.filter((truck) => instance.capacityL[truck] === largest);
  const count = Math.min(mostSpares, Math.ceil(instance.volumeL[order] / largest) + 1);
  return Array.from({ length: count }, (_, at) => best[at % best.length]);
}

export function allowedTrucks(instance: DispatchInstance, order: number): number[] {
  return Array.from({ length: instance.trucks }, (_, truck) => truck).filter(
    (truck) => instance.mayServe[order * instance.trucks + truck] === 1 && instance.capacityL[truck] > 0,
  );
}

export function allowedPlants(instance: DispatchInstance, order: number): number[] {
  return Array.from({ length: instance.plants }, (_, plant) => plant).filter(
    (plant) =>
      instance.mayLoad[order * instance.plants + plant] === 1 &&
      instance.plantFrom[plant] + loadingTime(instance, plant, 1) <= instance.plantTo[plant],
  );
}

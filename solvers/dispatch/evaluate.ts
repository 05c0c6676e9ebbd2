/** The objective of a set of placements, term by term, from nothing but the dense form. */
import type { DispatchTerms } from '../../models/dispatch.ts';
import { type DispatchInstance, never, type Placement, unloadingTime } from './instance.ts';
import { idealStarts, loadsByOrder, type Route, routesOf } from './routes.ts';
import { costHome, costToPlant, travelToPlant } from './ways.ts';

export function evaluate(
  instance: DispatchInstance,
  placements: readonly Placement[],
  routes: readonly Route[] = routesOf(instance, placements),
): DispatchTerms {
  const terms = {
    unserved: 0,
    deviation: 0,
    travel: 0,
    trucks: 0,
    fill: 0,
    offWindow: 0,
    longGaps: 0,
    firstDelay: 0,
    overtime: 0,
    shortShifts: 0,
    peaks: 0,
    balance: 0,
    reserve: 0,
    base: instance.baseCost,
    total: 0,
  };
  loadsByOrder(instance, placements).forEach((loads, order) => {
    const served = loads.reduce((sum, { volumeL }) => sum + volumeL, 0);
    const missing = Math.max(0, instance.volumeL[order] - served);
    if (missing > 0) terms.unserved += instance.unservedCost[order] + instance.unservedPerL[order] * missing;
    if (loads.length === 0) return;
    const ideals = idealStarts(instance, loads);
    const firstDelay = loads[0].unloadStart - instance.firstLateFrom[order];
    terms.firstDelay += instance.firstLateCost[order] * Math.max(0, firstDelay);
    let previousEnd = -never;
    let previousStart = -never;
    loads.forEach((load, index) => {
      const end = load.unloadStart + unloadingTime(instance, order, load.truck, load.volumeL);
      if (ideals[index] !== -never)
        terms.deviation += instance.deviationCost[order] * ((load.unloadStart - ideals[index]) / 60) ** 2;
      const early = Math.max(0, instance.earlyTo[order] - load.unloadStart);
      const late = Math.max(0, end - instance.lateFrom[order]);
      terms.offWindow += instance.offWindowCost[order] * (early + late);
      if (index > 0) {
        const gap = load.unloadStart - (instance.gapFromStart[order] === 1 ? previousStart : previousEnd);
        terms.longGaps += instance.gapCost[order] * Math.max(0, gap - instance.gapSoft[order]);
      }
      terms.fill += instance.fillCost[order] * (1 - load.volumeL / instance.capacityL[load.truck]) ** 2;
      for (const hours of instance.costlyHours)
        if (hours.from <= load.unloadStart && load.unloadStart < hours.to) terms.peaks += hours.cost;
      previousEnd = end;
      previousStart = load.unloadStart;
    });
  });
  for (const route of routes) {
    const { truck } = route;
    terms.trucks += instance.truckCost[truck];
    terms.travel += legCosts(instance, route);
    terms.overtime += instance.overtimeCost[truck] * Math.max(0, route.back - instance.regularTo[truck]);
    const span = route.back - instance.shiftFrom[truck];
    terms.shortShifts += instance.shortSpanCost[truck] * Math.max(0, instance.leastSpan[truck] - span);
    if (instance.reserveFrom[truck] < never)
      terms.reserve += instance.reserveCost * Math.max(0, ordinaryBusy(instance, route) - instance.reserveFrom[truck]);
  }
  if (instance.balanceCost > 0 && routes.length > 0) {
    const shares = routes.map((route) => utilisation(instance, route));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    terms.balance = instance.balanceCost * shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  }
  for (const [name, value] of Object.entries(terms)) if (name !== 'total') terms.total += value;
  return terms;
}

/** Busy share of the regular shift. */
export function utilisation(instance: DispatchInstance, { truck, busy }: Route): number {
  return busy / Math.max(1, instance.regularTo[truck] - instance.shiftFrom[truck]);
}

function legCosts(instance: DispatchInstance, { truck, loads, homeOrigin }: Route): number {
  let cost = costHome(instance, truck, homeOrigin);
  for (const { placement, origin } of loads) {
    const { plant, order } = placement;
    cost += costToPlant(instance, truck, origin, plant);
    cost += instance.costOut[plant * instance.sites + instance.site[order]];
  }
  return cost;
}

/** Seconds for which loads of orders without `vip` keep the truck busy. */
function ordinaryBusy(instance: DispatchInstance, { truck, loads }: Route): number {
  let busy = 0;
  for (const { placement, origin, siteLeave } of loads) {
    const { order, plant, loadStart } = placement;
    if (instance.vip[order] === 1) continue;
    busy += siteLeave - loadStart + travelToPlant(instance, truck, origin, plant);
  }
  return busy;
}

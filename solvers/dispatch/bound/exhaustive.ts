/**
 * For tests: the rules of a shift once more, in the plainest way, and every plan of a tiny one. Where a rule could be read
 * in two ways the laxer and cheaper reading is taken, so that a bound which holds here holds under both.
 */
import { type DispatchInstance, holdTime, loadingTime, never, type Placement, unloadingTime } from '../instance.ts';

export interface PlanValue {
  readonly cost: number;
  readonly servedL: number;
}

export function arrive(instance: DispatchInstance, departure: number, travel: number): number {
  const { traffic } = instance;
  if (!traffic) return departure + travel;
  let part = 0;
  while (part + 1 < traffic.from.length && traffic.from[part + 1] <= departure) part++;
  return departure + Math.ceil(travel * traffic.factors[part]);
}

const endOf = (instance: DispatchInstance, load: Placement) =>
  load.unloadStart + unloadingTime(instance, load.order, load.truck, load.volumeL);

/** What no other load can mend: the load's own times. The truck may come and go by way of others. */
export function loadHolds(instance: DispatchInstance, load: Placement): boolean {
  const { order, plant, truck } = load;
  const site = instance.site[order];
  const loading = loadingTime(instance, plant, load.volumeL);
  const end = endOf(instance, load);
  const departure = load.loadStart + loading + instance.afterLoading[plant];
  const there = arrive(instance, departure, instance.travelOut[plant * instance.sites + site]);
  return (
    load.loadStart >= Math.max(instance.shiftFrom[truck], instance.plantFrom[plant]) &&
    load.loadStart + loading <= instance.plantTo[plant] &&
    load.unloadStart >= there + instance.slackBefore[plant * instance.orders + order] &&
    end <= load.loadStart + instance.lifetime[order] &&
    load.unloadStart >= instance.windowFrom[order] &&
    load.unloadStart <= Math.min(instance.startTo[order], instance.startBy[truck]) &&
    end <= instance.windowTo[order] &&
    end + instance.wash[truck] <= instance.shiftTo[truck] &&
    instance.mayServe[order * instance.trucks + truck] === 1 &&
    instance.mayLoad[order * instance.plants + plant] === 1
  );
}

const leaveOf = (instance: DispatchInstance, load: Placement) =>
  endOf(instance, load) + instance.wash[load.truck] + instance.slackAfter[load.plant * instance.orders + load.order];

/** Whether the truck gets from its yard straight to the first of its loads, and home from the last one. */
function isWithinShift(instance: DispatchInstance, first: Placement, last: Placement): boolean {
  const { truck, plant } = first;
  const yard = arrive(instance, instance.shiftFrom[truck], instance.travelStart[truck * instance.plants + plant]);
  return first.loadStart >= yard && homeAt(instance, last) <= instance.shiftTo[truck];
}

function homeAt(instance: DispatchInstance, last: Placement): number {
  const way = instance.travelEnd[last.truck * instance.sites + instance.site[last.order]];
  return arrive(instance, endOf(instance, last) + instance.wash[last.truck], way);
}

/** A load that is possible with no other one beside it. */
export function loadHoldsAlone(instance: DispatchInstance, load: Placement): boolean {
  return loadHolds(instance, load) && isWithinShift(instance, load, load);
}

/** Whether the truck gets from one load straight to the next. */
function isReached(instance: DispatchInstance, first: Placement, next: Placement): boolean {
  const back = instance.travelBack[instance.site[first.order] * instance.plants + next.plant];
  return next.loadStart >= arrive(instance, leaveOf(instance, first), back);
}

/** Whether truck and dock can do `first` before `next`; the truck maybe by way of other loads, if that is shorter. */
function mayFollow(instance: DispatchInstance, first: Placement, next: Placement): boolean {
  if (first.truck === next.truck && next.loadStart < leaveOf(instance, first)) return false;
  if (first.dock !== next.dock) return true;
  const hold = holdTime(instance, first.plant, loadingTime(instance, first.plant, first.volumeL));
  return next.loadStart >= first.loadStart + hold;
}

export function compatible(instance: DispatchInstance, a: Placement, b: Placement): boolean {
  return mayFollow(instance, a, b) || mayFollow(instance, b, a);
}

function breaksHold(instance: DispatchInstance, loads: readonly Placement[], truck: number): boolean {
  for (let b = instance.breakOf[truck]; b < instance.breakOf[truck + 1]; b++) {
    const [from, to, time] = [instance.breakFrom[b], instance.breakTo[b], instance.breakTime[b]];
    if (loads[0].loadStart >= from || endOf(instance, loads[loads.length - 1]) <= to) continue;
    const between = loads.slice(1).some((next, i) => {
      const last = loads[i];
      const back = arrive(
        instance,
        leaveOf(instance, last),
        instance.travelBack[instance.site[last.order] * instance.plants + next.plant],
      );
      const start = Math.max(from, endOf(instance, last));
      return start <= to && next.loadStart >= Math.max(back + time, start + time);
    });
    if (!between) return false;
  }
  return true;
}

/** Whether a truck gets straight from either of two loads to the other, if they are of one truck, and docks can do both. */
export function compatibleAlone(instance: DispatchInstance, a: Placement, b: Placement): boolean {
  const reached = a.truck !== b.truck || isReached(instance, a, b) || isReached(instance, b, a);
  return reached && compatible(instance, a, b);
}

/** Value of loads that are each possible and in pairs compatible; undefined where a rule of more of them is broken. */
export function planValue(instance: DispatchInstance, plan: readonly Placement[]): PlanValue | undefined {
  let cost = instance.baseCost;
  let servedL = 0;
  for (let truck = 0; truck < instance.trucks; truck++) {
    const own = plan.filter((load) => load.truck === truck).sort((a, b) => a.loadStart - b.loadStart);
    if (own.length === 0) continue;
    const last = own[own.length - 1];
    if (!isWithinShift(instance, own[0], last)) return undefined;
    if (own.some((next, i) => i > 0 && !isReached(instance, own[i - 1], next))) return undefined;
    if (!breaksHold(instance, own, truck)) return undefined;
    cost += instance.truckCost[truck] + instance.costStart[truck * instance.plants + own[0].plant];
    own.forEach((load, i) => {
      const site = instance.site[load.order];
      cost += instance.costOut[load.plant * instance.sites + site];
      const next = own[i + 1];
      cost += next
        ? instance.costBack[site * instance.plants + next.plant]
        : instance.costEnd[truck * instance.sites + site];
    });
    cost += instance.overtimeCost[truck] * Math.max(0, homeAt(instance, last) - instance.regularTo[truck]);
  }
  for (let order = 0; order < instance.orders; order++) {
    const own = plan.filter((load) => load.order === order).sort((a, b) => a.unloadStart - b.unloadStart);
    const value = orderValue(instance, order, own);
    if (!value) return undefined;
    cost += value.cost;
    servedL += value.servedL;
  }
  return { cost, servedL };
}

function orderValue(instance: DispatchInstance, order: number, own: readonly Placement[]): PlanValue | undefined {
  const volumeL = instance.volumeL[order];
  const servedL = Math.min(
    volumeL,
    own.reduce((sum, load) => sum + load.volumeL, 0),
  );
  const whole = instance.wholeOnly[order] === 1;
  const missing = volumeL - servedL;
  // An order that fixed loads begin and nobody finishes is a fact, and costs what is missing.
  if (whole && missing > 0 && own.some((load) => !instance.fixed.includes(load))) return undefined;
  let cost = missing > 0 ? instance.unservedCost[order] + instance.unservedPerL[order] * missing : 0;
  if (own.length === 0) return { cost, servedL };
  if (own[0].unloadStart > instance.firstTo[order]) return undefined;
  cost += instance.firstLateCost[order] * Math.max(0, own[0].unloadStart - instance.firstLateFrom[order]);
  let ideal = instance.ideal[order];
  for (let i = 0; i < own.length; i++) {
    const { unloadStart: start, truck, volumeL: loadL } = own[i];
    const end = endOf(instance, own[i]);
    if (i > 0) {
      const gap = start - (instance.gapFromStart[order] === 1 ? own[i - 1].unloadStart : endOf(instance, own[i - 1]));
      if (gap < instance.gapLeast[order] || gap > instance.gapGreatest[order]) return undefined;
      cost += instance.gapCost[order] * Math.max(0, gap - instance.gapSoft[order]);
    }
    cost += instance.deviationCost[order] * ((start - ideal) / 60) ** 2;
    ideal += end - start + instance.gapLeast[order];
    cost += instance.fillCost[order] * (1 - loadL / instance.capacityL[truck]) ** 2;
    cost +=
      instance.offWindowCost[order] *
      (Math.max(0, instance.earlyTo[order] - start) + Math.max(0, end - instance.lateFrom[order]));
    for (const hours of instance.costlyHours) if (start >= hours.from && start < hours.to) cost += hours.cost;
  }
  return { cost, servedL };
}

/**
 * Every plan, or the first ones of a tree too large.
 * @returns the least cost, its plan, and the most volume that were met, and whether all plans were looked at.
 */
export function bestOfAll(
  instance: DispatchInstance,
  mostSteps: number,
): { cost: number; cheapest: readonly Placement[]; servedL: number; complete: boolean } {
  const best = { cost: Infinity, cheapest: [] as readonly Placement[], servedL: -1, complete: true };
  let steps = 0;
  const choices = Array.from({ length: instance.orders }, (_, order) => loadsOf(instance, order));
  const plan: Placement[] = [...instance.fixed];
  const visit = (order: number, after: number, broughtL: number): void => {
    if (++steps > mostSteps) {
      best.complete = false;
      return;
    }
    if (order === instance.orders) {
      const value = planValue(instance, plan);
      if (!value) return;
      if (value.cost < best.cost) {
        best.cost = value.cost;
        best.cheapest = [...plan];
      }
      best.servedL = Math.max(best.servedL, value.servedL);
      return;
    }
    for (const load of choices[order]) {
      if (load.unloadStart < after || broughtL >= instance.volumeL[order]) continue;
      const over = broughtL + load.volumeL > instance.volumeL[order];
      if ((over && instance.sentFull[order] === 0) || !plan.every((other) => compatible(instance, other, load)))
        continue;
      plan.push(load);
      visit(
        order,
        load.unloadStart + (instance.gapFromStart[order] === 1 ? 0 : endOf(instance, load) - load.unloadStart),
        broughtL + load.volumeL,
      );
      plan.pop();
    }
    visit(order + 1, -never, fixedL(instance, order + 1));
  };
  visit(0, -never, fixedL(instance, 0));
  return best;
}

const fixedL = (instance: DispatchInstance, order: number) =>
  instance.fixed.reduce((sum, load) => sum + (load.order === order ? load.volumeL : 0), 0);

/** Every load that an order may get, at every second. */
function loadsOf(instance: DispatchInstance, order: number): Placement[] {
  const loads: Placement[] = [];
  for (let truck = 0; truck < instance.trucks; truck++) {
    const most = instance.capacityL[truck];
    const least = Math.min(instance.leastLoadL[order], instance.volumeL[order]);
    for (let volumeL = instance.sentFull[order] === 1 ? most : least; volumeL <= most; volumeL++) {
      for (let plant = 0; plant < instance.plants; plant++) {
        for (let dock = instance.dockFrom[plant]; dock < instance.dockFrom[plant + 1]; dock++) {
          for (let unloadStart = instance.windowFrom[order]; unloadStart <= instance.windowTo[order]; unloadStart++) {
            // No load has reason to wait at a site longer than a few seconds in shifts as short as these.
            let found = 0;
            for (let loadStart = unloadStart; loadStart >= unloadStart - 12 && found < 3; loadStart--) {
              const load = { order, truck, plant, dock, volumeL, loadStart, unloadStart };
              if (!loadHolds(instance, load)) continue;
              loads.push(load);
              found++;
            }
          }
        }
      }
    }
  }
  return loads;
}

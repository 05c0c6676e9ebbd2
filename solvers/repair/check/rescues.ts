/** Whether what becomes of concrete on board is allowed; section "Rescue" of `docs/repair-rules.md`. */
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { RepairRescue } from '../../../models/repair.ts';
import { minutesOf } from '../../dispatch/check/broken.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { factsOf, litresOf } from '../../dispatch/check/facts.ts';
import { type Laid, type LaidOut, layOut } from '../../dispatch/check/laid-out.ts';
import { noWay } from '../../dispatch/check/travel.ts';
import { amendedShift } from './amended.ts';
import { cancelledOrders } from './events.ts';
import { fixedNow, litresByOrder, type Rescued, timedLoad, transferPlant } from './fixed-now.ts';
import { wantedOrders } from './orders-now.ts';
import { isCase, type Running, type RunningPlan } from './running.ts';
import { placeOnTheWay } from './trucks-now.ts';

/**
 * Reports rescues that are not asked for, missing, incomplete, or not allowed.
 * @returns those by transfer and diversion that say enough to be part of the shift.
 */
export function checkRescues(plan: RunningPlan, stated: readonly RepairRescue[], report: Report): Rescued[] {
  const open = new Map(plan.loads.filter(isCase).map((load) => [load.id, load]));
  const rescued: Rescued[] = [];
  for (const rescue of stated) {
    const load = open.get(rescue.load);
    if (!load) {
      report('rescue', `load ${rescue.load} is rescued once more, or is no case of rescue`);
      continue;
    }
    open.delete(rescue.load);
    if (litresOf(rescue.volumeM3) !== load.litres)
      report('rescue', `load ${load.id} holds ${load.litres / 1000} m3, not ${rescue.volumeM3}`);
    if (rescue.action === 'loss') {
      if (rescue.order !== undefined || rescue.truck !== undefined)
        report('rescue', `load ${load.id} is lost, and said to go to order ${rescue.order} on truck ${rescue.truck}`);
      continue;
    }
    const one = readRescue(plan, load, rescue, report);
    if (one) rescued.push(one);
  }
  for (const id of open.keys()) report('rescue', `load ${id} is on board and cannot go on: nothing becomes of it`);
  const laid = laidNow(plan, rescued);
  for (const one of rescued) {
    const rescue = stated.find(({ load }) => load === one.load.id)!;
    checkRescue(plan, one, rescue, rescued, laid, report);
  }
  return rescued;
}

function readRescue(plan: RunningPlan, load: Running, rescue: RepairRescue, report: Report): Rescued | undefined {
  const { problem } = plan;
  const { action, order, truck, unloadStart } = rescue;
  const isTransfer = action === 'transfer';
  const loadStart = rescue.loadStart === undefined ? undefined : secondsOf(problem.shift, rescue.loadStart);
  const { trucks } = amendedShift(plan, []);
  const knowsOrder = order !== undefined && wantedOrders(problem).has(order) && !cancelledOrders(problem).has(order);
  if (action === 'loss' || !knowsOrder || unloadStart === undefined || !trucks.some(({ id }) => id === truck)) {
    report('rescue', `${action} of load ${load.id}: order ${order}, truck ${truck} or its unloading is not known`);
    return undefined;
  }
  if (isTransfer && loadStart === undefined) {
    report('rescue', `transfer of load ${load.id}: it is not said when it begins`);
    return undefined;
  }
  const plant = isTransfer ? transferPlant(plan, load) : load.plant;
  if (rescue.plant === undefined ? isTransfer : rescue.plant !== plant)
    report('rescue', `${action} of load ${load.id} is from plant ${rescue.plant}, it is from ${plant}`);
  if (!isTransfer && loadStart !== undefined && loadStart !== load.loadStart)
    report(
      'rescue',
      `load ${load.id} was loaded at ${instantOf(problem.shift, load.loadStart)}, not ${rescue.loadStart}`,
    );
  return {
    ...{ load, action, order, truck: truck!, loadStart: isTransfer ? loadStart! : load.loadStart },
    unloadStart: secondsOf(problem.shift, unloadStart),
  };
}

/** The fixed loads of the shift as it is now, in the order of `fixedNow`. */
function laidNow(plan: RunningPlan, rescued: readonly Rescued[]): LaidOut {
  const shift = amendedShift(plan, rescued);
  const fixed = fixedNow(plan, rescued);
  return layOut(factsOf(shift), fixed.map(timedLoad));
}

function checkRescue(
  plan: RunningPlan,
  rescued: Rescued,
  stated: RepairRescue,
  all: readonly Rescued[],
  laid: LaidOut,
  report: Report,
): void {
  const { load, action } = rescued;
  const one = laid.loads.find(({ id }) => id === load.id)!;
  const fault = (message: string) => report('rescue', `${action} of load ${load.id}: ${message}`);
  if (action === 'transfer') checkTransfer(plan, rescued, all, one, fault);
  else checkDiversion(plan, rescued, laid, one, fault);
  checkTaker(plan, rescued, all, one, fault);
  const age = one.unloadEnd - load.mixedAt;
  if (age > one.order.lifetime)
    fault(`it is ${minutesOf(age)} old when it is unloaded, at most ${minutesOf(one.order.lifetime)} are allowed`);
  if (stated.ageMinutes !== undefined && !isNear(stated.ageMinutes, age / 60))
    fault(`it is ${age / 60} min old at the end, stated as ${stated.ageMinutes}`);
  for (const other of laid.loads) {
    const isSamePlace = other !== one && other.order.order.place === one.order.order.place;
    if (isSamePlace && other.unloadStart < one.unloadEnd && one.unloadStart < other.unloadEnd)
      fault(`it is unloaded while load ${other.id} is, at the same place`);
  }
}

/** The order that gets it takes its grade, that much of it, and its truck. */
function checkTaker(
  { problem, ...plan }: RunningPlan,
  { load, order: id, truck: truckId }: Rescued,
  all: readonly Rescued[],
  one: Laid,
  fault: (message: string) => void,
): void {
  const order = wantedOrders(problem).get(id)!;
  const others = litresByOrder(fixedNow({ problem, ...plan }, all).filter((fixed) => fixed.load !== load)).get(id) ?? 0;
  const takes = litresOf(order.volumeM3) - others;
  const { grade } = load.planned.order.order;
  if (order.grade !== grade) fault(`order ${id} is of grade ${order.grade ?? 'none'}, the load of ${grade ?? 'none'}`);
  if (load.litres > takes) fault(`order ${id} takes ${takes / 1000} m3 more, not ${load.litres / 1000}`);
  const { truck } = one;
  const lacking = order.equipment.filter((needed) => !truck.equipment.has(needed));
  if (order.trucks && !order.trucks.includes(truckId)) fault(`truck ${truckId} is not among the trucks of order ${id}`);
  if (lacking.length > 0) fault(`truck ${truckId} lacks ${lacking.join(', ')} for order ${id}`);
  if (one.unloadStart < one.order.from)
    fault(`it is unloaded ${minutesOf(one.order.from - one.unloadStart)} before the window of order ${id}`);
}

function checkTransfer(
  plan: RunningPlan,
  rescued: Rescued,
  all: readonly Rescued[],
  one: Laid,
  fault: (message: string) => void,
): void {
  const { load, truck: id } = rescued;
  const { truck } = one;
  if (!truck.truck.working) fault(`truck ${id} does not work`);
  if (id === load.truck) fault(`truck ${id} is the one that it comes from`);
  else if (plan.loads.some((other) => other.truck === id && other.stuck))
    fault(`truck ${id} has a load that is stuck itself`);
  if (load.litres > truck.litres)
    fault(`truck ${id} holds ${truck.litres / 1000} m3, the load is ${load.litres / 1000}`);
  if (rescued.loadStart < plan.now) fault(`it begins ${minutesOf(plan.now - rescued.loadStart)} before now`);
  const arrival = arrivalForTransfer(plan, rescued, all);
  if (arrival === undefined) fault(`there is no way for truck ${id} to the truck that is stuck`);
  else if (arrival > rescued.loadStart)
    fault(
      `it begins at ${instantOf(plan.problem.shift, rescued.loadStart)}, truck ${id} is there ${minutesOf(arrival - rescued.loadStart)} later`,
    );
  if (one.toSite === noWay) fault(`there is no way to the site of order ${rescued.order}`);
  if (one.siteArrival > one.unloadStart)
    fault(`it is unloaded ${minutesOf(one.siteArrival - one.unloadStart)} before truck ${id} is there`);
}

/**
 * When the truck can be there: after all its fixed loads that are no rescues, after rescues that begin earlier, and from where it
 * stands without this one.
 */
function arrivalForTransfer(plan: RunningPlan, rescued: Rescued, all: readonly Rescued[]): number | undefined {
  const earlier = all.filter(
    (other) => other !== rescued && (other.truck !== rescued.truck || other.loadStart <= rescued.loadStart),
  );
  const without = amendedShift(plan, earlier);
  const plant = amendedShift(plan, all).plants.find(({ id }) => id === transferPlant(plan, rescued.load))!;
  const facts = factsOf({ ...without, plants: [...without.plants, plant] });
  const own = fixedNow(plan, earlier).filter(({ truck }) => truck === rescued.truck);
  const before = own.map(timedLoad);
  const { load, order, truck, unloadStart } = rescued;
  // Behind all the others, whatever the answer says; where it begins in time the truck is there by then.
  const loadStart = Math.max(rescued.loadStart, ...own.map((other) => other.loadStart + 1));
  const timed = { order, truck, plant: plant.id, dock: 0, volumeM3: load.litres / 1000, loadStart, unloadStart };
  const one = layOut(facts, [...before, { id: load.id, ...timed }]).loads.at(-1)!;
  return one.toPlant === noWay ? undefined : one.plantArrival;
}

function checkDiversion(
  plan: RunningPlan,
  rescued: Rescued,
  laid: LaidOut,
  one: Laid,
  fault: (message: string) => void,
): void {
  const { load, order, truck } = rescued;
  const { facts } = laid;
  if (!load.unwanted && !load.tooOld) fault('it is neither unwanted nor too old');
  if (plan.halts.has(load.truck)) fault(`truck ${load.truck} is out or down`);
  if (truck !== load.truck) fault(`it stays on truck ${load.truck}, stated is ${truck}`);
  if (order === load.order) fault(`it stays with order ${order}`);
  const place = placeOnTheWay(plan, load, plan.now);
  const way = facts.roads.leg(place, one.order.order.place);
  if (way === noWay || one.toSite === noWay) fault(`there is no way to the site of order ${order}`);
  const arrival = Math.max(
    facts.traffic.between(place, one.order.order.place).arrival(plan.now, way.seconds),
    one.siteArrival,
  );
  if (one.unloadStart < arrival)
    fault(`it is unloaded ${minutesOf(arrival - one.unloadStart)} before truck ${truck} is there`);
}

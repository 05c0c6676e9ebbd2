/** Whether what becomes of concrete on board is allowed; section "Rescue" of `docs/repair-rules.md`. */
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { RepairRescue } from '../../../models/repair.ts';
import { minutesOf } from '../../dispatch/check/broken.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { factsOf, litresOf } from '../../dispatch/check/facts.ts';
import { type LaidOut, layOut } from '../../dispatch/check/laid-out.ts';
import { amendedShift } from './amended.ts';
import { cancelledOrders } from './events.ts';
import { fixedNow, type Rescued, timedLoad, transferPlant } from './fixed-now.ts';
import { wantedOrders } from './orders-now.ts';
import { checkDiversion, checkTaker, checkTransfer } from './rescue-ways.ts';
import { isCase, type Running, type RunningPlan } from './running.ts';

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

/** One option of an answer: its plan, its changes against the plan that runs, and every figure that follows from them. */
import {
  type DispatchPlanProblem,
  type DispatchRuleName,
  type DispatchShiftPlan,
  type DispatchTruck,
  dispatchRuleNames,
} from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan, RepairOption } from '../../../models/repair.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import { sum } from '../../dispatch/check/terms.ts';
import { checkDispatch } from '../../dispatch/check.ts';
import { checkChanges, type Sides } from './changes.ts';
import { checkHired } from './hired.ts';
import type { OptionLoad } from './matching.ts';
import { depthFaults, latenessOf, scoreOf, widthOf } from './measures.ts';
import { checkNotices, checkUnrescued, missingOf, type Service } from './notices.ts';
import { type Client, servedOf } from './promised.ts';
import { isTouched, type Running, type RunningPlan } from './running.ts';

/** What all options of an answer have in common. */
export interface Common {
  readonly plan: RunningPlan;
  /** As it is now. */
  readonly shift: DispatchPlanProblem;
  readonly clients: ReadonlyMap<string, Client>;
  readonly pointPrice: number;
  /** Objective of the plan that runs, in the shift of the request. */
  readonly baseCost: number;
  readonly wastedM3: number;
  readonly effort: RepairDispatchPlan['effort'];
}

/** @returns the points of the option, and its total: cost and points in units of the objective. */
export function checkOption(
  common: Common,
  option: RepairOption,
  toAll: Report,
): { readonly total: number; readonly points: number } {
  const report: Report = (rule, message) => toAll(rule, `option ${option.name}: ${message}`);
  const { plan, shift, pointPrice, baseCost } = common;
  const hired = checkHired(plan, shift, option, report);
  const cost = checkPlan(plan, shift, hired, option.plan, report);
  const loads = optionLoads(shift, option);
  const open = plan.loads.filter(({ state }) => state === 'open');
  const sides = sidesOf(common, open, loads);
  const { pairs, changed, points: ofPairs } = checkChanges(plan, sides, option, report);
  const services = servicesOf(common, option, sides);
  const { promise } = plan.problem.prices;
  const points = ofPairs + promise * [...services.values()].filter(({ isMoved }) => isMoved).length;
  const total = cost + pointPrice * points;
  const touched = changed.filter(({ was }) => was).length;
  const untouchedShare = open.length === 0 ? 1 : 1 - touched / open.length;
  checkNumbers('figures', option, {
    ...{ cost, points, total, extraCost: cost - baseCost, changedLoads: changed.length, openLoads: open.length },
    ...{ untouchedShare, width: widthOf(changed), wastedM3: common.wastedM3 },
    lostM3: sum(services.values(), missingOf) / 1000,
  });
  for (const fault of depthFaults(option)) report('depth', fault);
  checkNumbers('lateness', option.lateness, latenessOf(plan, pairs));
  checkNumbers('score', option.score, scoreOf(services, untouchedShare, common.effort));
  checkNotices(plan.problem.shift, services, option.notices, report);
  checkUnrescued(services, option.unrescued, report);
  return { total, points };

  function checkNumbers<Field extends string>(
    rule: string,
    stated: Readonly<Record<NoInfer<Field>, number>>,
    actual: Readonly<Record<Field, number>>,
  ): void {
    for (const field of Object.keys(actual) as Field[])
      if (!isNear(stated[field], actual[field]))
        report(rule, `${field} is stated as ${stated[field]}, it is ${actual[field]}`);
  }
}

const rules: ReadonlySet<string> = new Set<DispatchRuleName>(dispatchRuleNames);

/** Without events and facts nothing is asked of what the plan breaks, only that it is the one that runs. */
function checkPlan(
  running: RunningPlan,
  shift: DispatchPlanProblem,
  hired: readonly DispatchTruck[],
  plan: DispatchShiftPlan,
  report: Report,
): number {
  const problem = hired.length > 0 ? { ...shift, trucks: [...shift.trucks, ...hired] } : shift;
  const { violations, objective } = checkDispatch({ problem }, plan);
  const touched = isTouched(running.problem);
  for (const { rule, message } of violations)
    if (touched || rule === 'fixed' || !rules.has(rule)) report(`plan-${rule}`, message);
  if (!touched) checkSame(running, shift, plan.loads, report);
  return objective;
}

function checkSame(
  running: RunningPlan,
  shift: DispatchPlanProblem,
  loads: RepairOption['plan']['loads'],
  report: Report,
): void {
  const asPlanned = running.loads.map(({ order, truck, plant, litres, planned }) =>
    [order, truck, plant, planned.dock, litres, planned.loadStart, planned.unloadStart].join(' '),
  );
  const asStated = loads.map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) =>
    [
      ...[order, truck, plant, dock, litresOf(volumeM3)],
      ...[secondsOf(shift, loadStart), secondsOf(shift, unloadStart)],
    ].join(' '),
  );
  if (asPlanned.toSorted().join('\n') !== asStated.toSorted().join('\n'))
    report('as-it-was', 'without events and facts the loads are those of the plan that runs, and they are not');
}

/** Loads of known orders that are not fixed, in order of unloading. */
function optionLoads(shift: DispatchPlanProblem, { plan }: RepairOption): OptionLoad[] {
  return plan.loads
    .filter(({ fixed }) => !fixed)
    .map(({ id, order, truck, plant, volumeM3, loadStart, unloadStart }) => ({
      ...{ id, order, truck, plant, litres: litresOf(volumeM3) },
      ...{ loadStart: secondsOf(shift, loadStart), unloadStart: secondsOf(shift, unloadStart) },
    }))
    .sort(byUnloading);
}

const byUnloading = (one: OptionLoad, other: OptionLoad): number =>
  one.unloadStart - other.unloadStart || one.loadStart - other.loadStart;

function sidesOf(
  { plan, clients }: Common,
  open: readonly Running[],
  loads: readonly OptionLoad[],
): Map<string, Sides> {
  const openOf = Map.groupBy(open, ({ order }) => order);
  const loadsOf = Map.groupBy(loads, ({ order }) => order);
  const sides = new Map<string, Sides>();
  for (const [order, { isLowered, wasPlanned }] of clients)
    sides.set(order, {
      open: (openOf.get(order) ?? []).toSorted((one, other) => one.planned.number - other.planned.number),
      loads: loadsOf.get(order) ?? [],
      terms: { problem: plan.problem, isLowered, wasPlanned },
    });
  return sides;
}

function servicesOf(
  { plan, shift, clients }: Common,
  option: RepairOption,
  sides: ReadonlyMap<string, Sides>,
): Map<string, Service> {
  const served = servedOf(shift, option.plan.loads);
  const services = new Map<string, Service>();
  for (const [order, client] of clients) {
    const { open, loads } = sides.get(order)!;
    const firsts = { was: open.at(0)?.planned.unloadStart, is: loads.at(0)?.unloadStart };
    const seconds = firsts.was === undefined || firsts.is === undefined ? 0 : Math.abs(firsts.is - firsts.was);
    const isMoved = seconds > 60 * plan.problem.promiseMinutes;
    services.set(order, { client, served: served.get(order) ?? 0, firsts, isMoved });
  }
  return services;
}

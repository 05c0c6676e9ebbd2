/** Advice of a warning: written into the plan, it must keep the rules that the plan keeps and cost what it says. */

import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairAdvice, RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import { factsOf } from '../../dispatch/check/facts.ts';
import { layOut, type NamedLoad, type TimedLoad } from '../../dispatch/check/laid-out.ts';
import { addedTo, brokenRules, missingFixed } from '../../dispatch/check/rules.ts';
import { objectiveOf } from '../../dispatch/check/terms.ts';

type Report = (rule: string, message: string) => void;

/** The plan as asked about, with the ids of its loads. */
export interface Base {
  readonly loads: readonly TimedLoad[];
  readonly ids: readonly string[];
}

export function checkAdvice(problem: RepairWarningProblem, plan: RepairWarningPlan, base: Base, report: Report): void {
  const { advice, simulation } = plan;
  if (advice.length > problem.mostAdvice)
    report('advice', `${advice.length} pieces of advice, ${problem.mostAdvice} wanted`);
  const named = base.loads.map((load, index) => ({ ...load, id: base.ids[index] }));
  const before = laidIn(problem.shift, named);
  advice.forEach((one, place) => {
    const say: Report = (rule, message) => report(rule, `advice ${place}: ${message}`);
    const after = applied(problem, one, named, say);
    const laid = laidIn(after.shift, after.loads);
    for (const { rule, message } of addedTo(before.broken, laid.broken)) say('advice', `it breaks ${rule}: ${message}`);
    const cost = laid.objective - before.objective + (one.hired ? problem.hirePrice : 0);
    if (Math.abs(cost - one.cost) > 1e-6 * Math.max(1, Math.abs(cost)))
      say('advice', `it costs ${cost}, ${one.cost} is stated`);
    if (cost > problem.mostCost + 1e-6) say('advice', `it costs ${cost}, and ${problem.mostCost} at most is wanted`);
    const saves = simulation.violations.mean - one.violations;
    if (Math.abs(saves - one.saves) > 1e-6) say('advice', `it saves ${saves}, ${one.saves} is stated`);
    if (place > 0 && one.saves > advice[place - 1].saves + 1e-9) say('advice', 'it saves more than the one before it');
  });
}

function laidIn(shift: DispatchPlanProblem, loads: readonly NamedLoad[]) {
  const laid = layOut(factsOf(shift), loads);
  return { broken: [...brokenRules(laid), ...missingFixed(shift, laid)], objective: objectiveOf(laid).total };
}

function applied(problem: RepairWarningProblem, advice: RepairAdvice, loads: readonly NamedLoad[], say: Report) {
  const shift = advice.hired ? { ...problem.shift, trucks: [...problem.shift.trucks, advice.hired] } : problem.shift;
  const trucks = new Set(shift.trucks.map(({ id }) => id));
  const changes = new Map(advice.changes.map((change) => [change.load, change]));
  if (changes.size < advice.changes.length) say('advice', 'a load is named twice');
  const after = loads.map((load): NamedLoad => {
    const change = changes.get(load.id ?? '');
    if (!change) return load;
    changes.delete(change.load);
    if (!trucks.has(change.truck)) say('advice', `there is no truck ${change.truck}`);
    const [loadStart, unloadStart] = [secondsOf(shift, change.loadStart), secondsOf(shift, change.unloadStart)];
    const { now } = problem;
    if (now !== undefined && load.loadStart < secondsOf(shift, now)) say('advice', `load ${change.load} has started`);
    if (load.truck === change.truck && load.loadStart === loadStart && load.unloadStart === unloadStart)
      say('advice', `load ${change.load} is as it was`);
    return { ...load, truck: change.truck, loadStart, unloadStart };
  });
  for (const id of changes.keys()) say('advice', `there is no load ${id}`);
  checkAction(problem, advice, loads, after, say);
  return { shift, loads: after };
}

/** Whether what is done to the load that it is about is what the action says. */
function checkAction(
  problem: RepairWarningProblem,
  { action, load: id, minutes, hired }: RepairAdvice,
  before: readonly NamedLoad[],
  after: readonly NamedLoad[],
  say: Report,
): void {
  const place = before.findIndex((load) => load.id === id);
  if (place < 0) {
    say('advice', `there is no load ${id}`);
    return;
  }
  const [was, is] = [before[place], after[place]];
  const loading = (is.loadStart - was.loadStart) / 60;
  const unloading = (is.unloadStart - was.unloadStart) / 60;
  const right = {
    earlier: unloading === -minutes && minutes > 0,
    'load-earlier': unloading === 0 && loading === -minutes && minutes > 0,
    later: unloading >= minutes && minutes > 0,
    truck: was.truck !== is.truck && loading === 0 && unloading === 0,
    hire: hired !== undefined && is.truck === hired.id,
  }[action];
  if (!right) say('advice', `load ${id} is not changed as ${action} by ${minutes} min says`);
  if ((action === 'hire') !== (hired !== undefined)) say('advice', 'a truck is hired where the action is to hire one');
  if (!hired) return;
  if (problem.shift.trucks.some((truck) => truck.id === hired.id))
    say('advice', `truck ${hired.id} is one of the fleet`);
  if (problem.hired && !problem.hired.some((truck) => JSON.stringify(truck) === JSON.stringify(hired)))
    say('advice', `truck ${hired.id} is none of those that could be hired`);
}

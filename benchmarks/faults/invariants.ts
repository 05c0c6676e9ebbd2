/** What must hold of a history, whatever happened to the processes that made it. Pure. */
import { isEnded, type PlanState } from '../../src/jobs/plan-view.ts';
import { type CheckPlan, solverRequest } from '../../src/jobs/solver-port.ts';
import type { History, HistoryEvent, HistoryPlan } from './history.ts';

/** A request that the service said it had taken. */
export interface Acknowledged {
  readonly id: string;
  readonly name: string;
}

export interface Expectations {
  readonly acknowledged: readonly Acknowledged[];
  readonly check: CheckPlan;
  /** States in which plans may end, by the workload's name of the request; others must end `succeeded`. */
  readonly mayEnd?: (name: string) => readonly PlanState[] | undefined;
  /** The service promises one plan for one key, also where its answer was lost. */
  readonly onePlanPerName?: boolean;
}

/** A broken promise; `kind` says which column of the table it counts in. */
export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'other';
  readonly message: string;
}

export function findings(history: History, expected: Expectations): Finding[] {
  const events = Map.groupBy(history.events, (event) => event.planId);
  const plans = new Map(history.plans.map((plan) => [plan.id, plan]));
  const found: Finding[] = expected.acknowledged
    .filter(({ id }) => !plans.has(id))
    .map(({ id, name }) => ({ kind: 'lost', message: `${name} was acknowledged as ${id}, and there is no such plan` }));
  for (const plan of history.plans) {
    const own = events.get(plan.id) ?? [];
    const say = (kind: Finding['kind']) => (message: string) => ({
      kind,
      message: `${plan.name} ${plan.id}: ${message}`,
    });
    found.push(...endOf(plan, expected).map(say('lost')), ...doubleEnds(own).map(say('doubled')));
    found.push(...[...numbering(plan, own), ...order(plan, own), ...checked(plan, expected.check)].map(say('other')));
    found.push(...programs(plan, history));
  }
  if (expected.onePlanPerName) found.push(...doublePlans(history));
  if (history.openJobsOfEndedPlans > 0)
    found.push({ kind: 'other', message: `${history.openJobsOfEndedPlans} jobs are open although their plans ended` });
  return found;
}

/**
 * How long plans waited whose holder had fallen silent: from the fault, or from their last sign of life after it, to the
 * next attempt. @returns seconds of the worst, undefined where no plan changed hands.
 */
export function worstRecoveryS(history: History, faultAt: number): number | undefined {
  let worst: number | undefined;
  for (const own of Map.groupBy(history.events, (event) => event.planId).values()) {
    const begins = own.filter(({ state }) => state === 'running');
    for (const [index, next] of begins.slice(1).entries()) {
      const between = own.filter(({ sequence }) => sequence >= begins[index].sequence && sequence < next.sequence);
      if (next.at < faultAt) continue;
      const silentSince = Math.max(faultAt, between.at(-1)!.state === 'queued' ? 0 : between.at(-1)!.at);
      worst = Math.max(worst ?? 0, (next.at - silentSince) / 1000);
    }
  }
  return worst;
}

function endOf(plan: HistoryPlan, { mayEnd }: Expectations): string[] {
  const may = mayEnd?.(plan.name) ?? ['succeeded'];
  if (!isEnded(plan.state)) return [`has not ended: it is ${plan.state}, attempt ${plan.attempt}`];
  if (may.includes(plan.state)) return [];
  return [`ended ${plan.state}${plan.errorCode ? ` (${plan.errorCode})` : ''} and not ${may.join(' or ')}`];
}

function doubleEnds(events: readonly HistoryEvent[]): string[] {
  const ends = events.filter(({ state }) => state !== undefined && isEnded(state));
  return ends.length > 1 ? [`ended ${ends.length} times`] : [];
}

function numbering(plan: HistoryPlan, events: readonly HistoryEvent[]): string[] {
  const said: string[] = [];
  for (const [index, { sequence }] of events.entries())
    if (sequence !== index + 1) said.push(`event ${index + 1} has number ${sequence}`);
  if (events.length !== plan.lastEvent) said.push(`has ${events.length} events and counts ${plan.lastEvent}`);
  for (const [index, event] of events.slice(1).entries())
    if (event.at < events[index].at - 1) said.push(`event ${event.sequence} is older than the one before it`);
  return said.slice(0, 3);
}

/** Queued first, nothing after the end, attempts counted up one by one, and no word of an attempt after the next began. */
function order(plan: HistoryPlan, events: readonly HistoryEvent[]): string[] {
  const said: string[] = [];
  let attempt = 0;
  let state: PlanState | undefined;
  for (const event of events) {
    if (state === undefined && event.state !== 'queued') said.push(`its first event is ${event.state ?? event.type}`);
    if (state !== undefined && isEnded(state)) said.push(`event ${event.sequence} came after its end`);
    if (event.state === 'running') {
      if (event.attempt !== attempt + 1) said.push(`attempt ${event.attempt} began after attempt ${attempt}`);
      attempt = event.attempt ?? attempt;
    } else if (event.attempt !== undefined && event.attempt !== attempt)
      said.push(`event ${event.sequence} is of attempt ${event.attempt}, while ${attempt} held the plan`);
    if (event.type === 'incumbent' && state !== 'running') said.push(`incumbent ${event.sequence} while ${state}`);
    state = event.state ?? state;
  }
  if (state !== plan.state) said.push(`its last event is ${state}, its state ${plan.state}`);
  if (attempt !== plan.attempt) said.push(`its events know ${attempt} attempts, its row ${plan.attempt}`);
  return said.slice(0, 3);
}

function checked(plan: HistoryPlan, check: CheckPlan): string[] {
  if (plan.plan === null || plan.plan === undefined)
    return plan.state === 'succeeded' && (plan.found === 'optimal' || plan.found === 'feasible')
      ? [`is ${plan.found} without a plan`]
      : [];
  const { violations, objective } = check(plan.request.kind, solverRequest(plan.request), plan.plan);
  const said = violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (
    Math.abs(objective - (plan.objective ?? Number.NaN)) > 1e-6 * Math.max(1, Math.abs(objective)) ||
    plan.objective === null
  )
    said.push(`objective ${plan.objective} is kept, the plan amounts to ${objective}`);
  return said.slice(0, 3);
}

/** One program for each oven that the plan heats in, if and only if it succeeded. */
function programs(plan: HistoryPlan, history: History): Finding[] {
  const own = history.programs.filter(({ planId }) => planId === plan.id);
  const say = (kind: Finding['kind'], message: string): Finding => ({
    kind,
    message: `${plan.name} ${plan.id}: ${message}`,
  });
  const wanted = plan.state === 'succeeded' && plan.plan && plan.request.equipment ? plan.request.equipment.ovens : [];
  const said: Finding[] = [];
  for (const { oven } of wanted) {
    const count = own.filter((program) => program.oven === oven).length;
    if (count === 0) said.push(say('lost', `has no program for oven ${oven}`));
    if (count > 1) said.push(say('doubled', `has ${count} programs for oven ${oven}`));
  }
  for (const { oven, commands, badlyRecorded } of own) {
    if (!wanted.some((one) => one.oven === oven))
      said.push(say('other', `has a program for oven ${oven}, and no reason to`));
    if (commands === 0 || badlyRecorded > 0)
      said.push(
        say('other', `oven ${oven}: ${commands} commands, ${badlyRecorded} without the one record of their making`),
      );
  }
  return said;
}

function doublePlans(history: History): Finding[] {
  return [...Map.groupBy(history.plans, ({ name }) => name)]
    .filter(([, plans]) => plans.length > 1)
    .map(([name, plans]) => ({ kind: 'doubled', message: `${name} was kept ${plans.length} times` }));
}

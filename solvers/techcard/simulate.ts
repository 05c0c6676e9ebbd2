/** `mode: "simulate"`: one run of the kernel by a dispatching rule, with its log. */
import type { SolveResult } from '../../models/result.ts';
import type { TechcardEvent, TechcardPlan, TechcardWait } from '../../models/techcard.ts';
import type { Budget } from '../solver.ts';
import { earliest, lowerBoundOf } from './bound.ts';
import { deadEndInWords, isContradiction, nameOf } from './dead-end.ts';
import { eventKinds, type TechcardEvents } from './event-log.ts';
import { createInstance, type Instance, never } from './instance.ts';
import { runKeepingLags } from './keep-lags.ts';
import { createKernel, type Run } from './kernel.ts';
import { Openings } from './openings.ts';
import { analyse, createPlan, objectiveUnit, planObjective, reference } from './plan.ts';
import type { TechcardRequest } from './solve.ts';
import { textLog } from './text-log.ts';

export function simulateProblem({ problem }: TechcardRequest, budget: Budget): SolveResult<TechcardPlan> {
  const instance = createInstance(problem);
  const openings = new Openings(problem);
  const early = earliest(instance, openings);
  const statistics = { iterations: 0, method: 'simulate' };
  const impossible = (reason: string) => ({
    found: 'infeasible' as const,
    endedBy: 'proof' as const,
    statistics,
    reason,
  });
  const unknown = (reason: string) => ({
    found: 'unknown' as const,
    endedBy: 'iterations' as const,
    statistics,
    reason: `by rule ${problem.rule}, ${reason}`,
  });
  if (early.impossible !== undefined) return impossible(early.impossible);
  const openingOf = (calendars: readonly string[]) => openings.of(calendars);
  const kernel = createKernel(instance, openingOf);
  const run = runKeepingLags(kernel, { rule: problem.rule, log: true });
  if (run.deadEnd) {
    const reason = deadEndInWords(instance, run.deadEnd);
    return isContradiction(kernel, openingOf, run.deadEnd)
      ? impossible(`the data contradict themselves: ${reason}`)
      : unknown(`${reason}; the data contradict themselves, or another rule or mode optimize gets through`);
  }
  const trouble = run.schedule.ends.includes(never)
    ? 'the work does not end within the time that is counted'
    : limitsMissed(instance, run);
  if (trouble !== undefined) return unknown(trouble);
  const plan = {
    ...createPlan(instance, openings, analyse(instance, run.schedule, openings), (operation) =>
      waitOf(instance, run, operation),
    ),
    ...(problem.log.events && run.events && { events: eventRows(instance, run, run.events) }),
    ...(problem.log.text && run.movements && { text: textLog(instance, run.movements) }),
  };
  const objective = planObjective(instance, plan);
  const bound = lowerBoundOf(instance, openings, early);
  const isOptimal = objective <= bound;
  const lowerBound = isOptimal ? objective : bound;
  budget.onIncumbent?.({ plan, objective, lowerBound, unit: objectiveUnit });
  return {
    found: isOptimal ? 'optimal' : 'feasible',
    plan,
    objective,
    lowerBound,
    unit: objectiveUnit,
    endedBy: isOptimal ? 'proof' : 'iterations',
    statistics,
  };
}

function limitsMissed(instance: Instance, { violatedLags, late }: Run): string | undefined {
  const name = (operation: number) => nameOf(instance, operation);
  const { lags } = instance;
  if (violatedLags.length > 0) {
    const lag = violatedLags[0];
    return `a lag between ${name(lags.from[lag])} and ${name(lags.to[lag])} is not kept; mode optimize looks for a plan that keeps all`;
  }
  if (late.length > 0)
    return `${name(late[0])} ends after the deadline of its order; mode optimize looks for a plan that keeps all`;
  return undefined;
}

function waitOf(instance: Instance, { waits }: Run, operation: number): TechcardWait | undefined {
  const seconds = waits?.seconds[operation] ?? 0;
  if (!waits || seconds <= 0) return undefined;
  const resource = waits.resourceOf(operation);
  return {
    seconds,
    ...(resource >= 0 && { resource: instance.resources[resource].id }),
    reason: waits.reasonOf(operation),
  };
}

function eventRows(instance: Instance, { schedule }: Run, events: TechcardEvents): TechcardEvent[] {
  return Array.from(events.at, (at, event) => {
    const operation = events.operation[event];
    const kind = eventKinds[events.kind[event]];
    const resource = events.resource[event];
    const reason = events.reasonOf(event);
    return {
      at,
      event: kind,
      ...reference(instance, operation),
      ...(resource >= 0 && { resource: instance.resources[resource].id }),
      ...(reason !== undefined && { reason }),
      ...(kind === 'start' && { mode: schedule.modes[operation] }),
    };
  });
}

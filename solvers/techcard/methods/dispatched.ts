/** A plan to begin from where a method has none of its own: the best of the dispatching rules that keeps every limit. */
import { dispatchingRules } from '../../../models/techcard.ts';
import type { Schedule } from '../instance.ts';
import { runKeepingLags } from '../keep-lags.ts';
import { createKernel } from '../kernel.ts';
import { endTerms } from '../terms.ts';
import type { MethodContext } from './method.ts';

/** @returns undefined where no rule gives a plan that keeps all greatest lags and deadlines, or the budget is used up. */
export function dispatched({ instance, openings, budget }: MethodContext): Schedule | undefined {
  const kernel = createKernel(instance, (calendars) => openings.of(calendars));
  let best: { schedule: Schedule; makespan: number } | undefined;
  for (const rule of dispatchingRules) {
    if (budget.shouldStop()) break;
    const { schedule, deadEnd, violatedLags, late } = runKeepingLags(kernel, { rule });
    if (deadEnd || violatedLags.length > 0 || late.length > 0) continue;
    const { makespan } = endTerms(instance, schedule);
    if (!best || makespan < best.makespan) best = { schedule, makespan };
  }
  return best?.schedule;
}

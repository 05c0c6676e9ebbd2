/** The figures of one scenario. */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import type { RepairDispatchPlan, RepairDispatchProblem } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import type { StopReason } from '../../../models/result.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { countChanges } from './changed-loads.ts';
import type { CountedPlan } from './kept-plan.ts';
import { fixedWeighted, identicalShare, servedWeighted, shareOf } from './measures.ts';

/** A row of the table; figures are of the recommended option where nothing else is said. */
export interface RepairRow extends Times, Comparison {
  readonly scenario: string;
  readonly group: string;
  readonly endedBy: StopReason;
  /** Broken rules of all answers and plans that were looked at. */
  readonly violations: number;
}

/** Milliseconds until the first complete answer and until the last one. */
export interface Times {
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly finalMs: number;
  readonly finalCpuMs: number;
}

export interface Comparison {
  readonly orders: number;
  /** Of the plan that runs. */
  readonly loads: number;
  readonly openLoads: number;
  readonly recommended: RepairOptionName;
  readonly options: readonly RepairOptionName[];
  /** m3 weighed by priority; `replanServed` of the plan made anew, without regard to changes. */
  readonly served: number;
  readonly replanServed: number;
  /** Of what was fixed: in both of the above. */
  readonly frozenServed: number;
  /** `served` over `replanServed`, and the same without what was fixed. */
  readonly share: number;
  readonly openShare: number;
  /** Of the option that serves most. */
  readonly bestShare: number;
  readonly changed: number;
  /** Of the option with the fewest. */
  readonly fewestChanged: number;
  readonly replanChanged: number;
  /** Of a plan that keeps what still holds and has the rest planned around it; null where none was found. */
  readonly keptShare: number | null;
  readonly keptChanged: number | null;
  /** Fewest changed loads with which any run served as much, and which run it was. */
  readonly least: number;
  readonly leastBy: string;
  /** `changed` over `least`, a least of 0 counted as 1. */
  readonly ratio: number;
  /** Share of the open loads that a single event does not name which stay as they are, to the second. */
  readonly identical: number | null;
  /** Of the option with the greatest. */
  readonly bestIdentical: number | null;
}

/** Another plan of the shift as it is now: an option of a run with another seed, or one on the way to the answer. */
export interface OtherPlan {
  readonly by: string;
  readonly plan: CountedPlan;
}

/** Volumes are sums of litres as doubles. */
const tolerance = 1e-6;

/**
 * @param loads - of the plan that runs.
 * @param replan - plan of the shift as it is now, made without regard to changes.
 */
export function compare(
  problem: RepairDispatchProblem,
  loads: readonly RunningLoad[],
  answer: RepairDispatchPlan,
  replan: DispatchShiftPlan,
  others: readonly OtherPlan[],
  kept?: CountedPlan,
): Comparison {
  const { shift, recommended, options } = answer;
  const begun = new Set(loads.map(({ order }) => order));
  const openIds = new Set(answer.loads.open);
  const open = loads.filter(({ id }) => openIds.has(id));
  const figuresOf = (by: string, plan: CountedPlan) => ({
    by,
    served: servedWeighted(shift, plan),
    changed: countChanges(problem, open, begun, plan),
  });
  const own = options.map(({ name, plan }) => figuresOf(name, plan));
  const anew = figuresOf('new plan', replan);
  const around = kept && figuresOf('what holds is kept', kept);
  const all = [...own, ...others.map(({ by, plan }) => figuresOf(by, plan)), ...(around ? [around] : []), anew];
  const chosen = options.findIndex(({ name }) => name === recommended);
  const { served, changed } = own[chosen];
  const least = all
    .filter((one) => one.served >= served - tolerance)
    .reduce((best, one) => (one.changed < best.changed ? one : best));
  const frozenServed = fixedWeighted(shift);
  const identical = options.map(({ plan }) => identicalShare(problem, loads, answer.loads.open, plan));
  return {
    ...{ orders: problem.shift.orders.length, loads: loads.length, openLoads: open.length },
    ...{ recommended, options: options.map(({ name }) => name) },
    ...{ served, replanServed: anew.served, frozenServed },
    share: shareOf(served, anew.served),
    openShare: shareOf(served - frozenServed, anew.served - frozenServed),
    bestShare: shareOf(Math.max(...own.map((one) => one.served)), anew.served),
    ...{ changed, replanChanged: anew.changed },
    fewestChanged: Math.min(...own.map((one) => one.changed)),
    keptShare: around ? shareOf(around.served, anew.served) : null,
    keptChanged: around?.changed ?? null,
    ...{ least: least.changed, leastBy: least.by },
    ratio: changed === 0 ? 1 : changed / Math.max(1, least.changed),
    identical: identical[chosen],
    bestIdentical: identical[chosen] === null ? null : Math.max(...identical.map((share) => share ?? 0)),
  };
}

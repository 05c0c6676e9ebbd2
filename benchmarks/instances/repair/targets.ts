/**
 * Targets that a scenario names by a rule: the truck, order or load that fits it in the plan that runs, at the time of the
 * event. Where several fit alike it is the lowest id, `k2` before `k10`.
 */
import type { DispatchOrder, DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { hasStarted, isUnfinished, type RunningLoad } from './running-loads.ts';
import { NothingToHit } from './scenario.ts';

export interface PlanAt {
  readonly problem: Pick<DispatchPlanProblem, 'trucks' | 'orders'>;
  readonly loads: readonly RunningLoad[];
  /** Seconds from the start of the shift. */
  readonly at: number;
}

const ranks = ['', 'second_', 'third_'] as const;
const rank = `(${ranks.slice(1).join('|')})?`;

export const truckRule = new RegExp(`^${rank}most_remaining_loads$`);
export const truckCopyRule = new RegExp(`^${rank}largest_capacity$`);
export const orderRule = new RegExp(`^(?:${rank}largest|median_volume)_not_(started|finished)$`);
export const loadRule = new RegExp(`^in_progress_or_next_of_${rank}largest_order$`);

const collator = new Intl.Collator('en', { numeric: true });

/** The truck with most loads that have not begun; only trucks with such loads count. */
export function truckToHit(rule: string, { problem, loads, at }: PlanAt): DispatchTruck {
  const remaining = Map.groupBy(
    loads.filter((load) => !hasStarted(load, at)),
    ({ truck }) => truck,
  );
  const trucks = problem.trucks.filter(({ id }) => remaining.has(id));
  return ranked(
    rule,
    truckRule,
    byMost(trucks, ({ id }) => remaining.get(id)!.length),
  );
}

/** The truck with the greatest drum. */
export function truckToCopy(rule: string, { problem }: PlanAt): DispatchTruck {
  return ranked(
    rule,
    truckCopyRule,
    byMost(problem.trucks, ({ capacityM3 }) => capacityM3),
  );
}

/**
 * An order of the plan: `not_started`: none of its loads has begun; `not_finished`: unloading of one of them ends later.
 * The median of an even number is the lower one of the two in the middle.
 */
export function orderToHit(rule: string, { problem, loads, at }: PlanAt): DispatchOrder {
  const state = orderRule.exec(rule)?.[2];
  const ofOrder = Map.groupBy(loads, ({ order }) => order);
  const orders = problem.orders.filter(({ id }) => {
    const own = ofOrder.get(id) ?? [];
    if (state === 'started') return own.length > 0 && !own.some((load) => hasStarted(load, at));
    return own.some((load) => isUnfinished(load, at));
  });
  if (!rule.startsWith('median_volume'))
    return ranked(
      rule,
      orderRule,
      byMost(orders, ({ volumeM3 }) => volumeM3),
    );
  const sorted = orders.toSorted((one, other) => one.volumeM3 - other.volumeM3 || collator.compare(one.id, other.id));
  return found(rule, sorted[Math.floor((sorted.length - 1) / 2)]);
}

/** The load of the largest unfinished order that is being unloaded, else the next one to be. */
export function loadToHit(rule: string, { problem, loads, at }: PlanAt): RunningLoad {
  const unfinished = Map.groupBy(
    loads.filter((load) => isUnfinished(load, at)),
    ({ order }) => order,
  );
  const orders = problem.orders.filter(({ id }) => unfinished.has(id));
  const { id } = ranked(
    rule,
    loadRule,
    byMost(orders, ({ volumeM3 }) => volumeM3),
  );
  return unfinished.get(id)!.reduce((first, load) => (load.unloadStart < first.unloadStart ? load : first));
}

function byMost<Thing extends { readonly id: string }>(things: readonly Thing[], figure: (thing: Thing) => number) {
  return things.toSorted((one, other) => figure(other) - figure(one) || collator.compare(one.id, other.id));
}

/** The one that has the rank of the rule. */
function ranked<Thing>(rule: string, form: RegExp, sorted: readonly Thing[]): Thing {
  const word = form.exec(rule)?.[1] ?? '';
  return found(rule, sorted[ranks.indexOf(word as (typeof ranks)[number])]);
}

function found<Thing>(rule: string, thing: Thing | undefined): Thing {
  if (thing === undefined) throw new NothingToHit(`the plan has nothing that is ${rule}`);
  return thing;
}

/**
 * The plain way to few changes, as a reference: what still holds of the plan that runs is kept as it is, and kind `dispatch`
 * plans the rest around it. Shares nothing with the solver of repairs.
 */
import type { DispatchPlanProblem, DispatchShiftPlan, DispatchViolation } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { hasPlan, type SolveResult } from '../../../models/result.ts';
import { addedTo } from '../../../solvers/dispatch/check/rules.ts';
import { violationsOf } from '../../../solvers/dispatch/check.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';

/** What counts of a plan when changes are counted. */
export type CountedPlan = Pick<DispatchShiftPlan, 'loads' | 'orders'>;

/** Rules that loads still to be planned may mend. */
const mendable: ReadonlySet<string> = new Set(['whole-order', 'gap-greatest']);
const mostRounds = 6;

/**
 * @param shift - as it is now, what has begun fixed in it.
 * @param open - loads of the plan that runs that may change.
 * @param solve - plans a shift within some budget.
 * @returns a plan of `shift` that breaks no rule, `fixed` said of what was fixed in `shift` alone; undefined where none is found.
 */
export function keptPlan(
  shift: DispatchPlanProblem,
  open: readonly RunningLoad[],
  solve: (problem: DispatchPlanProblem) => SolveResult<DispatchShiftPlan>,
): CountedPlan | undefined {
  let kept = whatHolds(shift, open);
  /** Trucks that get nothing more: what they could get did not go with what they have. */
  const full = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const result = solve(around(shift, kept, full));
    if (!hasPlan(result)) return undefined;
    const { orders } = result.plan;
    const loads = withOwnFixed(shift, result.plan.loads);
    const timed = loads.map((load) => ({
      ...load,
      loadStart: secondsOf(shift, load.loadStart),
      unloadStart: secondsOf(shift, load.unloadStart),
    }));
    const begun = timed.filter(({ fixed }) => fixed);
    const broken = addedTo(violationsOf(shift, begun), violationsOf(shift, timed));
    if (broken.length === 0) return { orders, loads };
    // Orders that cannot be finished around what was kept of them begin anew, and so do those of a truck that is full already.
    const again = new Set(
      broken.flatMap(({ rule, truck, order }) =>
        mendable.has(rule) || truck === undefined || full.has(truck) ? [order] : [],
      ),
    );
    for (const { rule, truck } of broken) if (!mendable.has(rule) && truck !== undefined) full.add(truck);
    kept = kept.filter(({ order }) => !again.has(order));
  }
  return undefined;
}

/**
 * The shift with what is kept fixed beside what has begun. Where a truck stands is about its first load that is not fixed, and is
 * left out for those that have one now: they come from the site of the load before.
 */
function around(
  shift: DispatchPlanProblem,
  kept: readonly RunningLoad[],
  full: ReadonlySet<string>,
): DispatchPlanProblem {
  const busy = new Set(kept.map(({ truck }) => truck));
  return {
    ...shift,
    fixed: [...shift.fixed, ...kept.map(given)],
    trucks: shift.trucks.map(({ standing, ...truck }) => ({
      ...truck,
      ...(standing === undefined || busy.has(truck.id) ? {} : { standing }),
      working: truck.working && !full.has(truck.id),
    })),
  };
}

/** Leaves out what breaks a rule, until nothing does; of two that do not go together maybe both. */
export function whatHolds(shift: DispatchPlanProblem, open: readonly RunningLoad[]): readonly RunningLoad[] {
  const fixed = timedFixed(shift);
  const facts = violationsOf(shift, fixed);
  const orders = new Set(shift.orders.map(({ id }) => id));
  let kept = open.filter(({ order }) => orders.has(order));
  for (;;) {
    const named = kept.map((load, index) => ({ ...load, id: `kept ${index}` }));
    const broken = addedTo(facts, violationsOf(shift, [...fixed, ...named])).filter(({ rule }) => !mendable.has(rule));
    if (broken.length === 0) return kept;
    const out = new Set(broken.flatMap((one) => culprits(one, named)));
    if (out.size === 0) return [];
    kept = kept.filter((_, index) => !out.has(`kept ${index}`));
  }
}

/** The load that breaks the rule, else those of the truck, order or plant that does. */
function culprits({ load, truck, order, plant }: DispatchViolation, kept: readonly RunningLoad[]): readonly string[] {
  const own = kept.filter(({ id }) => id === load);
  const like = [
    own,
    kept.filter((one) => one.truck === truck),
    kept.filter((one) => one.order === order),
    kept.filter((one) => one.plant === plant),
  ].find((loads) => loads.length > 0);
  return (like ?? []).map(({ id }) => id);
}

function timedFixed(shift: DispatchPlanProblem) {
  return shift.fixed.map(({ order, truck, plant, dock = 0, volumeM3 = 0, loadStart = 0, unloadStart = 0 }, index) => ({
    ...{ id: `fixed ${index}`, order, truck, plant, dock, volumeM3 },
    loadStart: secondsOf(shift, loadStart),
    unloadStart: secondsOf(shift, unloadStart),
  }));
}

function given({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }: RunningLoad) {
  return { order, truck, plant, dock, volumeM3, loadStart, unloadStart };
}

function withOwnFixed(shift: DispatchPlanProblem, loads: DispatchShiftPlan['loads']): DispatchShiftPlan['loads'] {
  const own = new Set(timedFixed(shift).map(({ order, truck, loadStart }) => `${order} ${truck} ${loadStart}`));
  return loads.map(({ fixed: _, ...load }) =>
    own.has(`${load.order} ${load.truck} ${secondsOf(shift, load.loadStart)}`) ? { ...load, fixed: true } : load,
  );
}

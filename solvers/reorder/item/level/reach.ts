/**
 * How high a level can be of use.
 *
 * Call a level sufficient where net stock covers demand and wanted safety stock to the end of the plan with no further
 * order:  sufficient = max over days of (max(0, safety) - base).  From there on, costs are linear in the level, and a
 * milli ordered for arrival on day a gains  worth[a] = endValue + endCredit - sum over days >= a of (holding + morning cost)  once it
 * is paid. Let  r(q) = cost of ordering q - worth * q.
 *
 * - An option where r(q) < 0 for some q pays for itself (speculative buying): it may be used to its greatest quantity.
 * - Of the others, none is used once the level is sufficient, but what `must` be used; else leaving it out would cost no
 *   more. The one that makes the level sufficient is not larger than it takes to do so, but where r is less at the
 *   larger quantity than at a smaller one: at the beginning of a segment that undercuts the one before, or within a
 *   segment whose price is below `worth`.
 *
 * Some optimal decision therefore stays below
 *   sufficient + (largest overshoot of one order) + (overshoot of each `must`) + (greatest of each speculative option).
 * Lowering an order never breaks a limit here: a sufficient level stays sufficient, morning limits are limits from above.
 */
import type { ItemProblem, OrderOption } from '../item.ts';
import type { LevelLine, LevelProblem } from './line.ts';

/**
 * @param forced - true: one order more has to be placed, in any quantity but one (for alternatives).
 * @returns greatest level that need be looked at, at least 0.
 */
export function greatestLevel(problem: LevelProblem, line: LevelLine, forced: boolean): number {
  const { days, options } = problem;
  const worth = worthOnArrival(problem);
  let crossing = 0;
  let extra = 0;
  let again = 0;
  let all = 0;
  for (const option of options) {
    const { over, speculative } = overshoot(option, worth[option.arrivalDay]);
    all += option.greatest;
    crossing = Math.max(crossing, over);
    again = Math.max(again, over + 2 * option.pack);
    if (speculative) extra += option.greatest;
    else if (option.must) extra += over;
  }
  const most = sufficientLevel(problem, line) + crossing + extra + (forced ? again : 0);
  // With lost sales a level counts what was lost too, at most all demand.
  let lost = 0;
  if (problem.shortage === 'lost') for (let day = 0; day < days; day++) lost += problem.demand[day];
  return Math.min(most, all + lost);
}

/** Least level from which on no order is needed, at least 0. */
export function sufficientLevel({ days, safety, belowSafetyCost }: ItemProblem, { endBase }: LevelLine): number {
  let level = 0;
  for (let day = 0; day < days; day++) {
    const wanted = belowSafetyCost === 0 ? 0 : Math.max(0, safety[day]);
    level = Math.max(level, wanted - endBase[day]);
  }
  return level;
}

/** What a milli that nobody needs gains if it comes on a day, before its price. */
function worthOnArrival({ days, endValue, endCredit = 0, holdingCost, morningCost }: LevelProblem): Float64Array {
  const worth = new Float64Array(days);
  let kept = endValue + endCredit;
  for (let day = days - 1; day >= 0; day--) {
    kept -= holdingCost + (morningCost ? morningCost[day] : 0);
    worth[day] = kept;
  }
  return worth;
}

/** How far beyond the sufficient level an order may go, in milli, unless it pays for itself. */
function overshoot(option: OrderOption, worth: number): { over: number; speculative: boolean } {
  let over = Math.max(option.pack, option.least);
  let dearest = -Infinity;
  let speculative = false;
  for (const { from, to, fixed, price } of option.segments) {
    const atFrom = option.lineCost + fixed + (price - worth) * from;
    const atTo = option.lineCost + fixed + (price - worth) * to;
    if (atFrom < 0 || atTo < 0) speculative = true;
    if (atFrom < dearest) over = Math.max(over, from);
    if (atTo < atFrom) over = Math.max(over, to);
    dearest = Math.max(dearest, atFrom, atTo);
  }
  return { over, speculative };
}

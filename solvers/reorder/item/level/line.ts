/**
 * Stock as a level on a line.
 *
 * Where nothing ordered expires, net stock (stock less back orders) at the end of a day is
 *   net = base[day] + level,   level = all that was ordered so far, and with lost sales all that was lost so far,
 * whatever the orders were. So the level is all that a day has to know of its past, and a day's cost is a function of it.
 */
import { evaluate } from '../evaluate.ts';
import type { ItemProblem } from '../item.ts';

/** An item's problem, and what a bound needs besides. */
export interface LevelProblem extends ItemProblem {
  /** Credited per milli on hand at the end of the plan, beside `endValue`; absent: 0. */
  readonly endCredit?: number;
}

export interface LevelLine {
  /** Net stock at the end of the day at level 0. */
  readonly endBase: Float64Array;
  /** Stock less back orders after the deliveries, before demand, at level 0. */
  readonly morningBase: Float64Array;
  /** Waste of given lots, which no decision changes. */
  readonly givenWasteCost: number;
}

/**
 * @returns undefined where what expires of the given lots depends on what is ordered (see `givenWaste`), or where a
 *   lot comes after its last day, or an order after the plan.
 */
export function levelLine(problem: ItemProblem): LevelLine | undefined {
  const { days, demand, given, options } = problem;
  if (options.some(({ arrivalDay }) => arrivalDay < 0 || arrivalDay >= days)) return undefined;
  const waste = givenWaste(problem);
  if (!waste) return undefined;
  const arriving = new Float64Array(days);
  for (const { day, quantity } of given) if (day < days) arriving[Math.max(0, day)] += quantity;
  const endBase = new Float64Array(days);
  const morningBase = new Float64Array(days);
  let net = -problem.backOrders;
  let wasted = 0;
  for (let day = 0; day < days; day++) {
    net += arriving[day];
    morningBase[day] = net;
    net -= demand[day] + waste[day];
    endBase[day] = net;
    wasted += waste[day];
  }
  return { endBase, morningBase, givenWasteCost: wasted * problem.wasteCost };
}

/**
 * What goes to waste of the given lots, by day, provided that it is the same whatever is ordered.
 *
 * Given lots that expire within the plan are served before all that keeps longer, so what is left of those that expire
 * by day e follows left'(e) = max(0, left(e) + arrived(e) - served), where `served` is the day's demand plus back
 * orders. Without back orders that is known. With back orders, `served` lies between the day's demand and what it is
 * when nothing is ordered (then back orders are greatest, by induction over the days), and left' falls with it: if both
 * ends give the same waste, every decision does.
 */
function givenWaste(problem: ItemProblem): Float64Array | undefined {
  const { days, given, options } = problem;
  const expiring = given.filter(({ lastDay, quantity }) => lastDay < days && quantity > 0);
  if (expiring.length === 0) return new Float64Array(days);
  if (expiring.some(({ day, lastDay }) => lastDay < Math.max(0, day))) return undefined;
  const alone: ItemProblem = { ...problem, options: [] };
  const none = new Float64Array(0);
  if (problem.shortage !== 'backorder') return evaluate({ ...alone, shortage: 'lost', backOrders: 0 }, none).wasted;

  const lastGiven = expiring.reduce((latest, { lastDay }) => Math.max(latest, lastDay), 0);
  if (options.some(({ lastDay }) => lastDay < lastGiven)) return undefined;
  const onHand = given.reduce((sum, { day, quantity }) => (day <= 0 ? sum + quantity : sum), 0);
  const servedFirst = Math.min(problem.backOrders, onHand);
  const fewest = evaluate({ ...alone, shortage: 'lost', backOrders: servedFirst }, none).wasted;
  const most = evaluate(alone, none).wasted;
  return fewest.every((wasted, day) => wasted === most[day]) ? most : undefined;
}

/**
 * One item in no time: a decision and a bound for where the budget leaves none for a search.
 *
 * Decision: from delivery to delivery, each order covers the days at which it costs least per day of cover, at the option
 * of the day that is cheapest for the need (Silver and Meal 1973, Production and Inventory Management 14(2):64-74), or
 * nothing at all where that costs less.
 *
 * Bound: with Q ordered, L lost, B owed at the end and S' = demand + back orders - given goods, what stands at the end is
 * worth no more than v (Q + L - S') less v B, so that cost >= v S' + (p - v) Q + (c - v) L, or + c B where demand waits, p
 * being the least price of a milli, c its shortage cost and v its worth; and Q + L (or Q + B) >= S'.
 */
import { evaluate, evaluateInPlace, isOrderable, purchaseCost } from './evaluate.ts';
import type { ItemAnswer, ItemDecision, ItemProblem, OrderOption } from './item.ts';

/** @returns undefined where no plan is found at once; there may be one. */
export function quickItem(problem: ItemProblem): ItemAnswer | undefined {
  const nothing = new Float64Array(problem.options.length);
  const without = evaluate(problem, nothing);
  let best: (ItemDecision & { readonly cost: number }) | undefined =
    without.broken.length === 0 ? { quantities: nothing, cost: without.cost } : undefined;
  const quantities = coverNeeds(problem, without.wasted);
  if (quantities) {
    const { cost, broken } = evaluateInPlace(problem, quantities);
    if (broken.length === 0 && !(best && best.cost <= cost)) best = { quantities, cost };
  }
  const bound = quickBound(problem);
  return best && bound !== undefined ? { ...best, lowerBound: Math.min(best.cost, bound) } : undefined;
}

/** See above; undefined where there is no decision without a shortage that must not be. */
export function quickBound({ demand, given, days, backOrders, ...problem }: ItemProblem): number | undefined {
  const { options, shortage, shortageCost, endValue } = problem;
  let demanded = 0;
  for (const amount of demand) demanded += amount;
  let missing = demanded + backOrders;
  for (const { day, quantity } of given) if (day < days) missing -= quantity;
  let price = Infinity;
  let most = 0;
  for (const { segments, greatest } of options) {
    most += greatest;
    for (const { from, to, fixed, price: each } of segments)
      price = Math.min(price, each + fixed / from, each + fixed / to);
  }
  // What ordering a milli costs beyond its worth, and what doing without costs.
  const ordered = price - endValue;
  const short = shortage === 'never' ? Infinity : shortage === 'lost' ? shortageCost - endValue : shortageCost;
  const worth = endValue * missing;
  if (ordered >= 0 && short >= 0) {
    const least = Math.min(ordered, short);
    return missing <= 0 ? worth : least < Infinity ? worth + least * missing : undefined;
  }
  return worth + Math.min(0, ordered) * most + Math.min(0, short) * demanded;
}

/** @param wasted - by day, of what is there without any order. @returns undefined where nothing can be ordered. */
function coverNeeds(problem: ItemProblem, wasted: Float64Array): Float64Array | undefined {
  const { days, demand, given, options, safety, backOrders } = problem;
  if (options.length === 0) return undefined;
  // Net stock at the end of each day if nothing more is ordered.
  const net = new Float64Array(days);
  for (const { day, quantity } of given) if (day < days) net[Math.max(0, day)] += quantity;
  let standing = -backOrders;
  for (let day = 0; day < days; day++) {
    standing += net[day] - demand[day] - wasted[day];
    net[day] = standing;
  }
  const quantities = new Float64Array(options.length);
  let ordered = 0;
  for (let first = 0; first < options.length; ) {
    const { arrivalDay } = options[first];
    let after = first + 1;
    while (after < options.length && options[after].arrivalDay === arrivalDay) after++;
    const next = after < options.length ? options[after].arrivalDay : days;
    const lack = (upTo: number) => safety[upTo - 1] - net[upTo - 1] - ordered;
    if (arrivalDay < days && needs(net, safety, ordered, arrivalDay, next)) {
      const option = cheapest(options, first, after, lack(next));
      if (option >= 0) {
        const quantity = lotFor(problem, option, after, lack);
        quantities[option] = quantity;
        ordered += quantity;
      }
    }
    first = after;
  }
  return quantities;
}

function needs(net: Float64Array, safety: Float64Array, ordered: number, from: number, to: number): boolean {
  for (let day = from; day < to; day++) if (net[day] + ordered < safety[day]) return true;
  return false;
}

/** Of options from `first` to before `after`: that under which so much costs least; -1 where none can be used. */
function cheapest(options: readonly OrderOption[], first: number, after: number, quantity: number): number {
  let best = -1;
  let least = Infinity;
  for (let index = first; index < after; index++) {
    const lot = asOrdered(options[index], quantity);
    if (lot === 0) continue;
    const cost = (purchaseCost(options[index], lot) + options[index].lineCost) / Math.min(lot, Math.max(1, quantity));
    if (cost < least) {
      least = cost;
      best = index;
    }
  }
  return best;
}

/** The quantity that covers up to one of the next deliveries at the least cost per day. */
function lotFor(
  { days, demand, holdingCost, options }: ItemProblem,
  index: number,
  after: number,
  lack: (upTo: number) => number,
): number {
  const option = options[index];
  let best = 0;
  let least = Infinity;
  let held = 0;
  let day = option.arrivalDay;
  for (let at = after; ; at++) {
    while (at < options.length && options[at].arrivalDay === options[at - 1].arrivalDay) at++;
    const next = at < options.length ? options[at].arrivalDay : days;
    for (; day < next; day++) held += holdingCost * demand[day] * (day - option.arrivalDay);
    const perDay = (option.lineCost + held) / (next - option.arrivalDay);
    if (best > 0 && (perDay >= least || next - 1 > option.lastDay)) return best;
    const lot = asOrdered(option, lack(next));
    if (best > 0 && lot === option.greatest) return lot;
    best = lot;
    least = perDay;
    if (next >= days) return best;
  }
}

/** The least that may be ordered of at least so much, or the greatest; 0 where that is no quantity of the option. */
function asOrdered(option: OrderOption, wanted: number): number {
  const { pack, least, greatest } = option;
  const lot = Math.min(greatest, Math.max(least, Math.ceil(wanted / pack) * pack));
  return isOrderable(option, lot) ? lot : 0;
}

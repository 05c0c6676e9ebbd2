/** What the relaxation is undecided about, and how a branch decides it. */
import type { Mixture } from './climb.ts';
import type { Instance } from './instance.ts';
import type { Plan } from './plan.ts';
import { type Multipliers, orderPrice, type Restrictions } from './price.ts';

/** One decision of a branch. */
export type Decision =
  | { readonly order: number; readonly placed: boolean }
  | { readonly option: number; readonly used: boolean }
  | { readonly option: number; readonly least: number; readonly greatest: number };

/** Weights of columns below it are taken for noise of the volume algorithm. */
const noise = 0.02;

/** Writes a decision into restrictions. */
function decide(restrictions: Restrictions, decision: Decision): void {
  if ('order' in decision) restrictions.order[decision.order] = decision.placed ? 1 : -1;
  else if ('used' in decision) {
    if (decision.used) restrictions.must[decision.option] = 1;
    else restrictions.greatest[decision.option] = 0;
  } else {
    restrictions.least[decision.option] = decision.least;
    restrictions.greatest[decision.option] = decision.greatest;
  }
}

/** @param decisions - in their order: a later one about the same quantity holds. */
export function restrictedBy(
  { order, least, greatest, must }: Restrictions,
  decisions: readonly Decision[],
): Restrictions {
  const restrictions = { order: order.slice(), least: least.slice(), greatest: greatest.slice(), must: must.slice() };
  for (const decision of decisions) decide(restrictions, decision);
  return restrictions;
}

/**
 * @param plan - what the items would do at `multipliers`.
 * @returns two decisions of which every plan keeps one; undefined where nothing is left to decide.
 */
export function choose(
  instance: Instance,
  restrictions: Restrictions,
  multipliers: Multipliers,
  mixture: Mixture,
  plan: Plan,
): readonly [Decision, Decision] | undefined {
  const order = chooseOrder(instance, restrictions, multipliers, mixture, plan);
  if (order && (order.score > 0 || !instance.amounts)) return ofOrder(order.order);
  const amount = instance.amounts ? chooseAmount(instance, restrictions, mixture, plan) : undefined;
  return amount ?? (order && ofOrder(order.order));
}

function ofOrder(order: number): readonly [Decision, Decision] {
  return [
    { order, placed: true },
    { order, placed: false },
  ];
}

/** The free order with the most money at stake: by its undecided part, and by what its lines do not pay of it. */
function chooseOrder(
  instance: Instance,
  restrictions: Restrictions,
  multipliers: Multipliers,
  { placed }: Mixture,
  plan: Plan,
): { order: number; score: number } | undefined {
  const { orders, orderFrom, orderOptions, mostOrders } = instance;
  const unpaid = new Float64Array(orders);
  for (let order = 0; order < orders; order += 1)
    if (plan.users[order] > 0) unpaid[order] = orderPrice(instance, multipliers, order);
  for (const { options } of plan.chosen)
    for (const option of options) {
      const order = instance.orderOf[option];
      if (order >= 0) unpaid[order] -= multipliers.share[option];
    }
  const tooMany = plan.placed > mostOrders;
  let best: { order: number; score: number } | undefined;
  for (let order = 0; order < orders; order += 1) {
    if (restrictions.order[order] !== 0) continue;
    let lines = 0;
    for (let at = orderFrom[order]; at < orderFrom[order + 1]; at += 1)
      if (restrictions.greatest[orderOptions[at]] > 0) lines += 1;
    // An order of one line is placed just where the line is.
    if (lines === 0 || (lines === 1 && mostOrders === Infinity)) continue;
    const price = orderPrice(instance, multipliers, order);
    const open = Math.min(placed[order], 1 - placed[order]);
    const undecided = open < noise ? 0 : open * price;
    const left = Math.max(0, unpaid[order]) > 1e-9 * Math.max(1, price) ? unpaid[order] : 0;
    const crowded = tooMany && plan.users[order] > 0 ? 1e-6 / plan.users[order] : 0;
    const score = undecided + 0.2 * left + crowded;
    if (!best || score > best.score) best = { order, score };
  }
  return best;
}

/** The option whose quantity the mixture is undecided about, weighed by purchase value; else any that is open. */
function chooseAmount(
  instance: Instance,
  restrictions: Restrictions,
  { weights, columns }: Mixture,
  plan: Plan,
): readonly [Decision, Decision] | undefined {
  const { items } = instance;
  const { least, greatest, must } = restrictions;
  const count = instance.orderOf.length;
  const used = new Float64Array(count);
  const amount = new Float64Array(count);
  const worth = new Float64Array(count);
  const smallest = new Float64Array(count).fill(Infinity);
  const largest = new Float64Array(count);
  for (let item = 0; item < items.length; item += 1)
    for (let at = 0; at < columns[item].length; at += 1) {
      const weight = weights[item][at];
      if (weight < noise) continue;
      const { options, amounts, values } = columns[item][at];
      for (let entry = 0; entry < options.length; entry += 1) {
        const option = options[entry];
        used[option] += weight;
        amount[option] += weight * amounts[entry];
        worth[option] += weight * values[entry];
        smallest[option] = Math.min(smallest[option], amounts[entry]);
        largest[option] = Math.max(largest[option], amounts[entry]);
      }
    }
  const inPlan = new Float64Array(count);
  for (const { options, amounts } of plan.chosen)
    for (let entry = 0; entry < options.length; entry += 1) inPlan[options[entry]] = amounts[entry];
  let best = -1;
  let bestScore = -1;
  for (let option = 0; option < count; option += 1) {
    const isOpen = greatest[option] > 0 && (must[option] === 0 || least[option] < greatest[option]);
    if (!isOpen || isClosed(instance, restrictions, option)) continue;
    const undecided = must[option] === 0 ? used[option] * (1 - Math.min(1, used[option])) : 0;
    const spread = largest[option] > smallest[option] ? (largest[option] - smallest[option]) / largest[option] : 0;
    // Where all is settled and the limits are still broken, what is ordered most is looked at first.
    const score = (undecided + 0.5 * spread) * Math.abs(worth[option]) + 1e-9 * inPlan[option];
    if (score <= bestScore) continue;
    best = option;
    bestScore = score;
  }
  if (best < 0) return undefined;
  if (must[best] === 0 && (used[best] < 1 - noise || least[best] === greatest[best]))
    return [
      { option: best, used: true },
      { option: best, used: false },
    ];
  const { pack } = instance.optionAt(best);
  const mean = used[best] > 0 ? amount[best] / used[best] : inPlan[best];
  const split = Math.min(greatest[best] - pack, Math.max(least[best], Math.floor(mean / pack) * pack));
  return [
    { option: best, least: least[best], greatest: split },
    { option: best, least: split + pack, greatest: greatest[best] },
  ];
}

function isClosed({ orderOf }: Instance, { order }: Restrictions, option: number): boolean {
  return orderOf[option] >= 0 && order[orderOf[option]] < 0;
}

/** What follows from the decisions of a branch, and how much any plan can cost. */
import type { ItemProblem, OrderOption } from '../item/item.ts';
import type { Instance } from './instance.ts';
import type { Column } from './pool.ts';
import type { Restrictions } from './price.ts';

/** Sums of doubles are compared with so much room. */
const slack = 1e-9;

/**
 * Draws conclusions from lines that must be there, least values of orders, their number and the budget.
 * @param restrictions - is written to.
 * @returns false where no plan is left.
 */
export function narrow(instance: Instance, restrictions: Restrictions): boolean {
  const { mostOrders, orders, orderOf, leastValue, orderFrom, orderOptions, budget, amounts } = instance;
  const { order, must, greatest } = restrictions;
  for (let option = 0; option < must.length; option += 1) {
    if (must[option] === 0 || orderOf[option] < 0) continue;
    if (order[orderOf[option]] < 0 || greatest[option] === 0) return false;
    order[orderOf[option]] = 1;
  }
  let placed = 0;
  let spent = 0;
  for (let index = 0; index < orders; index += 1) {
    if (order[index] < 0) continue;
    if (amounts) {
      let [least, most] = [0, 0];
      for (let at = orderFrom[index]; at < orderFrom[index + 1]; at += 1) {
        const [low, high] = valuesOf(instance, restrictions, orderOptions[at]);
        least += low;
        most += high;
      }
      if (most < leastValue[index] - slack * Math.max(1, leastValue[index])) {
        if (order[index] > 0) return false;
        order[index] = -1;
        continue;
      }
      if (order[index] > 0) spent += Math.max(least, leastValue[index]);
    }
    if (order[index] > 0) placed += 1;
  }
  if (spent > budget + slack * Math.max(1, budget) * 10 || placed > mostOrders) return false;
  if (placed + 1 > mostOrders)
    for (let index = 0; index < orders; index += 1) if (order[index] === 0) order[index] = -1;
  return true;
}

/** Whether a column keeps all decisions of a branch. */
function isAllowed({ orderOf, optionFrom }: Instance, restrictions: Restrictions, column: Column): boolean {
  const { order, least, greatest: most, must } = restrictions;
  const { options, amounts, item } = column;
  let at = 0;
  for (let option = optionFrom[item]; option < optionFrom[item + 1]; option += 1) {
    if (at >= options.length || options[at] !== option) {
      if (must[option] === 1) return false;
      continue;
    }
    const amount = amounts[at++];
    if (amount < least[option] || amount > most[option]) return false;
    if (orderOf[option] >= 0 && order[orderOf[option]] < 0) return false;
  }
  return true;
}

/** Least and greatest purchase value that an option's line can have. */
function valuesOf(instance: Instance, { least, greatest, must }: Restrictions, option: number): [number, number] {
  if (greatest[option] === 0) return [0, 0];
  const { segments } = instance.optionAt(option);
  let low = Infinity;
  let high = 0;
  for (const segment of segments) {
    const from = Math.max(segment.from, least[option]);
    const to = Math.min(segment.to, greatest[option]);
    if (from > to) continue;
    const [one, other] = [segment.fixed + segment.price * from, segment.fixed + segment.price * to];
    low = Math.min(low, one, other);
    high = Math.max(high, one, other);
  }
  return [must[option] === 1 && low < Infinity ? low : 0, high];
}

/** More than any plan costs: where a bound gets above it, there is no plan. */
export function mostCost({ items, orderCost }: Instance): number {
  return orderCost.reduce((sum, cost) => sum + cost, 0) + items.reduce((sum, item) => sum + mostCostOf(item), 0) + 1;
}

function mostCostOf(item: ItemProblem): number {
  const sum = (numbers: Float64Array | undefined) => numbers?.reduce((all, number) => all + number, 0) ?? 0;
  const stock =
    item.given.reduce((all, { quantity }) => all + quantity, 0) +
    item.options.reduce((all, { greatest }) => all + greatest, 0);
  const owed = item.backOrders + sum(item.demand);
  return (
    item.options.reduce((all, option) => all + Math.abs(option.lineCost) + mostPurchase(option), 0) +
    item.days * (item.holdingCost * stock + item.shortageCost * owed + item.belowSafetyCost * owed) +
    item.belowSafetyCost * sum(item.safety) +
    item.wasteCost * stock +
    sum(item.morningCost) * stock +
    Math.abs(item.endValue) * (stock + owed)
  );
}

function mostPurchase({ segments }: OrderOption): number {
  let most = 0;
  for (const { from, to, fixed, price } of segments)
    most = Math.max(most, Math.abs(fixed + price * from), Math.abs(fixed + price * to));
  return most;
}

/** Columns that restrictions allow, by item, and those of `sure`, which are known to be allowed. */
export function allowedColumns(
  instance: Instance,
  restrictions: Restrictions,
  columns: readonly (readonly Column[])[],
  ...sure: (readonly Column[])[]
): Column[][] {
  return columns.map((known, item) => {
    const allowed = known.filter((column) => isAllowed(instance, restrictions, column));
    for (const one of sure) if (!allowed.includes(one[item])) allowed.push(one[item]);
    return allowed;
  });
}

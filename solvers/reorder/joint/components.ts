/** Groups of items that no order connects: each is solved by itself. */
import type { Instance } from './instance.ts';
import type { JointProblem } from './joint.ts';

/**
 * Items are connected where one order can have lines of both.
 * @returns groups of item indices, ascending, in order of their first item.
 */
export function components({ items, orders, orderFrom, orderOptions, optionFrom }: Instance): number[][] {
  const leader = Int32Array.from(items.keys());
  const find = (item: number): number => {
    let at = item;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at]];
      at = leader[at];
    }
    return at;
  };
  const itemOf = new Int32Array(optionFrom[items.length]);
  for (let item = 0; item < items.length; item += 1) itemOf.fill(item, optionFrom[item], optionFrom[item + 1]);
  for (let order = 0; order < orders; order += 1)
    for (let at = orderFrom[order] + 1; at < orderFrom[order + 1]; at += 1) {
      const one = find(itemOf[orderOptions[at - 1]]);
      const other = find(itemOf[orderOptions[at]]);
      leader[Math.max(one, other)] = Math.min(one, other);
    }
  const groups = new Map<number, number[]>();
  for (let item = 0; item < items.length; item += 1) {
    const group = groups.get(find(item));
    if (group) group.push(item);
    else groups.set(find(item), [item]);
  }
  return [...groups.values()];
}

/** The same suppliers, some of the items, none of the limits that join all. */
export function partOf(problem: JointProblem, items: readonly number[]): JointProblem {
  return {
    items: items.map((item) => problem.items[item]),
    suppliers: problem.suppliers,
    mostOrders: Infinity,
    budget: Infinity,
    stockLimits: [],
  };
}

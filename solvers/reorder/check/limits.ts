/** Limits that all items share. */
import { dateOf } from '../../../models/reorder-days.ts';
import type { ItemFacts, ProblemFacts, Report } from './facts.ts';
import type { Ordered } from './orders.ts';

/** Milli of each day of an item, after the deliveries and the back orders and before the day's demand. */
export interface Mornings {
  readonly planned: Float64Array;
  /** What would stand then if nothing were ordered. */
  readonly unordered: Float64Array;
}

export function checkLimits(
  { problem, items }: ProblemFacts,
  { purchase, count }: Pick<Ordered, 'purchase' | 'count'>,
  mornings: readonly Mornings[],
  report: Report,
): void {
  const { budget = Infinity, orders = Infinity, storage, money } = problem.limits;
  if (exceeds(purchase, budget)) report('budget', `goods of ${purchase} are bought, ${budget} may be`);
  if (count > orders) report('orders', `${count} orders are placed, ${orders} may be`);
  const standing = (rule: string, most: number | undefined, perUnit: (item: ItemFacts) => number) => {
    if (most === undefined) return;
    for (let day = 0; day < problem.days; day++) {
      let planned = 0;
      let unordered = 0;
      items.forEach((item, index) => {
        planned += (perUnit(item) * mornings[index].planned[day]) / 1000;
        unordered += (perUnit(item) * mornings[index].unordered[day]) / 1000;
      });
      const limit = Math.max(most, unordered);
      if (exceeds(planned, limit))
        report(rule, `${planned} on the morning of ${dateOf(problem.start, day)}, at most ${limit}`);
    }
  };
  standing('storage', storage, ({ item }) => item.space);
  standing('money', money, ({ cheapest }) => cheapest);
}

const exceeds = (figure: number, most: number): boolean => figure > most + 1e-6 * Math.max(1, most);

/**
 * Quantities at which an order may have to stop short of a best level: its limits, and the ends of its segments.
 *
 * A segment whose cost line, drawn on beyond its end, stays above the cost curve may be drawn on: the end is no limit
 * then. So a concave curve (incremental breaks) has none but least and greatest quantity, and an all-units break has
 * one at the quantity from which the price is lower. A least quantity of one pack is none where drawing on to 0 costs
 * no less than ordering nothing.
 */
import type { CostSegment, OrderOption } from '../item.ts';

/** Relative difference that counts as equal: breaks worked out in doubles meet only up to rounding. */
const SAME = 1e-10;

/** @returns the quantities up to `reach`, milli, in no order. */
export function boundaryQuantities(option: OrderOption, reach: number): number[] {
  const { pack, least, greatest, must } = option;
  const segments = option.segments.filter(({ from, to }) => to >= least && from <= greatest);
  const cost = ({ fixed, price }: CostSegment, quantity: number) => option.lineCost + fixed + price * quantity;
  const above = (one: CostSegment, other: CostSegment) =>
    [Math.max(other.from, least), Math.min(other.to, greatest, Math.max(reach, other.from))].every((quantity) => {
      const there = cost(other, quantity);
      return cost(one, quantity) >= there - SAME * Math.abs(there);
    });
  const fromNothing = !must && least === pack && segments.length > 0 && cost(segments[0], 0) >= 0;
  const found = [greatest];
  if (!fromNothing) found.push(least);
  segments.forEach((segment, index) => {
    const before = segments.slice(0, index);
    const after = segments.slice(index + 1);
    const downToNothing = !fromNothing || cost(segment, 0) >= 0;
    if (index > 0 && !(downToNothing && before.every((other) => above(segment, other)))) found.push(segment.from);
    if (after.length > 0 && !after.every((other) => above(segment, other))) found.push(segment.to);
  });
  return found.filter((quantity) => quantity > 0 && quantity <= reach);
}

/**
 * All that can be ordered together at boundary quantities: their sums up to `reach`, each quantity as often as there are
 * options that have it. Multiples of a pack that is larger than the unit count as boundary quantities too.
 * @returns sums including 0, and whether they are all of them; else those found before there were more than `most`.
 */
export function boundarySums(
  options: readonly OrderOption[],
  unit: number,
  reach: number,
  most: number,
): { sums: number[]; complete: boolean } {
  const times = new Map<number, number>();
  for (const option of options) {
    if (option.least > reach) continue;
    if (option.pack > unit) times.set(option.pack, Infinity);
    else
      for (const quantity of new Set(boundaryQuantities(option, reach)))
        times.set(quantity, (times.get(quantity) ?? 0) + 1);
  }
  const sums = new Set([0]);
  for (const [quantity, count] of [...times].sort(([a], [b]) => b - a)) {
    for (const before of [...sums]) {
      for (let used = 1, sum = before + quantity; used <= count && sum <= reach; used++, sum += quantity) {
        sums.add(sum);
        if (sums.size > most) return { sums: [...sums], complete: false };
      }
    }
  }
  return { sums: [...sums], complete: true };
}

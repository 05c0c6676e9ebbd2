/**
 * A dead end: an order finds no place. The last placements that stand in its way are taken back, a bounded number of
 * them, the order is placed, and they look for other places. What remains without one goes to the end of the queue; the
 * exchange is kept where the plan got cheaper by it.
 */
import type { Schedule } from '../schedule.ts';
import type { OrderPlacer } from './place-order.ts';

/** Sets of placements taken back for one order. */
const mostSets = 8;

/**
 * @param history - orders in the order of their placing, the last one at the end.
 * @param lost - orders that were pushed out are added here.
 * @returns whether the order is placed now; if not, nothing has changed.
 */
export function makeRoom(
  placer: OrderPlacer,
  order: number,
  history: readonly number[],
  depth: number,
  lost: number[],
): boolean {
  const { s } = placer;
  const inTheWay: number[] = [];
  for (let at = history.length - 1; at >= 0 && inTheWay.length < mostSets; at--) {
    if (standsInTheWay(s, history[at], order)) inTheWay.push(history[at]);
  }
  const sets = inTheWay.map((other) => [other]);
  for (let size = 2; size <= Math.min(depth, inTheWay.length); size++) sets.push(inTheWay.slice(0, size));
  const before = s.cost();
  for (const set of depth > 0 ? sets : []) {
    const mark = s.mark();
    if (set.every((other) => s.removeOrder(other)) && placer.place(order, false)) {
      const pushed = set.filter((other) => !placer.place(other));
      if (s.cost() < before) {
        lost.push(...pushed);
        return true;
      }
    }
    s.undoTo(mark);
  }
  return false;
}

/** Whether it uses a truck or the site of the order at a time at which the order could use it, and may be taken out. */
function standsInTheWay(s: Schedule, other: number, order: number): boolean {
  const { instance } = s;
  const first = s.firstOfOrder[other];
  if (first < 0) return false;
  const from = instance.windowFrom[order];
  const to = Math.min(instance.windowTo[order], instance.startTo[order]);
  let near = false;
  for (let slot = first; slot >= 0; slot = s.nextOfOrder[slot]) {
    if (s.frozen[slot] === 1) return false;
    const begins = s.loadStart[slot] - s.travelTo[slot];
    const ends = s.unloadStart[slot] + s.release[slot] + s.travelTo[slot];
    if (ends < from || begins > to) continue;
    const mayHaveTruck = instance.mayServe[order * instance.trucks + s.loadTruck[slot]] === 1;
    near ||= mayHaveTruck || instance.site[other] === instance.site[order];
  }
  return near;
}

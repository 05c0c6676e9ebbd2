/** What clients count on: the volume of each order by the plan that runs, by a change, or by a new order. */
import { litresIn } from '../../dispatch/units.ts';
import type { CurrentShift } from './current-shift.ts';

/** Litres by order: those of the shift as it is now, and cancelled ones with nothing. */
export function promisedLitres(current: CurrentShift): ReadonlyMap<string, number> {
  const { amended, news, orderedL } = current;
  const planned = new Map<string, number>();
  for (const { order, volumeM3 } of amended.loads) planned.set(order, (planned.get(order) ?? 0) + litresIn(volumeM3));
  const promised = new Map<string, number>();
  for (const { id, volumeM3 } of amended.shift.orders) promised.set(id, promisedOf(id, litresIn(volumeM3)));
  for (const [id, { cancelled }] of news) if (cancelled !== undefined) promised.set(id, 0);
  return promised;

  function promisedOf(id: string, nowL: number): number {
    const ordered = orderedL.get(id);
    // An added order counts as it was added, or changed after that.
    if (ordered === undefined) return nowL;
    const served = Math.min(planned.get(id) ?? 0, ordered);
    const volumeM3 = news.get(id)?.to.volumeM3;
    if (volumeM3 === undefined) return served;
    const changed = litresIn(volumeM3);
    if (changed < served) return changed;
    return changed > ordered && served === ordered ? changed : served;
  }
}

/** By how many litres an event has raised the volume of an order; less than nothing where it is lowered. */
export function raisedBy({ news, orderedL }: CurrentShift, order: string): number {
  const volumeM3 = news.get(order)?.to.volumeM3;
  const before = orderedL.get(order);
  return volumeM3 === undefined || before === undefined ? 0 : litresIn(volumeM3) - before;
}

/** What bounds may say of a shift in which trucks stand somewhere. */
import type { DispatchInstance } from './instance.ts';

/**
 * The same shift with trucks that stand somewhere before their first load taken for trucks that begin there, their breaks
 * left out: what bounds look at cannot tell them apart. (Spans and shares of shifts, which count from the shift itself, are
 * no part of bounds.) A truck that stands there only after its fixed loads drives legs of its own in the midst of its day,
 * which no bound knows of.
 * @returns undefined where there is such a truck: then nothing is proved.
 */
export function withoutStanding(instance: DispatchInstance): DispatchInstance | undefined {
  const { standing, trucks, plants } = instance;
  if (standing === undefined) return instance;
  const shiftFrom = instance.shiftFrom.slice();
  const breakTime = instance.breakTime.slice();
  const travelStart = instance.travelStart.slice();
  const costStart = instance.costStart.slice();
  for (let truck = 0; truck < trucks; truck++) {
    if (standing.stands[truck] === 0) continue;
    if (standing.afterLoading[truck] !== undefined) return undefined;
    // Shifts that end before they begin are more than bounds can take; the truck of such a one does nothing anyway.
    const from = Math.min(standing.from[truck], instance.shiftTo[truck]);
    shiftFrom[truck] = Math.max(shiftFrom[truck], from);
    // They may be over before the truck sets out.
    breakTime.fill(0, instance.breakOf[truck], instance.breakOf[truck + 1]);
    const row = truck * plants;
    travelStart.set(standing.travel.subarray(row, row + plants), row);
    costStart.set(standing.cost.subarray(row, row + plants), row);
  }
  return { ...instance, standing: undefined, shiftFrom, breakTime, travelStart, costStart };
}

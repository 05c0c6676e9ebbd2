/**
 * Two trucks change what they have before them from a load on. Places in docks and orders, and what is wished of times,
 * stay: a truck goes home to its own work without anything else being moved.
 *
 * @see Potvin and Rousseau (1995), Journal of the Operational Research Society 46(12):1433-1446, on exchanging the ends of
 * two routes.
 */
import { noWish, type Schedule } from '../../../dispatch/schedule.ts';

/**
 * Gives a load and all that its truck does after it to another truck, which gives the first one all that it does from then on.
 * @param isMovable - which loads may change their truck; frozen ones never do.
 * @returns false, and nothing has changed, where the trucks or the times do not allow it.
 */
export function swapTails(
  s: Schedule,
  from: number,
  truck: number,
  isMovable: (slot: number) => boolean = () => true,
): boolean {
  const other = s.loadTruck[from];
  if (other === truck) return false;
  let first = s.firstOfTruck[truck];
  while (first >= 0 && s.loadStart[first] < s.loadStart[from]) first = s.nextOfTruck[first];
  const head = s.prevOfTruck[from];
  const headOfTruck = first < 0 ? s.lastOfTruck[truck] : s.prevOfTruck[first];
  if (!mayTake(s, from, truck) || !mayTake(s, first, other)) return false;
  const given = tailFrom(s, from);
  const taken = tailFrom(s, first);
  if (!given.every(isMovable) || !taken.every(isMovable)) return false;
  const mark = s.mark();
  if (give(s, given, truck, headOfTruck) && give(s, taken, other, head) && s.settle()) return true;
  s.undoTo(mark);
  return false;
}

function tailFrom(s: Schedule, first: number): number[] {
  const tail: number[] = [];
  for (let slot = first; slot >= 0; slot = s.nextOfTruck[slot]) tail.push(slot);
  return tail;
}

/** Whether a truck may bring all of a tail, in the same amounts. */
function mayTake(s: Schedule, first: number, truck: number): boolean {
  const { mayServe, trucks, capacityL, sentFull } = s.instance;
  for (let slot = first; slot >= 0; slot = s.nextOfTruck[slot]) {
    const order = s.loadOrder[slot];
    const volumeL = s.loadVolumeL[slot];
    if (s.frozen[slot] === 1 || hasBreakBehind(s, slot) || mayServe[order * trucks + truck] === 0) return false;
    if (sentFull[order] === 1 ? volumeL !== capacityL[truck] : volumeL > capacityL[truck]) return false;
  }
  return true;
}

/** Breaks stay with their truck; where one follows a load of the tail, it might have no room. */
function hasBreakBehind({ instance, breakAfter, loadTruck }: Schedule, slot: number): boolean {
  const truck = loadTruck[slot];
  for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++)
    if (breakAfter[at] === slot) return true;
  return false;
}

/** A load that is placed at once takes the slot that it has left. */
function give(s: Schedule, tail: readonly number[], truck: number, head: number): boolean {
  let after = head;
  for (const slot of tail) {
    const order = s.loadOrder[slot];
    const volumeL = s.loadVolumeL[slot];
    const plant = s.loadPlant[slot];
    const dock = s.loadDock[slot];
    const afterInOrder = s.prevOfOrder[slot];
    const afterOnDock = s.queues(plant) ? s.prevOnDock[slot] : -1;
    const afterAtSite = s.loadsOfOrder[order] === 1 ? s.prevAtSite[order] : -1;
    s.wish.note = s.note[slot];
    s.wish.loadFrom = s.loadFrom[slot];
    s.wish.unloadFrom = s.unloadFrom[slot];
    s.detach(slot);
    after = s.place(order, volumeL, afterInOrder, truck, after, plant, dock, afterOnDock, afterAtSite);
    Object.assign(s.wish, noWish);
    if (after !== slot) return false;
  }
  return true;
}

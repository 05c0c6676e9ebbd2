/** How many loads a delay could reach: those that wait for a load on its truck, dock or site, and those that wait for them. */
import type { Network } from './network.ts';

/** Sets of loads as bits; those of an event are the loads of all events behind it. */
export function downstreamCounts({
  count,
  events,
  previousOfTruck,
  previousOnDock,
  previousAtSite,
}: Network): Int32Array {
  const words = Math.ceil(count / 32);
  const load = new Uint32Array(count * words);
  const unload = new Uint32Array(count * words);
  const join = (into: Uint32Array, to: number, from: Uint32Array, index: number) => {
    for (let word = 0; word < words; word++) into[to * words + word] |= from[index * words + word];
    into[to * words + (index >> 5)] |= 1 << (index & 31);
  };
  for (let at = events.length - 1; at >= 0; at--) {
    const index = events[at] >> 1;
    if (events[at] & 1) {
      join(load, index, unload, index);
      if (previousAtSite[index] >= 0) join(unload, previousAtSite[index], unload, index);
    } else {
      if (previousOfTruck[index] >= 0) join(unload, previousOfTruck[index], load, index);
      if (previousOnDock[index] >= 0) join(load, previousOnDock[index], load, index);
    }
  }
  // A delay of a load begins with its loading; the load itself does not count.
  return Int32Array.from({ length: count }, (_, index) => {
    let reached = 0;
    for (let word = 0; word < words; word++) reached += bitsIn(load[index * words + word]);
    return reached - ((load[index * words + (index >> 5)] >>> (index & 31)) & 1);
  });
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

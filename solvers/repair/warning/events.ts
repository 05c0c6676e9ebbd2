/** Events of a plan in an order in which each comes behind all that it waits for. */
import type { Links } from './network.ts';

/**
 * Kahn's algorithm over 2n events; event 2i is the loading of load i, 2i + 1 its unloading.
 *
 * Sequences of a plan in breach may contradict each other (a truck unloads at a site before it is there). Whoever is planned
 * first then waits no longer: the links that it would wait for are cut in `links`.
 */
export function orderOfEvents(links: Links, plannedLoad: Float64Array, plannedUnload: Float64Array): Int32Array {
  const { previousOfTruck, previousOnDock, previousAtSite, previousOfOrder } = links;
  const count = plannedLoad.length;
  const waits = new Uint8Array(2 * count);
  const nexts: number[][] = Array.from({ length: 2 * count }, () => []);
  const arc = (from: number, to: number) => {
    nexts[from].push(to);
    waits[to]++;
  };
  for (let index = 0; index < count; index++) {
    arc(2 * index, 2 * index + 1);
    if (previousOfTruck[index] >= 0) arc(2 * previousOfTruck[index] + 1, 2 * index);
    if (previousOnDock[index] >= 0) arc(2 * previousOnDock[index], 2 * index);
    if (previousAtSite[index] >= 0) arc(2 * previousAtSite[index] + 1, 2 * index + 1);
  }
  const timeOf = (event: number) => (event % 2 === 0 ? plannedLoad : plannedUnload)[event >> 1];
  const byTime = Int32Array.from({ length: 2 * count }, (_, event) => event);
  byTime.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  const events = new Int32Array(2 * count);
  const done = new Uint8Array(2 * count);
  const ready: number[] = Array.from(byTime.filter((event) => waits[event] === 0)).reverse();
  let taken = 0;
  let earliest = 0;
  while (taken < events.length) {
    if (ready.length === 0) {
      // A loading comes before its own unloading whatever else is cut.
      while (done[byTime[earliest]] || (byTime[earliest] % 2 === 1 && !done[byTime[earliest] - 1])) earliest++;
      ready.push(byTime[earliest]);
      cut(links, byTime[earliest], done);
      earliest = 0;
    }
    const event = ready.pop()!;
    if (done[event]) continue;
    done[event] = 1;
    events[taken++] = event;
    for (const next of nexts[event]) if (!done[next] && --waits[next] === 0) ready.push(next);
  }
  const placeOf = new Int32Array(2 * count);
  events.forEach((event, at) => {
    placeOf[event] = at;
  });
  previousOfOrder.forEach((before, index) => {
    if (before >= 0 && placeOf[2 * before + 1] > placeOf[2 * index + 1]) previousOfOrder[index] = -1;
  });
  return events;
}

function cut({ previousOfTruck, previousOnDock, previousAtSite }: Links, event: number, done: Uint8Array): void {
  const index = event >> 1;
  if (event % 2 === 1) {
    if (previousAtSite[index] >= 0 && !done[2 * previousAtSite[index] + 1]) previousAtSite[index] = -1;
    return;
  }
  if (previousOfTruck[index] >= 0 && !done[2 * previousOfTruck[index] + 1]) previousOfTruck[index] = -1;
  if (previousOnDock[index] >= 0 && !done[2 * previousOnDock[index]]) previousOnDock[index] = -1;
}

/** Places between the loadings of one dock. */
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import type { Candidates } from './candidates.ts';
import { add } from './place-cost.ts';
import type { Probe } from './probe.ts';

/** Adds every place on a dock, from its end backwards. */
export function anywhereOnDock(
  s: Schedule,
  out: Candidates,
  next: number,
  hold: number,
  ready: number,
  latestLoad: number,
): void {
  const { probe } = out;
  const { dock } = probe;
  let onDock = probe.dockEnd[dock];
  let nextOn = onDock < 0 ? s.firstOnDock[dock] : s.nextOnDock[onDock];
  for (; ; nextOn = onDock, onDock = s.prevOnDock[onDock]) {
    if (nextOn >= 0 && s.latestLoadStart[nextOn] - hold < ready) return;
    const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
    const until = nextOn < 0 ? latestLoad : Math.min(latestLoad, s.latestLoadStart[nextOn] - hold);
    if (start <= until) {
      put(s, probe, start, onDock, nextOn, hold);
      add(s, out, next);
    }
    if (onDock < 0) return;
  }
}

/** Adds the place on a dock that delays least, the load and the one behind it together; of equal ones the last. */
export function bestOnDock(
  s: Schedule,
  out: Candidates,
  next: number,
  hold: number,
  ready: number,
  latestLoad: number,
): void {
  const { probe } = out;
  const { dock, onDocks, least } = probe;
  const from = probe.dockAt[dock];
  const to = probe.dockAt[dock + 1];
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (s.latestLoadStart[onDocks[middle]] - hold >= ready) high = middle;
    else low = middle + 1;
  }
  let bestLate = never;
  let best = -1;
  for (let at = low; at <= to; at++) {
    const onDock = at === from ? -1 : onDocks[at - 1];
    const nextOn = at === to ? -1 : onDocks[at];
    const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
    if (start > latestLoad) break;
    if (nextOn >= 0 && start > s.latestLoadStart[nextOn] - hold) continue;
    const late = Math.max(least, probe.arrival(s, start)) - least;
    // Places behind this one begin no earlier.
    if (late > bestLate) break;
    const push = nextOn < 0 ? 0 : Math.max(0, start + hold - s.loadStart[nextOn]);
    if (late + push > bestLate) continue;
    bestLate = late + push;
    best = at;
  }
  if (best < 0) return;
  const onDock = best === from ? -1 : onDocks[best - 1];
  const nextOn = best === to ? -1 : onDocks[best];
  const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
  put(s, probe, start, onDock, nextOn, hold);
  add(s, out, next);
}

/** Notes a place on a dock. */
function put(s: Schedule, probe: Probe, start: number, onDock: number, nextOn: number, hold: number): void {
  const arrival = probe.arrival(s, start);
  probe.afterOnDock = onDock;
  probe.loadStart = start;
  probe.unloadStart = Math.max(probe.least, arrival);
  probe.wait = probe.unloadStart - arrival;
  probe.push = nextOn < 0 ? 0 : Math.max(0, start + hold - s.loadStart[nextOn]);
  probe.pushed = nextOn;
}

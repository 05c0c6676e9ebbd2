/** The latest starts that deadlines and what is given for later leave to the operations before them. */
import { type Instance, never } from '../instance.ts';
import type { Precedence } from '../precedence.ts';
import { shortestDurations } from '../precedence.ts';

/** Without calendars and resources; `never` where nothing hurries. @returns undefined where nothing does at all. */
export function latestStarts(instance: Instance, { order }: Precedence): Int32Array | undefined {
  const { lags, lagsFrom, givenMode, givenStart, givenEnd, deadlines } = instance;
  const shortest = shortestDurations(instance);
  const latest = new Int32Array(instance.operations).fill(never);
  let hurries = false;
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const operation = order[place];
    if (givenMode[operation] >= 0) continue;
    const duration = shortest[operation];
    if (deadlines[operation] < never) latest[operation] = deadlines[operation] - duration;
    for (let at = lagsFrom.from[operation]; at < lagsFrom.from[operation + 1]; at += 1) {
      const lag = lagsFrom.items[at];
      const to = lags.to[lag];
      if (lags.greatest[lag] === 1) continue;
      const isGiven = givenMode[to] >= 0;
      if (!isGiven && latest[to] === never) continue;
      const start = isGiven ? givenStart[to] : latest[to];
      const end = isGiven ? Math.min(givenEnd[to], givenStart[to] + shortest[to]) : latest[to] + shortest[to];
      const moment = (lags.toEnd[lag] === 1 ? end : start) - lags.least[lag];
      latest[operation] = Math.min(latest[operation], lags.fromEnd[lag] === 1 ? moment - duration : moment);
    }
    hurries ||= latest[operation] < never;
  }
  return hurries ? latest : undefined;
}

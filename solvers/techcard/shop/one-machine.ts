/**
 * Jackson's preemptive schedule: operations with heads, durations and tails on one machine, always the one with the longest
 * tail of those that are ready. Its makespan is the best of all preemptive ones, so a lower bound of the others.
 *
 * @see Carlier (1982), European Journal of Operational Research 11:42-47.
 */
export interface Window {
  readonly head: number;
  readonly duration: number;
  readonly tail: number;
}

export function preemptiveBound(windows: readonly Window[]): number {
  const byHead = [...windows].sort((a, b) => a.head - b.head);
  const left = byHead.map(({ duration }) => duration);
  const open: number[] = [];
  let bound = 0;
  let now = 0;
  let next = 0;
  while (next < byHead.length || open.length > 0) {
    if (open.length === 0 && byHead[next].head > now) now = byHead[next].head;
    while (next < byHead.length && byHead[next].head <= now) open.push(next++);
    let pick = 0;
    for (let k = 1; k < open.length; k++) if (byHead[open[k]].tail > byHead[open[pick]].tail) pick = k;
    const o = open[pick];
    const until = next < byHead.length ? Math.min(now + left[o], byHead[next].head) : now + left[o];
    left[o] -= until - now;
    now = until;
    if (left[o] > 0) continue;
    bound = Math.max(bound, now + byHead[o].tail);
    open[pick] = open[open.length - 1];
    open.pop();
  }
  return bound;
}

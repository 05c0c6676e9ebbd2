/** What happened in a run, in order of time: starts, ends, and refusals of those that were ready and had to wait. */
import { type Instance, never, type Schedule } from './instance.ts';
import type { Waits } from './waits.ts';

export const eventKinds = ['end', 'refused', 'start'] as const;

export interface TechcardEvents {
  readonly at: Int32Array;
  /** Index into `eventKinds`: at one moment what ends comes first, then what is refused, then what starts. */
  readonly kind: Uint8Array;
  readonly operation: Int32Array;
  /** Of refusals: the resource, -1 where none refused. */
  readonly resource: Int32Array;
  reasonOf(event: number): string | undefined;
}

export function eventsOf({ operations }: Instance, { starts, ends }: Schedule, waits: Waits): TechcardEvents {
  const times: number[] = [];
  const kinds: number[] = [];
  const owners: number[] = [];
  const add = (at: number, kind: number, operation: number) => {
    times.push(at);
    kinds.push(kind);
    owners.push(operation);
  };
  for (let operation = 0; operation < operations; operation += 1) {
    if (starts[operation] === never) continue;
    const wait = waits.seconds[operation];
    if (wait > 0) add(starts[operation] - wait, 1, operation);
    add(starts[operation], 2, operation);
    add(ends[operation], 0, operation);
  }
  // The end of an operation of no duration comes after its start.
  const rank = (event: number) =>
    kinds[event] === 0 && starts[owners[event]] === ends[owners[event]] ? eventKinds.length : kinds[event];
  const order = Array.from(times.keys()).sort(
    (a, b) => times[a] - times[b] || rank(a) - rank(b) || owners[a] - owners[b],
  );
  return {
    at: Int32Array.from(order, (event) => times[event]),
    kind: Uint8Array.from(order, (event) => kinds[event]),
    operation: Int32Array.from(order, (event) => owners[event]),
    resource: Int32Array.from(order, (event) => (kinds[event] === 1 ? waits.resourceOf(owners[event]) : -1)),
    reasonOf: (event) => (kinds[order[event]] === 1 ? waits.reasonOf(owners[order[event]]) : undefined),
  };
}

/**
 * Which loads may follow which within one order, given how many trucks there are: where gaps are limited, a truck that has
 * just unloaded is not back in time for the next loads, and these need other trucks. The states of a sequence, merged
 * where they leave the same future, are what the dynamic programme of an order counts along.
 *
 * A truck of class c is back at the site no earlier than `cycle[c]` after it started to unload there. If as many loads of
 * class c as there are trucks started less than that ago, a truck of one of them has to do the next, at a wait after the
 * last load: the cycle less the most time that can have passed since that load's start. A wait beyond the greatest gap
 * forbids the load.
 *
 * Waits count from the earliest end of the last load, `own` after its start: a load may unload for longer, and then the gap
 * counts from later.
 */

export interface SequenceOption {
  readonly truckClass: number;
  readonly units: number;
  /** From the start of the load to the time from which the gap after it counts, at least. */
  readonly own: number;
}

export interface SequenceLimits {
  /** By class: trucks there are, and least time until a truck is back. */
  readonly trucks: ArrayLike<number>;
  readonly cycle: ArrayLike<number>;
  /** From `own` after the start of one load to the start of the next, at most. */
  readonly waitMost: number;
}

/** Nodes in order of units left, so that each step leads to a node before; node 0 is the end. */
export interface LoadSequences {
  readonly unitsLeft: Int32Array;
  /** nodes x options: node after such a load, -1 where there can be none. */
  readonly next: Int32Array;
  /** nodes x options: such a load starts no sooner than this after the earliest end of the one before. */
  readonly wait: Float64Array;
}

/** A load that may still keep a truck away: its class, and the most time from its start to the earliest end of the last load. */
type Recent = readonly [truckClass: number, elapsed: number];

interface Node {
  readonly left: number;
  readonly recent: readonly Recent[];
  readonly next: number[];
  readonly wait: number[];
}

/** Memories are cut to this many loads, then fewer, until the nodes are few enough; fewer loads known forbid less. */
const longestMemory = 12;

export function loadSequences(
  units: number,
  options: readonly SequenceOption[],
  limits: SequenceLimits,
  mostNodes: number,
): LoadSequences {
  for (let memory = mostNodes > units ? longestMemory : 0; memory > 0; memory = Math.floor(memory / 2)) {
    const found = explore(units, options, limits, memory, mostNodes);
    if (found) return found;
  }
  return explore(units, options, limits, 0, Infinity)!;
}

function explore(
  units: number,
  options: readonly SequenceOption[],
  limits: SequenceLimits,
  memory: number,
  mostNodes: number,
): LoadSequences | undefined {
  const nodes: Node[] = [
    { left: 0, recent: [], next: [], wait: [] },
    { left: units, recent: [], next: [], wait: [] },
  ];
  const known = new Map<string, number>();
  for (let n = 1; n < nodes.length; n++) {
    const { left, recent, next, wait } = nodes[n];
    for (const { truckClass, units: brought, own } of options) {
      const trucks = limits.trucks[truckClass];
      // With so many away, oldest first, the truck of the one at this place from the end is the first to be back.
      const away = recent.filter(([c, elapsed]) => c === truckClass && elapsed < limits.cycle[c]);
      const longest = away.length >= trucks ? limits.cycle[truckClass] - away[away.length - trucks][1] : 0;
      wait.push(longest);
      if (longest > limits.waitMost) {
        next.push(-1);
        continue;
      }
      const rest = Math.max(0, left - brought);
      if (rest === 0) {
        next.push(0);
        continue;
      }
      const onward = limits.waitMost + own;
      const later = [...recent.map(([c, elapsed]): Recent => [c, elapsed + onward]), [truckClass, own] as Recent]
        .filter(([c, elapsed]) => elapsed < limits.cycle[c])
        .slice(memory === 0 ? Infinity : -memory);
      const key = `${rest}|${later.join('|')}`;
      let at = known.get(key);
      if (at === undefined) {
        at = nodes.push({ left: rest, recent: later, next: [], wait: [] }) - 1;
        known.set(key, at);
        if (nodes.length > mostNodes) return undefined;
      }
      next.push(at);
    }
  }
  const order = nodes.map((_, n) => n).sort((a, b) => nodes[a].left - nodes[b].left || a - b);
  const rank = new Int32Array(nodes.length);
  order.forEach((n, i) => {
    rank[n] = i;
  });
  return {
    unitsLeft: Int32Array.from(order, (n) => nodes[n].left),
    next: Int32Array.from(
      order.flatMap((n) => options.map((_, o) => (n === 0 ? 0 : nodes[n].next[o] < 0 ? -1 : rank[nodes[n].next[o]]))),
    ),
    wait: Float64Array.from(order.flatMap((n) => options.map((_, o) => (n === 0 ? 0 : nodes[n].wait[o])))),
  };
}

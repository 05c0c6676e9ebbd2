/**
 * Which loads may follow which within one order, given how many trucks there are: where gaps are limited, a truck that has
 * just unloaded is not back in time for the next loads, and these need other trucks. The states of a sequence, merged
 * where they leave the same future, are what the dynamic programme of an order counts along.
 *
 * A truck of class c is back at the site no earlier than `cycle[c]` after it started to unload there. If more loads of
 * class c than there are trucks start within less than that, one truck would have to do two of them. The time between
 * two starts is at most that of the unloadings and greatest gaps between them.
 */

export interface SequenceOption {
  readonly truckClass: number;
  readonly units: number;
}

export interface SequenceLimits {
  /** By class: trucks there are, least time until a truck is back, most time from a start to the next load's start. */
  readonly trucks: ArrayLike<number>;
  readonly cycle: ArrayLike<number>;
  readonly mostOnward: ArrayLike<number>;
}

/** Nodes in order of units left, so that each step leads to a node before; node 0 is the end. */
export interface LoadSequences {
  readonly unitsLeft: Int32Array;
  /** nodes x options: node after such a load, -1 where there can be none. */
  readonly next: Int32Array;
}

/** A load that may still keep a truck away: its class, and the most time from its start to the next load's start. */
type Recent = readonly [truckClass: number, elapsed: number];

interface Node {
  readonly left: number;
  readonly recent: readonly Recent[];
  readonly next: number[];
}

/** Memories are cut to this many loads, then fewer, until the nodes are few enough; fewer loads known forbid less. */
const longestMemory = 12;

export function loadSequences(
  units: number,
  options: readonly SequenceOption[],
  limits: SequenceLimits,
  mostNodes: number,
): LoadSequences {
  for (let memory = longestMemory; memory > 0; memory--) {
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
    { left: 0, recent: [], next: [] },
    { left: units, recent: [], next: [] },
  ];
  const known = new Map<string, number>();
  for (let n = 1; n < nodes.length; n++) {
    const { left, recent, next } = nodes[n];
    for (const { truckClass, units: brought } of options) {
      const away = recent.reduce((sum, [c, elapsed]) => sum + Number(c === truckClass && elapsed < limits.cycle[c]), 0);
      if (away >= limits.trucks[truckClass]) {
        next.push(-1);
        continue;
      }
      const rest = Math.max(0, left - brought);
      if (rest === 0) {
        next.push(0);
        continue;
      }
      const onward = limits.mostOnward[truckClass];
      const later = [...recent.map(([c, elapsed]): Recent => [c, elapsed + onward]), [truckClass, onward] as Recent]
        .filter(([c, elapsed]) => elapsed < limits.cycle[c])
        .slice(memory === 0 ? Infinity : -memory);
      const key = `${rest}|${later.join('|')}`;
      let at = known.get(key);
      if (at === undefined) {
        at = nodes.push({ left: rest, recent: later, next: [] }) - 1;
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
  };
}

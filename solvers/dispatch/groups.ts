/**
 * The order of placing: groups from A, which cannot be shifted, to E, which fits anywhere, and inside each by start of
 * the window, then the narrower window, then the larger volume, then difficulty. An order is in the first group that it
 * belongs to.
 *
 * An order right behind another one of its site is never placed before it: its time depends on that.
 */
import type { ConstructionData } from './construction-data.ts';
import { difficulties } from './difficulty.ts';
import type { DispatchInstance } from './instance.ts';
import { never } from './instance.ts';

/** A hard window, B poured without a break, C for the best clients, D standard, E no window at all. */
export const groupNames = ['A', 'B', 'C', 'D', 'E'] as const;
export type Group = (typeof groupNames)[number];

export function groupOf(instance: DispatchInstance, data: ConstructionData, order: number): Group {
  if (data.hardWindow[order] === 1) return 'A';
  if (data.continuous[order] === 1) return 'B';
  if (instance.vip[order] === 1) return 'C';
  return windowEnd(instance, order) < never ? 'D' : 'E';
}

/** All orders, the one to be placed first in front. */
export function placingOrder(instance: DispatchInstance, data: ConstructionData): Int32Array {
  const group = Int32Array.from({ length: instance.orders }, (_, order) =>
    groupNames.indexOf(groupOf(instance, data, order)),
  );
  const difficulty = difficulties(instance, data);
  const width = (order: number) => windowEnd(instance, order) - instance.windowFrom[order];
  const sorted = Array.from(group.keys()).sort(
    (a, b) =>
      group[a] - group[b] ||
      instance.windowFrom[a] - instance.windowFrom[b] ||
      width(a) - width(b) ||
      instance.volumeL[b] - instance.volumeL[a] ||
      difficulty[b] - difficulty[a] ||
      a - b,
  );
  return leadersFirst(instance, sorted);
}

/** The last moment at which anything of the order may be going on; `never` where nothing says so. */
function windowEnd(instance: DispatchInstance, order: number): number {
  return Math.min(instance.windowTo[order], instance.startTo[order]);
}

function leadersFirst(instance: DispatchInstance, sorted: readonly number[]): Int32Array {
  const placed = new Uint8Array(instance.orders);
  const result = new Int32Array(instance.orders);
  let count = 0;
  for (const order of sorted) {
    const chain: number[] = [];
    for (let at = order; at >= 0 && placed[at] === 0; at = instance.follows[at]) {
      placed[at] = 1;
      chain.push(at);
    }
    while (chain.length > 0) result[count++] = chain.pop()!;
  }
  return result;
}

/**
 * Orders that follow others, where fixed loads have settled it already. Timing knows neighbours at a site, and a follower
 * stands right behind the order that it follows, unless fixed loads stand otherwise: because it began too early, or because
 * another order came between. What is between the two then holds by bounds of their further loads.
 */
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';

/** By order; of its further loads. Seconds. */
export interface FollowLimits {
  /** Unloading starts no earlier. */
  readonly from: Int32Array;
  /** Unloading ends no later. */
  readonly endBy: Int32Array;
  /** The first unloading starts no later. */
  readonly firstTo: Int32Array;
  /** 1: it may stand anywhere behind the order that it follows. */
  readonly isParted: Uint8Array;
}

/**
 * @param s - with fixed loads alone.
 * @returns undefined where fixed loads are where timing looks for them.
 */
export function followLimits(s: Schedule): FollowLimits | undefined {
  const { orders, follows, followLeast, followGreatest } = s.instance;
  let limits: FollowLimits | undefined;
  for (let order = 0; order < orders; order++) {
    const leader = follows[order];
    if (leader < 0 || s.firstOfOrder[leader] < 0 || s.prevAtSite[order] === leader) continue;
    const begun = endOfOrder(s, leader);
    const earliest = begun + followLeast[order];
    const first = s.firstOfOrder[order];
    const next = s.nextAtSite[leader];
    // Right behind the leader there still is room for it.
    if (first < 0 && (next < 0 || earliest < s.unloadStart[s.firstOfOrder[next]])) continue;
    limits ??= {
      from: new Int32Array(orders).fill(-never),
      endBy: new Int32Array(orders).fill(never),
      firstTo: new Int32Array(orders).fill(never),
      isParted: new Uint8Array(orders),
    };
    const { from, endBy, firstTo, isParted } = limits;
    if (first >= 0) {
      // The time between the two is a fact; further loads come where they leave it as it is, or within its least.
      const start = s.unloadStart[first];
      from[order] = Math.max(from[order], start);
      endBy[leader] = Math.max(begun, start - followLeast[order]);
      continue;
    }
    from[order] = Math.max(from[order], earliest);
    endBy[leader] = begun;
    if (followGreatest[order] < never) firstTo[order] = begun + followGreatest[order];
    isParted[order] = 1;
  }
  return limits;
}

/** When the last unloading of an order has ended. */
function endOfOrder(s: Schedule, order: number): number {
  let end = -never;
  for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
    end = Math.max(end, s.unloadStart[slot] + s.unloading[slot]);
  return end;
}

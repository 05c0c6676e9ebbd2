/**
 * Why each load of an option changes, and how deep in the cascade it stands.
 *
 * Loads with a reason of their own are hit directly, at depth 1. Each other load makes room for the one in its way that is
 * least deep, and stands one deeper; this spreads from the directly hit ones like rings in water. A load with nobody in its
 * way changes because the option is cheaper that way. Where loads that are left only stand in each other's way, as in a
 * swap, the one with the most points is taken for the one that pays, and the rings go on from there.
 */
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';
import type { Reason } from './loads.ts';
import { type Obstacle, type ObstacleKind, Obstacles } from './obstacles.ts';
import { ownReason } from './own-reasons.ts';
import { inM3, inMinutes, reason } from './wording.ts';

export interface Cause {
  readonly reason: Reason;
  readonly depth: number;
}

const precedence: readonly ObstacleKind[] = ['truck', 'dock', 'site', 'gap', 'volume', 'order'];

/**
 * @param pairs - as `pairLoads` gives them.
 * @returns the cause of each pair that nobody could overlook; undefined where nothing is changed.
 */
export function causesOf(context: RepairContext, pairs: readonly PairedLoad[]): (Cause | undefined)[] {
  const causes: (Cause | undefined)[] = pairs.map(() => undefined);
  const moved = Array.from(pairs.keys()).filter((index) => isElsewhere(pairs[index]));
  const members = moved.map((index) => pairs[index]);
  const obstacles = new Obstacles(context, members);
  const depth = new Float64Array(members.length).fill(Infinity);
  const ways = members.map((_, index) => obstacles.of(index));
  // A load that has moved too little to be told of is a link of the cascade, but no step of it.
  const step = (index: number) => (members[index].what.length > 0 ? 1 : 0);
  const settle = (index: number, at: number, why: Reason) => {
    depth[index] = at;
    causes[moved[index]] = { reason: why, depth: at };
  };
  let left = new Set(members.keys());
  for (const index of left) {
    const own = ownReason(context, members[index]);
    if (own) settle(index, step(index), own);
    else if (ways[index].length === 0) settle(index, step(index), paysReason(members[index]));
  }
  left = new Set([...left].filter((index) => depth[index] === Infinity));
  while (left.size > 0) {
    let next = -1;
    let nextDepth = Infinity;
    let through: Obstacle | undefined;
    for (const index of left) {
      const best = leastDeep(ways[index], depth, (by) => causes[moved[by]]?.reason.event !== undefined);
      if (!best) continue;
      const at = depth[best.by] + step(index);
      if (at < nextDepth) [next, nextDepth, through] = [index, at, best];
    }
    if (next >= 0 && through) {
      settle(next, nextDepth, roomReason(members[next], members[through.by], through.kind, causes[moved[through.by]]));
    } else {
      next = [...left].reduce((best, index) => (members[index].points > members[best].points ? index : best));
      settle(next, step(next), paysReason(members[next]));
    }
    left.delete(next);
  }
  return causes;
}

/** Different in anything that takes up a truck, a dock or a site. */
function isElsewhere({ was, is, what }: PairedLoad): boolean {
  if (what.length > 0 || !was || !is) return true;
  return was.dock !== is.dock || was.loadStart !== is.loadStart || was.unloadStart !== is.unloadStart;
}

/** Of several as deep, one with an event behind it is the better reason. */
function leastDeep(
  ways: readonly Obstacle[],
  depth: Float64Array,
  hasEvent: (index: number) => boolean,
): Obstacle | undefined {
  const rank = ({ by, kind }: Obstacle) => (hasEvent(by) ? 0 : precedence.length) + precedence.indexOf(kind);
  let best: Obstacle | undefined;
  for (const way of ways) {
    if (depth[way.by] === Infinity) continue;
    const deeper = best ? depth[way.by] - depth[best.by] : -1;
    if (deeper < 0 || (deeper === 0 && rank(way) < rank(best!))) best = way;
  }
  return best;
}

function roomReason(load: PairedLoad, other: PairedLoad, kind: ObstacleKind, cause: Cause | undefined): Reason {
  const event = cause?.reason.event;
  const by = nameOf(other);
  if (kind === 'volume') {
    const litres = (other.is?.volumeL ?? 0) - (other.was?.volumeL ?? 0);
    const how = litres < 0 ? `brings ${inM3(-litres)} less` : `brings ${inM3(litres)} more`;
    return reason('order-incomplete', `evens out that ${by} ${other.is ? how : 'is not carried out'}`, event);
  }
  if (kind === 'order') return reason('order-incomplete', `${load.order} is not served whole without ${by}`, event);
  const where = {
    truck: `${load.was?.truck} is needed for ${by}`,
    dock: `the dock at ${load.was?.plant} is needed for ${by}`,
    site: `the site is taken then by ${by}`,
    gap: `keeps up with ${by}, so that the pour is not broken off`,
  }[kind];
  return reason('makes-room', `${where}${movement(other)}`, event);
}

function paysReason({ load, order, what }: PairedLoad): Reason {
  if (!load) return reason('pays', `${order} gets more than in the plan that runs`, undefined);
  if (what.includes('dropped')) return reason('pays', `costs less if ${load.id} is not carried out`, undefined);
  return reason('pays', `costs less for the whole shift than leaving ${load.id} where it was`, undefined);
}

function nameOf({ load, becomes }: PairedLoad): string {
  return load ? load.id : `the new load ${becomes?.id}`;
}

function movement({ load, was, is, laterSeconds }: PairedLoad): string {
  if (!load || !was || !is) return '';
  if (was.truck !== is.truck) return `, which goes to ${is.truck}`;
  if (laterSeconds === 0) return '';
  return `, which comes ${inMinutes(Math.abs(laterSeconds))} ${laterSeconds > 0 ? 'later' : 'earlier'}`;
}

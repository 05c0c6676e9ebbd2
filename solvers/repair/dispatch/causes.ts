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
 * @returns the cause of each pair that is not where it was; undefined for the others. What has moved too little to be told
 * of has one too: it is a link of the cascade, but no step of it.
 */
export function causesOf(context: RepairContext, pairs: readonly PairedLoad[]): (Cause | undefined)[] {
  const moved = Array.from(pairs.keys()).filter((index) => isElsewhere(pairs[index]));
  const loads = moved.map((index) => pairs[index]);
  const obstacles = new Obstacles(context, loads);
  const inTheWay = loads.map((_, index) => obstacles.of(index));
  const makingRoom = loads.map((): number[] => []);
  inTheWay.forEach((ways, index) => {
    for (const { by } of ways) makingRoom[by].push(index);
  });
  const causes: (Cause | undefined)[] = loads.map(() => undefined);
  const step = (index: number) => (loads[index].what.length > 0 ? 1 : 0);
  /** Loads to be settled, by depth; one may be in it more than once. */
  const rings: number[][] = [];
  const settle = (index: number, cause: Cause) => {
    causes[index] = cause;
    for (const next of makingRoom[index]) {
      const depth = cause.depth + step(next);
      while (rings.length <= depth) rings.push([]);
      rings[depth].push(next);
    }
  };
  const spread = () => {
    for (let depth = 0; depth < rings.length; depth++) {
      // Links without a step join the ring while it is gone through.
      for (let at = 0; at < rings[depth].length; at++) {
        const index = rings[depth][at];
        if (causes[index]) continue;
        const through = leastDeep(inTheWay[index], causes);
        if (through)
          settle(index, {
            reason: roomReason(loads[index], loads[through.by], through.kind, causes[through.by]),
            depth,
          });
      }
    }
    rings.length = 0;
  };
  loads.forEach((load, index) => {
    const own = ownReason(context, load) ?? (inTheWay[index].length === 0 ? paysReason(context, load) : undefined);
    if (own) settle(index, { reason: own, depth: step(index) });
  });
  spread();
  for (const index of Array.from(loads.keys()).sort((a, b) => loads[b].points - loads[a].points || a - b)) {
    if (causes[index]) continue;
    settle(index, { reason: paysReason(context, loads[index]), depth: step(index) });
    spread();
  }
  const result: (Cause | undefined)[] = pairs.map(() => undefined);
  moved.forEach((pair, index) => {
    result[pair] = causes[index];
  });
  return result;
}

/** Different in anything that takes up a truck, a dock or a site. */
function isElsewhere({ was, is, what }: PairedLoad): boolean {
  if (what.length > 0 || !was || !is) return true;
  return was.dock !== is.dock || was.loadStart !== is.loadStart || was.unloadStart !== is.unloadStart;
}

/** The obstacle whose cause is known and least deep; of several as deep, one with an event behind it. */
function leastDeep(ways: readonly Obstacle[], causes: readonly (Cause | undefined)[]): Obstacle | undefined {
  const rank = ({ by, kind }: Obstacle) =>
    (causes[by]?.reason.event === undefined ? precedence.length : 0) + precedence.indexOf(kind);
  const depth = ({ by }: Obstacle) => causes[by]?.depth ?? Infinity;
  const known = ways.filter(({ by }) => causes[by]);
  return known.reduce<Obstacle | undefined>((best, way) => {
    const deeper = best ? depth(way) - depth(best) : -1;
    return deeper < 0 || (deeper === 0 && rank(way) < rank(best!)) ? way : best;
  }, undefined);
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
  const how = movement(other, kind);
  const message = {
    truck: `${load.was?.truck} is needed for ${by}${how}`,
    dock: `the dock at ${load.was?.plant} is needed for ${by}${how}`,
    site: `the site is taken then by ${by}${how}`,
    gap: other.is
      ? `the gap to ${by}${how}${how ? ',' : ''} would be too long for the pour`
      : `the gap that ${by} leaves, which is not carried out, would be too long for the pour`,
  }[kind];
  return reason('makes-room', message, event);
}

function paysReason({ current }: RepairContext, { load, order, what, was, is }: PairedLoad): Reason {
  if (is && is.truck !== was?.truck) {
    const added = current.events.findIndex((event) => event.type === 'truck-added' && event.truck.id === is.truck);
    if (added >= 0) return reason('pays', `${is.truck} works now, and with it the shift costs less`, added);
  }
  if (!load) return reason('pays', `${order} gets more than in the plan that runs`, undefined);
  if (what.includes('dropped')) return reason('pays', `costs less if ${load.id} is not carried out`, undefined);
  return reason('pays', `costs less for the whole shift than leaving ${load.id} where it was`, undefined);
}

function nameOf({ load, becomes }: PairedLoad): string {
  return load ? load.id : `the new load ${becomes?.id}`;
}

/** What has become of a load that others make room for. */
function movement({ load, was, is, laterSeconds }: PairedLoad, kind: ObstacleKind): string {
  if (!load || !was || !is) return '';
  if (was.truck !== is.truck)
    return kind === 'truck' ? `, which ${was.truck} was to bring` : `, which ${is.truck} brings now`;
  if (laterSeconds === 0) return '';
  return `, which comes ${inMinutes(Math.abs(laterSeconds))} ${laterSeconds > 0 ? 'later' : 'earlier'}`;
}

/** What the events hit, in the order of rescue, and which events belong together. */
import type { z } from 'zod';
import type { RepairAffected, RepairDispatchPlan } from '../../../models/repair.ts';
import { clustersOf } from './clusters.ts';
import type { RepairContext } from './context.ts';
import { criticalityOf, penaltyOf } from './criticality.ts';
import type { Reason, RunningLoad } from './loads.ts';
import { isOnBoard, timeLeft, trucksFor } from './rescue-ways.ts';

type Affected = z.infer<typeof RepairAffected>;
type Urgency = Affected['urgency'];

/** What starts so soon comes right after what is on board. */
const nextHoursSeconds = 2 * 3600;
const urgencies: readonly Urgency[] = ['on-board', 'next-hours', 'later'];

export interface Assessment {
  readonly clusters: RepairDispatchPlan['clusters'];
  /** By rank. */
  readonly affected: readonly Affected[];
}

/**
 * The order of rescue of the source: concrete on board first, then what starts within two hours, then the rest; within each the most
 * critical, the one with the fewest ways out, the one with the least time left.
 */
export function assess(context: RepairContext): Assessment {
  const hit = context.amended.loads.flatMap((load) => {
    const reason = context.hits.get(load.id) ?? (load.state === 'open' ? undefined : load.hit);
    return reason && load.state !== 'done' ? [{ load, reason }] : [];
  });
  const greatest = Math.max(0, ...hit.map(({ load }) => penaltyOf(context, load)));
  const affected = hit
    .map(({ load, reason }) => judged(context, load, reason, greatest > 0 ? greatest : 1))
    .sort(
      (a, b) =>
        urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
        b.criticality.overall - a.criticality.overall ||
        a.ways - b.ways ||
        a.left - b.left,
    )
    .map(({ ways: _, left: __, ...rest }, index): Affected => ({ ...rest, rank: index + 1 }));
  return { clusters: clustersOf(context.current, affected), affected };
}

function judged(context: RepairContext, load: RunningLoad, reason: Reason, greatestPenalty: number) {
  return {
    load: load.id,
    order: load.order,
    reason,
    urgency: urgencyOf(context, load),
    criticality: criticalityOf(context, load, greatestPenalty),
    ways: trucksFor(context, load).length,
    left: timeLeft(context, load),
  };
}

/** What is not on board of a cancelled order is in no hurry. */
function urgencyOf(context: RepairContext, load: RunningLoad): Urgency {
  if (isOnBoard(context, load)) return 'on-board';
  if (load.state === 'gone') return 'later';
  return load.loadStart < context.amended.now + nextHoursSeconds ? 'next-hours' : 'later';
}

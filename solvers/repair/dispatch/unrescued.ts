/** Orders that an option does not give what was promised: how bad that is, why, and what would help. */
import type { z } from 'zod';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairUnrescued } from '../../../models/repair.ts';
import type { RepairContext } from './context.ts';
import { lastChance, type Unloading } from './last-chance.ts';
import type { OrderNow } from './orders-now.ts';
import { inM3, inMinutes } from './wording.ts';

type Unrescued = z.infer<typeof RepairUnrescued>;
export type Severity = Unrescued['severity'];

/** Rising. */
export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** A loss of less of what was promised weighs a step less: a client may do without it. */
const smallShare = 0.1;

/** The worst first, then the greatest volume. */
export function unrescuedOf(context: RepairContext, orders: readonly OrderNow[], plan: DispatchShiftPlan): Unrescued[] {
  const unplaced = new Map(plan.unplaced.map((entry) => [entry.order, entry]));
  return orders
    .filter(({ lostL }) => lostL > 0)
    .map((one): Unrescued => {
      const { id } = one.order;
      const why = unplaced.get(id);
      const reasons = why && why.reasons.length > 0 ? why.reasons : [notAsked];
      return {
        order: id,
        volumeM3: one.lostL / 1000,
        reasons: [...reasons],
        suggestions: [...(why?.relaxations ?? [])],
        severity: severityOf(one),
        text: textOf(context, one, reasons[0].message, lastOf(context, plan, id)),
      };
    })
    .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.volumeM3 - a.volumeM3);
}

/** The last load that an order gets. */
function lastOf({ amended }: RepairContext, plan: DispatchShiftPlan, order: string): Unloading | undefined {
  const last = plan.loads.filter((load) => load.order === order).at(-1);
  if (!last) return undefined;
  const [unloadStart, unloadEnd] = [last.unloadStart, last.unloadEnd].map((at) => secondsOf(amended.shift, at));
  return { unloadStart, unloadEnd };
}

const notAsked = { code: 'not-tried' as const, message: 'what is in its way has not been looked into' };

/**
 * By the priority of the order; a step worse where a pour would be broken off (a cold joint cannot be
 * mended), a step better where little is missing.
 */
function severityOf({ order, servedL, lostL, promisedL }: OrderNow): Severity {
  const base = { normal: 1, high: 2, critical: 3 }[order.priority];
  const isBroken = order.continuous && servedL > 0;
  const isSmall = lostL < smallShare * promisedL;
  return severities[Math.min(3, Math.max(0, base + (isBroken ? 1 : 0) - (isSmall ? 1 : 0)))];
}

function textOf(
  context: RepairContext,
  { order, servedL, lostL, promisedL }: OrderNow,
  why: string,
  last?: Unloading,
): string {
  const client = order.client === undefined ? '' : ` for ${order.client}`;
  const what = servedL === 0 ? `all of the ${inM3(promisedL)}` : `${inM3(lostL)} of ${inM3(promisedL)}`;
  const joint = order.continuous && servedL > 0 ? ' Its pour would be broken off.' : '';
  const left = lastChance(context, order.id, undefined, last) - context.amended.now;
  const until =
    left === Infinity
      ? 'There is no last moment for it.'
      : left > 0
        ? `Something can be done within ${inMinutes(left)}: its loading has to begin by then.`
        : 'Nobody can bring it in time any more: only the client can help.';
  return `${order.id}${client} (${order.priority} priority): ${what} cannot be brought: ${why}.${joint} ${until}`;
}

/** An option, told in full: changes, price, lateness, what is missed, who is to be told, score. */
import { instantOf } from '../../../models/moments.ts';
import type { RepairShopOptionName } from '../../../models/repair-shop.ts';
import type { RepairTechcardNotice, RepairTechcardOption } from '../../../models/repair-techcard.ts';
import type { TechcardPlan } from '../../../models/techcard.ts';
import { depthOf, pointsOf, priced } from '../shop/price.ts';
import { reactionOf, scoreOf, shareOf } from '../shop/score.ts';
import { changesOf, type Followers } from './changes.ts';
import { deadlineOf, dueOf, keyOfRow, type TechcardContext } from './context.ts';
import { type Row, rowsOf } from './shop.ts';

export interface FoundPlan {
  readonly plan: TechcardPlan;
  readonly cost: number;
}

export function optionOf(
  context: TechcardContext,
  name: RepairShopOptionName,
  { plan, cost }: FoundPlan,
  followers: Followers,
  lifted: readonly string[],
  reactionMs: number,
): RepairTechcardOption {
  const { amended, limitMs, promised } = context;
  const { request, touched } = amended;
  const rows = rowsOf(plan);
  const changes = touched ? changesOf(amended, rows, followers) : [];
  const kept = lastEnds(rows.filter((row) => amended.running.has(keyOfRow(row))));
  const all = lastEnds(rows);
  const late = new Map([...promised].map(([order, until]) => [order, Math.max(0, kept.get(order)! - until)]));
  const moved = [...late.values()].filter((seconds) => seconds > request.promiseSeconds).length;
  const points = pointsOf(changes, moved * request.prices.promise);
  const open = [...amended.running.values()].filter(({ state }) => state === 'open').length;
  const untouchedShare = open > 0 ? 1 - changes.length / open : 1;
  const unrescued = unrescuedOf(context, rows, all, lifted);
  return {
    name,
    plan,
    ...priced(cost, points, context),
    changes,
    changedOperations: changes.length,
    openOperations: open,
    untouchedShare,
    depth: depthOf(changes),
    width: new Set(
      changes.flatMap(({ was, is }) => [...was.resources, ...is.resources].map(({ resource }) => resource)),
    ).size,
    lateness: {
      orders: moved,
      seconds: [...late.values()].reduce((sum, seconds) => sum + seconds, 0),
      greatestSeconds: [...late.values()].reduce((most, seconds) => Math.max(most, seconds), 0),
      tardySeconds: [...all].reduce((sum, [order, end]) => sum + Math.max(0, end - (dueOf(amended, order) ?? end)), 0),
    },
    notices: noticesOf(context, kept, all, late),
    unrescued,
    score: scoreOf({
      reaction: reactionOf(reactionMs, limitMs),
      quality: weighed(
        context,
        [...amended.orders.keys()],
        (order) => !unrescued.some((entry) => entry.order === order),
      ),
      stability: untouchedShare,
      clients: weighed(context, [...promised.keys()], (order) => late.get(order)! <= request.promiseSeconds),
    }),
  };
}

function lastEnds(rows: readonly Row[]): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { order, end } of rows) ends.set(order, Math.max(ends.get(order) ?? -Infinity, end!));
  return ends;
}

/** Share of the orders, by priority, for which something holds. */
function weighed({ amended }: TechcardContext, orders: readonly string[], holds: (order: string) => boolean): number {
  const weightOf = (order: string) => amended.orders.get(order)!.priority;
  const sum = (list: readonly string[]) => list.reduce((total, order) => total + weightOf(order), 0);
  return shareOf(sum(orders.filter(holds)), sum(orders));
}

/** At most one for each order: what comes first here goes first. */
function noticesOf(
  { amended, plannedEnds }: TechcardContext,
  kept: ReadonlyMap<string, number>,
  all: ReadonlyMap<string, number>,
  late: ReadonlyMap<string, number>,
): RepairTechcardNotice[] {
  const { request, orders } = amended;
  const { problem, events } = request;
  const at = (seconds: number) => instantOf(problem, seconds);
  const cancelled = new Set(events.flatMap((event) => (event.type === 'order-cancelled' ? [event.order] : [])));
  const before = new Map(problem.orders.map((order) => [order.id, order]));
  const notices = [...cancelled].map(
    (order): RepairTechcardNotice => ({ order, what: 'cancelled', message: `order ${order} is taken out` }),
  );
  for (const [id, order] of orders) {
    if (cancelled.has(id)) continue;
    const was = before.get(id);
    const seconds = late.get(id) ?? 0;
    const is = at(all.get(id)!);
    if (!was) notices.push({ order: id, what: 'added', is, message: `order ${id} is ready at ${is}` });
    else if (order.quantity !== was.quantity)
      notices.push({
        order: id,
        what: order.quantity < was.quantity ? 'fewer' : 'more',
        is,
        message: `order ${id} is of ${order.quantity} pieces instead of ${was.quantity}, ready at ${is}`,
      });
    else if (seconds > request.promiseSeconds)
      notices.push({
        order: id,
        what: 'later',
        was: at(plannedEnds.get(id)!),
        is: at(kept.get(id)!),
        seconds,
        message: `order ${id} is ready ${Math.ceil(seconds / 60)} min later than promised`,
      });
  }
  return notices;
}

type Unrescued = RepairTechcardOption['unrescued'][number];

/** Deadlines missed, due dates missed that the plan that runs kept or that are new, greatest lags given up. */
function unrescuedOf(
  { amended, plannedEnds }: TechcardContext,
  rows: readonly Row[],
  ends: ReadonlyMap<string, number>,
  lifted: readonly string[],
): Unrescued[] {
  const { request, orders, touched } = amended;
  if (!touched) return [];
  const before = new Map(request.problem.orders.map((order) => [order.id, order]));
  const found: Unrescued[] = [];
  for (const [order, { priority }] of orders) {
    const end = ends.get(order)!;
    const urgent = priority >= 4 ? 'critical' : priority >= 2 ? 'high' : 'medium';
    const deadline = deadlineOf(amended, order);
    const due = dueOf(amended, order);
    const isNew = before.get(order)?.due !== orders.get(order)?.due;
    const miss = (what: Unrescued['what'], seconds: number, severity: Unrescued['severity'], text: string) =>
      found.push({ order, what, seconds, severity, text: `order ${order} ${text}` });
    if (deadline !== undefined && end > deadline)
      miss('deadline', end - deadline, 'critical', `ends ${inMinutes(end - deadline)} after its deadline`);
    if (due !== undefined && end > due && (isNew || (plannedEnds.get(order) ?? -Infinity) <= due))
      miss('due', end - due, urgent, `ends ${inMinutes(end - due)} after it is due`);
  }
  for (const order of lifted) {
    const seconds = brokenLag(amended.request.problem, amended, rows, order);
    if (seconds > 0)
      found.push({
        order,
        what: 'greatest-lag',
        seconds,
        severity: 'high',
        text: `order ${order} waits ${inMinutes(seconds)} longer between two operations than its card allows`,
      });
  }
  return found;
}

/** Seconds by which a greatest lag of the card is exceeded, the most of all pieces. */
function brokenLag(
  { cards }: TechcardContext['amended']['request']['problem'],
  { orders }: TechcardContext['amended'],
  rows: readonly Row[],
  order: string,
): number {
  const card = cards.find(({ id }) => id === orders.get(order)!.card)!;
  let most = 0;
  for (const piece of Map.groupBy(
    rows.filter((row) => row.order === order),
    ({ serial }) => serial,
  ).values()) {
    const byName = new Map(piece.map((row) => [row.operation, row]));
    for (const { id, after } of card.operations)
      for (const { operation, from, to, greatestSeconds } of after)
        if (greatestSeconds !== undefined)
          most = Math.max(most, byName.get(id)![to]! - byName.get(operation)![from]! - greatestSeconds);
  }
  return most;
}

function inMinutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} min`;
}

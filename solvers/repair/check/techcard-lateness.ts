/** For the checker of techcard repairs: what is late, what is missed, and who is told of it. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardOption } from '../../../models/repair-techcard.ts';
import { same } from './melt-problem.ts';
import type { Context, Report } from './techcard.ts';
import { isTouched, keyOf } from './techcard-state.ts';

/** @returns what score and points need. */
export function checkLateness(context: Context, option: RepairTechcardOption, say: Report) {
  const { request, known, orders, promised } = context;
  const { problem } = request;
  const kept = new Map<string, number>();
  const all = new Map<string, number>();
  for (const row of option.plan.operations) {
    const { order, end } = row;
    all.set(order, Math.max(all.get(order) ?? -Infinity, end.seconds));
    if (known.has(keyOf(row))) kept.set(order, Math.max(kept.get(order) ?? -Infinity, end.seconds));
  }
  const late = new Map([...promised].map(([order, until]) => [order, Math.max(0, kept.get(order)! - until)]));
  const over = [...late.values()].filter((seconds) => seconds > request.promiseSeconds).length;
  const tardy = orders.reduce(
    (sum, { id, due }) => sum + (due === undefined ? 0 : Math.max(0, all.get(id)! - secondsOf(problem, due))),
    0,
  );
  const expected = {
    orders: over,
    seconds: [...late.values()].reduce((sum, seconds) => sum + seconds, 0),
    greatestSeconds: Math.max(0, ...late.values()),
    tardySeconds: tardy,
  };
  if (!same(option.lateness, expected)) say('lateness', `it is ${JSON.stringify(expected)}`);
  const missed = checkMissed(context, option, all, say);
  checkNotices(context, option, late, say);
  const share = (ids: readonly string[], holds: (id: string) => boolean) => {
    const weight = (id: string) => orders.find((order) => order.id === id)!.priority;
    const whole = ids.reduce((sum, id) => sum + weight(id), 0);
    return whole > 0 ? ids.filter(holds).reduce((sum, id) => sum + weight(id), 0) / whole : 1;
  };
  return {
    moved: over,
    quality: share(
      orders.map(({ id }) => id),
      (id) => !missed.has(id),
    ),
    clients: share([...promised.keys()], (id) => late.get(id)! <= request.promiseSeconds),
  };
}

/** @returns orders that miss something. */
function checkMissed(
  { request, answer, orders, plannedEnds }: Context,
  option: RepairTechcardOption,
  ends: ReadonlyMap<string, number>,
  say: Report,
): Set<string> {
  const { problem } = request;
  const expected = new Map<string, number>();
  for (const { id, due, deadline } of isTouched(request) ? orders : []) {
    const over = (moment: typeof due) => (moment === undefined ? 0 : ends.get(id)! - secondsOf(problem, moment));
    if (over(deadline) > 0) expected.set(`${id} deadline`, over(deadline));
    const was = problem.orders.find((order) => order.id === id);
    const wasKept = was !== undefined && plannedEnds.get(id)! - secondsOf(problem, due ?? 0) <= 0;
    if (over(due) > 0 && (wasKept || was?.due !== due)) expected.set(`${id} due`, over(due));
  }
  for (const id of answer.lifted) {
    const card = problem.cards.find((one) => one.id === orders.find((order) => order.id === id)!.card)!;
    let most = 0;
    const rows = option.plan.operations.filter(({ order }) => order === id);
    for (const { serial, operation, ...row } of rows)
      for (const lag of card.operations.find((one) => one.id === operation)!.after) {
        const other = rows.find((one) => one.serial === serial && one.operation === lag.operation)!;
        const wait = row[lag.to].seconds - other[lag.from].seconds;
        most = Math.max(most, wait - (lag.greatestSeconds ?? Infinity));
      }
    if (most > 0) expected.set(`${id} greatest-lag`, most);
  }
  const told = option.unrescued.map(({ order, what, seconds }) => `${order} ${what} ${seconds}`).sort();
  const wanted = [...expected].map(([what, seconds]) => `${what} ${seconds}`).sort();
  if (!same(told, wanted)) say('unrescued', `${told.join()} is told, it is ${wanted.join()}`);
  return new Set(option.unrescued.map(({ order }) => order));
}

function checkNotices(
  { request, orders }: Context,
  { notices }: RepairTechcardOption,
  late: ReadonlyMap<string, number>,
  say: Report,
): void {
  const { events, problem } = request;
  const expected = new Set<string>();
  for (const event of events) if (event.type === 'order-cancelled') expected.add(`${event.order} cancelled`);
  for (const { id, quantity } of orders) {
    if (expected.has(`${id} cancelled`)) continue;
    const was = problem.orders.find((order) => order.id === id);
    if (!was) expected.add(`${id} added`);
    else if (quantity !== was.quantity) expected.add(`${id} ${quantity < was.quantity ? 'fewer' : 'more'}`);
    else if ((late.get(id) ?? 0) > request.promiseSeconds) expected.add(`${id} later`);
  }
  const told = notices.map(({ order, what }) => `${order} ${what}`);
  if (!same(told.sort(), [...expected].sort())) say('notices', `${told.join()} is told, not ${[...expected].join()}`);
}

/** What a single field's schema cannot see of a repair of a techcard plan: references, times, orders that are added. */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import { plainMoment, secondsOf } from './moments.ts';
import { checkAdded, refuseSameOptions } from './repair-shop-rules.ts';
import type { RepairTechcardProblem } from './repair-techcard.ts';
import { piecesOf } from './techcard-pieces.ts';
import { checkTechcard } from './techcard-rules.ts';

/** Ten years: each day of a down time is an exception in a calendar. */
const longestDowntime = 3650 * 86_400;

type Path = readonly (string | number)[];

export function checkRepairTechcard(request: RepairTechcardProblem, context: z.RefinementCtx): void {
  // The pieces of a problem that contradicts itself cannot be counted.
  if (context.issues.length > 0) return;
  const { problem, operations } = request;
  const known = new Map<string, number>();
  for (const { order, card, serial } of piecesOf(problem))
    for (const { id, modes } of card.operations) known.set(keyOf(order.id, serial, id), modes.length);
  const seen = new Set<string>();
  operations.forEach(({ order, serial, operation, mode }, index) => {
    const key = keyOf(order, serial, operation);
    const modes = known.get(key);
    if (modes === undefined || seen.has(key) || mode >= modes)
      addProblem(context, ['operations', index], {
        rule: seen.has(key) ? 'operation-once' : 'known-operation',
        message: seen.has(key)
          ? `operation "${operation}" of piece ${serial} of "${order}" comes twice`
          : `the problem has no operation "${operation}" in mode ${mode} of piece ${serial} of "${order}"`,
        remedy: 'give the plan as it was made for the problem',
        received: { order, serial, operation, mode },
      });
    seen.add(key);
  });
  if (seen.size < known.size && operations.length < known.size)
    addProblem(context, ['operations'], {
      rule: 'whole-plan',
      message: `the plan has ${seen.size} of ${known.size} operations`,
      remedy: 'give all operations of the plan, ended ones too',
      received: operations.length,
    });
  request.facts.operations.forEach(({ order, serial, operation }, index) => {
    referOperation(known, { order, serial, operation }, ['facts', 'operations', index], context);
  });
  if (context.issues.length === 0) checkFacts(request, context);
  checkEvents(request, known, context);
  refuseSameOptions(request.options, context);
}

function keyOf(order: string, serial: number, operation: string): string {
  return `${order}\n${serial}\n${operation}`;
}

function referOperation(
  known: ReadonlyMap<string, number>,
  { order, serial, operation }: { order: string; serial: number; operation: string },
  path: Path,
  context: z.RefinementCtx,
): void {
  if (known.has(keyOf(order, serial, operation))) return;
  addProblem(context, path, {
    rule: 'known-operation',
    message: `the problem has no operation "${operation}" of piece ${serial} of "${order}"`,
    remedy: 'name an operation of the plan that runs',
    received: { order, serial, operation },
  });
}

/** What has started by a fact cannot have before what it waits for: that is planned for later, or told not to have. */
function checkFacts(
  { problem, operations, facts, now: moment }: RepairTechcardProblem,
  context: z.RefinementCtx,
): void {
  const now = secondsOf(problem, moment);
  const factOf = new Map(facts.operations.map((fact) => [keyOf(fact.order, fact.serial, fact.operation), fact]));
  const plannedOf = new Map(
    operations.map(({ order, serial, operation, start }) => [
      keyOf(order, serial, operation),
      secondsOf(problem, plainMoment(start)),
    ]),
  );
  const hasStarted = (key: string) => {
    const fact = factOf.get(key);
    if (fact?.started !== undefined) return fact.started;
    return (fact?.start === undefined ? (plannedOf.get(key) ?? now) : secondsOf(problem, fact.start)) <= now;
  };
  const cards = new Map(problem.cards.map((card) => [card.id, card]));
  const cardOf = new Map(problem.orders.map(({ id, card }) => [id, cards.get(card)]));
  facts.operations.forEach(({ order, serial, operation, started, start }, index) => {
    if (!hasStarted(keyOf(order, serial, operation)) || (started ?? start) === undefined) return;
    const after = cardOf.get(order)?.operations.find(({ id }) => id === operation)?.after ?? [];
    const missing = after.find(
      (lag) => lag.leastSeconds >= 0 && lag.to === 'start' && !hasStarted(keyOf(order, serial, lag.operation)),
    );
    if (missing)
      addProblem(context, ['facts', 'operations', index], {
        rule: 'facts-agree',
        message: `"${operation}" has started, and "${missing.operation}", which it waits for, has not`,
        remedy: 'tell of both',
        received: { order, serial, operation },
      });
  });
}

function checkEvents(
  { problem, events, now }: RepairTechcardProblem,
  known: ReadonlyMap<string, number>,
  context: z.RefinementCtx,
): void {
  const orders = new Set(problem.orders.map(({ id }) => id));
  const open = new Set(orders);
  const resources = new Map(problem.resources.map((resource) => [resource.id, resource]));
  const refuse = (path: Path, rule: string, message: string, remedy: string, received: unknown) =>
    addProblem(context, path, { rule, message, remedy, received });
  events.forEach((event, index) => {
    const path = ['events', index];
    switch (event.type) {
      case 'operation-late':
        referOperation(known, event, path, context);
        if ((event.seconds === undefined) === (event.end === undefined))
          refuse(path, 'seconds-or-end', 'an operation is late by `seconds` or until `end`', 'give one of them', event);
        break;
      case 'resource-down': {
        const seconds = secondsOf(problem, event.until) - secondsOf(problem, event.from ?? now);
        if (seconds > longestDowntime)
          refuse(
            [...path, 'until'],
            'down-ten-years',
            `it is down for ${seconds} s`,
            'take the resource out of the cards instead',
            event.until,
          );
        const resource = resources.get(event.resource);
        const isKnownWorker =
          event.worker === undefined ||
          (resource?.type === 'workers' && resource.workers.some(({ id }) => id === event.worker));
        if (!resource)
          refuse(
            [...path, 'resource'],
            'known-resource',
            `there is no resource "${event.resource}"`,
            'name one',
            event,
          );
        else if (!isKnownWorker)
          refuse(
            [...path, 'worker'],
            'known-worker',
            `"${event.resource}" has no "${event.worker}"`,
            'name one',
            event,
          );
        break;
      }
      case 'order-added':
        checkAddedOrder(problem, event.order, [...path, 'order'], context);
        if (orders.has(event.order.id))
          refuse(
            [...path, 'order', 'id'],
            'unique-id',
            `"${event.order.id}" is taken`,
            'name it otherwise',
            event.order.id,
          );
        orders.add(event.order.id);
        open.add(event.order.id);
        break;
      default:
        if (!orders.has(event.order))
          refuse([...path, 'order'], 'known-order', `there is no order "${event.order}"`, 'name one', event.order);
        if (event.type === 'order-cancelled') open.delete(event.order);
    }
  });
  if (open.size === 0)
    refuse(['events'], 'some-order', 'every order is cancelled', 'leave one, or stop without a repair', events.length);
}

/** The order as one more of the problem: what it breaks there is told at the event. */
function checkAddedOrder(
  problem: RepairTechcardProblem['problem'],
  order: RepairTechcardProblem['problem']['orders'][number],
  path: Path,
  context: z.RefinementCtx,
): void {
  const { orders } = problem;
  const isTaken = orders.some(({ id }) => id === order.id);
  const added = isTaken ? { ...order, id: `${order.id} ` } : order;
  checkAdded({ name: 'orders', length: orders.length }, path, context, (listening) => {
    checkTechcard({ ...problem, orders: [...orders, added], given: [] }, listening);
  });
}

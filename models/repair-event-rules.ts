/** Events of a repair request: what they name, when they happen, and that they do not gainsay each other. */
import type { z } from 'zod';
import { addProblem, type Moment } from './common.ts';
import type { DispatchOrder } from './dispatch.ts';
import { checkFollowers, checkMoment, checkOrder, checkTruck, idsOf, refer } from './dispatch-rules.ts';
import { secondsOf } from './moments.ts';
import type { RepairDispatchProblem } from './repair.ts';
import type { RepairEvent } from './repair-events.ts';

type Context = z.RefinementCtx;
type Path = readonly (string | number)[];

/** What the schema of a shift takes. */
const greatest = { traffic: 48, trucks: 500, orders: 2000 } as const;

interface Field {
  readonly problem: RepairDispatchProblem;
  readonly context: Context;
  readonly loadIds: ReadonlySet<string>;
  readonly placeIds: ReadonlySet<string>;
  readonly plantIds: ReadonlySet<string>;
  /** With those that came. */
  readonly truckIds: ReadonlySet<string>;
  /** As far as events up to now have changed them. */
  readonly orders: Map<string, DispatchOrder>;
  readonly cancelled: Set<string>;
  readonly changed: Set<string>;
}

/**
 * @param loadIds - of the plan that runs.
 * @returns ids of all trucks, with those that came.
 */
export function checkEvents(
  problem: RepairDispatchProblem,
  loadIds: ReadonlySet<string>,
  context: Context,
): { readonly truckIds: ReadonlySet<string> } {
  const { shift, events } = problem;
  const truckIds = new Set(idsOf(shift.trucks));
  events.forEach((event, index) => {
    if (event.type !== 'truck-added') return;
    refuseKnown(context, 'truck', truckIds, event.truck.id, ['events', index, 'truck', 'id']);
    truckIds.add(event.truck.id);
  });
  const field: Field = {
    ...{ problem, context, loadIds, truckIds, placeIds: idsOf(shift.places), plantIds: idsOf(shift.plants) },
    ...{ orders: new Map(shift.orders.map((order) => [order.id, order])), cancelled: new Set(), changed: new Set() },
  };
  events.forEach((event, index) => {
    checkMoments(field, event, ['events', index]);
    checkNames(field, event, ['events', index]);
  });
  checkFollowersOf(field);
  checkCounts(field);
  return { truckIds };
}

/** What has happened has happened, and what lasts is not over. */
function checkMoments({ problem, context }: Field, event: RepairEvent, path: Path): void {
  const { shift } = problem;
  const at = (moment: Moment) => secondsOf(shift, moment);
  const now = at(problem.now);
  if (event.at !== undefined) {
    checkMoment(shift, event.at, [...path, 'at'], context);
    if (at(event.at) > now)
      addProblem(context, [...path, 'at'], {
        rule: 'event-has-happened',
        message: `the event is to happen ${at(event.at) - now} s after now`,
        remedy: 'set `at` to when it happened, or leave it out; ask again when it has',
        received: event.at,
      });
  }
  if (!('until' in event) || event.until === undefined) return;
  checkMoment(shift, event.until, [...path, 'until'], context);
  if (at(event.until) <= now)
    addProblem(context, [...path, 'until'], {
      rule: 'until-after-now',
      message: 'it is over by now',
      remedy: 'set `until` to when it will be over, or leave the event out',
      received: event.until,
    });
  if (event.type !== 'traffic' || event.from === undefined) return;
  checkMoment(shift, event.from, [...path, 'from'], context);
  if (at(event.from) >= at(event.until))
    addProblem(context, [...path, 'until'], {
      rule: 'from-before-to',
      message: 'it ends before it begins',
      remedy: 'move `until` behind `from`',
      received: event.until,
    });
}

function checkNames(field: Field, event: RepairEvent, path: Path): void {
  const { context, problem } = field;
  switch (event.type) {
    case 'truck-out':
    case 'truck-down':
    case 'accident':
      refer(context, 'truck', field.truckIds, event.truck, [...path, 'truck']);
      return;
    case 'unload-delay':
      refer(context, 'load', field.loadIds, event.load, [...path, 'load']);
      return;
    case 'plant-stop':
      refer(context, 'plant', field.plantIds, event.plant, [...path, 'plant']);
      return;
    case 'traffic':
      event.places?.forEach((place, index) => {
        refer(context, 'place', field.placeIds, place, [...path, 'places', index]);
      });
      return;
    case 'truck-added':
      checkTruck(problem.shift, event.truck, field.placeIds, [...path, 'truck'], context);
      return;
    case 'order-added':
      refuseKnown(context, 'order', new Set(field.orders.keys()), event.order.id, [...path, 'order', 'id']);
      field.orders.set(event.order.id, event.order);
      checkOneOrder(field, event.order, [...path, 'order']);
      return;
    case 'order-cancelled':
    case 'order-changed':
      refer(context, 'order', new Set(field.orders.keys()), event.order, [...path, 'order']);
      checkChange(field, event, path);
  }
}

function checkChange(
  field: Field,
  event: Extract<RepairEvent, { type: 'order-cancelled' | 'order-changed' }>,
  path: Path,
): void {
  const [own, others] =
    event.type === 'order-cancelled' ? [field.cancelled, field.changed] : [field.changed, field.cancelled];
  own.add(event.order);
  if (others.has(event.order))
    addProblem(field.context, [...path, 'order'], {
      rule: 'cancelled-or-changed',
      message: `order "${event.order}" is both cancelled and changed`,
      remedy: 'keep the event that is true in the end',
      received: event.order,
    });
  const order = field.orders.get(event.order);
  if (event.type === 'order-cancelled' || !order) return;
  const changed = { ...order, ...event.to };
  field.orders.set(order.id, changed);
  checkOneOrder(field, changed, [...path, 'to']);
}

function checkOneOrder(
  { problem, context, placeIds, plantIds, truckIds, orders }: Field,
  order: DispatchOrder,
  path: Path,
): void {
  const { shift } = problem;
  const known = { known: placeIds, grades: idsOf(shift.grades), plants: plantIds, trucks: truckIds, orders };
  checkOrder(shift, order, known, path, context);
}

/** Orders that came may follow others, each of which has one follower. */
function checkFollowersOf({ problem, context }: Field): void {
  const { shift, events } = problem;
  const added = events.flatMap((event, index) => (event.type === 'order-added' ? [{ order: event.order, index }] : []));
  if (added.length === 0) return;
  const count = shift.orders.length;
  const pathOf = (index: number): Path =>
    index < count ? ['shift', 'orders', index] : ['events', added[index - count].index, 'order'];
  checkFollowers([...shift.orders, ...added.map(({ order }) => order)], pathOf, context);
}

function checkCounts({ problem: { shift, events }, context }: Field): void {
  const counts = {
    traffic: shift.travel.traffic.length + events.filter(({ type }) => type === 'traffic').length,
    trucks: shift.trucks.length + events.filter(({ type }) => type === 'truck-added').length,
    orders: shift.orders.length + events.filter(({ type }) => type === 'order-added').length,
  };
  for (const what of ['traffic', 'trucks', 'orders'] as const)
    if (counts[what] > greatest[what])
      addProblem(context, ['events'], {
        rule: 'at-most',
        message: `with the events there would be ${counts[what]} entries of ${what}, ${greatest[what]} at most`,
        remedy: `take entries out of ${what} of the shift, or events out`,
        received: counts[what],
      });
}

function refuseKnown(context: Context, what: string, known: ReadonlySet<string>, id: string, path: Path): void {
  if (known.has(id))
    addProblem(context, path, {
      rule: 'new-id',
      message: `there is a ${what} "${id}" already`,
      remedy: `give the ${what} that comes an id of its own`,
      received: id,
    });
}

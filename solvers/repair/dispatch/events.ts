/** Events of a repair request: how urgent each sort is, and which of them is about a truck, a plant, a load or an order. */
import type { RepairEvent, RepairEventType } from '../../../models/repair-events.ts';

/** Time within which a dispatcher expects an answer, ms: the upper ends of the source's table of events, by sort. */
const reactionMs: Record<RepairEventType, number> = {
  'truck-out': 120_000,
  'truck-down': 300_000,
  accident: 600_000,
  'unload-delay': 180_000,
  traffic: 300_000,
  'order-cancelled': 120_000,
  'order-changed': 120_000,
  'order-added': 120_000,
  'truck-added': 420_000,
  'plant-stop': 300_000,
};
const reactionWithoutEventsMs = 600_000;

/**
 * Which event goes first, 1 the most urgent: the source's table, where a truck that is out is critical, one that is down or
 * in an accident high, a delay and traffic medium, what frees resources low. Not in the table: a plant that stops holds up
 * trucks as a breakdown does; an order that is changed or added asks for trucks, but nothing is lost yet.
 */
const precedence: Record<RepairEventType, number> = {
  'truck-out': 1,
  'truck-down': 2,
  accident: 2,
  'plant-stop': 2,
  'unload-delay': 3,
  traffic: 3,
  'order-changed': 3,
  'order-added': 3,
  'order-cancelled': 4,
  'truck-added': 4,
};

export function limitMsOf(events: readonly RepairEvent[]): number {
  return events.length === 0 ? reactionWithoutEventsMs : Math.min(...events.map(({ type }) => reactionMs[type]));
}

/** Negative where `a` is the more urgent. */
export function compareUrgency(a: RepairEvent, b: RepairEvent): number {
  return precedence[a.type] - precedence[b.type] || reactionMs[a.type] - reactionMs[b.type];
}

/** What the events say of one order: indices of the last of each sort, and all that was changed, taken together. */
export interface OrderNews {
  readonly added?: number;
  readonly cancelled?: number;
  readonly changed?: number;
  readonly to: Extract<RepairEvent, { type: 'order-changed' }>['to'];
}

/** By order; only orders with an event. */
export function newsOfOrders(events: readonly RepairEvent[]): ReadonlyMap<string, OrderNews> {
  const news = new Map<string, OrderNews>();
  events.forEach((event, index) => {
    const id = event.type === 'order-added' ? event.order.id : 'order' in event ? event.order : undefined;
    if (id === undefined) return;
    const known = news.get(id) ?? { to: {} };
    if (event.type === 'order-added') news.set(id, { ...known, added: index });
    else if (event.type === 'order-cancelled') news.set(id, { ...known, cancelled: index });
    else if (event.type === 'order-changed')
      news.set(id, { ...known, changed: index, to: { ...known.to, ...event.to } });
  });
  return news;
}

/** The last event that stops the truck, for good or for a while; undefined: none. */
export function stopOfTruck(events: readonly RepairEvent[], truck: string): number | undefined {
  return lastIndex(
    events,
    (event) =>
      (event.type === 'truck-out' || event.type === 'truck-down' || event.type === 'accident') && event.truck === truck,
  );
}

export function stopOfPlant(events: readonly RepairEvent[], plant: string): number | undefined {
  return lastIndex(events, (event) => event.type === 'plant-stop' && event.plant === plant);
}

export function delayOfLoad(events: readonly RepairEvent[], load: string): number | undefined {
  return lastIndex(events, (event) => event.type === 'unload-delay' && event.load === load);
}

/** The last event of traffic that counts for a way between two places. */
export function trafficBetween(events: readonly RepairEvent[], from: string, to: string): number | undefined {
  return lastIndex(
    events,
    (event) =>
      event.type === 'traffic' &&
      (event.places === undefined || event.places.includes(from) || event.places.includes(to)),
  );
}

function lastIndex(events: readonly RepairEvent[], is: (event: RepairEvent) => boolean): number | undefined {
  const index = events.findLastIndex(is);
  return index < 0 ? undefined : index;
}

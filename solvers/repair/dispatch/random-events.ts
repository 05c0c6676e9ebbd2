/** What may happen to a plan that runs, drawn at random; for tests. */
import type { z } from 'zod';
import type { DispatchLoad, DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { RepairProblem } from '../../../models/repair.ts';
import type { RepairEvent, RepairFacts } from '../../../models/repair-events.ts';
import { Rng } from '../../shared/rng.ts';

type EventInput = z.input<typeof RepairEvent>;
type FactsInput = z.input<typeof RepairFacts>;

const kinds = [
  ...(['truck-out', 'truck-down', 'accident', 'unload-delay', 'traffic', 'order-cancelled'] as const),
  ...(['order-changed', 'order-added', 'truck-added', 'plant-stop'] as const),
] as const;

/** A request with one to four events, and facts in every second one; it keeps the rules of requests. */
export function randomRepair(shift: DispatchPlanProblem, loads: readonly DispatchLoad[], seed: number) {
  const rng = new Rng(seed);
  // Most often something happens while there is concrete on board.
  const load = among(rng, loads);
  const from = secondsOf(shift, load.loadStart);
  const now = rng.below(4) === 0 ? rng.below(10 * 3600) : from + rng.below(secondsOf(shift, load.unloadEnd) - from + 1);
  const events = Array.from({ length: 1 + rng.below(4) }, (_, index) =>
    randomEvent(rng, shift, rng.below(2) === 0 ? [load] : loads, now, index),
  );
  const cancelled = new Set(events.flatMap((event) => (event.type === 'order-cancelled' ? [event.order] : [])));
  const request = {
    ...{ mode: 'dispatch', shift, loads, now, transferMinutes: rng.below(20) },
    events: events.filter((event) => event.type !== 'order-changed' || !cancelled.has(event.order)),
    facts: rng.below(2) === 0 ? {} : randomFacts(rng, shift, loads, now),
  };
  const problem = RepairProblem.parse(request);
  if (problem.mode !== 'dispatch') throw new Error('a request of another mode');
  return problem;
}

const among = <Item>(rng: Rng, items: readonly Item[]): Item => items[rng.below(items.length)];

function randomEvent(
  rng: Rng,
  { orders, plants, places }: DispatchPlanProblem,
  loads: readonly DispatchLoad[],
  now: number,
  index: number,
): EventInput {
  const at = rng.below(2) === 0 ? undefined : now - rng.below(3600);
  const until = now + 1 + rng.below(2 * 3600);
  const load = among(rng, loads);
  const { truck } = load;
  const order = orders.find(({ id }) => id === load.order)!;
  const onBoard = among(rng, ['auto', 'auto', 'delivered', 'stuck'] as const);
  const type = among(rng, kinds);
  switch (type) {
    case 'truck-out':
      return { type, truck, at, onBoard };
    case 'truck-down':
      return { type, truck, at, until, onBoard };
    case 'accident':
      return { type, truck, at, ...(rng.below(2) === 0 ? { until } : {}), onBoard };
    case 'unload-delay':
      return { type, load: load.id, minutes: rng.below(900) / 10, at };
    case 'traffic': {
      const area = rng.below(2) === 0 ? {} : { places: [among(rng, places).id] };
      return { type, factor: 0.5 + rng.below(30) / 10, from: now - rng.below(3600), until, ...area };
    }
    case 'order-cancelled':
      return { type, order: order.id, at };
    case 'order-changed':
      return { type, order: order.id, to: { volumeM3: 1 + rng.below(30), priority: 'critical' } };
    case 'order-added':
      return { type, order: { id: `order that came ${index}`, place: order.place, volumeM3: 5, grade: order.grade } };
    case 'truck-added':
      return { type, truck: { id: `truck that came ${index}`, capacityM3: 9, home: among(rng, places).id } };
    case 'plant-stop':
      return { type, plant: among(rng, plants).id, ...(rng.below(2) === 0 ? { until } : {}), at };
  }
}

function randomFacts(
  rng: Rng,
  { trucks, places }: DispatchPlanProblem,
  loads: readonly DispatchLoad[],
  now: number,
): FactsInput {
  const load = among(rng, loads).id;
  const near = () => now - 1800 + rng.below(3600);
  const [first, second, third] = [near(), near(), near()].sort((one, other) => one - other);
  const times = among(rng, [
    ...[{ started: true }, { started: false }, { loadStart: first }, { unloadStart: second }, { unloadEnd: third }],
    ...[{ loadStart: first, unloadStart: second, unloadEnd: third }, { mixedAt: first }],
  ]);
  const place = { truck: among(rng, trucks).id, place: among(rng, places).id, from: near() };
  return { loads: [{ load, ...times }], trucks: rng.below(2) === 0 ? [] : [place] };
}

/** Repair requests over random shifts: loads thrown onto trucks, any events, any facts. For tests. */
import type { z } from 'zod';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import { repairOptionNames } from '../../../models/repair-learning.ts';
import { type RandomShift, randomShift } from '../../dispatch/check/random-shift.ts';
import { Rng } from '../../shared/rng.ts';

export type RepairInput = z.input<typeof RepairDispatchProblem>;
type EventInput = NonNullable<RepairInput['events']>[number];
type Facts = NonNullable<RepairInput['facts']>;

const hour = 3600;

class Draw extends Rng {
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  among<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  maybe<Value>(percent: number, value: () => Value): Value | undefined {
    return this.chance(percent) ? value() : undefined;
  }
}

/** Some of it is refused by the schema, as an order that is cancelled and changed. */
export function randomRepair(seed: number): RepairInput {
  return randomRepairOf(seed, runnable(randomShift(seed)));
}

/** Any events and facts of a shift and a plan that runs. */
export function randomRepairOf(seed: number, { request, loads }: RandomShift): RepairInput {
  const draw = new Draw(seed);
  const now = draw.below(9 * hour);
  const order = () => draw.among(request.orders);
  const truck = () => draw.among(request.trucks).id;
  const place = () => draw.among(request.places).id;
  const earlier = () => draw.maybe(60, () => now - draw.below(2 * hour));
  const later = () => now + 60 + draw.below(3 * hour);
  const given = [...loads];
  const numbered = namesOf(given);
  const load = () => draw.among(numbered);
  const onBoard = () => draw.among(['auto', 'auto', 'delivered', 'stuck'] as const);
  const kinds: readonly (() => EventInput)[] = [
    () => ({ type: 'truck-out', truck: truck(), at: earlier(), onBoard: onBoard() }),
    () => ({ type: 'truck-down', truck: truck(), at: earlier(), until: later(), onBoard: onBoard() }),
    () => ({ type: 'accident', truck: truck(), at: earlier(), until: draw.maybe(50, later), onBoard: onBoard() }),
    () => ({ type: 'unload-delay', load: load(), minutes: draw.below(90) }),
    () => ({ type: 'traffic', factor: 0.5 + draw.below(20) / 10, from: draw.maybe(30, () => now), until: later() }),
    () => ({ type: 'order-cancelled', order: order().id }),
    () => ({ type: 'order-changed', order: order().id, to: { volumeM3: 1 + draw.below(300) / 10, vip: true } }),
    () => ({ type: 'order-changed', order: order().id, to: { window: { from: now, to: later() }, priority: 'high' } }),
    () => ({ type: 'order-added', order: { id: `new ${seed}`, place: place(), volumeM3: 5 } }),
    () => ({ type: 'truck-added', truck: { id: `new ${seed}`, capacityM3: 8, home: place() } }),
    () => ({ type: 'plant-stop', plant: draw.among(request.plants).id, until: draw.maybe(60, later) }),
  ];
  const facts: Facts = { loads: [], trucks: [] };
  for (const id of numbered)
    if (draw.chance(25))
      facts.loads!.push({
        load: id,
        started: draw.maybe(40, () => draw.chance(60)),
        mixedAt: draw.maybe(30, () => now - draw.below(2 * hour)),
        ...draw.maybe(40, () => randomTimes(draw, now)),
      });
  for (const { id } of request.trucks)
    if (draw.chance(20)) facts.trucks!.push({ truck: id, place: place(), from: draw.maybe(50, later) });
  return {
    ...{ mode: 'dispatch', shift: request, loads: given, now, facts },
    movedMinutes: draw.among([0, 5, 20]),
    promiseMinutes: draw.among([0, 15, 40]),
    prices: { unit: draw.maybe(40, () => draw.below(100)), lateMinute: draw.below(3) / 10 },
    options: draw.maybe(40, () => [draw.among(repairOptionNames)]),
    hired: draw.maybe(40, () => [{ id: 'hired', capacityM3: 4 + draw.below(6), home: place() }]),
    events: Array.from({ length: draw.below(5) }, () => draw.among(kinds)()),
  };
}

/** Loaded before it is unloaded. */
function randomTimes(draw: Draw, now: number) {
  const loadStart = now - 600 - draw.below(2 * hour);
  const unloadStart = draw.maybe(60, () => loadStart + 600 + draw.below(2 * hour));
  const unloadEnd = draw.maybe(30, () => (unloadStart ?? loadStart + hour) + draw.below(hour));
  return { loadStart, unloadStart, unloadEnd };
}

/** A plan that runs has a way for each of its legs, and no more of an order than it is. */
function runnable({ request, loads }: RandomShift): RandomShift {
  const { blocks = [], ...travel } = request.travel ?? {};
  const measured = blocks.filter(({ seconds }) => seconds.every((row) => row.every((cell) => cell !== null)));
  const left = new Map(request.orders.map(({ id, volumeM3 }) => [id, volumeM3]));
  const kept = loads.filter(({ order, volumeM3, loadStart, unloadStart }) => {
    const rest = left.get(order)! - volumeM3;
    if (rest < 0 || unloadStart <= loadStart) return false;
    left.set(order, rest);
    return true;
  });
  return { request: { ...request, travel: { ...travel, blocks: measured } }, loads: kept };
}

/** Ids of loads, numbered by start of unloading. */
function namesOf(loads: RepairInput['loads']): string[] {
  const numbers = new Map<string, number>();
  return loads.map(({ order }) => {
    const number = (numbers.get(order) ?? 0) + 1;
    numbers.set(order, number);
    return `${order}/${number}`;
  });
}

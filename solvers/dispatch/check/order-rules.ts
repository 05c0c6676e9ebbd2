/** Rules of all loads of an order together, and of the orders of one place. */
import { instantOf } from '../../../models/moments.ts';
import { type Broken, minutesOf, whoOf } from './broken.ts';
import { type OrderFacts, secondsOfMinutes } from './facts.ts';
import type { Laid, LaidOut } from './laid-out.ts';

export function checkOrders(laid: LaidOut, broken: Broken): void {
  for (const [id, loads] of laid.ofOrder) {
    const { order } = loads[0];
    checkWhole(order, loads, broken);
    checkGaps(order, loads, broken);
    checkFollower(laid, order, loads, broken);
    broken.late(
      'latest-first',
      whoOf(loads[0]),
      loads[0].unloadStart - order.latestFirst,
      (by) => `the first unloading of order ${id} starts ${by} after its latest start`,
    );
  }
  checkSites(laid, broken);
}

export const sumOfLitres = (loads: readonly Laid[]): number => loads.reduce((sum, { litres }) => sum + litres, 0);
export const lastEnd = (loads: readonly Laid[]): number =>
  loads.reduce((last, { unloadEnd }) => Math.max(last, unloadEnd), -Infinity);

function checkWhole({ order, litres }: OrderFacts, loads: readonly Laid[], broken: Broken): void {
  const who = { order: order.id };
  const sum = sumOfLitres(loads);
  const held = `the loads of order ${order.id} hold ${sum / 1000} m3`;
  if (!order.fullTrucks) broken.litres('volume', who, sum - litres, (by) => `${held}, ${by} more than it is`);
  if (!order.partial) broken.litres('whole-order', who, litres - sum, (by) => `${held}, ${by} less than it is`);
  if (!order.onePlant) return;
  const counts = new Map<string, number>();
  for (const { plant } of loads) counts.set(plant.plant.id, (counts.get(plant.plant.id) ?? 0) + 1);
  if (counts.size > 1) {
    const others = loads.length - Math.max(...counts.values());
    broken.loads('one-plant', who, `order ${order.id} is loaded at plants ${[...counts.keys()].join(', ')}`, others);
  }
}

export interface Gap {
  /** Seconds from the end of the unloading before. */
  readonly idle: number;
  /** What limits are about: the same, or from its start, by `gapsCount`. */
  readonly counted: number;
}

/** Of every load but the first of an order. */
export function gapsOf({ order }: OrderFacts, loads: readonly Laid[]): Gap[] {
  return loads.slice(1).map(({ unloadStart }, index) => {
    const idle = unloadStart - loads[index].unloadEnd;
    return { idle, counted: order.gapsCount === 'start-to-start' ? unloadStart - loads[index].unloadStart : idle };
  });
}

function checkGaps(order: OrderFacts, loads: readonly Laid[], broken: Broken): void {
  let end = -Infinity;
  gapsOf(order, loads).forEach(({ counted: gap }, index) => {
    end = Math.max(end, loads[index].unloadEnd);
    const load = loads[index + 1];
    const between = `between load ${loads[index].id} and load ${load.id} there are ${minutesOf(gap)}`;
    broken.late(
      'gap-least',
      whoOf(load),
      Math.max(order.leastGap - gap, end - load.unloadStart),
      (by) => `${between}, ${by} less than needed`,
    );
    broken.late(
      'gap-greatest',
      whoOf(load),
      gap - order.greatestGap - order.gapSlack,
      (by) => `${between}, ${by} more than allowed`,
      order.order.gapPricePerMinute,
    );
  });
}

function checkFollower(laid: LaidOut, { order }: OrderFacts, loads: readonly Laid[], broken: Broken): void {
  if (!order.after) return;
  const before = laid.ofOrder.get(order.after.order);
  if (!before) return;
  const gap = loads[0].unloadStart - lastEnd(before);
  const least = secondsOfMinutes(order.after.leastMinutes);
  const greatest = secondsOfMinutes(order.after.greatestMinutes ?? Infinity);
  broken.late(
    'follows',
    { order: order.id },
    Math.max(least - gap, gap - greatest),
    (by) =>
      `order ${order.id} begins ${minutesOf(gap)} after order ${order.after!.order} has ended, ${by} off its limits`,
  );
}

function checkSites({ facts, ofOrder }: LaidOut, broken: Broken): void {
  const sites = new Map<string, (readonly Laid[])[]>();
  for (const loads of ofOrder.values()) {
    const { place } = loads[0].order.order;
    const others = sites.get(place);
    if (others) others.push(loads);
    else sites.set(place, [loads]);
  }
  for (const orders of sites.values()) {
    orders.sort((one, other) => one[0].unloadStart - other[0].unloadStart || lastEnd(one) - lastEnd(other));
    let latest = orders[0];
    for (const loads of orders.slice(1)) {
      const [one, other] = [latest[0].order.order.id, loads[0].order.order.id];
      broken.late(
        'site-busy',
        { order: other },
        lastEnd(latest) - loads[0].unloadStart,
        (by) =>
          `order ${other} begins at ${instantOf(facts.problem, loads[0].unloadStart)}, ${by} before order ${one} of the same place has ended`,
      );
      if (lastEnd(loads) > lastEnd(latest)) latest = loads;
    }
  }
}

/** What a single field's schema cannot see of a dispatch request: references, empty intervals, places nobody can reach. */
import type { z } from 'zod';
import { addProblem, type Moment, refuseDuplicateIds } from './common.ts';
import type { DispatchGivenLoad, DispatchOrder, DispatchShift, DispatchTruck, DispatchWarmStart } from './dispatch.ts';
import type { DispatchRoundsProblem } from './dispatch-rounds.ts';
import type { DispatchPlace, DispatchTravel } from './dispatch-travel.ts';
import { secondsOf } from './moments.ts';

type Context = z.RefinementCtx;
type Path = readonly (string | number)[];
interface Spanned {
  readonly from: Moment;
  readonly to: Moment;
}

/** Times are counted in 32 bits, and some are left for what follows. */
const farthest = 500_000_000;

export function checkShift(problem: DispatchShift, context: Context): void {
  refuseDuplicateIds(context, problem.grades, ['grades']);
  refuseDuplicateIds(context, problem.plants, ['plants']);
  refuseDuplicateIds(context, problem.trucks, ['trucks']);
  refuseDuplicateIds(context, problem.orders, ['orders']);
  const known = checkPlaces(problem.places, problem.travel, context);
  const grades = idsOf(problem.grades);
  const plants = idsOf(problem.plants);
  const trucks = idsOf(problem.trucks);
  problem.travel.traffic.forEach((hours, index) => {
    checkSpan(problem, hours, ['travel', 'traffic', index], context);
    hours.places?.forEach((place, at) => {
      refer(context, 'place', known, place, ['travel', 'traffic', index, 'places', at]);
    });
  });
  problem.plants.forEach((plant, index) => {
    refer(context, 'place', known, plant.place, ['plants', index, 'place']);
    if (plant.hours) checkSpan(problem, plant.hours, ['plants', index, 'hours'], context);
    plant.grades?.forEach((grade, at) => {
      refer(context, 'grade', grades, grade, ['plants', index, 'grades', at]);
    });
  });
  problem.trucks.forEach((truck, index) => {
    checkTruck(problem, truck, known, ['trucks', index], context);
  });
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  problem.orders.forEach((order, index) => {
    checkOrder(problem, order, { known, grades, plants, trucks, orders }, ['orders', index], context);
  });
  checkFollowers(problem.orders, (index) => ['orders', index], context);
  const given = problem.mode === 'plan' ? 'fixed' : 'loads';
  const loads = problem.mode === 'plan' ? problem.fixed : problem.loads;
  checkGivenLoads(problem, loads, [given], problem.mode !== 'check', context);
  if (problem.mode === 'recommend') {
    const planned = new Set(loads.map(({ order }) => order));
    problem.recommend.orders.forEach((order, index) => {
      const path = ['recommend', 'orders', index];
      refer(context, 'order', new Set(orders.keys()), order, path);
      if (planned.has(order))
        addProblem(context, path, {
          rule: 'new-order',
          message: `order "${order}" has loads in the plan already`,
          remedy: 'take its loads out of `loads`, or ask for another order',
          received: order,
        });
    });
  }
}

/** Loads with their times of a warm start; references only, what does not fit is left out by the solver. */
export function checkDispatchWarmStart(
  problem: DispatchShift | DispatchRoundsProblem,
  warmStart: DispatchWarmStart | undefined,
  path: Path,
  context: Context,
): void {
  if (!warmStart) return;
  if (problem.mode === 'rounds') {
    const vans = idsOf(problem.vans);
    const drops = idsOf(problem.drops);
    warmStart.rounds.forEach((round, index) => {
      refer(context, 'van', vans, round.van, [...path, 'rounds', index, 'van']);
      round.drops.forEach((drop, at) => {
        refer(context, 'drop', drops, drop, [...path, 'rounds', index, 'drops', at]);
      });
    });
  } else if (problem.mode === 'plan') checkGivenLoads(problem, warmStart.loads, [...path, 'loads'], true, context);
  else if (warmStart.loads.length + warmStart.rounds.length > 0)
    addProblem(context, path, {
      rule: 'mode-searches',
      message: `mode ${problem.mode} does not begin from a plan`,
      remedy: 'leave warmStart out, or use mode plan or rounds',
      received: problem.mode,
    });
}

export function checkRounds(problem: DispatchRoundsProblem, context: Context): void {
  refuseDuplicateIds(context, problem.vans, ['vans']);
  refuseDuplicateIds(context, problem.drops, ['drops']);
  const known = checkPlaces(problem.places, problem.travel, context);
  refer(context, 'place', known, problem.depot, ['depot']);
  const vans = idsOf(problem.vans);
  if (problem.travel.traffic.length > 0)
    addProblem(context, ['travel', 'traffic'], {
      rule: 'no-traffic-in-rounds',
      message: 'rounds are planned with travel times that do not change over the day',
      remedy: 'leave travel.traffic out and give travel times that hold all day',
      received: problem.travel.traffic.length,
    });
  problem.vans.forEach((van, index) => {
    if (van.shift) checkSpan(problem, van.shift, ['vans', index, 'shift'], context);
  });
  problem.drops.forEach((drop, index) => {
    refer(context, 'place', known, drop.place, ['drops', index, 'place']);
    if (drop.window) checkSpan(problem, drop.window, ['drops', index, 'window'], context);
    if (drop.release !== undefined) checkMoment(problem, drop.release, ['drops', index, 'release'], context);
    drop.vans?.forEach((van, at) => {
      refer(context, 'van', vans, van, ['drops', index, 'vans', at]);
    });
  });
}

export function checkTruck(
  problem: DispatchShift,
  truck: DispatchTruck,
  known: ReadonlySet<string>,
  path: Path,
  context: Context,
): void {
  refer(context, 'place', known, truck.home, [...path, 'home']);
  if (truck.end != null) refer(context, 'place', known, truck.end, [...path, 'end']);
  if (truck.shift) checkSpan(problem, truck.shift, [...path, 'shift'], context);
  if (truck.lastUnloading !== undefined) checkMoment(problem, truck.lastUnloading, [...path, 'lastUnloading'], context);
  if (truck.standing) {
    refer(context, 'place', known, truck.standing.place, [...path, 'standing', 'place']);
    checkMoment(problem, truck.standing.from, [...path, 'standing', 'from'], context);
  }
  truck.breaks.forEach((rest, index) => {
    checkSpan(problem, rest, [...path, 'breaks', index], context);
  });
}

export interface Known {
  readonly known: ReadonlySet<string>;
  readonly grades: ReadonlySet<string>;
  readonly plants: ReadonlySet<string>;
  readonly trucks: ReadonlySet<string>;
  readonly orders: ReadonlyMap<string, DispatchOrder>;
}

export function checkOrder(
  problem: DispatchShift,
  order: DispatchOrder,
  { known, grades, plants, trucks, orders }: Known,
  path: Path,
  context: Context,
): void {
  refer(context, 'place', known, order.place, [...path, 'place']);
  if (order.grade !== undefined) refer(context, 'grade', grades, order.grade, [...path, 'grade']);
  if (order.window) checkSpan(problem, order.window, [...path, 'window'], context);
  if (order.ideal !== undefined) checkMoment(problem, order.ideal, [...path, 'ideal'], context);
  if (order.latestFirst !== undefined) checkMoment(problem, order.latestFirst, [...path, 'latestFirst'], context);
  order.trucks?.forEach((truck, at) => {
    refer(context, 'truck', trucks, truck, [...path, 'trucks', at]);
  });
  order.plants?.forEach((plant, at) => {
    refer(context, 'plant', plants, plant, [...path, 'plants', at]);
  });
  const { greatestGapMinutes: greatest, leastGapMinutes: least } = order;
  if (greatest !== undefined && greatest < least)
    addProblem(context, [...path, 'greatestGapMinutes'], {
      rule: 'gap-limits-in-order',
      message: `the greatest gap, ${greatest} min, is below the least, ${least} min`,
      remedy: 'raise greatestGapMinutes or lower leastGapMinutes',
      received: greatest,
    });
  if (order.window && !order.window.hard && order.window.ends === 'unloading-start')
    addProblem(context, [...path, 'window', 'ends'], {
      rule: 'priced-window-ends-with-unloading',
      message: 'a window that may be missed at a price is about the end of unloading',
      remedy: 'leave `ends` out, or make the window hard',
      received: order.window.ends,
    });
  if (order.partial && order.unserved?.outsourcing !== undefined)
    addProblem(context, [...path, 'unserved', 'outsourcing'], {
      rule: 'outsourcing-of-whole-orders',
      message: `order "${order.id}" may be served in part, and outsourcing is for whole orders`,
      remedy: 'leave outsourcing out, or set partial to false',
      received: order.unserved.outsourcing,
    });
  if (order.after) {
    refer(context, 'order', new Set(orders.keys()), order.after.order, [...path, 'after', 'order']);
    const before = orders.get(order.after.order);
    if (before && before.place !== order.place)
      addProblem(context, [...path, 'after', 'order'], {
        rule: 'follower-at-the-same-place',
        message: `order "${order.id}" is to follow "${before.id}", which is unloaded at another place`,
        remedy: 'let it follow an order of its own place',
        received: order.after.order,
      });
    if (order.after.greatestMinutes !== undefined && order.after.greatestMinutes < order.after.leastMinutes)
      addProblem(context, [...path, 'after', 'greatestMinutes'], {
        rule: 'gap-limits-in-order',
        message: `the greatest gap, ${order.after.greatestMinutes} min, is below the least, ${order.after.leastMinutes} min`,
        remedy: 'raise greatestMinutes or lower leastMinutes',
        received: order.after.greatestMinutes,
      });
  }
}

/** Followers make chains: nobody follows himself over some corners, and no order has two followers. */
export function checkFollowers(
  listed: readonly DispatchOrder[],
  pathOf: (index: number) => Path,
  context: Context,
): void {
  const orders = new Map(listed.map((order) => [order.id, order]));
  const followerOf = new Map<string, string>();
  listed.forEach((order, index) => {
    if (!order.after) return;
    const path = [...pathOf(index), 'after', 'order'];
    const other = followerOf.get(order.after.order);
    if (other !== undefined)
      addProblem(context, path, {
        rule: 'one-follower',
        message: `orders "${other}" and "${order.id}" both come right after "${order.after.order}"`,
        remedy: 'let one of them follow the other',
        received: order.after.order,
      });
    followerOf.set(order.after.order, order.id);
    const passed = new Set([order.id]);
    for (let at = orders.get(order.after.order); at?.after; at = orders.get(at.after.order)) {
      if (passed.has(at.id)) {
        if (at.id === order.id)
          addProblem(context, path, {
            rule: 'no-cycle-of-followers',
            message: `order "${order.id}" follows itself by way of "${order.after.order}"`,
            remedy: 'take one `after` out of the cycle',
            received: order.after.order,
          });
        return;
      }
      passed.add(at.id);
    }
    if (order.after.order === order.id)
      addProblem(context, path, {
        rule: 'no-cycle-of-followers',
        message: `order "${order.id}" follows itself`,
        remedy: 'leave `after` out',
        received: order.after.order,
      });
  });
}

export function checkGivenLoads(
  problem: DispatchShift,
  loads: readonly DispatchGivenLoad[],
  path: Path,
  timed: boolean,
  context: Context,
): void {
  const orders = idsOf(problem.orders);
  const trucks = idsOf(problem.trucks);
  const plants = new Map(problem.plants.map((plant) => [plant.id, plant]));
  loads.forEach((load, index) => {
    const at = [...path, index];
    refer(context, 'order', orders, load.order, [...at, 'order']);
    refer(context, 'truck', trucks, load.truck, [...at, 'truck']);
    refer(context, 'plant', new Set(plants.keys()), load.plant, [...at, 'plant']);
    const docks = plants.get(load.plant)?.docks;
    if (load.dock !== undefined && docks != null && load.dock >= docks)
      addProblem(context, [...at, 'dock'], {
        rule: 'known-dock',
        message: `plant "${load.plant}" has docks 0 to ${docks - 1}`,
        remedy: 'name one of them, or leave dock out',
        received: load.dock,
      });
    for (const field of ['loadStart', 'unloadStart'] as const) {
      const moment = load[field];
      if (moment !== undefined) checkMoment(problem, moment, [...at, field], context);
      else if (timed)
        addProblem(context, [...at, field], {
          rule: 'load-with-times',
          message: `load ${index} of order "${load.order}" has no ${field}`,
          remedy: 'give both times as in a plan; mode check fills in what is absent',
          received: undefined,
        });
    }
  });
}

function checkPlaces(places: readonly DispatchPlace[], travel: DispatchTravel, context: Context): ReadonlySet<string> {
  refuseDuplicateIds(context, places, ['places']);
  const known = idsOf(places);
  places.forEach((place, index) => {
    const globe = [place.lat, place.lng].filter((part) => part !== undefined).length;
    const flat = [place.xKm, place.yKm].filter((part) => part !== undefined).length;
    if (globe === 1 || flat === 1 || globe + flat > 2)
      addProblem(context, ['places', index], {
        rule: 'both-coordinates',
        message: `place "${place.id}" has ${globe + flat} of the four coordinates`,
        remedy: 'give lat and lng, or xKm and yKm, or none where travel.blocks names the place',
        received: place,
      });
  });
  travel.blocks.forEach((block, index) => {
    const path = ['travel', 'blocks', index];
    for (const side of ['from', 'to'] as const)
      block[side].forEach((place, at) => {
        refer(context, 'place', known, place, [...path, side, at]);
      });
    for (const matrix of ['seconds', 'metres', 'cost'] as const) {
      const rows = block[matrix];
      if (rows && (rows.length !== block.from.length || rows.some((row) => row.length !== block.to.length)))
        addProblem(context, [...path, matrix], {
          rule: 'rows-and-columns',
          message: `there must be ${block.from.length} rows of ${block.to.length} entries`,
          remedy: 'give a row for each of `from` and in it an entry for each of `to`',
          received: rows.length,
        });
    }
  });
  return known;
}

function checkSpan(problem: { readonly start: string }, span: Spanned, path: Path, context: Context): void {
  checkMoment(problem, span.from, [...path, 'from'], context);
  checkMoment(problem, span.to, [...path, 'to'], context);
  if (secondsOf(problem, span.from) > secondsOf(problem, span.to))
    addProblem(context, [...path, 'to'], {
      rule: 'from-before-to',
      message: 'it ends before it begins',
      remedy: 'move `to` behind `from`',
      received: span.to,
    });
}

export function checkMoment(problem: { readonly start: string }, moment: Moment, path: Path, context: Context): void {
  const seconds = secondsOf(problem, moment);
  if (Math.abs(seconds) > farthest)
    addProblem(context, path, {
      rule: 'near-the-start',
      message: `it is ${seconds} s from \`start\``,
      remedy: 'set `start` to the beginning of the shift; absent, it is 1970',
      received: moment,
    });
}

export function refer(context: Context, what: string, known: ReadonlySet<string>, id: string, path: Path): void {
  if (!known.has(id))
    addProblem(context, path, {
      rule: `known-${what}`,
      message: `there is no ${what} "${id}"`,
      remedy: `name a ${what} of the problem, or add it`,
      received: id,
    });
}

export function idsOf(things: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(things.map(({ id }) => id));
}

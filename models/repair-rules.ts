/** What a single field's schema cannot see of a repair request: references, moments that do not fit, loads beyond an order. */
import type { z } from 'zod';
import { addProblem, type Moment } from './common.ts';
import type { DispatchPlanProblem } from './dispatch.ts';
import { checkGivenLoads, checkMoment, idsOf, refer } from './dispatch-rules.ts';
import { secondsOf } from './moments.ts';
import type { RepairDispatchProblem, RepairProblem } from './repair.ts';
import { checkEvents } from './repair-event-rules.ts';
import type { RepairLoad } from './repair-events.ts';
import { checkHired } from './repair-hired-rules.ts';

type Context = z.RefinementCtx;

export function checkRepair(problem: RepairProblem, context: Context): void {
  if (problem.mode === 'dispatch') checkDispatchRepair(problem, context);
  else if (problem.mode === 'warning') {
    if (problem.now !== undefined) checkMoment(problem.shift, problem.now, ['now'], context);
    checkLoads(problem.shift, problem.loads, context);
  }
}

function checkDispatchRepair(problem: RepairDispatchProblem, context: Context): void {
  const { shift, loads } = problem;
  checkMoment(shift, problem.now, ['now'], context);
  checkLoads(shift, loads, context);
  checkFixed(shift, loads, context);
  const loadIds = idsOfLoads(loads);
  const { truckIds } = checkEvents(problem, loadIds, context);
  checkFacts(problem, loadIds, truckIds, context);
  checkHired(shift, problem.hired, truckIds, context);
}

/** Loads of a plan that runs; what they break of the rules of a shift is no fault of the request. */
function checkLoads(shift: DispatchPlanProblem, loads: readonly RepairLoad[], context: Context): void {
  checkGivenLoads(shift, loads, ['loads'], true, context);
  const orders = new Map(shift.orders.map((order) => [order.id, order]));
  const litres = new Map<string, number>();
  loads.forEach(({ order: id, volumeM3, loadStart, unloadStart }, index) => {
    checkOrderOfTimes(shift, { loadStart, unloadStart }, ['loads', index], context);
    const before = litres.get(id) ?? 0;
    const sum = before + litresIn(volumeM3);
    litres.set(id, sum);
    const order = orders.get(id);
    if (order && !order.fullTrucks && sum > litresIn(order.volumeM3) && before <= litresIn(order.volumeM3))
      addProblem(context, ['loads', index, 'volumeM3'], {
        rule: 'volume-of-order',
        message: `the loads of order "${id}" hold more than its ${order.volumeM3} m3`,
        remedy: 'give the loads of the plan that runs as they are, or raise the volume of the order in `shift`',
        received: volumeM3,
      });
  });
}

/** Loads that the shift fixes have started, so the plan that runs has them. */
function checkFixed(shift: DispatchPlanProblem, loads: readonly RepairLoad[], context: Context): void {
  const keyOf = (load: { order: string; truck: string; plant: string; loadStart?: Moment; unloadStart?: Moment }) =>
    [
      ...[load.order, load.truck, load.plant],
      ...[load.loadStart, load.unloadStart].map((at) => (at === undefined ? '' : secondsOf(shift, at))),
    ].join('\n');
  const planned = Map.groupBy(loads, keyOf);
  shift.fixed.forEach((entry, index) => {
    const same = planned.get(keyOf(entry)) ?? [];
    const { dock, volumeM3 } = entry;
    const found = same.some(
      (load) =>
        (dock === undefined || dock === load.dock) &&
        (volumeM3 === undefined || litresIn(volumeM3) === litresIn(load.volumeM3)),
    );
    if (!found)
      addProblem(context, ['shift', 'fixed', index], {
        rule: 'fixed-load-in-plan',
        message: `the plan that runs has no load of order "${entry.order}" on truck "${entry.truck}" as it is fixed`,
        remedy: 'add it to `loads`, or take it out of `shift.fixed`',
        received: entry,
      });
  });
}

function checkFacts(
  { shift, facts }: RepairDispatchProblem,
  loadIds: ReadonlySet<string>,
  truckIds: ReadonlySet<string>,
  context: Context,
): void {
  const places = idsOf(shift.places);
  facts.loads.forEach((fact, index) => {
    const path = ['facts', 'loads', index];
    refer(context, 'load', loadIds, fact.load, [...path, 'load']);
    for (const field of ['loadStart', 'unloadStart', 'unloadEnd', 'mixedAt'] as const)
      if (fact[field] !== undefined) checkMoment(shift, fact[field], [...path, field], context);
    const { loadStart, unloadStart, unloadEnd } = fact;
    checkOrderOfTimes(shift, { loadStart, unloadStart, unloadEnd }, path, context);
  });
  facts.trucks.forEach((fact, index) => {
    const path = ['facts', 'trucks', index];
    refer(context, 'truck', truckIds, fact.truck, [...path, 'truck']);
    refer(context, 'place', places, fact.place, [...path, 'place']);
    if (fact.from !== undefined) checkMoment(shift, fact.from, [...path, 'from'], context);
  });
  refuseSecond(
    context,
    'load',
    facts.loads.map(({ load }) => load),
  );
  refuseSecond(
    context,
    'truck',
    facts.trucks.map(({ truck }) => truck),
  );
}

function refuseSecond(context: Context, what: 'load' | 'truck', ids: readonly string[]): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id))
      addProblem(context, ['facts', `${what}s`, index, what], {
        rule: 'one-fact-each',
        message: `${what} "${id}" has an entry already`,
        remedy: `put all that is known of a ${what} into one entry`,
        received: id,
      });
    seen.add(id);
  });
}

/** Loading, unloading and its end come in this order. */
function checkOrderOfTimes(
  shift: DispatchPlanProblem,
  times: { readonly [field: string]: Moment | undefined },
  path: readonly (string | number)[],
  context: Context,
): void {
  let last: readonly [string, Moment] | undefined;
  for (const [field, moment] of Object.entries(times)) {
    if (moment === undefined) continue;
    if (last && secondsOf(shift, moment) < secondsOf(shift, last[1]))
      addProblem(context, [...path, field], {
        rule: 'times-in-order',
        message: `${field} is before ${last[0]}`,
        remedy: `move ${field} behind ${last[0]}`,
        received: moment,
      });
    last = [field, moment];
  }
}

/** order/number, numbered by start of unloading: as many numbers as the order has loads. */
function idsOfLoads(loads: readonly RepairLoad[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  return new Set(
    loads.map(({ order }) => {
      const number = (counts.get(order) ?? 0) + 1;
      counts.set(order, number);
      return `${order}/${number}`;
    }),
  );
}

const litresIn = (m3: number): number => Math.round(m3 * 1000);

/**
 * The plan that runs as it comes out by itself: every operation in its turn, later where it has to be. It settles when
 * held operations can be done, and gives the first plan that keeps every rule.
 */

import { hasPlan } from '../../../models/result.ts';
import type { TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import type { Budget } from '../../solver.ts';
import { type Instance, never, type Schedule } from '../../techcard/instance.ts';
import { runKeepingLags } from '../../techcard/keep-lags.ts';
import { createKernel } from '../../techcard/kernel.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { excessOf } from '../../techcard/waits.ts';
import { type AmendedTechcard, givenOf } from './amend.ts';
import { operationKey } from './running.ts';
import { shiftRight } from './shift.ts';
import { type Row, rowsOf, Shop } from './shop.ts';

export interface Base {
  /** With held operations given. */
  readonly shop: Shop;
  /** The order of the plan that runs, at its planned times; new operations at `never`. */
  readonly order: Schedule;
  /** Every operation of the plan that runs in its turn; absent where that does not settle. */
  readonly shifted?: Schedule;
  /** By operation: moment before which it does not start, as planned. */
  readonly notBefore: Int32Array;
  /** Plans that keep every rule. */
  readonly plans: readonly TechcardPlan[];
  /** Why there is none. */
  readonly reason?: string;
  /** Orders that miss a deadline or a greatest lag where everything keeps its turn. */
  readonly broken: readonly string[];
}

/** @param quick - for the operations of new orders, and where turns cannot be kept. */
export function baseOf(amended: AmendedTechcard, problem: TechcardProblem, quick: Budget): Base {
  const bare = new Shop(problem);
  const order = bare.read(plannedRows(amended));
  const notBefore = plannedStarts(amended, bare);
  const free = shiftRight({ instance: bare.instance, openings: bare.openings, order, notBefore });
  const held = heldGiven(amended, bare, free ?? dispatch(bare, order, notBefore) ?? order, notBefore);
  const shop = held.length > 0 ? bare.with(held) : bare;
  const shifted =
    held.length > 0 ? shiftRight({ instance: shop.instance, openings: shop.openings, order, notBefore }) : free;
  const plans: TechcardPlan[] = [];
  const offer = (schedule: Schedule | undefined) => {
    if (!schedule || schedule.starts.includes(never)) return;
    const plan = shop.tell(schedule);
    if (shop.faultsOf(plan).length === 0) plans.push(plan);
  };
  const isWhole = shifted !== undefined && !shifted.starts.includes(never);
  if (isWhole) offer(shifted);
  else if (shifted) offer(placeNew(shop, shifted, quick));
  const isEnough = plans.length > 0 && quick.shouldStop();
  const dispatched = isEnough ? undefined : dispatch(shop, shifted ?? order, notBefore);
  offer(dispatched);
  let reason: string | undefined;
  if (plans.length === 0) {
    const result = techcardSolver.solve({ problem: shop.problem }, quick);
    if (hasPlan(result) && shop.faultsOf(result.plan).length === 0) plans.push(result.plan);
    else reason = hasPlan(result) ? 'what has started breaks a rule that no plan mends' : result.reason;
  }
  const broken = brokenOrders(shop.instance, dispatched ?? shifted ?? order);
  return {
    shop,
    order,
    ...(shifted && { shifted }),
    notBefore,
    plans,
    ...(reason !== undefined && { reason }),
    broken,
  };
}

function plannedRows({ running }: AmendedTechcard): Row[] {
  return [...running].map(([key, { order, operation, mode, planned, resources }]) => ({
    order,
    serial: Number(key.split('\n')[1]),
    operation,
    mode,
    ...planned,
    resources: [...resources],
  }));
}

function plannedStarts({ running, now }: AmendedTechcard, { instance, index }: Shop): Int32Array {
  const starts = new Int32Array(instance.operations).fill(Math.max(0, now));
  for (const [key, { state, planned, start }] of running)
    starts[index.get(key)!] = Math.max(now, state === 'held' ? start : planned.start);
  return starts;
}

/** Held operations where the schedule has them; what was given with its end keeps it as long as it need not move. */
function heldGiven(
  { running, request }: AmendedTechcard,
  { index }: Shop,
  { starts }: Schedule,
  notBefore: Int32Array,
) {
  const ended = new Set(
    request.problem.given.flatMap(({ order, serial, operation, end }) =>
      end === undefined ? [] : [operationKey(order, serial, operation)],
    ),
  );
  return [...running].flatMap(([key, one]) => {
    if (one.state !== 'held') return [];
    const at = index.get(key)!;
    const start = Math.max(starts[at], notBefore[at]);
    const stays = start === one.planned.start && ended.has(one.key);
    return [givenOf(one, Number(key.split('\n')[1]), start, stays ? one.planned.end : undefined)];
  });
}

/** The kernel takes operations in order of their starts; those of new orders come last. */
function dispatch({ instance, openings }: Shop, order: Schedule, notBefore: Int32Array): Schedule | undefined {
  const kernel = createKernel(instance, (calendars) => openings.of(calendars));
  const { starts, ends } = order;
  const list = Int32Array.from(starts.keys()).sort((a, b) => starts[a] - starts[b] || ends[a] - ends[b] || a - b);
  const modes = order.modes.map((mode, operation) => (starts[operation] === never ? -1 : mode));
  const { schedule, deadEnd } = runKeepingLags(kernel, { rule: 'earliest-start', list, modes, notBefore });
  return deadEnd ? undefined : schedule;
}

/** Operations of new orders around all others, which stay where they are. */
function placeNew(shop: Shop, shifted: Schedule, quick: Budget): Schedule | undefined {
  const known = rowsOfSchedule(shop, shifted).filter(({ start }) => start < never);
  const given = new Set(shop.problem.given.map((one) => `${one.order}\n${one.serial}\n${one.operation}`));
  const open = known.filter((row) => !given.has(`${row.order}\n${row.serial}\n${row.operation}`));
  const problem = shop.with(open.map((row) => ({ ...row, end: row.end! }))).problem;
  const result = techcardSolver.solve({ problem }, quick);
  return hasPlan(result) ? shop.read(rowsOf(result.plan)) : undefined;
}

/** A schedule in the words of the request, operations without a place among them. */
export function rowsOfSchedule(shop: Shop, schedule: Schedule): Row[] {
  const { instance } = shop;
  return [...shop.index].map(([key, at]) => {
    const [order, serial, operation] = key.split('\n');
    const mode = instance.modeFrom[at] + schedule.modes[at];
    const resources: Row['resources'] = [];
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand++) {
      const resource = shop.problem.resources[instance.demandResource[demand]];
      if (!resource) continue;
      const { workers, line, takt } = schedule.assignments.get(demand) ?? {};
      resources.push({
        resource: resource.id,
        ...(resource.type === 'workers' && { workers: (workers ?? []).map((worker) => resource.workers[worker].id) }),
        ...(line !== undefined && { line, station: instance.demandStation[demand] }),
        ...(takt !== undefined && { takt }),
      });
    }
    return {
      order,
      serial: Number(serial),
      operation,
      mode: schedule.modes[at],
      start: schedule.starts[at],
      end: schedule.ends[at],
      resources,
    };
  });
}

function brokenOrders(instance: Instance, schedule: Schedule): string[] {
  const { lags, deadlines, givenMode, pieces, pieceOf } = instance;
  const broken = new Set<string>();
  for (let operation = 0; operation < instance.operations; operation++)
    if (givenMode[operation] < 0 && schedule.ends[operation] > deadlines[operation])
      broken.add(pieces[pieceOf[operation]].order.id);
  for (let lag = 0; lag < lags.from.length; lag++)
    if (lags.greatest[lag] === 1 && excessOf(lags, schedule, lag) > 0)
      broken.add(pieces[pieceOf[lags.from[lag]]].order.id);
  return [...broken];
}

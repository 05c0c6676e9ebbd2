/** What every option of a repair is measured by. */
import { secondsOf } from '../../../models/moments.ts';
import { usesByResource } from '../../techcard/network.ts';
import { objectiveOf, termsOf } from '../../techcard/terms.ts';
import { limitMsOf } from '../shop/score.ts';
import type { AmendedTechcard } from './amend.ts';
import { operationKey } from './running.ts';
import { type Row, Shop } from './shop.ts';

export interface TechcardContext {
  readonly amended: AmendedTechcard;
  readonly pointPrice: number;
  /** Of the plan that runs, in the problem of the request. */
  readonly baseCost: number;
  readonly limitMs: number;
  /** Seconds by order of the plan that runs: its planned last end over the pieces that stay, or its due date if that is later. */
  readonly promised: ReadonlyMap<string, number>;
  /** Seconds by order: planned last end, all pieces. */
  readonly plannedEnds: ReadonlyMap<string, number>;
}

const leastPrice = 0.001;

/** Rows of the plan that runs, with the serial numbers of the request. */
export function runningRows({ operations }: AmendedTechcard): Row[] {
  return operations.map(({ order, serial, operation, mode, planned, resources }) => ({
    order,
    serial,
    operation,
    mode,
    ...planned,
    resources: [...resources],
  }));
}

export function contextOf(amended: AmendedTechcard): TechcardContext {
  const { request, operations, running } = amended;
  const { problem, prices } = request;
  const before = new Shop(problem);
  const schedule = before.read(runningRows(amended));
  const terms = termsOf(before.instance, schedule, usesByResource(before.instance, schedule));
  const baseCost = objectiveOf(problem.objective, terms);
  const plannedEnds = new Map<string, number>();
  for (const { order, planned } of operations)
    plannedEnds.set(order, Math.max(plannedEnds.get(order) ?? -Infinity, planned.end));
  const promised = new Map<string, number>();
  for (const { order, planned } of running.values())
    promised.set(order, Math.max(promised.get(order) ?? -Infinity, planned.end));
  for (const [order, end] of promised) promised.set(order, Math.max(end, dueOf(amended, order) ?? end));
  return {
    amended,
    pointPrice: prices.unit ?? Math.max(leastPrice, baseCost / operations.length),
    baseCost,
    limitMs: limitMsOf(request.events),
    promised,
    plannedEnds,
  };
}

/** Due date as it is now, in seconds. */
export function dueOf({ orders, request }: AmendedTechcard, order: string): number | undefined {
  const due = orders.get(order)?.due;
  return due === undefined ? undefined : secondsOf(request.problem, due);
}

export function deadlineOf({ orders, request }: AmendedTechcard, order: string): number | undefined {
  const deadline = orders.get(order)?.deadline;
  return deadline === undefined ? undefined : secondsOf(request.problem, deadline);
}

/** Key of a row in the problem as it is now. */
export function keyOfRow({ order, serial, operation }: Pick<Row, 'order' | 'serial' | 'operation'>): string {
  return operationKey(order, serial, operation);
}

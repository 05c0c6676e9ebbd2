/** What becomes of each order in an option: promised, served, and when it begins. */
import type { DispatchOrder, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';

export interface OrderNow {
  /** As it is now; as it was requested where it is cancelled and gone. */
  readonly order: DispatchOrder;
  readonly promisedL: number;
  readonly servedL: number;
  /** Promised and not served. */
  readonly lostL: number;
  /** First unloadings that are still open, seconds: in the plan that runs, in the option. */
  readonly was?: number;
  readonly is?: number;
  /** By how much the first unloading comes later, where the client is to be told of it; else 0. */
  readonly promiseMovedSeconds: number;
  readonly isCancelled: boolean;
  readonly isAdded: boolean;
}

/** Orders of the shift as it is now as listed, then cancelled ones that are out of it. */
export function ordersNow(context: RepairContext, plan: DispatchShiftPlan, pairs: readonly PairedLoad[]): OrderNow[] {
  const { amended, promisedM3, current } = context;
  const served = new Map(plan.orders.map(({ order, servedM3 }) => [order, litresIn(servedM3)]));
  const first = (of: (pair: PairedLoad) => number | undefined) => {
    const firsts = new Map<string, number>();
    for (const pair of pairs) {
      const start = of(pair);
      if (start !== undefined) firsts.set(pair.order, Math.min(start, firsts.get(pair.order) ?? Infinity));
    }
    return firsts;
  };
  const was = first((pair) => pair.was?.unloadStart);
  const is = first((pair) => pair.is?.unloadStart);
  const listed = new Set(amended.shift.orders.map(({ id }) => id));
  const out = amended.problem.shift.orders.filter(
    ({ id }) => !listed.has(id) && current.news.get(id)?.cancelled !== undefined,
  );
  return [...amended.shift.orders, ...out].map((order): OrderNow => {
    const { id } = order;
    const promisedL = litresIn(promisedM3.get(id) ?? 0);
    const servedL = served.get(id) ?? 0;
    const [before, after] = [was.get(id), is.get(id)];
    const move = before === undefined || after === undefined ? 0 : after - before;
    const isTold = Math.abs(move) > amended.problem.promiseMinutes * 60;
    const news = current.news.get(id);
    return {
      ...{ order, promisedL, servedL, lostL: Math.max(0, promisedL - servedL) },
      ...(before === undefined ? {} : { was: before }),
      ...(after === undefined ? {} : { is: after }),
      promiseMovedSeconds: isTold ? move : 0,
      isCancelled: news?.cancelled !== undefined,
      isAdded: news?.added !== undefined,
    };
  });
}

/** The problem as it is now: what has started is given, what is down is closed, orders are as asked for. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardGiven, TechcardOrder, TechcardProblem } from '../../../models/techcard.ts';
import { withDowntimes } from './downtime.ts';
import { amendPieces, pieceKey } from './pieces.ts';
import { type Downtime, downtimesOf, operationKey, type RunningOperation, runningOperations } from './running.ts';

export interface AmendedTechcard {
  readonly request: RepairTechcardProblem;
  readonly now: number;
  /** False: neither events nor facts; then `problem` is that of the request. */
  readonly touched: boolean;
  /** Held operations are not given here: the repair finds out when they can be done at the earliest. */
  readonly problem: TechcardProblem;
  readonly operations: readonly RunningOperation[];
  readonly downtimes: readonly Downtime[];
  /** By `pieceKey` of the plan that runs. */
  readonly serials: ReadonlyMap<string, number>;
  /** By `operationKey` of `problem`: the operation of the plan that runs. */
  readonly running: ReadonlyMap<string, RunningOperation>;
  /** Orders as they are asked for now, deadlines and all. */
  readonly orders: ReadonlyMap<string, TechcardOrder>;
}

export function amendTechcard(request: RepairTechcardProblem): AmendedTechcard {
  const { problem } = request;
  const now = secondsOf(problem, request.now);
  const touched = request.events.length > 0 || request.facts.operations.length > 0;
  const operations = touched
    ? runningOperations(request)
    : runningOperations(request).map((one) => ({ ...one, ...one.planned, state: isGiven(problem, one) }));
  const downtimes = downtimesOf(request);
  const { orders, serials } = touched
    ? amendPieces(request, operations)
    : { orders: problem.orders, serials: identity(operations) };
  const running = new Map(
    operations.flatMap((one) => {
      const serial = serials.get(pieceKey(one.order, one.serial));
      return serial === undefined ? [] : [[operationKey(one.order, serial, one.operation), one] as const];
    }),
  );
  const started = [...running].flatMap(([key, one]) =>
    one.state === 'done' || one.state === 'under-way'
      ? [givenOf(one, Number(key.split('\n')[1]), one.start, one.end)]
      : [],
  );
  return {
    request,
    now,
    touched,
    operations,
    downtimes,
    serials,
    running,
    orders: new Map(orders.map((order) => [order.id, order])),
    problem: touched
      ? {
          ...problem,
          ...withDowntimes(problem, downtimes),
          mode: 'optimize',
          direction: 'forward',
          volume: undefined,
          orders: [...orders],
          now: problem.now === undefined ? now : Math.max(now, secondsOf(problem, problem.now)),
          given: started,
        }
      : problem,
  };
}

/** Where nothing has happened only what the problem itself gives is not open. */
function isGiven({ given }: TechcardProblem, one: RunningOperation): 'held' | 'open' {
  const isOne = given.some(
    ({ order, serial, operation }) => order === one.order && serial === one.serial && operation === one.operation,
  );
  return isOne ? 'held' : 'open';
}

function identity(operations: readonly RunningOperation[]): Map<string, number> {
  return new Map(operations.map(({ order, serial }) => [pieceKey(order, serial), serial]));
}

/**
 * @param serial - in the problem as it is now.
 * @param end - absent: as long as its mode takes.
 */
export function givenOf(
  { order, operation, mode, resources }: Pick<RunningOperation, 'order' | 'operation' | 'mode' | 'resources'>,
  serial: number,
  start: number,
  end: number | undefined,
): TechcardGiven {
  return { order, serial, operation, mode, start, ...(end !== undefined && { end }), resources: [...resources] };
}

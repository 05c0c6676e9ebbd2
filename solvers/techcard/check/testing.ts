/** Small techcard problems and plans written by hand, for tests of the checker. */
import type { z } from 'zod';
import { instantOf, secondsOf } from '../../../models/moments.ts';
import { type TechcardAssignment, type TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import { piecesOf } from '../../../models/techcard-pieces.ts';

export type ProblemInput = z.input<typeof TechcardProblem>;
type OperationInput = ProblemInput['cards'][number]['operations'][number];
type DemandInput = NonNullable<OperationInput['modes'][number]['demands']>[number];

/** An operation of one mode. */
export function operation(
  id: string,
  durationSeconds: number,
  demands: (string | DemandInput)[] = [],
  more: Partial<OperationInput> = {},
): OperationInput {
  const told = demands.map((demand) => (typeof demand === 'string' ? { resource: demand } : demand));
  return { id, modes: [{ durationSeconds, demands: told }], ...more };
}

/** One card, one order, unless told otherwise. */
export function problemOf(operations: OperationInput[], more: Partial<ProblemInput> = {}): ProblemInput {
  return { cards: [{ id: 'card', operations }], orders: [{ id: 'order', card: 'card' }], ...more };
}

/** Name of an operation, `serial` before it where there are several pieces: `1/cut`. */
export interface Placing {
  readonly at: readonly [start: number, end: number];
  readonly order?: string;
  readonly mode?: number;
  readonly resources?: readonly TechcardAssignment[];
}

type Moment = TechcardPlan['operations'][number]['start'];

/** The plan with those times; moments as without calendars, sums computed here. */
export function planOf(
  input: ProblemInput,
  places: Record<string, Placing | readonly [number, number]>,
  setupTime = 0,
): { problem: TechcardProblem; plan: TechcardPlan } {
  const problem = TechcardProblem.parse(input);
  const moment = (seconds: number): Moment => {
    const at = instantOf(problem, seconds);
    return { seconds, at, logicalSeconds: seconds, left: at, right: at };
  };
  const pieces = piecesOf(problem);
  const given = new Set(problem.given.map((one) => `${one.order} ${one.serial} ${one.operation}`));
  const operations = Object.entries(places).map(([name, place]) => {
    const { at, order, mode = 0, resources }: Placing = Symbol.iterator in place ? { at: place } : place;
    const [id, serial] = name.split('/').reverse();
    const piece = pieces.find(
      (one) => one.serial === Number(serial ?? 0) && (order === undefined || one.order.id === order),
    )!;
    const demands = piece.card.operations.find((one) => one.id === id)?.modes[mode]?.demands ?? [];
    return {
      ...{ order: piece.order.id, serial: piece.serial, operation: id, mode },
      resources: [...(resources ?? demands.map(({ resource }) => ({ resource })))],
      ...{ start: moment(at[0]), end: moment(at[1]), slackSeconds: 0, critical: false },
      given: given.has(`${piece.order.id} ${piece.serial} ${id}`) || undefined,
    };
  });
  const terms = {
    makespan: Math.max(...operations.map(({ end }) => end.seconds)),
    tardiness: 0,
    flowTime: 0,
    setupTime,
  };
  const orders = problem.orders.map((order) => {
    const due = order.due === undefined ? Infinity : secondsOf(problem, order.due);
    const ends = pieces
      .filter((piece) => piece.order === order)
      .map(({ serial }) => {
        const own = operations.filter((one) => one.order === order.id && one.serial === serial);
        return Math.max(...own.map(({ end }) => end.seconds));
      });
    for (const end of ends) {
      terms.tardiness += order.priority * Math.max(0, end - due);
      terms.flowTime += end - secondsOf(problem, order.release);
    }
    const end = Math.max(...ends);
    return {
      ...{ order: order.id, end: moment(Number.isFinite(end) ? end : 0) },
      due: order.due === undefined ? undefined : instantOf(problem, due),
      tardinessSeconds: Math.max(0, end - due),
      tardyPieces: ends.filter((one) => one > due).length,
    };
  });
  const plan = { objectiveUnit: 's', operations, terms, orders, resources: [], criticalPath: [], runs: [] };
  return { problem, plan };
}

/**
 * The direct model of a techcard request for a constraint solver: start times, a choice of modes, and the usual global
 * constraints.
 *
 *   start[i]  0 to the horizon;   x[i, m]  0 or 1, exactly one for each operation of several modes
 *   least <= to - from <= greatest for each lag, an end being start[i] + sum of duration[m] * x[i, m]
 *   a fixed interval for each operation, an optional one for each of several modes
 *   pools: cumulative;  machines: no overlap;  stocks without supply: sum of amount * x <= stock
 *   makespan >= each end, to be made small
 *
 * No redundant constraints and no bounds of ours: what the solver makes of the model is its own merit.
 */

import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { TechcardOperation, TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import { type Piece, piecesOf } from '../../../models/techcard-pieces.ts';
import type { CpConstraint, CpModelProto, Linear } from '../cp-model.ts';

export interface ScheduleModel {
  readonly proto: CpModelProto;
  readonly operations: number;
  readonly modes: number;
  /** What an objective or bound of the model is in the request's own. */
  readonly weight: number;
  /** @param values - a value per variable. */
  planOf(values: readonly number[]): TechcardPlan;
}

interface Placed {
  readonly piece: Piece;
  readonly operation: TechcardOperation;
  /** Variable of its start; variables of its modes, none where it has one mode. */
  readonly start: number;
  readonly choices: readonly number[];
}

/** Why the model cannot say what the request asks; undefined where it can. */
export function whyNotTold(problem: TechcardProblem): string | undefined {
  const { objective, resources, cards } = problem;
  if (problem.mode !== 'optimize' || problem.direction !== 'forward') return 'only a forward search is asked for';
  if (objective.tardiness + objective.flowTime + objective.setupTime > 0) return 'only the makespan is made small';
  if (problem.given.length > 0 || problem.now !== undefined) return 'given operations are not told';
  if (problem.orders.some(({ release }) => secondsOf(problem, release) < 0)) return 'releases before 0 are not told';
  if (cards.some(({ workerLimit }) => workerLimit !== undefined)) return 'limits of workers are not told';
  for (const resource of resources) {
    const { id, type } = resource;
    if (resource.calendars.length > 0) return `"${id}" has a calendar`;
    if (type === 'machine' && (resource.setups || resource.heating)) return `"${id}" has set-ups or heating`;
    if (type === 'reservoir' && (resource.supplies.length > 0 || resource.capacity !== undefined))
      return `"${id}" has supplies or an upper limit`;
    if (!['pool', 'machine', 'reservoir'].includes(type)) return `"${id}" is a ${type}`;
  }
  const adds = cards.some((card) =>
    card.operations.some(({ modes }) => modes.some(({ demands }) => demands.some((demand) => demand.adds > 0))),
  );
  return adds ? 'operations add to a stock' : undefined;
}

export function buildScheduleModel(problem: TechcardProblem): ScheduleModel {
  const horizon = horizonOf(problem);
  const variables: { domain: readonly number[] }[] = [];
  const constraints: CpConstraint[] = [];
  const variable = (least: number, most: number) => variables.push({ domain: [least, most] }) - 1;
  const add = (constraint: CpConstraint) => constraints.push(constraint) - 1;
  const makespan = variable(0, horizon);
  const uses = new Map(problem.resources.map(({ id }) => [id, { intervals: [] as number[], amounts: [] as number[] }]));
  const taken = new Map(
    problem.resources.map(({ id }) => [id, { vars: [] as number[], coeffs: [] as number[], sum: 0 }]),
  );
  const placed: Placed[] = [];
  const types = new Map(problem.resources.map(({ id, type }) => [id, type]));
  for (const piece of piecesOf(problem)) {
    const release = secondsOf(problem, piece.order.release);
    const ofPiece = new Map<string, Placed>();
    for (const operation of piece.card.operations) {
      const start = variable(release, horizon);
      const choices = operation.modes.length === 1 ? [] : operation.modes.map(() => variable(0, 1));
      if (choices.length > 0) add({ exactlyOne: { literals: choices } });
      const one: Placed = { piece, operation, start, choices };
      ofPiece.set(operation.id, one);
      placed.push(one);
      operation.modes.forEach(({ durationSeconds, demands }, index) => {
        let interval: number | undefined;
        for (const { resource, amount } of demands) {
          if (types.get(resource) === 'reservoir') {
            const stock = taken.get(resource)!;
            if (choices.length === 0) stock.sum += amount;
            else {
              stock.vars.push(choices[index]);
              stock.coeffs.push(amount);
            }
            continue;
          }
          if (durationSeconds === 0) continue;
          interval ??= add({
            ...(choices.length > 0 ? { enforcementLiteral: [choices[index]] } : {}),
            interval: {
              start: { vars: [start], coeffs: [1] },
              size: { vars: [], coeffs: [], offset: durationSeconds },
              end: { vars: [start], coeffs: [1], offset: durationSeconds },
            },
          });
          const use = uses.get(resource)!;
          use.intervals.push(interval);
          use.amounts.push(amount);
        }
      });
      const { deadline } = piece.order;
      const end = momentOf(one, true);
      if (deadline !== undefined) add(atMost(end, secondsOf(problem, deadline)));
      add(atMost(difference(end, { vars: [makespan], coeffs: [1], offset: 0 }), 0));
    }
    for (const one of ofPiece.values())
      for (const { operation, from, to, leastSeconds, greatestSeconds } of one.operation.after) {
        const lag = difference(momentOf(one, to === 'end'), momentOf(ofPiece.get(operation)!, from === 'end'));
        add(within(lag, leastSeconds, greatestSeconds ?? 2 * horizon));
      }
  }
  for (const resource of problem.resources) {
    const { intervals, amounts } = uses.get(resource.id)!;
    const stock = taken.get(resource.id)!;
    if (resource.type === 'machine') add({ noOverlap: { intervals } });
    if (resource.type === 'pool') {
      const demands = amounts.map((offset) => ({ vars: [], coeffs: [], offset }));
      add({ cumulative: { capacity: { vars: [], coeffs: [], offset: resource.capacity }, intervals, demands } });
    }
    if (resource.type === 'reservoir') add(atMost({ ...stock, offset: stock.sum }, resource.initial));
  }
  return {
    proto: { variables, constraints, objective: { vars: [makespan], coeffs: [1] } },
    operations: placed.length,
    modes: placed.reduce((sum, { operation }) => sum + operation.modes.length, 0),
    weight: problem.objective.makespan,
    planOf: (values) => planOf(problem, placed, values),
  };
}

/** Later than any end of a schedule that starts everything as soon as it may: longest modes and least lags in a row. */
function horizonOf(problem: TechcardProblem): number {
  const spans = new Map(
    problem.cards.map((card) => [
      card.id,
      card.operations.reduce((sum, { modes, after }) => {
        const longest = Math.max(...modes.map(({ durationSeconds }) => durationSeconds));
        const lags = after.reduce((most, { leastSeconds }) => most + Math.max(0, leastSeconds), 0);
        return sum + longest + lags;
      }, 0),
    ]),
  );
  const releases = problem.orders.map(({ release }) => secondsOf(problem, release));
  return problem.orders.reduce((sum, { card, quantity }) => sum + quantity * spans.get(card)!, Math.max(...releases));
}

interface Moment extends Linear {
  readonly offset: number;
}

function momentOf({ operation, start, choices }: Placed, isEnd: boolean): Moment {
  if (!isEnd) return { vars: [start], coeffs: [1], offset: 0 };
  const durations = operation.modes.map(({ durationSeconds }) => durationSeconds);
  if (choices.length === 0) return { vars: [start], coeffs: [1], offset: durations[0] };
  return { vars: [start, ...choices], coeffs: [1, ...durations], offset: 0 };
}

function difference(one: Moment, other: Moment): Moment {
  return {
    vars: [...one.vars, ...other.vars],
    coeffs: [...one.coeffs, ...other.coeffs.map((coefficient) => -coefficient)],
    offset: one.offset - other.offset,
  };
}

/** Below any sum of a model of this kind. */
const far = 1_000_000_000_000;

function within({ vars, coeffs, offset }: Moment, least: number, most: number): CpConstraint {
  return { linear: { vars, coeffs, domain: [least - offset, most - offset] } };
}

function atMost(moment: Moment, most: number): CpConstraint {
  return within(moment, -far, most);
}

/** The plan that start times and modes stand for, as far as a check looks at it. */
function planOf(problem: TechcardProblem, placed: readonly Placed[], values: readonly number[]): TechcardPlan {
  const moment = (seconds: number) => {
    const at = instantOf(problem, seconds);
    return { seconds, at, logicalSeconds: seconds, left: at, right: at };
  };
  const operations = placed.map(({ piece, operation, start, choices }) => {
    const mode = choices.length === 0 ? 0 : choices.findIndex((choice) => values[choice] === 1);
    const { durationSeconds, demands } = operation.modes[mode];
    return {
      ...{ order: piece.order.id, serial: piece.serial, operation: operation.id, mode },
      resources: demands.map(({ resource }) => ({ resource })),
      ...{ start: moment(values[start]), end: moment(values[start] + durationSeconds) },
      ...{ slackSeconds: 0, critical: false },
    };
  });
  const terms = { makespan: 0, tardiness: 0, flowTime: 0, setupTime: 0 };
  const ends = new Map<string, Map<number, number>>(problem.orders.map(({ id }) => [id, new Map()]));
  for (const { order, serial, end } of operations) {
    const pieces = ends.get(order)!;
    pieces.set(serial, Math.max(pieces.get(serial) ?? 0, end.seconds));
    terms.makespan = Math.max(terms.makespan, end.seconds);
  }
  const orders = problem.orders.map(({ id, release, due, priority }) => {
    const own = [...ends.get(id)!.values()];
    const dueAt = due === undefined ? Infinity : secondsOf(problem, due);
    for (const end of own) {
      terms.flowTime += end - secondsOf(problem, release);
      terms.tardiness += priority * Math.max(0, end - dueAt);
    }
    const end = Math.max(...own);
    return {
      ...{ order: id, end: moment(end), due: due === undefined ? undefined : instantOf(problem, dueAt) },
      ...{ tardinessSeconds: Math.max(0, end - dueAt), tardyPieces: own.filter((one) => one > dueAt).length },
    };
  });
  return { objectiveUnit: 's', operations, terms, orders, resources: [], criticalPath: [], runs: [] };
}

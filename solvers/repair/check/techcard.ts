/**
 * Whether an answer of mode `techcard` holds what `docs/repair-shop.md` says, from request and answer alone. Shares no
 * code with the repair: states, pieces, down times, changes, prices and scores are worked out anew.
 */
import { secondsOf } from '../../../models/moments.ts';
import type {
  RepairTechcardOption,
  RepairTechcardPlan,
  RepairTechcardProblem,
} from '../../../models/repair-techcard.ts';
import type { TechcardOrder, TechcardPlan } from '../../../models/techcard.ts';
import { piecesOf } from '../../../models/techcard-pieces.ts';
import { checkTechcardPlan } from '../../techcard/check.ts';
import { same } from './melt-problem.ts';
import { checkClaimed, checkScore, close, limitMsOf } from './shop.ts';
import { checkLateness } from './techcard-lateness.ts';
import { checkTechcardProblem } from './techcard-problem.ts';
import { expectedOrders, isTouched, type Known, keyOf, knownOperations } from './techcard-state.ts';

export type Report = (rule: string, message: string) => void;

export interface Context {
  readonly request: RepairTechcardProblem;
  readonly answer: RepairTechcardPlan;
  /** By key in the problem of the answer: what it is in the plan that runs. */
  readonly known: ReadonlyMap<string, Known>;
  /** As they are asked for now. */
  readonly orders: readonly TechcardOrder[];
  readonly plannedEnds: ReadonlyMap<string, number>;
  readonly promised: ReadonlyMap<string, number>;
  readonly baseCost: number;
}

/** @returns the objective of the answer: the least total of its options, worked out anew. */
export function checkTechcard(request: RepairTechcardProblem, answer: RepairTechcardPlan, report: Report): number {
  const before = knownOperations(request);
  const expected = isTouched(request)
    ? expectedOrders(request, before)
    : expectedOrders({ ...request, events: [] }, before);
  const orders = expected.map(({ order }) => order);
  const toNew = new Map<string, string>();
  const renumbered: string[] = [];
  const pieces = piecesOf({ cards: request.problem.cards, orders });
  const old = new Map(
    piecesOf(request.problem).map(({ order, serial }) => [`${order.id} ${serial}`, [order.id, serial] as const]),
  );
  const ofPiece = Map.groupBy(before.values(), ({ row }) => `${row.order} ${row.serial}`);
  const ofOrder = Map.groupBy(pieces, (piece) => piece.order.id);
  for (const { order, kept } of expected) {
    const serials = ofOrder.get(order.id)!.map(({ serial }) => serial);
    kept.forEach((was, at) => {
      old.delete(`${order.id} ${was}`);
      if (was !== serials[at]) renumbered.push(`${order.id} ${was} ${serials[at]}`);
      for (const { row } of ofPiece.get(`${order.id} ${was}`) ?? [])
        toNew.set(keyOf(row), keyOf({ ...row, serial: serials[at] }));
    });
  }
  for (const [order, serial] of old.values()) renumbered.push(`${order} ${serial} `);
  const told = answer.pieces.map(({ order, was, is }) => `${order} ${was} ${is ?? ''}`);
  if (!same(told.sort(), renumbered.sort()))
    report('pieces', `${told.join()} are told to be renumbered, not ${renumbered.join()}`);
  if (secondsOf(request.problem, answer.now) !== secondsOf(request.problem, request.now)) report('now', answer.now);
  checkTechcardProblem(request, answer, orders, before, toNew, report);
  const known = new Map([...before].flatMap(([key, one]) => (toNew.has(key) ? [[toNew.get(key)!, one] as const] : [])));
  checkCounts(answer, before, known, report);
  const context = contextOf(request, answer, before, known, orders);
  const unit = request.prices.unit ?? Math.max(0.001, context.baseCost / request.operations.length);
  if (!close(answer.pointPrice, unit)) report('point-price', `it is ${unit}, not ${answer.pointPrice}`);
  const totals = answer.options.map((option) =>
    checkOption(context, option, (rule, message) => report(rule, `${option.name}: ${message}`)),
  );
  return checkClaimed(answer, totals, request.options, limitMsOf(request.events), report);
}

function checkCounts(
  { counts }: RepairTechcardPlan,
  before: ReadonlyMap<string, Known>,
  known: ReadonlyMap<string, Known>,
  report: Report,
): void {
  const expected = { done: 0, underWay: 0, held: 0, open: 0, gone: before.size - known.size };
  for (const { state } of known.values()) expected[state] += 1;
  if (!same(counts, expected)) report('counts', JSON.stringify(expected));
}

function contextOf(
  request: RepairTechcardProblem,
  answer: RepairTechcardPlan,
  before: ReadonlyMap<string, Known>,
  known: ReadonlyMap<string, Known>,
  orders: readonly TechcardOrder[],
): Context {
  const lastOf = (list: Iterable<Known>) => {
    const ends = new Map<string, number>();
    for (const { row, planned } of list) ends.set(row.order, Math.max(ends.get(row.order) ?? -Infinity, planned.end));
    return ends;
  };
  const promised = lastOf(known.values());
  for (const { id, due } of orders)
    if (promised.has(id) && due !== undefined)
      promised.set(id, Math.max(promised.get(id)!, secondsOf(request.problem, due)));
  return {
    ...{ request, answer, known, orders, promised },
    plannedEnds: lastOf(before.values()),
    baseCost: costOfRunning(request, before),
  };
}

/** Objective of the plan that runs; what it breaks is not asked. */
function costOfRunning(request: RepairTechcardProblem, before: ReadonlyMap<string, Known>): number {
  const at = (seconds: number) => ({ seconds, at: '', logicalSeconds: 0, left: '', right: '' });
  const plan: TechcardPlan = {
    objectiveUnit: '',
    operations: [...before.values()].map(({ row, planned }) => ({
      ...{ order: row.order, serial: row.serial, operation: row.operation, mode: row.mode, resources: row.resources },
      ...{ start: at(planned.start), end: at(planned.end), slackSeconds: 0, critical: false },
    })),
    terms: { makespan: 0, tardiness: 0, flowTime: 0, setupTime: 0 },
    ...{ orders: [], resources: [], criticalPath: [], runs: [] },
  };
  const problem = { ...request.problem, mode: 'optimize' as const, volume: undefined };
  return checkTechcardPlan({ problem }, plan).objective;
}

/** @returns its total. */
function checkOption(context: Context, option: RepairTechcardOption, say: Report): number {
  const { request, answer, known } = context;
  const { plan } = option;
  const problem = { ...answer.problem, mode: 'optimize' as const, volume: undefined };
  const { violations, objective } = checkTechcardPlan({ problem }, plan);
  if (isTouched(request)) for (const { rule, message } of violations) say(`techcard-${rule}`, message);
  else checkUnchanged(context, plan, say);
  const points = checkChanges(context, option, say);
  const late = checkLateness(context, option, say);
  const sum = points + late.moved * request.prices.promise;
  const total = objective + sum * answer.pointPrice;
  for (const [name, claimed, actual] of [
    ['points', option.points, sum],
    ['cost', option.cost, objective],
    ['total', option.total, total],
    ['extraCost', option.extraCost, objective - context.baseCost],
  ] as const)
    if (!close(claimed, actual)) say(name, `${claimed} is claimed, it is ${actual}`);
  const open = [...known.values()].filter(({ state }) => state === 'open').length;
  const stability = open === 0 ? 1 : 1 - option.changes.length / open;
  if (option.openOperations !== open) say('open', `${open} operations are open`);
  if (!close(option.untouchedShare, stability)) say('untouched', `it is ${stability}`);
  checkScore(option.score, { ...late, stability }, answer.effort, say);
  return total;
}

function checkUnchanged({ known }: Context, { operations }: TechcardPlan, say: Report): void {
  for (const row of operations) {
    const was = known.get(keyOf(row));
    const isSame = row.mode === was?.row.mode && row.start.seconds === was.start && row.end.seconds === was.end;
    if (!isSame) say('unchanged', `${keyOf(row)} is not as it was, though nothing happened`);
  }
  if (operations.length !== known.size) say('unchanged', `${operations.length} operations of ${known.size}`);
}

/** @returns points of the changes; those of promises are not among them. */
function checkChanges({ request, known }: Context, option: RepairTechcardOption, say: Report): number {
  const { prices, movedSeconds } = request;
  const told = new Map(option.changes.map((change) => [keyOf({ ...change, serial: change.is.serial }), change]));
  const doers = (list: Known['row']['resources']) =>
    list.map(({ resource, workers, line }) => `${resource} ${line} ${[...(workers ?? [])].sort().join()}`).sort();
  for (const row of isTouched(request) ? option.plan.operations : []) {
    const was = known.get(keyOf(row));
    if (was?.state !== 'open') continue;
    const what: string[] = [];
    let points = 0;
    if (row.mode !== was.row.mode) points += what.push('mode') && prices.mode;
    else if (!same(doers(row.resources), doers(was.row.resources))) points += what.push('resource') && prices.resource;
    const off = row.start.seconds - was.planned.start;
    if (Math.abs(off) > movedSeconds) points += what.push(off > 0 ? 'later' : 'earlier') && prices.moved;
    const change = told.get(keyOf(row));
    told.delete(keyOf(row));
    if (
      what.length === 0
        ? change
        : !change || !same([...change.what].sort(), what.sort()) || !close(change.points, points)
    )
      say(
        'changes',
        `${keyOf(row)} is told as ${change?.what.join()} for ${change?.points}, it is ${what.join()} for ${points}`,
      );
  }
  for (const key of told.keys()) say('changes', `${key} has not changed`);
  const { changes } = option;
  const depths = new Set(changes.map(({ depth }) => depth));
  for (const depth of depths)
    if (depth > 1 && !depths.has(depth - 1)) say('depth', `nothing comes before depth ${depth}`);
  if (option.depth !== Math.max(0, ...depths)) say('depth', `${option.depth} is not the greatest depth`);
  if (option.changedOperations !== changes.length) say('changes', `${changes.length} operations change`);
  for (const { reason } of changes)
    if (reason.event !== undefined && reason.event >= request.events.length) say('reason', 'there is no such event');
  const named = new Set(
    changes.flatMap(({ was, is }) => [...was.resources, ...is.resources].map(({ resource }) => resource)),
  );
  if (option.width !== named.size) say('width', `${named.size} resources are named in the changes`);
  return changes.reduce((sum, { points }) => sum + points, 0);
}

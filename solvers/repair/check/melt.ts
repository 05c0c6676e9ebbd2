/**
 * Whether an answer of mode `melt` holds what `docs/repair-shop.md` says, from request and answer alone. Shares no code
 * with the repair: states, promises, changes, prices and scores are worked out anew.
 */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
import type { RepairMeltOption, RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { checkMeltPlan } from '../../melt/check.ts';
import { checkLateness } from './melt-lateness.ts';
import { checkMeltProblem, same } from './melt-problem.ts';
import {
  downTimes,
  expectedLines,
  isTouched,
  type Known,
  knownHeats,
  pieceMass,
  piecesIn,
  promisedPieces,
  seconds,
} from './melt-state.ts';
import { checkClaimed, checkScore, close, limitMsOf } from './shop.ts';

export type Report = (rule: string, message: string) => void;

export interface Context {
  readonly request: RepairMeltProblem;
  readonly answer: RepairMeltPlan;
  readonly known: ReadonlyMap<string, Known>;
  readonly promised: ReadonlyMap<string, number>;
  readonly report: Report;
}

/** @returns the objective of the answer: the least total of its options, worked out anew. */
export function checkMelt(request: RepairMeltProblem, answer: RepairMeltPlan, report: Report): number {
  const known = knownHeats(request);
  checkMeltProblem(request, answer, known, report);
  const promised = isTouched(request)
    ? promisedPieces(request, expectedLines(request, known))
    : piecesIn(request.heats);
  const context: Context = { request, answer, known, promised, report };
  if (answer.now !== request.now) report('now', `now is ${answer.now}`);
  for (const state of ['done', 'underWay', 'open', 'lost'] as const) {
    const ids = [...known].flatMap(([id, heat]) => (heat.state === state ? [id] : []));
    if (!same([...answer.heats[state]].sort(), ids.sort())) report('heats', `heats ${state} are not ${ids.join(', ')}`);
  }
  checkPrices(context);
  const totals = answer.options.map((option) => checkOption(context, option));
  return checkClaimed(answer, totals, request.options, limitMsOf(request.events), report);
}

function priceOf({ objective, furnaces }: MeltProblem, furnace: string): number {
  return objective === 'cheapest-heats' ? (furnaces.find(({ id }) => id === furnace)!.heatCost ?? 1) : 1;
}

function checkPrices({ request, answer, report }: Context): void {
  const { problem, heats, prices } = request;
  if (heats.length === 0) return;
  const cost = heats.reduce((sum, { furnace }) => sum + priceOf(problem, furnace), 0);
  let mass = 0;
  for (const [line, pieces] of piecesIn(heats)) mass += pieces * pieceMass(problem, line);
  const unit = prices.unit ?? Math.max(0.001, cost / heats.length);
  const left = prices.left ?? (10 * cost) / mass;
  if (!close(answer.pointPrice, unit)) report('point-price', `it is ${answer.pointPrice}, not ${unit}`);
  if (!close(answer.leftPrice, left)) report('left-price', `it is ${answer.leftPrice}, not ${left}`);
}

/** Heats and what they leave out. */
function costOf(
  problem: MeltProblem,
  heats: readonly { furnace: string; contents: MeltPlan['heats'][number]['contents'] }[],
  leftPrice: number,
): number {
  const poured = piecesIn(heats);
  let cost = 0;
  if (problem.objective !== 'most-mass' && problem.fill !== 'all-heats')
    for (const { furnace } of heats) cost += priceOf(problem, furnace);
  for (const line of problem.lines) {
    const share = line.period === 0 ? 1 : problem.fill === 'none' ? 0 : 0.1;
    const worth = line.penaltyPerPiece ?? pieceMass(problem, line.id) * line.priority;
    cost += (line.quantity - (poured.get(line.id) ?? 0)) * worth * share * leftPrice;
  }
  return cost;
}

/** @returns its total. */
function checkOption(context: Context, option: RepairMeltOption): number {
  const { request, answer, report, known } = context;
  const say: Report = (rule, message) => report(rule, `${option.name}: ${message}`);
  const { plan } = option;
  checkPlan(context, plan, say);
  const changePoints = checkChanges(context, option, say);
  const late = checkLateness(context, option, say);
  const points = changePoints + late.moved * request.prices.promise;
  const cost = costOf(answer.problem, plan.heats, answer.leftPrice);
  const base = costOf(request.problem, request.heats, answer.leftPrice);
  const total = cost + points * answer.pointPrice;
  for (const [name, claimed, actual] of [
    ['points', option.points, points],
    ['cost', option.cost, cost],
    ['total', option.total, total],
    ['extraCost', option.extraCost, cost - base],
  ] as const)
    if (!close(claimed, actual)) say(name, `${claimed} is claimed, it is ${actual}`);
  const open = [...known.values()].filter(({ state, heat }) => state === 'open' && !heat.fixed).length;
  const touched = option.changes.filter(({ was }) => was).length;
  const stability = open === 0 ? 1 : 1 - touched / open;
  if (option.openHeats !== open) say('open', `${option.openHeats} heats are called open, ${open} are`);
  if (!close(option.untouchedShare, stability)) say('untouched', `it is ${stability}`);
  checkScore(option.score, { ...late, stability }, answer.effort, say);
  return total;
}

function checkPlan({ request, answer, known }: Context, plan: MeltPlan, say: Report): void {
  const open = plan.heats.filter(({ fixed }) => !fixed);
  if (!isTouched(request)) {
    for (const { heat } of known.values()) {
      const found = plan.heats.find(({ id }) => id === heat.id);
      const keys = ['furnace', 'grade', 'day', 'shift', 'start', 'end'] as const;
      if (!found || keys.some((key) => found[key] !== heat[key]) || !same(found.contents, heat.contents))
        say('unchanged', `heat ${heat.id} is not as it was, though nothing happened`);
    }
    if (plan.heats.length !== known.size) say('unchanged', `${plan.heats.length} heats instead of ${known.size}`);
    return;
  }
  const { problem, now } = { problem: answer.problem, now: seconds(request.now) };
  // Heats that have started may have drawn more than they should: a fact, and no fault of the answer.
  const facts = new Set(powerFaults(problem));
  for (const { rule, message } of checkMeltPlan({ problem }, plan).violations)
    if (rule !== 'power' || !facts.has(message)) say(`melt-${rule}`, message);
  for (const heat of open) {
    const [start, end] = [seconds(heat.start!), seconds(heat.end!)];
    if (start < now) say('now', `heat ${heat.id} starts before now`);
    for (const { furnace, from, until } of downTimes(request))
      if (furnace === heat.furnace && start < until && from < end)
        say('down', `heat ${heat.id} is in ${furnace}, which is down`);
  }
  checkPowerCuts(request, problem, plan, say);
}

function powerFaults({ powerGroups, fixedHeats, furnaces }: MeltProblem): string[] {
  return powerGroups.flatMap((group) => {
    const own = fixedHeats.filter(({ furnace, start }) => start !== undefined && group.furnaces.includes(furnace));
    return own.flatMap(({ id, start }) => {
      const on = own.filter(
        (other) => seconds(other.start!) <= seconds(start!) && seconds(start!) < seconds(other.end!),
      );
      const draw = on.reduce((sum, { furnace }) => sum + furnaces.find((one) => one.id === furnace)!.powerKw, 0);
      return [
        `group ${group.id}: ${draw} kW at the start of heat ${id}, limit ${group.limitKw}`,
        `group ${group.id}: ${on.length} furnaces at the start of heat ${id}`,
      ];
    });
  });
}

function checkPowerCuts(request: RepairMeltProblem, problem: MeltProblem, plan: MeltPlan, say: Report): void {
  for (const event of request.events) {
    if (event.type !== 'power-cut') continue;
    const from = seconds(event.from ?? request.now);
    const until = event.until === undefined ? Infinity : seconds(event.until);
    const group = problem.powerGroups.find(({ id }) => id === event.group)!;
    const own = plan.heats.flatMap(({ furnace, start, end, fixed }) =>
      start !== undefined && group.furnaces.includes(furnace)
        ? [{ furnace, start: seconds(start), end: seconds(end!), fixed: fixed === true }]
        : [],
    );
    for (const moment of [from, ...own.map(({ start }) => start)]) {
      if (moment < from || moment >= until) continue;
      const on = own.filter(({ start, end }) => start <= moment && moment < end);
      const draw = on.reduce((sum, { furnace }) => sum + problem.furnaces.find(({ id }) => id === furnace)!.powerKw, 0);
      const isOver =
        group.limitKw === undefined
          ? on.length > Math.floor(group.mostAtOnce! * event.factor)
          : draw > group.limitKw * event.factor * (1 + 1e-9);
      if (isOver && on.some(({ fixed }) => !fixed)) say('power-cut', `${group.id} carries too much at ${moment}`);
    }
  }
}

/** @returns points of the changes; that of promises is not among them. */
function checkChanges(
  { request, known, answer }: Context,
  { plan, changes, changedHeats, depth, width }: RepairMeltOption,
  say: Report,
): number {
  const { prices, movedMinutes } = request;
  const expected = new Map<string, { what: string[]; points: number }>();
  const cancelled = new Set(request.events.flatMap((event) => (event.type === 'order-cancelled' ? [event.line] : [])));
  const wanted = new Set(
    answer.problem.lines.flatMap(({ id, quantity }) => (quantity > 0 && !cancelled.has(id) ? [id] : [])),
  );
  const is = new Map(plan.heats.filter(({ fixed }) => !fixed).map((heat) => [heat.id, heat]));
  for (const { heat, state } of isTouched(request) ? known.values() : []) {
    if (state !== 'open' || heat.fixed) continue;
    const other = is.get(heat.id);
    is.delete(heat.id);
    if (!other) {
      const points = heat.contents.some(({ line }) => wanted.has(line)) ? prices.dropped : 0;
      expected.set(heat.id, { what: ['dropped'], points });
      continue;
    }
    const minutes = (seconds(other.start!) - seconds(heat.start!)) / 60;
    const what: string[] = [];
    let points = 0;
    if (other.furnace !== heat.furnace) points += what.push('furnace') && prices.furnace;
    const listed = (contents: typeof heat.contents) => contents.map(({ line, pieces }) => `${line} ${pieces}`).sort();
    if (other.grade !== heat.grade || !same(listed(other.contents), listed(heat.contents)))
      points += what.push('contents') && prices.contents;
    if (Math.abs(minutes) > movedMinutes) {
      points += other.day === heat.day ? prices.moved : prices.day;
      if (other.day !== heat.day) what.push('day');
      what.push(minutes > 0 ? 'later' : 'earlier');
    }
    if (what.length > 0) expected.set(heat.id, { what, points });
  }
  if (isTouched(request)) for (const id of is.keys()) expected.set(id, { what: ['added'], points: prices.added });
  let sum = 0;
  const depths = new Set(changes.map((change) => change.depth));
  for (const change of changes) {
    const own = expected.get(change.heat);
    expected.delete(change.heat);
    sum += change.points;
    if (!own || !same([...change.what].sort(), own.what.sort()) || !close(change.points, own.points))
      say(
        'changes',
        `heat ${change.heat}: ${change.what.join()} for ${change.points}, it is ${own?.what.join()} for ${own?.points}`,
      );
    if (change.depth > 1 && !depths.has(change.depth - 1)) say('depth', `nothing comes before depth ${change.depth}`);
    if (change.reason.event !== undefined && change.reason.event >= request.events.length)
      say('reason', 'no such event');
  }
  for (const id of expected.keys()) say('changes', `the change of heat ${id} is not told`);
  if (changedHeats !== changes.length) say('changes', `${changedHeats} heats are said to change`);
  if (depth !== Math.max(0, ...depths)) say('depth', `${depth} is not the greatest depth`);
  const furnaces = new Set(changes.flatMap(({ was, is }) => [was, is].flatMap((place) => place?.furnace ?? [])));
  if (width !== furnaces.size) say('width', `${width} is claimed, ${furnaces.size} furnaces change`);
  return sum;
}

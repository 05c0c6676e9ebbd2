/** For the checker: whether the problem of an answer is that of the request after its events and facts. */
import { originSeconds, secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardPlan, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardProblem } from '../../../models/techcard.ts';
import { productOf } from '../../../models/techcard-pieces.ts';
import { same } from './melt-problem.ts';
import { type Down, downsOf, isTouched, type Known, keyOf } from './techcard-state.ts';

type Report = (rule: string, message: string) => void;

/** @param toNew - key in the plan that runs to key in the problem of the answer; absent: gone. */
export function checkTechcardProblem(
  request: RepairTechcardProblem,
  { problem, lifted }: RepairTechcardPlan,
  orders: TechcardProblem['orders'],
  known: ReadonlyMap<string, Known>,
  toNew: ReadonlyMap<string, string>,
  report: Report,
): void {
  const before = request.problem;
  if (!isTouched(request)) {
    if (!same(problem, before)) report('problem', 'nothing happened, and the problem is another');
    return;
  }
  if (!same([problem.start, problem.objective], [before.start, before.objective]))
    report('problem', 'start or objective differ');
  if (problem.mode !== 'optimize' || problem.direction !== 'forward' || problem.volume)
    report('problem', 'a repair optimises forward');
  const now = Math.max(
    secondsOf(before, request.now),
    before.now === undefined ? -Infinity : secondsOf(before, before.now),
  );
  if (problem.now === undefined || secondsOf(problem, problem.now) !== now) report('problem', `now is ${problem.now}`);
  checkOrders(before, problem, orders, new Set(lifted), report);
  checkDowntimes(request, problem, report);
  const given = new Map(problem.given.map((one) => [keyOf(one), one]));
  for (const [key, { row, state, start, end }] of known) {
    const at = toNew.get(key);
    if (at === undefined || state === 'open') continue;
    const one = given.get(at);
    given.delete(at);
    const [from, to] = [one?.start as number, one?.end as number];
    // What is held takes as long as its mode, unless it stays just where it was given.
    const stays = from === start && to === end;
    const isPlaced = stays || (state === 'held' && one?.end === undefined && from >= start);
    if (!one || !isPlaced || one.mode !== row.mode || !same(one.resources, row.resources))
      report('given', `${key} is not given as it is: ${from} to ${to}, it is ${start} to ${end}`);
  }
  for (const key of given.keys()) report('given', `${key} is given and is open`);
}

function checkOrders(
  before: TechcardProblem,
  problem: TechcardProblem,
  expected: TechcardProblem['orders'],
  lifted: ReadonlySet<string>,
  report: Report,
): void {
  if (problem.orders.length !== expected.length) report('orders', `there are ${problem.orders.length} orders`);
  const loose = (id: string) => {
    const card = before.cards.find((one) => one.id === id)!;
    const operations = card.operations.map((operation) => ({
      ...operation,
      after: operation.after.map((lag) => ({ ...lag, greatestSeconds: undefined })),
    }));
    return { ...card, product: productOf(card), operations };
  };
  expected.forEach((order, at) => {
    const is = problem.orders[at];
    if (!lifted.has(order.id)) {
      if (!same(is, order)) report('orders', `order ${order.id} is not as it is asked for`);
      return;
    }
    if (!same(is, { ...order, deadline: undefined, card: is.card })) report('orders', `order ${order.id} has changed`);
    const card = problem.cards.find(({ id }) => id === is.card);
    if (!same(card, { ...loose(order.card), id: is.card }))
      report('cards', `card ${is.card} is not that of ${order.id}`);
  });
  for (const card of before.cards)
    if (
      !same(
        card,
        problem.cards.find(({ id }) => id === card.id),
      )
    )
      report('cards', `card ${card.id} has changed`);
}

/** Every down time is a calendar more of what is down, closed at just that time; nothing else differs. */
function checkDowntimes(request: RepairTechcardProblem, problem: TechcardProblem, report: Report): void {
  const before = request.problem;
  const downs = downsOf(request);
  const own = problem.calendars.slice(before.calendars.length);
  if (!same(problem.calendars.slice(0, before.calendars.length), before.calendars))
    report('calendars', 'one has changed');
  if (own.length !== downs.length) report('calendars', `${downs.length} down times, ${own.length} calendars more`);
  let resources = before.resources;
  downs.forEach((down, at) => {
    const calendar = own[at];
    if (!calendar) return;
    if (!isClosedOnly(calendar, originSeconds(before), down))
      report('calendars', `${calendar.id} is not closed as it should be`);
    const more = <Thing extends { calendars: string[] }>(thing: Thing) => ({
      ...thing,
      calendars: [...thing.calendars, calendar.id],
    });
    resources = resources.map((resource) => {
      if (resource.id !== down.resource) return resource;
      if (down.worker === undefined || resource.type !== 'workers') return more(resource);
      return { ...resource, workers: resource.workers.map((one) => (one.id === down.worker ? more(one) : one)) };
    });
  });
  if (!same(problem.resources, resources))
    report('resources', 'they are not those of the request with their down times');
}

function isClosedOnly(calendar: TechcardProblem['calendars'][number], origin: number, { from, until }: Down): boolean {
  const shiftsOf = (dayType: string) => calendar.dayTypes.find(({ id }) => id === dayType)!.shifts;
  const isAlways = Object.values(calendar.week).every((day) => same(shiftsOf(day), [{ from: 0, to: 86_400 }]));
  const closed: [number, number][] = [];
  for (const { date, dayType } of calendar.exceptions) {
    const midnight = Date.parse(`${date}T00:00:00Z`) / 1000 - origin;
    let at = 0;
    for (const shift of [...shiftsOf(dayType), { from: 86_400, to: 86_400 }]) {
      if (shift.from > at) closed.push([midnight + at, midnight + shift.from]);
      at = shift.to;
    }
  }
  closed.sort(([a], [b]) => a - b);
  const isOne = closed.every(([start], at) => at === 0 || closed[at - 1][1] === start);
  return isAlways && calendar.timeZone === 'UTC' && isOne && closed[0]?.[0] === from && closed.at(-1)?.[1] === until;
}

/** What an option changes in the plan that runs: heat by heat, with points, reasons and the cascade between them. */
import type { MeltContent, MeltPlan } from '../../../models/melt.ts';
import type { RepairMeltChange, RepairMeltProblem, repairMeltReasons } from '../../../models/repair-melt.ts';
import type { AmendedMelt } from './amend.ts';
import { type RunningHeat, secondsOf } from './running.ts';

type Heat = MeltPlan['heats'][number];
type What = RepairMeltChange['what'][number];
type Reason = { code: (typeof repairMeltReasons)[number]; message: string; event?: number };

function sameContents(one: readonly MeltContent[], other: readonly MeltContent[]): boolean {
  if (one.length !== other.length) return false;
  const pieces = new Map(other.map((content) => [content.line, content.pieces]));
  return one.every((content) => pieces.get(content.line) === content.pieces);
}

interface Pair {
  readonly furnace: string;
  readonly grade: string;
  readonly contents: readonly MeltContent[];
  readonly start: number;
  /** Day that it counts for. */
  readonly day?: string;
}

/** What differs, and its points; nothing where the heat stays as it is. */
export function difference(
  { prices, movedMinutes }: Pick<RepairMeltProblem, 'prices' | 'movedMinutes'>,
  was: Pair,
  is: Pair,
): { what: What[]; points: number } {
  const what: What[] = [];
  let points = 0;
  if (was.furnace !== is.furnace) {
    what.push('furnace');
    points += prices.furnace;
  }
  if (was.grade !== is.grade || !sameContents(was.contents, is.contents)) {
    what.push('contents');
    points += prices.contents;
  }
  const minutes = (is.start - was.start) / 60;
  if (Math.abs(minutes) > movedMinutes) {
    const isOtherDay = was.day !== is.day;
    if (isOtherDay) what.push('day');
    what.push(minutes > 0 ? 'later' : 'earlier');
    points += isOtherDay ? prices.day : prices.moved;
  }
  return { what, points };
}

interface Draft {
  readonly change: Omit<RepairMeltChange, 'reason' | 'depth'>;
  readonly was?: RunningHeat;
  readonly is?: Heat;
  reason?: Reason;
  depth: number;
}

/** @returns changes, those with the greatest points first. */
export function changesOf(amended: AmendedMelt, plan: MeltPlan): RepairMeltChange[] {
  const { request, heats } = amended;
  const byId = new Map(plan.heats.flatMap((heat) => (heat.fixed ? [] : [[heat.id, heat] as const])));
  const open = heats.filter(({ state, given }) => state === 'open' && !given.fixed);
  const drafts: Draft[] = [];
  for (const was of open) {
    const is = byId.get(was.given.id);
    byId.delete(was.given.id);
    const found = is ? pairChange(request, was, is) : droppedChange(amended, was);
    if (found) drafts.push({ change: found, was, ...(is && { is }), depth: 0 });
  }
  for (const is of byId.values())
    drafts.push({
      change: { heat: is.id, what: ['added'], is: whereIs(is), minutes: 0, points: request.prices.added },
      is,
      depth: 0,
    });
  for (const draft of drafts) blame(amended, draft);
  cascade(drafts);
  return drafts
    .map(({ change, reason, depth }) => ({ ...change, reason: reason!, depth }))
    .sort((a, b) => b.points - a.points || (a.heat < b.heat ? -1 : 1));
}

function pairChange(request: RepairMeltProblem, was: RunningHeat, is: Heat): Draft['change'] | undefined {
  const { furnace, grade, contents, day } = was.given;
  const start = secondsOf(is.start!);
  const { what, points } = difference(
    request,
    { furnace, grade, contents, start: was.planned!.start, ...(day && { day }) },
    { furnace: is.furnace, grade: is.grade, contents: is.contents, start, ...(is.day && { day: is.day }) },
  );
  if (what.length === 0) return undefined;
  const minutes = (start - was.planned!.start) / 60;
  return { heat: is.id, what, was: whereWas(was), is: whereIs(is), minutes, points };
}

/** A heat whose lines are all cancelled is not missed. */
function droppedChange({ request, problem }: AmendedMelt, was: RunningHeat): Draft['change'] {
  const quantity = new Map(problem.lines.map((line) => [line.id, line.quantity]));
  const cancelled = new Set(request.events.flatMap((event) => (event.type === 'order-cancelled' ? [event.line] : [])));
  const isWanted = was.given.contents.some(({ line }) => !cancelled.has(line) && (quantity.get(line) ?? 0) > 0);
  return {
    heat: was.given.id,
    what: ['dropped'],
    was: whereWas(was),
    minutes: 0,
    points: isWanted ? request.prices.dropped : 0,
  };
}

function whereWas({ given }: RunningHeat) {
  const { furnace, day, start, contents } = given;
  return {
    furnace,
    day: day!,
    start: start!,
    contents: contents.map(({ line, pieces }) => ({ line, pieces })),
  };
}

function whereIs({ furnace, day, start, contents }: Heat) {
  return { furnace, day: day!, start: start!, contents };
}

/** The event or fact that hit the heat itself, where one did. */
function blame({ request, closures, heats }: AmendedMelt, draft: Draft): void {
  const { was, is } = draft;
  const hit = (code: Reason['code'], message: string, event?: number) => {
    if (draft.reason) return;
    draft.reason = { code, message, ...(event !== undefined && { event }) };
    draft.depth = 1;
  };
  if (was) {
    const { start, end } = was.planned!;
    const { furnace, contents } = was.given;
    for (const { furnaces, from, until, code, event } of closures)
      if (code && furnaces.includes(furnace) && from < end && start < until)
        hit(code, code === 'furnace-down' ? `${furnace} is down then` : `${furnace} gets no power then`, event);
    for (const other of heats)
      if (other.state !== 'open' && other.state !== 'lost' && other.planned && other.given.furnace === furnace)
        if (other.start! < end && start < other.end!)
          hit('heat-late', `${furnace} is still busy with ${other.given.id}`);
    if (start < closures[0].until) hit('heat-late', 'it did not start when it was to');
    blameLines(request, contents, ['order-cancelled', 'order-changed'], hit);
  }
  if (!is || was) return;
  blameLines(request, is.contents, ['order-added', 'order-changed'], hit);
  for (const { state, given, lostBy } of heats)
    if (state === 'lost' && given.contents.some(({ line }) => is.contents.some((own) => own.line === line)))
      hit(
        request.events[lostBy!].type === 'furnace-down' ? 'furnace-down' : 'heat-lost',
        `it pours what ${given.id} was to`,
        lostBy,
      );
}

function blameLines(
  { events }: RepairMeltProblem,
  contents: readonly MeltContent[],
  types: readonly ('order-cancelled' | 'order-changed' | 'order-added')[],
  hit: (code: Reason['code'], message: string, event: number) => void,
): void {
  events.forEach((event, index) => {
    if (event.type !== 'order-cancelled' && event.type !== 'order-changed' && event.type !== 'order-added') return;
    if (!types.includes(event.type)) return;
    const line = event.type === 'order-added' ? event.line.id : event.line;
    if (!contents.some((content) => content.line === line)) return;
    const words = { 'order-cancelled': 'is cancelled', 'order-changed': 'has changed', 'order-added': 'is new' };
    hit(event.type, `line ${line} ${words[event.type]}`, index);
  });
}

/** What is not hit itself answers another change: it makes room for it, or takes over pieces from it. */
function cascade(drafts: readonly Draft[]): void {
  let front = drafts.filter(({ reason }) => reason);
  while (front.length > 0) {
    const next: Draft[] = [];
    for (const by of front)
      for (const draft of drafts) {
        if (draft.reason) continue;
        const room = by.is && draft.was && by.is.furnace === draft.was.given.furnace && overlaps(by.is, draft.was);
        const lines = linesOf(by);
        if (!room && ![...linesOf(draft)].some((line) => lines.has(line))) continue;
        draft.reason = room
          ? { code: 'makes-room', message: `${by.change.heat} goes where it was` }
          : { code: 'takes-over', message: `it shares castings with ${by.change.heat}` };
        draft.depth = by.depth + 1;
        next.push(draft);
      }
    front = next;
  }
  for (const draft of drafts)
    if (!draft.reason) {
      draft.reason = { code: 'pays', message: 'the plan as a whole is better so' };
      draft.depth = 1;
    }
}

function overlaps(is: Heat, was: RunningHeat): boolean {
  return secondsOf(is.start!) < was.planned!.end && was.planned!.start < secondsOf(is.end!);
}

function linesOf({ was, is }: Draft): Set<string> {
  return new Set([...(was?.given.contents ?? []), ...(is?.contents ?? [])].map(({ line }) => line));
}

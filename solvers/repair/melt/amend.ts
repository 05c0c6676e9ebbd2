/** The problem as it is now: what has started is fixed, closed hours are out of the calendar, lines are as asked for. */
import type { MeltFixedHeat, MeltLine, MeltProblem } from '../../../models/melt.ts';
import type { RepairMeltProblem } from '../../../models/repair-melt.ts';
import { toInstant } from '../../melt/shifts.ts';
import { closeHours } from './calendar.ts';
import { type Closure, closuresOf } from './closures.ts';
import { type RunningHeat, runningHeats, secondsOf } from './running.ts';

export interface AmendedMelt {
  readonly request: RepairMeltProblem;
  readonly now: number;
  /** False: neither events nor facts; then `problem` is that of the request. */
  readonly touched: boolean;
  readonly problem: MeltProblem;
  readonly heats: readonly RunningHeat[];
  readonly closures: readonly Closure[];
  /** Pieces by line that count as promised. */
  readonly promised: ReadonlyMap<string, number>;
}

export function amendMelt(request: RepairMeltProblem): AmendedMelt {
  const now = secondsOf(request.now);
  const touched = request.events.length > 0 || request.facts.heats.length > 0;
  if (!touched) {
    const heats = runningHeats(request).map((heat) => (heat.given.fixed ? heat : { ...heat, state: 'open' as const }));
    return {
      request,
      now,
      touched,
      problem: request.problem,
      heats,
      closures: [],
      promised: pouredPieces(heats),
    };
  }
  const heats = runningHeats(request);
  const closures = closuresOf(request, heats);
  const { problem } = request;
  const fixedHeats = heats.flatMap((heat) =>
    heat.state === 'done' || heat.state === 'under-way' ? [fixedHeat(heat, problem.calendar!.timeZone)] : [],
  );
  const lines = amendLines(request, pouredPieces(heats.filter(({ state }) => state !== 'open' && state !== 'lost')));
  const known = new Set(lines.map(({ id }) => id));
  const lost = heats.filter(({ state }) => state === 'lost');
  return {
    request,
    now,
    touched,
    heats,
    closures,
    promised: promisedPieces(request, pouredPieces(heats), lines),
    problem: {
      ...problem,
      lines,
      furnaces: problem.furnaces.map((furnace) =>
        lessHeats(
          furnace,
          lost.map(({ given }) => given.furnace),
        ),
      ),
      grades: problem.grades.map((grade) =>
        lessHeats(
          grade,
          lost.map(({ given }) => given.grade),
        ),
      ),
      calendar: closeHours(
        problem.calendar!,
        problem.furnaces.map(({ id }) => id),
        closures,
      ),
      whenImpossible: 'most-mass',
      givenHeats: undefined,
      previousHeats: undefined,
      furnaceLoad: 'any',
      certificate: false,
      incompatibleLines: problem.incompatibleLines.filter((pair) => pair.every((id) => known.has(id))),
      fixedHeats,
    },
  };
}

export function pouredPieces(heats: readonly RunningHeat[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { given } of heats)
    for (const content of given.contents) pieces.set(content.line, (pieces.get(content.line) ?? 0) + content.pieces);
  return pieces;
}

/** A heat that failed used up one of the heats that its furnace and grade have. */
function lessHeats<Capped extends { readonly id: string; readonly mostHeats?: number }>(
  capped: Capped,
  lost: readonly string[],
): Capped {
  const count = lost.filter((id) => id === capped.id).length;
  if (capped.mostHeats === undefined || count === 0) return capped;
  return { ...capped, mostHeats: Math.max(0, capped.mostHeats - count) };
}

function fixedHeat({ given, planned, start, end }: RunningHeat, timeZone: string): MeltFixedHeat {
  const { id, furnace, grade, contents, day, shift } = given;
  const instant = (told: string, was: number, is: number) =>
    was === is && Date.parse(told) % 1000 === 0 ? told : toInstant(is, timeZone);
  return {
    id,
    furnace,
    grade,
    contents: contents.map(({ line, pieces }) => ({ line, pieces })),
    ...(day !== undefined && { day }),
    ...(shift !== undefined && { shift }),
    ...(planned && {
      start: instant(given.start!, planned.start, start!),
      end: instant(given.end!, planned.end, end!),
    }),
  };
}

/** @param fixed - pieces by line in heats that have started: no line asks for less. */
function amendLines({ problem, events }: RepairMeltProblem, fixed: ReadonlyMap<string, number>): MeltLine[] {
  let lines = [...problem.lines];
  for (const event of events) {
    if (event.type === 'order-added') lines.push(event.line);
    else if (event.type === 'order-cancelled')
      lines = lines.flatMap((line) => {
        const held = fixed.get(line.id) ?? 0;
        if (line.id !== event.line) return [line];
        return held > 0 ? [{ ...line, quantity: held }] : [];
      });
    else if (event.type === 'order-changed')
      lines = lines.map((line) => {
        if (line.id !== event.line) return line;
        const { quantity = line.quantity, period = line.period, priority } = event.to;
        const isWeighedAnew = priority !== undefined || period > 0;
        return {
          ...line,
          quantity: Math.max(quantity, fixed.get(line.id) ?? 0),
          period,
          ...(priority !== undefined && { priority }),
          ...(isWeighedAnew && { penaltyPerPiece: undefined }),
        };
      });
  }
  return lines;
}

/**
 * What the plan that runs pours, at most the quantity as it is now; all of it where a change raised it and the plan
 * poured all before, and of a line that is added for period 0; nothing of a line that moved to a later period.
 */
function promisedPieces(
  { problem }: RepairMeltProblem,
  planned: ReadonlyMap<string, number>,
  lines: readonly MeltLine[],
): Map<string, number> {
  const before = new Map(problem.lines.map((line) => [line.id, line]));
  return new Map(
    lines.map((line): [string, number] => {
      const was = before.get(line.id);
      const poured = planned.get(line.id) ?? 0;
      if (!was) return [line.id, line.period === 0 ? line.quantity : 0];
      if (was.period === 0 && line.period > 0) return [line.id, 0];
      if (line.quantity > was.quantity && poured >= was.quantity) return [line.id, line.quantity];
      return [line.id, Math.min(poured, line.quantity)];
    }),
  );
}

/** For the checker: what the request says of its heats, lines and hours, worked out anew from `docs/repair-shop.md`. */
import type { MeltFixedHeat, MeltLine, MeltProblem } from '../../../models/melt.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import type { RepairMeltHeat, RepairMeltProblem } from '../../../models/repair-melt.ts';

export type State = 'done' | 'underWay' | 'open' | 'lost';

export const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);

export interface Known {
  readonly heat: RepairMeltHeat;
  readonly state: State;
  /** As known now; the same as planned where nothing is told. */
  readonly start: number;
  readonly end: number;
}

/** A time in which furnaces do not work, `[from, until)` in epoch seconds. */
export interface Down {
  readonly furnace: string;
  readonly from: number;
  readonly until: number;
}

export function downTimes({ events, now }: RepairMeltProblem): Down[] {
  return events.flatMap((event) =>
    event.type === 'furnace-down'
      ? [
          {
            furnace: event.furnace,
            from: seconds(event.from ?? now),
            until: event.until === undefined ? Infinity : seconds(event.until),
          },
        ]
      : [],
  );
}

export function isTouched({ events, facts }: RepairMeltProblem): boolean {
  return events.length + facts.heats.length > 0;
}

export function knownHeats(request: RepairMeltProblem): Map<string, Known> {
  const now = seconds(request.now);
  const states = new Map<string, Known>();
  if (!isTouched(request)) {
    for (const heat of request.heats) {
      const [start, end] = [heat.start, heat.end].map((at) => (at === undefined ? -Infinity : seconds(at)));
      states.set(heat.id, { heat, start, end, state: !heat.fixed ? 'open' : end <= now ? 'done' : 'underWay' });
    }
    return states;
  }
  const downs = downTimes(request);
  const rows = request.heats.map((heat) => {
    if (heat.start === undefined || heat.end === undefined)
      return { heat, start: -Infinity, end: -Infinity, started: true, sure: true };
    const fact = request.facts.heats.find((one) => one.heat === heat.id);
    const begun = Math.min(seconds(heat.start), fact?.started ? now : Infinity);
    const start = fact?.start === undefined ? begun : seconds(fact.start);
    const end = Math.max(start + 1, fact?.end ? seconds(fact.end) : start + seconds(heat.end) - seconds(heat.start));
    const sure = heat.fixed === true || (fact?.started ?? fact?.start) !== undefined;
    return { heat, start, end, started: heat.fixed === true || (fact?.started ?? start < now), sure };
  });
  for (const furnace of new Set(request.heats.map((heat) => heat.furnace))) {
    const own = rows.filter(({ heat, start }) => heat.furnace === furnace && Number.isFinite(start));
    own.sort((a, b) => a.start - b.start);
    own.forEach((row, at) => {
      const before = own.slice(0, at).findLast(({ started }) => started);
      if (!row.started) return;
      const isDown = downs.some((down) => down.furnace === furnace && down.from <= row.start && row.start < down.until);
      if (!row.sure && (isDown || (before && before.end > row.start))) row.started = false;
      else if (before) {
        before.end = Math.min(before.end, Math.max(before.start + 1, row.start));
        row.start = Math.max(row.start, before.end);
        row.end = Math.max(row.end, row.start + 1);
      }
    });
  }
  for (const { heat, start, end, started } of rows) {
    const failed = request.events.some(
      (event) =>
        (event.type === 'heat-lost' && event.heat === heat.id) ||
        (event.type === 'furnace-down' &&
          event.running === 'lost' &&
          event.furnace === heat.furnace &&
          started &&
          start < seconds(event.from ?? request.now) &&
          seconds(event.from ?? request.now) < end),
    );
    const state = failed ? 'lost' : !started ? 'open' : end <= now ? 'done' : 'underWay';
    states.set(heat.id, { heat, start, end, state });
  }
  return states;
}

/** Pieces by line. */
export function piecesIn(heats: Iterable<Pick<MeltFixedHeat, 'contents'>>): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { contents } of heats)
    for (const content of contents) pieces.set(content.line, (pieces.get(content.line) ?? 0) + content.pieces);
  return pieces;
}

/** Lines as they are asked for now: id, and all that may have changed. */
export function expectedLines(request: RepairMeltProblem, known: ReadonlyMap<string, Known>): Map<string, MeltLine> {
  const started = [...known.values()].filter(({ state }) => state === 'done' || state === 'underWay');
  const fixed = piecesIn(started.map(({ heat }) => heat));
  const lines = new Map(request.problem.lines.map((line) => [line.id, line]));
  for (const event of request.events) {
    if (event.type === 'order-added') lines.set(event.line.id, event.line);
    if (event.type !== 'order-cancelled' && event.type !== 'order-changed') continue;
    const line = lines.get(event.line);
    if (!line) continue;
    const least = fixed.get(line.id) ?? 0;
    if (event.type === 'order-cancelled') {
      if (least > 0) lines.set(line.id, { ...line, quantity: least });
      else lines.delete(line.id);
      continue;
    }
    const { to } = event;
    const next = { ...line, ...to, quantity: Math.max(to.quantity ?? line.quantity, least) };
    if (to.priority !== undefined || next.period > 0) delete next.penaltyPerPiece;
    lines.set(line.id, next);
  }
  return lines;
}

export function promisedPieces(request: RepairMeltProblem, lines: ReadonlyMap<string, MeltLine>): Map<string, number> {
  const poured = piecesIn(request.heats);
  const promised = new Map<string, number>();
  for (const line of lines.values()) {
    const was = request.problem.lines.find(({ id }) => id === line.id);
    const planned = poured.get(line.id) ?? 0;
    if (!was) promised.set(line.id, line.period > 0 ? 0 : line.quantity);
    else if (was.period === 0 && line.period > 0) promised.set(line.id, 0);
    else if (line.quantity > was.quantity && planned === was.quantity) promised.set(line.id, line.quantity);
    else promised.set(line.id, Math.min(planned, line.quantity));
  }
  return promised;
}

/** Poured mass of a piece, in `massUnit`. */
export function pieceMass(problem: MeltProblem, line: string): number {
  const found = problem.lines.find(({ id }) => id === line);
  return found ? pouredGrams(problem, found) / gramsPer[problem.massUnit] : 0;
}

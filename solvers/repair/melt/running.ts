/** What has become of the heats of the plan that runs: done, under way, lost, or still open. */
import type { RepairMeltEvent, RepairMeltHeat, RepairMeltProblem } from '../../../models/repair-melt.ts';

export interface RunningHeat {
  readonly given: RepairMeltHeat;
  /** Epoch seconds as planned; absent for fixed heats without times. */
  readonly planned?: { readonly start: number; readonly end: number };
  /** As known now: by facts, else as planned. */
  readonly start?: number;
  readonly end?: number;
  readonly state: 'done' | 'under-way' | 'open' | 'lost';
  /** Index of the event that lost it. */
  readonly lostBy?: number;
}

export function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

interface Draft {
  readonly given: RepairMeltHeat;
  readonly planned?: { readonly start: number; readonly end: number };
  start: number;
  end: number;
  started: boolean;
  lostBy?: number;
}

/** Heats in the order of the request. */
export function runningHeats(request: RepairMeltProblem): RunningHeat[] {
  const now = secondsOf(request.now);
  const facts = new Map(request.facts.heats.map((fact) => [fact.heat, fact]));
  const drafts = request.heats.map((given): Draft => {
    const planned =
      given.start === undefined || given.end === undefined
        ? undefined
        : { start: secondsOf(given.start), end: secondsOf(given.end) };
    if (!planned) return { given, start: -Infinity, end: -Infinity, started: true };
    const fact = facts.get(given.id);
    // What has started without a moment told began by now at the latest.
    const latest = fact?.started ? Math.min(planned.start, now) : planned.start;
    const start = fact?.start === undefined ? latest : secondsOf(fact.start);
    const end = Math.max(
      start + 1,
      fact?.end === undefined ? start + planned.end - planned.start : secondsOf(fact.end),
    );
    const told = given.fixed ? true : (fact?.started ?? (fact?.start === undefined ? undefined : start < now));
    return { given, planned, start, end, started: told ?? start < now };
  });
  for (const heats of Map.groupBy(drafts, ({ given }) => given.furnace).values()) settle(heats, request, now);
  loseHeats(drafts, request, now);
  return drafts.map(({ given, planned, start, end, started, lostBy }) => ({
    given,
    ...(planned && { planned, start, end }),
    state: lostBy !== undefined ? 'lost' : !started ? 'open' : end <= now ? 'done' : 'under-way',
    ...(lostBy !== undefined && { lostBy }),
  }));
}

/** A heat has not started while its furnace was down or had another one; of two that have, the first has ended. */
function settle(heats: Draft[], { facts, events }: RepairMeltProblem, now: number): void {
  const told = new Set(
    facts.heats.flatMap(({ heat, started, start }) => ((started ?? start) === undefined ? [] : [heat])),
  );
  let last: Draft | undefined;
  for (const heat of heats.toSorted((a, b) => a.start - b.start)) {
    if (!heat.started || !heat.planned) continue;
    const isKnown = told.has(heat.given.id) || heat.given.fixed === true;
    if (!isKnown && (isDownAt(events, heat.given.furnace, heat.start, now) || (last && last.end > heat.start))) {
      heat.started = false;
      continue;
    }
    if (last && last.end > heat.start) last.end = Math.max(last.start + 1, heat.start);
    // Two that are told to have begun at one moment follow each other by a second.
    if (last) heat.start = Math.max(heat.start, last.end);
    heat.end = Math.max(heat.end, heat.start + 1);
    last = heat;
  }
}

function isDownAt(events: readonly RepairMeltEvent[], furnace: string, at: number, now: number): boolean {
  return events.some(
    (event) =>
      event.type === 'furnace-down' &&
      event.furnace === furnace &&
      (event.from === undefined ? now : secondsOf(event.from)) <= at &&
      at < (event.until === undefined ? Infinity : secondsOf(event.until)),
  );
}

function loseHeats(drafts: readonly Draft[], { events }: RepairMeltProblem, now: number): void {
  events.forEach((event, index) => {
    if (event.type === 'heat-lost') {
      const heat = drafts.find(({ given }) => given.id === event.heat)!;
      heat.lostBy ??= index;
    }
    if (event.type !== 'furnace-down' || event.running === 'kept') return;
    const from = event.from === undefined ? now : secondsOf(event.from);
    for (const heat of drafts)
      if (heat.given.furnace === event.furnace && heat.started && heat.start < from && from < heat.end)
        heat.lostBy ??= index;
  });
}

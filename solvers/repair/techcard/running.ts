/** What has become of the operations of the plan that runs: done, under way, held, or still open. */
import { plainMoment, secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardEvent, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardAssignment, TechcardLag } from '../../../models/techcard.ts';
import { piecesOf } from '../../../models/techcard-pieces.ts';
import { Occupancy, type Occupant } from './occupancy.ts';

/** An operation of the plan that runs; seconds from `start`, serial numbers as in the plan. */
export interface RunningOperation {
  readonly key: string;
  readonly order: string;
  readonly serial: number;
  readonly operation: string;
  readonly mode: number;
  readonly resources: readonly TechcardAssignment[];
  readonly planned: { readonly start: number; readonly end: number };
  /** As known now: by facts and events, else as planned. Of a held one the earliest. */
  readonly start: number;
  readonly end: number;
  readonly state: 'done' | 'under-way' | 'held' | 'open';
  /** Index of the event that made it late. */
  readonly lateBy?: number;
}

/** A time in which a resource, or one worker of it, is down: `[from, until)`. */
export interface Downtime {
  readonly event: number;
  readonly resource: string;
  readonly worker?: string;
  readonly from: number;
  readonly until: number;
}

export function operationKey(order: string, serial: number, operation: string): string {
  return `${order}\n${serial}\n${operation}`;
}

export function downtimesOf({ problem, events, now }: RepairTechcardProblem): Downtime[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'resource-down') return [];
    const { resource, worker } = event;
    const from = secondsOf(problem, event.from ?? now);
    const until = secondsOf(problem, event.until);
    return until > from ? [{ event: index, resource, ...(worker !== undefined && { worker }), from, until }] : [];
  });
}

export function isOn(resources: readonly TechcardAssignment[], down: Downtime): boolean {
  return resources.some(
    ({ resource, workers }) =>
      resource === down.resource && (down.worker === undefined || (workers?.includes(down.worker) ?? false)),
  );
}

type LateEvent = Extract<RepairTechcardEvent, { type: 'operation-late' }>;

interface Draft extends Occupant {
  readonly key: string;
  readonly row: RepairTechcardProblem['operations'][number];
  /** Among the operations of its card. */
  readonly position: number;
  readonly planned: { readonly start: number; readonly end: number };
  start: number;
  end: number;
  started: boolean;
  held: boolean;
  lateBy?: number;
}

/** By planned start; of one moment those first that take no time, then in the order of the card; then as listed. */
function compareTurns(one: Draft, other: Draft): number {
  const takesTime = ({ planned }: Draft) => Number(planned.end > planned.start);
  return one.planned.start - other.planned.start || takesTime(one) - takesTime(other) || one.position - other.position;
}

/** Operations in the order of the request. */
export function runningOperations(request: RepairTechcardProblem): RunningOperation[] {
  return new Running(request).operations();
}

class Running {
  readonly #request: RepairTechcardProblem;
  readonly #now: number;
  readonly #downtimes: readonly Downtime[];
  readonly #drafts: readonly Draft[];
  readonly #byKey: ReadonlyMap<string, Draft>;
  readonly #after: ReadonlyMap<string, readonly TechcardLag[]>;
  readonly #occupancy: Occupancy;
  readonly #facts: ReadonlyMap<string, RepairTechcardProblem['facts']['operations'][number]>;
  readonly #given: ReadonlySet<string>;
  readonly #implied: ReadonlySet<string>;
  readonly #late = new Map<string, { readonly event: LateEvent; readonly index: number }[]>();

  constructor(request: RepairTechcardProblem) {
    const { problem } = request;
    this.#request = request;
    this.#now = secondsOf(problem, request.now);
    this.#downtimes = downtimesOf(request);
    const operations = new Map(
      piecesOf(problem).flatMap(({ order, card, serial }) =>
        card.operations.map(
          ({ id, modes }, position) => [operationKey(order.id, serial, id), { modes, position }] as const,
        ),
      ),
    );
    this.#drafts = request.operations.map((row) => {
      const planned = {
        start: secondsOf(problem, plainMoment(row.start)),
        end: secondsOf(problem, plainMoment(row.end)),
      };
      const key = operationKey(row.order, row.serial, row.operation);
      const { modes, position } = operations.get(key)!;
      return {
        key,
        row,
        position,
        resources: row.resources,
        mode: modes[row.mode],
        planned,
        start: planned.start,
        end: planned.end,
        started: false,
        held: false,
      };
    });
    const keyOf = (one: { readonly order: string; readonly serial: number; readonly operation: string }) =>
      operationKey(one.order, one.serial, one.operation);
    this.#facts = new Map(request.facts.operations.map((fact) => [keyOf(fact), fact]));
    this.#given = new Set(problem.given.map(keyOf));
    request.events.forEach((event, index) => {
      if (event.type !== 'operation-late') return;
      const key = keyOf(event);
      this.#late.set(key, [...(this.#late.get(key) ?? []), { event, index }]);
    });
    this.#byKey = new Map(this.#drafts.map((draft) => [draft.key, draft]));
    this.#occupancy = new Occupancy(problem.resources);
    this.#after = new Map(
      piecesOf(problem).flatMap(({ order, card, serial }) =>
        card.operations.map(({ id, after }) => [operationKey(order.id, serial, id), after] as const),
      ),
    );
    this.#implied = this.#impliedByFacts();
  }

  operations(): RunningOperation[] {
    for (const draft of this.#drafts.toSorted(compareTurns)) this.#settle(draft);
    return this.#drafts.map(({ key, row, planned, start, end, started, held, lateBy }) => ({
      key,
      order: row.order,
      serial: row.serial,
      operation: row.operation,
      mode: row.mode,
      resources: row.resources,
      planned,
      start: started || held ? start : planned.start,
      end: started || held ? end : planned.end,
      state: started ? (end <= this.#now ? 'done' : 'under-way') : held ? 'held' : 'open',
      ...(lateBy !== undefined && { lateBy }),
    }));
  }

  #settle(draft: Draft): void {
    const { problem } = this.#request;
    const fact = this.#facts.get(draft.key);
    if (fact?.start !== undefined) draft.start = secondsOf(problem, fact.start);
    // What has started without a moment told began by now at the latest.
    else if (fact?.started) draft.start = Math.min(draft.start, this.#now);
    const told = fact?.started ?? (fact?.start === undefined ? undefined : draft.start < this.#now);
    const isGiven = this.#given.has(draft.key);
    const isFree = () => this.#implied.has(draft.key) || !this.#isBlocked(draft);
    const mayHave = isGiven ? draft.start <= this.#now : draft.start < this.#now && isFree();
    draft.started = told ?? mayHave;
    const late = this.#lateness(draft);
    const isForLater = isGiven && told === undefined;
    draft.held = !draft.started && (isForLater || draft.lateBy !== undefined);
    if (draft.started) draft.end = this.#endOf(draft, fact?.end, late);
    else {
      draft.start = Math.max(this.#now, draft.planned.start + late);
      draft.end = draft.start + draft.planned.end - draft.planned.start;
    }
    this.#occupancy.add(draft);
  }

  /** What the operations told to have started have waited for. */
  #impliedByFacts(): Set<string> {
    const implied = new Set<string>();
    const open = [...this.#facts].flatMap(([key, { started, start }]) =>
      (started ?? (start !== undefined && secondsOf(this.#request.problem, start) < this.#now)) ? [key] : [],
    );
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const { order, serial } = this.#byKey.get(key)!.row;
      for (const { operation, to, leastSeconds } of this.#after.get(key) ?? []) {
        const before = operationKey(order, serial, operation);
        if (to !== 'start' || leastSeconds < 0 || implied.has(before)) continue;
        implied.add(before);
        open.push(before);
      }
    }
    return implied;
  }

  /** Seconds by which events say it is late; notes the first of them. */
  #lateness(draft: Draft): number {
    const { problem } = this.#request;
    let late = 0;
    for (const { event, index } of this.#late.get(draft.key) ?? []) {
      const until = event.end === undefined ? undefined : secondsOf(problem, event.end) - draft.planned.end;
      late = until === undefined ? late + event.seconds! : Math.max(late, until);
      draft.lateBy ??= index;
    }
    return late;
  }

  /** Operations of its piece whose moments it has to wait for; of those that start with it only what comes before it. */
  #waitsFor(draft: Draft): { readonly draft: Draft; readonly lag: TechcardLag }[] {
    const { order, serial } = draft.row;
    return (this.#after.get(draft.key) ?? []).flatMap((lag) => {
      const before = this.#byKey.get(operationKey(order, serial, lag.operation))!;
      return compareTurns(before, draft) < 0 ? [{ draft: before, lag }] : [];
    });
  }

  /** It cannot have begun as planned: something it needs was down, busy, or not there yet. */
  #isBlocked(draft: Draft): boolean {
    const { start } = draft.planned;
    if (this.#downtimes.some((down) => down.from <= start && start < down.until && isOn(draft.row.resources, down)))
      return true;
    for (const { draft: before, lag } of this.#waitsFor(draft))
      if (!before.started || before[lag.from] + lag.leastSeconds > draft.planned[lag.to]) return true;
    return this.#occupancy.blocks(draft);
  }

  /** Of one that has started: as told, else as late as an event says, else so much later as what it is on is down. */
  #endOf(draft: Draft, told: RepairTechcardProblem['now'] | undefined, late: number): number {
    const { problem } = this.#request;
    if (told !== undefined) return Math.max(draft.start, secondsOf(problem, told));
    const end = draft.start + draft.planned.end - draft.planned.start;
    if (draft.lateBy !== undefined) return Math.max(draft.start, end + late);
    let until = end;
    for (const down of this.#downtimes.toSorted((a, b) => a.from - b.from))
      if (isOn(draft.row.resources, down) && down.from < until && draft.start < down.until)
        until += down.until - Math.max(down.from, draft.start);
    return until;
  }
}

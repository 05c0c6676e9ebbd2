/** For the checker: what has become of the operations and pieces of the plan that runs, worked out anew. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardMode, TechcardOrder } from '../../../models/techcard.ts';
import { piecesOf } from '../../../models/techcard-pieces.ts';

type Row = RepairTechcardProblem['operations'][number];

export interface Known {
  readonly row: Row;
  readonly planned: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
  readonly state: 'done' | 'underWay' | 'held' | 'open';
}

export interface Down {
  readonly resource: string;
  readonly worker: string | undefined;
  readonly from: number;
  readonly until: number;
}

export const keyOf = (one: { readonly order: string; readonly serial: number; readonly operation: string }) =>
  JSON.stringify([one.order, one.serial, one.operation]);

export function isTouched({ events, facts }: RepairTechcardProblem): boolean {
  return events.length + facts.operations.length > 0;
}

export function downsOf({ problem, events, now }: RepairTechcardProblem): Down[] {
  const downs: Down[] = [];
  for (const event of events) {
    if (event.type !== 'resource-down') continue;
    const from = secondsOf(problem, event.from ?? now);
    const until = secondsOf(problem, event.until);
    if (from < until) downs.push({ resource: event.resource, worker: event.worker, from, until });
  }
  return downs;
}

function uses({ resources }: Row, { resource, worker }: Down): boolean {
  return resources.some((one) => one.resource === resource && (worker === undefined || one.workers?.includes(worker)));
}

export function knownOperations(request: RepairTechcardProblem): Map<string, Known> {
  return isTouched(request) ? new Knowing(request).all() : untouched(request);
}

const momentOf = ({ problem }: RepairTechcardProblem, moment: Row['start']) =>
  typeof moment === 'object' ? moment.seconds : secondsOf(problem, moment);

function untouched(request: RepairTechcardProblem): Map<string, Known> {
  const given = new Set(request.problem.given.map(keyOf));
  return new Map(
    request.operations.map((row) => {
      const planned = { start: momentOf(request, row.start), end: momentOf(request, row.end) };
      return [keyOf(row), { row, planned, ...planned, state: given.has(keyOf(row)) ? 'held' : 'open' }];
    }),
  );
}

class Knowing {
  readonly #request: RepairTechcardProblem;
  readonly #now: number;
  readonly #rows = new Map<string, { readonly row: Row; readonly start: number; readonly end: number }>();
  readonly #lags = new Map<
    string,
    readonly { key: string; from: 'start' | 'end'; to: 'start' | 'end'; least: number }[]
  >();
  readonly #known = new Map<string, Known>();
  readonly #modes = new Map<string, readonly TechcardMode[]>();
  readonly #facts: ReadonlyMap<string, RepairTechcardProblem['facts']['operations'][number]>;
  readonly #given: ReadonlySet<string>;
  #needed: ReadonlySet<string> | undefined;
  /** By resource, what has been looked at and takes time. */
  readonly #on = new Map<string, { readonly known: Known; readonly assignment: Row['resources'][number] }[]>();
  /** In the order in which they are looked at. */
  readonly #turns: readonly string[];

  constructor(request: RepairTechcardProblem) {
    this.#request = request;
    this.#now = secondsOf(request.problem, request.now);
    for (const row of request.operations)
      this.#rows.set(keyOf(row), { row, start: momentOf(request, row.start), end: momentOf(request, row.end) });
    const positions = new Map<string, number>();
    for (const { order, card, serial } of piecesOf(request.problem))
      card.operations.forEach(({ id, after, modes }, position) => {
        const key = keyOf({ order: order.id, serial, operation: id });
        positions.set(key, position);
        this.#modes.set(key, modes);
        this.#lags.set(
          key,
          after.map(({ operation, from, to, leastSeconds: least }) => ({
            ...{ from, to, least },
            key: keyOf({ order: order.id, serial, operation }),
          })),
        );
      });
    this.#facts = new Map(request.facts.operations.map((fact) => [keyOf(fact), fact]));
    this.#given = new Set(request.problem.given.map(keyOf));
    this.#turns = [...this.#rows]
      .map(([key, { start, end }]) => ({ key, start, time: end > start, position: positions.get(key)! }))
      .sort((a, b) => a.start - b.start || Number(a.time) - Number(b.time) || a.position - b.position)
      .map(({ key }) => key);
  }

  all(): Map<string, Known> {
    for (const key of this.#turns) {
      const known = this.#find(key);
      this.#known.set(key, known);
      if (known.planned.end > known.planned.start)
        for (const assignment of known.row.resources) {
          const own = this.#on.get(assignment.resource) ?? [];
          own.push({ known, assignment });
          this.#on.set(assignment.resource, own);
        }
    }
    return new Map([...this.#rows.keys()].map((key) => [key, this.#known.get(key)!]));
  }

  #find(key: string): Known {
    const { problem, events } = this.#request;
    const { row, start, end } = this.#rows.get(key)!;
    const planned = { start, end };
    const fact = this.#facts.get(key);
    const isGiven = this.#given.has(key);
    const begun = fact?.started ? Math.min(start, this.#now) : start;
    const from = fact?.start === undefined ? begun : secondsOf(problem, fact.start);
    const isTold = (fact?.started ?? fact?.start) !== undefined;
    const started =
      fact?.started ??
      (isGiven && !isTold
        ? from <= this.#now
        : from < this.#now && (isTold || this.#isNeeded(key) || this.#mayHaveBegun(key)));
    let late: number | undefined;
    for (const event of events)
      if (event.type === 'operation-late' && keyOf(event) === key)
        late =
          event.end === undefined
            ? (late ?? 0) + event.seconds!
            : Math.max(late ?? 0, secondsOf(problem, event.end) - end);
    if (started) {
      let until = from + end - start;
      if (fact?.end !== undefined) until = Math.max(from, secondsOf(problem, fact.end));
      else if (late !== undefined) until = Math.max(from, until + late);
      else
        for (const down of downsOf(this.#request).sort((a, b) => a.from - b.from))
          if (uses(row, down) && down.from < until && from < down.until)
            until += down.until - Math.max(down.from, from);
      return { row, planned, start: from, end: until, state: until <= this.#now ? 'done' : 'underWay' };
    }
    if (late === undefined && (!isGiven || isTold)) return { row, planned, ...planned, state: 'open' };
    const held = Math.max(this.#now, start + (late ?? 0));
    return { row, planned, start: held, end: held + end - start, state: 'held' };
  }

  /** Whether something that waits for it, directly or not, is told to have started. */
  #isNeeded(key: string): boolean {
    this.#needed ??= this.#needs();
    return this.#needed.has(key);
  }

  #needs(): Set<string> {
    const needed = new Set<string>();
    const look = (key: string): void => {
      for (const { key: before, to, least } of this.#lags.get(key) ?? [])
        if (to === 'start' && least >= 0 && !needed.has(before)) {
          needed.add(before);
          look(before);
        }
    };
    for (const [key, { started, start }] of this.#facts)
      if (started ?? (start !== undefined && secondsOf(this.#request.problem, start) < this.#now)) look(key);
    return needed;
  }

  #mayHaveBegun(key: string): boolean {
    const { row, start, end } = this.#rows.get(key)!;
    const planned = { start, end };
    if (downsOf(this.#request).some((down) => uses(row, down) && down.from <= start && start < down.until))
      return false;
    const hasBegun = ({ state }: Known) => state === 'done' || state === 'underWay';
    for (const { key: other, from, to, least } of this.#lags.get(key)!) {
      const before = this.#known.get(other);
      if (before && (!hasBegun(before) || before[from] + least > planned[to])) return false;
    }
    if (start === end) return true;
    return row.resources.every(({ resource: id, workers, line, takt }) => {
      const resource = this.#request.problem.resources.find((one) => one.id === id);
      // What is not looked at yet comes later.
      const on = this.#on.get(id) ?? [];
      const earlier = on.filter(({ known }) => known.planned.start < start);
      const isFree = (known: Known | undefined) => known === undefined || (hasBegun(known) && known.end <= start);
      if (resource?.type === 'machine') return isFree(earlier.at(-1)?.known);
      if (resource?.type === 'workers')
        return (workers ?? []).every((worker) =>
          isFree(earlier.findLast(({ assignment }) => assignment.workers?.includes(worker))?.known),
        );
      if (resource?.type === 'paced-line')
        return on.every(
          ({ known, assignment }) =>
            (assignment.line ?? 0) !== (line ?? 0) || (assignment.takt ?? 0) >= (takt ?? 0) || isFree(known),
        );
      if (resource?.type === 'batch-oven') return earlier.every(({ known }) => !hasBegun(known) || known.end <= start);
      if (resource?.type !== 'pool' && resource?.type !== 'conveyor-oven') return true;
      const busy = on.filter(({ known }) => hasBegun(known) && known.start <= start && start < known.end);
      const taken = [...new Set(busy.map(({ known }) => known.row)), row].reduce(
        (sum, one) => sum + this.#amount(one, id),
        0,
      );
      return busy.length === 0 || taken <= resource.capacity;
    });
  }

  #amount(row: Row, resource: string): number {
    const { demands } = this.#modes.get(keyOf(row))![row.mode];
    return demands.reduce((sum, demand) => sum + (demand.resource === resource ? demand.amount : 0), 0);
  }
}

/** Orders as they are asked for now, with the old serial numbers of the pieces that stay. */
export function expectedOrders(
  { problem, events }: RepairTechcardProblem,
  known: ReadonlyMap<string, Known>,
): { order: TechcardOrder; kept: number[] }[] {
  const begun = new Set(
    [...known.values()].flatMap(({ row, state }) =>
      state === 'done' || state === 'underWay' ? [`${row.order} ${row.serial}`] : [],
    ),
  );
  const isBegun = (order: string, serial: number) => begun.has(`${order} ${serial}`);
  const serials = Map.groupBy(piecesOf(problem), ({ order }) => order.id);
  let orders = problem.orders.map((order) => ({
    order,
    kept: serials.get(order.id)!.map(({ serial }) => serial),
  }));
  for (const event of events) {
    if (event.type === 'order-added') orders.push({ order: event.order, kept: [] });
    if (event.type === 'order-cancelled')
      orders = orders.flatMap(({ order, kept }) => {
        if (order.id !== event.order) return [{ order, kept }];
        const left = kept.filter((serial) => isBegun(order.id, serial));
        const { due: _due, deadline: _deadline, ...rest } = order;
        return left.length > 0 ? [{ order: { ...rest, quantity: left.length, priority: 0 }, kept: left }] : [];
      });
    if (event.type === 'order-changed')
      orders = orders.map(({ order, kept }) => {
        if (order.id !== event.order) return { order, kept };
        let extra = kept.length - (event.to.quantity ?? order.quantity);
        const left = kept
          .toReversed()
          .filter((serial) => isBegun(order.id, serial) || extra-- <= 0)
          .reverse();
        const quantity = Math.max(left.length, event.to.quantity ?? order.quantity);
        return { order: { ...order, ...event.to, quantity }, kept: left };
      });
  }
  return orders;
}

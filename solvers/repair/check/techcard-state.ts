/** For the checker: what has become of the operations and pieces of the plan that runs, worked out anew. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardOrder } from '../../../models/techcard.ts';
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
  /** Operations of a machine or worker, in order of planned start. */
  readonly #turns = new Map<string, string[]>();

  constructor(request: RepairTechcardProblem) {
    this.#request = request;
    this.#now = secondsOf(request.problem, request.now);
    for (const row of request.operations)
      this.#rows.set(keyOf(row), { row, start: momentOf(request, row.start), end: momentOf(request, row.end) });
    for (const { order, card, serial } of piecesOf(request.problem))
      for (const { id, after } of card.operations)
        this.#lags.set(
          keyOf({ order: order.id, serial, operation: id }),
          after.map(({ operation, from, to, leastSeconds: least }) => ({
            ...{ from, to, least },
            key: keyOf({ order: order.id, serial, operation }),
          })),
        );
    const inTime = [...this.#rows].sort(([, a], [, b]) => a.start - b.start);
    for (const [key] of inTime)
      for (const unit of this.#unitsOf(key)) this.#turns.set(unit, [...(this.#turns.get(unit) ?? []), key]);
  }

  all(): Map<string, Known> {
    return new Map([...this.#rows.keys()].map((key) => [key, this.#of(key)]));
  }

  #unitsOf(key: string): string[] {
    const { row, start, end } = this.#rows.get(key)!;
    if (start === end) return [];
    return row.resources.flatMap(({ resource, workers = [] }) => {
      const found = this.#request.problem.resources.find(({ id }) => id === resource);
      if (found?.type === 'machine') return [resource];
      return found?.type === 'workers' ? workers.map((worker) => JSON.stringify([resource, worker])) : [];
    });
  }

  #of(key: string): Known {
    const known = this.#known.get(key) ?? this.#find(key);
    this.#known.set(key, known);
    return known;
  }

  #find(key: string): Known {
    const { problem, facts, events } = this.#request;
    const { row, start, end } = this.#rows.get(key)!;
    const planned = { start, end };
    const fact = facts.operations.find((one) => keyOf(one) === key);
    const isGiven = problem.given.some((one) => keyOf(one) === key);
    const from = fact?.start === undefined ? start : secondsOf(problem, fact.start);
    let started = fact?.started;
    if (started === undefined)
      started = from < this.#now && (fact?.start !== undefined || isGiven || this.#mayHaveBegun(key));
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
    if (late === undefined && !isGiven) return { row, planned, ...planned, state: 'open' };
    const held = Math.max(this.#now, start + (late ?? 0));
    return { row, planned, start: held, end: held + end - start, state: 'held' };
  }

  #mayHaveBegun(key: string): boolean {
    const { row, start, end } = this.#rows.get(key)!;
    const planned = { start, end };
    if (downsOf(this.#request).some((down) => uses(row, down) && down.from <= start && start < down.until))
      return false;
    const hasBegun = (other: string) => ['done', 'underWay'].includes(this.#of(other).state);
    for (const { key: other, from, to, least } of this.#lags.get(key)!) {
      if (!this.#comesBefore(other, key)) continue;
      if (!hasBegun(other) || this.#of(other)[from] + least > planned[to]) return false;
    }
    return this.#unitsOf(key).every((unit) => {
      const before = this.#turns.get(unit)!.findLast((other) => this.#rows.get(other)!.start < start);
      return before === undefined || (hasBegun(before) && this.#of(before).end <= start);
    });
  }

  /** Of operations of one piece: by planned start, then what takes no time, then as listed in the card. */
  #comesBefore(one: string, other: string): boolean {
    const [a, b] = [this.#rows.get(one)!, this.#rows.get(other)!];
    if (a.start !== b.start) return a.start < b.start;
    if ((a.end === a.start) !== (b.end === b.start)) return a.end === a.start;
    const names = [...this.#lags.keys()];
    return names.indexOf(one) < names.indexOf(other);
  }
}

/** Orders as they are asked for now, with the old serial numbers of the pieces that stay. */
export function expectedOrders(
  { problem, events }: RepairTechcardProblem,
  known: ReadonlyMap<string, Known>,
): { order: TechcardOrder; kept: number[] }[] {
  const isBegun = (order: string, serial: number) =>
    [...known.values()].some(
      ({ row, state }) => row.order === order && row.serial === serial && (state === 'done' || state === 'underWay'),
    );
  let orders = problem.orders.map((order) => ({
    order,
    kept: piecesOf(problem).flatMap((piece) => (piece.order.id === order.id ? [piece.serial] : [])),
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

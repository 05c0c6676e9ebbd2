/**
 * The order in which a schedule uses its resources, as arcs between operations: a resource flow network.
 *
 * As long as every arc is kept, operations may move without asking the resources again; the latest starts over the arcs
 * are therefore a schedule of their own, everything as late as the order allows, and the distance to them is the slack.
 * A pool is told as units that go from operation to operation (Artigues, Michelon and Reusser 2003, "Insertion techniques
 * for static and dynamic resource-constrained project scheduling", EJOR 149).
 */
import type { TechcardResource } from '../../models/techcard.ts';
import type { Instance, Schedule } from './instance.ts';
import type { Opening } from './opening.ts';
import { initialState, type ResourceWithStates, setupSeconds, statesInOrder, unbroken } from './setups.ts';

/** moment(to) >= moment(from) + gap; the gap of a set-up counts where the resource is open. */
export interface Arc {
  readonly from: number;
  readonly fromEnd: boolean;
  readonly to: number;
  readonly toEnd: boolean;
  readonly gap: number;
  /** Index of the resource, -1 for a lag of the card. */
  readonly resource: number;
}

export interface Network {
  readonly arcs: readonly Arc[];
  /** Operations that stay where they are: what they use has rules that an order alone does not keep. */
  readonly fixed: Uint8Array;
}

/** What an operation takes of a resource. */
export interface ResourceUse {
  readonly operation: number;
  /** Index into the demands of the instance. */
  readonly demand: number;
}

/** Uses of every resource in order of start, then of index. */
export function usesByResource(instance: Instance, schedule: Schedule): ResourceUse[][] {
  const uses: ResourceUse[][] = instance.resources.map(() => []);
  for (let operation = 0; operation < instance.operations; operation += 1) {
    const mode = instance.modeFrom[operation] + schedule.modes[operation];
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1)
      uses[instance.demandResource[demand]].push({ operation, demand });
  }
  const { starts } = schedule;
  for (const list of uses) list.sort((a, b) => starts[a.operation] - starts[b.operation] || a.operation - b.operation);
  return uses;
}

export function buildNetwork(
  instance: Instance,
  schedule: Schedule,
  uses: readonly (readonly ResourceUse[])[],
): Network {
  const arcs: Arc[] = [];
  const fixed = new Uint8Array(instance.operations);
  const { lags } = instance;
  for (let lag = 0; lag < lags.from.length; lag += 1) {
    if (lags.greatest[lag] === 1) continue;
    arcs.push({
      from: lags.from[lag],
      fromEnd: lags.fromEnd[lag] === 1,
      to: lags.to[lag],
      toEnd: lags.toEnd[lag] === 1,
      gap: lags.least[lag],
      resource: -1,
    });
  }
  for (let operation = 0; operation < instance.operations; operation += 1)
    if (instance.givenMode[operation] >= 0) fixed[operation] = 1;
  const draft = new Draft(instance, schedule, arcs, fixed);
  instance.resources.forEach((resource, index) => {
    draft.add(resource, index, uses[index]);
  });
  return { arcs, fixed };
}

/** Adds the arcs of one resource after another. */
class Draft {
  readonly #instance: Instance;
  readonly #schedule: Schedule;
  readonly #arcs: Arc[];
  readonly #fixed: Uint8Array;

  constructor(instance: Instance, schedule: Schedule, arcs: Arc[], fixed: Uint8Array) {
    this.#instance = instance;
    this.#schedule = schedule;
    this.#arcs = arcs;
    this.#fixed = fixed;
  }

  add(resource: TechcardResource, index: number, all: readonly ResourceUse[]): void {
    const { starts, ends } = this.#schedule;
    const uses = all.filter(({ operation }) => ends[operation] > starts[operation]);
    switch (resource.type) {
      case 'pool':
        this.#flow(index, resource.capacity, uses);
        break;
      case 'workers':
        this.#workers(index, resource.workers.length, uses);
        break;
      case 'machine':
      case 'batch-oven':
        this.#groups(resource, index, unbroken(resource, uses, this.#schedule));
        break;
      case 'conveyor-oven':
        this.#entries(resource.entrySeconds, index, uses);
        this.#flow(index, resource.capacity, uses);
        this.#groups(resource, index, unbroken(resource, uses, this.#schedule));
        break;
      case 'reservoir':
        this.#stock(resource, index, all);
        break;
      case 'paced-line':
        this.#takts(index, uses);
    }
  }

  #arc(from: number, to: number, resource: number, gap = 0, fromEnd = true): void {
    this.#arcs.push({ from, fromEnd, to, toEnd: false, gap, resource });
  }

  /** Units go to the next operation that starts, those that have been free for longest first. */
  #flow(index: number, capacity: number, uses: readonly ResourceUse[]): void {
    const free: { from: number; at: number; amount: number }[] = [{ from: -1, at: -Infinity, amount: capacity }];
    for (const { operation, demand } of uses) {
      let missing = this.#instance.demandAmount[demand];
      while (missing > 0 && free.length > 0 && free[0].at <= this.#schedule.starts[operation]) {
        const chunk = free[0];
        const taken = Math.min(missing, chunk.amount);
        if (chunk.from >= 0) this.#arc(chunk.from, operation, index);
        chunk.amount -= taken;
        missing -= taken;
        if (chunk.amount === 0) free.shift();
      }
      const at = this.#schedule.ends[operation];
      let place = free.length;
      while (place > 0 && free[place - 1].at > at) place -= 1;
      free.splice(place, 0, { from: operation, at, amount: this.#instance.demandAmount[demand] });
    }
  }

  #workers(index: number, count: number, uses: readonly ResourceUse[]): void {
    const last = new Int32Array(count).fill(-1);
    for (const { operation, demand } of uses)
      for (const worker of this.#schedule.assignments.get(demand)?.workers ?? []) {
        if (last[worker] >= 0) this.#arc(last[worker], operation, index);
        last[worker] = operation;
      }
  }

  /** Groups follow each other with their set-ups; what is kept warm must not be pulled apart. */
  #groups(resource: ResourceWithStates, index: number, groups: readonly (readonly ResourceUse[])[]): void {
    const { heating } = resource;
    if (heating?.keepWarmSeconds !== undefined || heating?.warmAtStart)
      for (const group of groups) for (const { operation } of group) this.#fixed[operation] = 1;
    const states = statesInOrder(
      this.#instance,
      groups.map((group) => group[0].demand),
      initialState(this.#instance, resource),
    );
    groups.forEach((group, at) => {
      if (resource.type === 'batch-oven') this.#together(group, index);
      if (at === 0) return;
      const gap = setupSeconds(this.#instance, resource, states[at]);
      for (const before of groups[at - 1])
        for (const { operation } of group) this.#arc(before.operation, operation, index, gap);
    });
  }

  /** A batch starts as one. */
  #together(group: readonly ResourceUse[], index: number): void {
    for (let at = 1; at < group.length; at += 1) {
      this.#arc(group[at - 1].operation, group[at].operation, index, 0, false);
      this.#arc(group[at].operation, group[at - 1].operation, index, 0, false);
    }
  }

  #entries(seconds: number, index: number, uses: readonly ResourceUse[]): void {
    for (let at = 1; at < uses.length; at += 1)
      this.#arc(uses[at - 1].operation, uses[at].operation, index, seconds, false);
  }

  #stock(resource: TechcardResource & { type: 'reservoir' }, index: number, uses: readonly ResourceUse[]): void {
    const { demandAdds, demandAmount } = this.#instance;
    const { starts, ends } = this.#schedule;
    const adds = uses.filter(({ demand }) => demandAdds[demand] > 0);
    if (resource.capacity !== undefined && (adds.length > 0 || resource.supplies.length > 0))
      for (const { operation } of uses) this.#fixed[operation] = 1;
    if (adds.length === 0) return;
    const outside = resource.initial + resource.supplies.reduce((sum, { amount }) => sum + amount, 0);
    const stock: { from: number; at: number; amount: number }[] = [
      { from: -1, at: -Infinity, amount: outside },
      ...adds
        .toSorted((a, b) => ends[a.operation] - ends[b.operation])
        .map(({ operation, demand }) => ({ from: operation, at: ends[operation], amount: demandAdds[demand] })),
    ];
    for (const { operation, demand } of uses)
      for (let missing = demandAmount[demand]; missing > 0 && stock.length > 0 && stock[0].at <= starts[operation]; ) {
        const taken = Math.min(missing, stock[0].amount);
        if (stock[0].from >= 0) this.#arc(stock[0].from, operation, index);
        stock[0].amount -= taken;
        missing -= taken;
        if (stock[0].amount === 0) stock.shift();
      }
  }

  #takts(index: number, uses: readonly ResourceUse[]): void {
    const { assignments } = this.#schedule;
    const byLine = Map.groupBy(uses, ({ demand }) => assignments.get(demand)?.line ?? 0);
    for (const onLine of byLine.values()) {
      const byTakt = Map.groupBy(onLine, ({ demand }) => assignments.get(demand)?.takt ?? 0);
      const takts = [...byTakt].sort(([a], [b]) => a - b).map(([, group]) => group);
      for (let at = 1; at < takts.length; at += 1)
        for (const before of takts[at - 1])
          for (const { operation } of takts[at]) this.#arc(before.operation, operation, index);
    }
  }
}

/** What latest starts need to know beside the network. */
export interface LatestOptions {
  /** By operation: the latest moment at which it may end. */
  readonly latestEnds: Int32Array;
  openingOf(operation: number): Opening;
  /** Of a resource alone, for its set-ups. */
  openingOfResource(resource: number): Opening;
}

/** Passes over the arcs before it is given up: chains go from late to early, so that few are needed. */
const mostPasses = 50;

/**
 * Latest starts that keep every arc and every greatest lag, never before the schedule's own.
 * @returns starts and ends; the schedule's own where the passes do not settle.
 */
export function latestStarts(
  instance: Instance,
  schedule: Schedule,
  network: Network,
  options: LatestOptions,
): { readonly starts: Int32Array; readonly ends: Int32Array } {
  const { starts, ends } = schedule;
  const late = new Late(instance, schedule, network, options);
  keepGreatestLags(instance, schedule, late);
  const order = network.arcs.toSorted(
    (a, b) => (b.toEnd ? ends[b.to] : starts[b.to]) - (a.toEnd ? ends[a.to] : starts[a.to]) || b.to - a.to,
  );
  for (let pass = 0; pass < mostPasses; pass += 1) {
    let changed = false;
    for (const { from, fromEnd, to, toEnd, gap, resource } of order) {
      const limit = toEnd ? late.ends[to] : late.starts[to];
      const moment = gap > 0 && resource >= 0 ? options.openingOfResource(resource).startOf(limit, gap) : limit - gap;
      if (fromEnd ? late.endBy(from, moment) : late.startBy(from, moment)) changed = true;
    }
    if (!changed) return { starts: late.starts, ends: late.ends };
  }
  return { starts: starts.slice(), ends: ends.slice() };
}

/** Starts and ends that only go down, to moments at which calendars let the operation start and end. */
class Late {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #instance: Instance;
  readonly #schedule: Schedule;
  readonly #openingOf: LatestOptions['openingOf'];

  constructor(instance: Instance, schedule: Schedule, network: Network, { latestEnds, openingOf }: LatestOptions) {
    this.#instance = instance;
    this.#schedule = schedule;
    this.#openingOf = openingOf;
    this.starts = schedule.starts.slice();
    this.ends = schedule.ends.slice();
    for (let operation = 0; operation < instance.operations; operation += 1) {
      const least = schedule.ends[operation];
      if (network.fixed[operation] === 0 && latestEnds[operation] > least)
        this.#place(operation, this.#startForEnd(operation, latestEnds[operation]));
    }
  }

  /** @returns whether the operation had to move. */
  endBy(operation: number, moment: number): boolean {
    if (this.ends[operation] <= moment) return false;
    return this.#place(operation, this.#startForEnd(operation, moment));
  }

  startBy(operation: number, moment: number): boolean {
    if (this.starts[operation] <= moment) return false;
    return this.#place(operation, this.#startUpTo(operation, moment));
  }

  #place(operation: number, start: number): boolean {
    const own = this.#schedule.starts[operation];
    const before = this.starts[operation];
    const at = Math.max(own, start);
    this.starts[operation] = at;
    this.ends[operation] = at === own ? this.#schedule.ends[operation] : this.#endOf(operation, at);
    return at !== before;
  }

  #duration(operation: number): number {
    return this.#instance.durations[this.#instance.modeFrom[operation] + this.#schedule.modes[operation]];
  }

  #endOf(operation: number, start: number): number {
    const duration = this.#duration(operation);
    return this.#instance.pausable[operation] === 1
      ? this.#openingOf(operation).endOf(start, duration)
      : start + duration;
  }

  #startForEnd(operation: number, end: number): number {
    const duration = this.#duration(operation);
    if (duration === 0) return end;
    const opening = this.#openingOf(operation);
    return this.#instance.pausable[operation] === 1
      ? opening.startOf(end, duration)
      : opening.fitBackward(end, duration) - duration;
  }

  #startUpTo(operation: number, moment: number): number {
    const duration = this.#duration(operation);
    if (duration === 0) return moment;
    const opening = this.#openingOf(operation);
    if (this.#instance.pausable[operation] === 0) return opening.fitBackward(moment + duration, duration) - duration;
    return opening.nextOpen(moment) === moment ? moment : opening.fitBackward(moment, 1) - 1;
  }
}

/** start or end of `from` at most so much after that of `to`, which itself may stay where it is. */
function keepGreatestLags({ lags }: Instance, { starts, ends }: Schedule, late: Late): void {
  for (let lag = 0; lag < lags.from.length; lag += 1) {
    if (lags.greatest[lag] === 0) continue;
    const [from, to] = [lags.from[lag], lags.to[lag]];
    const limit = (lags.toEnd[lag] === 1 ? ends[to] : starts[to]) - lags.least[lag];
    if (lags.fromEnd[lag] === 1) late.endBy(from, limit);
    else late.startBy(from, limit);
  }
}

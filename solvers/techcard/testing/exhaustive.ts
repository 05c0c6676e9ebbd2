/**
 * Every plan of a tiny request up to a last second: each operation in each mode at each start, with each choice of workers,
 * line and takt. Leaves are checked second by second, without the kernel, its resources or the search.
 */
import type { Assignment, Instance, Schedule } from '../instance.ts';
import { usesByResource } from '../network.ts';
import { objectiveOf, termsOf } from '../terms.ts';
import { faultsOf } from './faults.ts';

export interface Exhausted {
  /** Least objective of all plans that end by the last second; Infinity where there is none. */
  readonly best: number;
  readonly schedule?: Schedule;
  /** All plans have been looked at. */
  readonly complete: boolean;
}

/** Nothing may be given in the request. */
export function exhaust(
  instance: Instance,
  isOpen: (calendars: readonly string[], at: number) => boolean,
  lastSecond: number,
  mostNodes: number,
): Exhausted {
  return new Exhaustion(instance, isOpen, lastSecond, mostNodes).run();
}

class Exhaustion {
  readonly #instance: Instance;
  readonly #isOpen: (calendars: readonly string[], at: number) => boolean;
  readonly #lastSecond: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #modes: Int32Array;
  readonly #assignments = new Map<number, Assignment>();
  #left: number;
  #best = Infinity;
  #schedule?: Schedule;

  constructor(
    instance: Instance,
    isOpen: (calendars: readonly string[], at: number) => boolean,
    lastSecond: number,
    mostNodes: number,
  ) {
    this.#instance = instance;
    this.#isOpen = isOpen;
    this.#lastSecond = lastSecond;
    this.#left = mostNodes;
    this.#starts = new Int32Array(instance.operations);
    this.#ends = new Int32Array(instance.operations);
    this.#modes = new Int32Array(instance.operations);
  }

  run(): Exhausted {
    this.#place(0);
    return { best: this.#best, schedule: this.#schedule, complete: this.#left > 0 };
  }

  #place(operation: number): void {
    const { instance } = { instance: this.#instance };
    if (this.#left <= 0) return;
    if (operation === instance.operations) {
      this.#leaf();
      return;
    }
    for (let mode = instance.modeFrom[operation]; mode < instance.modeFrom[operation + 1]; mode += 1) {
      this.#modes[operation] = mode - instance.modeFrom[operation];
      this.#assign(operation, mode, instance.demandFrom[mode]);
    }
  }

  /** Workers, line and takt of one demand after another, then the start. */
  #assign(operation: number, mode: number, demand: number): void {
    const instance = this.#instance;
    if (demand === instance.demandFrom[mode + 1]) {
      this.#start(operation, mode);
      return;
    }
    const resource = instance.resources[instance.demandResource[demand]];
    const choices: Assignment[] = [];
    if (resource.type === 'workers')
      for (const workers of subsets(resource.workers.length, instance.demandAmount[demand])) choices.push({ workers });
    else if (resource.type === 'paced-line') {
      const entries = instance.pieces.length + resource.stations;
      for (let line = 0; line < resource.lines; line += 1)
        for (let entry = 0; entry < entries; entry += 1)
          choices.push({ line, takt: entry + instance.demandStation[demand] });
    }
    if (choices.length === 0) this.#assign(operation, mode, demand + 1);
    for (const choice of choices) {
      this.#assignments.set(demand, choice);
      this.#assign(operation, mode, demand + 1);
      this.#assignments.delete(demand);
    }
  }

  #start(operation: number, mode: number): void {
    const instance = this.#instance;
    const duration = instance.durations[mode];
    const calendars = duration === 0 ? [] : this.#calendarsOf(mode);
    for (let start = Math.max(0, instance.releases[operation]); start + duration <= this.#lastSecond; start += 1) {
      const end = this.#endOf(operation, start, duration, calendars);
      if (end === undefined) continue;
      if (end > Math.min(this.#lastSecond, instance.deadlines[operation])) return;
      this.#starts[operation] = start;
      this.#ends[operation] = end;
      this.#left -= 1;
      if (this.#left <= 0) return;
      // Ends grow with starts, and so does every term that counts them.
      if (this.#least(operation) >= this.#best) return;
      if (this.#fitsEarlier(operation)) this.#place(operation + 1);
    }
  }

  #calendarsOf(mode: number): string[] {
    const { resources, demandFrom, demandResource } = this.#instance;
    const calendars: string[] = [];
    for (let demand = demandFrom[mode]; demand < demandFrom[mode + 1]; demand += 1) {
      const resource = resources[demandResource[demand]];
      calendars.push(...resource.calendars);
      if (resource.type === 'workers')
        for (const worker of this.#assignments.get(demand)?.workers ?? [])
          calendars.push(...resource.workers[worker].calendars);
    }
    return calendars;
  }

  #endOf(operation: number, start: number, duration: number, calendars: readonly string[]): number | undefined {
    if (calendars.length === 0) return start + duration;
    if (!this.#isOpen(calendars, start)) return undefined;
    let at = start;
    for (let left = duration; left > 0; at += 1) {
      if (at > this.#lastSecond) return at + left;
      if (this.#isOpen(calendars, at)) left -= 1;
      else if (this.#instance.pausable[operation] === 0) return undefined;
    }
    return at;
  }

  /** Objective of the operations placed so far, without set-ups. */
  #least(last: number): number {
    const { pieces, pieceFrom, dues, weights, orderReleases, problem } = this.#instance;
    let [makespan, tardiness, flowTime] = [0, 0, 0];
    pieces.forEach((_, piece) => {
      let end = 0;
      for (let operation = pieceFrom[piece]; operation < pieceFrom[piece + 1] && operation <= last; operation += 1)
        end = Math.max(end, this.#ends[operation]);
      makespan = Math.max(makespan, end);
      tardiness += weights[piece] * Math.max(0, end - dues[piece]);
      flowTime += Math.max(0, end - orderReleases[piece]);
    });
    return objectiveOf(problem.objective, { makespan, tardiness, flowTime, setupTime: 0 });
  }

  /** Lags towards operations placed before; the rest is for the leaves. */
  #fitsEarlier(operation: number): boolean {
    const { lags } = this.#instance;
    for (let lag = 0; lag < lags.from.length; lag += 1) {
      const [from, to] = [lags.from[lag], lags.to[lag]];
      if (Math.max(from, to) !== operation) continue;
      const before = lags.fromEnd[lag] === 1 ? this.#ends[from] : this.#starts[from];
      const after = lags.toEnd[lag] === 1 ? this.#ends[to] : this.#starts[to];
      if (after < before + lags.least[lag]) return false;
    }
    return true;
  }

  #leaf(): void {
    const schedule = {
      starts: this.#starts.slice(),
      ends: this.#ends.slice(),
      modes: this.#modes.slice(),
      assignments: new Map(this.#assignments),
    };
    const objective = objectiveOf(
      this.#instance.problem.objective,
      termsOf(this.#instance, schedule, usesByResource(this.#instance, schedule)),
    );
    if (objective >= this.#best || faultsOf(this.#instance, this.#isOpen, schedule).length > 0) return;
    this.#best = objective;
    this.#schedule = schedule;
  }
}

function subsets(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const all: number[][] = [];
  for (let first = from; first <= count - size; first += 1)
    for (const rest of subsets(count, size - 1, first + 1)) all.push([first, ...rest]);
  return all;
}

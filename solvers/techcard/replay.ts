/**
 * Feeds a finished plan to fresh resource models, operation by operation in order of start, with its modes, workers, lines
 * and takts: every operation must be permitted at the very moment at which it starts, and end when it ends.
 */
import { closed, Evaluator } from './evaluator.ts';
import { type Instance, never, type Schedule } from './instance.ts';
import { Kernel } from './kernel.ts';
import { refused } from './resources/model.ts';
import type { Registry } from './resources/registry.ts';
import type { OpeningOf } from './uses.ts';
import { excessOf } from './waits.ts';

export interface ReplayDifference {
  /** -1: of the plan as a whole. */
  readonly operation: number;
  readonly reason: string;
}

/** @returns the first difference; undefined where the plan replays to the same times. */
export function replay(
  instance: Instance,
  openingOf: OpeningOf,
  schedule: Schedule,
  registry?: Registry,
): ReplayDifference | undefined {
  const { starts, ends, modes } = schedule;
  const missing = starts.indexOf(never);
  if (missing >= 0) return { operation: missing, reason: 'it has no start' };
  const kernel = new Kernel(instance, openingOf, registry);
  const replayed = new Replay(kernel, openingOf, schedule);
  const { order } = kernel.precedence;
  const rank = new Int32Array(instance.operations);
  order.forEach((operation, at) => {
    rank[operation] = at;
  });
  // Facts of one moment come first, in the order in which a run takes them.
  const isGiven = Uint8Array.from(instance.givenMode, (mode) => (mode < 0 ? 0 : 1));
  const inTime = Array.from(starts.keys()).sort(
    (a, b) =>
      starts[a] - starts[b] ||
      isGiven[b] - isGiven[a] ||
      (isGiven[a] === 1 ? a - b : ends[a] - ends[b] || rank[a] - rank[b]),
  );
  for (const operation of inTime) {
    const mode = instance.modeFrom[operation] + modes[operation];
    const reason = replayed.feed(operation, mode, starts[operation], ends[operation]);
    if (reason !== undefined) return { operation, reason };
  }
  const { lags, givenMode } = instance;
  for (let lag = 0; lag < lags.from.length; lag += 1)
    if ((givenMode[lags.from[lag]] < 0 || givenMode[lags.to[lag]] < 0) && excessOf(lags, schedule, lag) > 0)
      return { operation: lags.to[lag], reason: 'a lag does not hold' };
  const fault = instance.operations > 0 ? replayed.fault() : undefined;
  return fault === undefined ? undefined : { operation: -1, reason: fault };
}

class Replay {
  readonly #kernel: Kernel;
  readonly #evaluator: Evaluator;
  readonly #schedule: Schedule;

  constructor(kernel: Kernel, openingOf: OpeningOf, schedule: Schedule) {
    this.#kernel = kernel;
    this.#schedule = schedule;
    const uses = kernel.uses.map((list) => list.filter(({ resource }) => !kernel.models[resource].weighsWhole));
    this.#evaluator = new Evaluator(kernel.instance, kernel.models, uses, openingOf);
    for (const model of kernel.models) model.reset(false);
  }

  /** @returns what is wrong with an operation. */
  feed(operation: number, mode: number, start: number, end: number): string | undefined {
    const { models, uses, instance } = this.#kernel;
    for (const use of uses[mode])
      for (const part of use.parts) {
        const assignment = this.#schedule.assignments.get(part.demand);
        if (assignment) models[use.resource].assign(use, part, assignment);
      }
    if (instance.givenMode[operation] < 0) {
      const wrong = this.#ask(operation, mode, start, end);
      if (wrong !== undefined) return wrong;
    }
    for (const use of uses[mode]) models[use.resource].apply(use, 'start', start);
    for (const use of uses[mode]) models[use.resource].apply(use, 'end', end);
    for (const use of uses[mode])
      for (const part of use.parts) {
        const planned = this.#schedule.assignments.get(part.demand)?.batch;
        const batch = models[use.resource].assignment(use, part)?.batch;
        if (planned !== undefined && planned !== batch) return `it falls into batch ${batch}, not ${planned}`;
      }
    return undefined;
  }

  #ask(operation: number, mode: number, start: number, end: number): string | undefined {
    const { models, instance } = this.#kernel;
    const evaluator = this.#evaluator;
    if (start < instance.releases[operation]) return 'it starts before its release';
    const permitted = evaluator.evaluate(mode, start, -never);
    if (permitted === start && evaluator.end === end) return undefined;
    if (permitted === start) return `it ends at ${evaluator.end}, not at ${end}`;
    const when = permitted >= refused ? 'not permitted' : `permitted from ${permitted} on`;
    const { blame, reason } = evaluator;
    const why = blame ? models[blame.resource].explain(reason, blame) : reason === closed ? 'closed' : 'refused';
    return `at ${start} it is ${when}: ${why}`;
  }

  fault(): string | undefined {
    for (const model of this.#kernel.models) {
      const fault = model.fault();
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
}

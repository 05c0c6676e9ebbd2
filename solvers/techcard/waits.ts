/** How long each operation waited after its predecessors allowed it, for whom and why; and which lags a run broke. */
import { closed, endLag } from './evaluator.ts';
import type { Instance, Schedule } from './instance.ts';
import { never } from './instance.ts';
import type { ResourceModel, Use } from './resources/model.ts';

export interface Refusal {
  readonly operation: number;
  /** -1: none. */
  readonly resource: number;
  readonly reason: string;
}

export class Waits {
  /** By operation: seconds between the moment its predecessors and its release allow and its start. */
  readonly seconds: Int32Array;
  readonly #models: readonly ResourceModel[];
  readonly #uses: (Use | undefined)[];
  readonly #reasons: Int32Array;

  constructor({ instance, models }: { readonly instance: Instance; readonly models: readonly ResourceModel[] }) {
    this.#models = models;
    this.seconds = new Int32Array(instance.operations);
    this.#uses = new Array<Use | undefined>(instance.operations).fill(undefined);
    this.#reasons = new Int32Array(instance.operations);
  }

  /** Who moved the start last, by the newest answer. */
  note(operation: number, use: Use | undefined, reason: number): void {
    this.#uses[operation] = use;
    this.#reasons[operation] = reason;
  }

  taken(operation: number, start: number, ready: number): void {
    this.seconds[operation] = start - ready;
  }

  /** The resource that an operation waited for; -1 where it was none. */
  resourceOf(operation: number): number {
    return this.#uses[operation]?.resource ?? -1;
  }

  reasonOf(operation: number): string {
    const use = this.#uses[operation];
    const reason = this.#reasons[operation];
    if (use) return this.#models[use.resource].explain(reason, use);
    if (reason === closed) return 'its resources or workers are not open together';
    if (reason === endLag) return 'its end must not come before a lag allows';
    return 'it was held back';
  }

  refusal(operation: number): Refusal {
    return { operation, resource: this.resourceOf(operation), reason: this.reasonOf(operation) };
  }
}

/** Lags that do not hold between calculated operations, those among facts left out. */
export function brokenLags(
  { lags, givenMode }: Instance,
  { starts, ends }: Pick<Schedule, 'starts' | 'ends'>,
): Int32Array {
  const broken: number[] = [];
  for (let lag = 0; lag < lags.from.length; lag += 1) {
    const [from, to] = [lags.from[lag], lags.to[lag]];
    if (starts[from] === never || starts[to] === never || (givenMode[from] >= 0 && givenMode[to] >= 0)) continue;
    if (excessOf(lags, { starts, ends }, lag) > 0) broken.push(lag);
  }
  return Int32Array.from(broken);
}

/** Seconds that are missing to a lag; 0 or less where it holds. */
export function excessOf(
  lags: Instance['lags'],
  { starts, ends }: Pick<Schedule, 'starts' | 'ends'>,
  lag: number,
): number {
  const from = lags.fromEnd[lag] === 1 ? ends[lags.from[lag]] : starts[lags.from[lag]];
  const to = lags.toEnd[lag] === 1 ? ends[lags.to[lag]] : starts[lags.to[lag]];
  return from + lags.least[lag] - to;
}

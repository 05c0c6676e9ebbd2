/**
 * Everything that crosses a border between the API process, the solver child and a solver thread.
 *
 * Requests, incumbents and results travel as bytes (`node:v8` serialize): the child's main thread passes them on without
 * unpacking them, and what a caller does to its request after handing it in cannot reach a later attempt.
 */

import { deserialize, serialize } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import type { ErrorData } from '../models/errors.ts';

/** What a solve may use; the meaning of each field is that of a plan-request's budget. */
export interface TaskBudget {
  readonly timeMs: number;
  readonly gap: number;
  readonly seed: number;
  readonly deterministic: boolean;
  readonly maxIterations?: number;
}

export interface SolveTask {
  /** The caller's name for the solve, for error messages; two tasks may share one. */
  readonly id: string;
  readonly kind: string;
  /** The kind's request, already parsed. */
  readonly request: unknown;
  readonly budget: TaskBudget;
  /** 0 to 9, 9 first; default 5. */
  readonly priority?: number;
  /** W3C trace context, carried to the thread and given back with its times. */
  readonly traceparent?: string;
}

/** When a thread worked on a task, in milliseconds since 1970, for the span of the thread. */
export interface ThreadTimes {
  readonly threadId: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly traceparent?: string;
}

/** What a thread is told when it starts. */
export interface ThreadSettings {
  readonly registryModule: string;
  /** What one WebAssembly memory may grow to. */
  readonly wasmMemoryMb: number;
}

/** How the child is set up; its one command-line argument, as JSON. */
export interface HostSettings extends ThreadSettings {
  /** What a thread may hold in heap, buffers and WebAssembly together. */
  readonly threadMemoryMb: number;
  readonly threads: number;
  readonly spareThreads: number;
  readonly heartbeatMs: number;
  readonly terminateLimitMs: number;
  readonly resourceLimits: { readonly maxOldGenerationSizeMb?: number; readonly maxYoungGenerationSizeMb?: number };
}

/** What a thread needs besides its stop flag and port. */
export interface Assignment {
  readonly kind: string;
  readonly request: Uint8Array;
  readonly budget: TaskBudget;
  /** When the solver itself must come back: `monotonicMs()`, which all processes of a machine share. */
  readonly stopAt: number;
  /** The best plan of an attempt that was lost, to go on from. */
  readonly incumbent?: Uint8Array;
  readonly traceparent?: string;
}

/** An attempt of a task; `run` is unique within the pool, attempts of the same task included. */
export interface HostTask extends Assignment {
  readonly run: number;
  /** When the thread is aborted, stop flag or not. */
  readonly abortAt: number;
  /** The same where it has handed out no incumbent. */
  readonly abortEmptyHandedAt: number;
}

export interface ThreadTask extends Assignment {
  /** Two Int32, shared: 0 or a `stopFlag`; 0 or the id of the thread that works on it. */
  readonly stop: Int32Array;
  /** One Float64, shared: when that thread began, in milliseconds since 1970; written before its id. */
  readonly startedAt: Float64Array;
  readonly port: MessagePort;
}

export const stopFlag = { none: 0, time: 1, cancelled: 2 } as const;

export type ToHost =
  | { readonly type: 'solve'; readonly task: HostTask }
  | { readonly type: 'cancel'; readonly run: number; readonly graceMs: number }
  | { readonly type: 'exit' };

export type FromHost =
  /** Threads that are loaded and prepared; the first one says that the child is ready. */
  | { readonly type: 'warm-threads'; readonly count: number }
  | { readonly type: 'heartbeat'; readonly residentMb: number }
  /** Of tasks that take a while; the outcome of others tells it. */
  | { readonly type: 'started'; readonly run: number; readonly threadId: number; readonly startedAt: number }
  | FoundIncumbent
  | { readonly type: 'ended'; readonly run: number; readonly outcome: Outcome }
  /** An aborted thread still runs: the child must be replaced. */
  | { readonly type: 'stuck-thread' }
  /** Threads no longer start. */
  | { readonly type: 'broken'; readonly error: ErrorData };

export interface FoundIncumbent {
  readonly type: 'incumbent';
  readonly run: number;
  readonly bytes: Uint8Array;
  /** How often the search had asked for the stop flag by then. */
  readonly iterations: number;
}

export interface FromThread {
  readonly type: 'incumbent';
  readonly bytes: Uint8Array;
  readonly iterations: number;
}

/** What a thread returns. */
export type ThreadOutcome =
  | { readonly type: 'result'; readonly bytes: Uint8Array; readonly times: ThreadTimes }
  | {
      readonly type: 'error';
      readonly error: ErrorData;
      /** It asked for memory that there is not; its thread is whole. */
      readonly outOfMemory: boolean;
      readonly times: ThreadTimes;
    };

export type Outcome =
  | ThreadOutcome
  /** The thread was aborted: the last incumbent is the answer. */
  | { readonly type: 'cut-off' }
  | { readonly type: 'thread-died'; readonly outOfMemory: boolean; readonly message: string };

export function pack(value: unknown): Uint8Array {
  return serialize(value);
}

export function unpack<Value>(bytes: Uint8Array): Value {
  return deserialize(bytes) as Value;
}

/** Milliseconds on the machine's monotonic clock: the same in every process and thread, so that deadlines can be sent. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Settings of the solver pool, with their defaults, and what it reports of its children. */
import { totalmem } from 'node:os';

export interface PoolOptions {
  /** Solves at the same time. */
  readonly threads: number;
  /** How many of them take short work only, so that it flows while long work runs. Default 0. */
  readonly expressThreads?: number;
  /** Tasks that may wait. */
  readonly queueLimit: number;
  /** Module that exports `registry`: kind -> KindSolver. */
  readonly registryModule?: URL;
  /** Threads kept loaded beyond `threads`, so that an aborted one is replaced at once. Default 1. */
  readonly spareThreads?: number;
  /** Least time from the end of a budget to the abort of a thread that does not come back. Default 60. */
  readonly graceMs?: number;
  /** The same after a cancel. Default 500. */
  readonly cancelGraceMs?: number;
  /** Time after which an aborted thread that still runs costs its child its life. Default 2000. */
  readonly terminateLimitMs?: number;
  /** Default 250. */
  readonly heartbeatMs?: number;
  /** Heartbeats in a row that may stay away before a child is killed. Default 20. */
  readonly missedHeartbeats?: number;
  /** Default 60 000. */
  readonly startTimeoutMs?: number;
  /** V8 heap of one thread; default 1024 MB of old generation. ArrayBuffers do not count. */
  readonly resourceLimits?: { readonly maxOldGenerationSizeMb?: number; readonly maxYoungGenerationSizeMb?: number };
  /** What one memory of a WebAssembly library may grow to; default 1024 MB. They declare 2048 themselves. */
  readonly wasmMemoryMb?: number;
  /**
   * What a thread may hold in heap, buffers and WebAssembly together, looked at with each heartbeat; above it the task
   * alone is ended. Default: heap limit and 512 MB.
   */
  readonly threadMemoryMb?: number;
  /**
   * Resident memory of the child at which a fresh one takes over while it finishes its tasks. Must lie well above what
   * an idle child takes (some 100 MB and 40 MB for each thread). Default 512 MB and the heaps of all threads, at most
   * half of the memory that there is.
   */
  readonly recycleAboveMb?: number;
  /** Resident memory of the child at which it is killed at once. Default twice `recycleAboveMb`, at most 80 % of the memory. */
  readonly killAboveMb?: number;
  /** Told of what happens to the children, for logs and metrics. */
  readonly onEvent?: (event: PoolEvent) => void;
}

/** Reason of a `child-ended` that nobody need look into: the pool was closed or the child replaced in order. */
export const ordinaryStop = 'it was stopped';

export type PoolEvent =
  | { readonly type: 'child-ready'; readonly pid: number; readonly startMs: number }
  | { readonly type: 'child-worn'; readonly pid: number; readonly reason: string }
  | {
      readonly type: 'child-ended';
      /** Undefined where the process could not even be made. */
      readonly pid: number | undefined;
      readonly reason: string;
      /** The end of what the child printed. */
      readonly output: string;
      /** Ids of the tasks that it was solving. */
      readonly tasks: readonly string[];
    };

export type FilledOptions = Required<Omit<PoolOptions, 'onEvent'>> & Pick<PoolOptions, 'onEvent'>;

export function withDefaults(options: PoolOptions): FilledOptions {
  const resourceLimits = { maxOldGenerationSizeMb: 1024, ...options.resourceLimits };
  const spareThreads = options.spareThreads ?? 1;
  const memoryMb = machineMemoryMb();
  const heapsMb = (options.threads + spareThreads) * resourceLimits.maxOldGenerationSizeMb;
  const recycleAboveMb = options.recycleAboveMb ?? Math.min(512 + heapsMb, memoryMb / 2);
  return {
    expressThreads: 0,
    graceMs: 60,
    cancelGraceMs: 500,
    terminateLimitMs: 2000,
    wasmMemoryMb: 1024,
    threadMemoryMb: resourceLimits.maxOldGenerationSizeMb + 512,
    heartbeatMs: 250,
    missedHeartbeats: 20,
    startTimeoutMs: 60_000,
    killAboveMb: Math.max(recycleAboveMb, Math.min(2 * recycleAboveMb, 0.8 * memoryMb)),
    ...options,
    registryModule: options.registryModule ?? new URL('../solvers/tasks.ts', import.meta.url),
    spareThreads,
    resourceLimits,
    recycleAboveMb,
  };
}

/** What this process may use: of the machine, or of its container where that is less. */
function machineMemoryMb(): number {
  const held = process.constrainedMemory();
  return Math.min(totalmem(), held > 0 ? held : Infinity) / 2 ** 20;
}

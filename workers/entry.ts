/**
 * Thread side. The registry is loaded and every kind prepared before the module's evaluation ends, so a thread that
 * Piscina calls ready can solve at once. Between tasks the thread sleeps in `Atomics.wait`, its event loop stands still:
 * nothing that a task started may be left over when it returns.
 */
import { once } from 'node:events';
import { type MessagePort, threadId, workerData } from 'node:worker_threads';
import { toErrorData } from '../models/errors.ts';
import { deterministicIterations } from '../models/plan-request.ts';
import type { Incumbent, SolveResult } from '../models/result.ts';
import type { Budget, KindSolver } from '../solvers/solver.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import {
  type Assignment,
  type FromThread,
  monotonicMs,
  pack,
  stopFlag,
  type ThreadOutcome,
  type ThreadSettings,
  type ThreadTask,
  unpack,
} from './protocol.ts';
import { holdWasmMemory } from './wasm-ceiling.ts';

type AnySolver = KindSolver<unknown, unknown>;
type Registry = Readonly<Record<string, AnySolver>>;

const { registryModule, wasmMemoryMb } = workerData as ThreadSettings;
holdWasmMemory(wasmMemoryMb);
const { registry } = (await import(registryModule)) as { registry: Registry };
await Promise.all(Object.values(registry).map((solver) => solver.prepare()));

/** Returns once the module is loaded, that is when the thread can solve. */
export function warm(): void {}

/** Solves one task. Never rejects: an error crosses as data. */
export default async function solveTask(task: ThreadTask): Promise<ThreadOutcome> {
  const { port, traceparent } = task;
  const startedAt = performance.timeOrigin + performance.now();
  task.startedAt[0] = startedAt;
  Atomics.store(task.stop, 1, threadId);
  const times = () => ({ threadId, startedAt, endedAt: performance.timeOrigin + performance.now(), traceparent });
  try {
    const solver = solverOf(task.kind);
    // Libraries that an earlier task has crashed are loaded afresh; for whole ones this costs nothing.
    await solver.prepare();
    const result = solve(task, solver);
    return { type: 'result', bytes: pack(result), times: times() };
  } catch (error) {
    return { type: 'error', error: toErrorData(error), outOfMemory: isOutOfMemory(error), times: times() };
  } finally {
    // Incumbents are in the other side's queue already; closing takes a turn of the event loop, which has to be now.
    port.close();
    await once(port, 'close');
  }
}

function solverOf(kind: string): AnySolver {
  if (!Object.hasOwn(registry, kind)) throw new Error(`no solver for kind "${kind}"`);
  return registry[kind];
}

function solve(task: ThreadTask, solver: AnySolver): SolveResult<unknown> {
  const result = solver.solve(requestOf(task, solver), budgetOf(task));
  // The solver sees one stop signal; whether time or a caller raised it is known here.
  if (result.endedBy !== 'time' && result.endedBy !== 'cancelled') return result;
  const cancelled = Atomics.load(task.stop, 0) === stopFlag.cancelled;
  return { ...result, endedBy: cancelled ? 'cancelled' : 'time' };
}

function requestOf(task: Assignment, solver: AnySolver): unknown {
  const request = unpack(task.request);
  if (task.incumbent === undefined) return request;
  return solver.resumeFrom(request, unpack<Incumbent>(task.incumbent).plan);
}

function budgetOf({ budget, stop, stopAt, port }: ThreadTask): Budget {
  // performance.now() is several times cheaper than hrtime, and this is asked in the innermost loops.
  const stopAtHere = performance.now() + (stopAt - monotonicMs());
  let iterations = 0;
  return {
    seed: budget.seed,
    gap: budget.gap,
    maxIterations: budget.maxIterations ?? (budget.deterministic ? deterministicIterations : Infinity),
    shouldStop() {
      iterations++;
      if (Atomics.load(stop, 0) !== stopFlag.none) return true;
      return !budget.deterministic && performance.now() >= stopAtHere;
    },
    remainingMs: () => (budget.deterministic ? Infinity : Math.max(0, stopAtHere - performance.now())),
    onIncumbent: (found) => post(port, { type: 'incumbent', bytes: pack(found), iterations }),
  };
}

function post(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}

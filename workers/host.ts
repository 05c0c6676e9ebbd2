/**
 * Main thread of the solver child: Piscina, a stop flag and two timers per task, heartbeats. It unpacks nothing and keeps
 * no queue, so that its event loop is free and its death loses no more than the attempts that ran.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { toErrorData } from '../models/errors.ts';
import { Attempt } from './attempt.ts';
import { Outbox } from './outbox.ts';
import type { FromHost, HostSettings, HostTask, ThreadSettings, ToHost } from './protocol.ts';

const settings = JSON.parse(process.argv[2]) as HostSettings;
const threadCount = settings.threads + settings.spareThreads;
const attempts = new Map<number, Attempt>();
const outbox = new Outbox<FromHost>((messages, written) => {
  if (process.connected) process.send!(messages, undefined, undefined, written);
});
let warmThreads = 0;
let ready = false;

protectParent();
const piscina = new Piscina({
  filename: fileURLToPath(new URL('./entry.ts', import.meta.url)),
  minThreads: threadCount,
  maxThreads: threadCount,
  concurrentTasksPerWorker: 1,
  recordTiming: false,
  resourceLimits: settings.resourceLimits,
  workerData: { registryModule: settings.registryModule, wasmMemoryMb: settings.wasmMemoryMb } satisfies ThreadSettings,
});
piscina.on('workerCreate', () => changeWarmThreads(1));
piscina.on('workerDestroy', () => changeWarmThreads(-1));
// A thread that dies while it loads is an error of the pool, and Piscina starts no further ones after it.
piscina.on('error', (error: unknown) => send({ type: 'broken', error: toErrorData(error) }));
process.on('message', (messages: readonly ToHost[]) => {
  for (const message of messages) receive(message);
});
setInterval(() => {
  const residentMb = process.memoryUsage.rss() / 2 ** 20;
  send({ type: 'heartbeat', residentMb });
  // No thread can hold more than all of them together, so that nobody is asked in ordinary times.
  if (residentMb > settings.threadMemoryMb)
    for (const attempt of attempts.values()) void attempt.watchMemory(settings.threadMemoryMb);
}, settings.heartbeatMs);
await warmUp();

/** The API process must outlive this one, and this one must not outlive it. */
function protectParent(): void {
  // Ctrl-C reaches the whole process group; the API process alone decides when this one ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  // A plain exit would wait for threads, and one of them may be in an endless loop.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  try {
    // Where the machine runs out of memory, Linux should take this process first.
    writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // Not Linux, or not allowed: the memory ceilings of the pool remain.
  }
}

async function warmUp(): Promise<void> {
  // Piscina calls its first threads ready before they are; an abortable task has a thread to itself, so so many of
  // them return when every thread is loaded.
  const { signal } = new AbortController();
  const warm = Array.from({ length: threadCount }, () => piscina.run(undefined, { name: 'warm', signal }));
  try {
    await Promise.all(warm);
    ready = true;
    changeWarmThreads(0);
  } catch (error) {
    send({ type: 'broken', error: toErrorData(error) });
  }
}

function changeWarmThreads(change: number): void {
  warmThreads += change;
  if (ready) send({ type: 'warm-threads', count: warmThreads });
}

function receive(message: ToHost): void {
  if (message.type === 'solve') void solve(message.task);
  else if (message.type === 'cancel') attempts.get(message.run)?.cancel(message.graceMs);
  else void piscina.destroy().finally(() => process.exit(0));
}

async function solve(task: HostTask): Promise<void> {
  const attempt = new Attempt(task, piscina, send, settings.terminateLimitMs);
  attempts.set(task.run, attempt);
  const outcome = await attempt.outcome();
  attempts.delete(task.run);
  send({ type: 'ended', run: task.run, outcome });
}

function send(message: FromHost, sent?: () => void): void {
  outbox.send(message, sent);
}

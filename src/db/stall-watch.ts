/**
 * Ends a process whose event loop stands still for good. An embedded database runs in it, and a bug or a failing disk
 * that makes it spin leaves nobody to answer a probe or a signal; a process that has ended is started again, and the
 * database recovers from its log.
 */
import { Worker } from 'node:worker_threads';

/** Nothing in the service keeps the event loop for a second. */
const stallSeconds = 30;

/**
 * Counts its own ticks, not the clock: a process that was stopped as a whole, or a machine that slept, did not stall.
 * Runs while nothing else can: no module of ours, and the words go to the descriptor itself.
 */
const watcher = `
const { workerData: { beats, stallTicks, tickMs } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const inspector = require('node:inspector');
let last = -1, still = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  still = now === last && inspector.url() === undefined ? still + 1 : 0;
  last = now;
  if (still < stallTicks) return;
  try { writeSync(2, 'takt: the process has stood still for ' + (stallTicks * tickMs) / 1000 + ' s inside its embedded database and is ended; is the disk full?\\n'); } catch {}
  process.kill(process.pid, 'SIGKILL');
}, tickMs);
`;

/** @returns a function that ends the watch. */
export function watchStalls(seconds = stallSeconds): () => void {
  const tickMs = Math.min(1000, (seconds * 1000) / 4);
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const timer = setInterval(() => Atomics.add(beats, 0, 1), tickMs / 2).unref();
  const stallTicks = Math.ceil((seconds * 1000) / tickMs);
  const worker = new Worker(watcher, { eval: true, workerData: { beats, stallTicks, tickMs }, execArgv: [] });
  worker.unref();
  // Without it the service is as it was before there was one.
  worker.on('error', () => {});
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}

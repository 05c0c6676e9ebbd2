/** One attempt of a task inside the solver child: from the thread's start to an outcome, in time. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import {
  type FromHost,
  type FromThread,
  type HostTask,
  monotonicMs,
  type Outcome,
  stopFlag,
  type ThreadOutcome,
  type ThreadTask,
} from './protocol.ts';

/** Incumbents of a task on their way to the API process; while so many are, only the newest waits. */
const mostIncumbentsInFlight = 16;

/** How long a task must take for its start to be told apart from its end. */
const tellStartAfterMs = 25;

type Send = (message: FromHost, sent?: () => void) => void;

/**
 * One task on one thread. Running: the thread works. Stopping: the flag is up, entered at `stopAt` or by a cancel.
 * Aborted: the thread is ended and the last incumbent stands, entered at `abortAt` or a grace period after a cancel.
 */
export class Attempt {
  readonly #task: HostTask;
  readonly #piscina: Piscina;
  readonly #send: Send;
  readonly #terminateLimitMs: number;
  readonly #shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT + Float64Array.BYTES_PER_ELEMENT);
  readonly #stop = new Int32Array(this.#shared, 0, 2);
  readonly #startedAt = new Float64Array(this.#shared, 2 * Int32Array.BYTES_PER_ELEMENT, 1);
  readonly #abort = new AbortController();
  readonly #ports = new MessageChannel();
  readonly #timers: NodeJS.Timeout[] = [];
  #toldStart = false;
  #foundOne: boolean;
  /** Why it was ended, where that was for its memory. */
  #overMemory: string | undefined;
  #isAsked = false;
  #ended = false;
  #inFlight = 0;
  #waiting: FromHost | undefined;

  constructor(task: HostTask, piscina: Piscina, send: Send, terminateLimitMs: number) {
    this.#task = task;
    this.#foundOne = task.incumbent !== undefined;
    this.#piscina = piscina;
    this.#send = send;
    this.#terminateLimitMs = terminateLimitMs;
  }

  /** Runs the task. Every incumbent has been sent when it resolves; it never rejects. */
  async outcome(): Promise<Outcome> {
    this.#ports.port1.on('message', (message: FromThread) => this.#hear(message));
    this.#at(monotonicMs() + tellStartAfterMs, () => this.#tellStart());
    this.#at(this.#task.stopAt, () => this.#raise(stopFlag.time));
    this.#at(this.#task.abortAt, () => this.#foundOne && this.#cutOff());
    this.#at(this.#task.abortEmptyHandedAt, () => this.#cutOff());
    try {
      return await this.#run(this.#ports.port2);
    } catch (error) {
      if (this.#overMemory) return { type: 'thread-died', outOfMemory: true, message: this.#overMemory };
      if (this.#abort.signal.aborted) return { type: 'cut-off' };
      const { code, message } = error as { code?: string; message: string };
      return { type: 'thread-died', outOfMemory: code === 'ERR_WORKER_OUT_OF_MEMORY', message };
    } finally {
      this.#ended = true;
      for (const timer of this.#timers) clearTimeout(timer);
      this.#drain();
      this.#ports.port1.close();
      this.#flush();
    }
  }

  /** Raises the stop flag, and aborts the thread if it does not come back within the grace period. */
  cancel(graceMs: number): void {
    this.#raise(stopFlag.cancelled);
    this.#at(monotonicMs() + graceMs, () => this.#cutOff());
  }

  /** Ends the thread if it holds more than this: its neighbours need not go with it. Buffers and WebAssembly count. */
  async watchMemory(ceilingMb: number): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    // V8 answers from within loops, of JavaScript and WebAssembly; a single long operation is waited for.
    const statistics = await this.#thread()
      ?.getHeapStatistics()
      .catch(() => undefined);
    this.#isAsked = false;
    if (statistics === undefined || this.#ended || this.#abort.signal.aborted) return;
    const heldMb = (statistics.total_heap_size + statistics.external_memory) / 2 ** 20;
    if (heldMb <= ceilingMb) return;
    this.#overMemory = `its thread held ${Math.round(heldMb)} MB of memory`;
    this.#cutOff();
  }

  #run(port: MessagePort): Promise<ThreadOutcome> {
    const { kind, budget, stopAt, traceparent } = this.#task;
    // Copies, because a view into the channel's buffer would drag all of that buffer along.
    const request = new Uint8Array(this.#task.request);
    const incumbent = this.#task.incumbent && new Uint8Array(this.#task.incumbent);
    const [stop, startedAt] = [this.#stop, this.#startedAt];
    const task: ThreadTask = { kind, request, budget, stopAt, incumbent, traceparent, stop, startedAt, port };
    return this.#piscina.run(task, { transferList: [port, request.buffer], signal: this.#abort.signal });
  }

  #thread(): Worker | undefined {
    const threadId = Atomics.load(this.#stop, 1);
    return this.#piscina.threads.find((candidate) => candidate.threadId === threadId);
  }

  /** A message for each task would cost a short one as much as its solving. */
  #tellStart(): void {
    const threadId = Atomics.load(this.#stop, 1);
    if (threadId === 0) this.#at(monotonicMs() + tellStartAfterMs, () => this.#tellStart());
    else if (!this.#toldStart) {
      this.#toldStart = true;
      this.#send({ type: 'started', run: this.#task.run, threadId, startedAt: this.#startedAt[0] });
    }
  }

  /** Only the first reason counts. */
  #raise(reason: number): void {
    Atomics.compareExchange(this.#stop, 0, stopFlag.none, reason);
  }

  #cutOff(): void {
    if (this.#abort.signal.aborted) return;
    this.#drain();
    const thread = this.#thread();
    if (thread) {
      this.#tellStart();
      const stuck = setTimeout(() => this.#send({ type: 'stuck-thread' }), this.#terminateLimitMs);
      thread.once('exit', () => clearTimeout(stuck));
    }
    this.#abort.abort();
  }

  /** Takes what the thread has posted but the event loop not delivered yet, so that nothing comes after the outcome. */
  #drain(): void {
    const { port1 } = this.#ports;
    for (let entry = receiveMessageOnPort(port1); entry; entry = receiveMessageOnPort(port1)) this.#hear(entry.message);
  }

  #hear(message: FromThread): void {
    this.#foundOne = true;
    this.#waiting = { ...message, run: this.#task.run };
    if (this.#inFlight < mostIncumbentsInFlight) this.#flush();
  }

  #flush(): void {
    const message = this.#waiting;
    if (message === undefined) return;
    this.#waiting = undefined;
    this.#inFlight++;
    this.#send(message, () => {
      this.#inFlight--;
      this.#flush();
    });
  }

  #at(when: number, act: () => void): void {
    this.#timers.push(setTimeout(act, Math.max(0, when - monotonicMs())));
  }
}

/** The API process's handle on one solver child: start, heartbeats, memory ceilings, end. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ErrorData, fromErrorData, type TaktError } from '../models/errors.ts';
import { ordinaryStop } from './options.ts';
import { Outbox } from './outbox.ts';
import { type FromHost, type HostSettings, monotonicMs, type ToHost } from './protocol.ts';

/** How long a child may take to go when it is asked to. */
const stopLimitMs = 1000;
/** How much of what a child prints is kept, for the report of its death. */
const outputTail = 4000;

/** How long the last of it is waited for. */
const outputLimitMs = 200;

export interface ChildLimits {
  readonly startTimeoutMs: number;
  /** Heartbeats in a row that may stay away. */
  readonly missedHeartbeats: number;
  /** Resident memory at which the child takes no new tasks and a fresh one takes over. */
  readonly recycleAboveMb: number;
  /** Resident memory at which it is killed at once. */
  readonly killAboveMb: number;
}

export interface Death {
  readonly reason: string;
  /** Killed for its memory, or ended by V8 for want of it. */
  readonly outOfMemory: boolean;
  /** The child had become ready before. */
  readonly wasReady: boolean;
  /** Where the child itself told what was wrong. */
  readonly error?: TaktError;
  /** The end of what it printed. */
  readonly output: string;
}

export interface ChildObserver {
  /** Its threads are loaded, `startMs` after the process was started. */
  ready(child: SolverChild, startMs: number): void;
  /** Everything but heartbeats; `child.warmThreads` and `child.occupied` are up to date. */
  message(child: SolverChild, message: FromHost): void;
  /** It should take no further task: too much memory, a stuck thread, threads that no longer start. */
  worn(child: SolverChild, reason: string): void;
  /** The process is gone and all that it had sent has been delivered. Called once, also after `stop()`. */
  died(child: SolverChild, death: Death): void;
}

export class SolverChild {
  /** Attempts that occupy a thread, by run number. */
  readonly occupied = new Set<number>();
  warmThreads = 0;
  ready = false;
  /** Takes no further task. */
  worn = false;
  residentMb = 0;

  readonly #process: ChildProcess;
  readonly #outbox = new Outbox<ToHost>((messages, written) => {
    // A failed send means that the child is going; its death is told apart from this.
    if (this.#process.connected) this.#process.send([...messages], written);
  });
  readonly #limits: ChildLimits;
  readonly #observer: ChildObserver;
  readonly #startTimer: NodeJS.Timeout;
  readonly #heartbeatTimer: NodeJS.Timeout;
  readonly #ended = Promise.withResolvers<void>();
  readonly #startedAt = monotonicMs();
  #stopTimer: NodeJS.Timeout | undefined;
  #beatSinceLastLook = true;
  #missed = 0;
  #reason: string | undefined;
  #outOfMemory = false;
  #error: ErrorData | undefined;
  #output = '';

  constructor(settings: HostSettings, limits: ChildLimits, observer: ChildObserver) {
    this.#limits = limits;
    this.#observer = observer;
    this.#process = fork(fileURLToPath(new URL('./host.ts', import.meta.url)), [JSON.stringify(settings)], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process.on('message', (messages: readonly FromHost[]) => {
      for (const message of messages) this.#receive(message);
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-outputTail);
      });
    this.#startTimer = setTimeout(() => this.kill('it did not start in time'), limits.startTimeoutMs);
    this.#heartbeatTimer = setInterval(() => this.#look(), settings.heartbeatMs);
    void this.#watchEnd();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  send(message: ToHost): void {
    this.#outbox.send(message);
  }

  /** Ends the process at once. */
  kill(reason: string, outOfMemory = false): void {
    this.#reason ??= reason;
    this.#outOfMemory ||= outOfMemory;
    this.#process.kill('SIGKILL');
  }

  /** Asks the process to go, and makes it. Resolves when it is gone. */
  stop(): Promise<void> {
    this.#reason ??= ordinaryStop;
    if (this.#stopTimer === undefined) {
      this.send({ type: 'exit' });
      this.#stopTimer = setTimeout(() => this.#process.kill('SIGKILL'), stopLimitMs);
    }
    return this.#ended.promise;
  }

  #receive(message: FromHost): void {
    if (message.type === 'heartbeat') {
      this.#beatSinceLastLook = true;
      this.#watchMemory(message.residentMb);
      return;
    }
    if (message.type === 'warm-threads') {
      this.warmThreads = message.count;
      if (!this.ready) this.#becomeReady();
    } else if (message.type === 'ended') this.occupied.delete(message.run);
    else if (message.type === 'stuck-thread') this.#wear('an aborted thread went on running');
    else if (message.type === 'broken') {
      this.#error = message.error;
      if (this.ready) this.#wear(`its threads do not start: ${message.error.message}`);
      else this.kill(`its threads do not start: ${message.error.message}`);
    }
    this.#observer.message(this, message);
  }

  #becomeReady(): void {
    this.ready = true;
    clearTimeout(this.#startTimer);
    this.#observer.ready(this, monotonicMs() - this.#startedAt);
  }

  /** Looks counted one by one: where this process itself stood still, the child is given the time to catch up. */
  #look(): void {
    if (!this.ready) return;
    this.#missed = this.#beatSinceLastLook ? 0 : this.#missed + 1;
    this.#beatSinceLastLook = false;
    if (this.#missed >= this.#limits.missedHeartbeats) this.kill('it no longer answered');
  }

  #watchMemory(residentMb: number): void {
    this.residentMb = residentMb;
    const report = `it held ${Math.round(residentMb)} MB of memory`;
    if (residentMb > this.#limits.killAboveMb) this.kill(report, true);
    else if (residentMb > this.#limits.recycleAboveMb) this.#wear(report);
  }

  #wear(reason: string): void {
    if (this.worn) return;
    this.worn = true;
    this.#observer.worn(this, reason);
  }

  async #watchEnd(): Promise<void> {
    const exit = new Promise<string>((resolve) => {
      this.#process.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
      this.#process.once('error', (error) => resolve(error.message));
    });
    // The channel may still hold results when the process is gone; it disconnects after the last of them.
    const disconnect = new Promise<void>((resolve) => {
      if (this.#process.connected) this.#process.once('disconnect', resolve);
      else resolve();
    });
    const [how] = await Promise.all([exit, disconnect]);
    await this.#lastOutput();
    clearTimeout(this.#startTimer);
    clearTimeout(this.#stopTimer);
    clearInterval(this.#heartbeatTimer);
    this.#observer.died(this, {
      reason: this.#reason ?? how,
      outOfMemory: this.#outOfMemory || /heap out of memory/.test(this.#output),
      wasReady: this.ready,
      error: this.#error && fromErrorData(this.#error),
      output: this.#output,
    });
    this.#ended.resolve();
  }

  /** What the process printed last may come after its exit; a process of its own may keep the pipe open for ever. */
  async #lastOutput(): Promise<void> {
    const stderr = this.#process.stderr;
    if (stderr === null || stderr.closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, outputLimitMs);
    stderr.once('close', resolve);
    await promise;
    clearTimeout(timer);
  }
}

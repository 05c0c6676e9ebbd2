/** A child of the campaign that can die and come back: one module, one message that tells it what to do. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';

export class HostProcess {
  readonly #module: URL;
  readonly #options: object;
  readonly #logFile: string;
  #child: ChildProcess | undefined;
  #mayEnd = false;
  /** Ends that nobody had asked for. */
  readonly unexpected: string[] = [];
  readonly #killWithUs = () => this.#child?.kill('SIGKILL');

  /**
   * @param options - handed over as the first message; the module answers with one when it is ready.
   * @param logFile - what it says on standard error is added to it.
   */
  constructor(module: URL, options: object, logFile: string) {
    this.#module = module;
    this.#options = options;
    this.#logFile = logFile;
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.isAlive ? this.#child!.pid : undefined;
  }

  /** @throws Error where it ends before it is ready. */
  async start(): Promise<void> {
    if (this.isAlive) return;
    const child = fork(this.#module, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child = child;
    this.#mayEnd = false;
    // One that is stopped by a signal would not see that its parent is gone.
    process.once('exit', this.#killWithUs);
    child.stderr!.on('data', (text: Buffer) => appendFileSync(this.#logFile, text));
    const name = this.#module.pathname.split('/').at(-1);
    const ended = once(child, 'exit').then(([code, signal]) => {
      process.off('exit', this.#killWithUs);
      if (!this.#mayEnd) this.unexpected.push(`${name} ended by itself (${signal ?? code})`);
      throw new Error(`${name} ended (${signal ?? code}); its log is ${this.#logFile}`);
    });
    ended.catch(() => {});
    child.send(this.#options);
    await Promise.race([once(child, 'message'), ended]);
  }

  send(message: object): void {
    if (this.isAlive) this.#child!.send(message, () => {});
  }

  /** @returns its answer; undefined where none comes in time. */
  async ask<Answer>(message: object, limitMs = 500): Promise<Answer | undefined> {
    if (!this.isAlive) return undefined;
    const answer = once(this.#child!, 'message', { signal: AbortSignal.timeout(limitMs) });
    this.send(message);
    return answer.then(([first]) => first as Answer).catch(() => undefined);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.isAlive) this.#child!.kill(name);
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return;
    this.#mayEnd = true;
    const ended = once(this.#child!, 'exit');
    this.#child!.kill('SIGKILL');
    await ended;
  }

  /** Lets it end in order, and by force where that takes too long. */
  async close(limitMs = 15_000): Promise<void> {
    if (!this.isAlive) return;
    this.#mayEnd = true;
    const ended = once(this.#child!, 'exit');
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), limitMs);
    this.signal('SIGCONT');
    this.#child!.disconnect();
    await ended;
    clearTimeout(timer);
  }
}

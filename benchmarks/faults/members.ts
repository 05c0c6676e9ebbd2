/** Processes of the service under faults: each keeps its port and its settings through any number of deaths. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ErrorData, fromErrorData } from '../../models/errors.ts';
import type { SettingName } from '../../src/config.ts';
import { freePort } from '../../src/testing/free-port.ts';
import { childrenOf } from './processes.ts';

export type Settings = Partial<Record<SettingName, string>> & { [name: `TAKT_BENCH_${string}`]: string };

export interface MemberOptions {
  readonly name: string;
  readonly settings: Settings;
  /** What it logs is added to this file. */
  readonly logFile: string;
  /** A module that is loaded before the service. */
  readonly preload?: URL;
}

export class Member {
  readonly name: string;
  readonly port: number;
  readonly #options: MemberOptions;
  #process: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();
  #mayDie = true;
  /** Deaths that nobody had asked for. */
  readonly unexpected: string[] = [];

  private constructor(options: MemberOptions, port: number) {
    this.name = options.name;
    this.#options = options;
    this.port = port;
  }

  static async create(options: MemberOptions): Promise<Member> {
    return new Member(options, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isAlive(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** @throws Error where it does not run. */
  get pid(): number {
    if (!this.isAlive) throw new Error(`${this.name} does not run`);
    return this.#process!.pid!;
  }

  /** The process with the solver threads. */
  get solverPid(): number | undefined {
    return childrenOf(this.pid)[0];
  }

  /** @throws TaktError what the service says where it does not start. */
  async start(): Promise<void> {
    if (this.isAlive) return;
    const { settings, logFile, preload } = this.#options;
    const child = fork(fileURLToPath(new URL('fault-host.ts', import.meta.url)), {
      env: { PATH: process.env.PATH, TAKT_LOG_LEVEL: 'info', ...settings, TAKT_PORT: String(this.port) },
      execArgv: preload ? ['--import', preload.href] : [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (text: Buffer) => appendFileSync(logFile, `${this.name} ${child.pid}: ${text}`));
    this.#process = child;
    this.#mayDie = true;
    this.#exited = once(child, 'exit').then(([code, signal]) => {
      if (!this.#mayDie) this.unexpected.push(`${this.name} ended by itself (${signal ?? code})`);
    });
    const message = await Promise.race([
      once(child, 'message').then(([answer]) => answer as { url: string } | { error: ErrorData }),
      this.#exited.then(() => {
        throw new Error(`${this.name} ended before it was ready; its log is ${logFile}`);
      }),
    ]);
    if ('error' in message) throw fromErrorData(message.error);
    this.#mayDie = false;
  }

  /** From now on it may die without that being a fault of the service. */
  allowDeath(): void {
    this.#mayDie = true;
  }

  forbidDeath(): void {
    this.#mayDie = false;
  }

  /** Sends a signal; those that end it are expected to. */
  signal(name: NodeJS.Signals): void {
    if (name === 'SIGKILL' || name === 'SIGTERM') this.#mayDie = true;
    this.#process?.kill(name);
  }

  exited(): Promise<unknown> {
    return this.#exited;
  }

  /** Ends it at once, with all its children: a solver process that is left alone ends by itself, only later. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#exited;
  }

  /** Ends it in order, and by force where that takes more than `limitMs`. */
  async close(limitMs = 30_000): Promise<void> {
    if (!this.isAlive) return;
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), limitMs);
    await this.#exited;
    clearTimeout(timer);
  }
}

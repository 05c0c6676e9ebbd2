/** A Mosquitto of one's own, to be killed and started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** @returns the program, which Debian keeps where the PATH of ordinary users does not look; undefined: not installed. */
export function findMosquitto(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'mosquitto')).find((file) => existsSync(file));
}

export class Mosquitto {
  readonly port: number;
  /** For its files; gone after `close`. */
  readonly folder: string;
  readonly #program: string;
  #process: ChildProcess | undefined;

  private constructor(program: string, port: number, folder: string) {
    this.#program = program;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts one on a free port of loopback.
   * @param settings - lines of its configuration after the listener; default: everybody may do everything.
   * @throws where it is not installed or does not answer.
   */
  static async start(
    settings: (folder: string) => readonly string[] = () => ['allow_anonymous true'],
  ): Promise<Mosquitto> {
    const program = findMosquitto();
    if (!program) throw new Error('mosquitto is not installed');
    const broker = new Mosquitto(program, await freePort(), mkdtempSync(join(tmpdir(), 'takt-mosquitto-')));
    const lines = [`listener ${broker.port} 127.0.0.1`, ...settings(broker.folder)];
    // Started by root it gives up its rights, and could no longer read a folder that is root's alone.
    if (process.getuid?.() === 0) lines.unshift('user root');
    writeFileSync(broker.#configuration, `${lines.join('\n')}\n`);
    await broker.startAgain();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** After `kill`, on the same port. */
  async startAgain(): Promise<void> {
    const child = spawn(this.#program, ['-c', this.#configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    for (let attempt = 0; attempt < 200; attempt++) {
      if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}: ${said}`);
      if (await answers(this.port)) return;
      await delay(25);
    }
    throw new Error(`mosquitto did not answer on port ${this.port}: ${said}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #configuration(): string {
    return join(this.folder, 'mosquitto.conf');
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

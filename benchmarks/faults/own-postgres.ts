/** A PostgreSQL server of a measurement's own, which it may stop, freeze and kill: a temporary folder, a free port. */
import { execFile, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../src/testing/free-port.ts';
import { processTree } from './processes.ts';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql';

/** Folder of `initdb` and `pg_ctl` of the newest version that is installed; undefined where there is none. */
export function findPostgres(): string | undefined {
  if (!existsSync(programs)) return undefined;
  const versions = readdirSync(programs).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(programs, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

export class OwnPostgres {
  readonly port: number;
  readonly #folder: string;
  readonly #programs: string;

  private constructor(port: number, folder: string, programs: string) {
    this.port = port;
    this.#folder = folder;
    this.#programs = programs;
  }

  /** @throws Error where no server is installed (see `findPostgres`) or it does not start. */
  static async create(): Promise<OwnPostgres> {
    const found = findPostgres();
    if (!found) throw new Error('PostgreSQL is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'takt-faults-postgres-'));
    if (process.getuid?.() === 0) chownSync(folder, postgresUser(), -1);
    const server = new OwnPostgres(await freePort(), folder, found);
    await server.#as('initdb', '-D', server.#data, '-U', 'postgres', '-A', 'trust', '--no-sync');
    await server.start();
    return server;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  url(database = 'postgres', port = this.port): string {
    return `postgres://postgres@127.0.0.1:${port}/${database}`;
  }

  async start(): Promise<void> {
    const settings = `-p ${this.port} -k ${this.#folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60`;
    await this.#as(
      'pg_ctl',
      '-D',
      this.#data,
      '-w',
      '-t',
      '120',
      '-l',
      join(this.#folder, 'log'),
      '-o',
      settings,
      'start',
    );
  }

  /** @param mode - `fast` ends the sessions first; `immediate` dies like a crash. */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    await this.#as('pg_ctl', '-D', this.#data, '-w', '-t', '60', '-m', mode, 'stop');
  }

  /** The server with all its sessions dies at once. Resolves when the port is free again. */
  async kill(): Promise<void> {
    const pids = this.#pids();
    for (const pid of pids) signal(pid, 'SIGKILL');
    while (pids.some((pid) => signal(pid, 0))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Stops (SIGSTOP) or wakes (SIGCONT) the server and all its sessions. */
  freeze(what: 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of this.#pids()) signal(pid, what);
  }

  async remove(): Promise<void> {
    if (existsSync(join(this.#data, 'postmaster.pid'))) {
      this.freeze('SIGCONT');
      await this.stop('immediate').catch(() => {});
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pids(): number[] {
    return processTree(Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0]));
  }

  /** PostgreSQL refuses to run as root. */
  async #as(program: string, ...words: string[]): Promise<void> {
    const file = join(this.#programs, program);
    if (process.getuid?.() === 0) await run('runuser', ['-u', 'postgres', '--', file, ...words], { cwd: '/' });
    else await run(file, words);
  }
}

function postgresUser(): number {
  return Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

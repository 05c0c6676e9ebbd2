/** Where a fault takes place: the service's processes around a store, a client that sends to them, and ways to look. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPgliteFolder } from '../../src/db/pglite.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { testCacheDir } from '../../src/testing/database.ts';
import { type History, readHistory } from './history.ts';
import { Member, type Settings } from './members.ts';
import type { OwnPostgres } from './own-postgres.ts';
import { TcpProxy } from './tcp-proxy.ts';

const common: Settings = { TAKT_THREADS: '1', TAKT_CACHE_DIR: testCacheDir, TAKT_STOP_SECONDS: '3' };

export interface Stage {
  readonly members: readonly Member[];
  /** Those that take plans. */
  readonly apis: readonly Member[];
  /** Plans that somebody solves now; 0 where nobody can tell. */
  running(): Promise<number>;
  /** Plans that have not ended; Infinity where nobody can tell. */
  unended(): Promise<number>;
  /** Of the plans whose names begin so. */
  history(prefix: string): Promise<History>;
  /** Connections that stayed in a transaction, and the like. */
  leaks(): Promise<string[]>;
  /** @param keepLogAs - a file to which the logs of the processes are moved; absent: they go. */
  close(keepLogAs?: string): Promise<void>;
}

/** For files of the processes of one stage. */
export function stageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'takt-faults-'));
  mkdirSync(join(folder, 'harm'));
  return folder;
}

function removeFolder(folder: string, keepLogAs: string | undefined): void {
  const log = join(folder, 'log');
  if (keepLogAs !== undefined && existsSync(log)) copyFileSync(log, keepLogAs);
  rmSync(folder, { recursive: true, force: true });
}

export interface PostgresLayout {
  /** Also a process with the role `bridge`. */
  readonly bridge?: boolean;
  /** Loaded before the first solver process. */
  readonly preload?: URL;
  readonly settings?: Settings;
}

/** One process that takes plans, two that solve, perhaps one for the ovens, on a database of their own. */
export class PostgresStage implements Stage {
  readonly folder = stageFolder();
  /** From the first solver process to the database, and from all others. */
  links!: { readonly left: TcpProxy; readonly others: TcpProxy };
  api!: Member;
  left!: Member;
  right!: Member;
  bridge: Member | undefined;
  /** Between client and API. */
  front!: TcpProxy;
  readonly server: OwnPostgres;
  readonly #database: string;

  private constructor(server: OwnPostgres, database: string) {
    this.server = server;
    this.#database = database;
  }

  static async open(server: OwnPostgres, database: string, layout: PostgresLayout = {}): Promise<PostgresStage> {
    const stage = new PostgresStage(server, database);
    await withDatabase(server.url(), (admin) => admin.query(`create database ${database}`));
    stage.links = { left: await TcpProxy.start(server.port), others: await TcpProxy.start(server.port) };
    const member = (name: string, roles: string, link: TcpProxy, preload?: URL) =>
      Member.create({
        name,
        preload,
        logFile: join(stage.folder, 'log'),
        settings: {
          ...common,
          TAKT_BENCH_FAULT_FOLDER: join(stage.folder, 'harm'),
          ...layout.settings,
          TAKT_ROLES: roles,
          DATABASE_URL: server.url(database, link.port),
        },
      });
    stage.api = await member('api', 'api', stage.links.others);
    stage.left = await member('left', 'solver', stage.links.left, layout.preload);
    stage.right = await member('right', 'solver', stage.links.others);
    if (layout.bridge) stage.bridge = await member('bridge', 'bridge', stage.links.others);
    // One after the other: they load the same libraries, and on a busy machine a start has its time limit, too.
    for (const one of stage.members) await one.start();
    stage.front = await TcpProxy.start(stage.api.port);
    return stage;
  }

  get members(): Member[] {
    return [this.api, this.left, this.right, ...(this.bridge ? [this.bridge] : [])];
  }

  get apis(): Member[] {
    return [this.api];
  }

  get url(): string {
    return this.server.url(this.#database);
  }

  async count(condition: string): Promise<number> {
    return withDatabase(this.url, async (database) => {
      const { rows } = await database.query<{ count: number }>(
        `select count(*) as count from takt.plans where ${condition}`,
      );
      return rows[0].count;
    });
  }

  running(): Promise<number> {
    // The quick ones would be over before the fault comes.
    return this.count(`state = 'running' and tags->>'name' like '%long%'`).catch(() => 0);
  }

  unended(): Promise<number> {
    return this.count('ended_at is null').catch(() => Infinity);
  }

  history(prefix: string): Promise<History> {
    return withDatabase(this.url, (database) => readHistory(database, prefix));
  }

  async leaks(): Promise<string[]> {
    // Older than any transaction of the service takes.
    const { rows } = await withDatabase(this.url, (database) =>
      database.query<{ query: string }>(
        `select query from pg_stat_activity where datname = current_database() and application_name = 'takt'
           and state like 'idle in transaction%' and state_change < now() - interval '2 seconds'`,
      ),
    );
    return rows.map(({ query }) => `a session stays in its transaction after: ${query.slice(0, 80)}`);
  }

  async close(keepLogAs?: string): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
    for (const proxy of [this.links.left, this.links.others, this.front]) await proxy.close();
    removeFolder(this.folder, keepLogAs);
  }
}

/** Everything in one process, its database in a folder. */
export class EmbeddedStage implements Stage {
  readonly folder: string;
  service!: Member;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param data - folder of the database; default one of its own. */
  static async open(data?: string): Promise<EmbeddedStage> {
    const stage = new EmbeddedStage(stageFolder());
    stage.service = await Member.create({
      name: 'service',
      logFile: join(stage.folder, 'log'),
      settings: {
        ...common,
        TAKT_BENCH_FAULT_FOLDER: join(stage.folder, 'harm'),
        TAKT_DATA_DIR: data ?? join(stage.folder, 'data'),
      },
    });
    stage.#data = data ?? join(stage.folder, 'data');
    await stage.service.start();
    return stage;
  }

  #data = '';

  get data(): string {
    return this.#data;
  }

  get members(): Member[] {
    return [this.service];
  }

  get apis(): Member[] {
    return [this.service];
  }

  running(): Promise<number> {
    return this.#count('running').catch(() => 0);
  }

  async unended(): Promise<number> {
    try {
      return (await this.#count('queued')) + (await this.#count('running'));
    } catch {
      return Infinity;
    }
  }

  async #count(state: string): Promise<number> {
    const answer = await fetch(`${this.service.url}/v1/plans?limit=500&state=${state}`);
    if (!answer.ok) throw new Error(`the service answers ${answer.status}`);
    return ((await answer.json()) as { plans: unknown[] }).plans.length;
  }

  /** Stops the service for it: the folder takes one process. */
  async history(prefix: string): Promise<History> {
    await this.service.close();
    const database = await openPgliteFolder(this.#data);
    try {
      return await readHistory(database, prefix);
    } finally {
      await database.close();
      await this.service.start();
    }
  }

  async leaks(): Promise<string[]> {
    return [];
  }

  async close(keepLogAs?: string): Promise<void> {
    await this.service.close();
    removeFolder(this.folder, keepLogAs);
  }
}

export async function withDatabase<Result>(
  url: string,
  work: (database: ReturnType<typeof openPostgres>) => Promise<Result>,
): Promise<Result> {
  const database = openPostgres(url, { connections: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Asks every 200 ms until it is so. @throws Error after the limit. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${limitMs / 1000} s`);
    await setTimeout(200);
  }
}

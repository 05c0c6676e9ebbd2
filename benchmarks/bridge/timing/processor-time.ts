/** Processor time of the processes that take part in a measurement (Linux). */
import { readFileSync } from 'node:fs';
import type { Database } from '../../../src/db/database.ts';

/** What the kernel counts in. */
const tickMs = 10;

/** @returns ms that the process has used so far in all its threads; 0 where it is gone. */
export function processorMs(pid: number): number {
  try {
    // pid (name) state ...; the name may hold anything, also a bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = fields.slice(11, 13).map(Number);
    return (user + system) * tickMs;
  } catch {
    return 0;
  }
}

/** The sessions of the database with the writers behind them, where its server runs on this machine. */
export async function databasePids(database: Database): Promise<number[]> {
  const { rows } = await database.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() or backend_type in ('walwriter', 'checkpointer', 'background writer')`,
  );
  return rows.map(({ pid }) => pid);
}

export class ProcessorMeter {
  readonly #pids: () => Promise<Readonly<Record<string, readonly number[]>>>;
  #before = new Map<number, number>();
  #at = performance.now();

  /** @param pids - processes by the name of their group, asked again at the end: some may be new. */
  constructor(pids: () => Promise<Readonly<Record<string, readonly number[]>>>) {
    this.#pids = pids;
  }

  async start(): Promise<void> {
    const groups = await this.#pids();
    this.#before = new Map(
      Object.values(groups)
        .flat()
        .map((pid) => [pid, processorMs(pid)]),
    );
    this.#at = performance.now();
  }

  /** @returns by group, in processors: 1 is one that did nothing else since the start. */
  async read(): Promise<Record<string, number>> {
    const groups = await this.#pids();
    const elapsedMs = performance.now() - this.#at;
    const used = (pid: number) => processorMs(pid) - (this.#before.get(pid) ?? 0);
    return Object.fromEntries(
      Object.entries(groups).map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + used(pid), 0) / elapsedMs]),
    );
  }
}

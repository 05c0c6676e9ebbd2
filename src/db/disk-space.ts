/**
 * Keeps room on the disk of an embedded database. PGlite does not survive a full one: a write that finds no room never
 * returns (measured on 0.5.16: it spins inside WebAssembly), and with it stands the whole process.
 */
import { statfsSync } from 'node:fs';
import { TaktError } from '../../models/errors.ts';

/** A segment of the write-ahead log (16 MB), the next one, and what a checkpoint and the largest plan need beside them. */
export const leastFreeMb = 64;

/** A look costs some ten microseconds; between two of them a process on one connection writes a few megabytes. */
const lookEveryMs = 100;

export class DiskSpace {
  readonly #folder: string;
  readonly #leastFreeMb: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #freeMb = Infinity;

  constructor(folder: string, leastMb = leastFreeMb) {
    this.#folder = folder;
    this.#leastFreeMb = leastMb;
  }

  /** @returns a sentence where there is too little room. */
  trouble(): string | undefined {
    const now = performance.now();
    if (now - this.#lookedAt >= lookEveryMs) {
      const { bavail, bsize } = statfsSync(this.#folder);
      this.#freeMb = (bavail * bsize) / 2 ** 20;
      this.#lookedAt = now;
    }
    if (this.#freeMb >= this.#leastFreeMb) return undefined;
    return `the disk of the data folder has ${Math.floor(this.#freeMb)} MB left, and writing stops below ${this.#leastFreeMb} MB`;
  }

  /** @throws TaktError `database-unavailable` where there is too little room. */
  demand(): void {
    const trouble = this.trouble();
    if (trouble) throw new TaktError('database-unavailable', trouble, { retryAfterSeconds: 30 });
  }
}

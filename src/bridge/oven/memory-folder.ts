/** Memories of gateways in a folder, a file per oven, each replaced as a whole: a crash leaves the old one or the new. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OvenMemory } from './memory.ts';

export interface MemoryFolderOptions {
  /** Survives a loss of power too, at the cost of waiting for the disk before each answer; default true. */
  readonly sync?: boolean;
}

export class MemoryFolder {
  readonly #folder: string;
  readonly #sync: boolean;

  /** @throws where the folder is not there and cannot be made. */
  constructor(folder: string, { sync = true }: MemoryFolderOptions = {}) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#sync = sync;
  }

  /**
   * @returns undefined for an oven of which nothing was kept yet.
   * @throws Error that names the file where it is none of ours: an oven that forgot its epoch and version might obey an
   *   old bridge, so a person has to decide.
   */
  read(site: string, oven: string): OvenMemory | undefined {
    const file = this.#file(site, oven);
    const text = readIfThere(file);
    if (text === undefined) return undefined;
    try {
      return OvenMemory.parse(JSON.parse(text));
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
      throw new Error(`${file} holds no memory of an oven: ${why}`);
    }
  }

  /** @throws where it cannot be written; then the file is as before. */
  keep(memory: OvenMemory): void {
    const file = this.#file(memory.site, memory.oven);
    const next = `${file}.next`;
    const descriptor = openSync(next, 'w', 0o600);
    try {
      writeFileSync(descriptor, JSON.stringify(memory));
      if (this.#sync) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(next, file);
    if (this.#sync) this.#syncFolder();
  }

  /** A new name is on the disk only when its folder is. */
  #syncFolder(): void {
    const descriptor = openSync(this.#folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Names hold letters, digits, `_`, `.` and `-` only, so `~` keeps site and oven apart. */
  #file(site: string, oven: string): string {
    return join(this.#folder, `${site}~${oven}.json`);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

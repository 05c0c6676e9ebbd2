/** One process per data folder: two openers of a PGlite folder silently lose rows, and PGlite itself takes no lock. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TaktError } from '../../models/errors.ts';

const sqliteBusy = 5;

export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process, creating it where it is missing. The lock is the operating system's, held through
 * SQLite on a file of its own: it ends with the process however that dies, so nobody has to clear up after a crash.
 * @throws TaktError `data-folder-locked` where another process (or another opener in this one) holds it.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const file = new DatabaseSync(join(folder, 'takt.lock'), { timeout: 0 });
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error;
    throw new TaktError(
      'data-folder-locked',
      `the data folder ${folder} is in use by another takt process; stop that one, or set TAKT_DATA_DIR to another folder`,
      { cause: error },
    );
  }
  return { release: () => file.close() };
}

/** From a key to whoever holds it, without asking the database for every request. */
import { timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../db/database.ts';
import type { Caller, Scope } from './caller.ts';
import { hashKey, keyPattern } from './keys.ts';

/** A key that is revoked is refused everywhere within this time. */
export const keyCacheMs = 5000;

/** Keys that are remembered at once; those used longest ago give way. */
const mostRemembered = 10_000;

interface KeyRow {
  id: string;
  tenant: string;
  hash: string;
  scopes: Scope[];
  expires_in_ms: number | null;
  is_unmarked: boolean;
}

interface Remembered {
  readonly caller: Caller;
  readonly until: number;
}

export interface KeyLookupOptions {
  /** Milliseconds of a clock that does not jump. Default `performance.now`. */
  readonly now?: () => number;
  /** Told when the time of last use could not be written; the request goes on. */
  readonly onError?: (error: unknown) => void;
}

/**
 * At most one query is under way at a time; keys that come meanwhile are looked up together by the next. So whoever
 * tries keys at random costs the database one connection at most, and no legitimate caller is locked out for it.
 */
export class KeyLookup {
  readonly #database: Queryable;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #remembered = new Map<string, Remembered>();
  #waiting = new Map<string, PromiseWithResolvers<Caller | undefined>>();
  #isLooking = false;

  constructor(database: Queryable, { now = () => performance.now(), onError = () => {} }: KeyLookupOptions = {}) {
    this.#database = database;
    this.#now = now;
    this.#onError = onError;
  }

  /**
   * @returns undefined where there is no such key, or it is revoked or expired.
   * @throws TaktError `database-unavailable`.
   */
  async find(key: string): Promise<Caller | undefined> {
    if (!keyPattern.test(key)) return undefined;
    const hash = hashKey(key);
    const remembered = this.#remembered.get(hash);
    if (remembered && remembered.until > this.#now()) return remembered.caller;
    this.#remembered.delete(hash);
    const waiter = this.#waiting.get(hash) ?? Promise.withResolvers<Caller | undefined>();
    this.#waiting.set(hash, waiter);
    void this.#look();
    return waiter.promise;
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#waiting.size > 0) {
      const asked = this.#waiting;
      this.#waiting = new Map();
      try {
        const rows = await this.#query([...asked.keys()]);
        for (const [hash, waiter] of asked) waiter.resolve(this.#remembered.get(hash)?.caller);
        await this.#markUsed(rows);
      } catch (error) {
        for (const waiter of asked.values()) waiter.reject(error);
      }
    }
    this.#isLooking = false;
  }

  async #query(hashes: string[]): Promise<KeyRow[]> {
    // Counted from before the query: what it saw may have changed while its answer was on the way.
    const asOf = this.#now();
    const { rows } = await this.#database.query<KeyRow>(
      `select id, tenant, hash, scopes, extract(epoch from expires_at - now())::float8 * 1000 as expires_in_ms,
         (last_used_at is null or last_used_at < now() - interval '1 minute') as is_unmarked
       from takt.api_keys where hash = any($1::text[]) and revoked_at is null and (expires_at is null or expires_at > now())`,
      [hashes],
    );
    for (const row of rows) {
      const asked = hashes.find((hash) => isSame(hash, row.hash));
      if (asked === undefined) continue;
      const caller = { tenant: row.tenant, actor: `key:${row.id}`, scopes: new Set(row.scopes) };
      this.#remember(asked, { caller, until: asOf + Math.min(keyCacheMs, row.expires_in_ms ?? keyCacheMs) });
    }
    return rows;
  }

  #remember(hash: string, entry: Remembered): void {
    this.#remembered.delete(hash);
    this.#remembered.set(hash, entry);
    if (this.#remembered.size > mostRemembered) this.#remembered.delete(this.#remembered.keys().next().value!);
  }

  /** At most once a minute for each key, so that reading does not become writing. */
  async #markUsed(rows: readonly KeyRow[]): Promise<void> {
    const unmarked = rows.filter((row) => row.is_unmarked).map((row) => row.id);
    if (unmarked.length === 0) return;
    await this.#database
      .query(
        `update takt.api_keys set last_used_at = now()
         where id = any($1::uuid[]) and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
        [unmarked],
      )
      .catch(this.#onError);
  }
}

/** Compares hashes in time that does not depend on where they differ. */
function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** Access keys in the store: made, listed, revoked. The key itself is shown once; what is kept is its SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import { TaktError } from '../../models/errors.ts';
import type { Database, Queryable } from '../db/database.ts';
import { isUuid, uuidV7 } from '../jobs/identity.ts';
import { audit } from './audit.ts';
import type { Scope } from './caller.ts';

/** `takt_` and 256 random bits; the prefix lets secret scanners find keys that leaked. */
export const keyPattern = /^takt_[A-Za-z0-9_-]{43}$/;

/** What a tenant may be called: it stands in logs, in a claim of tokens and on the command line. */
export const tenantPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** A key as it may be shown: everything but the key. */
export interface KeyView {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

export interface NewKey {
  readonly tenant: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** From now; absent: it does not expire. */
  readonly expiresInDays?: number;
  /** Who makes it, for the audit. */
  readonly actor: string;
}

const columns = `id, tenant, name, scopes, created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

export function makeKey(): string {
  return `takt_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 in hex. A key has 256 random bits, so nothing slower is needed: there is no dictionary to try. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Makes a key, and its tenant where there is none yet. @returns the key, which nobody can read again. */
export async function createKey(database: Database, made: NewKey): Promise<{ key: string; view: KeyView }> {
  const key = makeKey();
  const view = await database.transaction(async (transaction) => {
    await ensureTenant(transaction, made.tenant);
    const { rows } = await transaction.query<KeyView>(
      `insert into takt.api_keys (id, tenant, name, hash, scopes, expires_at)
       values ($1, $2, $3, $4, $5, now() + $6::float8 * interval '1 day') returning ${columns}`,
      [uuidV7(), made.tenant, made.name, hashKey(key), [...made.scopes], made.expiresInDays ?? null],
    );
    await audit(transaction, {
      tenant: made.tenant,
      actor: made.actor,
      action: 'key.made',
      subject: `key/${rows[0].id}`,
      details: { name: made.name, scopes: made.scopes, expiresAt: rows[0].expiresAt },
    });
    return rows[0];
  });
  return { key, view };
}

export async function ensureTenant(transaction: Queryable, tenant: string): Promise<void> {
  await transaction.query('insert into takt.tenants (tenant) values ($1) on conflict do nothing', [tenant]);
}

/** Newest first. @param tenant - absent: of all tenants. */
export async function listKeys(queryable: Queryable, tenant?: string): Promise<KeyView[]> {
  const { rows } = await queryable.query<KeyView>(
    `select ${columns} from takt.api_keys where $1::text is null or tenant = $1 order by created_at desc, id desc`,
    [tenant ?? null],
  );
  return rows;
}

/**
 * Revokes a key; one that is revoked already stays as it is.
 * @throws TaktError `key-not-found`.
 */
export async function revokeKey(database: Database, id: string, actor: string): Promise<KeyView> {
  const unknown = new TaktError(
    'key-not-found',
    `there is no key ${id.slice(0, 100)}; takt keys list shows what there is`,
  );
  if (!isUuid(id)) throw unknown;
  return database.transaction(async (transaction) => {
    const { rowCount } = await transaction.query(
      'update takt.api_keys set revoked_at = now() where id = $1 and revoked_at is null',
      [id],
    );
    const { rows } = await transaction.query<KeyView>(`select ${columns} from takt.api_keys where id = $1`, [id]);
    if (!rows[0]) throw unknown;
    const { tenant, name } = rows[0];
    if (rowCount > 0)
      await audit(transaction, { tenant, actor, action: 'key.revoked', subject: `key/${id}`, details: { name } });
    return rows[0];
  });
}

/** Whether anybody could call with a key: one that is neither revoked nor expired. */
export async function hasKeys(queryable: Queryable): Promise<boolean> {
  const { rows } = await queryable.query(
    'select 1 from takt.api_keys where revoked_at is null and (expires_at is null or expires_at > now()) limit 1',
  );
  return rows.length > 0;
}

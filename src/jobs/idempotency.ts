/** The same request under the same key is kept once, whoever sends it again and to which replica. */
import { TaktError } from '../../models/errors.ts';
import type { Queryable } from '../db/database.ts';

/** A caller's name for one of its requests, and what was asked under it. */
export interface Idempotency {
  readonly key: string;
  /** SHA-256 of the call and its body as it came: what the service adds to a request changes by itself. */
  readonly hash: string;
}

/** Whether a request was refused for want of room only: one that was kept before needs none. */
export function lacksRoom(error: unknown): boolean {
  return error instanceof TaktError && (error.code === 'tenant-limit' || error.code === 'queue-full');
}

interface KeyRow {
  id: string;
  hash: string;
}

/**
 * Finds what was kept under a key before.
 * @returns its id, a plan's or a batch's as the hash says.
 * @throws TaktError `idempotency-mismatch` where another request came under the key.
 */
export async function findByKey(
  queryable: Queryable,
  tenant: string,
  { key, hash }: Idempotency,
): Promise<string | undefined> {
  const { rows } = await queryable.query<KeyRow>(
    `select id, idempotency_hash as hash from takt.plans where tenant = $1 and idempotency_key = $2
     union all
     select id, idempotency_hash as hash from takt.batches where tenant = $1 and idempotency_key = $2`,
    [tenant, key],
  );
  if (rows.length === 0) return undefined;
  const same = rows.find((row) => row.hash === hash);
  if (same) return same.id;
  throw new TaktError('idempotency-mismatch', 'the Idempotency-Key came with another request before', {
    errors: [
      {
        pointer: 'Idempotency-Key',
        rule: 'same-request',
        message: 'another request came under this key before',
        received: key,
        remedy: 'repeat that request unchanged, or send this one under a key of its own',
      },
    ],
  });
}

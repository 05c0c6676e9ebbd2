/** Who speaks for a site: one holder at a time, by the database's clock. */
import type { Queryable } from '../db/database.ts';

export interface Lease {
  readonly site: string;
  readonly epoch: number;
  /** By `performance.now()`: when the holder must stop by itself, though it cannot reach the database. */
  readonly endsAt: number;
}

/**
 * Takes or renews the lease of a site.
 * @returns undefined where another holder has it. The epoch rises when the holder changes, and stays on renewal.
 */
export async function takeLease(
  queryable: Queryable,
  { site, holder, leaseMs }: { site: string; holder: string; leaseMs: number },
): Promise<Lease | undefined> {
  // Measured before the call: the database grants the time later, so this end can only be the earlier one.
  const endsAt = performance.now() + leaseMs;
  const { rows } = await queryable.query<{ epoch: number }>(
    `insert into takt.bridge_leases as l (site, epoch, holder, expires_at)
     values ($1, extract(epoch from clock_timestamp())::bigint, $2, clock_timestamp() + $3 * interval '1 millisecond')
     on conflict (site) do update set
       epoch = case when l.holder = excluded.holder then l.epoch
         else greatest(l.epoch + 1, excluded.epoch) end,
       holder = excluded.holder,
       expires_at = excluded.expires_at
     where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
     returning epoch`,
    [site, holder, leaseMs],
  );
  return rows.length === 0 ? undefined : { site, epoch: rows[0].epoch, endsAt };
}

/** Gives every lease of a holder back, so that the next bridge need not wait for its end. */
export async function releaseLeases(queryable: Queryable, holder: string): Promise<void> {
  await queryable.query('update takt.bridge_leases set expires_at = clock_timestamp() where holder = $1', [holder]);
}

/** Condition for `Move.where`: the command's site is still held. `$n` are the numbers of holder and epoch. */
export function heldBy(holder: string, epoch: string): string {
  return `exists (select 1 from takt.bridge_leases l
    where l.site = c.site and l.holder = ${holder} and l.epoch = ${epoch} and l.expires_at > clock_timestamp())`;
}

/** Who speaks for a site: one holder at a time, by the database's clock. */
import type { Queryable } from '../db/database.ts';

export interface Lease {
  readonly site: string;
  readonly epoch: number;
  /** By `performance.now()`: when the holder must stop by itself, though it cannot reach the database. */
  readonly endsAt: number;
}

/** A lease that ends so many times its length ahead was given by a clock that has been set back since. */
const implausibleLengths = 10;

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
       or l.expires_at > clock_timestamp() + ${implausibleLengths} * $3 * interval '1 millisecond'
     returning epoch`,
    [site, holder, leaseMs],
  );
  return rows.length === 0 ? undefined : { site, epoch: rows[0].epoch, endsAt };
}

/**
 * @param clock - of this process, ms since 1970.
 * @returns time of the database, and by how much the clock is ahead of it at least (below 0: behind); ms.
 */
export async function databaseTime(
  queryable: Queryable,
  clock: () => number,
): Promise<{ readonly now: number; readonly offsetMs: number }> {
  const askedAt = clock();
  const { rows } = await queryable.query<{ now: number }>(
    'select extract(epoch from clock_timestamp())::double precision * 1000 as now',
  );
  const [{ now }] = rows;
  // The database looked at its clock at some moment between the two of ours.
  return { now, offsetMs: Math.max(0, askedAt - now) + Math.min(0, clock() - now) };
}

/** Gives every lease of a holder back, so that the next bridge need not wait for its end. */
export async function releaseLeases(queryable: Queryable, holder: string): Promise<void> {
  await queryable.query(
    `update takt.bridge_leases set expires_at = clock_timestamp() where site in
       (select site from takt.bridge_leases where holder = $1 order by site for update)`,
    [holder],
  );
}

/**
 * Makes sure of the site until the transaction ends: nobody takes it over, and nobody holds its ovens, meanwhile. Asked before
 * all else, so that what comes after it sees every hold that was set before.
 * @returns false where the site is another's, or the lease has run out.
 */
export async function keepsLease(
  transaction: Queryable,
  { site, holder, epoch }: { site: string; holder: string; epoch: number },
): Promise<boolean> {
  const { rows } = await transaction.query(
    `select 1 from takt.bridge_leases
     where site = $1 and holder = $2 and epoch = $3 and expires_at > clock_timestamp() for share`,
    [site, holder, epoch],
  );
  return rows.length > 0;
}

/** What becomes of holds when a site goes to another tenant. */
import { audit } from '../access/audit.ts';
import type { Queryable } from '../db/database.ts';
import { uuidV7 } from '../jobs/identity.ts';
import type { HoldInput } from './view.ts';

export interface HandOver {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly actor: string;
}

interface HoldInForce extends HoldInput {
  readonly id: string;
}

/**
 * Whoever stands in an oven does not leave it because its site changes hands: each hold in force at the site is made anew for
 * the new tenant, one of everything as one of the site. Those of the site itself end for the tenant that had it. In the
 * transaction that gives the site away, so that no command finds neither.
 * @returns ids of the holds that the new tenant has now.
 */
export async function handOverHolds(transaction: Queryable, { site, from, to, actor }: HandOver): Promise<string[]> {
  const { rows } = await transaction.query<HoldInForce>(
    `select id, site, oven, reason, created_by as by from takt.holds
     where tenant = $1 and released_at is null and (site is null or site = $2) order by created_at, id for update`,
    [from, site],
  );
  const made: string[] = [];
  for (const { id, oven, reason, by } of rows) {
    const hold = { id: uuidV7(), oven: oven ?? undefined, reason: reason ?? undefined };
    await transaction.query(
      'insert into takt.holds (id, tenant, site, oven, reason, created_by) values ($1, $2, $3, $4, $5, $6)',
      [hold.id, to, site, oven, reason, by],
    );
    const details = { site, oven: hold.oven, reason: hold.reason, by, insteadOf: id };
    await audit(transaction, { tenant: to, actor, action: 'hold.made', subject: `hold/${hold.id}`, details });
    made.push(hold.id);
  }
  for (const { id } of rows.filter((row) => row.site !== null)) {
    await transaction.query(
      `update takt.holds set released_by = $2, released_at = date_trunc('milliseconds', now()) where id = $1`,
      [id, actor],
    );
    const details = { by: actor, reason: `the site ${site} went to another tenant` };
    await audit(transaction, { tenant: from, actor, action: 'hold.released', subject: `hold/${id}`, details });
  }
  return made;
}

/** Holds: no more commands for an oven, a site, or everything of a tenant, until somebody releases it. */
import { TaktError } from '../../models/errors.ts';
import { audit, type Origin } from '../access/audit.ts';
import type { Database, Queryable } from '../db/database.ts';
import { uuidV7 } from '../jobs/identity.ts';
import type { HoldInput, HoldView } from './view.ts';

export interface HoldFilter {
  /** Absent: both those that hold and those that were released. */
  readonly active?: boolean;
  readonly limit: number;
  /** Where the last page ended. */
  readonly before?: { readonly createdAt: string; readonly id: string };
}

interface HoldRow {
  readonly id: string;
  readonly site: string | null;
  readonly oven: string | null;
  readonly reason: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly released_by: string | null;
  readonly released_at: Date | null;
}

const columns = 'id, site, oven, reason, created_by, created_at, released_by, released_at';

/**
 * Committed when it resolves, waiting for no bridge: whatever is sent from then on finds the hold. What left before is
 * told by `leftBefore`.
 * @throws TaktError `equipment-not-found` where the site is not one of the tenant.
 */
export async function makeHold(database: Database, origin: Origin, input: HoldInput): Promise<HoldView> {
  const { tenant } = origin;
  return database.transaction(async (transaction) => {
    if (input.site !== undefined) await mustKeepSite(transaction, tenant, input.site);
    const { rows } = await transaction.query<HoldRow>(
      `insert into takt.holds (id, tenant, site, oven, reason, created_by) values ($1, $2, $3, $4, $5, $6)
       returning ${columns}`,
      [uuidV7(), tenant, input.site ?? null, input.oven ?? null, input.reason ?? null, input.by],
    );
    const hold = toHold(rows[0]);
    const { by, ...details } = input;
    await audit(transaction, {
      ...origin,
      action: 'hold.made',
      subject: `hold/${hold.id}`,
      details: { ...details, by },
    });
    return hold;
  });
}

/** @returns the hold as it is now, released before or not; undefined where the tenant has none of this id. */
export async function releaseHold(
  database: Database,
  origin: Origin,
  { id, by }: { id: string; by: string },
): Promise<HoldView | undefined> {
  const { tenant } = origin;
  return database.transaction(async (transaction) => {
    const { rows } = await transaction.query<HoldRow>(
      `update takt.holds set released_by = $3, released_at = date_trunc('milliseconds', now())
       where id = $1 and tenant = $2 and released_at is null returning ${columns}`,
      [id, tenant, by],
    );
    if (rows.length > 0) {
      await audit(transaction, { ...origin, action: 'hold.released', subject: `hold/${id}`, details: { by } });
      return toHold(rows[0]);
    }
    const released = await transaction.query<HoldRow>(
      `select ${columns} from takt.holds where id = $1 and tenant = $2`,
      [id, tenant],
    );
    return released.rows.map(toHold)[0];
  });
}

/** Newest first. */
export async function listHolds(
  queryable: Queryable,
  tenant: string,
  { active, limit, before }: HoldFilter,
): Promise<HoldView[]> {
  const isActive = active === undefined ? '' : `and released_at is ${active ? '' : 'not '}null`;
  const { rows } = await queryable.query<HoldRow>(
    `select ${columns} from takt.holds
     where tenant = $1 ${isActive} and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
     order by created_at desc, id desc limit $4`,
    [tenant, before?.createdAt ?? null, before?.id ?? null, limit],
  );
  return rows.map(toHold);
}

/** Those that hold now, and those of `ids` that were released since, newest first. */
export async function holdsNow(queryable: Queryable, tenant: string, ids: readonly string[] = []): Promise<HoldView[]> {
  const { rows } = await queryable.query<HoldRow>(
    `select ${columns} from takt.holds where tenant = $1 and (released_at is null or id = any($2::uuid[]))
     order by created_at desc, id desc`,
    [tenant, [...ids]],
  );
  return rows.map(toHold);
}

/** What keeps commands from an oven, or from a whole site where no oven is named: of several the newest. */
export function holdOf(holds: readonly HoldView[], site: string, oven?: string): HoldView | undefined {
  return holds.find(
    (hold) =>
      (hold.site === undefined || hold.site === site) &&
      (hold.oven === undefined || (oven !== undefined && hold.oven === oven)),
  );
}

/** The site stays the tenant's until the transaction ends. */
async function mustKeepSite(transaction: Queryable, tenant: string, site: string): Promise<void> {
  const { rows } = await transaction.query('select 1 from takt.sites where tenant = $1 and site = $2 for share', [
    tenant,
    site,
  ]);
  if (rows.length === 0) throw siteNotFound(site);
}

function toHold(row: HoldRow): HoldView {
  return {
    id: row.id,
    site: row.site ?? undefined,
    oven: row.oven ?? undefined,
    reason: row.reason ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    releasedBy: row.released_by ?? undefined,
    releasedAt: row.released_at?.toISOString(),
  };
}

export function siteNotFound(site: string): TaktError {
  return new TaktError('equipment-not-found', `there is no site ${site.slice(0, 100)}`);
}

/** What a hold came too late for. */
import { inFlightStates } from '../bridge/states.ts';
import type { Database, Queryable } from '../db/database.ts';
import { isUnavailable } from '../db/unavailable.ts';
import type { NewHold } from './view.ts';

/** A bridge shares its lease for some ms; one that stands still is ended by the server after 12 s, for which nobody waits. */
const settleMs = 3000;

type LeftBefore = Pick<NewHold, 'inFlight' | 'settled'>;

/**
 * Commands in flight at what a hold names, once no send is under way any more that may not have seen it: a bridge asks for
 * holds under a share of the lease row of the site, so whoever gets that row has all sends before the hold behind it.
 * Asked for after the hold is committed, so nothing here can undo it. Never rejects because the database is away.
 */
export async function leftBefore(
  database: Database,
  tenant: string,
  held: { readonly site?: string; readonly oven?: string },
  withinMs = settleMs,
): Promise<LeftBefore> {
  try {
    const sites = await sitesHeld(database, tenant, held.site);
    const settled = await sendsEnd(database, sites, performance.now() + withinMs);
    return { settled, inFlight: await inFlight(database, sites, held.oven) };
  } catch (error) {
    if (isUnavailable(error)) return { settled: false, inFlight: [] };
    throw error;
  }
}

async function sitesHeld(queryable: Queryable, tenant: string, site: string | undefined): Promise<string[]> {
  const { rows } = await queryable.query<{ site: string }>(
    'select site from takt.sites where tenant = $1 and ($2::text is null or site = $2) order by site',
    [tenant, site ?? null],
  );
  return rows.map((row) => row.site);
}

/**
 * All sites at once where nothing is under way; the others one by one, so that the lease of no site is kept from its bridge
 * while that of another is waited for. A site without a lease has no bridge that could send.
 * @returns false where time ran out first.
 */
async function sendsEnd(database: Database, sites: readonly string[], deadline: number): Promise<boolean> {
  const { rows } = await database.query<{ site: string }>(
    'select site from takt.bridge_leases where site = any($1::text[]) order by site for update skip locked',
    [sites],
  );
  const quiet = new Set(rows.map((row) => row.site));
  let settled = true;
  for (const site of sites.filter((name) => !quiet.has(name)))
    settled = (await sendEnds(database, site, deadline - performance.now())) && settled;
  return settled;
}

async function sendEnds(database: Database, site: string, withinMs: number): Promise<boolean> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.query(`select set_config('lock_timeout', $1, true)`, [`${Math.max(1, Math.ceil(withinMs))}ms`]);
      await transaction.query('select 1 from takt.bridge_leases where site = $1 for update', [site]);
    });
    return true;
  } catch (error) {
    if (isUnavailable(error)) return false;
    throw error;
  }
}

async function inFlight(
  queryable: Queryable,
  sites: readonly string[],
  oven: string | undefined,
): Promise<NewHold['inFlight']> {
  const { rows } = await queryable.query<Omit<NewHold['inFlight'][number], 'since'> & { since: Date }>(
    `select site, oven, id as "cmdId", state, changed_at as since from takt.commands
     where state in (${inFlightStates.map((state) => `'${state}'`).join(', ')})
       and site = any($1::text[]) and ($2::text is null or oven = $2)
     order by site, oven`,
    [sites, oven ?? null],
  );
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}

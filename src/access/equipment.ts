/** Who may move ovens: a scope besides the one for plans, and sites that belong to one tenant. */
import { TaktError } from '../../models/errors.ts';
import type { Queryable } from '../db/database.ts';
import { type Caller, may } from './caller.ts';

interface MaybeEquipment {
  readonly equipment?: { readonly site: string };
}

/**
 * Plans that send setpoints need more than those that only compute. Asked as soon as the request is read.
 * @throws TaktError `forbidden`.
 */
export function mustMayMoveEquipment(caller: Caller, request: MaybeEquipment): void {
  if (!request.equipment || may(caller, 'equipment:write')) return;
  throw new TaktError(
    'forbidden',
    'a request with equipment needs the scope equipment:write besides; leave equipment out, or have a key with it made',
  );
}

/**
 * Keeps tenants away from each other's ovens: a site belongs to the tenant that first sent a plan for it, until
 * `takt keys site` gives it to another. In the transaction that keeps the plan.
 * @throws TaktError `forbidden`.
 */
export async function claimSites(
  transaction: Queryable,
  plans: readonly { readonly tenant: string; readonly request: MaybeEquipment }[],
): Promise<void> {
  const sites = new Map(
    plans.flatMap(({ tenant, request: { equipment } }) => (equipment ? [[equipment.site, tenant]] : [])),
  );
  // In one order everywhere, so that two transactions never wait for each other crosswise.
  for (const [site, tenant] of [...sites].sort()) await claimSite(transaction, site, tenant);
}

async function claimSite(transaction: Queryable, site: string, tenant: string): Promise<void> {
  await transaction.query('insert into takt.sites (site, tenant) values ($1, $2) on conflict do nothing', [
    site,
    tenant,
  ]);
  const { rows } = await transaction.query<{ tenant: string }>('select tenant from takt.sites where site = $1', [site]);
  if (rows[0]?.tenant !== tenant)
    throw new TaktError(
      'forbidden',
      `the site ${site} is not one of this tenant; name one of its own, or have it assigned`,
    );
}

/**
 * The site of a plan that has gone to another tenant since the plan was kept. What the answer says holds until the
 * transaction ends: a site is not given away meanwhile.
 * @returns undefined where the ovens are the plan's own tenant's, or it has none.
 */
export async function siteGivenAway(
  transaction: Queryable,
  planId: string,
): Promise<{ readonly site: string; readonly tenant: string } | undefined> {
  const { rows } = await transaction.query<{ site: string; tenant: string; owner: string }>(
    `select s.site, p.tenant, s.tenant as owner
     from takt.plans p join takt.sites s on s.site = p.request #>> '{equipment,site}' where p.id = $1 for share of s`,
    [planId],
  );
  const given = rows.find(({ tenant, owner }) => owner !== tenant);
  return given && { site: given.site, tenant: given.tenant };
}

/** Gives a site to a tenant, whoever had it before. @returns who had it; undefined where nobody did. */
export async function assignSite(transaction: Queryable, site: string, tenant: string): Promise<string | undefined> {
  const { rows } = await transaction.query<{ tenant: string }>(
    'select tenant from takt.sites where site = $1 for update',
    [site],
  );
  await transaction.query(
    `insert into takt.sites (site, tenant) values ($1, $2) on conflict (site) do update set tenant = excluded.tenant`,
    [site, tenant],
  );
  return rows[0]?.tenant;
}

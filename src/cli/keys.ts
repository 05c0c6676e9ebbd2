/** What `takt keys` does, on the store that the settings name. */
import { userInfo } from 'node:os';
import { TaktError } from '../../models/errors.ts';
import { audit } from '../access/audit.ts';
import { type Scope, scopes } from '../access/caller.ts';
import { assignSite } from '../access/equipment.ts';
import { createKey, ensureTenant, type KeyView, listKeys, revokeKey, tenantPattern } from '../access/keys.ts';
import { supersedeOtherTenants } from '../bridge/outbox.ts';
import { loadConfig } from '../config.ts';
import type { Database, Queryable } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { handOverHolds } from '../equipment/hand-over.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { type OutputOptions, print } from './output.ts';
import { table } from './table.ts';

export type KeysOptions = OutputOptions;

/** Opens a store for the time of some work; tests hand in one that is open. */
export type WithStore = <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>;

export async function createCommand(
  options: KeysOptions & { tenant: string; name: string; scopes: string; expiresDays?: number },
  withStore: WithStore = withStoreOfSettings,
): Promise<void> {
  const { tenant, name, expiresDays } = options;
  mustBeTenant(tenant);
  if (name.trim() === '' || name.length > 200) throw wrong('--name', name, 'a name of 1 to 200 characters');
  const wanted = readScopes(options.scopes);
  const { key, view } = await withStore((database) =>
    createKey(database, { tenant, name, scopes: wanted, expiresInDays: expiresDays, actor: actor() }),
  );
  print(options, { key, ...view }, () =>
    // The key alone on standard output, so that it can be taken by `key=$(takt keys create ... -o table)`.
    [key, `takt: key ${view.id} of tenant ${tenant}; it is not shown again`],
  );
}

export async function listCommand(
  options: KeysOptions & { tenant?: string },
  withStore: WithStore = withStoreOfSettings,
): Promise<void> {
  if (options.tenant !== undefined) mustBeTenant(options.tenant);
  const keys = await withStore((database) => listKeys(database, options.tenant));
  print(options, { keys }, () => [keyTable(keys)]);
}

export async function revokeCommand(
  id: string,
  options: KeysOptions,
  withStore: WithStore = withStoreOfSettings,
): Promise<void> {
  const view = await withStore((database) => revokeKey(database, id.toLowerCase(), actor()));
  print(options, view, () => [`key ${view.id} (${view.name}, tenant ${view.tenant}) is revoked`]);
}

type Limit = number | 'default' | undefined;

export async function limitCommand(
  tenant: string,
  options: KeysOptions & { requestsPerSecond?: Limit; waitingPlans?: Limit; solvingSecondsPerHour?: Limit },
  withStore: WithStore = withStoreOfSettings,
): Promise<void> {
  mustBeTenant(tenant);
  const given = [options.requestsPerSecond, options.waitingPlans, options.solvingSecondsPerHour] as const;
  const row = await withStore((database) =>
    database.transaction(async (transaction) => {
      await ensureTenant(transaction, tenant);
      const { rows } = await transaction.query(
        `update takt.tenants set
           requests_per_second = case when $2::boolean then $3::integer else requests_per_second end,
           waiting_plans = case when $4::boolean then $5::integer else waiting_plans end,
           solving_seconds_per_hour = case when $6::boolean then $7::integer else solving_seconds_per_hour end
         where tenant = $1 returning tenant, requests_per_second as "requestsPerSecond", waiting_plans as "waitingPlans",
           solving_seconds_per_hour as "solvingSecondsPerHour"`,
        [tenant, ...given.flatMap((limit) => [limit !== undefined, typeof limit === 'number' ? limit : null])],
      );
      if (given.some((limit) => limit !== undefined)) {
        const { tenant: _, ...limits } = rows[0];
        await audit(transaction, {
          tenant,
          actor: actor(),
          action: 'limits.set',
          subject: `tenant/${tenant}`,
          details: limits,
        });
      }
      return rows[0];
    }),
  );
  print(options, row, () =>
    Object.entries(row).map(
      ([name, value]) => `${name}: ${value ?? 'as the settings say'}${value === 0 ? ' (no limit)' : ''}`,
    ),
  );
}

export async function siteCommand(
  site: string,
  options: KeysOptions & { tenant: string },
  withStore: WithStore = withStoreOfSettings,
): Promise<void> {
  const { tenant } = options;
  mustBeTenant(tenant);
  if (!/^[A-Za-z0-9_.-]{1,200}$/.test(site)) throw wrong('<site>', site, 'letters, digits, _ . -');
  const by = actor();
  const { superseded, openPlans, holds } = await withStore((database) =>
    database.transaction(async (transaction) => {
      // First, and locked from then on: no plan that ends meanwhile writes programs as the tenant that had the site.
      const before = await assignSite(transaction, site, tenant);
      const from = before === tenant ? undefined : before;
      const holds = from ? await handOverHolds(transaction, { site, from, to: tenant, actor: by }) : [];
      const superseded = await supersedeOtherTenants(transaction, { site, tenant, actor: by, now: Date.now() });
      const details = { superseded, holds: holds.length };
      await audit(transaction, { tenant, actor: by, action: 'site.assigned', subject: `site/${site}`, details });
      return { superseded, holds, openPlans: await openPlansOfOthers(transaction, site, tenant) };
    }),
  );
  print(options, { site, tenant, superseded, openPlans, holds }, () => [
    `the ovens of ${site} are those of tenant ${tenant}`,
    `takt: commands of other tenants that will not be sent any more: ${superseded}; the ovens stay at the setpoints they were sent last`,
    `takt: plans of other tenants that wait or run for the site, and will move nothing: ${openPlans.join(', ') || 'none'}`,
    `takt: holds that were in force there and are the tenant's to release now: ${holds.join(', ') || 'none'}`,
  ]);
}

async function openPlansOfOthers(queryable: Queryable, site: string, tenant: string): Promise<string[]> {
  const { rows } = await queryable.query<{ id: string }>(
    `select id from takt.plans where state in ('queued', 'running') and tenant <> $2
       and request #>> '{equipment,site}' = $1 order by id`,
    [site, tenant],
  );
  return rows.map(({ id }) => id);
}

async function withStoreOfSettings<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(loadConfig(process.env), JobQueue.prepare);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Whoever sits at the machine; the database's own access is what guards this way in. */
function actor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // A container may run as a user without a name.
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

function readScopes(text: string): Scope[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !scopes.includes(word as Scope));
  if (unknown !== undefined) throw wrong('--scopes', unknown, `any of ${scopes.join(', ')}, separated by commas`);
  return scopes.filter((scope) => words.includes(scope));
}

function mustBeTenant(tenant: string): void {
  if (!tenantPattern.test(tenant))
    throw wrong('the tenant', tenant, 'up to 100 letters, digits and . _ -, beginning with a letter or digit');
}

function wrong(name: string, came: string, would: string): TaktError {
  return new TaktError('invalid-parameter', `${name} is ${JSON.stringify(came.slice(0, 100))}; it takes ${would}`);
}

function keyTable(keys: readonly KeyView[]): string {
  const day = (date: Date | null) => (date ? date.toISOString().slice(0, 16).replace('T', ' ') : '-');
  const state = (key: KeyView) => {
    if (key.revokedAt) return 'revoked';
    return key.expiresAt && key.expiresAt.getTime() <= Date.now() ? 'expired' : 'valid';
  };
  return table(
    [
      { title: 'id', cell: (key) => key.id },
      { title: 'tenant', cell: (key) => key.tenant },
      { title: 'name', cell: (key) => key.name },
      { title: 'scopes', cell: (key) => key.scopes.join(',') },
      { title: 'state', cell: state },
      { title: 'made (UTC)', cell: (key) => day(key.createdAt) },
      { title: 'expires', cell: (key) => day(key.expiresAt) },
      { title: 'last used', cell: (key) => day(key.lastUsedAt) },
    ],
    keys,
  );
}

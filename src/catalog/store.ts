/** The catalog in the database: versions are added, never changed, so what has been read once may be kept. */
import { TaktError } from '../../models/errors.ts';
import { type AuditEntry, audit } from '../access/audit.ts';
import type { Database, Queryable } from '../db/database.ts';
import { requestHash } from '../jobs/identity.ts';
import { ByteCache } from './byte-cache.ts';
import { assertPrecondition, type Precondition } from './preconditions.ts';
import { type ItemName, nameOf } from './references.ts';
import type { FoundItem, Loaded } from './resolve.ts';
import type { CatalogInput, CatalogItem, CatalogType, CatalogVersion } from './types.ts';

/** Bodies that are kept in memory, over all tenants. */
const cacheBytes = 32 * 1_048_576;

const columns = 'type, id, version, kind, part, hash, bytes, entries, withdrawn, created_by, created_at';

interface Row {
  type: CatalogType;
  id: string;
  version: number;
  kind: string | null;
  part: string | null;
  body?: unknown;
  hash: string | null;
  bytes: number | null;
  entries: number | null;
  withdrawn: boolean;
  created_by: string;
  created_at: Date;
}

/** Whose catalog, and which item of it. */
export interface ItemKey {
  readonly tenant: string;
  readonly type: CatalogType;
  readonly id: string;
}

export interface Change {
  readonly precondition: Precondition;
  /** Who changes it, for the version and the audit. */
  readonly actor: string;
  readonly requestId?: string;
}

export interface CatalogFilter {
  readonly kind?: string;
  readonly part?: string;
  /** Part of the id, in either case. */
  readonly text?: string;
  readonly withdrawn: boolean;
  readonly limit: number;
  /** Id with which the last page ended. */
  readonly after?: string;
}

export class Catalog {
  readonly #database: Database;
  readonly #found = new ByteCache<FoundItem>(cacheBytes);

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Adds a version, unless the newest one is the same.
   * @throws TaktError `catalog-conflict`.
   */
  async put(key: ItemKey, input: CatalogInput, change: Change): Promise<{ version: CatalogVersion; isNew: boolean }> {
    const { kind, part, body } = input;
    const hash = requestHash({ kind, part, body });
    const json = JSON.stringify(body);
    return this.#database.transaction(async (transaction) => {
      const newest = await lockNewest(transaction, key);
      const isSame = newest !== undefined && newest.hash === hash;
      // RFC 9110, section 13.1.1: a change that has been made already may be answered as made.
      if (isSame && change.precondition.noneMatch === undefined) return { version: newest, isNew: false };
      assertPrecondition(nameOf(key), change.precondition, newest?.version);
      if (isSame) return { version: newest, isNew: false };
      const entries = Array.isArray(body) ? body.length : null;
      const { rows } = await transaction.query<Row>(
        `insert into takt.catalog_items (tenant, type, id, version, kind, part, body, hash, bytes, entries, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${columns}`,
        [
          ...[key.tenant, key.type, key.id, (newest?.version ?? 0) + 1, kind, part, json, hash],
          ...[Buffer.byteLength(json), entries, change.actor],
        ],
      );
      const version = toVersion(rows[0]);
      await audit(transaction, auditEntry('catalog.put', key, version, change));
      return { version, isNew: true };
    });
  }

  /**
   * Adds a version that withdraws the item, unless the newest one does.
   * @throws TaktError `catalog-not-found`, `catalog-conflict`.
   */
  async withdraw(key: ItemKey, change: Change): Promise<CatalogVersion> {
    return this.#database.transaction(async (transaction) => {
      const newest = await lockNewest(transaction, key);
      if (!newest) throw itemNotFound(key);
      if (newest.withdrawn) return newest;
      assertPrecondition(nameOf(key), change.precondition, newest.version);
      const { rows } = await transaction.query<Row>(
        `insert into takt.catalog_items (tenant, type, id, version, withdrawn, created_by)
         values ($1, $2, $3, $4, true, $5) returning ${columns}`,
        [key.tenant, key.type, key.id, newest.version + 1, change.actor],
      );
      const version = toVersion(rows[0]);
      await audit(transaction, auditEntry('catalog.withdrawn', key, version, change));
      return version;
    });
  }

  /** @param version - absent: the newest, which may be one that withdraws the item. */
  async get(key: ItemKey, version?: number): Promise<CatalogItem | undefined> {
    const { rows } = await this.#database.query<Row>(
      `select ${columns}, body from takt.catalog_items
       where tenant = $1 and type = $2 and id = $3 and ($4::int is null or version = $4) order by version desc limit 1`,
      [key.tenant, key.type, key.id, version ?? null],
    );
    return rows[0] && { ...toVersion(rows[0]), body: rows[0].body ?? undefined };
  }

  /** Newest versions by id, without their bodies. */
  async list(tenant: string, type: CatalogType, filter: CatalogFilter): Promise<CatalogVersion[]> {
    const { rows } = await this.#database.query<Row>(
      `select ${columns} from (
         select distinct on (id) ${columns} from takt.catalog_items
         where tenant = $1 and type = $2 and ($3::text is null or id > $3)
           and ($4::text is null or position(lower($4) in lower(id)) > 0)
         order by id, version desc
       ) as newest
       where ($5::text is null or kind = $5) and ($6::text is null or part = $6) and withdrawn = $7
       order by id limit $8`,
      [
        ...[tenant, type, filter.after ?? null, filter.text ?? null, filter.kind ?? null, filter.part ?? null],
        ...[filter.withdrawn, filter.limit],
      ],
    );
    return rows.map(toVersion);
  }

  /** All versions, newest first, without their bodies; `before`: only older ones. */
  async versions({ tenant, type, id }: ItemKey, limit: number, before?: number): Promise<CatalogVersion[]> {
    const { rows } = await this.#database.query<Row>(
      `select ${columns} from takt.catalog_items
       where tenant = $1 and type = $2 and id = $3 and ($4::int is null or version < $4)
       order by version desc limit $5`,
      [tenant, type, id, before ?? null, limit],
    );
    return rows.map(toVersion);
  }

  /** What plan-requests of a tenant refer to; see `LoadItems`. A version that was read before costs no query again. */
  async load(tenant: string, names: readonly ItemName[]): Promise<ReadonlyMap<string, Loaded>> {
    const loaded = new Map<string, Loaded>();
    const open: ItemName[] = [];
    for (const name of names) {
      const item = name.version === undefined ? undefined : this.#found.get(cacheKey(tenant, name));
      if (item) loaded.set(nameOf(name), { state: 'found', item });
      else open.push(name);
    }
    if (open.length === 0) return loaded;
    const newest = await this.#newest(tenant, open);
    const unread: { asked: string; name: Required<ItemName>; newest: number }[] = [];
    for (const name of open) {
      const asked = nameOf(name);
      const present = newest.get(nameOf({ type: name.type, id: name.id }));
      const version = name.version ?? present?.version;
      if (!present || version === undefined) loaded.set(asked, { state: 'unknown' });
      else if (present.withdrawn && version === present.version)
        loaded.set(asked, { state: 'withdrawn', newest: version });
      else {
        const item = this.#found.get(cacheKey(tenant, { ...name, version }));
        if (item) loaded.set(asked, { state: 'found', item });
        else unread.push({ asked, name: { ...name, version }, newest: present.version });
      }
    }
    const read = await this.#read(
      tenant,
      unread.map(({ name }) => name),
    );
    for (const { asked, name, newest } of unread)
      loaded.set(asked, read.get(nameOf(name)) ?? { state: 'no-such-version', newest });
    return loaded;
  }

  /** As the catalog is when an item is first asked for: what came together is solved with the same items. */
  readOnce(): Pick<Catalog, 'load'> {
    const known = new Map<string, Loaded>();
    return {
      load: async (tenant, names) => {
        const open = names.filter((name) => !known.has(cacheKey(tenant, name)));
        const loaded = open.length > 0 ? await this.load(tenant, open) : new Map<string, Loaded>();
        for (const name of open) known.set(cacheKey(tenant, name), loaded.get(nameOf(name)) ?? { state: 'unknown' });
        return new Map(names.map((name) => [nameOf(name), known.get(cacheKey(tenant, name))!]));
      },
    };
  }

  async #newest(tenant: string, names: readonly ItemName[]) {
    const { rows } = await this.#database.query<Pick<Row, 'type' | 'id' | 'version' | 'withdrawn'>>(
      `select distinct on (type, id) type, id, version, withdrawn from takt.catalog_items
       where tenant = $1 and (type, id) in (select * from unnest($2::text[], $3::text[]))
       order by type, id, version desc`,
      [tenant, names.map(({ type }) => type), names.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [nameOf({ type: row.type, id: row.id }), row]));
  }

  /** Versions with their bodies. */
  async #read(tenant: string, names: readonly Required<ItemName>[]): Promise<ReadonlyMap<string, Loaded>> {
    if (names.length === 0) return new Map();
    const { rows } = await this.#database.query<Row>(
      `select ${columns}, body from takt.catalog_items
       where tenant = $1 and (type, id, version) in (select * from unnest($2::text[], $3::text[], $4::int[]))`,
      [tenant, names.map(({ type }) => type), names.map(({ id }) => id), names.map(({ version }) => version)],
    );
    return new Map(
      rows.map(({ type, id, version, withdrawn, kind, part, hash, bytes, body }): [string, Loaded] => {
        if (withdrawn) return [nameOf({ type, id, version }), { state: 'withdrawn', newest: version }];
        const item = { type, id, version, kind: kind!, part: part!, hash: hash!, bytes: bytes!, body };
        this.#found.set(cacheKey(tenant, item), item);
        return [nameOf(item), { state: 'found', item }];
      }),
    );
  }
}

const cacheKey = (tenant: string, name: ItemName) => `${tenant} ${nameOf(name)}`;

export function itemNotFound(key: Omit<ItemKey, 'tenant'>, version?: number): TaktError {
  const what = version === undefined ? '' : ` in version ${version}`;
  return new TaktError('catalog-not-found', `there is no catalog item ${nameOf(key)}${what}`);
}

/** Changes of an item go one after another: the lock ends with the transaction, and what is read after it is the newest. */
async function lockNewest(transaction: Queryable, { tenant, type, id }: ItemKey): Promise<CatalogVersion | undefined> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `takt.catalog_items ${JSON.stringify([tenant, type, id])}`,
  ]);
  const { rows } = await transaction.query<Row>(
    `select ${columns} from takt.catalog_items where tenant = $1 and type = $2 and id = $3 order by version desc limit 1`,
    [tenant, type, id],
  );
  return rows[0] && toVersion(rows[0]);
}

function auditEntry(
  action: 'catalog.put' | 'catalog.withdrawn',
  key: ItemKey,
  { version, hash }: CatalogVersion,
  { actor, requestId }: Change,
): AuditEntry {
  const { tenant } = key;
  return { tenant, actor, action, subject: `catalog/${nameOf(key)}`, requestId, details: { version, hash } };
}

function toVersion(row: Row): CatalogVersion {
  return {
    type: row.type,
    id: row.id,
    version: row.version,
    withdrawn: row.withdrawn,
    kind: row.kind ?? undefined,
    part: row.part ?? undefined,
    entries: row.entries ?? undefined,
    bytes: row.bytes ?? undefined,
    hash: row.hash ?? undefined,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  };
}

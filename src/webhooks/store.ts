/**
 * Webhooks and their deliveries in the database. Deliveries of ended plans are inserted by a trigger (007-webhooks.sql), in the
 * transaction that ends the plan.
 *
 * waiting    due at `next_at`; claimed by one process at a time for a lease, after which another one may take it
 * ended      delivered, failed: left only by `retry`
 */
import { randomUUID } from 'node:crypto';
import { TaktError } from '../../models/errors.ts';
import { audit, type Origin } from '../access/audit.ts';
import type { Database, Queryable } from '../db/database.ts';
import { uuidV7 } from '../jobs/identity.ts';
import type { Delivered } from './deliver.ts';
import { makeSecret } from './sign.ts';
import {
  type DeliveryRow,
  type DeliveryView,
  toDelivery,
  toWebhook,
  type WebhookInput,
  type WebhookRow,
  type WebhookView,
} from './view.ts';

/** Each ended plan of a tenant becomes a row for each of them. */
export const mostWebhooks = 100;

/** Pauses after the attempts, in seconds: 5 s, 30 s, 2 min, 10 min, 1 h, 3 h, 8 h, 24 h; the ninth failure is the last. */
export const retrySeconds = [5, 30, 120, 600, 3600, 10_800, 28_800, 86_400] as const;

/** A process that has not written what came of an attempt by then is taken for dead. An attempt takes at most 10 s. */
const leaseSeconds = 30;

/** How long the secret before signs beside a new one. */
export const secretOverlapHours = 24;

/** Ended deliveries are told for so long. */
const keepDays = 30;
const deletedAtOnce = 1000;

const webhookColumns = 'id, tenant, url, kinds, states, created_at, disabled_at, disabled_reason';
const deliveryColumns = 'id, plan_id, state, attempts, next_at, claim, last_status, last_error, created_at, ended_at';

/** What a process has taken on to deliver now. */
export interface Claimed {
  readonly id: string;
  readonly claim: string;
  readonly webhookId: string;
  readonly planId: string | null;
  /** Absent at the first attempt. */
  readonly body: string | null;
  readonly attempts: number;
  readonly tenant: string;
  readonly url: string;
  readonly host: string;
  readonly secrets: readonly string[];
}

export interface ClaimRoom {
  readonly most: number;
  readonly mostPerHost: number;
  /** Host -> calls of this process that are under way. */
  readonly busy: ReadonlyMap<string, number>;
}

export class WebhookStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws TaktError `tenant-limit`. @returns the webhook and its secret, which is not told again. */
  async create(origin: Origin, { url, kinds, states }: WebhookInput): Promise<WebhookView & { secret: string }> {
    const secret = makeSecret();
    return this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<WebhookRow>(
        `insert into takt.webhooks (id, tenant, url, host, secret, kinds, states)
         select $1, $2, $3, $4, $5, $6, $7
         where (select count(*) from (select 1 from takt.webhooks where tenant = $2 limit $8) as those) < $8
         returning ${webhookColumns}`,
        [uuidV7(), origin.tenant, url, new URL(url).host, secret, kinds ?? null, states ?? null, mostWebhooks],
      );
      if (rows.length === 0)
        throw new TaktError('tenant-limit', `the tenant has ${mostWebhooks} webhooks, which is the limit; delete one`);
      await audit(transaction, { ...origin, action: 'webhook.made', subject: `webhook/${rows[0].id}` });
      return { ...toWebhook(rows[0]), secret };
    });
  }

  async list(tenant: string): Promise<WebhookView[]> {
    const { rows } = await this.#database.query<WebhookRow>(
      `select ${webhookColumns} from takt.webhooks where tenant = $1 order by created_at desc, id desc`,
      [tenant],
    );
    return rows.map(toWebhook);
  }

  async get(tenant: string, id: string): Promise<WebhookView | undefined> {
    const { rows } = await this.#database.query<WebhookRow>(
      `select ${webhookColumns} from takt.webhooks where tenant = $1 and id = $2`,
      [tenant, id],
    );
    return rows[0] && toWebhook(rows[0]);
  }

  /** With all its deliveries. @returns false where there is none. */
  async delete(origin: Origin, id: string): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      const sql = 'delete from takt.webhooks where tenant = $1 and id = $2';
      if ((await transaction.query(sql, [origin.tenant, id])).rowCount === 0) return false;
      await audit(transaction, { ...origin, action: 'webhook.deleted', subject: `webhook/${id}` });
      return true;
    });
  }

  /** The secret before signs beside the new one for a day. @returns undefined where there is no such webhook. */
  async changeSecret(origin: Origin, id: string): Promise<string | undefined> {
    const secret = makeSecret();
    return this.#database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update takt.webhooks set previous_secret = secret, secret = $3, secret_changed_at = now()
         where tenant = $1 and id = $2`,
        [origin.tenant, id, secret],
      );
      if (rowCount === 0) return undefined;
      await changed(transaction, origin, id, 'secret');
      return secret;
    });
  }

  /** What signs for a webhook now, the newest first. */
  async secrets(id: string): Promise<string[]> {
    const { rows } = await this.#database.query<{ secrets: string[] }>(
      `select ${secretsInUse('w')} as secrets from takt.webhooks w where id = $1`,
      [id],
    );
    return rows[0]?.secrets ?? [];
  }

  /** Newest first. */
  async deliveries(
    webhookId: string,
    { limit, before }: { limit: number; before?: { createdAt: string; id: string } },
  ): Promise<DeliveryView[]> {
    const { rows } = await this.#database.query<DeliveryRow>(
      `select ${deliveryColumns} from takt.webhook_deliveries
       where webhook_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
       order by created_at desc, id desc limit $4`,
      [webhookId, before?.createdAt ?? null, before?.id ?? null, limit],
    );
    return rows.map(toDelivery);
  }

  /** Keeps what came of a test, which is sent at once and not again. */
  async keepTest(webhookId: string, id: string, body: string, outcome: Delivered): Promise<DeliveryView | undefined> {
    const { rows } = await this.#database.query<DeliveryRow>(
      `insert into takt.webhook_deliveries
         (id, webhook_id, host, body, state, attempts, last_status, last_error, ended_at)
       select $2, w.id, w.host, $3, $4, 1, $5, $6, clock_timestamp() from takt.webhooks w where w.id = $1
       returning ${deliveryColumns}`,
      [webhookId, id, body, isDelivered(outcome) ? 'delivered' : 'failed', ...figures(outcome)],
    );
    return rows[0] && toDelivery(rows[0]);
  }

  /** Makes it due now, with all its attempts before it. @returns undefined where there is no such delivery. */
  async retry(origin: Origin, webhookId: string, id: string): Promise<DeliveryView | undefined> {
    return this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<DeliveryRow>(
        `update takt.webhook_deliveries set state = 'waiting', attempts = 0, claim = null, ended_at = null,
           next_at = clock_timestamp()
         where id = $1 and webhook_id = $2 returning ${deliveryColumns}`,
        [id, webhookId],
      );
      if (rows.length > 0) await changed(transaction, origin, webhookId, `delivery ${id} again`);
      return rows[0] && toDelivery(rows[0]);
    });
  }

  /**
   * Takes deliveries that are due, the longest due first, for this process alone until the lease ends. Of each host only as many
   * as there is room for, so that one that does not answer holds nobody up.
   * @param now - by default the database's clock.
   */
  async claim({ most, mostPerHost, busy }: ClaimRoom, now?: Date): Promise<Claimed[]> {
    const { rows } = await this.#database.query<Claimed>(
      `with hosts as (
         select h.host, $2::integer - coalesce(b.calls, 0) as room
         from (select distinct host from takt.webhooks where disabled_at is null) as h
         left join unnest($3::text[], $4::integer[]) as b(host, calls) on b.host = h.host
       ), due as (
         select d.id from hosts h cross join lateral (
           select id, next_at from takt.webhook_deliveries
           where state = 'waiting' and host = h.host and next_at <= coalesce($5::timestamptz, clock_timestamp())
           order by next_at limit greatest(0, h.room) for update skip locked
         ) as d
         order by d.next_at limit $1
       )
       update takt.webhook_deliveries d set attempts = attempts + 1, claim = $6,
         next_at = coalesce($5::timestamptz, clock_timestamp()) + $7 * interval '1 second'
       from takt.webhooks w
       where d.id in (select id from due) and w.id = d.webhook_id
       returning d.id, d.claim, d.webhook_id as "webhookId", d.plan_id as "planId", d.body, d.attempts, w.tenant, w.url,
         w.host, ${secretsInUse('w')} as secrets`,
      [most, mostPerHost, [...busy.keys()], [...busy.values()], now ?? null, randomUUID(), leaseSeconds],
    );
    return rows;
  }

  /** Keeps what is posted, so that every attempt posts the same. */
  async keepBody({ id, claim }: Claimed, body: string): Promise<void> {
    await this.#database.query('update takt.webhook_deliveries set body = $3 where id = $1 and claim = $2', [
      id,
      claim,
      body,
    ]);
  }

  /**
   * Writes what came of an attempt: delivered, due again, or failed for good; 410 disables the webhook.
   * @returns its state now; undefined, and nothing is written, where the claim is no longer the latest.
   */
  async record(
    claimed: Claimed,
    outcome: Delivered | { readonly gone: string },
    now?: Date,
  ): Promise<DeliveryView['state'] | undefined> {
    const { id, claim, attempts, webhookId } = claimed;
    const delivered = isDelivered(outcome);
    const pause: number | undefined = 'gone' in outcome ? undefined : retrySeconds[attempts - 1];
    const state = delivered ? 'delivered' : pause === undefined ? 'failed' : 'waiting';
    return this.#database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update takt.webhook_deliveries set state = $3::text, last_status = $4, last_error = $5, claim = null,
           next_at = coalesce($6::timestamptz, clock_timestamp()) + $7 * interval '1 second',
           ended_at = case when $3::text <> 'waiting' then clock_timestamp() end
         where id = $1 and claim = $2`,
        [id, claim, state, ...figures(outcome), now ?? null, pause ?? 0],
      );
      if (rowCount === 0) return undefined;
      if ('status' in outcome && outcome.status === 410) await this.#disable(transaction, webhookId);
      return state;
    });
  }

  async #disable(transaction: Queryable, webhookId: string): Promise<void> {
    const reason = 'the receiver answered 410 (Gone)';
    await transaction.query(
      `update takt.webhooks set disabled_at = now(), disabled_reason = $2 where id = $1 and disabled_at is null`,
      [webhookId, reason],
    );
    await transaction.query(
      `update takt.webhook_deliveries set state = 'failed', last_error = $2, claim = null, ended_at = clock_timestamp()
       where webhook_id = $1 and state = 'waiting'`,
      [webhookId, reason],
    );
  }

  /** Gives a delivery back as if it had not been taken on, as a process does that stops. */
  async handBack({ id, claim }: Claimed): Promise<void> {
    await this.#database.query(
      `update takt.webhook_deliveries set attempts = attempts - 1, claim = null, next_at = clock_timestamp()
       where id = $1 and claim = $2`,
      [id, claim],
    );
  }

  /** Whether anybody wants to be told of anything. */
  async any(): Promise<boolean> {
    const { rows } = await this.#database.query<{ any: boolean }>(
      'select exists (select 1 from takt.webhooks where disabled_at is null) as any',
    );
    return rows[0].any;
  }

  /** Deletes what ended a month ago, a part at a time. @returns how many. */
  async forget(): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from takt.webhook_deliveries where id in (
         select id from takt.webhook_deliveries where ended_at < now() - $1 * interval '1 day' limit $2)`,
      [keepDays, deletedAtOnce],
    );
    return rowCount;
  }
}

async function changed(transaction: Queryable, origin: Origin, id: string, what: string): Promise<void> {
  await audit(transaction, { ...origin, action: 'webhook.changed', subject: `webhook/${id}`, details: { what } });
}

export function isDelivered(outcome: object): boolean {
  return 'status' in outcome && Number(outcome.status) >= 200 && Number(outcome.status) < 300;
}

function figures(outcome: Delivered | { readonly gone: string }): [number | null, string | null] {
  if ('status' in outcome) return [outcome.status, null];
  return [null, 'gone' in outcome ? outcome.gone : outcome.error];
}

function secretsInUse(webhook: string): string {
  return `case when ${webhook}.secret_changed_at > now() - interval '${secretOverlapHours} hours'
    then array[${webhook}.secret, ${webhook}.previous_secret] else array[${webhook}.secret] end`;
}

/**
 * Limits of a tenant: requests per second in this process, and, in the database and so for all processes together,
 * plans that wait and solving seconds in an hour of the clock (UTC).
 */
import { TaktError } from '../../models/errors.ts';
import { longestRetrySeconds, retryAfterSeconds } from '../../models/retry-after.ts';
import type { TenantLimits } from '../config.ts';
import type { Queryable } from '../db/database.ts';
import { TenantFigures } from './tenant-figures.ts';
import { TokenBuckets } from './token-bucket.ts';

/** What is about to be kept or solved. */
export interface Demand {
  readonly tenant: string;
  /** Time budgets, together. */
  readonly costMs: number;
  /** Plans that will wait; 0 for a solve without the store. */
  readonly plans: number;
}

export class TenantLimiter {
  readonly #database: Queryable;
  readonly #figures: TenantFigures;
  readonly #buckets: TokenBuckets;

  /** @param now - milliseconds of a clock that does not jump. */
  constructor(database: Queryable, defaults: TenantLimits, now = () => performance.now()) {
    this.#database = database;
    this.#figures = new TenantFigures(defaults, now);
    this.#buckets = new TokenBuckets(now);
  }

  /**
   * Counts a request.
   * @throws TaktError `rate-limited`.
   */
  async takeRequest(tenant: string): Promise<void> {
    const { requestsPerSecond } = await this.#figures.of(this.#database, tenant);
    if (requestsPerSecond === 0) return;
    const seconds = this.#buckets.take(tenant, requestsPerSecond);
    if (seconds === 0) return;
    throw new TaktError('rate-limited', `the tenant may send ${requestsPerSecond} requests a second`, {
      retryAfterSeconds: seconds,
    });
  }

  /**
   * Counts what is about to be kept, in the transaction that keeps it: what is rolled back was not counted. Where the
   * tenant has a limit, its row of the hour is locked first, so that requests at the same time cannot exceed it together.
   * @throws TaktError `tenant-limit`.
   */
  async checkTenantLimits(transaction: Queryable, demand: Demand): Promise<void> {
    const { waitingPlans, solvingSecondsPerHour } = await this.#figures.of(transaction, demand.tenant);
    if (waitingPlans === 0 && solvingSecondsPerHour === 0) return;
    await countSolving(transaction, demand, solvingSecondsPerHour);
    if (waitingPlans > 0) await refuseWaiting(transaction, demand, waitingPlans);
  }

  /** Takes back, in the same transaction, what was counted for plans that were not kept after all. */
  async giveBack(transaction: Queryable, { tenant, costMs }: Demand): Promise<void> {
    await transaction.query(
      `update takt.tenant_usage set cost_ms = greatest(0, cost_ms - $2)
       where tenant = $1 and hour = date_trunc('hour', now(), 'UTC')`,
      [tenant, costMs],
    );
  }

  /**
   * Counts a solve without the store, before it begins.
   * @throws TaktError `tenant-limit`.
   */
  async checkSolve(tenant: string, costMs: number): Promise<void> {
    const { solvingSecondsPerHour } = await this.#figures.of(this.#database, tenant);
    if (solvingSecondsPerHour > 0)
      await countSolving(this.#database, { tenant, costMs, plans: 0 }, solvingSecondsPerHour);
  }

  /** Takes back what `checkSolve` counted for a solve that did not begin. */
  async giveBackSolve(tenant: string, costMs: number): Promise<void> {
    const { solvingSecondsPerHour } = await this.#figures.of(this.#database, tenant);
    if (solvingSecondsPerHour > 0) await this.giveBack(this.#database, { tenant, costMs, plans: 0 });
  }
}

/** One statement, which counts only what fits; a row that is not changed is locked all the same. */
async function countSolving(queryable: Queryable, { tenant, costMs }: Demand, limitSeconds: number): Promise<void> {
  const limitMs = limitSeconds === 0 ? Number.MAX_SAFE_INTEGER : limitSeconds * 1000;
  if (costMs > limitMs)
    throw new TaktError(
      'tenant-limit',
      `this alone asks for ${costMs / 1000} s of solving; the tenant may ask for ${limitSeconds} s in an hour: lower budget.timeMs`,
      { retryAfterSeconds: longestRetrySeconds },
    );
  const { rowCount } = await queryable.query(
    `insert into takt.tenant_usage as u (tenant, hour, cost_ms) values ($1, date_trunc('hour', now(), 'UTC'), $2)
     on conflict (tenant, hour) do update set cost_ms = u.cost_ms + excluded.cost_ms
       where u.cost_ms + excluded.cost_ms <= $3`,
    [tenant, costMs, limitMs],
  );
  if (rowCount > 0) return;
  const { rows } = await queryable.query<{ used_ms: number; next_hour_s: number }>(
    `select coalesce((select cost_ms from takt.tenant_usage
         where tenant = $1 and hour = date_trunc('hour', now(), 'UTC')), 0) as used_ms,
       ceil(extract(epoch from date_trunc('hour', now(), 'UTC') + interval '1 hour' - now()))::float8 as next_hour_s`,
    [tenant],
  );
  throw new TaktError(
    'tenant-limit',
    `the tenant may ask for ${limitSeconds} s of solving in an hour; it has asked for ${Math.floor(rows[0].used_ms / 1000)} s, ` +
      `and this asks for ${costMs / 1000} s more`,
    { retryAfterSeconds: retryAfterSeconds(1000 * rows[0].next_hour_s) },
  );
}

/** Counts no further than the limit, whatever the length of the queue. */
async function refuseWaiting(transaction: Queryable, { tenant, plans }: Demand, limit: number): Promise<void> {
  const { rows } = await transaction.query<{ waiting: number; mean_ms: number; threads: number }>(
    `select count(*) as waiting, coalesce(avg(cost_ms), 0)::float8 as mean_ms,
       (select coalesce(sum(threads), 1) from takt.solver_nodes where seen_at > now() - interval '30 seconds') as threads
     from (select cost_ms from takt.plans where tenant = $1 and state = 'queued' limit $2) as waiting`,
    [tenant, limit + 1],
  );
  const { waiting, mean_ms, threads } = rows[0];
  const tooMany = waiting + plans - limit;
  if (tooMany <= 0) return;
  throw new TaktError(
    'tenant-limit',
    `${limit} plans of the tenant may wait; ${Math.min(waiting, limit)} do already, and this adds ${plans}`,
    // Until so many have begun, at the pace of all solver threads.
    { retryAfterSeconds: retryAfterSeconds((tooMany * mean_ms) / threads) },
  );
}

/** What a tenant may ask for: its own figures where it has some, else those of the settings. */
import type { TenantLimits } from '../config.ts';
import type { Queryable } from '../db/database.ts';

/** A changed figure acts everywhere within this time. */
const rememberedMs = 5000;
const mostRemembered = 10_000;

interface TenantRow {
  requests_per_second: number | null;
  waiting_plans: number | null;
  solving_seconds_per_hour: number | null;
}

export class TenantFigures {
  readonly #defaults: TenantLimits;
  readonly #now: () => number;
  readonly #remembered = new Map<string, { limits: TenantLimits; until: number }>();

  constructor(defaults: TenantLimits, now: () => number) {
    this.#defaults = defaults;
    this.#now = now;
  }

  /** @param queryable - what to ask where nothing is remembered; inside a transaction that one, and no other. */
  async of(queryable: Queryable, tenant: string): Promise<TenantLimits> {
    const remembered = this.#remembered.get(tenant);
    const now = this.#now();
    if (remembered && remembered.until > now) return remembered.limits;
    const { rows } = await queryable.query<TenantRow>(
      'select requests_per_second, waiting_plans, solving_seconds_per_hour from takt.tenants where tenant = $1',
      [tenant],
    );
    const limits = {
      requestsPerSecond: rows[0]?.requests_per_second ?? this.#defaults.requestsPerSecond,
      waitingPlans: rows[0]?.waiting_plans ?? this.#defaults.waitingPlans,
      solvingSecondsPerHour: rows[0]?.solving_seconds_per_hour ?? this.#defaults.solvingSecondsPerHour,
    };
    this.#remembered.delete(tenant);
    this.#remembered.set(tenant, { limits, until: now + rememberedMs });
    if (this.#remembered.size > mostRemembered) this.#remembered.delete(this.#remembered.keys().next().value!);
    return limits;
  }
}

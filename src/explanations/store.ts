/**
 * Explanations in the database.
 *
 * open       entered by `ask`; left by `keep` and `fail`, which only the holder of its claim may
 * closed     kept, or failed; entered again by `ask` for one that failed a while ago or had much too little time
 */
import { type ErrorCode, toErrorData } from '../../models/errors.ts';
import type { Explanation } from '../../models/explanation.ts';
import type { PlanKind } from '../../models/plan-request.ts';
import type { StopReason } from '../../models/result.ts';
import type { Database } from '../db/database.ts';
import { codeVersion } from '../jobs/identity.ts';
import type { PlanState } from '../jobs/plan-view.ts';

/** What a claim is believed after its holder was last heard of. */
const claimSeconds = 30;

/** How often a holder renews its claim. */
export const renewIntervalMs = 10_000;

/** A failure is told for so long before it is tried again: what crashed a solver would do so for everybody who asks. */
const failureSeconds = 300;

/** A computation again gets at least so many times the time of the one that is kept; else a caller could ask for ever. */
export const leastGrowth = 2;

/** Of the row `kept`. Errors of versions that kept no moment count as old. */
const failedLately = `coalesce((kept.error->>'at')::timestamptz > now() - interval '${failureSeconds} seconds', false)`;

export interface KeptExplanation {
  readonly open: boolean;
  /** Somebody computes it. */
  readonly claimed: boolean;
  /** What one that is open may take. */
  readonly wantedMs: number;
  readonly explanation?: Explanation;
  readonly timeMs?: number;
  readonly codeVersion?: string;
  readonly computedAt?: string;
  /** Of a computation that failed so lately that it is not tried again yet. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** A plan that is to be explained. */
export interface PlanToExplain {
  readonly kind: PlanKind;
  readonly state: PlanState;
  readonly priority: number;
  readonly problem: unknown;
  readonly found: string | null;
  readonly ended_by: StopReason | null;
  readonly lower_bound: number | null;
  readonly reason: string | null;
  readonly error: { readonly message: string } | null;
  readonly plan: unknown;
}

export class ExplanationStore {
  readonly #database: Database;
  /** Whose claims these are. */
  readonly #holder: string;

  constructor(database: Database, holder: string) {
    this.#database = database;
    this.#holder = holder;
  }

  /**
   * Asks for an explanation of a plan that is known to have ended; for more time, where it is asked for already and nobody
   * has begun.
   * @param more - absent: any that is kept will do; else one that had much less time, and not enough, is computed again.
   */
  async ask(planId: string, timeMs: number, more: boolean): Promise<void> {
    await this.#database.query(
      `insert into takt.explanations as kept (plan_id, wanted_ms) values ($1, $2)
       on conflict (plan_id) do update set open = true, error = null, wanted_ms = excluded.wanted_ms
       where case
         when kept.open then excluded.wanted_ms > kept.wanted_ms and (kept.claimed_until is null or kept.claimed_until < now())
         when ${failedLately} then false
         when kept.explanation is null then true
         else $3 and kept.ended_by <> 'done' and excluded.wanted_ms >= $4 * kept.time_ms
       end`,
      [planId, timeMs, more, leastGrowth],
    );
  }

  async get(planId: string): Promise<KeptExplanation | undefined> {
    const { rows } = await this.#database.query<{
      open: boolean;
      claimed: boolean;
      wanted_ms: number;
      explanation: Explanation | null;
      time_ms: number | null;
      code_version: string | null;
      computed_at: Date | null;
      error: { code: ErrorCode; message: string } | null;
    }>(
      `select open, coalesce(claimed_until >= now(), false) as claimed, wanted_ms, explanation, time_ms, code_version,
         computed_at, case when ${failedLately} then error end as error
       from takt.explanations kept where plan_id = $1`,
      [planId],
    );
    const [row] = rows;
    return (
      row && {
        open: row.open,
        claimed: row.claimed,
        wantedMs: row.wanted_ms,
        explanation: row.explanation ?? undefined,
        timeMs: row.time_ms ?? undefined,
        codeVersion: row.code_version ?? undefined,
        computedAt: row.computed_at?.toISOString(),
        error: row.error ?? undefined,
      }
    );
  }

  /**
   * Takes an open one that nobody holds.
   * @param planId - absent: any.
   * @param except - not these: they are being computed here, even where a claim has lapsed.
   */
  async claim(
    planId: string | undefined,
    except: readonly string[],
  ): Promise<{ planId: string; timeMs: number } | undefined> {
    const { rows } = await this.#database.query<{ plan_id: string; wanted_ms: number }>(
      `update takt.explanations
       set claimed_by = $1, claimed_until = now() + make_interval(secs => $2)
       where plan_id = (
         select plan_id from takt.explanations
         where open and ($3::uuid is null or plan_id = $3) and (claimed_until is null or claimed_until < now())
           and plan_id <> all($4::uuid[])
         limit 1 for update skip locked
       )
       returning plan_id, wanted_ms`,
      [this.#holder, claimSeconds, planId ?? null, except],
    );
    return rows[0] && { planId: rows[0].plan_id, timeMs: rows[0].wanted_ms };
  }

  /** Says that it is still being computed; nothing happens where another has taken the claim. */
  async renew(planId: string): Promise<void> {
    await this.#database.query(
      `update takt.explanations set claimed_until = now() + make_interval(secs => $3)
       where plan_id = $1 and claimed_by = $2`,
      [planId, this.#holder, claimSeconds],
    );
  }

  /** Gives a claim back: another may compute it. */
  async release(planId: string): Promise<void> {
    await this.#database.query(
      'update takt.explanations set claimed_by = null, claimed_until = null where plan_id = $1 and claimed_by = $2',
      [planId, this.#holder],
    );
  }

  async keep(planId: string, timeMs: number, explanation: Explanation): Promise<void> {
    await this.#database.query(
      `update takt.explanations
       set open = false, claimed_by = null, claimed_until = null, error = null, explanation = $3, time_ms = $4,
         ended_by = $5, code_version = $6, computed_at = now()
       where plan_id = $1 and claimed_by = $2`,
      [planId, this.#holder, JSON.stringify(explanation), timeMs, explanation.endedBy, codeVersion],
    );
  }

  /** What is kept from before stays, and the moment at which that was computed. */
  async fail(planId: string, error: unknown): Promise<void> {
    const { code } = toErrorData(error);
    const message = 'the plan could not be explained; the log has the details';
    await this.#database.query(
      `update takt.explanations
       set open = false, claimed_by = null, claimed_until = null, error = $3::jsonb || jsonb_build_object('at', now())
       where plan_id = $1 and claimed_by = $2`,
      [planId, this.#holder, JSON.stringify({ code, message })],
    );
  }

  async plan(planId: string): Promise<PlanToExplain | undefined> {
    const { rows } = await this.#database.query<PlanToExplain>(
      `select kind, state, priority, request->'problem' as problem, found, ended_by, lower_bound, reason, error, plan
       from takt.plans where id = $1`,
      [planId],
    );
    return rows[0];
  }
}

/** How plans enter the store. */
import type { PlanRequest } from '../../models/plan-request.ts';
import { queueRank } from '../../models/queue-order.ts';
import type { Origin } from '../access/audit.ts';
import { claimSites } from '../access/equipment.ts';
import type { Queryable } from '../db/database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { tracedSend } from '../telemetry/queue-spans.ts';
import type { Idempotency } from './idempotency.ts';
import { codeVersion, requestHash, uuidV7 } from './identity.ts';
import type { JobQueue } from './job-queue.ts';
import { listColumns, type PlanRow } from './plan-rows.ts';
import type { CatalogUse, Derivation, WarmStartUse } from './plan-view.ts';

/** A plan-request with what the service knows of it beside. */
export interface NewPlan {
  readonly request: PlanRequest;
  readonly tenant: string;
  readonly traceparent?: string;
  /** Catalog items that were put into the request. */
  readonly catalog?: readonly CatalogUse[];
  readonly idempotency?: Idempotency;
  readonly batchId?: string;
  /** Who has it kept, for the audit. */
  readonly origin?: Origin;
  /** The plan whose request this one repeats or changes. */
  readonly derived?: { readonly from: string; readonly derivation: Derivation; readonly warmStart?: WarmStartUse };
}

/** Characters of requests in one statement: a batch of repairs with all that was learned would not fit into one. */
const mostCharacters = 16_000_000;

/**
 * Keeps plans with their first event and puts them into the queue, as part of the caller's transaction: two statements,
 * however many there are, unless they are very long.
 * @returns their rows in the order of the plans; without those whose idempotency key is taken.
 */
export function insertPlans(transaction: Queryable, queue: JobQueue, plans: readonly NewPlan[]): Promise<PlanRow[]> {
  // In order, so that plans that came together are listed as they came.
  const ids = plans.map(() => uuidV7()).sort();
  const queued = plans.map(({ request, traceparent }, index) => ({
    planId: ids[index],
    kind: request.kind,
    traceparent,
  }));
  return tracedSend(queued, async (traceparents) => {
    await claimSites(transaction, plans);
    const rows: PlanRow[] = [];
    for (let first = 0; first < plans.length; ) {
      const texts: string[] = [];
      for (let length = 0; first < plans.length && length < mostCharacters; first++) {
        const text = JSON.stringify(toRow({ ...plans[first], traceparent: traceparents[first] }, ids[first]));
        length += text.length;
        texts.push(text);
      }
      rows.push(...(await insertRows(transaction, `[${texts.join(',')}]`)));
    }
    const costOf = new Map(plans.map(({ request }, index) => [ids[index], request.budget.timeMs]));
    const jobs = rows.map(({ id, priority, created_at }) => ({
      planId: id,
      rank: queueRank(priority, created_at.getTime()),
      timeMs: costOf.get(id)!,
    }));
    await queue.sendAll(transaction, jobs);
    return rows;
  });
}

async function insertRows(transaction: Queryable, json: string): Promise<PlanRow[]> {
  const { rows } = await transaction.query<PlanRow>(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as given
         (id uuid, kind text, priority int, tags jsonb, request jsonb, request_hash text, code_version text, traceparent text,
          not_after timestamptz, tenant text, cost_ms bigint, catalog jsonb, idempotency_key text, idempotency_hash text,
          batch_id uuid, derived_from uuid, derivation text, warm_start jsonb, actor text, request_id text)
     ), kept as (
       insert into takt.plans
         (id, kind, priority, tags, request, request_hash, code_version, traceparent, not_after, tenant, cost_ms, catalog,
          idempotency_key, idempotency_hash, batch_id, derived_from, derivation, warm_start, last_event)
       select id, kind, priority, tags, request, request_hash, code_version, traceparent, not_after, tenant, cost_ms, catalog,
          idempotency_key, idempotency_hash, batch_id, derived_from, derivation, warm_start, 1
       from given
       on conflict (tenant, idempotency_key) where idempotency_key is not null do nothing
       returning ${listColumns}
     ), told as (
       insert into takt.plan_events (plan_id, sequence, type, data) select id, 1, 'state', $2 from kept
     ), audited as (
       insert into takt.audit (tenant, actor, action, subject, request_id)
       select given.tenant, actor, 'plan.kept', 'plan/' || id, request_id from kept join given using (id)
       where actor is not null
     )
     select ${listColumns} from kept order by id`,
    [json, JSON.stringify({ state: 'queued' })],
  );
  return rows;
}

function toRow(plan: NewPlan, id: string): object {
  const { request, tenant, traceparent, catalog, idempotency, batchId, derived, origin } = plan;
  return {
    id,
    kind: request.kind,
    priority: request.priority,
    tags: request.tags,
    request,
    request_hash: requestHash(request),
    code_version: codeVersion,
    traceparent,
    not_after: request.notAfter && toTimestamp(request.notAfter),
    tenant,
    cost_ms: request.budget.timeMs,
    catalog,
    idempotency_key: idempotency?.key,
    idempotency_hash: idempotency?.hash,
    batch_id: batchId,
    derived_from: derived?.from,
    derivation: derived?.derivation,
    warm_start: derived?.warmStart,
    actor: origin?.actor,
    request_id: origin?.requestId,
  };
}

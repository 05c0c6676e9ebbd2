/** Who changed what, and when: a row in the transaction of the change, so that there is never one without the other. */
import type { Queryable } from '../db/database.ts';

/** What is written down. An action is never given another meaning. */
export const auditActions = [
  'plan.kept',
  'plan.stopped',
  'plan.approved',
  'programs.refused',
  'hold.made',
  'hold.released',
  'batch.kept',
  'batch.stopped',
  'outcome.reported',
  'catalog.put',
  'catalog.withdrawn',
  'webhook.made',
  'webhook.changed',
  'webhook.deleted',
  'key.made',
  'key.revoked',
  'limits.set',
  'site.assigned',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** On whose behalf something is changed. */
export interface Origin {
  readonly tenant: string;
  /** As in `Caller`; `cli:<user>` where it was done on the command line, `service` where takt did it by itself. */
  readonly actor: string;
  /** Absent where no request led to it. */
  readonly requestId?: string;
}

export interface AuditEntry extends Origin {
  readonly action: AuditAction;
  /** What it was done to, e.g. `plan/<id>`. */
  readonly subject: string;
  /** What else is worth knowing; never a secret. */
  readonly details?: object;
}

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditFilter {
  readonly action?: AuditAction;
  readonly limit: number;
  /** Only rows before this one. */
  readonly before?: number;
}

/** @param transaction - the one that makes the change. */
export async function audit(transaction: Queryable, entry: AuditEntry): Promise<void> {
  const { tenant, actor, action, subject, requestId, details } = entry;
  await transaction.query(
    'insert into takt.audit (tenant, actor, action, subject, request_id, details) values ($1, $2, $3, $4, $5, $6)',
    [tenant, actor, action, subject, requestId ?? null, JSON.stringify(details ?? {})],
  );
}

/** What was changed within a tenant, newest first. */
export async function listAudit(queryable: Queryable, tenant: string, filter: AuditFilter): Promise<AuditRow[]> {
  const { rows } = await queryable.query<AuditRow>(
    `select id, at, actor, action, subject, request_id as "requestId", details from takt.audit
     where tenant = $1 and ($2::text is null or action = $2) and ($3::bigint is null or id < $3)
     order by id desc limit $4`,
    [tenant, filter.action ?? null, filter.before ?? null, filter.limit],
  );
  return rows;
}

/** Which plans a list shows, as one statement. */
import { toTimestamp } from '../db/timestamp.ts';
import { listColumns } from './plan-rows.ts';
import type { PlanState, PlanView } from './plan-view.ts';

/** All that is given must hold; of lists, one entry. */
export interface ListFilter {
  readonly state?: readonly PlanState[];
  readonly kind?: readonly string[];
  readonly found?: readonly NonNullable<PlanView['found']>[];
  /** Each of these tags with this value. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly batch?: string;
  readonly derivedFrom?: string;
  /** Instants; both exclusive. */
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly limit: number;
  /** Where the last page ended: `createdAt` and id of its last plan. */
  readonly before?: { readonly createdAt: string; readonly id: string };
}

/** @returns statement and parameters; only with the conditions that are given, so that each finds its index. */
export function listStatement(tenant: string, filter: ListFilter): [text: string, parameters: unknown[]] {
  const parameters: unknown[] = [];
  const value = (parameter: unknown) => `$${parameters.push(parameter)}`;
  const conditions = [`tenant = ${value(tenant)}`];
  if (filter.state) conditions.push(`state = any(${value(filter.state)}::text[])`);
  if (filter.kind) conditions.push(`kind = any(${value(filter.kind)}::text[])`);
  if (filter.found) conditions.push(`found = any(${value(filter.found)}::text[])`);
  if (filter.tags) conditions.push(`tags @> ${value(JSON.stringify(filter.tags))}::jsonb`);
  if (filter.batch) conditions.push(`batch_id = ${value(filter.batch)}::uuid`);
  if (filter.derivedFrom) conditions.push(`derived_from = ${value(filter.derivedFrom)}::uuid`);
  if (filter.createdAfter) conditions.push(`created_at > ${value(toTimestamp(filter.createdAfter))}::timestamptz`);
  if (filter.createdBefore) conditions.push(`created_at < ${value(toTimestamp(filter.createdBefore))}::timestamptz`);
  if (filter.before)
    conditions.push(
      `(created_at, id) < (${value(filter.before.createdAt)}::timestamptz, ${value(filter.before.id)}::uuid)`,
    );
  const text = `select ${listColumns} from takt.plans where ${conditions.join(' and ')}
    order by created_at desc, id desc limit ${value(filter.limit)}`;
  return [text, parameters];
}

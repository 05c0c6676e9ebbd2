/** The history of a plan: numbered without gaps, in the order in which it became visible. */
import { type ErrorCode, errorTable } from '../../models/errors.ts';
import type { Queryable } from '../db/database.ts';
import type { PlanEvent } from './plan-view.ts';

/** Adds an event under the next number; the plan's row, locked by the update, keeps numbers and commits in one order. */
export async function addEvent(
  transaction: Queryable,
  id: string,
  type: PlanEvent['type'],
  data: object,
): Promise<void> {
  await transaction.query(
    `with numbered as (update takt.plans set last_event = last_event + 1 where id = $1 returning last_event)
     insert into takt.plan_events (plan_id, sequence, type, data) select $1, last_event, $2, $3 from numbered`,
    [id, type, JSON.stringify(data)],
  );
}

export interface RowChange {
  /** Assignments and conditions in SQL, with parameters from `$4` on. */
  readonly set: string;
  readonly where?: string;
  readonly parameters: readonly unknown[];
}

/**
 * Changes a plan and adds the event that tells of it, as one statement: each more costs its way to the database and back.
 * @returns false, and nothing is written, where the conditions do not hold.
 */
export async function changeAndTell(
  queryable: Queryable,
  id: string,
  { set, where = 'true', parameters }: RowChange,
  [type, data]: readonly [PlanEvent['type'], object],
): Promise<boolean> {
  const { rows } = await queryable.query(
    `with changed as (
       update takt.plans set ${set}, last_event = last_event + 1 where id = $1 and ${where} returning id, last_event
     ), told as (
       insert into takt.plan_events (plan_id, sequence, type, data) select id, last_event, $2, $3 from changed
     )
     select last_event from changed`,
    [id, type, JSON.stringify(data), ...parameters],
  );
  return rows.length > 0;
}

export function errorView(error: { code: ErrorCode; message: string }) {
  return { code: error.code, title: errorTable[error.code].title, message: error.message };
}

/** Of these plans, the number of the latest event. */
export async function latestEvents(queryable: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await queryable.query<{ id: string; last_event: number }>(
    'select id, last_event from takt.plans where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.last_event]));
}

/** All that the store knows of its plans after a fault, read in one go. */
import type { PlanRequest } from '../../models/plan-request.ts';
import type { Queryable } from '../../src/db/database.ts';
import type { PlanState } from '../../src/jobs/plan-view.ts';

export interface HistoryPlan {
  readonly id: string;
  readonly state: PlanState;
  readonly attempt: number;
  readonly lastEvent: number;
  /** The workload's own name for the request. */
  readonly name: string;
  readonly request: PlanRequest;
  readonly plan: unknown;
  readonly objective: number | null;
  readonly found: string | null;
  readonly errorCode: string | null;
  readonly idempotencyKey: string | null;
}

export interface HistoryEvent {
  readonly planId: string;
  readonly sequence: number;
  readonly type: 'state' | 'incumbent';
  /** ms since 1970, by the database. */
  readonly at: number;
  readonly state?: PlanState;
  readonly attempt?: number;
}

export interface HistoryProgram {
  readonly planId: string;
  readonly oven: string;
  readonly commands: number;
  /** Commands without a transition that tells of their making, or with more than one. */
  readonly badlyRecorded: number;
}

export interface History {
  readonly plans: readonly HistoryPlan[];
  /** By plan and number. */
  readonly events: readonly HistoryEvent[];
  readonly programs: readonly HistoryProgram[];
  /** Jobs of the queue that are not done although their plan has ended. */
  readonly openJobsOfEndedPlans: number;
}

type EventRow = Omit<HistoryEvent, 'state' | 'attempt'> & { state: PlanState | null; attempt: number | null };

/** @param prefix - only plans whose names begin so. */
export async function readHistory(database: Queryable, prefix: string): Promise<History> {
  const plans = await database.query<HistoryPlan>(
    `select id, state, attempt, last_event as "lastEvent", tags->>'name' as name, request, plan, objective, found,
       error->>'code' as "errorCode", idempotency_key as "idempotencyKey" from takt.plans
     where starts_with(tags->>'name', $1) order by created_at, id`,
    [prefix],
  );
  const events = await database.query<EventRow>(
    `select plan_id as "planId", sequence, type, extract(epoch from at)::float8 * 1000 as at, data->>'state' as state,
       (data->>'attempt')::integer as attempt from takt.plan_events
     where plan_id in (select id from takt.plans where starts_with(tags->>'name', $1)) order by plan_id, sequence`,
    [prefix],
  );
  const programs = await database.query<HistoryProgram>(
    `select p.plan_id as "planId", p.oven, count(c.id) as commands,
       count(*) filter (where 1 <> (select count(*) from takt.command_transitions t
         where t.command_id = c.id and t.from_state is null)) as "badlyRecorded"
     from takt.programs p left join takt.commands c on c.program_id = p.id
     where p.plan_id in (select id from takt.plans where starts_with(tags->>'name', $1)) group by p.id`,
    [prefix],
  );
  const jobs = await database.query<{ count: number }>(
    `select count(*) as count from pgboss.job j join takt.plans p on p.id = j.id
     where j.name = 'plans' and j.state < 'completed' and p.ended_at is not null`,
  );
  return {
    plans: plans.rows,
    events: events.rows.map((row) => ({ ...row, state: row.state ?? undefined, attempt: row.attempt ?? undefined })),
    programs: programs.rows,
    openJobsOfEndedPlans: jobs.rows[0].count,
  };
}

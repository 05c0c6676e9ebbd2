/** What a bridge reads from and writes to the database, apart from state changes. */
import type { Queryable } from '../db/database.ts';
import type { Expectation, OvenState, Setpoint } from './protocol.ts';
import type { CommandState } from './states.ts';

/** A command that is in flight, or the next one of its oven. */
export interface WorkItem {
  readonly id: string;
  readonly plan_id: string;
  readonly site: string;
  readonly oven: string;
  readonly step: number;
  readonly version: number;
  readonly state: CommandState;
  readonly program_state: 'active' | 'halted' | 'superseded' | 'done';
  readonly setpoints: readonly Setpoint[];
  readonly expect: Expectation;
  readonly tolerance: number;
  readonly dwell_ms: number;
  readonly start_at: Date;
  readonly latest_start_at: Date;
  readonly verify_by: Date;
  readonly epoch: number | null;
  readonly attempts: number;
  readonly next_send_at: Date | null;
  readonly traceparent: string | null;
}

/** Sites with something left to do for a bridge. */
export async function sitesAtWork(queryable: Queryable): Promise<string[]> {
  // Two halves, each of which an index of its own answers; asked together they would be read from the whole history.
  const { rows } = await queryable.query<{ site: string }>(
    `select site from takt.commands where state in ('planned', 'approved')
     union
     select site from takt.commands where state in ('sent', 'accepted', 'applied')`,
  );
  return rows.map((row) => row.site);
}

/** Per oven of the site: the command in flight, and the unsent one with the lowest version of an active program. */
export async function loadWork(queryable: Queryable, site: string): Promise<WorkItem[]> {
  const { rows } = await queryable.query<WorkItem>(
    `with work as (
       select c.* from takt.commands c where c.site = $1 and c.state in ('sent', 'accepted', 'applied')
       union all
       (select distinct on (c.oven) c.* from takt.commands c join takt.programs p on p.id = c.program_id
        where c.site = $1 and c.state in ('planned', 'approved') and p.state = 'active'
        order by c.oven, c.version))
     select c.id, c.plan_id, c.site, c.oven, c.step, c.version, c.state, p.state as program_state, c.setpoints, c.expect,
       c.tolerance, c.dwell_ms, c.start_at, c.latest_start_at, c.verify_by, c.epoch, c.attempts, c.next_send_at,
       p.traceparent
     from work c join takt.programs p on p.id = c.program_id`,
    [site],
  );
  return rows;
}

export interface OvenReport {
  readonly oven: string;
  readonly present: boolean;
  readonly state?: OvenState;
}

/** Keeps what ovens said last, in one statement for all of them. */
export async function saveOvens(
  queryable: Queryable,
  site: string,
  reports: readonly OvenReport[],
  now: number,
): Promise<void> {
  // The same order as in writePrograms, so that the two never wait for each other's rows.
  const rows = [...reports]
    .sort((a, b) => (a.oven < b.oven ? -1 : 1))
    .map(({ oven, present, state }) => ({
      oven,
      present,
      state: state ?? null,
      state_at: state?.at ?? null,
      version: state?.version ?? 0,
    }));
  await queryable.query(
    `insert into takt.ovens as o (site, oven, issued_version, present, state, state_at, reported_version, updated_at)
     select $1, r.oven, $4::bigint, r.present, r.state, r.state_at, r.version, $3
     from jsonb_to_recordset($2::jsonb)
       as r(oven text, present boolean, state jsonb, state_at timestamptz, version bigint)
     on conflict (site, oven) do update set
       present = excluded.present,
       state = coalesce(excluded.state, o.state),
       state_at = coalesce(excluded.state_at, o.state_at),
       reported_version = greatest(o.reported_version, excluded.reported_version),
       updated_at = excluded.updated_at`,
    [site, JSON.stringify(rows), new Date(now), Math.floor(now / 1000)],
  );
}

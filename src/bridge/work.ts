/** What a bridge reads from and writes to the database, apart from state changes. */
import type { Queryable } from '../db/database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import type { Expectation, OvenState, Setpoint } from './protocol.ts';
import type { CommandState } from './states.ts';
import { holdsOf } from './transitions.ts';

/** A command that is in flight, or one of the next of its oven. */
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
  // One look into an index for each site: the rows themselves may be many.
  const { rows } = await queryable.query<{ site: string }>(
    `select site from (select distinct site from takt.ovens) s
     where exists (select 1 from takt.commands c where c.site = s.site and c.state in ('planned', 'approved'))
       or exists (select 1 from takt.commands c where c.site = s.site and c.state in ('sent', 'accepted', 'applied'))`,
  );
  return rows.map((row) => row.site);
}

/** So many of an oven's next commands are read ahead: those of a few seconds, however close together they come. */
const readAhead = 4;

/**
 * Per oven of the site the command in flight, and the next unsent ones of its program in force that begin by `until`.
 * @param known - read before; of these only what may have changed is read again, since all of a large site twice a second
 *   is the greater part of a bridge's work.
 * @returns by oven and version.
 */
export async function loadWork(
  queryable: Queryable,
  site: string,
  until: Date,
  known: ReadonlyMap<string, WorkItem> = new Map(),
): Promise<WorkItem[]> {
  const { rows } = await queryable.query<Pick<WorkItem, 'id' | 'state' | 'program_state'>>(
    `with work as (
       select c.id, c.oven, c.version, c.state, c.program_id
       from takt.commands c where c.site = $1 and c.state in ('sent', 'accepted', 'applied')
       union all
       select c.* from takt.programs p cross join lateral (
         select c.id, c.oven, c.version, c.state, c.program_id from takt.commands c
         where c.site = p.site and c.oven = p.oven and c.program_id = p.id and c.state in ('planned', 'approved')
           and c.start_at <= $2
         order by c.version limit ${readAhead}) c
       where p.site = $1 and p.state = 'active')
     select c.id, c.state, p.state as program_state
     from work c join takt.programs p on p.id = c.program_id order by c.oven, c.version`,
    [site, until],
  );
  const unknown = rows.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  const read = new Map((await loadItems(queryable, unknown)).map((item) => [item.id, item]));
  return rows.flatMap(({ id, ...now }) => {
    const item = read.get(id) ?? known.get(id);
    return item ? [{ ...item, ...now }] : [];
  });
}

async function loadItems(queryable: Queryable, ids: readonly string[]): Promise<WorkItem[]> {
  if (ids.length === 0) return [];
  const { rows } = await queryable.query<WorkItem>(
    `select c.id, c.plan_id, c.site, c.oven, c.step, c.version, c.state, p.state as program_state, c.setpoints, c.expect,
       c.tolerance, c.dwell_ms, c.start_at, c.latest_start_at, c.verify_by, c.epoch, c.attempts, c.next_send_at,
       p.traceparent
     from takt.commands c join takt.programs p on p.id = c.program_id where c.id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** Whether an unsent command of the site is too late by now. */
export async function hasExpired(queryable: Queryable, site: string, now: number): Promise<boolean> {
  const { rows } = await queryable.query(
    `select 1 from takt.commands where site = $1 and state in ('planned', 'approved') and latest_start_at <= $2 limit 1`,
    [site, new Date(now)],
  );
  return rows.length > 0;
}

/** Ovens of the site that somebody holds. */
export async function loadHolds(queryable: Queryable, site: string): Promise<Set<string>> {
  const { rows } = await queryable.query<{ oven: string }>(
    `select o.oven from takt.ovens o where o.site = $1 and exists (${holdsOf('o')})`,
    [site],
  );
  return new Set(rows.map(({ oven }) => oven));
}

export interface OvenReport {
  readonly oven: string;
  readonly present: boolean;
  readonly state?: OvenState;
  /** Why its next command is not on its way. */
  readonly waitsFor?: string;
  /** Its clock less that of the bridge. */
  readonly clockOffsetMs?: number;
}

/** The most that the column takes. A clock may show anything, and one oven's must not cost the others their row. */
const longestOffsetMs = 2 ** 31 - 1;

/** Versions begin at the Unix time: what an oven reports beyond so much more, some 31 years, is no version of ours. */
const versionLead = 1_000_000_000;

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
    .map(({ oven, present, state, waitsFor, clockOffsetMs }) => ({
      oven,
      present,
      state: state ?? null,
      state_at: state ? toTimestamp(state.at) : null,
      version: state?.version ?? 0,
      waits_for: waitsFor ?? null,
      clock_offset_ms:
        clockOffsetMs === undefined ? null : Math.max(-longestOffsetMs, Math.min(longestOffsetMs, clockOffsetMs)),
    }));
  await queryable.query(
    `insert into takt.ovens as o
       (site, oven, issued_version, present, state, state_at, reported_version, waits_for, clock_offset_ms, updated_at)
     select $1, r.oven, $4::bigint, r.present, r.state, r.state_at, least(r.version, $4::bigint + ${versionLead}), r.waits_for, r.clock_offset_ms, $3
     from jsonb_to_recordset($2::jsonb) as r(oven text, present boolean, state jsonb, state_at timestamptz,
       version bigint, waits_for text, clock_offset_ms integer)
     on conflict (site, oven) do update set
       present = excluded.present,
       state = coalesce(excluded.state, o.state),
       state_at = coalesce(excluded.state_at, o.state_at),
       reported_version = greatest(o.reported_version, excluded.reported_version),
       waits_for = excluded.waits_for,
       clock_offset_ms = excluded.clock_offset_ms,
       updated_at = excluded.updated_at`,
    [site, JSON.stringify(rows), new Date(now), Math.floor(now / 1000)],
  );
}

/** Keeps samples of what ovens measured; one that is there already stays. */
export async function saveReadings(queryable: Queryable, states: readonly OvenState[]): Promise<void> {
  const rows = states.flatMap(({ site, oven, at, readings }) =>
    readings.map(({ tag, unit, value, setpoint, target }) => {
      return { site, oven, tag, at: toTimestamp(at), unit, value, setpoint, target };
    }),
  );
  if (rows.length === 0) return;
  await queryable.query(
    `insert into takt.oven_readings (site, oven, tag, at, unit, value, setpoint, target)
     select * from jsonb_to_recordset($1::jsonb) as r(site text, oven text, tag text, at timestamptz, unit text,
       value double precision, setpoint double precision, target double precision)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

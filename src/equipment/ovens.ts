/** The ovens of a tenant as they stand: what they reported, what they were told last, what comes next. */
import { type WaitReason, waitReasons } from '../bridge/oven-view.ts';
import type { OvenState } from '../bridge/protocol.ts';
import type { CommandState, ProgramState } from '../bridge/states.ts';
import type { Queryable } from '../db/database.ts';
import { holdOf, holdsNow } from './holds.ts';
import type { EquipmentList, HoldView, OvenDetail, OvenReport, OvenView, SiteView, WaitingCommand } from './view.ts';

/** All that is given must hold. */
export interface OvenFilter {
  readonly site?: string;
  readonly oven?: string;
}

export interface OvenPage extends OvenFilter {
  /** Of the last command that was sent: one of these. */
  readonly state?: readonly CommandState[];
  readonly limit: number;
  /** Where the last page ended. */
  readonly after?: { readonly site: string; readonly oven: string };
}

/** Unsent commands that are shown of one oven. */
const mostQueued = 200;

/** Of `takt.ovens o`: what `toReport` reads. */
export const reportColumns = `o.site, o.oven, o.present, o.state, o.waits_for, o.clock_offset_ms,
  greatest(0, extract(epoch from clock_timestamp() - o.state_at) * 1000 + coalesce(o.clock_offset_ms, 0))::float8 as age_ms`;

/** The ovens that a tenant may see and a filter lets through; `$1` to `$3` are `ovenParameters`. */
export const ovensOfTenant = `takt.ovens o join takt.sites s on s.site = o.site and s.tenant = $1
  where ($2::text is null or o.site = $2) and ($3::text is null or o.oven = $3)`;

export function ovenParameters(tenant: string, { site, oven }: OvenFilter): unknown[] {
  return [tenant, site ?? null, oven ?? null];
}

export interface ReportRow {
  readonly site: string;
  readonly oven: string;
  readonly present: boolean;
  readonly state: OvenState | null;
  readonly waits_for: WaitReason | null;
  readonly clock_offset_ms: number | null;
  readonly age_ms: number | null;
}

export function toReport(row: ReportRow): OvenReport {
  const { state } = row;
  return {
    site: row.site,
    oven: row.oven,
    present: row.present,
    reported: state
      ? {
          at: state.at,
          mode: state.mode,
          door: state.door,
          holding: state.holding,
          readings: state.readings,
          interlocks: state.interlocks,
          faults: state.faults,
          ageMs: Math.round(row.age_ms ?? 0),
        }
      : undefined,
    waitsFor: row.waits_for ? { reason: row.waits_for, detail: waitReasons[row.waits_for] } : undefined,
    clockOffsetMs: row.clock_offset_ms ?? undefined,
  };
}

/** One more oven than `limit` means that there is another page. */
export async function listOvens(
  queryable: Queryable,
  tenant: string,
  { limit, ...filter }: OvenPage,
): Promise<Omit<EquipmentList, 'next'>> {
  const [sites, holds, rows] = await Promise.all([
    readSites(queryable, tenant, filter.site),
    holdsNow(queryable, tenant),
    readOvens(queryable, tenant, { ...filter, limit }),
  ]);
  return {
    sites: sites.map((row) => toSite(row, holds)),
    ovens: rows.map((row) => toOven(row, holds)),
  };
}

/** @returns undefined where the tenant has no such oven. */
export async function readOven(
  queryable: Queryable,
  tenant: string,
  { site, oven }: Required<OvenFilter>,
): Promise<OvenDetail | undefined> {
  const [[row], holds, waiting] = await Promise.all([
    readOvens(queryable, tenant, { site, oven, limit: 1 }),
    holdsNow(queryable, tenant),
    readQueue(queryable, tenant, { site, oven }),
  ]);
  if (!row) return undefined;
  return { ...toOven(row, holds), queue: waiting.map(toWaiting), queued: waiting[0]?.queued ?? 0 };
}

export async function hasOven(queryable: Queryable, tenant: string, filter: Required<OvenFilter>): Promise<boolean> {
  const { rows } = await queryable.query(`select 1 from ${ovensOfTenant}`, ovenParameters(tenant, filter));
  return rows.length > 0;
}

export async function hasSite(queryable: Queryable, tenant: string, site: string): Promise<boolean> {
  const { rows } = await queryable.query('select 1 from takt.sites where site = $1 and tenant = $2', [site, tenant]);
  return rows.length > 0;
}

/** A command as `jsonb`, so that one row has several of them. */
interface StepJson {
  readonly cmdId: string;
  readonly planId: string;
  readonly step: number;
  readonly version: number;
  readonly heat: string | null;
  readonly grade: string | null;
  readonly state: CommandState;
  readonly setpoints: WaitingCommand['setpoints'];
}
type WaitingJson = StepJson & { readonly startAt: string; readonly latestStartAt: string };
type SentJson = StepJson & { readonly reason: string | null; readonly since: string };

interface OvenRow extends ReportRow {
  readonly command: SentJson | null;
  readonly next: WaitingJson | null;
  readonly program: { readonly planId: string; readonly state: ProgramState; readonly reason: string | null } | null;
}

const step = `'cmdId', c.id, 'planId', c.plan_id, 'step', c.step, 'version', c.version, 'heat', c.heat, 'grade', c.grade,
  'state', c.state, 'setpoints', c.setpoints`;
const times = `'startAt', c.start_at, 'latestStartAt', c.latest_start_at`;
/** Commands of an oven `o` whose plan is the tenant's own: of plans of whoever had the site before nothing is told. */
const ownCommands = `takt.commands c join takt.plans p on p.id = c.plan_id and p.tenant = $1
  where c.site = o.site and c.oven = o.oven`;

/** Each oven costs a look into four indexes, whatever its history. */
async function readOvens(queryable: Queryable, tenant: string, page: OvenPage): Promise<OvenRow[]> {
  const { rows } = await queryable.query<OvenRow>(
    `select ${reportColumns}, sent.command, waiting.next, newest.program
     from (select o.* from ${ovensOfTenant} and ($4::text is null or (o.site, o.oven) > ($4, $5)) order by o.site, o.oven) o
     left join lateral (
       select c.state, jsonb_build_object(${step}, 'reason', c.reason, 'since', c.changed_at) as command
       from ${ownCommands} and c.attempts > 0 order by c.version desc limit 1) sent on true
     left join lateral (
       select jsonb_build_object(${step}, ${times}) as next
       from ${ownCommands} and c.state in ('planned', 'approved')
         and exists (select 1 from takt.programs g where g.id = c.program_id and g.state = 'active')
       order by c.version limit 1) waiting on true
     left join lateral (
       select jsonb_build_object('planId', g.plan_id, 'state', g.state, 'reason', g.reason) as program
       from takt.commands c join takt.programs g on g.id = c.program_id join takt.plans p on p.id = c.plan_id and p.tenant = $1
       where c.site = o.site and c.oven = o.oven order by c.version desc limit 1) newest on true
     where $6::text[] is null or sent.state = any($6::text[])
     order by o.site, o.oven limit $7`,
    [
      ...ovenParameters(tenant, page),
      page.after?.site ?? null,
      page.after?.oven ?? null,
      page.state ?? null,
      page.limit,
    ],
  );
  return rows;
}

async function readQueue(
  queryable: Queryable,
  tenant: string,
  { site, oven }: Required<OvenFilter>,
): Promise<(WaitingJson & { queued: number })[]> {
  const { rows } = await queryable.query<{ command: WaitingJson; queued: number }>(
    `select jsonb_build_object(${step}, ${times}) as command, count(*) over () as queued
     from takt.commands c join takt.plans p on p.id = c.plan_id and p.tenant = $1
     where c.site = $2 and c.oven = $3 and c.state in ('planned', 'approved') order by c.version limit $4`,
    [tenant, site, oven, mostQueued],
  );
  return rows.map(({ command, queued }) => ({ ...command, queued }));
}

interface SiteRow {
  readonly site: string;
  readonly alive: boolean;
  readonly epoch: number | null;
}

async function readSites(queryable: Queryable, tenant: string, site: string | undefined): Promise<SiteRow[]> {
  const { rows } = await queryable.query<SiteRow>(
    `select s.site, coalesce(l.expires_at > clock_timestamp(), false) as alive, nullif(l.epoch, 0) as epoch
     from takt.sites s left join takt.bridge_leases l on l.site = s.site
     where s.tenant = $1 and ($2::text is null or s.site = $2) order by s.site`,
    [tenant, site ?? null],
  );
  return rows;
}

function toSite({ site, alive, epoch }: SiteRow, holds: readonly HoldView[]): SiteView {
  return { site, bridge: { alive, epoch: epoch ?? undefined }, hold: holdOf(holds, site) };
}

function toOven(row: OvenRow, holds: readonly HoldView[]): OvenView {
  const { command, next, program } = row;
  return {
    ...toReport(row),
    command: command
      ? { ...toStep(command), reason: command.reason ?? undefined, since: iso(command.since) }
      : undefined,
    next: next ? toWaiting(next) : undefined,
    program: program ? { ...program, reason: program.reason ?? undefined } : undefined,
    hold: holdOf(holds, row.site, row.oven),
  };
}

function toWaiting(command: WaitingJson): WaitingCommand {
  return { ...toStep(command), startAt: iso(command.startAt), latestStartAt: iso(command.latestStartAt) };
}

function toStep(command: StepJson) {
  const { cmdId, planId, step, version, state, setpoints } = command;
  return {
    cmdId,
    planId,
    step,
    version,
    heat: command.heat ?? undefined,
    grade: command.grade ?? undefined,
    state,
    setpoints,
  };
}

/** PostgreSQL writes instants into JSON with an offset of its own. */
function iso(text: string): string {
  return new Date(text).toISOString();
}

/**
 * The only place where a command changes state: the change and its record are one statement, so neither can be alone.
 *
 * Whoever writes in one transaction locks commands first, by site, oven and version, then programs, by site and oven: so
 * the bridge, plans that end, and people who approve never wait for each other crosswise.
 */
import type { Queryable } from '../db/database.ts';
import { type CommandState, haltingStates, nextStates, type Transition } from './states.ts';

export interface Move {
  /** Condition on `takt.commands c` with `$1`, `$2`, ... for `parameters`. */
  readonly where: string;
  readonly parameters: readonly unknown[];
  readonly to: CommandState;
  readonly reason?: string;
  readonly actor: string;
  /** ms since 1970. */
  readonly at: number;
  /** Columns of takt.commands to set along with the state; the names are ours, never a caller's. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Moves every command that fits and may go to that state. @returns what was moved, in order of version. */
export async function moveCommands(queryable: Queryable, move: Move): Promise<Transition[]> {
  const from = Object.entries(nextStates).flatMap(([state, next]) => (next.includes(move.to) ? [state] : []));
  const parameters = [...move.parameters, move.to, move.reason ?? null, move.actor, new Date(move.at), from];
  const [to, reason, actor, at, allowed] = parameters.slice(move.parameters.length).map((_, index) => {
    return `$${move.parameters.length + index + 1}`;
  });
  const further = Object.entries(move.set ?? {}).map(([column, value]) => {
    parameters.push(value);
    return `, ${column} = $${parameters.length}`;
  });
  const { rows } = await queryable.query<TransitionRow>(
    `with old as (
       select c.id, c.state from takt.commands c where (${move.where}) and c.state = any(${allowed}::text[])
       order by c.site, c.oven, c.version for no key update),
     moved as (
       update takt.commands c set state = ${to}::text, reason = ${reason}::text, changed_at = ${at}::timestamptz${further.join('')}
       from old where c.id = old.id
       returning c.id, c.plan_id, c.site, c.oven, c.step, c.version, old.state as from_state)
     insert into takt.command_transitions
       (command_id, plan_id, site, oven, step, version, from_state, to_state, reason, actor, at)
     select id, plan_id, site, oven, step, version, from_state, ${to}::text, ${reason}::text, ${actor}::text, ${at}::timestamptz
     from moved order by oven, version
     returning ${transitionColumns}`,
    parameters,
  );
  return rows.map(toTransition);
}

/** One command on its way through one or more states at once, when they are found out together. */
export interface Progress {
  readonly id: string;
  readonly from: CommandState;
  /** Each may follow the one before; the last one is where it stays. */
  readonly path: readonly CommandState[];
  /** Of the last state. */
  readonly reason?: string;
  readonly delivery?: Delivery;
}

/** What is kept of a delivery to an oven. */
export interface Delivery {
  readonly epoch: number;
  readonly envelope: object;
  readonly attempts: number;
  readonly nextSendAt: Date;
}

const progressColumns = `m(id uuid, from_state text, path jsonb, reason text, epoch bigint, envelope jsonb, attempts integer,
  next_send_at timestamptz)`;

/**
 * Moves each of these commands that still is where it was thought to be, all in one statement. To `sent` goes only what a
 * program in force asks for and nobody holds; and what is held gives way to nothing.
 * @returns what was moved, a line for each state, by oven and version.
 */
export async function moveEach(
  queryable: Queryable,
  progress: readonly Progress[],
  { actor, at }: { readonly actor: string; readonly at: number },
): Promise<Transition[]> {
  if (progress.length === 0) return [];
  for (const { from, path } of progress)
    path.reduce((before, after) => {
      if (!nextStates[before].includes(after)) throw new Error(`a command does not go from ${before} to ${after}`);
      return after;
    }, from);
  const { rows } = await queryable.query<TransitionRow>(
    `with m as (select * from jsonb_to_recordset($1::jsonb) as ${progressColumns}),
     old as (
       select c.id from takt.commands c join m on m.id = c.id
       where c.state = m.from_state
         and (m.path ->> 0 <> 'sent' or (c.latest_start_at > $3
           and exists (select 1 from takt.programs p where p.id = c.program_id and p.state = 'active')))
         and (m.path ->> -1 not in ('sent', 'superseded') or not exists (${holdsOf('c')}))
       order by c.site, c.oven, c.version for no key update of c),
     moved as (
       update takt.commands c set state = m.path ->> -1, reason = m.reason, changed_at = $3, ${deliveryOf('m')}
       from m join old on old.id = m.id where c.id = m.id
       returning c.id, c.plan_id, c.site, c.oven, c.step, c.version, m.from_state, m.path, m.reason)
     insert into takt.command_transitions
       (command_id, plan_id, site, oven, step, version, from_state, to_state, reason, actor, at)
     select id, plan_id, site, oven, step, version, case n when 0 then from_state else path ->> (n - 1) end, path ->> n,
       case when n = jsonb_array_length(path) - 1 then reason end, $2, $3
     from moved cross join lateral generate_series(0, jsonb_array_length(path) - 1) n order by oven, version, n
     returning ${transitionColumns}`,
    [JSON.stringify(progress.map(progressRow)), actor, new Date(at)],
  );
  return rows.map(toTransition);
}

/** Keeps that commands were sent again. @returns the ids of those that still wait for an answer. */
export async function recordRepeats(
  queryable: Queryable,
  repeats: readonly { readonly id: string; readonly delivery: Delivery }[],
): Promise<Set<string>> {
  if (repeats.length === 0) return new Set();
  const rows = repeats.map(({ id, delivery }) => progressRow({ id, from: 'sent', path: [], delivery }));
  const kept = await queryable.query<{ id: string }>(
    `with m as (select * from jsonb_to_recordset($1::jsonb) as ${progressColumns}),
     old as (
       select c.id from takt.commands c join m on m.id = c.id
       where c.state = 'sent' and not exists (${holdsOf('c')})
       order by c.site, c.oven, c.version for no key update of c)
     update takt.commands c set ${deliveryOf('m')} from m join old on old.id = m.id where c.id = m.id returning c.id`,
    [JSON.stringify(rows)],
  );
  return new Set(kept.rows.map(({ id }) => id));
}

function progressRow({ id, from, path, reason, delivery }: Progress): Record<string, unknown> {
  return {
    id,
    from_state: from,
    path,
    // jsonb takes neither; whoever made the reason, the others of the statement must not wait for it.
    reason: reason?.toWellFormed().replaceAll('\0', ''),
    epoch: delivery?.epoch,
    envelope: delivery?.envelope,
    attempts: delivery?.attempts,
    next_send_at: delivery?.nextSendAt,
  };
}

function deliveryOf(row: string): string {
  return ['epoch', 'envelope', 'attempts', 'next_send_at']
    .map((column) => `${column} = coalesce(${row}.${column}, c.${column})`)
    .join(', ');
}

/** Holds in force over a row with site and oven. */
export function holdsOf(row: string): string {
  return `select 1 from takt.holds h join takt.sites s on s.tenant = h.tenant
    where s.site = ${row}.site and h.released_at is null
      and (h.site is null or h.site = ${row}.site) and (h.oven is null or h.oven = ${row}.oven)`;
}

/** Brings the programs of these commands in line: halted by a failed step, done when no step is left. */
export async function settlePrograms(queryable: Queryable, moved: readonly Transition[]): Promise<void> {
  const ended = moved.filter(({ to }) => nextStates[to].length === 0 || haltingStates.includes(to));
  if (ended.length === 0) return;
  const rows = ended.map(({ cmdId, step, to, reason }) => ({
    id: cmdId,
    halts: haltingStates.includes(to) ? `step ${step} ${to}${reason ? `: ${reason}` : ''}` : null,
  }));
  await queryable.query(
    `with e as (
       select c.program_id, max(e.halts) as halts from jsonb_to_recordset($1::jsonb) as e(id uuid, halts text)
       join takt.commands c on c.id = e.id group by c.program_id),
     settled as (
       select p.id, e.halts from takt.programs p join e on e.program_id = p.id
       where p.state = 'active' and (e.halts is not null or not exists (
         select 1 from takt.commands c where c.program_id = p.id
           and c.state in ('planned', 'approved', 'sent', 'accepted', 'applied')))
       order by p.site, p.oven for no key update of p)
     update takt.programs p set state = case when s.halts is null then 'done' else 'halted' end, reason = s.halts
     from settled s where p.id = s.id`,
    [JSON.stringify(rows)],
  );
}

/** By name: a connection keeps statements prepared, and "*" would break them when a later version adds a column. */
export const transitionColumns = `id, command_id, plan_id, site, oven, step, version, from_state, to_state, reason, at`;

export interface TransitionRow {
  readonly id: number;
  readonly command_id: string;
  readonly plan_id: string;
  readonly site: string;
  readonly oven: string;
  readonly step: number;
  readonly version: number;
  readonly from_state: CommandState | null;
  readonly to_state: CommandState;
  readonly reason: string | null;
  readonly at: Date;
}

export function toTransition(row: TransitionRow): Transition {
  return {
    id: row.id,
    cmdId: row.command_id,
    planId: row.plan_id,
    site: row.site,
    oven: row.oven,
    step: row.step,
    version: row.version,
    from: row.from_state,
    to: row.to_state,
    reason: row.reason,
    at: row.at,
  };
}

/** The only place where a command changes state: the change and its record are one statement, so neither can be alone. */
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
       select c.id, c.state from takt.commands c where (${move.where}) and c.state = any(${allowed}::text[]) for update),
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

/** Brings the programs of these commands in line: halted by a failed step, done when no step is left. */
export async function settlePrograms(queryable: Queryable, moved: readonly Transition[]): Promise<void> {
  const halting = moved.filter((transition) => haltingStates.includes(transition.to));
  for (const { cmdId, step, to, reason } of halting)
    await queryable.query(
      `update takt.programs set state = 'halted', reason = $2
       where id = (select program_id from takt.commands where id = $1) and state = 'active'`,
      [cmdId, `step ${step} ${to}${reason ? `: ${reason}` : ''}`],
    );
  const ended = moved.filter((transition) => nextStates[transition.to].length === 0).map(({ cmdId }) => cmdId);
  if (ended.length === 0) return;
  await queryable.query(
    `update takt.programs p set state = 'done'
     where p.id in (select program_id from takt.commands where id = any($1::uuid[])) and p.state = 'active'
       and not exists (select 1 from takt.commands c where c.program_id = p.id
         and c.state in ('planned', 'approved', 'sent', 'accepted', 'applied'))`,
    [ended],
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
